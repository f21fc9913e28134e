"""What several processes, and processes that are killed, do to one index."""

import fcntl
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from ebpages.search.index import Document, Position, SearchIndex

OBJECTS = 40


class Editions:
    """Objects that all change together; each says which edition it belongs to."""

    kind = "thing"

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.asked_after: list[int] = []

    def documents(self, ids: Sequence[str]) -> Iterable[Document]:
        return [Document(key, self.kind, {"text": [f"edition n{self.edition}n"]}) for key in ids]

    def all_ids(self) -> Iterable[str]:
        return [str(number) for number in range(OBJECTS)]

    def head(self, kind: str) -> Position:
        return Position("log", self.edition)

    def changed(self, kind: str, after: int, up_to: int) -> Iterable[str]:
        self.asked_after.append(after)
        return self.all_ids()


def write_editions(folder: Path, editions: range) -> None:
    index = SearchIndex(folder, wait=60)
    for edition in editions:
        thing = Editions(edition)
        index.follow(thing, thing)
        print(edition, flush=True)


def _start(folder: Path, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, str(folder), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def writers() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def _found(index: SearchIndex, edition: int) -> int:
    return len(index.search_ids(f"n{edition}n"))


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 20))]
)
def test_a_writer_killed_at_any_moment_leaves_documents_and_position_that_agree(
    tmp_path: Path, writers: list[subprocess.Popen[str]], seed: int
) -> None:
    process = _start(tmp_path, 1, 10_000)
    writers.append(process)
    assert process.stdout is not None
    for _ in range(random.Random(seed).randint(1, 12)):
        process.stdout.readline()
    process.kill()
    process.wait()

    index, things = SearchIndex(tmp_path), Editions(20_000)
    assert index.size == OBJECTS + 1
    reached = next(edition for edition in range(1, 10_000) if _found(index, edition))
    assert _found(index, reached) == OBJECTS
    assert index.follow(things, things)
    assert things.asked_after == [reached]
    assert _found(index, 20_000) == OBJECTS


def test_many_writers_at_once_leave_one_consistent_index(
    tmp_path: Path, writers: list[subprocess.Popen[str]]
) -> None:
    writers.extend(_start(tmp_path, 1, 8) for _ in range(4))
    assert [process.wait() for process in writers] == [0, 0, 0, 0]
    index = SearchIndex(tmp_path)
    assert index.size == OBJECTS + 1
    assert sorted(_found(index, edition) for edition in range(1, 9))[-2:] == [0, OBJECTS]


def test_who_does_not_get_the_lock_serves_the_index_as_it_stands(tmp_path: Path) -> None:
    first, second = Editions(1), Editions(2)
    index = SearchIndex(tmp_path, wait=0)
    index.follow(first, first)
    with (tmp_path / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not index.follow(second, second)
        assert _found(index, 1) == OBJECTS
    assert index.follow(second, second)
    assert _found(index, 2) == OBJECTS


if __name__ == "__main__":
    write_editions(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3]) + 1))
