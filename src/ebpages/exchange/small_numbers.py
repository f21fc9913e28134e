"""Which numbers of other people's profiles are shown, and how: small ones never, the others after a chance change and rounded.

Every number is of a set of profiles, whatever table, filter or total it stands in. To its count comes a chance change that belongs to the
set: drawn from a secret and from who is in it, so that the same set has the same number everywhere and asking again tells nothing. The
change has no bounds that matter, and it may hide a number too. So whoever sees all tables under all filters could see the very same if any
one profile more were in any place: no number that is not shown can be worked out, by subtracting or otherwise.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration, Declared, read_document, read_entry

FILE = Path(__file__).with_name("rules") / "small_numbers.yaml"
_HALF = 8  # bytes of the digest for each side of the change


class SmallNumbers(Declared):
    """What is too small to be shown, from one day to another."""

    code: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str
    fewest_profiles: int
    fewest_owners: int
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
    if count < rule.fewest_profiles or not _are_enough(owners, rule.fewest_owners):
        return None
    changed = count + chance_change(members, secret)
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


def _are_enough(owners: Iterable[str], fewest: int) -> bool:
    found: set[str] = set()
    for owner in owners:
        found.add(owner)
        if len(found) >= fewest:
            return True
    return False
