"""Findings about identifiers: invalid, repaired, absent, out of order with the year of founding."""

from collections.abc import Iterator

from ebpages.registry.findings.finding import Finding, finding
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.judgements import Relation
from ebpages.registry.mention import Mention
from ebpages.registry.resolution.registration_order import RegistrationOrder
from ebpages.registry.statements import Statement

_REPAIRS = ("markup_removed", "spaces_removed", "carried_over_joined", "signs_removed", "cell_continued")


def invalid(snapshot: Snapshot) -> Iterator[Finding]:
    for statement in snapshot.all("identifier"):
        for step in statement.steps:
            if step.code == "identifier_invalid" and step.param("problem") != "empty":
                printed = on_one_line(statement.original)
                yield finding(
                    "identifier_invalid",
                    statements=(statement.id,),
                    printed=printed,
                    problem=step.param("problem"),
                )


def missing(snapshot: Snapshot) -> Iterator[Finding]:
    for record, read in snapshot.records():
        if any(notice.code == "identifier_missing" for notice in read.notices):
            yield finding("identifier_missing", records=(record,), name=snapshot.title(record))


def repaired(snapshot: Snapshot) -> Iterator[Finding]:
    """Identifiers that are valid once what is no digit is taken out and what was carried over is joined."""
    for statement in snapshot.all("identifier"):
        codes = {step.code for step in statement.steps}
        if codes & set(_REPAIRS) and "identifier_invalid" not in codes:
            printed = on_one_line(statement.original)
            yield finding(
                "identifier_repaired", statements=(statement.id,), printed=printed, value=statement.value
            )


def year_against_identifiers(snapshot: Snapshot) -> Iterator[Finding]:
    """Founding years that no identifier of the organisation can go with, since numbers rise with time."""
    order = RegistrationOrder(_known_years(snapshot))
    for group in snapshot.resolution.organisations:
        numbers = sorted({mention.entity for mention in group} - {""})
        for statement in _years(snapshot, group):
            if numbers and all(order.fits(number, int(statement.value)) is False for number in numbers):
                shown = (statement.id, *_identifiers(snapshot, group))
                yield finding(
                    "year_against_identifiers",
                    statements=shown,
                    name=snapshot.title(group[0].record),
                    year=statement.value,
                    identifiers=", ".join(numbers),
                )


def year_kept_apart(snapshot: Snapshot) -> Iterator[Finding]:
    """Records that were not joined because a founding year does not fit a number."""
    for judgement in snapshot.resolution.judgements:
        against = {"year_against", "year_other"} & {reason.code for reason in judgement.reasons}
        if judgement.relation is Relation.UNDECIDED and against:
            pair = [snapshot.mentions[record] for record in (judgement.a, judgement.b)]
            years = [s for mention in pair for s in _years(snapshot, (mention,)) if not mention.entity]
            numbers = [mention.entity for mention in pair if mention.entity]
            if years and numbers:
                yield finding(
                    "year_against_identifiers",
                    statements=(years[0].id, *_identifiers(snapshot, tuple(pair))),
                    case="kept_apart",
                    name=snapshot.title(years[0].record),
                    year=years[0].value,
                    identifiers=", ".join(numbers),
                )


def on_one_line(printed: str) -> str:
    """A broken cell's pieces in one line, the break shown."""
    return " / ".join(printed.split("\n"))


def _known_years(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """Numbers of organisations with exactly one, and the year that a list gives."""
    for group in snapshot.resolution.organisations:
        numbers = {mention.entity for mention in group} - {""}
        if len(numbers) == 1:
            yield from ((next(iter(numbers)), int(statement.value)) for statement in _years(snapshot, group))


def _years(snapshot: Snapshot, group: tuple[Mention, ...]) -> Iterator[Statement]:
    for mention in group:
        yield from (s for s in snapshot.of(mention.record, "founded") if s.value.isdigit())


def _identifiers(snapshot: Snapshot, group: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(s.id for mention in group for s in snapshot.of(mention.record, "identifier"))


FINDERS = (invalid, missing, repaired, year_against_identifiers, year_kept_apart)
