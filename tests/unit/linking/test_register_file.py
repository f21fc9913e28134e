"""Registers as they come: what can be read is read as text, what cannot is refused with its place and a remedy."""

import gzip
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from ebpages.limits import PastLimit
from ebpages.linking.register_file import UnlinkableError, read_register, unused_columns


def rows(path: Path) -> list[dict[str, str | None]]:
    return [row for batch in read_register(path) for row in batch.to_pylist()]


def written(tmp_path: Path, content: bytes, name: str = "register.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_columns_are_found_whatever_their_order_case_and_neighbours(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,remark, ID ,Legal form\n„Вихър“,x,7,ООД\n".encode())
    (row,) = rows(path)
    assert (row["n"], row["id"], row["name"], row["legal_form"]) == (1, "7", "„Вихър“", "ООД")
    assert row["place"] is None
    assert unused_columns(path) == ["remark"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_the_columns(tmp_path: Path, delimiter: str) -> None:
    lines = [["id", "name", "place"], ["1", "Вихър", "Русе"]]
    text = "\r\n".join(delimiter.join(cells) for cells in lines)
    assert rows(written(tmp_path, b"\xef\xbb\xbf" + text.encode()))[0]["place"] == "Русе"


def test_a_packed_file_and_utf_16_are_read(tmp_path: Path) -> None:
    text = "id,name\n1,Вихър\n"
    assert rows(written(tmp_path, gzip.compress(text.encode()), "a.csv.gz"))[0]["name"] == "Вихър"
    assert rows(written(tmp_path, text.encode("utf-16"), "b.csv"))[0]["name"] == "Вихър"


def test_numbers_of_parquet_are_text_as_they_are_written(tmp_path: Path) -> None:
    table = pyarrow.table({"ID": [7, 8], "name": ["Вихър", None], "identifier": [831650349.0, None]})
    parquet.write_table(table, tmp_path / "a.parquet")
    first, second = rows(tmp_path / "a.parquet")
    assert (first["id"], first["identifier"]) == ("7", "831650349")
    assert (second["name"], second["identifier"]) == (None, None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        ("име,ид\nВихър,1\n".encode(), "names no column id and no column name"),
        (b"id,name,name\n1,a,b\n", "the column name is there twice"),
        ("id,name\n1,Вихър\n".encode("cp1251"), "no UTF-8"),
        (b"id,name\n1,a\n,b\n", "row 2 has no id"),
        (b"id,name\n1,a\x00b\n", "row 1 holds a NUL"),
        (b"id,name\n1,a,b\n", "line 2: 3 cells where the first row has 2"),
        (b'id,name\n1,"a\n2,b\n', "a quotation mark is not closed"),
        (b'id,name\n1,"a" b\n', "write it twice"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(UnlinkableError, match=said):
        rows(written(tmp_path, content))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"PK", "read as .csv"),
        ("a.parquet", b"PAR1 no", "cannot be read as Parquet"),
        ("a.csv.gz", b"id,name\n", "cannot be unpacked"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnlinkableError, match=said):
        rows(written(tmp_path, content, name))


def test_a_file_that_unpacks_to_far_more_than_it_is_stops(tmp_path: Path) -> None:
    bomb = gzip.compress(b"id,name\n" + b"1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" * 1_500_000)
    with pytest.raises(PastLimit):
        rows(written(tmp_path, bomb, "a.csv.gz"))
