"""What the letters beside a published value mean: flags of the European Statistical System and of SDMX."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term

MISSING = ":"


@dataclass(frozen=True, slots=True)
class Flag(Term):
    """says_why: the flag tells why a value is missing."""

    says_why: bool = False


@cache
def flags() -> dict[str, Flag]:
    """Every flag by its letter, in the order of the file."""
    return vocabulary.by_code(vocabulary.load("flags.yaml", Flag))


def letters(text: str) -> str:
    """The letters of a printed flag, each once and in order: "be" of "b e", "c" of ": c", "p" of "(p)"."""
    return "".join(dict.fromkeys(letter for letter in text if letter.isascii() and letter.isalpha()))


def explained(letters: str, language: str, *, missing: bool) -> list[str]:
    """What flags and a missing value say, in words; that there is no value is not repeated where a flag says why."""
    known = [flags().get(letter, Flag(letter, letter, letter)) for letter in letters]
    if missing and not any(flag.says_why for flag in known):
        known.insert(0, flags()[MISSING])
    return [flag.name(language) for flag in known]
