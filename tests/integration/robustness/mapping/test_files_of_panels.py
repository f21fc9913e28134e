"""Whatever files, codes and options hold, `ebpages mapping` and its pages answer in a sentence."""

import gzip
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow
import pytest
from click.testing import Result
from django.test import Client
from pyarrow import parquet

from ebpages.mapping.codes import cut
from ebpages.mapping.panels.store import open_panel
from tests.samples.panel_rows import HEADER, INDUSTRIES, PLAIN, REGIONS, row, rows

Command = Callable[..., Result]


@pytest.fixture
def walk(mapping: Command, visitor: Client, tmp_path: Path) -> Callable[[], str]:
    """Ask everything of the panel `own` that can be asked; gives its page."""

    def links(page: str) -> Iterator[str]:
        found = re.findall(r'href="(/en/observatory/mapping/own/(?:regions|industries|cells)/[^"]+)"', page)
        yield from sorted({html.unescape(link) for link in found}, key=lambda link: (len(link), link))[::7]

    def asked() -> str:
        for command in (
            ("list",), ("show", "own"), ("show", "own", "--findings", "-f", "json", "-l", "bg"),
            ("run", "own", "--rules", "us-cluster-mapping", "-o", tmp_path / "out.csv", "--replicates", 1),
            ("run", "own", "--rules", "eco-2007", "-o", tmp_path / "out.parquet"),
            ("compare", "own", "-o", tmp_path / "apart.csv"),
        ):  # fmt: skip
            said = mapping(*command)
            assert said.exit_code == 0, said.output
        defined = mapping("define", "own", "-o", tmp_path / "found", "--clusters", "2-3", "--bootstraps", 1)
        assert defined.exit_code == 0 or "are known well enough; a search needs" in defined.stderr
        page = visitor.get("/en/observatory/mapping/own/").text
        places = ["", "own/findings/", "own/rules/", "own/compare/", "own/download.csv"]
        for path in (*(f"/en/observatory/mapping/{place}" for place in places), *links(page)):
            answer = visitor.get(path)
            assert answer.status_code == 200, path
        return page

    return asked


def kinds(mapping: Command) -> dict[str, str]:
    """The kinds of findings of the panel `own`, with the sentence of the first of each."""
    found = json.loads(mapping("show", "own", "--findings", "-f", "json", "-l", "en").stdout)
    return {each["kind"]: each["sentence"] for each in reversed(found)}


def as_parquet(change: Callable[[pyarrow.Table], pyarrow.Table] = lambda table: table) -> bytes:
    from pyarrow import csv

    file = io.BytesIO()
    parquet.write_table(change(csv.read_csv(io.BytesIO(PLAIN.encode()))), file)
    return file.getvalue()


def twice(table: pyarrow.Table) -> pyarrow.Table:
    return pyarrow.Table.from_arrays([*table.columns, table["region"]], [*table.column_names, "region"])


def not_utf8(table: pyarrow.Table) -> pyarrow.Table:
    return table.set_column(0, "region", pyarrow.array([b"BG\xff"] * len(table)).view(pyarrow.string()))


WHOLE_PARQUET = as_parquet()
HALF_TABLE = f"{'x' * 9}\n".encode() * 120_000


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "a.csv, the file: it is empty. Give a table as CSV"),
        (b"\n\n\n", "a.csv", "a.csv, line 1: there is no header"),
        (HEADER, "a.csv", "a.csv, line 1: there are no rows below it. Add the rows"),
        (HEADER.strip(), "a.csv", "a.csv, line 1: there are no rows below it. Add the rows"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe" * 9, "a.csv", "its text is not UTF-8. Save it as CSV in UTF-8"),
        (PLAIN.encode("utf-16")[2:], "a.csv", "a.csv, line 1: there is no header"),
        (PLAIN.encode() * 200 + b"BG31,\xff,2014,employment,3,\n", "a.csv", "its text is not UTF-8"),
        (gzip.compress(PLAIN.encode())[:80], "a.csv.gz", "a.csv.gz, the file: it cannot be read (Compressed file ended"),
        (gzip.compress(PLAIN.encode())[:-8] + b"12345678", "a.csv.gz", "a.csv.gz, the file: it cannot be read (CRC check failed"),
        (gzip.compress(PLAIN.encode())[:40] + b"12345678" * 9, "a.csv.gz", "a.csv.gz, the file: it cannot be read (Error -3 while decompressing"),
        (gzip.compress(PLAIN.encode() + b"B" * 30_000_000), "a.gz", "a row is longer than 8,388,608 bytes"),
        (gzip.compress(PLAIN.encode() + HALF_TABLE), "a.gz", "more than 100,000 rows up to row 100,049 have another number"),
        (gzip.compress(b"\n" * 30_000_000), "a.csv.gz", "a.csv.gz, line 1: there is no header"),
        (WHOLE_PARQUET[: len(WHOLE_PARQUET) // 2], "a.parquet", "a.parquet, the file: it cannot be read (Parquet magic"),
        (WHOLE_PARQUET[:60] + b"\xff" * 100 + WHOLE_PARQUET[160:], "a.parquet", "a.parquet, the file: it cannot be read"),
        (b"PAR1", "a.parquet", "a.parquet, the file: it cannot be read"),
        (as_parquet(twice), "a.parquet", "a.parquet, the columns: there is no header of different names"),
        (as_parquet(not_utf8), "a.parquet", "a.parquet, the columns: a column cannot be read as texts"),
        ("x" * 10_000_000, "a.csv", "a.csv, line 1: it is longer than 131,072 characters"),
        (f"# note: {'x' * 10_000_000}\n{PLAIN}", "a.csv", "a.csv, line 1: it is longer than 131,072 characters"),
        (PLAIN.replace("industry,", "region,", 1), "a.csv", "a.csv, line 1: there is no header of different names"),
        (PLAIN.replace("measure,", "Region,", 1), "a.csv", "it could be 'region' or 'Region'. Name it: --column region"),
        (PLAIN.replace("region,", "re\0gion,", 1), "a.csv", "a.csv, line 1: there is no header"),
        (b"PK\x03\x04" + b"0" * 99, "a.xlsx", "it is a workbook or an archive. Save the sheet as CSV"),
        (HEADER + row("BG31", "C10", 5, year=99999), "a.csv", "“99999” is no year from 1900 to 2100"),
        (HEADER + row("BG31", "C10", 5, year=0), "a.csv", "“0” is no year from 1900 to 2100"),
        (HEADER + row("BG31", "C10", "1e308"), "a.csv", "the value 1e+308 is outside what is possible for a number of people"),
        (HEADER + row("a/b", "C10", 5), "a.csv", "The code “a/b” cannot be used in addresses"),
        (HEADER + row("TOTAL", "TOTAL", 5), "a.csv", "no cell of them has a value"),
        (f"# url: javascript:alert(1)\n{PLAIN}", "a.csv", "its url: 'javascript:alert(1)' is no address of a page"),
        (f"# title: {'x' * 9999}\n{PLAIN}", "a.csv", "its title: 'xxx"),
    ],
)  # fmt: skip
def test_a_file_that_no_panel_can_be_made_of_is_refused_in_a_sentence(
    load: Command, home: Path, content: str | bytes, name: str, said: str
) -> None:
    refused = load(content, name=name)
    assert refused.exit_code == 2, refused.output
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1 and len(refused.stderr) < 500
    assert list(home.iterdir()) == []


def test_a_bomb_is_refused_and_read_where_its_limit_is_raised(
    load: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EBPAGES_LIMITS", "")  # what --limit leaves in the environment goes with the test
    bomb = HEADER + "".join(row(f"R{place}", f"I{place}", place + 1) for place in range(3_000))
    refused = load(bomb)
    assert refused.exit_code == 2 and "make 9,006,001 cells a year" in refused.stderr
    assert list(home.iterdir()) == []
    unknown = load(PLAIN, "--limit", "lines=5")
    assert unknown.exit_code == 2 and "--limit lines=5: write NAME=NUMBER with one of" in unknown.stderr
    assert load(PLAIN, "--limit", "cells=40").exit_code == 2
    assert load(PLAIN, "--limit", "cells=100").exit_code == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xef\xbb\xbf" + PLAIN.encode(), "a.csv"),
        (PLAIN.encode("utf-16"), "a.csv"),
        (PLAIN.replace("\n", "\r\n"), "a.csv"),
        (PLAIN.replace(",", ";"), "a.txt"),
        (gzip.compress(PLAIN.encode()), "a.csv"),
        (gzip.compress(PLAIN.encode()), "A.CSV.GZ"),
        (PLAIN, "a.csv.gz"),
        (WHOLE_PARQUET, "a.csv"),
        (PLAIN.replace(",2014,", ",2014.0,"), "a.csv"),
        (PLAIN + row("Total", "C10", 9000) + row("BG31", "total", 9000), "a.csv"),
    ],
    ids=["BOM", "UTF-16", "CRLF", "semicolons", "gzip as csv", "GZIP", "csv as gzip", "Parquet as csv", "a year as a number", "Total"],
)  # fmt: skip
def test_a_file_that_is_merely_odd_is_read(
    load: Command, home: Path, content: str | bytes, name: str
) -> None:
    said = load(content, name=name)
    assert said.exit_code == 0, said.output
    assert "6 regions, 8 industries, 2014: employment" in said.stdout
    grid = open_panel(home / "mapping", "own").grid("employment", 2014)
    assert grid is not None and grid.cells[0, :3].tolist() == [1, 2, 5]


@pytest.mark.parametrize(
    ("value", "state", "kind"),
    [
        ("1e308", "missing", "value_out_of_range"),
        ("1e-320", "missing", "value_out_of_range"),
        ("1e999", "missing", "value_not_a_number"),
        ("inf", "missing", "value_not_a_number"),
        ('"12 34"', "missing", "value_not_a_number"),
        ('"1,234"', "missing", "value_ambiguous"),
        ("<b>", "missing", "value_not_a_number"),
        ("7" * 100_000, "missing", "value_not_a_number"),
        ("-3", "missing", "negative_value"),
        ("NaN", "missing", ""),
        ("-0", "zero", ""),
        ('"1,5"', "value", ""),
        ('"1 234"', "value", ""),
        ('"1 234,5"', "value", ""),
    ],
)
def test_a_strange_value_is_a_finding_and_no_number(
    load: Command, mapping: Command, value: str, state: str, kind: str
) -> None:
    cell = row("BG31", "C10", 1)
    said = load(PLAIN.replace(cell, row("BG31", "C10", value)))
    assert said.exit_code == (1 if kind else 0), said.output
    assert len(said.stdout) < 1000
    assert kinds(mapping).keys() - {"rounding_found", "digits_found"} == ({kind} if kind else set())
    counted = json.loads(mapping("show", "own", "-f", "json").stdout)[0]
    assert counted[state] == (48 if state == "value" else 1)


STRANGE = (
    "a b", "a&b", "a?b", "a#b", "a%2Fb", "%", "a\\b", "a:b", "a;b", "a,b", "'", 'a"b', "<script>alert(1)<b>", "=cmd()", "{0}", "%s", "-",
    "@x", "download.csv", "ѝ", "🙂", "A" * 60,
)  # fmt: skip
UNUSABLE = (
    "a/b",
    "../..",
    ".",
    "..",
    "a+b",
    "+",
    "a\nb",
    "a\tb",
    "\x1b[31m",
    "\u202eabc",
    "a\0b",
    "A" * 61,
    "A" * 10_000,
)


@pytest.mark.parametrize("axis", [pytest.param("regions", marks=pytest.mark.long), "industries"])
def test_codes_of_any_kind_lead_to_pages_or_are_not_used(
    load: Command, mapping: Command, walk: Callable[[], str], visitor: Client, tmp_path: Path, axis: str
) -> None:
    codes = (*STRANGE, *UNUSABLE)
    content = (
        rows(regions=codes, industries=INDUSTRIES[:2])
        if axis == "regions"
        else rows(industries=codes, regions=REGIONS[:2])
    )
    said = load(HEADER + content, "--tree", f"{axis}=flat")
    assert said.exit_code == 1 and "\x1b" not in said.output
    assert f"{len(STRANGE)} {axis}" in said.stdout
    assert (
        f"error ×{len(set(map(cut, UNUSABLE)))}: The code “a/b” cannot be used in addresses: rows not used: "
        in said.stdout
    )
    page = walk()
    assert "<script>alert" not in page
    place = re.escape("regions" if axis == "regions" else "industries")
    links = {
        html.unescape(link)
        for link in re.findall(rf'href="(/en/observatory/mapping/own/{place}/[^"]+)"', page)
    }
    assert len(links) == len(STRANGE)
    for link in links:
        assert visitor.get(link).status_code == 200, link
    assert "'=cmd()" in (tmp_path / "out.csv").read_text() and "'@x" in (tmp_path / "out.csv").read_text()
    assert [each for each in kinds(mapping) if each != "own_codes"] == ["unusable_code"]


def test_a_category_whose_code_cannot_stand_in_addresses_is_refused(
    load: Command, mapping: Command, tmp_path: Path
) -> None:
    assert load(PLAIN).exit_code == 0
    name = "{bg: Х, en: X}"
    (tmp_path / "own.yaml").write_text(
        f"id: own\nversion: '1'\ntitle: {name}\nsource: {name}\ncertainty: own\n"
        f"categories:\n  - {{code: a/b, name: {name}, industries: [C10]}}\n"
    )
    output = tmp_path / "out.csv"
    said = mapping("run", "own", "--rules", "eccp-2021", "--categories", tmp_path / "own.yaml", "-o", output)
    assert said.exit_code == 2 and not output.exists()
    assert "own.yaml, category 'a/b', code: 'a/b' cannot be used in addresses. Use" in said.stderr


SHAPES = {
    "one region": rows(regions=("BG31",)),
    "one industry": rows(industries=("C10",)),
    "one cell": row("BG31", "C10", 5),
    "one suppressed cell": row("BG31", "C10", ":", "c"),
    "all suppressed": rows(lambda place: ":", "c"),
    "all zero": rows(lambda place: 0),
    "zero and suppressed": rows(lambda place: 0, regions=REGIONS[:3]) + rows(lambda place: ":", "c", regions=REGIONS[3:]),
    "far apart": rows(lambda place: "1e15" if place % 3 else "0.000001"),
    "margins only": rows(lambda place: 9, regions=("TOTAL",)) + rows(lambda place: 9, industries=("TOTAL",)),
    "a total below its parts": rows() + row("TOTAL", "TOTAL", 3),
    "a total of zero": rows(lambda place: ":", "c") + row("TOTAL", "TOTAL", 0),
    "every margin below its parts": rows() + rows(lambda place: 1, regions=("TOTAL",)) + rows(lambda place: 1, industries=("TOTAL",)),
    "every cell twice": rows() + rows(),
}  # fmt: skip


ODDEST = ("one suppressed cell", "all zero", "far apart", "every margin below its parts")


@pytest.mark.parametrize(
    "shape", [shape if shape in ODDEST else pytest.param(shape, marks=pytest.mark.long) for shape in SHAPES]
)
def test_a_panel_of_any_shape_can_be_asked_everything(
    load: Command, walk: Callable[[], str], shape: str
) -> None:
    said = load(HEADER + SHAPES[shape])
    assert said.exit_code in (0, 1), said.output
    walk()


def test_a_panel_without_persons_employed_spoils_no_other(
    load: Command, mapping: Command, visitor: Client
) -> None:
    """Every rule set asks for them: the panel can be listed and shown, not mapped."""
    assert load(HEADER + rows(measure="wages")).exit_code == 0
    refused = mapping("run", "own", "--rules", "eccp-2021", "-o", "out.csv")
    assert (
        refused.exit_code == 2
        and "own has no persons employed, which every rule set asks for" in refused.stderr
    )
    assert "/mapping/bulgaria-2014/" in visitor.get("/en/observatory/mapping/").text
    assert visitor.get("/api/observatory/mapping").status_code == 200
    assert visitor.get("/en/observatory/mapping/own/").status_code in (200, 404)


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ("code,parent\nBG31,x\nx,y\ny,x\n", "the tree of regions, x: it goes round in a circle: x under y under x. Correct"),
        ("code,parent\nBG31,BG31\n", "the tree of regions, BG31: it goes round in a circle: BG31 under BG31. Correct"),
        ("code,parent\nBG31,x\nBG31,y\n", "tree.csv, row 2: BG31 has two parents, x and y. Write each code once"),
        ("code,parent\n,x\n", "tree.csv, row 1: there is no code"),
        ("code,parent\n", "tree.csv, the rows: there is none. Write a row for each code"),
        ("region,part\nBG31,x\n", "tree.csv, the header: it has no columns code and parent. Write code,parent above"),
        ("code,parent\nBG31,a/b\n", "the tree of regions, 'a/b': it cannot be a code. Use"),
        ("code,parent\nBG31,n0\n" + "".join(f"n{n},n{n + 1}\n" for n in range(900)), "BG31: it is 902 levels below TOTAL"),
        ("code,parent\nXX,x\n", "The region “BG31” is not in --tree"),
        ("\x89PNG\0", "tree.csv, the header"),
    ],
)  # fmt: skip
def test_a_tree_that_is_none_is_refused_in_a_sentence(
    load: Command, home: Path, tmp_path: Path, tree: str, said: str
) -> None:
    (tmp_path / "tree.csv").write_text(tree)
    refused = load(PLAIN, "--tree", f"regions={tmp_path / 'tree.csv'}")
    assert refused.exit_code == 2 and said in refused.stderr and refused.stderr.count("\n") == 1
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tree", "regions=nutz"), "--tree regions=nutz: there is no such file. Name one, or say auto, flat, nuts"),
        (("--column", "value=region"), "the column 'region': it is read as value and as region. Name another"),
        (("--where", "year=1999"), "there is none that can be used. See whether"),
        (("--measures", "employment=wages*1e-320"), "is outside what is possible for a number of people"),
        (("--url", "data:text/html,x"), "its url: 'data:text/html,x' is no address of a page. Begin it with https://"),
        (("--title", "a\x1b[31mb"), "or holds some that cannot be shown"),
        (("--name", "../x"), "'../x' cannot be the name of a panel. Use 1 to 60 of the letters"),
        (("--name", ""), "'' cannot be the name of a panel"),
        (("--name", "a" * 61), "cannot be the name of a panel"),
        (("--name", "Ю"), "cannot be the name of a panel"),
    ],
)  # fmt: skip
def test_an_option_that_says_nothing_usable_is_refused_in_a_sentence(
    load: Command, home: Path, options: tuple[str, ...], said: str
) -> None:
    refused = load(PLAIN, *options)
    assert refused.exit_code == 2 and said in refused.stderr and refused.stderr.count("\n") == 1
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["con", "list", "a" * 60, "0"])
def test_a_name_that_is_only_odd_leads_to_pages(load: Command, visitor: Client, name: str) -> None:
    assert load(PLAIN, "--name", name).exit_code == 0
    assert visitor.get(f"/en/observatory/mapping/{name}/").status_code == 200


def test_what_a_panel_says_of_itself_is_text(load: Command, walk: Callable[[], str]) -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    told = [part for name in ("title", "source", "vintage", "licence") for part in (f"--{name}", hostile)]
    assert load(PLAIN, *told).exit_code == 0
    assert "<script>alert" not in walk()


@pytest.mark.parametrize(
    ("measure", "region", "vintage"), [("m" * 99_999, "BG31", "v"), ("employment", "BG31", "v" * 99_999)]
)
def test_no_text_of_a_file_fills_the_terminal(load: Command, measure: str, region: str, vintage: str) -> None:
    odd = f"BG31,C99,2014,{measure},3,,{vintage}\n"
    said = load(PLAIN.replace(",\n", ",,v\n").replace("flag\n", "flag,vintage\n") + odd)
    assert said.exit_code == 0 and len(said.stdout) < 1000
