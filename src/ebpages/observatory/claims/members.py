"""Counting members of a population between the bounds that unknown and lost members leave.

A member stands surely in a class when all that it states lies in it, or, of a property that may have several values, any of it. It may
stand in it when any does, when it states nothing, or when it is lost. Some measures speak of what a list says instead of what is so:
`known`, `several` and `mentions` count only lost members as open, for an empty cell is known to be empty; so do shares and margins of
which the publication says how many members it knows.
A population narrowed by `where` may also lose members that state a second value, and gain members that state none.
"""

import math
from dataclasses import dataclass

from ebpages.declared.interval import ANY, Interval, exactly, part_of_whole
from ebpages.observatory.claims import measure as m
from ebpages.observatory.claims.claim_data import ClaimData, Gap, RecomputedCodes, RecomputedNumber, Rows
from ebpages.observatory.population import Observed, Population
from ebpages.observatory.property import PROPERTIES
from ebpages.registry.single_valued import IN_A_ROW

# Properties of which a member has only one, whatever it states.
_SINGLE = frozenset((*IN_A_ROW, "activity"))


@dataclass(frozen=True, slots=True)
class _ClassSize(Interval):
    """How many members are surely (low) and at the most (high) in a class, and how many say so (seen)."""

    seen: int


@dataclass(frozen=True, slots=True)
class _View:
    """A population seen by one property. doubtful: members that `where` may not hold for; joiners: those that it may."""

    observed: Observed
    single: bool
    doubtful: int
    joiners: int
    gaps: tuple[Gap, ...]

    @property
    def outside(self) -> int:
        """Members that are not there to be seen."""
        return self.observed.lost + self.joiners

    def size(self, wanted: m.OfClass, *, open_: int) -> _ClassSize:
        """open_: members that may be in the class for all that is known."""
        stated = [(values, n) for values, n in self.observed.values.items() if values]
        touching = sum(n for values, n in stated if any(map(wanted.holds, values)))
        inside = sum(n for values, n in stated if all(map(wanted.holds, values)))
        sure = inside if self.single else touching
        return _ClassSize(max(0, sure - self.doubtful), touching + open_, touching)


# measures


def count(measure: m.Count, data: ClaimData) -> RecomputedNumber:
    population = measure.population
    if population.kind == "records" and not population.where and population.declared is None:
        return _printed_rows(population.list, data.rows(population.list))
    view = _look(population, _any_property(population), data)
    found = view.observed.found
    return RecomputedNumber(Interval(found - view.doubtful, found + view.outside), found, view.gaps)


def _printed_rows(slug: str, rows: Rows) -> RecomputedNumber:
    """A list without gaps is taken as whole; of a damaged one, only that its numbers run at least so far is known."""
    if not rows.gaps:
        return RecomputedNumber(exactly(rows.found), rows.found)
    low = max(rows.found, rows.last_number)
    gap = Gap("end_lost", (("list", slug), ("number", rows.last_number)))
    return RecomputedNumber(Interval(low, math.inf), rows.found, (gap,))


def _any_property(population: Population) -> str:
    """A property to look at a population by, where only its size matters."""
    names = {"records": "country", "organisations": "kind", "findings": "finding_kind"}
    return next(iter(population.where), names[population.kind])


def known(measure: m.Known, data: ClaimData) -> RecomputedNumber:
    view = _look(measure.population, measure.property, data)
    stating = view.observed.known
    return RecomputedNumber(
        Interval(max(0, stating - view.doubtful), stating + view.outside), stating, view.gaps
    )


def in_class(measure: m.InClass, data: ClaimData) -> RecomputedNumber:
    view = _look(measure.population, measure.property, data)
    size = view.size(measure, open_=view.observed.unknown + view.outside)
    return RecomputedNumber(Interval(size.low, size.high), size.seen, _unstated(view, measure.property))


def share(measure: m.Share, data: ClaimData) -> RecomputedNumber:
    view = _look(measure.population, measure.property, data, stating=measure.stating)
    known_only = measure.among == "known"
    open_ = view.outside + (0 if known_only else view.observed.unknown)
    part = view.size(measure, open_=open_)
    stating = view.observed.known
    # Those that state only other values, less those that may not belong here; all but the sure ones, and all open ones.
    rest = Interval(max(0, stating - part.seen - view.doubtful), stating - part.low + open_)
    within = part_of_whole(Interval(part.low, part.high), rest)
    gaps = view.gaps if known_only else _unstated(view, measure.property)
    return RecomputedNumber(within, 100 * part.seen / stating if stating else None, gaps)


def margin(measure: m.Margin, data: ClaimData) -> RecomputedNumber:
    view = _look(measure.population, measure.property, data, stating=measure.stating)
    open_ = view.observed.unknown + view.outside
    own = view.size(measure, open_=open_)
    rivals = [
        view.size(_only(measure, value), open_=open_)
        for value in _stated_values(view.observed)
        if not measure.holds(value)
    ]
    rivals.append(_ClassSize(0, open_, 0))  # a value that nobody who is seen states
    within = Interval(own.low - max(r.high for r in rivals), own.high - max(r.low for r in rivals))
    return RecomputedNumber(within, own.seen - max(r.seen for r in rivals), _unstated(view, measure.property))


def _only(measure: m.OfProperty, value: str) -> m.OfClass:
    return m.OfClass.model_construct(
        population=measure.population, property=measure.property, values=(value,), low=None, high=None
    )


def _stated_values(observed: Observed) -> list[str]:
    return sorted({value for values in observed.values for value in values})


def extreme(measure: m.Extreme, data: ClaimData) -> RecomputedNumber:
    view = _look(measure.population, measure.property, data)
    stated = [sorted(map(int, values)) for values in view.observed.values if values]
    if not stated:
        return RecomputedNumber(ANY, None, _unstated(view, measure.property))
    largest = measure.kind == "largest"
    low = max(v[0] for v in stated) if largest else min(v[0] for v in stated)
    high = max(v[-1] for v in stated) if largest else min(v[-1] for v in stated)
    seen = high if largest else low
    open_ = view.observed.unknown + view.outside > 0
    if view.doubtful or (open_ and not largest):
        low = 0
    bound = math.inf if (open_ and largest) or (view.doubtful and not largest) else high
    return RecomputedNumber(Interval(low, bound), seen, _unstated(view, measure.property))


def distinct(measure: m.Distinct, data: ClaimData) -> RecomputedNumber:
    view = _look(measure.population, measure.property, data)
    open_ = view.observed.unknown + view.outside
    values = _stated_values(view.observed)
    sure = sum(view.size(_only(measure, value), open_=0).low > 0 for value in values)
    most: float = len(values) + open_ if view.single else len(values) if not open_ else math.inf
    codes = PROPERTIES[measure.property].codes()
    most = min(most, len(set(codes) | set(values))) if codes else most
    return RecomputedNumber(
        Interval(sure, most), len(values), _unstated(view, measure.property) if sure < most else ()
    )


def several(measure: m.Several, data: ClaimData) -> RecomputedNumber:
    view = _look(measure.population, measure.property, data)
    seen = sum(n for values, n in view.observed.values.items() if len(values) > 1)
    return RecomputedNumber(Interval(max(0, seen - view.doubtful), seen + view.outside), seen, view.gaps)


def codes(measure: m.Codes, data: ClaimData) -> RecomputedCodes:
    view = _look(measure.population, measure.property, data)
    open_ = view.observed.unknown + view.outside
    found = {v: view.size(_only(measure, v), open_=open_) for v in _stated_values(view.observed)}
    order = sorted(found, key=lambda value: (-found[value].seen, value))
    gaps = _unstated(view, measure.property) if open_ else ()
    if measure.first is None:
        possible = None if open_ else frozenset(found)
        return RecomputedCodes(frozenset(v for v, b in found.items() if b.low), possible, tuple(order), gaps)
    certain = {v for v, b in found.items() if _ahead(b.low, found, v, open_) < measure.first}
    return RecomputedCodes(
        frozenset(certain), _may_lead(found, open_, measure.first), tuple(order[: measure.first]), gaps
    )


def _ahead(low: float, found: dict[str, _ClassSize], value: str, open_: int) -> float:
    """How many values may have more members than one that has `low`; of values not seen there is no end."""
    unseen = math.inf if open_ > low else 0
    return unseen + sum(b.high > low for other, b in found.items() if other != value)


def _may_lead(found: dict[str, _ClassSize], open_: int, first: int) -> frozenset[str] | None:
    """The values that may be among so many most frequent ones; None where even an unseen one may."""
    if open_ and sum(b.low > open_ for b in found.values()) < first:
        return None
    return frozenset(v for v, own in found.items() if sum(b.low > own.high for b in found.values()) < first)


def mentions(measure: m.Mentions, data: ClaimData) -> RecomputedNumber:
    population = measure.population
    # Of a property that is not one of `where`: that a row is a member says nothing of its words.
    view = _look(population, "country", data)
    seen = data.mentioning(population, measure.cells, measure.words)
    return RecomputedNumber(Interval(max(0, seen - view.doubtful), seen + view.outside), seen, view.gaps)


# steps below


def _look(population: Population, prop: str, data: ClaimData, stating: int | None = None) -> _View:
    """stating: of how many members the publication knows the property; nobody speaks of the others then."""
    observed = data.observed(population, prop)
    doubtful = joiners = 0
    for name, wanted in population.where.items():
        seen = data.observed(population.everybody, name)
        joiners += seen.unknown
        if name in _SINGLE:
            among = set(wanted)
            doubtful += sum(
                n for v, n in seen.values.items() if not among.isdisjoint(v) and not among.issuperset(v)
            )
    doubtful = min(doubtful, observed.found)
    if stating is not None:
        return _View(
            _stating(observed, stating), prop in _SINGLE, doubtful, 0, _stating_gap(observed, prop, stating)
        )
    if population.declared is not None:
        joiners = 0  # the total that is declared says already how many members there are
    gaps = _gaps(population, observed, joiners)
    return _View(observed, prop in _SINGLE, doubtful, joiners, gaps)


def _stating(observed: Observed, stating: int) -> Observed:
    """Only the members that state something, and those that the publication knew and that are not found."""
    known = {values: n for values, n in observed.values.items() if values}
    return Observed(known, max(0, stating - observed.known))


def _stating_gap(observed: Observed, prop: str, stating: int) -> tuple[Gap, ...]:
    named = PROPERTIES[prop].stated_as or prop
    return (Gap("stating", (("stating", stating), ("found", observed.known), ("property", named))),)


def _gaps(population: Population, observed: Observed, joiners: int) -> tuple[Gap, ...]:
    found: list[Gap] = []
    if population.declared is not None and observed.lost:
        found.append(Gap("declared", (("found", observed.found), ("declared", population.declared))))
    elif observed.lost:
        found.append(Gap("lost", (("lost", observed.lost), ("list", population.list))))
    if joiners:
        found.append(Gap("joiners", (("joiners", joiners),)))
    return tuple(found)


def _unstated(view: _View, prop: str) -> tuple[Gap, ...]:
    missing, found = view.observed.unknown, view.observed.found
    named = PROPERTIES[prop].stated_as or prop
    params = (("unstated", missing), ("found", found), ("property", named))
    return (Gap("unstated", params), *view.gaps) if missing else view.gaps
