"""While builds run, visitors get the old registry or the new one, whole, and never an error."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ebpages.sources import catalogue
from tests.integration.site.test_serving import port, robots_once_up, serving
from tests.ready_home import EBPAGES, ReadyHome, surroundings

__all__ = ["port"]
pytestmark = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="needs a database of its own, which other processes share: SQLite"
)


@pytest.fixture(scope="module")
def visited(ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ready_home.copy(tmp_path_factory.mktemp("visited"), with_static_files=True)


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    """Lists of which one has lost its last forty rows."""
    (tmp_path / "lists" / "bulstat").mkdir(parents=True)
    rows = (catalogue.ROOM / "bulstat" / "list.txt").read_text().splitlines(keepends=True)
    (tmp_path / "lists" / "bulstat" / "list.txt").write_text("".join(rows[:-40]))
    return tmp_path / "lists"


def building(visited: Path, **more: str) -> "subprocess.Popen[str]":
    command = [EBPAGES, "build", "--force"]
    return subprocess.Popen(
        command, env=surroundings(visited, **more), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def asked(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def answers(port: int, builds: "list[subprocess.Popen[str]]") -> Iterator[dict[str, Any]]:
    while any(build.poll() is None for build in builds):
        yield json.loads(asked(port, "/api/organisations?size=200"))
        for path in ("/bg/", "/bg/organisations/?q=%D0%BC%D0%B5%D0%B1%D0%B5%D0%BB", "/en/findings/"):
            assert "</html>" in asked(port, path)
        time.sleep(0.3)  # what is asked without a pause takes the processor from the builds


def test_visitors_see_the_old_registry_or_the_new_one_and_a_pipe_is_told_in_lines(
    visited: Path, port: int, shorter: Path
) -> None:
    with serving(port, visited, EBPAGES_RATE="0") as server:
        robots_once_up(port, server)
        whole = json.loads(asked(port, "/api/organisations"))["total"]
        seen = set()
        for lists, at_once in (({"EBPAGES_LISTS": str(shorter)}, 2), ({}, 1)):
            builds = [building(visited, **lists) for _ in range(at_once)]
            for answer in answers(port, builds):
                seen.add(answer["total"])
                assert sum(answer["counts"]["kind"].values()) == answer["total"]
                assert len(answer["results"]) == min(200, answer["total"])
                assert all(result["lists"] for result in answer["results"])
            for build in builds:
                output, told = build.communicate()
                assert build.returncode == 0 and "Traceback" not in told
                assert output == "" and "\x1b" not in told
                assert [line for line in told.splitlines() if line.startswith("Built: ")]
        assert json.loads(asked(port, "/api/organisations"))["total"] == whole
    assert len(seen) <= 2 and whole in seen


def test_a_full_disk_is_said_and_the_last_registry_stays(visited: Path) -> None:
    limited = f"ulimit -f 1000; exec {EBPAGES} build --force"
    done = subprocess.run(["bash", "-c", limited], env=surroundings(visited), capture_output=True, text=True)
    assert done.returncode == 2 and "See that there is room in EBPAGES_HOME" in done.stderr
    assert "Traceback" not in done.stderr
    after = subprocess.run(
        [EBPAGES, "search", "мебел", "-f", "json"], env=surroundings(visited), capture_output=True
    )
    assert after.returncode == 0 and json.loads(after.stdout)


def test_an_interrupted_build_ends_without_a_trace(visited: Path) -> None:
    for name, codes in (("SIGINT", (130,)), ("SIGTERM", (-15, 143))):
        script = (
            "import os, signal, sys, threading, time\n"
            "from pathlib import Path\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "from ebpages.cli import main\n"
            "lock = Path(os.environ['EBPAGES_HOME'], 'writing.lock')\n"
            "def interrupt():\n"
            "    while not (lock.exists() and str(os.getpid()) in lock.read_text()): time.sleep(0.01)\n"
            f"    os.kill(os.getpid(), signal.{name})\n"
            "threading.Thread(target=interrupt, daemon=True).start()\n"
            "sys.argv = ['ebpages', 'build', '--force']\n"
            "main()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], env=surroundings(visited), capture_output=True, text=True
        )
        assert done.returncode in codes and "Traceback" not in done.stderr, done.stderr
