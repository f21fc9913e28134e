"""Files that appear whole or not at all."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ebpages.publish.whole_file import abandoned_drafts, first_file, put_in_place, whole_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.csv") as draft:
        draft.write_text("new")
        assert not (tmp_path / "a.csv").exists()
    assert (tmp_path / "a.csv").read_text() == "new" and names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("problem", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_what_was_there_before_and_no_draft(
    tmp_path: Path, problem: type[BaseException]
) -> None:
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(problem), whole_file(tmp_path / "a.csv") as draft:
        draft.write_text("half")
        raise problem
    assert (tmp_path / "a.csv").read_text() == "old" and names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("place", ["missing/a.csv", "a file/a.csv", "a folder"])
def test_what_cannot_be_written_is_an_error_of_the_system_and_leaves_no_draft(
    tmp_path: Path, place: str
) -> None:
    (tmp_path / "a file").write_text("")
    (tmp_path / "a folder").mkdir()
    with pytest.raises(OSError) as told, whole_file(tmp_path / place) as draft:
        draft.write_text("new")
    assert told.value.strerror and names(tmp_path) == ["a file", "a folder"]


def test_two_threads_that_write_the_same_file_do_not_mix(tmp_path: Path) -> None:
    both_have_begun = threading.Barrier(2, timeout=30)

    def write(text: str) -> None:
        with whole_file(tmp_path / "a.csv") as draft:
            draft.write_text(text)
            both_have_begun.wait()

    threads = [threading.Thread(target=write, args=(letter * 100_000,)) for letter in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert set((tmp_path / "a.csv").read_text()) in ({"a"}, {"b"}) and names(tmp_path) == ["a.csv"]


def test_a_folder_takes_its_place_with_its_files(tmp_path: Path) -> None:
    (tmp_path / ".draft").mkdir()
    (tmp_path / ".draft" / "cells").write_text("1")
    put_in_place(tmp_path / ".draft", tmp_path / "panel")
    assert names(tmp_path) == ["panel"] and names(tmp_path / "panel") == ["cells"]


def test_the_content_is_on_the_disk_before_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: (steps.append("written through"), fsync(descriptor)))
    monkeypatch.setattr(Path, "replace", lambda draft, path: (steps.append("named"), replace(draft, path)))
    with whole_file(tmp_path / "a.csv") as draft:
        draft.write_text("new")
    assert steps == ["written through", "named", "written through"]


def test_what_a_killed_writer_left_goes_with_the_next_file_and_what_is_being_written_stays(
    tmp_path: Path,
) -> None:
    killed = "import os, sys; from pathlib import Path; from ebpages.publish.whole_file import whole_file\n"
    killed += "with whole_file(Path(sys.argv[1])) as draft: draft.write_text('half'); os.kill(os.getpid(), 9)"
    ended = subprocess.run([sys.executable, "-c", killed, tmp_path / "a.csv"], check=False)
    (left,) = abandoned_drafts(tmp_path)
    assert ended.returncode == -9 and left.read_text() == "half"
    with whole_file(tmp_path / "b.csv") as being_written:
        assert names(tmp_path) == [being_written.name]
        with whole_file(tmp_path / "c.csv") as draft:
            draft.write_text("new")
        assert being_written.exists() and list(abandoned_drafts(tmp_path)) == []


def test_a_file_that_only_its_owner_reads_is_written_once(tmp_path: Path) -> None:
    for text in ("first", "second"):
        with first_file(tmp_path / "key") as draft:
            draft.write_text(text)
    key = tmp_path / "key"
    assert (key.read_text(), key.stat().st_mode & 0o777, names(tmp_path)) == ("first", 0o600, ["key"])


def test_many_that_write_side_by_side_take_no_draft_away_from_one_another(tmp_path: Path) -> None:
    def write(number: int) -> None:
        for turn in range(40):
            with whole_file(tmp_path / f"{turn % 3}.csv") as draft:
                draft.write_text(f"{number} {turn}")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write, range(8))) == [None] * 8
    assert names(tmp_path) == ["0.csv", "1.csv", "2.csv"]
