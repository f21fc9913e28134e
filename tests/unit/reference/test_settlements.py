"""Settlements are found as whole names, and only where the text makes them certain."""

from pathlib import Path

import pytest

from ebpages.reference.settlements import VARIABLE, find_settlements, settlements
from ebpages.reference.vocabulary import BrokenVocabulary


def named(text: str) -> list[tuple[str, str]]:
    return [(place.en, place.region) for place in find_settlements(text)]


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("София", [("Sofia", "BG411")]),
        ("София + Габрово", [("Sofia", "BG411"), ("Gabrovo", "BG322")]),
        ("София + регионални структури", [("Sofia", "BG411")]),
        ("София и Плевен", [("Sofia", "BG411"), ("Pleven", "BG314")]),
        ("Велико Търново София", [("Veliko Tarnovo", "BG321"), ("Sofia", "BG411")]),
        ("Бургас, Габрово", [("Burgas", "BG341"), ("Gabrovo", "BG322")]),
        ("гр. ПЛОВДИВ", [("Plovdiv", "BG421")]),
        ("Белене", [("Belene", "BG314")]),
        ("Varna", [("Varna", "BG331")]),
        ("Rousse; Bourgas", [("Ruse", "BG323"), ("Burgas", "BG341")]),
        ('СДРУЖЕНИЕ "ТУРИСТИЧЕСКИ КЛЪСТЪР - ДУНАВ" - КЛОН БЕЛОГРАДЧИК', [("Belogradchik", "BG311")]),
        ("Долна Оряховица", [("Dolna Oryahovitsa", "BG321")]),
        ("Srednogorie", []),
        ("", []),
    ],
)
def test_a_seat_cell_names_its_settlements(cell: str, places: list[tuple[str, str]]) -> None:
    assert named(cell) == places


@pytest.mark.parametrize(
    "text", ["СОФИЙСКИ ТУРИСТИЧЕСКИ КЛЪСТЕР", "Русенски", "Варненска зона", "Plovdivska", "ЛОМбард"]
)
def test_a_name_inside_another_word_is_not_a_settlement(text: str) -> None:
    assert named(text) == []


def test_no_settlement_is_found_glued_to_other_letters() -> None:
    for place in settlements():
        for name in (place.bg, place.en):
            glued = name.replace(" ", "")
            assert not find_settlements(f"{glued}ски а{glued} {glued}2 x{glued}"), name


def test_every_settlement_is_found_by_either_of_its_names() -> None:
    namesakes = {"Бяла", "Byala"}
    for place in settlements():
        for name in {place.bg, place.en, *place.also} - namesakes:
            assert find_settlements(f"гр. {name.upper()}") == (place,)


def test_the_oblast_behind_a_village_only_places_it() -> None:
    assert named("с. Резбарци, Кърджали") == [("Rezbartsi", "BG425")]


def test_a_name_that_is_also_a_word_counts_alone_or_with_its_mark() -> None:
    assert named("Рила Инфо Клъстер") == []
    assert named("индустриална зона Мизия") == []
    assert named("Мизия") == [("Mizia", "BG313")]
    assert named("фирма от гр. Рила") == [("Rila", "BG415")]


def test_of_two_namesakes_the_one_in_the_oblast_named_is_meant() -> None:
    assert named("гр. Бяла, Варна") == [("Byala", "BG331")]
    assert named("гр. Бяла, Русе") == [("Byala", "BG323")]
    assert named("гр. Бяла") == []


def test_an_operator_adds_settlements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = tmp_path / "more.csv"
    more.write_text("bg,en,kind,region\nОрешак,Oreshak,village,BG315\n", encoding="utf-8")
    before = len(settlements())
    monkeypatch.setenv(VARIABLE, str(more))
    assert len(settlements()) == before + 1
    assert named("с. Орешак") == [("Oreshak", "BG315")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Орешак,Oreshak,hamlet,BG315", "more.csv, Орешак: 'hamlet' is not one of"),
        ("Орешак,Oreshak,village,BG999", "more.csv, Орешак: there is no oblast 'BG999'. Give a NUTS 3 code"),
    ],
)
def test_a_wrong_row_of_the_operator_is_named(
    row: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = tmp_path / "more.csv"
    more.write_text(f"bg,en,kind,region\n{row}\n", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(more))
    with pytest.raises(BrokenVocabulary) as error:
        settlements()
    assert message in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.csv"))
    with pytest.raises(BrokenVocabulary, match=r"none\.csv, EBPAGES_SETTLEMENTS: the file cannot be read"):
        settlements()
