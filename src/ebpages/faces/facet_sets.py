"""Who has which value of a facet, as sets of bits: counting any combination takes milliseconds.

A set is a whole number whose n-th bit stands for what has the n-th place.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date


class FacetSets:
    """What can be asked of sets by facet and value, however they are kept."""

    def values(self, key: str, on: date) -> Mapping[str, int]:
        """The sets of a facet by value, as they count on a day."""
        raise NotImplementedError

    def having(self, key: str, values: Iterable[str], on: date) -> int:
        """The set of those that have any of the values of a facet."""
        sets, members = self.values(key, on), 0
        for value in values:
            members |= sets.get(value, 0)
        return members

    def counts(self, key: str, among: int, on: date) -> dict[str, int]:
        """How many of a set have each value; values that none of them has are left out."""
        counted = {value: (members & among).bit_count() for value, members in self.values(key, on).items()}
        return {value: n for value, n in counted.items() if n}


def bits(places: Iterable[int], size: int) -> int:
    """The set of some of `size` places."""
    flags = bytearray(size // 8 + 1)
    for place in places:
        flags[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(flags, "little")


def places_in(members: int, size: int, order: Iterable[int]) -> Iterator[int]:
    """Those of an order of places that a set has, as far as they are asked for."""
    flags = members.to_bytes(size // 8 + 1, "little")
    return (place for place in order if flags[place >> 3] >> (place & 7) & 1)
