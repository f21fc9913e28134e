"""EIK/BULSTAT numbers: nine digits name a legal entity, thirteen a branch of the entity that the first nine name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ebpages.reference.placeholders import placeholder_numbers

_MARKUP = re.compile(r"<[^<>]*>")
_VAT_PREFIX = re.compile(r"^\s*BG(?=[\d\s])")
_FIRST_WEIGHTS = range(1, 9)
_SECOND_WEIGHTS = range(3, 11)
_BRANCH_WEIGHTS = (2, 7, 3, 5)
_BRANCH_SECOND_WEIGHTS = (4, 9, 5, 7)


class Problem(StrEnum):
    """Why a text is not an identifier."""

    EMPTY = "empty"
    LETTERS = "letters"
    LENGTH = "length"
    CHECK_DIGIT = "check_digit"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier as read. `problem` is None when the check digits hold; the digits are kept either way."""

    digits: str
    original: str
    problem: Problem | None = None

    @property
    def valid(self) -> bool:
        return self.problem is None

    @property
    def repaired(self) -> bool:
        """Whether the printed text held anything besides the digits."""
        return self.valid and self.original != self.digits

    @property
    def is_branch(self) -> bool:
        return len(self.digits) == 13

    @property
    def entity(self) -> str:
        """The nine digits of the legal entity: the identifier itself, or the parent of a branch."""
        return self.digits[:9]


@lru_cache(maxsize=4096)
def read_identifier(text: str) -> Identifier:
    """Read an EIK/BULSTAT number, removing only what is not a digit; a digit is never guessed.

    One random number in ten passes the check, so searching for a number that passes would invent identities.
    Rule: the check digits of the BULSTAT register, modulo 11 with a second set of weights for a remainder of ten;
    it holds for all 317 numbers that the guide prints.
    """
    bare = _VAT_PREFIX.sub("", _MARKUP.sub("", text))
    digits = "".join(character for character in bare if character in "0123456789")
    return Identifier(digits, text, _problem(bare, digits))


def is_placeholder(digits: str) -> bool:
    """Whether digits are what registers and forms hold where there is no number: nine zeros even pass the check."""
    of_entity = digits[:9] if len(digits) == 13 else digits
    return any(number and len(set(number)) == 1 for number in (digits, of_entity)) or not (
        placeholder_numbers().isdisjoint((digits, of_entity))
    )


def _problem(bare: str, digits: str) -> Problem | None:
    if any(character.isalpha() for character in bare):
        return Problem.LETTERS
    if not digits:
        return Problem.EMPTY
    if is_placeholder(digits):
        return Problem.PLACEHOLDER
    if len(digits) not in (9, 13):
        return Problem.LENGTH
    return None if _check_digits_hold(digits) else Problem.CHECK_DIGIT


def _check_digits_hold(digits: str) -> bool:
    numbers = [int(digit) for digit in digits]
    if numbers[8] != _check_digit(numbers[:8], _FIRST_WEIGHTS, _SECOND_WEIGHTS):
        return False
    return len(numbers) == 9 or numbers[12] == _check_digit(
        numbers[8:12], _BRANCH_WEIGHTS, _BRANCH_SECOND_WEIGHTS
    )


def _check_digit(numbers: Sequence[int], weights: Sequence[int], second: Sequence[int]) -> int:
    remainder = sum(w * n for w, n in zip(weights, numbers, strict=True)) % 11
    if remainder == 10:
        remainder = sum(w * n for w, n in zip(second, numbers, strict=True)) % 11
    return remainder % 10


def check_digit(eight: str) -> str:
    """The ninth digit that belongs to eight digits (for generators of examples)."""
    return str(_check_digit([int(digit) for digit in eight], _FIRST_WEIGHTS, _SECOND_WEIGHTS))
