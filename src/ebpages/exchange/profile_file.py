"""A file of profiles: CSV or JSON, many at once."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ebpages.files.texts import holds_texts

MOST_ROWS = 500
LARGEST = 5 * 1024 * 1024  # bytes
_LONGEST_NUMBER = 20  # digits; longer ones, which Python refuses to read, stay texts for the row to say


class UnreadableFile(ValueError):
    """code: empty, too_large, no_text, broken_json, no_list, broken_csv, no_columns, doubled_column, doubled_name, too_many or no_characters.

    line: where, 0 where it is not one line. name: of what stands twice.
    """

    def __init__(self, code: str, line: int = 0, name: str = "") -> None:
        super().__init__(f"{code} at {line}")
        self.code, self.line, self.name = code, line, name


def read_profiles(content: bytes) -> list[Mapping[str, Any]]:
    """The rows of a file: a JSON list of objects, or CSV with a head, parted by commas or semicolons. Raises UnreadableFile."""
    if len(content) > LARGEST:
        raise UnreadableFile("too_large")
    text = _decoded(content)
    if not text.strip():
        raise UnreadableFile("empty")
    rows = _json(text) if text.lstrip().startswith(("[", "{")) else _csv(text)
    if len(rows) > MOST_ROWS:
        raise UnreadableFile("too_many", len(rows))
    if not holds_texts(list(rows)):
        raise UnreadableFile("no_characters")
    return rows


def _decoded(content: bytes) -> str:
    """UTF-8, or UTF-16 and Windows-1251 as spreadsheets save them."""
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("no_text")


def _json(text: str) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(text, parse_int=_number, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise UnreadableFile("broken_json", error.lineno) from None
    except RecursionError:
        raise UnreadableFile("no_list") from None
    rows = [found] if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise UnreadableFile("no_list")
    return rows


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnreadableFile("doubled_name", name=_doubled(name for name, _value in pairs))
    return found


def _doubled(names: Iterable[str]) -> str:
    """The first that stands twice, "" where none does."""
    return next((name for name, times in Counter(names).items() if name and times > 1), "")


def _csv(text: str) -> list[Mapping[str, Any]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(LARGEST)  # a text that is too long is said of its row
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Mapping[str, Any]] = []
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        if "type" not in names:
            raise UnreadableFile("no_columns", 1)
        if name := _doubled(names):
            raise UnreadableFile("doubled_column", 1, name)
        for row in reader:
            if None in row or None in row.values():
                raise UnreadableFile("broken_csv", reader.line_num)
            if any(cell.strip() for cell in row.values()):
                rows.append({name: _as_written(cell) for name, cell in row.items()})
            if len(rows) > MOST_ROWS:
                raise UnreadableFile("too_many", len(rows))
    except csv.Error:
        raise UnreadableFile("broken_csv", reader.line_num) from None
    return rows


def _as_written(cell: str) -> str:
    """Without the apostrophe that our own files put before what a spreadsheet would run as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@＝＋－＠") else cell
