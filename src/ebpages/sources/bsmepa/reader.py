"""Clusters that the agency for small and medium enterprises (BSMEPA) reviewed, by stage of development."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ebpages.sources.bsmepa.columns import Cell, Placement, is_stage, place
from ebpages.sources.cells import KINDS
from ebpages.sources.cells.name import read_name
from ebpages.sources.cells.text import has_open_bracket, join, read_items
from ebpages.sources.layouts.printed_table import read_table
from ebpages.sources.layouts.table import Row, Table, reading_of
from ebpages.sources.layouts.whole_list import lost_numbers, ranges
from ebpages.sources.record import Field, Reading, Step, step
from ebpages.sources.source import Column, Source


def read(raw: str, source: Source) -> Reading:
    """Read the list; columns are found by content, and every cell that stands elsewhere is noticed."""
    table = read_table(raw, source, _is_whole_row)
    placements = [place(table, row, source) for row in table.rows]
    before_lost = _numbers_before_lost_rows(table, source)

    def fields_of(index: int) -> tuple[Field, ...]:
        after = table.rows[index + 1] if index + 1 < len(table.rows) else None
        next_name = table.cell(after, "name") if after else ""
        return tuple(_read_fields(placements[index], source, table, next_name))

    def begins_page(index: int) -> bool:
        return index > 0 and table.rows[index].lines[0].page != table.rows[index - 1].lines[-1].page

    def read_row(table: Table, index: int, row: Row) -> tuple[tuple[Field, ...], tuple[Step, ...]]:
        fields = fields_of(index)
        below = fields_of(index + 1) if index + 1 < len(table.rows) else ()
        if begins_page(index):
            fields = tuple(_doubted(f, "may_continue_row_above") if _has_no_start(f) else f for f in fields)
        if any(map(_has_no_start, below)) and begins_page(index + 1):
            fields = tuple(_doubted(f, "may_go_on_below") if f.property == "website" else f for f in fields)
        if _remark_is_of_row_below(fields, below, source):
            strays = ("activity_remark",)
            stray = step("text_doubtful", reason="may_be_of_row_below")
            fields = tuple(replace(f, steps=(*f.steps, stray)) if f.property in strays else f for f in fields)
        return fields, tuple(_notices(row, fields, maybe_cut=row.number in before_lost))

    return reading_of(table, source, read_row, _shifted_pages(table, placements, source), by_content=True)


def _is_whole_row(before: Row, cells: tuple[str, ...]) -> bool:
    """A line without a number is a row of its own when both it and the row above name a stage."""
    return any(map(is_stage, cells)) and any(map(is_stage, before.cells))


def _read_fields(placement: Placement, source: Source, table: Table, next_name: str) -> Iterator[Field]:
    for cell in sorted(placement.cells, key=lambda cell: table.columns[cell.column]):
        moved = _moved(cell, source, table)
        for field in _read_cell(tuple(cell.pieces), source.column(cell.column), source, next_name):
            yield replace(field, steps=(*moved, *field.steps))


def _moved(cell: Cell, source: Source, table: Table) -> tuple[Step, ...]:
    expected = table.columns[cell.column]
    if cell.at == expected:
        return ()
    header = source.column(cell.column).header
    return (step("column_shifted", column=header, expected=expected + 1, printed=cell.at + 1),)


def _read_cell(pieces: tuple[str, ...], column: Column, source: Source, next_name: str) -> Iterable[Field]:
    """A cell by its kind; narrow columns break words, a name may end in the acronym of the next row's, and a phrase
    may say that there is no site."""
    text, _ = join(pieces)
    if column.property == "name":
        return read_name(pieces, column.header, language=column.language, next_name=next_name, narrow=True)
    if column.property == "sector":
        return read_items(pieces, column, narrow=True)
    if column.property == "website" and text.casefold().rstrip(".") in source.phrases["no_website"]:
        return (Field("website_absent", "true", "\n".join(pieces), column.header, column.language),)
    read = KINDS[column.cell].read
    return read(pieces, column, source) if read else ()


def _has_no_start(field: Field) -> bool:
    return field.property == "website" and any(done.code == "scheme_added" for done in field.steps)


def _doubted(field: Field, reason: str) -> Field:
    """An address without a beginning, first on its page, and that of the row above, which may begin it."""
    return replace(field, steps=(*field.steps, step("url_doubtful", reason=reason)))


def _remark_is_of_row_below(fields: tuple[Field, ...], below: tuple[Field, ...], source: Source) -> bool:
    """Whether a row with a website is said to have none, while the cell of the row below is empty."""
    given = {field.property for field in fields}
    remarks = " ".join(field.value.casefold() for field in fields if field.property == "activity_remark")
    denied = any(phrase in remarks for phrase in source.phrases["no_website"] if " " in phrase)
    empty = not {"activity", "activity_remark", "website"} & {field.property for field in below}
    return denied and "website" in given and bool(below) and empty


def _notices(row: Row, fields: tuple[Field, ...], *, maybe_cut: bool) -> Iterator[Step]:
    """What may be missing from a row: it stands before lost rows, or a bracket never closes."""
    if maybe_cut:
        yield step("maybe_cut", reason="last_before_lost_rows")
    for field in fields:
        if field.property == "member_kinds" and has_open_bracket(field.value):
            yield step("text_cut", column=field.column, text=field.value)
    if row.continued:
        yield step("continued_after_page_break", line=row.lines[-1].number)


def _numbers_before_lost_rows(table: Table, source: Source) -> frozenset[str]:
    """The numbers of rows that stand last before rows that were lost: their cells may be cut."""
    printed = [int(row.number) for row in table.rows if row.number]
    declared = next((total.count for total in source.declared_totals if total.comparable), 0)
    lost = set(lost_numbers(printed, declared))
    return frozenset(str(number) for number in printed if number + 1 in lost)


def _shifted_pages(table: Table, placements: list[Placement], source: Source) -> Iterator[Step]:
    """One notice for each page on which columns stand elsewhere than in the header."""
    columns: dict[int, dict[str, None]] = defaultdict(dict)
    rows: dict[int, list[int]] = defaultdict(list)
    for row, placement in zip(table.rows, placements, strict=True):
        if placement.shifted:
            page = row.lines[0].page or 0
            columns[page].update(dict.fromkeys(source.column(what).header for what in placement.shifted))
            rows[page].extend([int(row.number)] if row.number else [])
    for page, names in columns.items():
        yield step("columns_shifted", page=page or "", columns=", ".join(names), numbers=ranges(rows[page]))
