"""Findings about identifiers: invalid, repaired, absent, out of order with the year of founding."""

from collections.abc import Iterator

from ebpages.registry.findings.finding import Finding, finding, on_one_line
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.judgements import Relation
from ebpages.registry.mention import Mention
from ebpages.registry.statements import Statement

_REPAIRS = {"markup_removed", "spaces_removed", "carried_over_joined", "signs_removed", "cell_continued"}


def invalid(snapshot: Snapshot) -> Iterator[Finding]:
    """Identifiers whose check digits do not hold, or that are none; an empty cell is `missing`."""
    for statement, step in snapshot.done("identifier_invalid", to=("identifier",)):
        printed, problem = on_one_line(statement.original), step.param("problem")
        if problem != "empty":
            yield finding("identifier_invalid", statements=(statement.id,), printed=printed, problem=problem)


def missing(snapshot: Snapshot) -> Iterator[Finding]:
    for record, _, _ in snapshot.noticed("identifier_missing"):
        yield finding("identifier_missing", records=(record,), name=snapshot.title(record))


def repaired(snapshot: Snapshot) -> Iterator[Finding]:
    """Identifiers that are valid once what is no digit is taken out and what was carried over is joined."""
    for statement in snapshot.all("identifier"):
        codes = {step.code for step in statement.steps}
        if codes & _REPAIRS and "identifier_invalid" not in codes:
            printed, value = on_one_line(statement.original), statement.value
            yield finding("identifier_repaired", statements=(statement.id,), printed=printed, value=value)


def year_against_identifiers(snapshot: Snapshot) -> Iterator[Finding]:
    """Founding years that no identifier of the organisation can go with, since numbers rise with time."""
    order = snapshot.order
    for group in snapshot.resolution.organisations:
        numbers = sorted({mention.entity for mention in group} - {""})
        for statement in _years(snapshot, group):
            year = int(statement.value)
            early = bool(numbers) and all(order.fits(number, year) is False for number in numbers)
            around = [years for number in numbers if (years := order.years_around(number, year))]
            apart = [years for years in around if not years[0] - 1 <= year <= years[1] + 1]
            if early or (numbers and len(apart) == len(numbers)):
                yield finding(
                    "year_against_identifiers",
                    place=snapshot.place(group[0].record),
                    statements=(statement.id, *_identifiers(snapshot, group)),
                    case="" if early else "out_of_order",
                    name=snapshot.title(statement.record),
                    year=statement.value,
                    identifiers=", ".join(numbers),
                    years="–".join(dict.fromkeys(map(str, apart[0]))) if apart else "",
                    doubted=statement.id,
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
                    place=judgement.place,
                    statements=(years[0].id, *_identifiers(snapshot, tuple(pair))),
                    case="kept_apart",
                    name=snapshot.title(years[0].record),
                    year=years[0].value,
                    identifiers=", ".join(numbers),
                )


def _years(snapshot: Snapshot, group: tuple[Mention, ...]) -> Iterator[Statement]:
    for mention in group:
        yield from (s for s in snapshot.of(mention.record, "founded") if s.value.isdecimal())


def _identifiers(snapshot: Snapshot, group: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(s.id for mention in group for s in snapshot.of(mention.record, "identifier"))


FINDERS = (invalid, missing, repaired, year_against_identifiers, year_kept_apart)
WHO_IS_WHO = (year_against_identifiers, year_kept_apart)
