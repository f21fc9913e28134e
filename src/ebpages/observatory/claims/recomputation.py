"""Working a measure out: members counted, cells looked up, numbers combined, always between bounds."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ebpages.declared.interval import ANY, Interval, exactly, product, total
from ebpages.observatory.claims import measure as m
from ebpages.observatory.claims import members
from ebpages.observatory.claims.claim_data import ClaimData, Gap, Recomputed, RecomputedDays, RecomputedNumber


def recompute(measure: m.Measure, data: ClaimData) -> Recomputed:
    """A number between its bounds, codes, or days. Raises nothing for data that are not there: the bounds then say nothing."""
    if isinstance(measure, m.Codes):
        return members.codes(measure, data)
    if isinstance(measure, m.Reported) and measure.days:
        return RecomputedDays(measure.days)
    return number(measure, data)


def number(measure: m.Number, data: ClaimData) -> RecomputedNumber:
    """As `recompute`, for the measures that yield a number."""
    found = _WORK[type(measure)](measure, data)
    return replace(found, gaps=tuple(dict.fromkeys(found.gaps)))


# cells and statistics


def _stated(measure: m.Stated, data: ClaimData) -> RecomputedNumber:
    values = [int(value) for value in data.stated(measure.list, measure.row, measure.property)]
    if not values:
        params = (("list", measure.list), ("row", measure.row), ("property", measure.property))
        return RecomputedNumber(ANY, None, (Gap("row_without", params),))
    return RecomputedNumber(Interval(min(values), max(values)), values[0])


def _statistic(measure: m.Statistic, data: ClaimData) -> RecomputedNumber:
    value = data.statistic(measure.dataset, measure.select, measure.vintage)
    if value is None:
        return RecomputedNumber(Interval(-math.inf, math.inf), None, (_no_cell(measure),))
    return RecomputedNumber(exactly(value), value)


def _no_cell(measure: m.Statistic | m.Rank) -> Gap:
    return Gap("no_cell", (("dataset", measure.dataset), ("vintage", measure.vintage)))


def _rank(measure: m.Rank, data: ClaimData) -> RecomputedNumber:
    values = {
        code: data.statistic(measure.dataset, {**measure.select, measure.across: code}, measure.vintage)
        for code in measure.among
    }
    own = values.pop(measure.of)
    if own is None:
        return RecomputedNumber(Interval(0, len(values)), None, (_no_cell(measure),))
    known = [value for value in values.values() if value is not None]
    seen = sum(value < own if measure.side == "below" else value > own for value in known)
    missing = len(values) - len(known)
    gap = Gap("no_cells", (("dataset", measure.dataset), ("missing", missing)))
    return RecomputedNumber(Interval(seen, seen + missing), seen, (gap,) if missing else ())


# arithmetic


def _printed(measure: m.Printed, data: ClaimData) -> RecomputedNumber:
    if measure.low is not None and measure.high is not None:
        return RecomputedNumber(Interval(measure.low, measure.high), None)
    assert measure.value is not None
    return RecomputedNumber(exactly(measure.value), measure.value)


def _reported(measure: m.Reported, data: ClaimData) -> RecomputedNumber:
    within = Interval(min(measure.values), max(measure.values))
    conflict = (Gap("conflict"),) if len({each.source.title for each in measure.by}) > 1 else ()
    return (
        RecomputedNumber(within, within.low, ()) if within.exact else RecomputedNumber(within, None, conflict)
    )


def _combined(measure: m.Combined, data: ClaimData) -> RecomputedNumber:
    parts = [number(part, data) for part in measure.of]
    join, plain = (total, sum) if measure.kind == "sum" else (product, math.prod)
    return RecomputedNumber(join(p.within for p in parts), _of_seen(parts, plain), _all_gaps(parts))


def _of_seen(parts: Sequence[RecomputedNumber], join: Callable[[Iterable[float]], float]) -> float | None:
    seen = [part.seen for part in parts if part.seen is not None]
    return join(seen) if len(seen) == len(parts) else None


def _difference(measure: m.Difference, data: ClaimData) -> RecomputedNumber:
    a, b = number(measure.of, data), number(measure.less, data)
    seen = None if a.seen is None or b.seen is None else a.seen - b.seen
    return RecomputedNumber(a.within - b.within, seen, _all_gaps((a, b)))


def _ratio(measure: m.Ratio, data: ClaimData) -> RecomputedNumber:
    a, b = number(measure.of, data), number(measure.to, data)
    scale = 100 if measure.kind == "per_cent" else 1
    seen = scale * a.seen / b.seen if a.seen is not None and b.seen else None
    if a.within.low < 0 or b.within.low < 0:  # a statistic that is not there
        return RecomputedNumber(ANY, seen, _all_gaps((a, b)))
    return RecomputedNumber(a.within / b.within * exactly(scale), seen, _all_gaps((a, b)))


def _all_gaps(parts: Iterable[RecomputedNumber]) -> tuple[Gap, ...]:
    return tuple(gap for part in parts for gap in part.gaps)


_WORK: Mapping[type, Callable[[Any, ClaimData], RecomputedNumber]] = {
    m.Count: members.count, m.Known: members.known, m.InClass: members.in_class, m.Share: members.share,
    m.Margin: members.margin, m.Extreme: members.extreme, m.Distinct: members.distinct, m.Several: members.several, m.Mentions: members.mentions,
    m.Stated: _stated, m.Statistic: _statistic, m.Rank: _rank, m.Printed: _printed, m.Reported: _reported, m.Combined: _combined,
    m.Difference: _difference, m.Ratio: _ratio,
}  # fmt: skip
