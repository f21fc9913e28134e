"""A bilingual glossary of the domain's words, for recognising names that were translated."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ebpages.reference import vocabulary

Role = Literal["", "generic", "place", "link"]
_ADJECTIVE_ENDINGS = (("ски", "ска", "ско"), ("чки", "чка", "чко"), ("на", "но", "ни"), ("ва", "во", "ви"))


@dataclass(frozen=True, slots=True)
class Entry:
    """Words of the same meaning.

    Role: `generic` names a kind of organisation, `place` a place, `link` joins words.
    """

    bg: tuple[str, ...]
    en: tuple[str, ...]
    role: Role = ""


@cache
def entries() -> tuple[Entry, ...]:
    return vocabulary.load("glossary.csv", Entry).terms


def translations(phrase: str, language: str) -> tuple[str, ...]:
    """What a word or phrase of the other language is called in `language` ("bg", "en"); empty if unknown."""
    return _index(language).get(" ".join(phrase.casefold().split()), ())


@cache
def _index(language: str) -> dict[str, tuple[str, ...]]:
    if language not in vocabulary.LANGUAGES:
        raise ValueError(f"the glossary has no {language!r}; its languages are bg and en")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries():
        known, wanted = (entry.en, entry.bg) if language == "bg" else (entry.bg, entry.en)
        for word in known:
            for form in _forms(word.casefold()):
                found[form].update(dict.fromkeys(wanted))
    return {form: tuple(words) for form, words in found.items()}


def _forms(word: str) -> tuple[str, ...]:
    """The word itself and, for a Bulgarian adjective, its other genders and its plural."""
    for ending, *others in _ADJECTIVE_ENDINGS:
        if word.endswith(ending) and len(word) > 4 and " " not in word:
            return (word, *(word.removesuffix(ending) + other for other in others))
    return (word,)
