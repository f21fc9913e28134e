"""Who has which value of a facet among published profiles, as sets of bits: counting any combination takes milliseconds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ebpages.exchange.facets import AGE, AGES, BY_KEY


@dataclass(frozen=True, slots=True)
class ListedRow:
    """What the list knows of a published profile. key: of its row."""

    key: int
    facets: Mapping[str, Sequence[str]]
    published_at: datetime
    published_on: date
    expires_on: date


@dataclass(frozen=True)
class Listing:
    """A set is a whole number whose n-th bit stands for the profile at the n-th place. order: places, the newest first."""

    rows: tuple[ListedRow | None, ...] = ()
    places: Mapping[int, int] = field(default_factory=dict)
    everybody: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    published: Mapping[date, int] = field(default_factory=dict)
    ends: Mapping[date, int] = field(default_factory=dict)
    order: Sequence[int] = ()

    def followed(self, changed: Iterable[int], now: Iterable[ListedRow]) -> "Listing":
        """With some profiles as they are now; those of `changed` that are not among them are shown no more."""
        rows, places = list(self.rows), dict(self.places)
        standing = {row.key: row for row in now}
        gone = 0
        for key in changed:
            if key in places:
                gone |= 1 << places[key]
                rows[places[key]] = None
        for key, row in standing.items():
            if key not in places:
                places[key] = len(rows)
                rows.append(row)
            rows[places[key]] = row
        come = sets_of([(places[key], row) for key, row in standing.items()], len(rows))
        facets = {
            key: _joined(self.facets.get(key, {}), come.facets.get(key, {}), gone)
            for key in {**self.facets, **come.facets}
        }
        everybody = self.everybody & ~gone | come.everybody
        order = sorted(
            places[row.key] for row in rows if row is not None
        )  # by place first, so that equal moments keep their order
        order.sort(key=lambda place: _moment(rows[place]), reverse=True)
        return Listing(
            tuple(rows),
            places,
            everybody,
            facets,
            _joined(self.published, come.published, gone),
            _joined(self.ends, come.ends, gone),
            order,
        )

    def on_day(self, on: date) -> int:
        """Those that are shown on a day."""
        ended = 0
        for day, members in self.ends.items():
            if day <= on:
                ended |= members
        return self.everybody & ~ended

    def having(self, key: str, values: Iterable[str], on: date) -> int:
        sets, members = self.values(key, on), 0
        for value in values:
            members |= sets.get(value, 0)
        return members

    def values(self, key: str, on: date) -> Mapping[str, int]:
        if key != AGE:
            return self.facets.get(key, {})
        found = dict.fromkeys(AGES, 0)
        for day, members in self.published.items():
            for code, days in AGES.items():
                if day >= on - timedelta(days=days):
                    found[code] |= members
        return found

    def chosen(self, chosen: Mapping[str, Sequence[str]], among: int, on: date, leave: str = "") -> int:
        """Those of a set that fit every filter, the one of the facet `leave` excepted."""
        for key, values in chosen.items():
            if values and key != leave:
                among &= self.having(key, values, on)
        return among

    def counts(self, key: str, among: int, on: date) -> dict[str, int]:
        counted = {value: (members & among).bit_count() for value, members in self.values(key, on).items()}
        return {value: n for value, n in counted.items() if n}

    def listed(self, among: int, order: Iterable[int]) -> Iterator[int]:
        """The keys of a set in an order of places."""
        flags = among.to_bytes(len(self.rows) // 8 + 1, "little")
        for place in order:
            row = self.rows[place]
            if row is not None and flags[place >> 3] >> (place & 7) & 1:
                yield row.key

    def set_of(self, keys: Iterable[int]) -> int:
        return _bits((self.places[key] for key in keys if key in self.places), len(self.rows))


@dataclass(frozen=True, slots=True)
class _Sets:
    everybody: int
    facets: Mapping[str, Mapping[str, int]]
    published: Mapping[date, int]
    ends: Mapping[date, int]


def sets_of(placed: Sequence[tuple[int, ListedRow]], size: int) -> _Sets:
    facets: dict[str, dict[str, list[int]]] = {}
    published: dict[date, list[int]] = {}
    ends: dict[date, list[int]] = {}
    for place, row in placed:
        for key, values in row.facets.items():
            if key in BY_KEY:
                for value in values:
                    facets.setdefault(key, {}).setdefault(value, []).append(place)
        published.setdefault(row.published_on, []).append(place)
        ends.setdefault(row.expires_on, []).append(place)
    return _Sets(
        _bits((place for place, _row in placed), size),
        {key: {v: _bits(p, size) for v, p in values.items()} for key, values in facets.items()},
        {day: _bits(p, size) for day, p in published.items()},
        {day: _bits(p, size) for day, p in ends.items()},
    )


def _joined(before: Mapping, come: Mapping, gone: int) -> dict:  # type: ignore[type-arg]
    together = {value: before.get(value, 0) & ~gone | come.get(value, 0) for value in {**before, **come}}
    return {value: members for value, members in together.items() if members}


def _moment(row: ListedRow | None) -> datetime:
    assert row is not None  # only those that stand are ordered
    return row.published_at


def _bits(places: Iterable[int], size: int) -> int:
    flags = bytearray(size // 8 + 1)
    for place in places:
        flags[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(flags, "little")
