"""The words of a name as language-free concepts, so that a translated name can be recognised."""

from functools import cache, lru_cache

from ebpages.reference.glossary import Entry, entries
from ebpages.registry.names import Name, fold_name, stop_words
from ebpages.search.stemming import stem
from ebpages.search.transliteration import to_latin

Concepts = tuple[frozenset[str], ...]
LONGEST_PHRASE = 6
# Replaced in this order. People who type Bulgarian with Latin letters write 4 for ч and 6 for ш.
_RESPELT = (
    ("sht", "st"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("x", "ks"),
    ("c", "k"),
    ("ts", "c"),
    ("tz", "c"),
    ("zh", "j"),
    ("4", "kh"),
    ("6", "sh"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
)


def concepts(name: Name) -> Concepts:
    """One set of concepts for each word or phrase that distinguishes the name, in order.

    A phrase of the glossary, the longest first, gives its entries ("=12"); a single word gives its spelling in
    Latin letters ("~mebl"), by which names that are only transliterated meet.
    """
    return _concepts(name.words, name.language)


@lru_cache(maxsize=16384)
def _concepts(words: tuple[str, ...], language: str) -> Concepts:
    stems = tuple([stem(word, language) for word in words])
    known, longest = phrases(language), _longest_phrases(language)
    found: list[frozenset[str]] = []
    position = 0
    while position < len(stems):
        sizes = range(min(longest.get(stems[position], 0), len(stems) - position), 0, -1)
        size = next((n for n in sizes if stems[position : position + n] in known), 0)
        entries_of_phrase = known[stems[position : position + size]] if size else frozenset()
        found.append(_with_spelling(entries_of_phrase, words[position]) if size < 2 else entries_of_phrase)
        position += size or 1
    return tuple(found)


@lru_cache(maxsize=16384)
def _with_spelling(of_phrase: frozenset[str], word: str) -> frozenset[str]:
    """One set for all names that hold the word: they take most of the memory."""
    return of_phrase.union((respelt(word),))


def is_spelling(concept: str) -> bool:
    """Whether a concept is a word's spelling rather than an entry of the glossary."""
    return concept.startswith("~")


def entry_of(concept: str) -> Entry | None:
    """The entry of the glossary that a concept stands for; None for a spelling."""
    number = concept.removeprefix("=")
    return entries()[int(number)] if number.isdigit() and int(number) < len(entries()) else None


def is_word(word: str, language: str) -> bool:
    """Whether a word is general vocabulary rather than somebody's own name."""
    return (stem(word, language),) in phrases(language)


def is_proper(concept: str) -> bool:
    """Whether a concept is a name of its own, or of a place, rather than general vocabulary."""
    entry = entry_of(concept)
    return entry.role == "place" if entry else concept not in _known_spellings()


@lru_cache(maxsize=65536)
def respelt(word: str) -> str:
    """A word's spelling in Latin letters, with the choices evened out that translators make differently.

    Doubled letters count once, and vowels at the end, which carry gender and number, do not count.
    """
    latin = to_latin(word)
    for written, even in _RESPELT:
        latin = latin.replace(written, even)
    once = "".join(c for c, before in zip(latin, " " + latin, strict=False) if c != before)
    return "~" + once.rstrip("eia")


@cache
def _known_spellings() -> frozenset[str]:
    return frozenset(respelt(word) for entry in entries() for word in (*entry.bg, *entry.en))


@cache
def phrases(language: str) -> dict[tuple[str, ...], frozenset[str]]:
    """The stems of every phrase of the glossary, and the entries that it belongs to."""
    collected: dict[tuple[str, ...], set[str]] = {}
    for number, entry in enumerate(entries()):
        for phrase in entry.bg if language == "bg" else entry.en:
            words = tuple(stem(word, language) for word in _content(fold_name(phrase)))
            if words:
                collected.setdefault(words, set()).add(f"={number}")
    return {words: frozenset(numbers) for words, numbers in collected.items()}


@cache
def _longest_phrases(language: str) -> dict[str, int]:
    """How many words the longest phrase has that begins with a word, by its stem."""
    longest: dict[str, int] = {}
    for phrase in phrases(language):
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return longest


def _content(phrase: str) -> list[str]:
    return [word for word in phrase.split() if word not in stop_words()]
