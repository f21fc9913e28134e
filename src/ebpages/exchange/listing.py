"""Which published profile has which value of a facet, held in memory and followed from change to change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ebpages.exchange.facets import AGE, AGES, BY_KEY
from ebpages.faces.facet_sets import FacetSets, bits, places_in


@dataclass(frozen=True, slots=True)
class ListedRow:
    """What the list knows of a published profile. key: of its row."""

    key: int
    facets: Mapping[str, Sequence[str]]
    published_at: datetime
    published_on: date
    expires_on: date


@dataclass(frozen=True)
class Listing(FacetSets):
    """rows: by place, None where a profile is shown no more. newest, ending: places in these orders."""

    rows: tuple[ListedRow | None, ...] = ()
    places: Mapping[int, int] = field(default_factory=dict)
    everybody: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    published: Mapping[date, int] = field(default_factory=dict)
    ends: Mapping[date, int] = field(default_factory=dict)
    newest: Sequence[int] = ()
    ending: Sequence[int] = ()

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
        standing_now = sorted((row for row in rows if row is not None), key=lambda row: places[row.key])
        newest = sorted(standing_now, key=lambda row: row.published_at, reverse=True)
        ending = sorted(standing_now, key=lambda row: row.expires_on)
        return Listing(
            tuple(rows),
            places,
            everybody,
            facets,
            _joined(self.published, come.published, gone),
            _joined(self.ends, come.ends, gone),
            [places[row.key] for row in newest],
            [places[row.key] for row in ending],
        )

    def on_day(self, on: date) -> int:
        """Those that are shown on a day."""
        ended = 0
        for day, members in self.ends.items():
            if day <= on:
                ended |= members
        return self.everybody & ~ended

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

    def listed(self, among: int, order: Iterable[int]) -> Iterator[int]:
        """The keys of a set in an order of places."""
        for place in places_in(among, len(self.rows), order):
            if row := self.rows[place]:
                yield row.key

    def set_of(self, keys: Iterable[int]) -> int:
        return bits((self.places[key] for key in keys if key in self.places), len(self.rows))


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
        bits((place for place, _row in placed), size),
        {key: {v: bits(p, size) for v, p in values.items()} for key, values in facets.items()},
        {day: bits(p, size) for day, p in published.items()},
        {day: bits(p, size) for day, p in ends.items()},
    )


def _joined(before: Mapping, come: Mapping, gone: int) -> dict:  # type: ignore[type-arg]
    together = {value: before.get(value, 0) & ~gone | come.get(value, 0) for value in {**before, **come}}
    return {value: members for value, members in together.items() if members}
