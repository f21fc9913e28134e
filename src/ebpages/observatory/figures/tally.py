"""Members by class: counts, shares, and between which bounds a count lies while some members are unknown or lost."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ebpages.declared.interval import Interval
from ebpages.observatory.figures.declaration import Counts, ValueClass
from ebpages.observatory.population import Observed, Values
from ebpages.observatory.property import PROPERTIES

SEVERAL, OTHER, UNKNOWN, LOST = "several", "other", "unknown", "lost"
Sorter = Callable[[str], str]  # value -> the code of its class


@dataclass(frozen=True, slots=True)
class ClassCount:
    """bounds: how many members the class has at the least and at the most.

    Of the members that are unknown or lost, none or all may belong to it; so may those that state it beside another value. What a
    finding doubts is counted as printed, and may be otherwise.
    """

    code: str
    count: int
    bounds: Interval


@dataclass(frozen=True, slots=True)
class Tally:
    """classes: in order, without the unknown and the lost. several: members that state more than one class, counted apart.

    in_several: members that count in each class that they state; mentions: the sum of all classes and `several`, which is `known` unless
    there are such members.
    """

    classes: tuple[ClassCount, ...]
    several: int
    in_several: int
    known: int
    unknown: int
    lost: int
    doubted: int

    @property
    def mentions(self) -> int:
        return sum(item.count for item in self.classes) + self.several

    @property
    def total(self) -> int:
        return self.known + self.unknown + self.lost


def tally(observed: Observed, counts: Counts) -> Tally:
    """Count members by class. Whatever fits no class is counted as `other`: nothing is dropped."""
    place = _placing(observed, counts)
    alone: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    in_several = 0
    for values, number in observed.values.items():
        places = place(values)
        alone.update(dict.fromkeys(places, number))
        if len(places) > 1:
            in_several += number
        if SEVERAL in places:
            beside.update(dict.fromkeys(map(sorter(counts), values), number))
    doubted, in_doubt, touched = sum(observed.doubted.values()), Counter[str](), Counter[str]()
    for values, number in observed.doubted.items():
        places = place(values)
        in_doubt.update(dict.fromkeys(places, number))
        touched.update(dict.fromkeys(map(sorter(counts), values) if SEVERAL in places else places, number))
    open_ = observed.unknown + observed.lost + doubted
    classes = tuple(
        ClassCount(
            code,
            alone[code],
            Interval(alone[code] - in_doubt[code], alone[code] + beside[code] + open_ - touched[code]),
        )
        for code in _shown(observed, counts)
    )
    return Tally(
        classes, alone[SEVERAL], in_several, observed.known, observed.unknown, observed.lost, doubted
    )


def members_of(code: str, observed: Observed, counts: Counts) -> tuple[Values, ...]:
    """The sets of values by which members stand in a class: what leads from a number to its records."""
    if code == UNKNOWN:
        return ((),)
    place = _placing(observed, counts)
    return tuple(values for values in observed.values if code in place(values))


def _placing(observed: Observed, counts: Counts) -> Callable[[Values], frozenset[str]]:
    """In which of the classes shown a member stands that states a set of values."""
    sort, shown = sorter(counts), frozenset(_shown(observed, counts))

    def place(values: Values) -> frozenset[str]:
        found = {sort(value) for value in values}
        if len(found) > 1 and counts.several != "each":
            return frozenset((SEVERAL,))
        return frozenset(code if code in shown else OTHER for code in found)

    return place


def _shown(observed: Observed, counts: Counts) -> list[str]:
    """The classes that are shown, in order; those behind the `largest` stand together as `other`."""
    sort = sorter(counts)
    alone: Counter[str] = Counter()
    for values, number in observed.values.items():
        found = {sort(value) for value in values}
        alone.update(dict.fromkeys(found, number if len(found) == 1 or counts.several == "each" else 0))
    order = _order(counts, alone)
    if counts.largest is None or len(order) <= counts.largest:
        return order
    return [*(code for code in order[: counts.largest] if code != OTHER), OTHER]


def sorter(counts: Counts) -> Sorter:
    """How values find their class."""
    if isinstance(counts.classes, str):
        return lambda value: value
    if PROPERTIES[counts.property].kind == "whole":
        return _ranges(counts.classes)
    owner: Mapping[str, str] = {value: item.code for item in counts.classes for value in item.values}
    return lambda value: owner.get(value, OTHER)


def _ranges(classes: tuple[ValueClass, ...]) -> Sorter:
    def find(value: str) -> str:
        number = int(value)
        return next((c.code for c in classes if _holds(c, number)), OTHER)

    return find


def _holds(item: ValueClass, number: int) -> bool:
    return (item.low is None or item.low <= number) and (item.high is None or number <= item.high)


def _order(counts: Counts, found: Counter[str]) -> list[str]:
    """Listed classes as listed, even when empty; values by number of members, or by the order of the values themselves."""
    seen = [code for code in found if code != OTHER]
    rest = [OTHER] if OTHER in found else []
    if not isinstance(counts.classes, str):
        return [item.code for item in counts.classes] + rest
    if counts.order == "count":
        seen = [code for code in seen if found[code]]
        return sorted(seen, key=lambda code: (-found[code], code)) + rest
    if PROPERTIES[counts.property].kind == "whole":
        return [str(n) for n in _without_gaps([int(code) for code in seen])] + rest
    places = {code: place for place, code in enumerate(PROPERTIES[counts.property].codes())}
    return sorted(seen, key=lambda code: (places.get(code, len(places)), code)) + rest


def _without_gaps(numbers: list[int]) -> range:
    """Every whole number between the smallest and the largest, so that a year without anybody is seen as zero."""
    return range(min(numbers), max(numbers) + 1) if numbers else range(0)
