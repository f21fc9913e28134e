"""What was ever published, held in memory as sets of bits by what the technology watch counts by. A profile keeps the bit of its key for ever."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ebpages.exchange.facets import BY_KEY
from ebpages.exchange.profile import Content
from ebpages.faces.facet_sets import bits

MONTH, SIDE, PARTNER_COUNTRY = "month", "side", "partner_country"
OFFER, REQUEST = SIDES = ("offer", "request")
FILTERS = ("sector", "country", "type", "language")
BY = ("sector", "month", "country", PARTNER_COUNTRY, "trl", "form")
_KEPT = ("sector", "country", "type", "language", "trl", "form")


@dataclass(frozen=True, slots=True)
class CountedRow:
    """key: of the profile. month: of its first publication, in ISO form. values: what is counted by -> what it said then."""

    key: int
    owner: str
    month: str
    values: Mapping[str, Iterable[str]]


def counted_values(content: Content) -> dict[str, list[str]]:
    """What of a profile is counted, as it was first published."""
    values = {key: BY_KEY[key].values(content) for key in _KEPT}
    found: dict[str, list[str]] = {key: sorted({v for v in each if v}) for key, each in values.items()}
    found[SIDE] = [REQUEST if content.is_request else OFFER]
    found[PARTNER_COUNTRY] = sorted(set(content.partner_countries))
    return {key: each for key, each in found.items() if each}


@dataclass(frozen=True)
class CountedProfiles:
    """sets: what is counted by -> value -> who has it. owners: by key of the profile."""

    sets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    owners: Mapping[int, str] = field(default_factory=dict)

    def with_more(self, rows: Iterable[CountedRow]) -> "CountedProfiles":
        come: dict[tuple[str, str], list[int]] = {}
        owners = dict(self.owners)
        for row in rows:
            owners[row.key] = row.owner
            come.setdefault((MONTH, row.month), []).append(row.key)
            for key, values in row.values.items():
                for value in values:
                    come.setdefault((key, value), []).append(row.key)
        sets: dict[str, dict[str, int]] = {key: dict(of_key) for key, of_key in self.sets.items()}
        size = max(owners, default=0) + 1
        for (key, value), members in come.items():
            of_key = sets.setdefault(key, {})
            of_key[value] = of_key.get(value, 0) | bits(members, size)
        return CountedProfiles(sets, owners)

    def values(self, key: str) -> Mapping[str, int]:
        return self.sets.get(key, {})

    def having(self, key: str, values: Iterable[str]) -> int:
        of_key, members = self.values(key), 0
        for value in values:
            members |= of_key.get(value, 0)
        return members

    def among(self, months: Iterable[str], chosen: Mapping[str, Iterable[str]]) -> int:
        """Those of some months that have any of the chosen values of each filter."""
        members = self.having(MONTH, months)
        for key, values in chosen.items():
            members &= self.having(key, values)
        return members

    def owners_of(self, members: int) -> Iterator[str]:
        flags = members.to_bytes(members.bit_length() // 8 + 1, "little")
        for place, byte in enumerate(flags):
            if byte:
                yield from (self.owners[place << 3 | bit] for bit in range(8) if byte >> bit & 1)
