"""How a printed name is shown as a title: without legal form and quotes, capitals set in ordinary letters."""

import re
from functools import cache

from ebpages.reference.glossary import entries
from ebpages.reference.legal_forms import legal_forms
from ebpages.reference.settlements import find_settlements
from ebpages.registry.concepts import is_word
from ebpages.registry.names import Name, fold_name, parse_name, stop_words

_QUOTES = re.compile(r"[\"„“”«»]+")
_DASHED = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*")
_LOOSE = re.compile(r" (?=[,;])")
_EDGES = " -–—,;"
_LONGEST_ACRONYM = 4
_SHORTEST_SHOUT = 7  # letters: a shorter word in capitals among small letters may be an acronym


def title(printed: str) -> str:
    """The name as a title. The printed form stays in the evidence; nothing is added, only case and marks change."""
    name = parse_name(printed)
    text = printed.replace(name.foreign, "") if name.foreign else printed
    text = _without_forms(_QUOTES.sub(" ", text))
    if name.seat:
        text = re.sub(r"[-–—,]?\s*\b(?:гр|с)\.\s*.*$", "", text, flags=re.IGNORECASE)
    text = _LOOSE.sub("", " ".join(_DASHED.sub(" – ", text).split())).strip(_EDGES) or printed.strip()
    return _lowered(text, name) if _is_shouted(text) else _quieted(text)


def _without_forms(text: str) -> str:
    """Take legal forms off both ends, as often as they stand there; a form that opens a name stays."""
    words = text.split()
    changed = True
    while changed:
        changed = False
        for form in _legal_forms():
            size = len(form)
            start, end = tuple(w.upper() for w in words[:size]), tuple(w.upper() for w in words[-size:])
            if start == form and len(words) > size and words[size].casefold() not in stop_words():
                words, changed = words[size:], True
            elif end == form and len(words) > size:
                words, changed = words[:-size], True
    return " ".join(words)


def _is_shouted(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _quieted(text: str) -> str:
    """Only the words that stand in capitals among others get ordinary letters; they are somebody's own names."""
    words = (w.capitalize() if w.isupper() and len(w) >= _SHORTEST_SHOUT else w for w in text.split(" "))
    quiet = " ".join(words)
    return quiet[:1].upper() + quiet[1:]


def _lowered(text: str, name: Name) -> str:
    """Ordinary letters for capitals: vocabulary in lower case, names of places and own words with a capital."""
    parts = re.split(r"([\s/(),–+-]+)", text)
    lowered = "".join(
        part if part.casefold() in name.acronyms else _word(part, name.language) for part in parts
    )
    return lowered[:1].upper() + lowered[1:]


def _word(word: str, language: str) -> str:
    """One word of a name in capitals; a short one that is no vocabulary may be an acronym and stays."""
    folded = fold_name(word)
    if not (word.isalpha() and word.isupper()) or word in _acronyms():
        return word
    if folded in stop_words() or folded.startswith(("клъстер", "cluster")):
        return word.lower()
    if folded in _place_names() or find_settlements(word):
        return word.capitalize()
    if is_word(folded, language):
        return folded
    return word if len(word) <= _LONGEST_ACRONYM else word.capitalize()


@cache
def _legal_forms() -> tuple[tuple[str, ...], ...]:
    """The words of every way to write a legal form, the longest first."""
    written = {tuple(text.split()) for form in legal_forms() for text in form.written}
    return tuple(sorted(written, key=lambda words: (-len(words), words)))


@cache
def _acronyms() -> frozenset[str]:
    phrases = (phrase for entry in entries() for phrase in (*entry.bg, *entry.en))
    return frozenset(phrase for phrase in phrases if phrase.isalpha() and phrase.isupper())


@cache
def _place_names() -> frozenset[str]:
    """Names of places in the glossary; its adjectives ("български") are written small there and here."""
    places = (entry for entry in entries() if entry.role == "place")
    phrases = (phrase for entry in places for phrase in (*entry.bg, *entry.en) if phrase[:1].isupper())
    return frozenset(word.casefold() for phrase in phrases for word in phrase.split())
