"""Working a measure out: members counted, cells looked up, numbers combined, always between bounds."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ebpages.declared.interval import ANY, Interval, exactly, product, total
from ebpages.observatory.claims import measure as m
from ebpages.observatory.claims import members
from ebpages.observatory.claims.ground import Gap, Ground, Measured, MeasuredCodes


def work_out(measure: m.Measure, ground: Ground) -> Measured | MeasuredCodes:
    """A number between its bounds, or codes. Raises nothing for data that are not there: the bounds then say nothing."""
    if isinstance(measure, m.Codes):
        return members.codes(measure, ground)
    return number(measure, ground)


def number(measure: m.Number, ground: Ground) -> Measured:
    """As `work_out`, for the measures that yield a number."""
    found = _WORK[type(measure)](measure, ground)
    return replace(found, gaps=tuple(dict.fromkeys(found.gaps)))


# cells and statistics


def _stated(measure: m.Stated, ground: Ground) -> Measured:
    values = [int(value) for value in ground.stated(measure.list, measure.row, measure.property)]
    if not values:
        params = (("list", measure.list), ("row", measure.row), ("property", measure.property))
        return Measured(ANY, None, (Gap("row_without", params),))
    return Measured(Interval(min(values), max(values)), values[0])


def _statistic(measure: m.Statistic, ground: Ground) -> Measured:
    value = ground.statistic(measure.dataset, measure.select, measure.vintage)
    if value is None:
        return Measured(Interval(-math.inf, math.inf), None, (_no_cell(measure),))
    return Measured(exactly(value), value)


def _no_cell(measure: m.Statistic | m.Rank) -> Gap:
    return Gap("no_cell", (("dataset", measure.dataset), ("vintage", measure.vintage)))


def _rank(measure: m.Rank, ground: Ground) -> Measured:
    values = {
        code: ground.statistic(measure.dataset, {**measure.select, measure.across: code}, measure.vintage)
        for code in measure.among
    }
    own = values.pop(measure.of)
    if own is None:
        return Measured(Interval(0, len(values)), None, (_no_cell(measure),))
    known = [value for value in values.values() if value is not None]
    seen = sum(value < own if measure.side == "below" else value > own for value in known)
    missing = len(values) - len(known)
    gap = Gap("no_cells", (("dataset", measure.dataset), ("missing", missing)))
    return Measured(Interval(seen, seen + missing), seen, (gap,) if missing else ())


# arithmetic


def _printed(measure: m.Printed, ground: Ground) -> Measured:
    if measure.low is not None and measure.high is not None:
        return Measured(Interval(measure.low, measure.high), None)
    assert measure.value is not None
    return Measured(exactly(measure.value), measure.value)


def _combined(measure: m.Combined, ground: Ground) -> Measured:
    parts = [number(part, ground) for part in measure.of]
    join, plain = (total, sum) if measure.kind == "sum" else (product, math.prod)
    return Measured(join(p.within for p in parts), _of_seen(parts, plain), _all_gaps(parts))


def _of_seen(parts: Sequence[Measured], join: Callable[[Iterable[float]], float]) -> float | None:
    seen = [part.seen for part in parts if part.seen is not None]
    return join(seen) if len(seen) == len(parts) else None


def _difference(measure: m.Difference, ground: Ground) -> Measured:
    a, b = number(measure.of, ground), number(measure.less, ground)
    seen = None if a.seen is None or b.seen is None else a.seen - b.seen
    return Measured(a.within - b.within, seen, _all_gaps((a, b)))


def _ratio(measure: m.Ratio, ground: Ground) -> Measured:
    a, b = number(measure.of, ground), number(measure.to, ground)
    scale = 100 if measure.kind == "per_cent" else 1
    seen = scale * a.seen / b.seen if a.seen is not None and b.seen else None
    if a.within.low < 0 or b.within.low < 0:  # a statistic that is not there
        return Measured(ANY, seen, _all_gaps((a, b)))
    return Measured(a.within / b.within * exactly(scale), seen, _all_gaps((a, b)))


def _all_gaps(parts: Iterable[Measured]) -> tuple[Gap, ...]:
    return tuple(gap for part in parts for gap in part.gaps)


_WORK: Mapping[type, Callable[[Any, Ground], Measured]] = {
    m.Count: members.count, m.Known: members.known, m.InClass: members.in_class, m.Share: members.share,
    m.Margin: members.margin, m.Extreme: members.extreme, m.Distinct: members.distinct, m.Several: members.several, m.Mentions: members.mentions,
    m.Stated: _stated, m.Statistic: _statistic, m.Rank: _rank, m.Printed: _printed, m.Combined: _combined,
    m.Difference: _difference, m.Ratio: _ratio,
}  # fmt: skip
