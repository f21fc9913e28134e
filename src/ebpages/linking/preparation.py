"""What comparing a row needs: the units of its name, its identifier, place, legal form and host, each in one form for both alphabets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pyarrow

from ebpages.declared.schema import read_document
from ebpages.linking.register_file import COLUMNS, without_decimals
from ebpages.reference.glossary import entries
from ebpages.reference.placeholders import says_nothing
from ebpages.reference.settlements import find_settlements
from ebpages.registry.concepts import LONGEST_PHRASE, phrases
from ebpages.registry.identifiers import is_placeholder, read_identifier
from ebpages.registry.names import Name, parse_name, stop_words
from ebpages.registry.websites import read_website
from ebpages.search.folding import fold
from ebpages.search.skeleton import skeleton
from ebpages.search.stemming import stem

WORDS = Path(__file__).parent / "data" / "words.yaml"
WORD, COMMON, PLACE, NUMBER = "w", "c", "p", "n"  # kinds of units
TEXTS = ("key", "identifier", "entity", "number", "place", "form", "host", "numerals", "script")
RECORDS = pyarrow.schema([("n", pyarrow.int64()), *((text, pyarrow.string()) for text in TEXTS)])
TOKENS = pyarrow.schema(
    [
        ("n", pyarrow.int64()),
        ("unit", pyarrow.string()),
        ("word", pyarrow.string()),
        ("kind", pyarrow.string()),
    ]
)
ACRONYMS = pyarrow.schema([("n", pyarrow.int64()), ("letters", pyarrow.string()), ("spelt", pyarrow.bool_())])
_SHORTEST_NUMBER = 5
_SHORTEST_STEM = 2
_SHORTEST_ACRONYM = 3
_ADDRESS_MARKS = frozenset(
    [
        "гр",
        "град",
        "с",
        "село",
        "общ",
        "община",
        "обл",
        "област",
        "gr",
        "town",
        "city",
        "village",
        "municipality",
        "of",
        "район",
    ]
)


_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase of a name: what it is in either language and alphabet, how it is written, and its kind."""

    unit: str
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """key: the whole name by its sound. entity: the nine digits of a valid identifier. number: one that no rule confirms.

    spelt: the initials that the name's words give; acronyms: what in it may be the initials of another. Empty where unknown.
    """

    key: str
    identifier: str
    number: str
    place: str
    form: str
    host: str
    numerals: str
    script: str
    units: tuple[Unit, ...]
    acronyms: tuple[str, ...]
    spelt: tuple[str, ...]

    @property
    def entity(self) -> str:
        return self.identifier[:9]


def prepare(name: str, identifier: str, place: str, legal_form: str, website: str) -> Prepared:
    """Nothing is guessed: what cannot be read is left out, and is then no evidence either way."""
    parsed = parse_name(_known(name))
    units = name_units(parsed)
    digits, number = read_number(identifier)
    return Prepared(
        key=_ascii("".join(map(skeleton, parsed.words or parsed.full))),
        identifier=digits,
        number=number,
        place=place_key(_known(place)) or place_key(parsed.seat),
        form=_form(_known(legal_form)) or parsed.legal_form,
        host=host(website),
        numerals=" ".join(sorted(unit.unit for unit in units if unit.kind == NUMBER)),
        script=parsed.language if units else "",
        units=units,
        acronyms=tuple(filter(None, dict.fromkeys(map(_letters, parsed.short_forms)))),
        spelt=tuple(filter(None, dict.fromkeys(map(_letters, sorted(parsed.initials))))),
    )


def prepare_batch(batch: pyarrow.Table) -> tuple[pyarrow.Table, pyarrow.Table, pyarrow.Table]:
    """Rows as `read_register` gives them; answers records, the units of their names, and their acronyms."""
    numbers = batch.column("n").to_pylist()
    cells = zip(*(batch.column(column).to_pylist() for column in COLUMNS[1:]), strict=True)
    prepared = [prepare(*(cell or "" for cell in row)) for row in cells]
    records = {text: [getattr(row, text) for row in prepared] for text in TEXTS}
    units = [(n, unit) for n, row in zip(numbers, prepared, strict=True) for unit in row.units]
    tokens: dict[str, list[Any]] = {
        "n": [n for n, _ in units],
        **{part: [getattr(unit, part) for _, unit in units] for part in ("unit", "word", "kind")},
    }
    letters = [
        (n, text, is_spelt)
        for n, row in zip(numbers, prepared, strict=True)
        for texts, is_spelt in ((row.acronyms, False), (row.spelt, True))
        for text in texts
    ]
    acronyms: dict[str, list[Any]] = {
        column: [row[place] for row in letters] for place, column in enumerate(ACRONYMS.names)
    }
    return (
        pyarrow.Table.from_pydict({"n": numbers, **records}, schema=RECORDS),
        pyarrow.Table.from_pydict(tokens, schema=TOKENS),
        pyarrow.Table.from_pydict(acronyms, schema=ACRONYMS),
    )


def name_units(name: Name) -> tuple[Unit, ...]:
    """The distinguishing words, those of the glossary as its entries; where nothing distinguishes, all words."""
    words = name.words or name.full
    stems = tuple(_stem(word, name.language) for word in words)
    sounds = tuple(skeleton(word) or word for word in words)
    places = {skeleton(fold(place)) for place in name.places}
    found: dict[str, Unit] = {}
    position = 0
    while position < len(words):
        number, size = _entry_at(stems, sounds, position, name.language)
        written = words[position : position + size]
        unit = (
            _unit_of_entry(number, written) if number else _unit_of_word(written[0], sounds[position], places)
        )
        found.setdefault(unit.unit, unit)
        position += size
    return tuple(found.values())


def _entry_at(stems: _Words, sounds: _Words, position: int, language: str) -> tuple[str, int]:
    """The entry of the glossary that the longest phrase from a position on is, and how many words that are; or nothing, and one.

    A phrase in Latin letters may be Bulgarian: it is looked up by its sound too.
    """
    known, by_sound = phrases(language), _entries_by_sound() if language != "bg" else {}
    for size in range(min(LONGEST_PHRASE, len(stems) - position), 0, -1):
        if entry := known.get(stems[position : position + size]):
            return min(entry), size
        if number := by_sound.get(sounds[position : position + size]):
            return number, size
    return "", 1


def _unit_of_entry(number: str, written: Sequence[str]) -> Unit:
    is_place = entries()[int(number[1:])].role == "place"
    kind = PLACE if is_place else COMMON if len(written) == 1 else WORD
    return Unit(number, " ".join(written), kind)


def _unit_of_word(word: str, sound: str, places: set[str]) -> Unit:
    if word.isdigit():
        return Unit(word, word, NUMBER)
    return Unit(sound, word, PLACE if sound in places else COMMON if sound in _common() else WORD)


def read_number(text: str) -> tuple[str, str]:
    """A valid identifier, or else a number that no rule confirms; both empty where there is none.

    Zeros that a spreadsheet took off the front are put back where the check digits then hold.
    """
    bare = _identifier_marks().sub("", without_decimals(text))
    read = read_identifier(bare)
    if read.valid:
        return read.digits, ""
    if read.digits and is_placeholder(read.digits):
        return "", ""
    if read.problem == "length":
        for length in (9, 13):
            filled = read.digits.zfill(length)
            if _SHORTEST_NUMBER <= len(read.digits) < length and read_identifier(filled).valid:
                return filled, ""
    number = _ascii(skeleton(fold(bare).replace(" ", "")))
    figures = {sign for sign in number if sign.isdigit()}
    is_number = len(number) >= _SHORTEST_NUMBER and len(figures) > 1 and "E+" not in bare.upper()
    return "", number if is_number else ""


@lru_cache(maxsize=65536)
def place_key(text: str) -> str:
    """A settlement by the sound of its name, in either alphabet, without "гр." and what follows a comma."""
    if not text:
        return ""
    found = find_settlements(text)
    if found:
        return skeleton(fold(found[0].bg).replace(" ", ""))
    words = fold(text.split(",")[0]).split()
    return "".join(skeleton(word) for word in words if word not in _ADDRESS_MARKS and not word.isdigit())


def host(website: str) -> str:
    """The host of a website, where it is somebody's own."""
    site = read_website(_known(website))
    if site is None:
        return ""
    name = site.host.rpartition("@")[2].partition(":")[0].strip(".")
    data = _words()
    if name in data["hosts_of_hosts"] or any(
        name == shared or name.endswith(f".{shared}") for shared in data["shared_hosts"]
    ):
        return ""
    return name if "." in name else ""


def _known(text: str) -> str:
    """The text, or nothing where it only says that nothing is known."""
    return "" if says_nothing(text.strip()) else text.strip()


@lru_cache(maxsize=4096)
def _form(text: str) -> str:
    """The code of a legal form, or its text where it is none that is known; as if it stood behind a name."""
    return (parse_name(f"ъъъъ {text}").legal_form or fold(text)) if text else ""


def _ascii(text: str) -> str:
    """One byte for each sign, since DuckDB counts the edits of bytes and Spark those of letters."""
    return text if text.isascii() else "".join(c if c.isascii() else chr(97 + ord(c) % 26) for c in text)


def _letters(acronym: str) -> str:
    letters = "".join(skeleton(letter)[:1] for letter in acronym)
    return letters if _SHORTEST_ACRONYM <= len(acronym) <= 8 and not letters.isdigit() else ""


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    """The stem of a word that the glossary may hold; of any other, which is not worth stemming, the word."""
    beginnings = _beginnings(language)
    return (
        stem(word, language) if any(word[:size] in beginnings for size in range(2, len(word) + 1)) else word
    )


@cache
def _beginnings(language: str) -> frozenset[str]:
    """How words begin whose stems are in the glossary: stemming changes no more than a last letter of what it leaves."""
    return frozenset(
        word[:-1] if len(word) > _SHORTEST_STEM else word for phrase in phrases(language) for word in phrase
    )


@cache
def _entries_by_sound() -> dict[_Words, str]:
    """Entries of the glossary by the sounds of the words of their Bulgarian phrases."""
    found: dict[_Words, str] = {}
    for number, entry in enumerate(entries()):
        for phrase in entry.bg:
            words = tuple(skeleton(word) for word in fold(phrase).split() if word not in stop_words())
            if len("".join(words)) > _SHORTEST_ACRONYM:
                found.setdefault(words, f"={number}")
    return found


@cache
def _common() -> frozenset[str]:
    return frozenset(skeleton(fold(word)) for word in _words()["common"])


@cache
def _words() -> dict[str, frozenset[str]]:
    document = read_document(WORDS)
    lists = ("common", "identifier_marks", "shared_hosts", "hosts_of_hosts")
    return {
        name: frozenset(word.strip() for line in document[name] for word in str(line).split(","))
        for name in lists
    }


@cache
def _identifier_marks() -> re.Pattern[str]:
    marks = "|".join(sorted(_words()["identifier_marks"], key=len, reverse=True))
    return re.compile(rf"^\s*(?:(?:{marks})[\s:№.,/-]*)+(?=[\d\s<])", re.IGNORECASE)
