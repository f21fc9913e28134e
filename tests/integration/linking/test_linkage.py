"""Two small registers linked from files to a file: what is joined and why, what is not, and how a run that was ended goes on."""

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from pyarrow import parquet

from ebpages.linking.linkage import Linked, link
from ebpages.linking.register_file import COLUMNS, UnlinkableError
from ebpages.linking.steps import LinkingNowError, kept_steps

Rows = Sequence[Mapping[str, str]]
LEFT: Rows = (
    {"id": "1", "name": '"КЛЪСТЕР ПОДЕМНА ТЕХНИКА" ООД', "identifier": "204244961", "place": "Габрово"},
    {"id": "2", "name": "Прогрес 98", "identifier": "831650349", "place": "София", "legal_form": "ООД"},
    {"id": "3", "name": "МЕБЕЛИ КАЛИНОР", "place": "Троян", "legal_form": "ЕООД"},
    {"id": "4", "name": "Зелена синергия", "place": "Пловдив", "website": "www.greensynergycluster.eu"},
    {"id": "5", "name": "Балкан Транс", "identifier": "000694037", "place": "Варна", "legal_form": "АД"},
    {"id": "6", "name": "Агенция за регионално икономическо развитие", "place": "Монтана"},
)
RIGHT: Rows = (
    {"id": "a", "name": "Подемна Техника", "identifier": "BG204244961", "place": "гр. Габрово"},
    {"id": "b", "name": "Progres-98 Ltd", "place": "Sofia"},
    {"id": "c", "name": "Мебели Калинорр", "place": "Троян"},
    {"id": "d", "name": "Green Synergy Cluster", "website": "https://greensynergycluster.eu/"},
    {"id": "e", "name": "Балкан Транс", "identifier": "694037", "website": "facebook.com/balkan"},
    {"id": "f", "name": "АРИР", "place": "Монтана"},
    {"id": "g", "name": "Прогрес 92", "place": "София", "legal_form": "ООД"},
    {"id": "h", "name": "", "place": "София"},
)


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def quiet(step: str, done: int, total: int) -> None:
    pass


def linked(
    folder: Path, left: Rows, right: Rows, *, one_to_one: bool = False, language: str = "en"
) -> dict[tuple[str, str], tuple[float, str]]:
    output = folder / "pairs.csv"
    files = (write(folder / "left.csv", left), write(folder / "right.csv", right))
    link(*files, output, engine="duckdb", one_to_one=one_to_one, language=language, say=quiet)
    with output.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == ["left", "right", "probability", "reasons"]
        return {(row["left"], row["right"]): (float(row["probability"]), row["reasons"]) for row in reader}


def test_the_pairs_that_are_one_organisation_are_written_with_their_reasons(tmp_path: Path) -> None:
    pairs = linked(tmp_path, LEFT, RIGHT)
    assert set(pairs) == {("1", "a"), ("2", "b"), ("3", "c"), ("4", "d"), ("5", "e"), ("6", "f")}
    assert all(0.5 <= probability <= 1 for probability, _ in pairs.values())
    assert pairs["1", "a"][1] == "identifier equal; name equal; rare word 'подемна техника'; place equal"
    assert "'зелена' / 'green'" in pairs["4", "d"][1]
    assert "one name is the initials of the other" in pairs["6", "f"][1]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_reasons_are_in_the_language_asked_for(tmp_path: Path) -> None:
    pairs = linked(tmp_path, LEFT[:1], RIGHT[:1], language="bg")
    assert pairs["1", "a"][1].startswith("еднакъв идентификатор; еднакво име")


def test_two_valid_identifiers_that_differ_are_two_companies_whatever_their_names(tmp_path: Path) -> None:
    left = [{"id": "1", "name": "Балкан Транс ООД", "identifier": "204244961", "place": "Варна"}]
    right = [
        {"id": "a", "name": "Балкан Транс ООД", "identifier": "831650349", "place": "Русе"},
        {"id": "b", "name": "Балкан Транс ООД", "identifier": "831650349", "place": "Варна"},
    ]
    assert linked(tmp_path, left, right[:1]) == {}
    assert linked(tmp_path, left, right[1:]) == {}


def test_an_equal_identifier_joins_other_names_and_less_surely_where_they_contradict(tmp_path: Path) -> None:
    left = [
        {"id": "1", "name": "Балкан Транс ООД", "identifier": "204244961"},
        {"id": "2", "name": "Хоризонт Мебел ООД", "identifier": "831650349"},
    ]
    right = [
        {"id": "a", "name": "Балкан Транс Логистик", "identifier": "204244961"},
        {"id": "b", "name": "Зорница 5", "identifier": "831650349"},
    ]
    pairs = linked(tmp_path, left, right)
    assert set(pairs) == {("1", "a"), ("2", "b")}
    assert pairs["2", "b"][0] <= 0.6 < pairs["1", "a"][0]
    assert "names contradict" in pairs["2", "b"][1]


def test_initials_of_the_same_identifier_speak_for_a_pair_and_contradict_nothing(tmp_path: Path) -> None:
    left = [{"id": "1", "name": "ПИБ АД", "identifier": "831094393"}]
    right = [{"id": "a", "name": "Първа инвестиционна банка АД", "identifier": "831094393"}]
    probability, said = linked(tmp_path, left, right)["1", "a"]
    assert probability > 0.9 and said.startswith("identifier equal; one name is the initials of the other")


def test_of_two_rows_that_fit_one_each_says_that_there_is_another(tmp_path: Path) -> None:
    left = [
        {"id": "1", "name": "Балкан Транс", "identifier": "204244961"},
        {"id": "2", "name": "Балкан Транс Логистик ООД", "identifier": "204244961", "place": "Варна"},
    ]
    pairs = linked(tmp_path, left, [{"id": "a", "name": "Балкан Транс", "identifier": "204244961"}])
    assert len(pairs) == 2 and all("1 other row fits" in said for _, said in pairs.values())


def test_a_placeholder_joins_nobody(tmp_path: Path) -> None:
    numbers = ("0", "999999999", "000000000", "няма", "123456789")
    left = [{"id": number, "name": "Вихър", "identifier": number} for number in numbers]
    right = [{"id": number, "name": "Орбита", "identifier": number} for number in numbers]
    assert linked(tmp_path, left, right) == {}


def test_one_to_one_keeps_the_surest_pair_of_each_row(tmp_path: Path) -> None:
    right = [
        {"id": "a", "name": "Балкан Калинор Транс", "identifier": "000694037", "place": "Варна"},
        {"id": "b", "name": "Балкан Калинор Транс", "place": "Варна"},
    ]
    left = [{"id": "5", "name": "Балкан Калинор Транс", "identifier": "694037", "place": "Варна"}]
    assert set(linked(tmp_path, left, right)) >= {("5", "a")}
    assert set(linked(tmp_path, left, right, one_to_one=True)) == {("5", "a")}


def test_a_register_of_ids_and_names_alone_is_linked(tmp_path: Path) -> None:
    for side, rows in (("left", LEFT), ("right", RIGHT)):
        lines = ["id,name", *(f'{row["id"]},"{row["name"].replace(chr(34), "")}"' for row in rows)]
        (tmp_path / f"{side}.csv").write_text("\n".join(lines), encoding="utf-8")
    output = tmp_path / "pairs.parquet"
    done = link(
        tmp_path / "left.csv",
        tmp_path / "right.csv",
        output,
        engine="duckdb",
        one_to_one=False,
        language="en",
        say=quiet,
    )
    table = parquet.read_table(output)
    assert table.column_names == ["left", "right", "probability", "reasons"]
    assert ("1", "a") in zip(table["left"].to_pylist(), table["right"].to_pylist(), strict=True)
    assert done == Linked(6, 8, table.num_rows)


def test_a_register_with_itself_pairs_every_row_with_itself(tmp_path: Path) -> None:
    left = write(tmp_path / "left.csv", LEFT)
    link(left, left, tmp_path / "pairs.csv", engine="duckdb", one_to_one=True, language="en", say=quiet)
    with (tmp_path / "pairs.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["left"], row["right"]) for row in csv.DictReader(file)] == [
            (row["id"],) * 2 for row in LEFT
        ]


def test_a_register_without_rows_gives_no_pairs(tmp_path: Path) -> None:
    assert linked(tmp_path, LEFT, ()) == linked(tmp_path, (), RIGHT) == linked(tmp_path, (), ()) == {}


def test_an_id_that_stands_twice_is_refused_by_name_and_nothing_stays(tmp_path: Path) -> None:
    with pytest.raises(UnlinkableError, match=r"left\.csv: .*'1' in rows 1, 3"):
        linked(tmp_path, [LEFT[0], LEFT[1], LEFT[0]], RIGHT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["left.csv", "right.csv"]


@pytest.mark.parametrize("output", ["pairs.xlsx", "no/such/pairs.csv", "left.csv"])
def test_an_output_that_cannot_be_is_refused_before_anything_is_read(tmp_path: Path, output: str) -> None:
    files = (write(tmp_path / "left.csv", LEFT), write(tmp_path / "right.csv", RIGHT))
    with pytest.raises(UnlinkableError, match=r"output|ending|folder"):
        link(*files, tmp_path / output, engine="duckdb", one_to_one=False, language="en", say=quiet)


def test_two_commands_do_not_write_one_output(tmp_path: Path) -> None:
    with kept_steps(tmp_path / "pairs.csv"), pytest.raises(LinkingNowError):
        linked(tmp_path, LEFT, RIGHT)


def test_a_run_that_was_ended_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = linked(tmp_path, LEFT, RIGHT)
    files, output = (tmp_path / "left.csv", tmp_path / "right.csv"), tmp_path / "other.csv"
    kept = tmp_path / ".other.csv.link"

    def ends(step: str, done: int, total: int) -> None:
        if step == "weighing pairs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link(*files, output, engine="duckdb", one_to_one=False, language="en", say=ends)
    assert not output.exists()
    before = {path: path.stat().st_mtime_ns for path in kept.rglob("*.parquet")}
    assert kept / "vocabulary.parquet" in before
    seen = {}

    def looks(step: str, done: int, total: int) -> None:
        if step == "writing":
            seen.update({path: path.stat().st_mtime_ns for path in before})

    link(*files, output, engine="duckdb", one_to_one=False, language="en", say=looks)
    assert seen == before
    assert output.read_bytes() == (tmp_path / "pairs.csv").read_bytes()
    assert whole and not kept.exists()


def test_what_was_kept_of_other_rows_is_not_used(tmp_path: Path) -> None:
    def ends(step: str, done: int, total: int) -> None:
        if step == "deciding":
            raise KeyboardInterrupt

    files = (write(tmp_path / "left.csv", LEFT), write(tmp_path / "right.csv", RIGHT))
    with pytest.raises(KeyboardInterrupt):
        link(*files, tmp_path / "pairs.csv", engine="duckdb", one_to_one=False, language="en", say=ends)
    assert set(linked(tmp_path, LEFT[:1], RIGHT[:1])) == {("1", "a")}


def test_a_file_whose_name_holds_signs_of_patterns_is_linked(tmp_path: Path) -> None:
    folder = tmp_path / "it's [1] *"
    folder.mkdir()
    assert ("1", "a") in linked(folder, LEFT[:1], RIGHT[:1])
    shutil.rmtree(folder)
