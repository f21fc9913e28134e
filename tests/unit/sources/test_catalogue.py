"""Lists of several roots: an operator's own editions of the shipped ones, and lists of any other name."""

import re
import shutil
from pathlib import Path

import pytest

from ebpages.sources import catalogue
from ebpages.sources.catalogue import VARIABLE, Root, list_file, mark, read_source, source, sources
from ebpages.sources.record import UnreadableList
from ebpages.sources.source_description import ROOM

COUNCIL = Path(__file__).parents[2] / "samples" / "own_lists" / "regional_council"


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


@pytest.mark.parametrize("slug", [shipped.slug for shipped in sources()])
def test_a_description_made_before_layouts_had_names_still_describes_its_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slug: str
) -> None:
    shipped, reading = source(slug), read_source(slug)
    text = (ROOM / slug / "source.yaml").read_text(encoding="utf-8")
    new = re.compile(r"^(layout|mark_bg|mark_en|every_row): .*\n", re.MULTILINE)
    text = re.sub(r'\{header: ("[^"]*"), cell: \w+\}', r"\1", new.sub("", text))
    (tmp_path / slug).mkdir()
    (tmp_path / slug / "source.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert source(slug) == shipped
    assert read_source(slug) == reading


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a list that nobody has shipped."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return Path(shutil.copytree(COUNCIL, tmp_path / "regional_council"))


def test_a_list_of_any_name_stands_beside_the_shipped_ones(council: Path) -> None:
    assert sources()[-1].slug == "regional_council"
    assert len(read_source("regional_council").records) == 10
    assert (mark("regional_council", "bg"), mark("regional_council", "en")) == ("РСИ", "RIC")
    assert len(read_source("bulstat").records) == 243


def test_a_list_without_a_mark_is_cited_by_the_first_letters_of_its_name(council: Path) -> None:
    path = council / "source.yaml"
    path.write_text(re.sub("mark_.*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert mark("regional_council", "bg") == mark("regional_council", "en") == "REGI"
    assert mark("not_a_list", "en") == "NOT"


def test_a_list_without_its_file_is_refused_with_the_name_of_the_file(council: Path) -> None:
    (council / "list.csv").rename(council / "list.txt")
    with pytest.raises(UnreadableList, match=r"regional_council/list\.csv: the file is missing.*layout csv"):
        read_source("regional_council")


@pytest.mark.parametrize("name", ["Regional", "regional council", "съвет", "a:b", "r" * 41])
def test_a_name_that_no_address_can_hold_is_refused(council: Path, name: str) -> None:
    council.rename(council.with_name(name))
    with pytest.raises(UnreadableList, match=r"this is no name for a list.*small Latin letters") as refused:
        sources()
    assert refused.value.file == name


def test_a_place_among_the_lists_is_taken_once(council: Path) -> None:
    path = council / "source.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("order: 20", "order: 4"), encoding="utf-8")
    with pytest.raises(UnreadableList, match="order: 4 is the place of the list ecei_bronze too"):
        sources()


def test_a_root_that_holds_no_editions_may_not_take_the_name_of_another_list(
    council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = tmp_path.with_name("people")
    shutil.copytree(COUNCIL, people / "regional_council")
    monkeypatch.setattr(catalogue, "ROOTS", [*catalogue.ROOTS, lambda: Root(people, editions=False)])
    with pytest.raises(
        UnreadableList, match=r"regional_council: another list has this name\. Rename the folder"
    ):
        sources()
    (people / "regional_council").rename(people / "members")
    path = people / "members" / "source.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("order: 20", "order: 21"), encoding="utf-8")
    assert [found.slug for found in sources()][-2:] == ["regional_council", "members"]
    assert list_file(source("members")).is_relative_to(people)


def test_a_folder_of_lists_never_brings_a_reader_of_its_own(council: Path) -> None:
    path = council / "source.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("layout: csv", "layout: reader"), encoding="utf-8"
    )
    (council / "reader.py").write_text("raise SystemExit", encoding="utf-8")
    with pytest.raises(UnreadableList, match="layout: 'reader' is unknown"):
        sources()
