"""A workbook made lines of JSON, in a process of its own: a row is [number, texts], what is said of a sheet or of formulas an object.

Formulas are found in the text of the sheet beside openpyxl, which gives either them or their results, and never says that there is none.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree

from ebpages.limits import check, check_decoded, confined

Merged = tuple[int, int, int, int]
_TABLE, _OFFICE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office", "text")
)
_ZEROS = re.compile(r"0{2,}")  # a number format that shows leading zeros
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^<>]{0,300}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(  # of bounded lengths, since what never closes is looked for from each of its places
    rb'<(?:\w{1,40}:)?c [^<>]{0,300}?r="([A-Z]{1,3}\d{1,7})"([^<>]{0,300})>\s{0,40}<(?:\w{1,40}:)?f(?:\s[^<>]{0,300})?'
    rb"(?:/>|>[^<]*</(?:\w{1,40}:)?f>)\s{0,40}(<(?:\w{1,40}:)?v>[^<])?"
)
_CHUNK, _LONGEST_CELL = 1 << 20, 1 << 16
_SHOWN = 500  # characters of a cell, where a sheet is chosen by its first rows
_SHEETS = "it has {amount} sheets and more"


def letters_of(column: int) -> str:
    """A column as spreadsheets call it: 1 is A, 28 is AB."""
    before, last = divmod(column - 1, 26)
    return (letters_of(before) if before else "") + chr(ord("A") + last)


class _Written:
    """Lines of JSON, which stop where the workbook decodes to more than its size allows."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size, self._bytes = file, size, 0

    def write(self, entry: Any) -> None:
        line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
        self._bytes += len(line)
        check_decoded(self._bytes, self._size)
        self._file.write(line)

    def head(self, sheet: str, rows: Iterator[tuple[int, list[str]]], most: int, *, hidden: bool) -> None:
        """The first rows of a sheet, for which its ranges that are merged follow."""
        self.write({"sheet": _checked(sheet), "hidden": hidden})
        for number, texts in islice(rows, most):
            self.write([number, [text[:_SHOWN] for text in texts]])


def _decode(source: str, target: str, sheet: str, head: str) -> None:
    with zipfile.ZipFile(source) as packed, Path(target).open("wb") as file:
        to = _Written(file, Path(source).stat().st_size)
        names = packed.namelist()
        work = _xlsx if "xl/workbook.xml" in names else _ods
        to.write({"macros": "xl/vbaProject.bin" in names})
        work(source, packed, to, sheet, int(head))


def _xlsx(source: str, packed: zipfile.ZipFile, to: _Written, chosen: str, head: int) -> None:
    from openpyxl import load_workbook
    from openpyxl.utils import column_index_from_string

    workbook = load_workbook(source, read_only=True, data_only=True, keep_links=False)
    check("sheets", len(workbook.worksheets), _SHEETS)
    for sheet in workbook.worksheets:
        if chosen and sheet.title != chosen:
            continue
        sheet.reset_dimensions()  # which programs write wrongly
        rows = _rows_of_xlsx(sheet)
        if head:
            merged, _ = _marks(packed, sheet._worksheet_path)
            ranges = [
                (int(top), int(bottom), column_index_from_string(left), column_index_from_string(right))
                for left, top, right, bottom in merged
            ]
            to.head(sheet.title, rows, head, hidden=sheet.sheet_state != "visible")
            to.write({"merged": ranges})
        else:
            for row in rows:
                to.write(row)
            to.write({"formulas": _marks(packed, sheet._worksheet_path)[1]})


def _rows_of_xlsx(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(), 1):
        check("columns", len(row), "a row has {amount} columns")
        texts = [_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            check("rows", number, "it has {amount} rows and more")
            yield number, texts


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _checked(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return _day(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(cell.number_format):
        return str(value).zfill(len(cell.number_format))
    return value.isoformat() if isinstance(value, date) else str(value)


def _day(moment: datetime) -> str:
    return (
        moment.date().isoformat()
        if moment.time().replace(microsecond=0) == datetime.min.time()
        else moment.isoformat(" ")
    )


def _checked(text: str) -> str:
    check("cell_characters", len(text), "a cell has {amount} characters")
    return text


def _marks(packed: zipfile.ZipFile, path: str) -> tuple[list[tuple[str, ...]], tuple[int, str, int, str]]:
    """Ranges that are merged as texts, and of formulas: how many, the first, how many without a result, the first of those."""
    merged: list[tuple[str, ...]] = []
    count = without = 0
    first = first_without = ""
    with packed.open(path.lstrip("/")) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            cut = max(
                text.rfind(b"<c "), text.rfind(b":c "), text.rfind(b"<mergeCell "), text.rfind(b":mergeCell ")
            )
            cut = (
                cut - 20
                if cut > 20 and len(text) - cut < _LONGEST_CELL and len(chunk) == _CHUNK
                else len(text)
            )
            rest, text = text[cut:], text[:cut]
            for found in _FORMULA.finditer(text):
                cell = found[1].decode()
                count, first = count + 1, first or cell
                if not found[3] and b't="str"' not in found[2]:  # whose result is an empty text
                    without, first_without = without + 1, first_without or cell
            merged += [tuple(part.decode() for part in found.groups()) for found in _MERGED.finditer(text)]
    return merged, (count, first, without, first_without)


def _ods(source: str, packed: zipfile.ZipFile, to: _Written, chosen: str, head: int) -> None:
    if b"encryption-data" in packed.read("META-INF/manifest.xml")[: 1 << 22]:
        raise ValueError("it is encrypted with a password")
    with packed.open("content.xml") as stream:
        tables = _Tables(stream)
        for number, name in enumerate(tables, 1):
            check("sheets", number, _SHEETS)
            if chosen and name != chosen:
                continue
            if head:
                to.head(name, tables.rows(), head, hidden=False)
                to.write({"merged": tables.merged})
            else:
                for row in tables.rows():
                    to.write(row)
                to.write({"formulas": [tables.formulas, tables.first_formula, 0, ""]})


class _Tables:
    """The tables of an OpenDocument spreadsheet, one after the other: its name, and its rows where they are asked for."""

    def __init__(self, stream: Any) -> None:
        self._events = ElementTree.iterparse(stream, events=("start", "end"))  # noqa: S314 - within the limits of this process
        self._path: list[Any] = []
        self.merged: list[Merged] = []
        self.formulas, self.first_formula = 0, ""

    def __iter__(self) -> Iterator[str]:
        for event, element in self._walk():
            if event == "start" and element.tag == f"{_TABLE}table":
                self.merged, self.formulas, self.first_formula = [], 0, ""
                yield element.get(f"{_TABLE}name", "")

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        number = 0
        for event, element in self._walk():
            if event == "end" and element.tag == f"{_TABLE}table":
                return
            if event == "end" and element.tag == f"{_TABLE}table-row":
                texts = self._texts(element, number + 1)
                repeated = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                if texts:
                    check("rows", number + repeated, "it has {amount} rows and more")
                    yield from ((number + each, texts) for each in range(1, repeated + 1))
                number += repeated

    def _walk(self) -> Iterator[tuple[str, Any]]:
        for event, element in self._events:
            if event == "start":
                self._path.append(element)
                yield event, element
                continue
            self._path.pop()  # before the yield: who takes some rows only does not come back here
            if element.tag in (f"{_TABLE}table-row", f"{_TABLE}table") and self._path:
                self._path[-1].remove(element)
            yield event, element

    def _texts(self, row: Any, number: int) -> list[str]:
        texts: list[str] = []
        for cell in row:
            repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            text = _checked(_text_of_ods(cell))
            if cell.get(f"{_TABLE}formula"):
                self.formulas += repeated
                self.first_formula = self.first_formula or f"{letters_of(len(texts) + 1)}{number}"
            spanned = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
            down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
            if spanned > 1 or down > 1:
                self.merged.append((number, number + down - 1, len(texts) + 1, len(texts) + spanned))
            if text:
                check("columns", len(texts) + repeated, "a row has {amount} columns")
            texts += [text] * min(repeated, 20_000)
        while texts and not texts[-1]:
            texts.pop()
        return texts


def _text_of_ods(cell: Any) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    shown = "\n".join("".join(line.itertext()) for line in cell.findall(f"{_TEXT}p"))
    if kind in ("float", "percentage", "currency"):
        value = cell.get(f"{_OFFICE}value", "")
        zeros = shown.isdecimal() and value.isdecimal() and int(shown) == int(value)
        return shown if zeros else value
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value", "")).removesuffix("T00:00:00")
    return shown


if __name__ == "__main__":
    sys.setrecursionlimit(2_000)
    confined(_decode)
