"""Findings about single cells and rows: continued, cut, in the wrong column, with a remark inside, broken words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ebpages.reference.settlements import find_settlements
from ebpages.registry.findings.finding import Finding, finding
from ebpages.registry.findings.of_identifiers import on_one_line
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.statements import Statement
from ebpages.sources.record import Step

_LAST_WORDS = 6
# Notices that a text was not understood, and the property that it should have given.
_NOT_UNDERSTOOD = {"planning_region_unknown": "planning_region", "date_unreadable": "label"}


def columns_shifted(snapshot: Snapshot) -> Iterator[Finding]:
    """One finding for a page: which columns stand elsewhere than in the header, in which rows."""
    moved: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record, read in snapshot.records():
        if any(_with_code(statement.steps, ("column_shifted",)) for statement in snapshot.of(record)):
            moved[read.source, str(read.locator.page or "")].append(record)
    for source in snapshot.sources:
        for notice in _with_code(snapshot.readings[source.slug].notices, ("columns_shifted",)):
            records = tuple(moved[source.slug, notice.param("page")])
            yield Finding("columns_shifted", source.slug, records, (), notice.params)


def remark_in_cell(snapshot: Snapshot) -> Iterator[Finding]:
    """A value with words around it; the field of the remark itself carries the same step and is not told twice.

    A remark that is itself a value (the state in the register) stands in the cell of the name.
    """
    for statement, step in _noticed(snapshot, "remark_separated"):
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
    for statement, step in _noticed(snapshot, "broken_word_joined"):
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
    for record, read in snapshot.records():
        for notice in _with_code(read.notices, ("maybe_cut",)):
            yield finding(
                "maybe_cut", records=(record,), statements=snapshot.names(record), name=snapshot.title(record),
                reason=notice.param("reason"),
            )  # fmt: skip


def text_cut(snapshot: Snapshot) -> Iterator[Finding]:
    """A cell that breaks off: its bracket never closes."""
    for record, read in snapshot.records():
        for notice in _with_code(read.notices, ("text_cut",)):
            cut = tuple(s.id for s in snapshot.of(record) if s.value == notice.param("text"))
            text = notice.param("text")
            name = snapshot.title(record)
            yield finding(
                "text_cut",
                records=(record,),
                statements=cut,
                name=name,
                text=" ".join(text.split()[-_LAST_WORDS:]),
            )


def cell_not_read(snapshot: Snapshot) -> Iterator[Finding]:
    for record, read in snapshot.records():
        for notice in _with_code(read.notices, ("cell_not_read",)):
            name, column = snapshot.title(record), notice.param("column")
            yield finding(
                "cell_not_read", records=(record,), name=name, number=column, text=notice.param("text")
            )


def not_understood(snapshot: Snapshot) -> Iterator[Finding]:
    """Texts that should name a region, a day or a settlement and name none that is known."""
    countries = {source.slug: source.country for source in snapshot.sources}
    for record, read in snapshot.records():
        texts = [
            (_NOT_UNDERSTOOD[n.code], n.param("text")) for n in read.notices if n.code in _NOT_UNDERSTOOD
        ]
        if countries[read.source] == "BG":
            texts += [("seat", s.value) for s in snapshot.of(record, "seat") if not find_settlements(s.value)]
        for told, text in texts:
            said = tuple(s.id for s in snapshot.of(record, told))
            name = snapshot.title(record)
            yield finding(
                "value_not_understood",
                records=(record,),
                statements=said,
                property=told,
                name=name,
                text=text,
            )


def _noticed(snapshot: Snapshot, code: str) -> Iterator[tuple[Statement, Step]]:
    """Statements that carry a step, each printed cell once."""
    seen = set()
    for statement in snapshot.all():
        for step in _with_code(statement.steps, (code,)):
            place = (statement.record, statement.column, step)
            if place not in seen:
                seen.add(place)
                yield statement, step


def _with_code(steps: Iterable[Step], codes: tuple[str, ...]) -> list[Step]:
    return [step for step in steps if step.code in codes]


FINDERS = (
    columns_shifted,
    remark_in_cell,
    broken_word,
    row_continued,
    maybe_cut,
    text_cut,
    cell_not_read,
    not_understood,
)
