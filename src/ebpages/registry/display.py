"""How an organisation is called on pages: the best attested name of a language, without legal form, quotes and capitals."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from ebpages.declared.schema import read_document
from ebpages.reference.glossary import entries
from ebpages.reference.legal_forms import legal_forms
from ebpages.reference.settlements import find_settlements
from ebpages.registry.concepts import is_word, respelt
from ebpages.registry.names import Name, fold_name, parse_name, stop_words
from ebpages.registry.resolution.alignment import few_edits
from ebpages.search.folding import invisible, look_alikes, unify_look_alikes
from ebpages.search.stemming import stem
from ebpages.search.transliteration import to_latin

_QUOTES = re.compile(r"[\"„“”«»]+")
_DASHED = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*")
_LOOSE = re.compile(r" (?=[,;])")
_EDGES = " -–—,;"
_PARTS = re.compile(r"([\s/(),–+.-]+)")
_LONGEST_ACRONYM = 4
_SHORTEST_SHOUT = 7  # letters: a shorter word in capitals among small letters may be an acronym
_VOWELS = frozenset("аеиоуъюяaeiouy")
_OPENS = "\ue000"  # stands before the first word of a name inside a name while a title is made
_OPENS_LATER, _OPENS_NOTHING = re.compile(rf"{_OPENS}\s+"), re.compile(rf"{_OPENS}\s*(\W|$)")
# Endings that make adjectives and names of actions out of other words; hardly anybody bears such a name.
_DERIVED = re.compile(
    r"..(?:(?:[нв]ск|ическ)[иао]|телен|телн[аои]|ван[ео]|ени[ея]|ност|ств[оа]|аци[яи]|ира[нщ][аои]|ители)$"
)


def titles(names: Sequence[Name]) -> tuple[str, str]:
    """The Bulgarian title and the English one; either is empty where nothing can be shown in its language.

    Without an English name the second is a transliteration; without a Bulgarian one the first is our translation, where
    there is one.
    """
    bulgarian, english = best(names, "bg"), best(names, "en")
    bg = _titled(bulgarian) if bulgarian else translated(english.original) if english else ""
    return bg, _titled(english) if english else to_latin(bg)


def heading(bulgarian: str, english: str, language: str) -> tuple[str, str]:
    """The title for readers of a language, and the other one: an English name is put before a transliteration only."""
    attested = english if english != to_latin(bulgarian) else ""
    first, other = (attested, bulgarian) if language == "en" else (bulgarian, english)
    return (first, other) if first else (other, "" if other == english else english)


def best(names: Sequence[Name], language: str) -> Name | None:
    """The best attested name of a language: in letters of one alphabet, with no misspelt word, of the earliest list.

    What is neither Cyrillic nor Latin, such as Greek, counts as English where nothing else does.
    """
    own = [name for name in names if name.original.strip() and name.language == language]
    return min(
        own,
        key=lambda name: (
            not _is_clean(name),
            language == "en" and _is_foreign(name),
            _misspelt(name, names),
        ),
        default=None,
    )


def translated(english: str) -> str:
    """Our Bulgarian translation of a name that lists print in English only; empty where there is none."""
    return _translations().get(fold_name(english), "")


def title(printed: str) -> str:
    """The name as a title, in letters of one alphabet. The printed form stays in the evidence; nothing is added."""
    return _titled(parse_name(printed))


def _titled(name: Name) -> str:
    printed = name.original
    text = unify_look_alikes(printed.replace(name.foreign, "") if name.foreign else printed)
    text = _without_forms(_without_quotes(text))
    if name.seat:
        text = re.sub(r"[-–—,]?\s*\b(?:гр|с)\.\s*.*$", "", text, flags=re.IGNORECASE)
    text = _LOOSE.sub("", " ".join(_DASHED.sub(" – ", text).split())).strip(_EDGES) or printed.strip()
    shown = _lowered(text, name) if _is_shouted(text, name.language) else _quieted(text.replace(_OPENS, ""))
    return shown or printed.strip()


def _is_clean(name: Name) -> bool:
    return not (look_alikes(name.original) or invisible(name.original) or name.foreign)


def _is_foreign(name: Name) -> bool:
    return not any(letter.isascii() for letter in name.original if letter.isalpha())


def _misspelt(name: Name, names: Sequence[Name]) -> int:
    """How many words of a name are known only in the spelling of another name of the organisation, else the same."""
    language = name.language
    rivals = [
        other
        for other in names
        if other.language == language
        and other.full != name.full
        and _are_one_but_for_slips(name.full, other.full)
    ]
    if not rivals:
        return 0
    abroad = {respelt(word) for other in names if other.language != language for word in other.words}

    def is_known(word: str) -> bool:
        return is_word(word, language) or respelt(word) in abroad

    return max(
        sum(
            one != two and is_known(two) and not is_known(one)
            for one, two in zip(name.full, other.full, strict=True)
        )
        for other in rivals
    )


def _are_one_but_for_slips(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(map(few_edits, one, other))


def _without_quotes(text: str) -> str:
    """The text without quotes; a mark stays where they open a name inside the name."""
    if not _QUOTES.search(text):
        return text
    parts, opened, start = [], 0, 0
    for found in _QUOTES.finditer(text):
        parts.append(text[start : found.start()])
        start = found.end()
        before = text[: found.start()]
        opens = opened == 0 or (before[-1:].isspace() and not text[start : start + 1].isspace())
        opened += 1 if opens else -len(found.group())
        opened = max(opened, 0)
        inside = opens and not _is_legal_form(_QUOTES.sub(" ", before))
        parts.append(f" {_OPENS}" if inside else " ")
    whole = "".join((*parts, text[start:]))
    return _OPENS_NOTHING.sub(r"\1", _OPENS_LATER.sub(_OPENS, whole)) if _OPENS in whole else whole


def _is_legal_form(text: str) -> bool:
    words = tuple(text.upper().strip(" -–—").split())
    return not words or words in _legal_forms().get(len(words), ())


def _without_forms(text: str) -> str:
    """Take legal forms off both ends, as often as they stand there; a form that opens a name stays."""
    words = text.split()
    upper = tuple(word.upper() for word in words)
    first, last, before = 0, len(words), 0
    while last - first != before:
        before = last - first
        for size, forms in _legal_forms().items():
            if last - first <= size:
                continue
            if upper[first : first + size] in forms and words[first + size].casefold() not in stop_words():
                first += size
            elif upper[last - size : last] in forms:
                last -= size
    return " ".join(words[first:last])


def _is_shouted(text: str, language: str) -> bool:
    """Whether capitals tell nothing: nearly all letters are capitals, and words that have small ones are among them."""
    letters = "".join(filter(str.isalpha, text))
    if not (len(letters) > 3 and sum(map(str.isupper, letters)) > 0.7 * len(letters)):
        return False
    words = [word for word in _PARTS.split(text) if word.isalpha() and word not in _acronyms()]
    return any(_has_small_letters(word, language) for word in words)


@lru_cache(maxsize=16384)
def _has_small_letters(word: str, language: str) -> bool:
    return is_general(fold_name(word), language, derived=True) or bool(find_settlements(word))


def _quieted(text: str) -> str:
    """Only the words that stand in capitals among others get ordinary letters; they are somebody's own names."""
    words = (w.capitalize() if w.isupper() and len(w) >= _SHORTEST_SHOUT else w for w in text.split(" "))
    quiet = " ".join(words)
    return quiet[:1].upper() + quiet[1:]


def _lowered(text: str, name: Name) -> str:
    """Ordinary letters for capitals: vocabulary in lower case, names of places and own words with a capital."""
    parts = _PARTS.split(text)
    ends = [*parts[1:], ""]  # what follows each part
    lowered = "".join(
        _opening(_word(part.replace(_OPENS, ""), name, cut=after.startswith(".")), _OPENS in part)
        for part, after in zip(parts, ends, strict=True)
    )
    lowered = _written_otherwise().sub(lambda found: _phrases()[found.group().casefold()], lowered)
    return lowered[:1].upper() + lowered[1:]


def _opening(word: str, opens: bool) -> str:
    return word[:1].upper() + word[1:] if opens else word


def _word(word: str, name: Name, *, cut: bool) -> str:
    """One word of a name in capitals; a short one that is no vocabulary may be an acronym and stays.

    cut: a full stop follows, so that the word is an abbreviation of a longer one.
    """
    if not (word.isalpha() and word.isupper()) or word in _acronyms() or word.casefold() in name.acronyms:
        return word
    if cut:
        return word.lower()
    if known := _known_word(word, name.language):
        return known
    folded = fold_name(word)
    spelt_out = any(letters.startswith(folded) for letters in name.initials)
    return word if spelt_out or _may_be_acronym(word) else word.capitalize()


@lru_cache(maxsize=16384)
def _known_word(word: str, language: str) -> str:
    """A word in capitals as it is written otherwise; empty where it is no vocabulary."""
    folded = fold_name(word)
    if folded in stop_words() or folded.startswith(("клъстер", "cluster")):
        return word.lower()
    if folded in _place_names() or find_settlements(word):
        return word.capitalize()
    return word.lower() if is_general(folded, language, derived=True) else ""


def _may_be_acronym(word: str) -> bool:
    """Whether a word in capitals that nobody knows may be initials: it is short, and no syllables can be read in it."""
    vowels = sum(letter in _VOWELS for letter in word.casefold())
    return len(word) <= _LONGEST_ACRONYM and (len(word) < _LONGEST_ACRONYM or vowels < 2)


@lru_cache(maxsize=65536)
def is_general(folded: str, language: str, *, derived: bool) -> bool:
    """Whether a word is general vocabulary, which is written small: alone or in a phrase; derived: or by its ending."""
    if is_word(folded, language) or stem(folded, language) in _small_words(language):
        return True
    return derived and language == "bg" and bool(_DERIVED.search(folded))


@cache
def _small_words(language: str) -> frozenset[str]:
    """Stems of the words that the glossary writes small in its phrases, and of those of data/title_words.yaml."""
    phrases = (phrase for entry in entries() for phrase in (entry.bg if language == "bg" else entry.en))
    words = {word for phrase in phrases if " " in phrase for word in phrase.split() if word.islower()}
    words |= set(str(title_words()["small"].get(language, "")).split())
    return frozenset(stem(fold_name(word), language) for word in words)


@cache
def title_words() -> dict[str, dict[str, str]]:
    return dict(read_document(Path(__file__).parent / "data" / "title_words.yaml"))


@cache
def _phrases() -> dict[str, str]:
    """Phrases whose capitals are their own, by their small letters: those of the file, and those of the glossary."""
    mixed = (
        phrase
        for entry in entries()
        for phrase in (*entry.bg, *entry.en)
        if phrase[1:].lower() != phrase[1:] and not phrase.isupper()
    )
    return {phrase.casefold(): phrase for phrase in (*mixed, *title_words()["phrases"])}


@cache
def _written_otherwise() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


@cache
def _translations() -> dict[str, str]:
    document = read_document(Path(__file__).parent / "data" / "translated_names.yaml")
    return {fold_name(entry["en"]): entry["bg"] for entry in document["names"]}


@cache
def _legal_forms() -> dict[int, frozenset[tuple[str, ...]]]:
    """The words of every way to write a legal form, by their number, the longest first."""
    written = {tuple(text.split()) for form in legal_forms() for text in form.written}
    sizes = sorted(set(map(len, written)), reverse=True)
    return {size: frozenset(form for form in written if len(form) == size) for size in sizes}


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
