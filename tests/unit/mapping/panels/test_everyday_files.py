"""Files as spreadsheets and people write them: what is above, below and beside the table, quotes, encodings, and cells without a row."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.panel import Figures, UnreadablePanel
from ebpages.mapping.panels.reading import Manner, read_panel
from ebpages.mapping.suppression.category_sums import category_table
from ebpages.mapping.suppression.grid_bounds import grid_bounds
from tests.samples.panels import at, of_kind

TABLE = "region;industry;year;value\nBG31;C10;2014;5\nBG32;C10;2014;6\nBG33;C10;2014;7\n"
ALIGNED = """\
region  name           industry  year  value
BG31    Severozapaden  C10       2014      5
BG32                   C10       2014      6
BG33    Severoiztochen C10       2014      7
"""
NAMED = "region,industry,year,name,value\n"


def read(folder: Path, content: str | bytes, manner: Manner | None = None, **options: Any) -> ReadPanel:
    path = folder / "panel.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_panel([path], name="sample", measure="employment", manner=manner, **options)


def values(panel: ReadPanel) -> dict[str, float]:
    return {region: at(panel, region, "C10")[0] for region in panel.head.regions}


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\n" + TABLE,
        "sep=\t\n" + TABLE.replace(";", "\t"),
        TABLE.replace(";", "|"),
        TABLE.replace("\n", ";\n"),
        TABLE.replace("\n", ";;\n"),
        TABLE.replace("value\n", "value;;\n"),
        TABLE.replace("6\n", "6;\n"),
        TABLE.replace("region", ";region").replace("BG3", "0;BG3"),
        "region;industry;year;value\n" + "".join(f"{n};BG3{n};C10;2014;{n + 4}\n" for n in (1, 2, 3)),
        TABLE.replace("value", "value;name;name").replace("\n", ";a;b\n").replace("name;name;a;b", "name;name"),
        TABLE + ";;;\n;;;\n",
        TABLE.replace("\n", "\r\n\r\n"),
        TABLE.replace(";", "\t").encode("utf-16"),
        TABLE.replace(";", "\t").encode("utf-8-sig"),
    ],
    ids=["sep", "sep tab", "pipes", "trailing", "trailing twice", "only the header trails", "one row trails", "an index", "an index without a name",
         "names twice that nobody needs", "empty rows", "empty lines", "UTF-16", "BOM"],
)  # fmt: skip
def test_what_spreadsheets_write_is_read_without_a_word(tmp_path: Path, content: str | bytes) -> None:
    panel = read(tmp_path, content)
    assert values(panel) == {"BG31": 5, "BG32": 6, "BG33": 7}
    assert panel.findings == ()


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Заети лица по региони, 2014\n\n", "\n* Предварителни данни.\nИзточник: пример\n"),
        ("Заети лица;;;\n;;;\n", "* Предварителни данни.;;;\n"),
        ("Persons employed, by region, 2014, total\nUnit: persons\n", ""),
    ],
)
def test_texts_above_and_below_the_table_are_skipped_with_a_note(
    tmp_path: Path, above: str, below: str
) -> None:
    panel = read(tmp_path, above + TABLE + below)
    assert values(panel) == {"BG31": 5, "BG32": 6, "BG33": 7}
    assert of_kind(panel, "text_above")[0].values["text"] == above.splitlines()[0]
    notes = len(of_kind(panel, "text_below")) + len(of_kind(panel, "text_among_rows"))
    assert notes == sum(bool(line.strip(";")) for line in below.splitlines())
    assert {each.severity for each in panel.findings} == {"note"}


def test_a_header_of_other_names_is_found_below_a_title_where_they_are_told(tmp_path: Path) -> None:
    content = "Таблица 1\n\noblast;kid;godina;broi\nBG31;C10;2014;5\n"
    told = {"region": "oblast", "industry": "kid", "year": "godina", "value": "broi"}
    assert values(read(tmp_path, content, columns=told)) == {"BG31": 5}
    with pytest.raises(
        UnreadablePanel, match="no column holds the region; there are oblast, kid, godina, broi"
    ):
        read(tmp_path, content)


def test_a_column_that_is_needed_and_has_no_name_can_be_named(tmp_path: Path) -> None:
    content = TABLE.replace("value", "")
    with pytest.raises(
        UnreadablePanel, match="no column holds the value; there are region, industry, year, column 4"
    ):
        read(tmp_path, content)
    assert values(read(tmp_path, content, columns={"value": "column 4"}))["BG31"] == 5


def test_a_name_that_is_needed_and_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadablePanel, match="line 1: there is no header of different names: 'value' is there twice"
    ):
        read(tmp_path, TABLE.replace("year", "value"))


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        ('BG31,C10,2014,"a,5\nBG32,C10,2014,b,6\nBG33,C10,2014,c,7\n', [1]),
        ('BG31,C10,2014,a,5\nBG32,C10,2014,"b,6\nBG33,C10,2014,"c",7\n', [2]),
        ('BG31,C10,2014,a,5\nBG32,C10,2014,b,"6\nBG33,C10,2014,c,7\n', [2]),
        ('BG31,C10,2014,"a,5\nBG32,C10,2014,b,6\nBG33,C10,2014,c",7\n', [1]),
        ('BG31,C10,2014,a,5\nBG32,C10,2014,b,6\nBG33,C10,2014,"c,7', [3]),
    ],
)
def test_a_quote_that_is_never_closed_costs_its_own_row_and_no_other(
    tmp_path: Path, rows: str, broken: list[int]
) -> None:
    panel = read(tmp_path, NAMED + rows)
    assert [each.row for each in of_kind(panel, "unclosed_quote")] == broken
    assert {each.severity: each.kind for each in panel.findings}["error"] == "unclosed_quote"
    lost = {region for region, value in values(panel).items() if np.isnan(value)}
    assert set(values(panel)) == {"BG31", "BG32", "BG33"}
    assert lost == {f"BG3{row}" for row in broken}, "their regions stay, as cells that are not known"


def test_a_cell_of_several_lines_is_a_cell(tmp_path: Path) -> None:
    rows = 'BG31,C10,2014,"a\nb",5\nBG32,C10,2014,5" pipe,6\nBG33,C10,2014,"he said ""c""",7\nBG34,C10\n'
    panel = read(tmp_path, NAMED + rows)
    assert values(panel) == {"BG31": 5, "BG32": 6, "BG33": 7}
    assert [(each.kind, each.row) for each in panel.findings] == [("broken_row", 4), ("rows_without_cell", 0)]


@pytest.mark.parametrize("end", ["BG34;C10", "BG3"])
def test_a_row_that_was_cut_off_is_no_note(tmp_path: Path, end: str) -> None:
    found = [(each.kind, each.row) for each in read(tmp_path, TABLE + end).findings]
    assert found == [("broken_row", 4), ("rows_without_cell", 0)]


def test_another_encoding_can_be_told_and_is_asked_for(tmp_path: Path) -> None:
    content = (
        TABLE.replace("value", "value;име")
        .replace("7\n", "7;Варна\n")
        .replace("5\n", "5;\n")
        .replace("6\n", "6;\n")
    ).encode("cp1251")
    with pytest.raises(
        UnreadablePanel,
        match=r"not UTF-8\. Save it as CSV in UTF-8, or say how it is encoded: --encoding cp1251",
    ):
        read(tmp_path, content)
    assert values(read(tmp_path, content, Manner(encoding="cp1251")))["BG33"] == 7
    with pytest.raises(UnreadablePanel, match="there is no such encoding"):
        read(tmp_path, content, Manner(encoding="klingon"))


def test_points_that_may_be_thousands_are_named_with_what_settles_it(tmp_path: Path) -> None:
    panel = read(tmp_path, TABLE.replace("5\n", "1.250\n"))
    assert [(each.region, each.values["text"]) for each in of_kind(panel, "value_ambiguous")] == [
        ("BG31", "1.250")
    ]
    with pytest.raises(
        UnreadablePanel,
        match=r"whether “1.400” is written with a separator of thousands.*Say which: --thousands",
    ):
        read(tmp_path, "region;industry;year;value\nBG31;C10;2014;1.400\nBG32;C10;2014;11.214\n")


def test_a_cell_without_a_row_is_a_zero_where_a_person_says_so(tmp_path: Path) -> None:
    content = (
        "region,industry,year,value\nBG31,C10,2014,5\nBG32,C11,2014,6\nBG33,C10,2014,:\nBG31,TOTAL,2014,5\n"
    )
    unknown, zero = read(tmp_path, content), read(tmp_path, content, Manner(absent_is_zero=True))
    assert at(unknown, "BG31", "C11")[1] == "missing"
    assert at(zero, "BG31", "C11")[1] == at(zero, "BG32", "C10")[1] == "zero"
    assert at(zero, "BG32", "TOTAL")[1] == "missing"
    assert [each.values["cells"] for each in of_kind(zero, "absent_is_zero")] == ["2"]
    lost = read(tmp_path, content + "BG33,C11\n", Manner(absent_is_zero=True))
    assert at(lost, "BG31", "C11")[1] == "missing" and len(of_kind(lost, "absent_not_told")) == 1


def test_a_region_does_not_leave_the_panel_with_its_broken_rows(tmp_path: Path) -> None:
    rows = (
        "BG31,C10,2014,Видин,200\nBG31,C13,2014,Видин,301\n"
        'BG32,C10,2014,"Русе,400\nBG32,C13,2014,Русе,500,x,y\n'
    )
    (tmp_path / "quotes.csv").write_text(f"region,industry,year,name,value\n{rows}", encoding="utf-8")
    panel = read_panel([tmp_path / "quotes.csv"], name="quotes")
    assert panel.head.regions == ("BG31", "BG32")
    table = category_table(grid_bounds(panel.grid("employment", 2014)))
    assert np.isinf(table.total.high), "how many there are in BG32 is not known"


def test_broken_rows_that_cannot_be_placed_are_said_to_be_in_no_total(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(
        "region,industry,year,value\nBG31,C10,2014,200\nx,BG32,C10,2014,1\n", encoding="utf-8"
    )
    panel = read_panel([tmp_path / "odd.csv"], name="odd", figures=Figures(("none",)))
    assert {each.kind for each in panel.findings if each.severity == "error"} == {
        "broken_row",
        "rows_without_cell",
    }


@pytest.mark.parametrize("header", ['region,industry,year,"name,value', '"region,industry,year,name,value'])
def test_a_header_that_opens_a_quote_is_refused_as_that(tmp_path: Path, header: str) -> None:
    (tmp_path / "header.csv").write_text(f"{header}\nBG31,C10,2014,Видин,200\n", encoding="utf-8")
    with pytest.raises(UnreadablePanel, match="line 1: the header opens a quote that is never closed"):
        read_panel([tmp_path / "header.csv"], name="header")


def test_numbers_of_rows_may_have_gaps(tmp_path: Path) -> None:
    rows = "region,industry,year,value\n10,BG31,C10,2014,5\n13,BG32,C10,2014,6\n21,BG33,C10,2014,7\n"
    assert values(read(tmp_path, rows)) == {"BG31": 5, "BG32": 6, "BG33": 7}


def test_years_that_are_columns_are_named_as_that(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePanel, match="the years are columns, the first is 2013"):
        read(tmp_path, "region,industry,2013,2014\nBG31,C10,5,6\n")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (";;number;persons\n", "number, persons"),
        (";;;Брой\n", "Брой"),
        ("code;code;year;persons\n1;2;3;4\n", "code, code, year, persons"),
        ("код;код;;хил. души\n", "код, код, хил. души"),
        (";;;%\n", "%"),
    ],
)
def test_a_second_line_of_the_header_is_named_and_is_no_row(tmp_path: Path, lines: str, text: str) -> None:
    header, rows = TABLE.split("\n", 1)
    panel = read(tmp_path, f"{header}\n{lines}{rows}", Manner(absent_is_zero=True))
    assert values(panel) == {"BG31": 5, "BG32": 6, "BG33": 7}
    assert {each.kind for each in panel.findings} == {"header_goes_on"}
    assert [each.row for each in panel.findings] == [*range(1, lines.count("\n") + 1)]
    assert panel.findings[0].values["text"] == text


@pytest.mark.parametrize("row", ["BG31;C11;;ten", "BG31;C11;2O14;5", "BG31;C11;2014;ten", ";;2014;5"])
def test_a_damaged_first_row_is_no_line_of_the_header(tmp_path: Path, row: str) -> None:
    header, rows = TABLE.split("\n", 1)
    panel = read(tmp_path, f"{header}\n{row}\n{rows}")
    assert not of_kind(panel, "header_goes_on") and panel.findings[0].severity == "error"


@pytest.mark.parametrize(
    "content",
    [
        TABLE.replace(";", " "),
        TABLE.replace(";", "   "),
        "Заети лица по региони\n\n" + TABLE.replace(";", "  ") + "\nИзточник: пример\n",
        "".join(f"{a:<8}{b:<9}{c:>6}{d:>7}\n" for a, b, c, d in (line.split(";") for line in TABLE.split())),
        ALIGNED,
    ],
    ids=["single spaces", "runs", "a title and a note", "aligned", "aligned with an empty cell"],
)
def test_a_table_with_spaces_between_its_cells_is_read_where_it_is_certain(
    tmp_path: Path, content: str
) -> None:
    panel = read(tmp_path, content)
    assert values(panel) == {"BG31": 5, "BG32": 6, "BG33": 7}
    assert {each.kind for each in panel.findings} <= {"text_above", "text_below"}


def test_a_table_with_spaces_that_can_be_cut_in_two_ways_is_refused_with_its_line(tmp_path: Path) -> None:
    content = "region industry year name value\nBG31 C10 2014 Vidin 5\nBG32 C10 2014 Sofia city 6\n"
    problem = r"line 3: spaces stand between its cells, and it has 6 of them where the header has 5\. Save the table as CSV"
    with pytest.raises(UnreadablePanel, match=problem):
        read(tmp_path, content)
