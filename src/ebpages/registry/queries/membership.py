"""Everybody's facets as the registry stands: read once for each build of this host, and followed from change to change."""

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from django.conf import settings

from ebpages.faces.facet_sets import bits
from ebpages.publish.whole_file import make_folder, whole_file
from ebpages.registry import models
from ebpages.registry.earlier import reads_earlier_state
from ebpages.registry.membership import DamagedMembership, Membership, Stand, as_bytes, from_bytes
from ebpages.registry.public_ids import id_of, number_of
from ebpages.registry.queries.builds import stand_of_registry
from ebpages.registry.search_documents import KIND
from ebpages.search.actions import has_changes_in_hand
from ebpages.search.queries import DatabaseLog

_MOST_FOLLOWED = 200  # changed organisations; where there are more, all are read
_BATCH = 20_000


class _Standing(NamedTuple):
    """What places an organisation in the orders."""

    name: str
    number: int
    sources: int
    records: int
    findings: int
    founded: int


_COLUMNS = ("sort_name", "id", "source_count", "record_count", "finding_count", "founded")
_NO_YEAR = 10_000  # those without a year stand last
ORDERS: Mapping[str, Any] = {
    "name": lambda o: (o.name, o.number),
    "lists": lambda o: (-o.sources, -o.records, o.name, o.number),
    "findings": lambda o: (-o.findings, o.name, o.number),
    "founded": lambda o: (o.founded, o.name, o.number),
}


_loading = Lock()
_newest: list[Membership] = []


def membership() -> Membership:
    """The facets of the registry as it stands.

    Read from the database once for every build of this host, and kept in a file; after a change, those that changed are read again.
    """
    stand = stand_of_registry()
    if reads_earlier_state():
        return _of_earlier_state(stand)
    if _newest and _newest[0].stand == stand:
        return _newest[0]
    with _loading:
        known = _newest[0] if _newest else None
        if known is not None and known.stand == stand:
            return known
        may_be_undone = has_changes_in_hand()  # the changes that come next would have the same numbers
        now = _brought_up_to(stand, known) or _brought_up_to(stand, _kept())
        if now is None:
            now = _load(stand)
            if not may_be_undone:
                _keep(now)
        if not may_be_undone:
            _newest[:] = [now]
        return now


@lru_cache(maxsize=4)
def _of_earlier_state(stand: Stand) -> Membership:
    return _load(stand)


def _brought_up_to(stand: Stand, known: Membership | None) -> Membership | None:
    """An earlier state with what changed since; None where it is of another build, or too much changed."""
    if (
        known is None
        or known.stand._replace(change=stand.change) != stand
        or known.stand.change > stand.change
    ):
        return None
    if known.stand == stand:
        return known
    changed = DatabaseLog().changed(KIND, known.stand.change, stand.change)
    if not changed:  # something else changed, such as the answer to a finding
        return replace(known, stand=stand)
    return _followed(known, stand, changed) if len(changed) <= _MOST_FOLLOWED else None


def _keep(loaded: Membership) -> None:
    with suppress(
        OSError
    ):  # a full disk, or a folder that may only be read: each process reads the database then
        make_folder(_file().parent)
        with whole_file(_file()) as draft:
            draft.write_bytes(as_bytes(loaded))


def _kept() -> Membership | None:
    """What this host's file holds, of whatever state; None where there is none that can be read."""
    with suppress(OSError, DamagedMembership):
        return from_bytes(_file().read_bytes())
    return None


def _file() -> Path:
    return Path(settings.EBPAGES_SEARCH_INDEX) / "membership"


def _load(stand: Stand) -> Membership:
    everybody = sorted(_standings(models.Organisation.objects.order_by().values_list(*_COLUMNS)))
    numbers = array("q", [each.number for each in everybody])
    orders = {
        name: array("I", sorted(range(len(everybody)), key=lambda place: key(everybody[place])))
        for name, key in ORDERS.items()
    }
    places = {number: place for place, number in enumerate(numbers)}
    rows = models.Facet.objects.order_by().values_list("organisation", "key", "value")
    return Membership(stand, numbers, (1 << len(numbers)) - 1, orders, _sets(rows, places))


def _followed(known: Membership, stand: Stand, changed: Collection[str]) -> Membership:
    now = _standings(models.Organisation.objects.filter(id__in=changed).order_by().values_list(*_COLUMNS))
    standing = {each.number: each for each in now}
    numbers = array("q", known.numbers)
    numbers.extend(number for number in standing if number not in known.places)
    places = {
        **known.places,
        **{n: len(known.numbers) + i for i, n in enumerate(numbers[len(known.numbers) :])},
    }
    touched = [places[number] for number in map(number_of, changed) if number in places]
    others = ~bits(touched, len(numbers))
    rows = (
        models.Facet.objects.filter(organisation__in=changed)
        .order_by()
        .values_list("organisation", "key", "value")
    )
    come = _sets(rows, places)
    facets = {
        key: {
            value: members
            for value in {**known.facets.get(key, {}), **come.get(key, {})}
            if (members := known.facets.get(key, {}).get(value, 0) & others | come.get(key, {}).get(value, 0))
        }
        for key in {**known.facets, **come}
    }
    everybody = known.everybody & others | bits((places[number] for number in standing), len(numbers))
    orders = _orders_with(known, numbers, places, frozenset(touched), standing)
    return Membership(stand, numbers, everybody, orders, facets)


def _orders_with(
    known: Membership,
    numbers: Sequence[int],
    places: Mapping[int, int],
    touched: frozenset[int],
    standing: Mapping[int, _Standing],
) -> dict[str, Sequence[int]]:
    """The orders with these organisations where they belong now; only those that they are compared with are read."""
    read = dict(standing)

    def standing_at(place: int) -> _Standing:
        number = numbers[place]
        if number not in read:
            row = models.Organisation.objects.filter(id=id_of(number)).values_list(*_COLUMNS)
            read[number] = next(_standings(row))
        return read[number]

    orders: dict[str, Sequence[int]] = {}
    for name, key in ORDERS.items():
        order = array("I", [place for place in known.orders[name] if place not in touched])
        for each in standing.values():
            at = bisect_left(order, key(each), key=lambda place: key(standing_at(place)))
            order.insert(at, places[each.number])
        orders[name] = order
    return orders


def _standings(rows: Iterable[tuple[str, str, int, int, int, int | None]]) -> Iterator[_Standing]:
    for name, public_id, sources, records, findings, founded in rows:
        year = _NO_YEAR if founded is None else founded
        yield _Standing(name, number_of(public_id), sources, records, findings, year)


def _sets(rows: Any, places: Mapping[int, int]) -> dict[str, dict[str, int]]:
    members: dict[tuple[str, str], list[int]] = {}
    for public_id, key, value in rows.iterator(chunk_size=_BATCH):
        place = places.get(number_of(public_id))
        if place is not None:
            members.setdefault((key, value), []).append(place)
    sets: dict[str, dict[str, int]] = {}
    for (key, value), owners in members.items():
        sets.setdefault(key, {})[value] = bits(owners, len(places))
    return sets
