"""Findings about single cells and rows: continued, cut, in the wrong column, with a remark inside, broken words."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ebpages.reference.settlements import find_settlements
from ebpages.registry.findings.finding import Finding, finding, on_one_line
from ebpages.registry.findings.snapshot import Snapshot, list_place
from ebpages.registry.statements import Statement
from ebpages.sources.record import Step

_LAST_WORDS = 6
# Notices that a text was not understood, and the property that it should have given.
_NOT_UNDERSTOOD = {"planning_region_unknown": "planning_region", "date_unreadable": "label"}


def columns_shifted(snapshot: Snapshot) -> Iterator[Finding]:
    """One finding for a page: which columns stand elsewhere than in the header, in which rows."""
    moved: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record, read in snapshot.records():
        if any(step.code == "column_shifted" for s in snapshot.of(record) for step in s.steps):
            moved[read.source, str(read.locator.page or "")].append(record)
    for source in snapshot.sources:
        for number, notice in enumerate(snapshot.readings[source.slug].notices):
            if notice.code == "columns_shifted":
                records = tuple(moved[source.slug, notice.param("page")])
                place = list_place(source, number)
                yield Finding("columns_shifted", source.slug, records, (), notice.params, place)


def remark_in_cell(snapshot: Snapshot) -> Iterator[Finding]:
    """A value with words around it; the field of the remark itself carries the same step and is not told twice.

    A remark that is itself a value (the state in the register) stands in the cell of the name.
    """
    for statement, step in _once_a_cell(snapshot, "remark_separated"):
        if not statement.property.endswith("_remark"):
            own = statement.original == step.param("text")
            yield finding(
                "remark_in_cell",
                statements=(statement.id,),
                name=snapshot.title(statement.record),
                property="name" if own else statement.property,
                printed=on_one_line(statement.original),
                remark=step.param("text"),
            )


def broken_word(snapshot: Snapshot) -> Iterator[Finding]:
    for statement, step in _once_a_cell(snapshot, "broken_word_joined"):
        parts = step.param("parts")
        yield finding("broken_word", statements=(statement.id,), parts=parts, value=statement.value)


def row_continued(snapshot: Snapshot) -> Iterator[Finding]:
    """One finding for a row: which of its cells go on below."""
    for record, read in snapshot.records():
        codes = {notice.code for notice in read.notices}
        cells = [s for s in snapshot.of(record) if any(step.code == "cell_continued" for step in s.steps)]
        if cells or "continued_after_page_break" in codes:
            statements = tuple(statement.id for statement in cells)
            name = snapshot.title(record)
            yield finding("row_continued", records=(record,), statements=statements, name=name)


def maybe_cut(snapshot: Snapshot) -> Iterator[Finding]:
    for record, _, notice in snapshot.noticed("maybe_cut"):
        said, name, reason = snapshot.names(record), snapshot.title(record), notice.param("reason")
        yield finding("maybe_cut", records=(record,), statements=said, name=name, reason=reason)


def text_cut(snapshot: Snapshot) -> Iterator[Finding]:
    """A cell that breaks off: its bracket never closes."""
    for record, _, notice in snapshot.noticed("text_cut"):
        text, name = notice.param("text"), snapshot.title(record)
        cut = tuple(s.id for s in snapshot.of(record) if s.value == text)
        end = " ".join(text.split()[-_LAST_WORDS:])
        yield finding("text_cut", records=(record,), statements=cut, name=name, text=end)


def text_misplaced(snapshot: Snapshot) -> Iterator[Finding]:
    """A remark that contradicts its row and may be of the row below, whose cell is empty."""
    records = [record for record, _ in snapshot.records()]
    below = dict(pairwise(records))
    for statement, _ in snapshot.done("text_doubtful"):
        other = below[statement.record]
        yield finding(
            "text_misplaced",
            records=(other,),
            statements=(statement.id,),
            place=snapshot.row_place(statement.record),
            name=snapshot.title(statement.record),
            text=on_one_line(statement.value),
            other=snapshot.title(other),
            doubted=statement.id,
        )


def cell_unreadable(snapshot: Snapshot) -> Iterator[Finding]:
    for record, _, notice in snapshot.noticed("cell_unreadable"):
        name, column, text = snapshot.title(record), notice.param("column"), notice.param("text")
        yield finding("cell_unreadable", records=(record,), name=name, column=column, text=text)


def cell_not_read(snapshot: Snapshot) -> Iterator[Finding]:
    for record, _, notice in snapshot.noticed("cell_not_read"):
        name, column, text = snapshot.title(record), notice.param("column"), notice.param("text")
        yield finding("cell_not_read", records=(record,), name=name, number=column, text=text)


def not_understood(snapshot: Snapshot) -> Iterator[Finding]:
    """Texts that should name a region or a day and name none that is known."""
    for record, _, notice in snapshot.noticed(*_NOT_UNDERSTOOD):
        yield _not_understood(snapshot, record, _NOT_UNDERSTOOD[notice.code], notice.param("text"))


def seat_not_understood(snapshot: Snapshot) -> Iterator[Finding]:
    """Seats in Bulgaria that name no settlement that is known."""
    bulgarian = {source.slug for source in snapshot.sources if source.country == "BG"}
    for record, read in snapshot.records():
        for seat in snapshot.of(record, "seat") if read.source in bulgarian else ():
            if not find_settlements(seat.value):
                yield _not_understood(snapshot, record, "seat", seat.value)


def _not_understood(snapshot: Snapshot, record: str, told: str, text: str) -> Finding:
    said = tuple(s.id for s in snapshot.of(record, told))
    name = snapshot.title(record)
    return finding(
        "value_not_understood", records=(record,), statements=said, property=told, name=name, text=text
    )


def _once_a_cell(snapshot: Snapshot, code: str) -> Iterator[tuple[Statement, Step]]:
    """Statements that carry a step, each printed cell once."""
    cells = {(s.record, s.column, step): (s, step) for s, step in reversed([*snapshot.done(code)])}
    yield from reversed(cells.values())


FINDERS = (
    columns_shifted,
    remark_in_cell,
    broken_word,
    row_continued,
    maybe_cut,
    text_cut,
    text_misplaced,
    cell_not_read,
    cell_unreadable,
    not_understood,
    seat_not_understood,
)
