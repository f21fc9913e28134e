"""Clusters that the agency for small and medium enterprises (BSMEPA) reviewed, by stage of development."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ebpages.reference.activity_states import find_activity_state
from ebpages.reference.stages import find_stages
from ebpages.sources.bsmepa.columns import Cell, Placement, is_stage, place
from ebpages.sources.completeness import lost_numbers, ranges
from ebpages.sources.name_cell import read_name
from ebpages.sources.numbered_table import read_rows
from ebpages.sources.printed_table import Row, Table, read_table
from ebpages.sources.record import Field, Reading, Step, step
from ebpages.sources.source_description import Source
from ebpages.sources.text_cell import has_open_bracket, join, mend_broken_words, tidy
from ebpages.sources.website_cell import read_websites

MEMBERS = re.compile(r"^(?P<before>\D*)(?P<count>\d+)\s*(?P<remark>.*)$")


def read(raw: str, source: Source) -> Reading:
    """Read the list; columns are found by content, and every cell that stands elsewhere is noticed."""
    table = read_table(raw, source, _is_whole_row)
    placements = [place(table, row, source) for row in table.rows]
    before_lost = _numbers_before_lost_rows(table, source)

    def read_row(table: Table, index: int, row: Row) -> tuple[tuple[Field, ...], tuple[Step, ...]]:
        after = table.rows[index + 1] if index + 1 < len(table.rows) else None
        next_name = table.cell(after, "name") if after else ""
        begins_page = index > 0 and row.lines[0].page != table.rows[index - 1].lines[-1].page
        fields = tuple(
            _without_start(field) if begins_page and _has_no_start(field) else field
            for field in _read_fields(placements[index], source, table, next_name)
        )
        return fields, tuple(_notices(row, fields, maybe_cut=row.number in before_lost))

    return read_rows(table, source, read_row, _shifted_pages(table, placements, source), by_content=True)


def _is_whole_row(before: Row, cells: tuple[str, ...]) -> bool:
    """A line without a number is a row of its own when both it and the row above name a stage."""
    return any(map(is_stage, cells)) and any(map(is_stage, before.cells))


def _read_fields(placement: Placement, source: Source, table: Table, next_name: str) -> Iterator[Field]:
    for cell in sorted(placement.cells, key=lambda cell: table.columns[cell.column]):
        column, pieces = source.column(cell.column), tuple(cell.pieces)
        moved = _moved(cell, source, table)
        for field in _read_cell(cell.column, pieces, column, source, next_name):
            yield replace(field, steps=(*moved, *field.steps))


def _moved(cell: Cell, source: Source, table: Table) -> tuple[Step, ...]:
    expected = table.columns[cell.column]
    if cell.at == expected:
        return ()
    column = source.column(cell.column)
    return (step("column_shifted", column=column, expected=expected + 1, printed=cell.at + 1),)


def _read_cell(
    what: str, pieces: tuple[str, ...], column: str, source: Source, next_name: str
) -> Iterable[Field]:
    text, steps = join(pieces)
    original = "\n".join(pieces)
    match what:
        case "name":
            return read_name(pieces, column, language=source.language, next_name=next_name, narrow=True)
        case "website" if text.casefold().rstrip(".") in source.phrases["no_website"]:
            return (Field("website_absent", "true", original, column, source.language),)
        case "website":
            return read_websites(pieces, column)
        case "founded":
            return (Field("founded", text[:4], original, column, "", steps),)
        case "members":
            return _members(text, original, column, source.language, steps)
        case "stage":
            return _stages(text, original, column, source.language, steps)
        case "activity":
            return _activity(text, original, column, source.language, steps)
        case "sector":
            return _sectors(text, original, column, source.language, steps)
    return (Field(what, text, original, column, source.language, steps),)


def _members(
    text: str, original: str, column: str, language: str, steps: tuple[Step, ...]
) -> Iterator[Field]:
    """A number of members, and the remark around it: "8 (2 чужди фирми)", "13+"."""
    match = MEMBERS.match(text)
    remark = tidy(f"{match['before']} {match['remark']}") if match else text
    if remark.startswith("(") and remark.endswith(")"):
        remark = remark[1:-1].strip()
    separated = (step("remark_separated", text=remark),) if remark else ()
    if match:
        yield Field("members", str(int(match["count"])), original, column, "", (*steps, *separated))
    if remark:
        yield Field("member_remark", remark, original, column, language, separated)


def _stages(text: str, original: str, column: str, language: str, steps: tuple[Step, ...]) -> Iterator[Field]:
    stages = find_stages(text)
    several = (step("several_values", count=len(stages)),) if len(stages) > 1 else ()
    for stage in stages:
        yield Field("stage", stage.code, original, column, language, (*steps, *several))


def _activity(
    text: str, original: str, column: str, language: str, steps: tuple[Step, ...]
) -> Iterator[Field]:
    """The state that a cell names, and its words where they say more than the state."""
    state = find_activity_state(text)
    if state:
        yield Field("activity", state.code, original, column, language, steps)
    if not state or len(text.split()) > 2:
        yield Field("activity_remark", text, original, column, language, steps)


def _sectors(
    text: str, original: str, column: str, language: str, steps: tuple[Step, ...]
) -> Iterator[Field]:
    text, mended = mend_broken_words(text)
    items = [item.strip() for item in re.split(r"[,;](?![^(]*\))", text) if item.strip()]
    several = (step("several_values", count=len(items)),) if len(items) > 1 else ()
    for item in items:
        yield Field("sector", item, original, column, language, (*steps, *mended, *several))


def _has_no_start(field: Field) -> bool:
    return field.property == "website" and any(done.code == "scheme_added" for done in field.steps)


def _without_start(field: Field) -> Field:
    """An address without a beginning, first on its page: it may go on from the row above the page break."""
    return replace(field, steps=(*field.steps, step("url_doubtful", reason="may_continue_row_above")))


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
            columns[page].update(dict.fromkeys(source.column(what) for what in placement.shifted))
            rows[page].extend([int(row.number)] if row.number else [])
    for page, names in columns.items():
        yield step("columns_shifted", page=page or "", columns=", ".join(names), numbers=ranges(rows[page]))
