"""The command itself: exit codes, sentences on stderr, Ctrl-C, and a run that was killed."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.registers import make_registers

COMMAND = Path(sys.executable).with_name("ebpages")


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(COMMAND), "link", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registers")
    make_registers(12, 600).write(folder)
    return folder


@pytest.fixture(scope="module")
def pairs(registers: Path) -> bytes:
    """What an undisturbed run writes."""
    ended = run(
        registers / "left.csv",
        registers / "right.csv",
        "--output",
        registers / "whole.csv",
        "--language",
        "en",
    )
    assert (ended.returncode, ended.stdout) == (0, "")
    assert "pairs written, of 600 rows on the left and 600 on the right" in ended.stderr
    return (registers / "whole.csv").read_bytes()


def test_pairs_are_written_and_progress_is_told_on_stderr(pairs: bytes) -> None:
    assert pairs.startswith(b"left,right,probability,reasons\r\n")


def test_what_cannot_be_linked_ends_with_two_and_a_sentence(registers: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    ended = run(registers / "left.csv", tmp_path / "empty.csv", "--output", tmp_path / "pairs.csv")
    assert ended.returncode == 2
    assert "empty.csv is empty" in ended.stderr and "Traceback" not in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["empty.csv"]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param(signal.SIGINT, 130, marks=pytest.mark.long),  # in this process it is one of test_linkage
        (signal.SIGKILL, -signal.SIGKILL),
    ],
)
def test_a_run_that_is_ended_leaves_no_output_and_goes_on(
    registers: Path, pairs: bytes, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    output, kept = tmp_path / "pairs.csv", tmp_path / ".pairs.csv.link"
    command = [
        str(COMMAND),
        "link",
        str(registers / "left.csv"),
        str(registers / "right.csv"),
        "--output",
        str(output),
        "--language",
        "en",
    ]
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while child.poll() is None and not (kept / "vocabulary.parquet").exists():
        time.sleep(0.01)
    child.send_signal(sent)
    assert child.wait() == code
    assert not output.exists() and (kept / "vocabulary.parquet").exists()
    assert run(*command[2:]).returncode == 0
    assert output.read_bytes() == pairs
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]
