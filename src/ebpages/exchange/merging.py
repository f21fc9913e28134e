"""Two people wrote at one profile: what each changed is kept, and where both changed one field, both are shown."""

from dataclasses import dataclass
from typing import Any

from ebpages.exchange.profile import TEXTS, Content, Texts


@dataclass(frozen=True, slots=True)
class FieldClash:
    """A field that both changed, each in another way. language: of a text. theirs: as the other left it."""

    field: str
    language: str
    theirs: str


def merge(base: Content, mine: Content, theirs: Content) -> tuple[Content, tuple[FieldClash, ...]]:
    """What two people made of one state, together; where they clash, mine stands."""
    clashes: list[FieldClash] = []

    def together(field: str, before: Any, own: Any, other: Any, language: str = "") -> Any:
        if own in (before, other):
            return other
        if other == before:
            return own
        if isinstance(own, tuple):
            kept = [each for each in before if each in own and each in other]
            return tuple(dict.fromkeys((*kept, *(e for e in (*own, *other) if e not in before))))
        clashes.append(FieldClash(field, language, "" if other is None else str(other)))
        return own

    plain = {
        name: together(name, getattr(base, name), getattr(mine, name), getattr(theirs, name))
        for name in Content.model_fields
        if name != "texts"
    }
    texts = {}
    for language in dict.fromkeys((*mine.texts, *theirs.texts)):
        before, own, other = (each.in_language(language) for each in (base, mine, theirs))
        said = {
            name: together(name, getattr(before, name), getattr(own, name), getattr(other, name), language)
            for name in TEXTS
        }
        texts[language] = Texts(**said)
    return Content(**plain, texts=texts), tuple(clashes)


def changes(earlier: Content, later: Content) -> list[tuple[str, str, Any, Any]]:
    """(field, language of a text or "", before, after) of what differs."""
    found: list[tuple[str, str, Any, Any]] = []
    for language in dict.fromkeys((*earlier.texts, *later.texts)):
        one, other = earlier.in_language(language), later.in_language(language)
        found += [
            (name, language, getattr(one, name), getattr(other, name))
            for name in TEXTS
            if getattr(one, name) != getattr(other, name)
        ]
    plain = (name for name in Content.model_fields if name != "texts")
    found += [
        (name, "", getattr(earlier, name), getattr(later, name))
        for name in plain
        if getattr(earlier, name) != getattr(later, name)
    ]
    return found
