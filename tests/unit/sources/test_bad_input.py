"""A list that cannot be read is refused whole, with the file, the line, the problem and the remedy."""

import pytest

from ebpages.sources.catalogue import read_list, read_source, source
from ebpages.sources.record import UnreadableList
from ebpages.sources.source_description import ROOM

SHIPPED = {
    slug: (ROOM / slug / "list.txt").read_bytes()
    for slug in ("bulstat", "trade_register", "bsmepa", "abc_members")
}


def refused(raw: bytes, slug: str = "bulstat") -> UnreadableList:
    with pytest.raises(UnreadableList) as caught:
        read_list(source(slug), raw, "year-2030.txt")
    assert caught.value.file == "year-2030.txt"
    assert caught.value.remedy
    assert str(caught.value).startswith("year-2030.txt")
    return caught.value


def test_a_list_beyond_the_limits_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EBPAGES_LIMITS", "list_rows=10")
    problem = r"it has \d+ lines\. If it is meant so, raise the limit of 10: EBPAGES_LIMITS=list_rows=NUMBER"
    with pytest.raises(UnreadableList, match=problem) as caught:
        read_source("bulstat")
    assert caught.value.file == "bulstat/list.txt"


@pytest.mark.parametrize("raw", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    assert "empty" in refused(raw).problem


def test_a_byte_order_mark_does_not_matter() -> None:
    reading = read_list(source("bulstat"), b"\xef\xbb\xbf" + SHIPPED["bulstat"], "bom.txt")
    assert len(reading.records) == 243


def test_line_ends_of_windows_do_not_matter() -> None:
    reading = read_list(source("bulstat"), SHIPPED["bulstat"].replace(b"\n", b"\r\n"), "crlf.txt")
    assert reading.records == read_list(source("bulstat"), SHIPPED["bulstat"], "lf.txt").records


def test_windows_1251_is_read_and_said() -> None:
    text = "\tBULSTAT\tName\n1\t104691139\tСДРУЖЕНИЕ КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА\n"
    reading = read_list(source("bulstat"), text.encode("windows-1251"), "old.txt")
    assert [record.all("name")[0].value for record in reading.records] == [
        "СДРУЖЕНИЕ КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА"
    ]
    assert reading.notices[0].code == "encoding_assumed"
    assert reading.notices[0].param("encoding") == "windows-1251"


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "utf-16", "mac-cyrillic"])
def test_another_encoding_is_refused(encoding: str) -> None:
    text = "\tBULSTAT\tName\n" + "1\t104691139\tСДРУЖЕНИЕ КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА\n" * 3
    problem = refused(text.encode(encoding))
    assert "encod" in problem.problem
    assert "UTF-8" in problem.remedy


def test_damaged_utf8_is_refused_with_its_line() -> None:
    lines = SHIPPED["bulstat"].split(b"\n")
    lines[99] = lines[99].replace("К".encode(), "К".encode()[:1])
    assert refused(b"\n".join(lines)).line == 100


@pytest.mark.parametrize("share", [0.1, 0.35, 0.5, 0.77, 0.99])
def test_a_truncated_file_is_refused_at_its_last_line(share: float) -> None:
    raw = SHIPPED["bulstat"]
    cut = raw[: int(len(raw) * share)]
    problem = refused(cut.rstrip(b"\n"))
    assert problem.line == cut.rstrip(b"\n").count(b"\n") + 1
    assert "complete" in problem.remedy


@pytest.mark.parametrize(
    ("slug", "column"), [("bulstat", "Name"), ("bsmepa", "Етап на развитие"), ("bsmepa", "Отрасъл")]
)
def test_a_column_that_is_missing_from_the_header_is_named(slug: str, column: str) -> None:
    raw = SHIPPED[slug].decode().replace(f"\t{column}", "", 1).encode()
    assert f'"{column}"' in refused(raw, slug).problem


@pytest.mark.parametrize("slug", ["bulstat", "trade_register", "bsmepa"])
def test_a_list_without_its_header_is_refused(slug: str) -> None:
    lines = SHIPPED[slug].decode().split("\n")
    header = next(at for at, line in enumerate(lines) if "\t" in line)
    problem = refused("\n".join(lines[:header] + lines[header + 1 :]).encode(), slug)
    assert "header" in problem.problem
    assert all(column in problem.remedy for column in source(slug).headers)


def test_rows_above_the_header_are_refused() -> None:
    assert refused(b"1\t104691139\tX\n\tBULSTAT\tName\n2\t117643094\tY\n").line == 2


def test_a_header_without_rows_is_refused() -> None:
    assert "no rows" in refused(b"\tBULSTAT\tName\n\n").problem


def test_a_cell_of_fifty_thousand_characters_is_refused_with_its_line() -> None:
    lines = SHIPPED["bulstat"].decode().split("\n")
    lines[41] += "Я" * 50_000
    problem = refused("\n".join(lines).encode())
    assert problem.line == 42
    assert "10000" in problem.problem


def test_a_nul_byte_is_refused_with_its_line() -> None:
    lines = SHIPPED["bulstat"].split(b"\n")
    lines[9] += b"\0"
    assert refused(b"\n".join(lines)).line == 10


def test_a_line_that_names_no_member_is_refused() -> None:
    raw = SHIPPED["abc_members"] + b"- A cluster without a region;\n"
    problem = refused(raw, "abc_members")
    assert problem.line == raw.count(b"\n")


def test_a_list_of_another_layout_is_refused() -> None:
    assert "header" in refused(SHIPPED["bsmepa"]).problem


def test_prose_between_rows_is_said_and_not_read() -> None:
    lines = SHIPPED["bulstat"].decode().split("\n")
    lines.insert(30, "A sentence that somebody typed into the list.")
    reading = read_list(source("bulstat"), "\n".join(lines).encode(), "prose.txt")
    (notice,) = [notice for notice in reading.notices if notice.code == "line_not_read"]
    assert notice.param("line") == "31"
    assert len(reading.records) == 243


def test_a_number_printed_twice_is_noticed_and_both_rows_are_kept() -> None:
    raw = b"\tBULSTAT\tName\n1\t104691139\tX\n2\t117643094\tY\n2\t117670060\tZ\n"
    reading = read_list(source("bulstat"), raw, "twice.txt")
    assert [record.key for record in reading.records] == ["1", "2", "2-2"]
    assert "number_repeated" in {notice.code for notice in reading.notices}


def test_a_row_whose_number_is_missing_is_a_row_of_its_own() -> None:
    raw = "\tBULSTAT\tName\n1\t104691139\tХ\n\t117643094\tУ\n".encode()
    reading = read_list(source("bulstat"), raw, "missing.txt")
    assert [record.key for record in reading.records] == ["1", "row-2"]


def test_a_cell_under_no_header_and_a_missing_name_are_noticed() -> None:
    raw = "\tBULSTAT\tName\n1\t104691139\tКЛЪСТЕР\tБЪЛГАРИЯ\n2\t117643094\n".encode()
    first, second = read_list(source("bulstat"), raw, "tabs.txt").records
    assert [(notice.code, notice.param("text")) for notice in first.notices] == [
        ("cell_not_read", "БЪЛГАРИЯ")
    ]
    assert [notice.code for notice in second.notices] == ["name_missing"]


def test_an_item_that_goes_on_without_a_beginning_is_refused() -> None:
    problem = refused(b"Cluster of nothing\n", "abc_members")
    assert problem.line == 1


def test_an_unknown_code_in_a_table_of_facts_is_refused() -> None:
    raw = (ROOM / "transfer_centres" / "list.txt").read_bytes().replace(b"in_establishment", b"in_estab")
    assert "in_estab" in refused(raw, "transfer_centres").problem


def test_a_page_that_is_no_number_is_refused() -> None:
    raw = (ROOM / "transfer_centres" / "list.txt").read_bytes().replace(b"\t39\t601", b"\tp. 39\t601")
    assert refused(raw, "transfer_centres").line == 2


def test_prose_among_addresses_is_refused() -> None:
    raw = b"<http://cluster.bg/>\nThe site of a cluster\n"
    assert refused(raw, "cluster_websites").line == 2
