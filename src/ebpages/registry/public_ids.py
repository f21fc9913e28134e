"""Short public ids that survive rebuilds, new lists and merges."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import count
from typing import NamedTuple

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Assignment:
    """`ids`: one public id for each group, in order. `redirects`: where other ids given out before lead now.

    An id whose organisation has left the lists leads to itself, and those that were merged into it lead there, until
    it comes back.
    """

    ids: tuple[str, ...]
    redirects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """A public id given out before: where it leads, the record that it was derived from, and all those that it was first
    given to.
    """

    target: str
    anchor: str
    records: tuple[str, ...] = ()


class _Claim(NamedTuple):
    """What a group has of an id: the least claim is the best one.

    first, before: how many of the records that it was first given to, and of those that had it before, counted down.
    """

    not_all: bool  # whether group and first records differ
    first: int
    before: int
    place_of_anchor: int
    public_id: str
    number: int


def assign(
    groups: Sequence[Sequence[str]],
    before: Mapping[str, str],
    given: Mapping[str, Given],
    elsewhere: Collection[str] = (),
) -> Assignment:
    """Give every group of records its public id.

    groups: record ids of each organisation, the anchor first. before: record -> public id in the last build.
    given: every public id ever given out. elsewhere: ids that groups have which are not at hand. A group that stays as it
    is keeps its id. An id stays with most of the records that it was first given to, or else that had it before, and of
    as many with its anchor: what is joined and parted again has its ids of before. An id left over redirects to where it
    would have stayed. An organisation that had left the lists and is back gets its old id again.
    """
    ids = _unchanged(groups, before)
    settled, led_to = set(ids.values()), set(before.values())
    at_hand = {
        i: known
        for i, known in given.items()
        if i not in settled and i not in elsewhere and (known.target == i or known.target in led_to)
    }
    claims = _claims(groups, {r: i for r, i in before.items() if i not in settled}, at_hand)
    best: dict[str, _Claim] = {}
    for claim in claims:
        if claim.public_id not in at_hand or at_hand[claim.public_id].target not in settled:
            best.setdefault(claim.public_id, claim)
    for claim in sorted(best.values()):
        ids.setdefault(claim.number, claim.public_id)
    taken = {*ids.values(), *elsewhere}
    for number, group in enumerate(groups):
        if number not in ids:
            ids[number] = _fresh(group[0], taken, given)
            taken.add(ids[number])
    ordered = tuple(ids[number] for number in range(len(groups)))
    return Assignment(ordered, _redirects(ordered, claims, given))


def given_after(
    groups: Sequence[Sequence[str]], assignment: Assignment, given: Mapping[str, Given]
) -> dict[str, Given]:
    """Where all these ids lead once groups have theirs, and what they were derived from."""
    after = {}
    for group, public_id in zip(groups, assignment.ids, strict=True):
        known = given.get(public_id, Given(public_id, group[0]))
        after[public_id] = replace(known, target=public_id, records=known.records or tuple(sorted(group)))
    led = {
        old: replace(given.get(old, Given(old, "")), target=heir)
        for old, heir in assignment.redirects.items()
    }
    return after | led


def _claims(
    groups: Sequence[Sequence[str]], before: Mapping[str, str], given: Mapping[str, Given]
) -> list[_Claim]:
    """What each group has of each id, the best claims first."""
    numbers = {record: number for number, group in enumerate(groups) for record in group}
    first = Counter(
        (i, numbers[record]) for i, known in given.items() for record in known.records if record in numbers
    )
    last = Counter((before[record], number) for record, number in numbers.items() if record in before)
    claims = []
    for public_id, number in first | last:
        known, group = given.get(public_id, Given(public_id, "")), groups[number]
        of_first = first[public_id, number]
        claims.append(
            _Claim(
                not of_first == len(known.records) == len(group),
                -of_first,
                -last[public_id, number],
                group.index(known.anchor) if known.anchor in group else len(group),
                public_id,
                number,
            )
        )
    return sorted(claims)


def _unchanged(groups: Sequence[Sequence[str]], before: Mapping[str, str]) -> dict[int, str]:
    """The ids of groups of exactly the records that had one id before."""
    sizes = Counter(before.values())
    had = {number: {before.get(record, "") for record in group} for number, group in enumerate(groups)}
    return {
        number: public_id
        for number, found in had.items()
        if len(found) == 1 and (public_id := next(iter(found))) and sizes[public_id] == len(groups[number])
    }


def _redirects(ids: Sequence[str], claims: Sequence[_Claim], given: Mapping[str, Given]) -> Mapping[str, str]:
    alive = set(ids)
    direct: dict[str, str] = {}
    for claim in claims:
        if claim.public_id not in alive:
            direct.setdefault(claim.public_id, ids[claim.number])
    led = {old: known.target for old, known in given.items()}
    return {old: direct.get(target, target) for old, target in {**led, **direct}.items() if old not in alive}


def _fresh(anchor: str, taken: set[str], given: Mapping[str, Given]) -> str:
    """An id derived from the anchor record, so that two installations that start from the same lists agree."""
    for public_id in derived_ids(anchor):
        free = public_id not in given or given[public_id].anchor == anchor
        if free and public_id not in taken and not public_id.isdigit():
            return public_id
    raise AssertionError("there is no end of ids")


def number_of(public_id: str) -> int:
    """The number below 2**63 that stands for an id of at most eight letters where many are held at once."""
    return int.from_bytes(public_id.encode("ascii"))


def id_of(number: int) -> str:
    return number.to_bytes(8).lstrip(b"\0").decode("ascii")


def derived_ids(anchor: str) -> Iterator[str]:
    """The ids that can be derived from a record, the one to be preferred first."""
    for salt in count():
        number = int.from_bytes(blake2b(f"{anchor}\0{salt}".encode(), digest_size=8).digest())
        yield "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_LENGTH))
