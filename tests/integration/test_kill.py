"""`kill -9` during a build, at any moment: the last good registry serves."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ready_home import EBPAGES, ReadyHome
from tests.ready_home import surroundings as surroundings_of
from tests.samples.cut_lists import write_cut_lists

pytestmark = pytest.mark.skipif(
    "DATABASE_URL" in os.environ,
    reason="killed on SQLite only: PostgreSQL is a process of its own that survives",
)
BUILDS = str(Path(__file__).parents[1] / "samples" / "killed_builds.py")

Run = Callable[..., str]


@pytest.fixture(scope="module")
def surroundings(ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return surroundings_of(ready_home.copy(tmp_path_factory.mktemp("killed")))


@pytest.fixture
def few(ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> dict[str, str]:
    """A folder of its own, whose builds read a few rows of each list."""
    home = ready_home.copy(tmp_path_factory.mktemp("killed"))
    return surroundings_of(home, EBPAGES_LISTS=str(write_cut_lists(tmp_path)))


def looks(surroundings: dict[str, str], *arguments: str) -> list[dict[str, Any]]:
    """What killed_builds.py saw, look by look."""
    done = subprocess.run(
        # -P: modules beside the script, `statistics` among them, are not those of the standard library.
        [sys.executable, "-P", BUILDS, *arguments],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_nothing_is_lost(seen: list[dict[str, Any]]) -> None:
    first = seen[0]
    assert first["built"] and first["counts"]["Record"] == len(first["ids"]) > 0 and first["found"]
    assert first["integrity"] == [["ok"]] and first["broken"] == []
    for number, look in enumerate(seen):
        assert look == first, f"after kill {number}"


def test_fifty_builds_killed_at_random_moments_lose_nothing(few: dict[str, str]) -> None:
    seen = looks(few, "45", "2026")
    assert len(seen) == 46
    assert_nothing_is_lost(seen)


def test_the_command_itself_may_be_killed(surroundings: dict[str, str]) -> None:
    moments = random.Random(9)
    (before,) = looks(surroundings)
    for _ in range(5):
        build = subprocess.Popen([EBPAGES, "build", "--force"], env=surroundings, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.5, 2.5))
        build.kill()
        build.wait()
    assert_nothing_is_lost([before, *looks(surroundings)])


def test_the_next_build_succeeds(surroundings: dict[str, str]) -> None:
    done = subprocess.run(
        [EBPAGES, "build", "--force"], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "Built: 9 sources" in done.stderr
