"""Texts and sentences in Bulgarian and English, as data files give them.

A placeholder is {param}, filled as it is; {param:vocabulary}, filled with the name that a vocabulary has for it; or
{param:one|many}, filled with the word that goes with the number.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from ebpages.reference.vocabulary import LANGUAGES, BrokenVocabulary, in_language

Vocabulary = Callable[[str, str], str]  # value, language -> what it is called
# Checked where a declared entry is read, not where code makes a text.
Written = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages. One that its publisher gives in one language only has the other empty."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    bg: Written
    en: Written

    def name(self, language: str) -> str:
        """The text in a language; in the other one where it lacks this one."""
        return in_language(language, self.bg, self.en) or self.en or self.bg

    def fill(
        self, language: str, params: Mapping[str, object], vocabularies: Mapping[str, Vocabulary] = {}
    ) -> str:
        """The text with its placeholders filled; a param that is not given leaves nothing in its place."""
        return _Filler(language, vocabularies).vformat(self.name(language), (), params)


NOTHING = Text("", "")


def read_text(file: str, key: str, entry: Any, vocabularies: Collection[str] = ()) -> Text:
    """One text of a data file: both languages, the same placeholders in both, vocabularies that exist. Raises BrokenVocabulary."""
    if (
        not isinstance(entry, Mapping)
        or {*entry} != {*LANGUAGES}
        or not all(isinstance(text, str) and text for text in entry.values())
    ):
        raise BrokenVocabulary(file, key, "it is not a bg and an en text", "Write bg: … and en: …, quoted")
    text = Text(entry["bg"], entry["en"])
    used = _placeholders(text.bg)
    if used != _placeholders(text.en):
        raise BrokenVocabulary(file, key, "bg and en have different placeholders", "Use the same in both")
    strange = {vocabulary for _, vocabulary in used} - {"", "|", *vocabularies}
    if strange:
        known = ", ".join(vocabularies)
        raise BrokenVocabulary(file, key, f"{min(strange)!r} is no vocabulary", f"Use one of {known}")
    return text


def _placeholders(text: str) -> frozenset[tuple[str, str]]:
    """(param, vocabulary) of each placeholder; "|" stands for any choice between one and many."""
    parsed = ((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None)
    return frozenset((name, "|" if "|" in spec else spec) for name, spec in parsed)


class _Filler(Formatter):
    def __init__(self, language: str, vocabularies: Mapping[str, Vocabulary]) -> None:
        self._language, self._vocabularies = language, vocabularies

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), "")

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec:
            return str(value)
        one, choice, many = format_spec.partition("|")
        if choice:
            return one if int(value) == 1 else many
        return self._vocabularies[format_spec](str(value), self._language)
