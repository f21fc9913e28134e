"""A table of facts that we reduced from prose ourselves, one body a line; each line says where in the guide it stands."""

from collections.abc import Iterator
from dataclasses import replace

from ebpages.reference.activity_states import activity_state
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.vocabulary import UnknownCode
from ebpages.sources.numbered_table import read_rows
from ebpages.sources.printed_table import Row, Table, read_table
from ebpages.sources.record import Field, Reading, Record, Step, UnreadableList, step
from ebpages.sources.source_description import Source
from ebpages.sources.website_cell import read_website

CODES = {"activity": activity_state, "kind": organisation_kind}
REDUCED = (step("reduced_from_prose"),)


def read_facts(raw: str, source: Source) -> Reading:
    table = read_table(raw, source, lambda before, cells: True)

    def read_row(table: Table, index: int, row: Row) -> tuple[tuple[Field, ...], tuple[Step, ...]]:
        line = table.cell(row, "guide_line")
        return tuple(_fields(table, row, source)), (step("stands_in_guide", line=line),)

    reading = read_rows(table, source, read_row)
    pages = (table.cell(row, "page").strip() for row in table.rows)
    records = (_on_page(record, page, source) for record, page in zip(reading.records, pages, strict=True))
    return Reading(tuple(records), reading.notices)


def _on_page(record: Record, page: str, source: Source) -> Record:
    """The record with the page of the guide that its line gives, if it gives one."""
    if page and not page.isdigit():
        remedy = "Write the number of the page, or nothing"
        raise UnreadableList(
            file=source.file, line=record.locator.line, problem=f"{page!r} is no page", remedy=remedy
        )
    return replace(record, locator=replace(record.locator, page=int(page) if page else None))


def _fields(table: Table, row: Row, source: Source) -> Iterator[Field]:
    """The facts of a row; an empty cell says nothing."""
    for what in ("name", "website", "status_remark", "activity", "kind"):
        text, column = table.cell(row, what).strip(), source.column(what)
        if not text:
            continue
        if what == "website":
            yield read_website((text,), column)
        elif what in CODES:
            _check_code(what, text, row, source)
            yield Field(what, text, text, column, "", REDUCED)
        else:
            yield Field(what, text, text, column, source.language, () if what == "name" else REDUCED)


def _check_code(what: str, code: str, row: Row, source: Source) -> None:
    try:
        CODES[what](code)
    except UnknownCode as error:
        remedy = f"Write a code of the vocabulary in the column {source.column(what)!r}"
        raise UnreadableList(
            file=source.file, line=row.lines[0].number, problem=str(error), remedy=remedy
        ) from None
