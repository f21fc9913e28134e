"""Short public ids that survive rebuilds, new lists and merges."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count

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
    """A public id given out before: where it leads, and the record that it was derived from."""

    target: str
    anchor: str


def assign(
    groups: Sequence[Sequence[str]],
    before: Mapping[str, str],
    given: Mapping[str, Given],
    elsewhere: Collection[str] = (),
) -> Assignment:
    """Give every group of records its public id.

    groups: record ids of each organisation, the anchor first. before: record -> public id in the last build.
    given: every public id ever given out. elsewhere: ids that groups have which are not at hand. A group keeps the id that most of its records had; an id that two
    groups claim goes to the one that holds more of its records; an id left over redirects. An organisation that
    had left the lists and is back gets its old id again.
    """
    claims = [Counter(before[record] for record in group if record in before) for group in groups]
    ids = _kept(groups, claims)
    taken = {*ids.values(), *elsewhere}
    for number, group in enumerate(groups):
        if number not in ids:
            ids[number] = _fresh(group[0], taken, given)
            taken.add(ids[number])
    ordered = tuple(ids[number] for number in range(len(groups)))
    return Assignment(ordered, _redirects(ordered, claims, given))


def _kept(groups: Sequence[Sequence[str]], claims: Sequence[Counter[str]]) -> dict[int, str]:
    ranked = sorted(
        (
            (-records, public_id, number)
            for number, claim in enumerate(claims)
            for public_id, records in claim.items()
        )
    )
    kept: dict[int, str] = {}
    used: set[str] = set()
    for _, public_id, number in ranked:
        if number not in kept and public_id not in used:
            kept[number] = public_id
            used.add(public_id)
    return kept


def _redirects(
    ids: Sequence[str], claims: Sequence[Counter[str]], given: Mapping[str, Given]
) -> Mapping[str, str]:
    alive = set(ids)
    heirs: dict[str, tuple[int, str]] = {}
    for public_id, claim in zip(ids, claims, strict=True):
        for old, records in claim.items():
            if old not in alive:
                heirs[old] = max(heirs.get(old, (0, "")), (records, public_id))
    direct = {old: heir for old, (_, heir) in heirs.items()}
    led = {old: known.target for old, known in given.items()}
    return {old: direct.get(target, target) for old, target in {**led, **direct}.items() if old not in alive}


def _fresh(anchor: str, taken: set[str], given: Mapping[str, Given]) -> str:
    """An id derived from the anchor record, so that two installations that start from the same lists agree."""
    for public_id in derived_ids(anchor):
        free = public_id not in given or given[public_id].anchor == anchor
        if free and public_id not in taken and not public_id.isdigit():
            return public_id
    raise AssertionError("there is no end of ids")


def derived_ids(anchor: str) -> Iterator[str]:
    """The ids that can be derived from a record, the one to be preferred first."""
    for salt in count():
        number = int.from_bytes(blake2b(f"{anchor}\0{salt}".encode(), digest_size=8).digest())
        yield "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_LENGTH))
