"""`kill -9` of whatever writes, at any moment: nothing that was confirmed is lost, nothing is half there, and the next write succeeds.

A few kills of each; `python -m tests.lanes faults`, by name, kills a thousand.
"""

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.ready_home import EBPAGES, ReadyHome, surroundings

LONG = {"sqlite": 826, "postgresql": 588}  # as many for each of the fourteen paths
SHORT = {"sqlite": 14}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "times" in metafunc.fixturenames:
        asked = LONG if metafunc.config.getoption("--long-faults") else SHORT
        metafunc.parametrize(("database", "times"), asked.items())


def test_whatever_writes_may_be_killed(
    database: str, times: int, ready_home: ReadyHome, tmp_path: Path
) -> None:
    home = ready_home.copy(tmp_path / "home", with_static_files=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kills", str(times), "--database", database, "--home", home],
        env=surroundings(home), cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    *paths, visitors = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(path["recovered"] and not path["wrong"] for path in paths)
    assert sum(path["kills"] + path["ended_before"] for path in paths) == times
    assert [seen["not 200"] for seen in visitors["readers"]] == [0] and visitors["readers"][0]["pages"]


def test_the_command_itself_may_be_killed_and_the_next_build_succeeds(
    ready_home: ReadyHome, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    around = surroundings(ready_home.copy(tmp_path / "home"))
    moments, before = random.Random(9), told(around)
    for _ in range(10 if request.config.getoption("--long-faults") else 1):
        build = subprocess.Popen([EBPAGES, "build", "--force"], env=around, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.5, 2.5))
        build.kill()
        build.wait()
        assert told(around) == before
    done = subprocess.run(
        [EBPAGES, "build", "--force"], env=around, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "Built: 9 sources" in done.stderr
    assert told(around) == before


def told(around: dict[str, str]) -> Any:
    found = subprocess.run(
        [EBPAGES, "search", "зелена синергия", "--format", "json"],
        env=around, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)
