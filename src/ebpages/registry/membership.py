"""Which organisation has which value of a facet, held in memory and kept in a file."""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from ebpages.faces.facet_sets import FacetSets, bits, places_in
from ebpages.registry.facets import BY_KEY, UNKNOWN
from ebpages.registry.public_ids import id_of, number_of

_FORM = 1
_DIGEST = 32
_HEAD = 8  # bytes that say how long the head is


class Stand(NamedTuple):
    """The state of the registry: its newest build, when it was finished, the newest change, and the log that the change is of."""

    build: int
    finished: str
    change: int
    log: str


class DamagedMembership(ValueError):
    """Bytes that are not as they were written, or were written by another version."""


@dataclass(frozen=True)
class Membership(FacetSets):
    """Everybody's facets as they stood. The n-th place is that of the organisation with the n-th number.

    numbers: of organisations (`public_ids.number_of`), also of some that are there no more. orders: places as each sort lists them.
    """

    stand: Stand
    numbers: Sequence[int]
    everybody: int
    orders: Mapping[str, Sequence[int]]
    facets: Mapping[str, Mapping[str, int]]

    @cached_property
    def places(self) -> Mapping[int, int]:
        return {number: place for place, number in enumerate(self.numbers)}

    @property
    def size(self) -> int:
        return self.everybody.bit_count()

    def values(self, key: str, on: date) -> Mapping[str, int]:
        """The sets by value; values that a day decides, such as those of labels, as they count on that day."""
        stored, facet = self.facets.get(key, {}), BY_KEY.get(key)
        if facet is None or facet.on_day is None:
            return stored
        sets = dict.fromkeys((*(term.code for term in facet.first()), UNKNOWN), 0)
        for value, members in stored.items():
            sets[facet.on_day(value, on)] |= members
        return sets

    def in_several(self, key: str, among: int) -> int:
        """How many of a set have more than one value of a facet, so that the counts of its values add up to more than the set."""
        once = twice = 0
        for members in self.facets.get(key, {}).values():
            once, twice = once | members, twice | once & members
        return (twice & among).bit_count()

    def listed(self, among: int, order: Iterable[int]) -> Iterator[str]:
        """The ids of a set in an order of places, as far as they are asked for."""
        return (id_of(self.numbers[place]) for place in places_in(among, len(self.numbers), order))

    def those(self, ids: Iterable[str]) -> int:
        """The set of the organisations with these ids; ids that nobody has are passed over."""
        return self.set_of(self.places[number] for number in map(number_of, ids) if number in self.places)

    def set_of(self, places: Iterable[int]) -> int:
        return bits(places, len(self.numbers))


def as_bytes(membership: Membership) -> bytes:
    """A form to be kept: read back in a twentieth of the time that the database takes."""
    sets = [(key, value) for key, values in membership.facets.items() for value in values]
    head = {
        "form": [_FORM, sys.byteorder],
        "stand": membership.stand,
        "numbers": len(membership.numbers),
        "orders": {name: len(order) for name, order in membership.orders.items()},
        "sets": sets,
    }
    length = len(membership.numbers) // 8 + 1
    told = json.dumps(head).encode()
    body = b"".join(
        (
            len(told).to_bytes(_HEAD),
            told,
            array("q", membership.numbers).tobytes(),
            *(array("I", order).tobytes() for order in membership.orders.values()),
            membership.everybody.to_bytes(length),
            *(membership.facets[key][value].to_bytes(length) for key, value in sets),
        )
    )
    return sha256(body).digest() + body


def from_bytes(kept: bytes) -> Membership:
    """Raises DamagedMembership."""
    body = memoryview(kept)[_DIGEST:]
    if sha256(body).digest() != kept[:_DIGEST]:
        raise DamagedMembership("its checksum differs")
    place = _HEAD + int.from_bytes(body[:_HEAD])
    try:
        head = json.loads(bytes(body[_HEAD:place]))
        is_ours = head["form"] == [_FORM, sys.byteorder]
    except (ValueError, LookupError, TypeError):
        is_ours = False
    if not is_ours:
        raise DamagedMembership("it is of another version")

    def take(length: int) -> memoryview:
        nonlocal place
        place += length
        return body[place - length : place]

    size = head["numbers"]
    numbers, orders = array("q"), {}
    numbers.frombytes(take(numbers.itemsize * size))
    for name, count in head["orders"].items():
        orders[name] = array("I")
        orders[name].frombytes(take(orders[name].itemsize * count))
    length = size // 8 + 1
    everybody = int.from_bytes(take(length))
    facets: dict[str, dict[str, int]] = {}
    for key, value in head["sets"]:
        facets.setdefault(key, {})[value] = int.from_bytes(take(length))
    return Membership(Stand(*head["stand"]), numbers, everybody, orders, facets)
