"""An operator's own editions of the lists."""

import shutil
from pathlib import Path

import pytest

from ebpages.sources.catalogue import VARIABLE, list_file, read_source, source, sources
from ebpages.sources.record import UnreadableList
from ebpages.sources.source_description import ROOM


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    (tmp_path / "bulstat").mkdir()
    return tmp_path


def test_another_edition_takes_the_place_of_the_shipped_list(own: Path) -> None:
    lines = (ROOM / "bulstat" / "list.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    head = next(number for number, line in enumerate(lines) if line.startswith("1\t"))
    (own / "bulstat" / "list.txt").write_text("".join(lines[: head + 3]), encoding="utf-8")
    assert [record.number for record in read_source("bulstat").records] == ["1", "2", "3"]
    assert len(read_source("trade_register").records) == 74


def test_its_description_may_come_with_it(own: Path) -> None:
    description = (ROOM / "bulstat" / "source.yaml").read_text(encoding="utf-8")
    (own / "bulstat" / "source.yaml").write_text(
        description.replace("2018-04-22", "2027-01-31"), encoding="utf-8"
    )
    assert source("bulstat").edition == "2027-01-31"
    assert list_file(source("bulstat")) == ROOM / "bulstat" / "list.txt"


def test_a_folder_that_names_no_list_is_refused_with_the_names(own: Path) -> None:
    shutil.move(own / "bulstat", own / "bulstad")
    with pytest.raises(UnreadableList, match=r"bulstad: no list has this name.*trade_register"):
        sources()


def test_a_folder_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(UnreadableList, match=r"does not exist\. Correct the path or unset it"):
        sources()
