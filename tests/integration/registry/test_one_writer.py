"""One build at a time, in whatever process: the second waits and says for whom, or leaves; who is killed holds nobody up."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ready_home import EBPAGES
from tests.samples.own_database import copied, run

HOLDS = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "ebpages.site.settings"
import django
django.setup()
from ebpages.registry.one_writer import only_writer
with only_writer("build"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def own(migrated: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return copied(migrated, tmp_path_factory.mktemp("writers") / "home")


@pytest.fixture
def holder(own: dict[str, str]) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS], env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def building(own: dict[str, str], *options: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([EBPAGES, "build", *options], env=own, stderr=subprocess.PIPE, text=True)


def test_two_builds_at_once_both_end_well(own: dict[str, str], holder: "subprocess.Popen[str]") -> None:
    builds = [building(own, "--force"), building(own, "--force")]
    for build in builds:
        assert build.stderr and build.stderr.readline().startswith(
            f"Waiting: the registry is being written (build, process {holder.pid} on "
        )
    holder.kill()  # both go at once
    said = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    assert all("Built: 9 sources" in text for text in said)


def test_a_build_that_is_not_to_wait_says_for_whom_it_would(
    own: dict[str, str], holder: "subprocess.Popen[str]"
) -> None:
    ended = run(own, "build", "--no-wait")
    assert ended.returncode == 75
    assert f"ebpages: the registry is being written (build, process {holder.pid} on " in ended.stderr
    assert "Try again when it has ended." in ended.stderr


def test_a_killed_writer_holds_nobody_up(own: dict[str, str], holder: "subprocess.Popen[str]") -> None:
    build = building(own)
    assert build.stderr and f"process {holder.pid}" in build.stderr.readline()
    holder.send_signal(signal.SIGKILL)
    assert "Nothing has changed: 9 sources" in build.communicate()[1] and build.returncode == 0
    lock = Path(own["EBPAGES_HOME"]) / "writing.lock"
    assert "DATABASE_URL" in own or lock.read_text() == ""
