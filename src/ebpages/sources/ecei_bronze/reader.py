"""Bulgarian clusters with a label of the European Cluster Excellence Initiative, and the day it lasts until."""

import re
from collections.abc import Iterator
from datetime import date

from ebpages.sources.name_cell import read_name
from ebpages.sources.numbered_table import read_rows
from ebpages.sources.printed_table import Row, Table, read_table
from ebpages.sources.record import Field, Reading, Step, step
from ebpages.sources.source_description import Source
from ebpages.sources.text_cell import join
from ebpages.sources.website_cell import is_address, read_website

DAY = re.compile(r"^\s*(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\s*$")


def read(raw: str, source: Source) -> Reading:
    """Read the list; a row without address and day continues the row above, which a page break cut."""
    table = read_table(raw, source, _is_whole_row)

    def read_row(table: Table, index: int, row: Row) -> tuple[tuple[Field, ...], tuple[Step, ...]]:
        fields = tuple(_read_fields(table, row, source))
        label = next(field for field in fields if field.property == "label")
        return fields, () if label.valid_until else (step("date_unreadable", text=label.original),)

    return read_rows(table, source, read_row)


def _is_whole_row(before: Row, cells: tuple[str, ...]) -> bool:
    return any(is_address(cell) or DAY.match(cell) for cell in cells)


def _read_fields(table: Table, row: Row, source: Source) -> Iterator[Field]:
    yield from read_name(table.pieces(row, "name"), source.column("name"), language=source.language)
    pieces = table.pieces(row, "sector")
    text, steps = join(pieces)
    if text:
        yield Field("sector", text, _printed(pieces), source.column("sector"), source.language, steps)
    pieces = table.pieces(row, "website")
    if any(piece.strip() for piece in pieces):
        yield read_website(pieces, source.column("website"))
    yield _label(table.pieces(row, "label"), source)


def _label(pieces: tuple[str, ...], source: Source) -> Field:
    text, steps = join(pieces)
    (code,) = source.phrases["label"]
    valid_until = _iso_day(text)
    dated = (step("date_written_as_iso", printed=text),) if valid_until and valid_until != text else ()
    return Field("label", code, _printed(pieces), source.column("label"), "", (*steps, *dated), valid_until)


def _iso_day(text: str) -> str:
    """The day in ISO form; nothing for a text that is no day of the calendar."""
    match = DAY.match(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _printed(pieces: tuple[str, ...]) -> str:
    return "\n".join(piece for piece in pieces if piece.strip())
