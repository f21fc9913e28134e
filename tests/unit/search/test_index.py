from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ebpages.search.index import Document, Position, SearchIndex
from ebpages.search.schema import UnknownFieldError

Fields = Mapping[str, Sequence[str]]

CLUSTERS: dict[str, Fields] = {
    "furniture": {
        "name": ['СДРУЖЕНИЕ "БЪЛГАРСКИ МЕБЕЛЕН КЛЪСТЕР"'],
        "other_name": ["Bulgarian Furniture Cluster"],
        "code": ["175796345", "БМК"],
    },
    "synergy": {
        "name": ['СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА СИНЕРГИЯ" - гр. ПЛОВДИВ'],
        "other_name": ["Green Synergy Cluster"],
        "text": ["Доставчик на мебели"],
        "code": ["176168560"],
    },
    "health": {"name": ["КЛЪСТЕР ЗА ЗДРАВЕН ТУРИЗЪМ"], "text": ["мобилни услуги"], "code": ["176175245"]},
    "mobility": {"name": ["ИНДУСТРИАЛЕН КЛЪСТЕР ЕЛЕКТРОМОБИЛИ"], "code": ["ИКЕМ"]},
    "number": {"name": ["Фонд 176175245"], "text": ["176175245"]},
}


@dataclass
class Library:
    """Objects and their change log in memory."""

    objects: dict[str, Fields] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    token: str = "first"
    asked: list[str] = field(default_factory=list)
    kind: str = "organisation"

    def put(self, object_id: str, fields: Fields | None) -> None:
        self.changes.append(object_id)
        self.objects.pop(object_id, None)
        if fields is not None:
            self.objects[object_id] = fields

    def documents(self, ids: Sequence[str]) -> Iterable[Document]:
        self.asked.extend(ids)
        return [Document(key, self.kind, self.objects[key]) for key in ids if key in self.objects]

    def all_ids(self) -> Iterable[str]:
        return list(self.objects)

    def head(self, kind: str) -> Position:
        return Position(self.token, len(self.changes))

    def changed(self, kind: str, after: int, up_to: int) -> Iterable[str]:
        return self.changes[after:up_to]


@pytest.fixture
def library() -> Library:
    return Library(objects=dict(CLUSTERS), changes=list(CLUSTERS))


@pytest.fixture
def index(tmp_path: Path, library: Library) -> SearchIndex:
    made = SearchIndex(tmp_path / "search")
    assert made.follow(library, library)
    return made


@pytest.mark.parametrize(
    "query",
    [
        "klaster mebel",
        "Klustar Mebeli",
        "мебелен",
        "мебел",
        "furniture",
        "KLASTAR МЕБЕЛНИЯ",
        "furnitures",
        "mebe",
    ],
)
def test_the_furniture_cluster_is_found_however_it_is_written(index: SearchIndex, query: str) -> None:
    assert index.search_ids(query)[0] == "furniture"


def test_every_word_must_be_found(index: SearchIndex) -> None:
    assert index.search_ids("зелена синергия") == ["synergy"]
    assert index.search_ids("зелена здравен") == []


def test_small_words_need_not_be_found(index: SearchIndex) -> None:
    assert index.search_ids("клъстер по здравен туризъм") == ["health"]


def test_the_last_word_may_be_only_begun(index: SearchIndex) -> None:
    assert index.search_ids("зелена синер") == ["synergy"]
    assert index.search_ids("zelena siner") == ["synergy"]
    assert index.search_ids("сине зелена") == []


def test_one_wrong_letter_is_forgiven_only_when_nothing_else_is_found(index: SearchIndex) -> None:
    assert index.search_ids("furnitrue") == ["furniture"]
    assert index.search_ids("електромобли") == ["mobility"]
    assert index.search_ids("мебелем")[0] == "furniture"
    assert "mobility" not in index.search_ids("мобилни")


def test_short_words_are_not_guessed(index: SearchIndex) -> None:
    assert index.search_ids("фонт") == []


def test_a_name_comes_before_a_text(index: SearchIndex) -> None:
    assert index.search_ids("мебели") == ["furniture", "synergy"]


def test_an_identifier_comes_first_also_with_spaces(index: SearchIndex) -> None:
    assert index.search_ids("176175245") == ["health", "number"]
    assert index.search_ids("17617524 5") == ["health", "number"]
    assert index.search_ids("икем") == ["mobility"]
    assert index.search_ids("IKEM") == ["mobility"]


@pytest.mark.parametrize("query", ["", "   ", '"', "( : *", "–"])
def test_a_query_without_words_finds_nothing(index: SearchIndex, query: str) -> None:
    assert index.search(query, limit=10) == []


@pytest.mark.parametrize(
    "query", ["AND ( :", "name:мебел", "[a TO b", ".*", "-мебел^8", "a\\", "мебел\x00", "б" * 60_000]
)
def test_a_query_is_never_syntax(index: SearchIndex, query: str) -> None:
    index.search(query, limit=10)
    index.search_ids(f"{query} {query}")


def test_hits_come_in_pages(index: SearchIndex) -> None:
    whole = index.search("клъстер", limit=10)
    assert len(whole) == 4
    assert [hit.score for hit in whole] == sorted((hit.score for hit in whole), reverse=True)
    assert {*index.search("клъстер", limit=2), *index.search("клъстер", limit=2, offset=2)} == set(whole)
    assert index.search("клъстер", limit=2, offset=4) == []


def test_only_what_changed_is_read_again(index: SearchIndex, library: Library) -> None:
    library.asked.clear()
    library.put("health", {"name": ["Клъстер за спа туризъм"]})
    assert index.follow(library, library)
    assert library.asked == ["health"]
    assert index.search_ids("спа") == ["health"]
    assert index.search_ids("здравен") == []


def test_what_is_gone_is_not_found(index: SearchIndex, library: Library) -> None:
    library.put("synergy", None)
    index.follow(library, library)
    assert index.search_ids("синергия") == []


def test_without_changes_nothing_is_read(index: SearchIndex, library: Library, tmp_path: Path) -> None:
    library.asked.clear()
    assert index.follow(library, library)
    assert SearchIndex(tmp_path / "search").follow(library, library)
    assert library.asked == []


def test_an_index_opened_later_finds_what_was_written(index: SearchIndex, tmp_path: Path) -> None:
    assert SearchIndex(tmp_path / "search").search_ids("синергия") == ["synergy"]


def test_an_index_sees_what_another_one_wrote(index: SearchIndex, library: Library, tmp_path: Path) -> None:
    library.put("new", {"name": ["Клъстер Розова долина"]})
    SearchIndex(tmp_path / "search").follow(library, library)
    library.asked.clear()
    assert index.follow(library, library)
    assert library.asked == []
    assert index.search_ids("розова") == ["new"]


def test_another_database_makes_the_index_anew(index: SearchIndex, library: Library) -> None:
    other = Library(objects={"only": {"name": ["Единствен"]}}, changes=["only"] * 5, token="second")
    index.follow(other, other)
    assert index.search_ids("единствен") == ["only"]
    assert index.search_ids("клъстер") == []


def test_a_log_that_went_back_makes_the_index_anew(index: SearchIndex, library: Library) -> None:
    del library.changes[2:]
    library.objects = {"only": {"name": ["Единствен"]}}
    index.follow(library, library)
    assert index.search_ids("клъстер") == []


def test_kinds_do_not_disturb_one_another(index: SearchIndex, library: Library) -> None:
    offers = Library(objects={"health": {"name": ["Оферта за роботи"]}}, changes=["health"], kind="offer")
    index.follow(offers, offers)
    assert index.search_ids("роботи") == ["health"]
    assert index.search_ids("здравен") == ["health"]
    library.asked.clear()
    index.follow(library, library)
    assert library.asked == []


@pytest.mark.parametrize("damage", ["meta.json", "*.term", "*"])
def test_a_damaged_index_is_built_anew(
    index: SearchIndex, library: Library, tmp_path: Path, damage: str
) -> None:
    for file in (tmp_path / "search").glob(f"v*/{damage}"):
        file.unlink()  # and not in place: a process that has it mapped would be killed
        file.write_bytes(b"damaged")
    later = SearchIndex(tmp_path / "search")
    assert later.follow(library, library)
    assert later.search_ids("синергия") == ["synergy"]


def test_an_index_of_another_version_is_left_behind(
    index: SearchIndex, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ebpages.search.index.VERSION", 999)
    later = SearchIndex(tmp_path / "search")
    later.follow(library, library)
    assert later.search_ids("синергия") == ["synergy"]
    assert [folder.name for folder in (tmp_path / "search").glob("v*")] == ["v999"]


def test_an_index_that_was_removed_under_a_process_is_built_anew(
    index: SearchIndex, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "search").rename(tmp_path / "moved")
    library.put("health", {"name": ["Клъстер за спа туризъм"]})
    index.follow(library, library)
    assert index.search_ids("спа") == ["health"]
    assert index.search_ids("синергия") == ["synergy"]


def test_a_document_that_fails_leaves_the_index_as_it_was(index: SearchIndex, library: Library) -> None:
    library.put("health", {"title": ["Няма такова поле"]})
    with pytest.raises(UnknownFieldError, match="health: “title” is not a field"):
        index.follow(library, library)
    assert index.search_ids("здравен") == ["health"]
    library.put("health", {"name": ["Клъстер за спа туризъм"]})
    assert index.follow(library, library)
    assert index.search_ids("спа") == ["health"]


def test_before_the_first_build_nothing_is_found(tmp_path: Path) -> None:
    assert SearchIndex(tmp_path / "none").search_ids("клъстер") == []
    assert SearchIndex(tmp_path / "none").size == 0
