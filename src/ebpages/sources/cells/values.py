"""Cells that hold a fact of one kind: a year, a number of members, a term of a vocabulary, the last day of a label."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ebpages.files.numerals import AMBIGUOUS, SIGNS, Numerals, Use, parted
from ebpages.reference.activity_states import activity_state, find_activity_state
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.regions import region
from ebpages.reference.stages import find_stages, stage
from ebpages.reference.vocabulary import UnknownCode
from ebpages.sources.cells.text import join, original, tidy
from ebpages.sources.record import Field, UnreadableCell, step
from ebpages.sources.source import Column, Source

YEAR = re.compile(r"^(?:1[89]|20)\d\d(?:\s*г\.?)?$")
MEMBERS = re.compile(r"^(?P<before>\D*)(?P<count>\d{1,6})(?!\d)\s*(?P<remark>.*)$")
DAY = re.compile(r"^\s*(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\s*$")
ANY_DAY = re.compile(
    r"^(?:(?P<first>(?:1[89]|20)\d\d)-\d\d-\d\d(?:[ T][\d:.]+)?|\d{1,2}[./-]\d{1,2}[./-](?P<last>(?:1[89]|20)\d\d))(?:\s*г\.?)?$"
)
VOCABULARIES: Mapping[str, Callable[[str], object]] = {
    "activity": activity_state,
    "kind": organisation_kind,
    "planning_region": region,
    "registry_state": activity_state,
    "stage": stage,
}


def read_year(pieces: tuple[str, ...], column: Column) -> Iterator[Field]:
    text, steps = join(pieces)
    if not YEAR.match(text):
        raise UnreadableCell(f"{text!r} is no year", "Write a year of four digits, or nothing")
    yield Field(column.property, text[:4], original(pieces), column.header, "", steps)


def read_members(pieces: tuple[str, ...], column: Column) -> Iterator[Field]:
    """A number of members, and the remark around it: "8 (2 чужди фирми)", "13+"."""
    text, steps = join(pieces)
    match = MEMBERS.match(text)
    remark = tidy(f"{match['before']} {match['remark']}") if match else text
    if remark.startswith("(") and remark.endswith(")"):
        remark = remark[1:-1].strip()
    separated = (step("remark_separated", text=remark),) if remark else ()
    if match:
        count = str(int(match["count"]))
        yield Field("members", count, original(pieces), column.header, "", (*steps, *separated))
    if remark:
        yield Field("member_remark", remark, original(pieces), column.header, column.language, separated)


def read_count(pieces: tuple[str, ...], column: Column, source: Source) -> Iterator[Field]:
    """A number of members that may have signs between thousands; with words beside it, as `read_members` reads it."""
    text, steps = join(pieces)
    number, rest = parted(text)
    if rest or not number:
        yield from read_members(pieces, column)
        return
    uses: dict[str, Use] = (
        {sign: "decimal" if sign == source.decimal else "thousands" for sign in SIGNS}
        if source.decimal
        else {}
    )
    value = Numerals(uses).read(number)
    if value == AMBIGUOUS:
        raise UnreadableCell(
            f"{text!r} may be thousands or decimals", 'Say `decimal: ","` or `decimal: "."` in the mapping'
        )
    if not isinstance(value, float) or not value.is_integer():
        raise UnreadableCell(f"{text!r} is no whole number", "Write a whole number, or nothing")
    yield Field("members", str(int(value)), original(pieces), column.header, "", steps)


def read_day_or_year(pieces: tuple[str, ...], column: Column) -> Iterator[Field]:
    """The year of a day, as 2016-05-01 or 01.05.2016 г., or a year."""
    text, steps = join(pieces)
    day = ANY_DAY.match(text)
    if not day:
        yield from read_year(pieces, column)
        return
    yield Field(column.property, day["first"] or day["last"], original(pieces), column.header, "", steps)


def read_stages(pieces: tuple[str, ...], column: Column) -> Iterator[Field]:
    """Every stage of development that the words of a cell name."""
    text, steps = join(pieces)
    stages = find_stages(text)
    if not stages:
        raise UnreadableCell(f"{text!r} names no stage of development", "Name one, or leave the cell empty")
    several = (step("several_values", count=len(stages)),) if len(stages) > 1 else ()
    for term in stages:
        printed, done = original(pieces), (*steps, *several)
        yield Field("stage", term.code, printed, column.header, column.language, done)


def read_activity(pieces: tuple[str, ...], column: Column) -> Iterator[Field]:
    """The state that the words of a cell name, and the words where they say more than the state."""
    text, steps = join(pieces)
    state = find_activity_state(text)
    if state:
        yield Field("activity", state.code, original(pieces), column.header, column.language, steps)
    if not state or len(text.split()) > 2:
        yield Field("activity_remark", text, original(pieces), column.header, column.language, steps)


def read_code(pieces: tuple[str, ...], column: Column) -> Iterator[Field]:
    """A code of the vocabulary of the column's property."""
    code, steps = join(pieces)
    try:
        VOCABULARIES[column.property](code)
    except UnknownCode as error:
        remedy = f"Write a code of the vocabulary in the column {column.header!r}"
        raise UnreadableCell(str(error), remedy) from None
    yield Field(column.property, code, original(pieces), column.header, "", steps)


def read_label(pieces: tuple[str, ...], column: Column, label: str) -> Field:
    """A label with the last day on which it is valid. label: scheme and level, as "ecei:bronze"."""
    text, steps = join(pieces)
    valid_until = _iso_day(text)
    dated = (step("date_written_as_iso", printed=text),) if valid_until and valid_until != text else ()
    return Field("label", label, original(pieces), column.header, "", (*steps, *dated), valid_until)


def is_day(text: str) -> bool:
    return bool(DAY.match(text))


def _iso_day(text: str) -> str:
    """The day in ISO form; nothing for a text that is no day of the calendar."""
    match = DAY.match(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""
