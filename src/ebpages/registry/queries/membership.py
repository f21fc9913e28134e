"""Who has which value of a facet, held in memory as sets of bits: counting any combination takes milliseconds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.db.models import F

from ebpages.registry import models
from ebpages.registry.facets import BY_KEY, UNKNOWN
from ebpages.registry.queries.builds import state_of_registry

_ORDERS: Mapping[str, tuple[str | F, ...]] = {
    "name": ("sort_name", "id"),
    "lists": ("-source_count", "-record_count", "sort_name", "id"),
    "findings": ("-finding_count", "sort_name", "id"),
}
_BY_YEAR = (F("founded").asc(nulls_last=True), "sort_name", "id")


@dataclass(frozen=True, slots=True)
class Membership:
    """Everybody's facets as one build left them. A set is a whole number whose n-th bit stands for `ids[n]`."""

    ids: tuple[str, ...]
    places: Mapping[str, int]
    orders: Mapping[str, tuple[int, ...]]
    facets: Mapping[str, Mapping[str, int]]

    @property
    def everybody(self) -> int:
        return (1 << len(self.ids)) - 1

    def those(self, ids: Iterable[str]) -> int:
        """The set of the organisations with these ids; ids that nobody has are passed over."""
        return _bits((self.places[i] for i in ids if i in self.places), len(self.ids))

    def having(self, key: str, values: Iterable[str], on: date) -> int:
        """The set of those that have any of the values of a facet."""
        sets, members = self.values(key, on), 0
        for value in values:
            members |= sets.get(value, 0)
        return members

    def values(self, key: str, on: date) -> Mapping[str, int]:
        """The sets by value; values that a day decides, such as those of labels, as they count on that day."""
        stored, facet = self.facets.get(key, {}), BY_KEY.get(key)
        if facet is None or facet.on_day is None:
            return stored
        sets = dict.fromkeys((*(term.code for term in facet.first()), UNKNOWN), 0)
        for value, members in stored.items():
            sets[facet.on_day(value, on)] |= members
        return sets

    def counts(self, key: str, among: int, on: date) -> dict[str, int]:
        """How many of a set have each value; values that none of them has are left out."""
        counted = {value: (members & among).bit_count() for value, members in self.values(key, on).items()}
        return {value: n for value, n in counted.items() if n}

    def in_several(self, key: str, among: int) -> int:
        """How many of a set have more than one value of a facet, so that the counts of its values add up to more than the set."""
        once = twice = 0
        for members in self.facets.get(key, {}).values():
            once, twice = once | members, twice | once & members
        return (twice & among).bit_count()

    def listed(self, among: int, order: Sequence[int]) -> list[str]:
        """The ids of a set in an order of places."""
        flags = among.to_bytes(len(self.ids) // 8 + 1, "little")
        return [self.ids[place] for place in order if flags[place >> 3] >> (place & 7) & 1]


_loading = Lock()
_loaded: dict[str, Membership] = {}  # the newest state only


def membership() -> Membership:
    """The facets of the registry as it stands; read from the database once for every build and process."""
    state = state_of_registry()
    loaded = _loaded.get(state)
    if loaded is None:
        with _loading:
            loaded = _loaded.get(state) or _load()
            _loaded.clear()
            _loaded[state] = loaded
    return loaded


def _load() -> Membership:
    by_name = models.Organisation.objects.order_by("sort_name", "id").values_list("id", flat=True)
    ids = tuple(by_name)
    places = {public_id: place for place, public_id in enumerate(ids)}
    orders = {name: _order(places, columns) for name, columns in (*_ORDERS.items(), ("founded", _BY_YEAR))}
    return Membership(ids, places, orders, _facets(places))


def _order(places: Mapping[str, int], columns: Sequence[str | F]) -> tuple[int, ...]:
    ids = models.Organisation.objects.order_by(*columns).values_list("id", flat=True)
    return tuple(places[public_id] for public_id in ids if public_id in places)


def _facets(places: Mapping[str, int]) -> dict[str, dict[str, int]]:
    members: dict[tuple[str, str], list[int]] = {}
    rows = models.Facet.objects.values_list("organisation", "key", "value")
    for public_id, key, value in rows.iterator(chunk_size=20_000):
        if public_id in places:
            members.setdefault((key, value), []).append(places[public_id])
    facets: dict[str, dict[str, int]] = {}
    for (key, value), owners in members.items():
        facets.setdefault(key, {})[value] = _bits(owners, len(places))
    return facets


def _bits(places: Iterable[int], size: int) -> int:
    flags = bytearray(size // 8 + 1)
    for place in places:
        flags[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(flags, "little")
