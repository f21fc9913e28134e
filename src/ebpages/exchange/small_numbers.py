"""Which numbers of other people's profiles are shown, and how: small ones never, the others after a chance change and rounded.

Every number is of a set of profiles, whatever table, filter or total it stands in. To its count come two chance changes: one that belongs
to the set, drawn from a secret and from who is in it, so that the same set has the same number everywhere and asking again tells nothing;
and one that belongs to each profile and is added up, so that the mean over many sets that overlap nears a changed count, never the count.
The change has no bounds that matter, and it may hide a number too. So whoever sees all tables under all filters could see the very same if any
one profile more were in any place: no number that is not shown can be worked out, by subtracting or otherwise.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from heapq import nlargest
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration, Declared, read_document, read_entry

FILE = Path(__file__).with_name("rules") / "small_numbers.yaml"
_HALF = 8  # bytes of the digest for each side of the change
_AT_ONCE = 32  # profiles that one digest changes, each by two bytes
_FURTHEST = 4  # that the change of one profile reaches
_LARGEST = 2  # owners who may act together


class SmallNumbers(Declared):
    """What is too small to be shown, from one day to another."""

    code: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str
    fewest_profiles: int
    fewest_owners: int
    fewest_of_others: int
    multiple: int


@cache
def _rules() -> tuple[SmallNumbers, ...]:
    entries = enumerate(read_document(FILE)["rules"], 1)
    return tuple(read_entry(FILE.name, "rule", SmallNumbers, number, entry) for number, entry in entries)


def small_numbers(on: date) -> SmallNumbers:
    """The rule in force on a day. Raises BrokenDeclaration."""
    for each in _rules():
        if each.valid_from <= on and (each.valid_to is None or on <= each.valid_to):
            return each
    raise BrokenDeclaration(FILE.name, "rules", f"none is in force on {on}", "Add one that is")


def shown_number(members: int, owners: Iterable[str], rule: SmallNumbers, secret: bytes) -> int | None:
    """What everybody sees of the count of a set of bits; None where it is too small. owners: of each member; they are read as far as needed."""
    count = members.bit_count()
    if count < rule.fewest_profiles or not _are_enough(owners, rule):
        return None
    changed = count + chance_change(members, secret) + change_of_profiles(members, secret)
    if changed < rule.fewest_profiles:
        return None
    return max(rule.multiple, (changed + rule.multiple // 2) // rule.multiple * rule.multiple)


def chance_change(members: int, secret: bytes) -> int:
    """Drawn once for each set: 0 in one case of three, and each step further away half as likely (a two-sided geometric distribution)."""
    content = members.to_bytes(members.bit_length() // 8 + 1, "little")
    drawn = blake2b(content, key=secret, digest_size=2 * _HALF).digest()
    return _trailing_zeros(drawn[:_HALF]) - _trailing_zeros(drawn[_HALF:])


def _trailing_zeros(drawn: bytes) -> int:
    number = int.from_bytes(drawn, "little") | 1 << 8 * _HALF
    return (number & -number).bit_length() - 1


def change_of_profiles(members: int, secret: bytes) -> int:
    """The sum of what was drawn once for each profile: for sets without a profile in common it is the sum of theirs."""
    more, less = _changes(1 << max(members.bit_length() - 1, _AT_ONCE).bit_length(), secret)
    return sum((members & each).bit_count() for each in more) - sum(
        (members & each).bit_count() for each in less
    )


@lru_cache(maxsize=8)
def _changes(size: int, secret: bytes) -> tuple[list[int], list[int]]:
    """Of profiles with keys below `size`: those counted at least 1, 2, … more, and those counted as much less; each further step a quarter as likely."""
    steps = [[bytearray(size) for _ in range(_FURTHEST)] for _ in range(2)]
    for block in range(0, size, _AT_ONCE):
        drawn = blake2b(block.to_bytes(8, "little"), key=secret, digest_size=2 * _AT_ONCE).digest()
        for place, byte in enumerate(drawn):
            for step in range(((byte | 0x100) & -(byte | 0x100)).bit_length() - 1 >> 1):
                steps[place % 2][step][block + place // 2] = 1
    more, less = ([_as_set(flags) for flags in side] for side in steps)
    return more, less


def _as_set(flags: bytearray) -> int:
    return int(bytes(48 + flag for flag in reversed(flags)), 2)


def _are_enough(owners: Iterable[str], rule: SmallNumbers) -> bool:
    """Whether enough is left without the two largest owners: two who act together know what they have themselves."""
    found: Counter[str] = Counter()
    for count, owner in enumerate(owners, 1):
        found[owner] += 1
        if len(found) < rule.fewest_owners:
            continue
        if count - sum(nlargest(_LARGEST, found.values())) >= rule.fewest_of_others:
            return True
    return False
