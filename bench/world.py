"""Invented Bulgarian organisations with known truth: names of general words and brands, identifiers, places, sites."""

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from ebpages.reference.glossary import entries
from ebpages.reference.settlements import settlements
from ebpages.registry.concepts import is_word
from ebpages.registry.identifiers import check_digit
from ebpages.search.transliteration import to_latin

WORDS = Path(__file__).parent / "data" / "words.csv"
_ADJECTIVE = ("ен", "ски", "чен", "ов", "ан", "ърен")
_SCOPES = ("български", "национален", "балкански", "регионален", "черноморски", "европейски", "международен")
_SCOPES_EN = ("Bulgarian", "National", "Balkan", "Regional", "Black Sea", "European", "International")
NON_PROFIT = ("association", "association", "association", "association", "foundation", "civil_partnership")
COMPANY = ("limited", "limited", "limited", "single_limited", "joint_stock")


@dataclass(frozen=True, slots=True)
class Part:
    """One word or phrase of a name in both languages. `role`: head, link, adjective, noun, brand, place, scope."""

    bg: str
    en: tuple[str, ...]
    role: str
    concept: str = ""
    known: bool = True  # the glossary has it


@dataclass(frozen=True, slots=True)
class Entity:
    identifier: str
    form: str
    year: int
    branches: tuple[tuple[str, str], ...] = ()  # (thirteen digits, place)


@dataclass(frozen=True, slots=True)
class Organisation:
    label: str
    parts: tuple[Part, ...]
    kind: str
    entities: tuple[Entity, ...]
    seat: str
    seat_en: str
    site: str
    family: str = ""  # how it came to resemble another, when it is a hard negative

    @property
    def key(self) -> frozenset[str]:
        return frozenset(part.concept for part in self.parts if part.concept)


HEAD = Part("клъстер", ("Cluster",), "head")
OFFICE = Part(
    "център за технологичен трансфер",
    ("Technology Transfer Centre", "TTO", "Technology Transfer Office"),
    "head",
)
FOR = Part("за", ("for",), "link")
AND = Part("и", ("and",), "link")
GROWTH = Part("развитие на", ("Development of",), "noun", "=development")


@dataclass
class Maker:
    """Makes organisations one after another, each different from all before it."""

    rng: random.Random
    used: set[frozenset[str]] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)
    count: int = 0

    def organisation(self) -> Organisation:
        while True:
            parts, kind = self._parts()
            key = frozenset(part.concept for part in parts if part.concept)
            if key not in self.used:
                return self._register(parts, kind, "")

    def sibling(self, original: Organisation) -> Organisation | None:
        """Another organisation that a careless eye would take for this one."""
        family, change = self.rng.choice(list(_FAMILIES.items()))
        parts = change(self, original.parts)
        key = frozenset(part.concept for part in parts if part.concept)
        if not key or key in self.used:
            return None
        return self._register(parts, original.kind, family)

    def _register(self, parts: tuple[Part, ...], kind: str, family: str) -> Organisation:
        self.used.add(frozenset(part.concept for part in parts if part.concept))
        self.count += 1
        named = next((part for part in parts if part.role == "place"), None)
        place = named or self._place()
        if self.rng.random() < 0.15 and not named:
            place = self._place()
        entities = () if kind == "technology_transfer_centre" else self._entities()
        return Organisation(
            f"o{self.count}", parts, kind, entities, place.bg, place.en[0], self._site(parts), family
        )

    def _parts(self) -> tuple[tuple[Part, ...], str]:
        rng = self.rng
        if rng.random() < 0.04:
            return (
                OFFICE,
                rng.choice((self._brand, self._noun))(),
                self._noun(),
            ), "technology_transfer_centre"
        pattern = rng.choices(_PATTERNS, [weight for _, weight in _WEIGHTED])[0]
        return tuple(pattern(self)), "cluster_organisation"

    def _adjective(self) -> Part:
        return self.rng.choice(adjectives())

    def _noun(self) -> Part:
        return self.rng.choice(nouns())

    def _scope(self) -> Part:
        number = self.rng.randrange(len(_SCOPES))
        return Part(_SCOPES[number], (_SCOPES_EN[number],), "scope", f"scope{number}")

    def _place(self) -> Part:
        town = self.rng.choice(_towns())
        return Part(town[0], (town[1],), "place", f"@{town[0]}")

    def _brand(self) -> Part:
        word = "".join(self.rng.choice(SYLLABLES) for _ in range(self.rng.choice((2, 3, 3, 4))))
        word += self.rng.choice(("", "", "кс", "тех", "груп", "нет", "инвест"))
        return Part(word.capitalize(), (to_latin(word).capitalize(),), "brand", f"!{word}", False)

    def _entities(self) -> tuple[Entity, ...]:
        rng = self.rng
        year = int(rng.triangular(1998, 2018, 2013))
        company = rng.random() < 0.3
        form = rng.choice(COMPANY if company else NON_PROFIT)
        number = self._number(year, company)
        branches = self._branches(number) if rng.random() < 0.05 else ()
        first = Entity(number, form, year, branches)
        if rng.random() > 0.07 or year > 2015:
            return (first,)
        later = year + rng.randint(1, 3)
        second = "association" if not company else "joint_stock"
        first = replace(first, form="civil_partnership" if rng.random() < 0.5 and not company else form)
        if first.form in COMPANY and second in COMPANY:  # a company keeps its number when it changes its form
            return (first,)
        return first, Entity(self._number(later, False), second, later)

    def _number(self, year: int, company: bool) -> str:
        while True:
            start = (
                20_000_000 + max(0, year - 2008) * 480_000
                if company and year >= 2008
                else 10_000_000 + (year - 1995) * 330_000
            )
            eight = str(start + self.rng.randrange(320_000))
            number = eight + check_digit(eight)
            if number not in self.numbers:
                self.numbers.add(number)
                return number

    def _branches(self, parent: str) -> tuple[tuple[str, str], ...]:
        found = []
        for serial in range(1, self.rng.choice((2, 2, 3))):
            tail = f"{serial:03d}"
            found.append((parent + tail + _branch_digit(parent[8] + tail), self._place().bg))
        return tuple(found)

    def _site(self, parts: tuple[Part, ...]) -> str:
        words = [part for part in parts if part.role in ("brand", "noun", "adjective", "place")][:2]
        stem = "".join(part.en[0] if part.role != "adjective" else to_latin(part.bg) for part in words)
        stem = "".join(letter for letter in stem.casefold() if letter.isascii() and letter.isalnum())[:18]
        host = (
            stem
            + self.rng.choice(("cluster", "-bg", "", "-cluster", "klaster"))
            + self.rng.choice((".bg", ".com", ".eu", ".org"))
        )
        while (key := "".join(letter for letter in host if letter.isalnum())) in self.sites or len(host) < 8:
            host = f"{to_latin(self._brand().bg).lower()}-{host}"
        self.sites.add(key)
        return f"http://{host}/"


def _branch_digit(four: str) -> str:
    for weights in ((2, 7, 3, 5), (4, 9, 5, 7)):
        remainder = sum(w * int(d) for w, d in zip(weights, four, strict=True)) % 11
        if remainder < 10:
            return str(remainder)
    return "0"


def _patterns() -> tuple[tuple[Callable[[Maker], list[Part]], int], ...]:
    return (
        (lambda m: [m._adjective(), HEAD], 4),
        (lambda m: [m._adjective(), HEAD, m._brand()], 12),
        (lambda m: [HEAD, m._noun()], 6),
        (lambda m: [HEAD, m._noun(), AND, m._noun()], 16),
        (lambda m: [HEAD, FOR, m._noun()], 5),
        (lambda m: [HEAD, m._brand()], 14),
        (lambda m: [m._brand(), HEAD], 5),
        (lambda m: [m._scope(), HEAD, m._noun()], 9),
        (lambda m: [m._scope(), m._adjective(), HEAD], 9),
        (lambda m: [m._adjective(), HEAD, m._place()], 8),
        (lambda m: [HEAD, m._noun(), m._place()], 8),
        (lambda m: [HEAD, FOR, GROWTH, m._noun(), AND, m._noun()], 8),
        (lambda m: [HEAD, FOR, m._adjective(), m._noun(), AND, m._noun()], 6),
        (lambda m: [HEAD, m._brand(), m._noun()], 8),
        (lambda m: [HEAD, m._brand(), m._brand()], 4),
    )


_WEIGHTED = _patterns()
_PATTERNS = [pattern for pattern, _ in _WEIGHTED]
SYLLABLES = (
    "ба", "бел", "ви", "вар", "га", "гор", "да", "дел", "жи", "зи", "ка", "кор", "ла", "лин", "ма", "мон", "на", "но", "па", "пир", "ра", "рол", "са", "сим",
    "та", "тор", "фи", "фор", "ха", "це", "ча", "ши", "ю", "я", "ел", "ин", "ор", "ам", "бри", "ве", "гла", "до", "дра", "же", "зо", "кли", "ко", "лу", "ме",
    "ни", "ну", "пе", "пло", "ре", "ру", "се", "сто", "те", "три", "у", "фло", "хе", "хор", "цви", "щи", "ем", "ит", "ол", "ун",
)  # fmt: skip


def _other_place(maker: Maker, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return (*(part for part in parts if part.role != "place"), maker._place())


def _other_sector(maker: Maker, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    spots = [n for n, part in enumerate(parts) if part.role in ("noun", "adjective") and part is not GROWTH]
    if not spots:
        return (*parts, maker._noun())
    spot = maker.rng.choice(spots)
    other = maker._noun() if parts[spot].role == "noun" else maker._adjective()
    return (*parts[:spot], other, *parts[spot + 1 :])


def _other_scope(maker: Maker, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return (maker._scope(), *(part for part in parts if part.role != "scope"))


def _one_word_more(maker: Maker, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return (*parts, maker.rng.choice((maker._noun, maker._brand))())


def _near_brand(maker: Maker, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    spots = [n for n, part in enumerate(parts) if part.role == "brand"]
    if not spots:
        return ()
    spot = spots[0]
    old = parts[spot].bg
    stem = old[: -2 if len(old) > 5 else -1]
    word = (stem + maker.rng.choice(("една", "имал", "угло", "ерита"))).lower()
    new = Part(word.capitalize(), (to_latin(word).capitalize(),), "brand", f"!{word}", False)
    return (*parts[:spot], new, *parts[spot + 1 :])


def _shorter(maker: Maker, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A generic name: one telling word of the other."""
    telling = [part for part in parts if part.role in ("noun", "adjective") and part is not GROWTH]
    if len(telling) < 2:
        return ()
    one, head = maker.rng.choice(telling), next(part for part in parts if part.role == "head")
    return (one, head) if one.role == "adjective" and head is HEAD else (head, one)


_FAMILIES: dict[str, Callable[[Maker, tuple[Part, ...]], tuple[Part, ...]]] = {
    "other place": _other_place,
    "other sector": _other_sector,
    "other scope": _other_scope,
    "one word more": _one_word_more,
    "near brand": _near_brand,
    "generic name": _shorter,
}


@cache
def _towns() -> tuple[tuple[str, str], ...]:
    return tuple(
        (t.bg, t.en) for t in settlements() if t.kind != "village" and not t.needs_mark and " " not in t.bg
    )


@cache
def adjectives() -> tuple[Part, ...]:
    listed = [
        _part(entry.bg, entry.en, "adjective", str(n))
        for n, entry in enumerate(entries())
        if _is_adjective(entry.bg) and not entry.role
    ]
    return (*listed, *_unlisted("adjective"))


@cache
def nouns() -> tuple[Part, ...]:
    listed = [
        _part(entry.bg, entry.en, "noun", str(n))
        for n, entry in enumerate(entries())
        if not _is_adjective(entry.bg) and not entry.role
    ]
    return (*listed, *_unlisted("noun"))


def _is_adjective(forms: tuple[str, ...]) -> bool:
    return " " not in forms[0] and forms[0].endswith(_ADJECTIVE) and len(forms) > 1


def _part(bg: tuple[str, ...], en: tuple[str, ...], role: str, number: str) -> Part:
    return Part(bg[0], en, role, f"={number}")


def _unlisted(kind: str) -> Iterator[Part]:
    """Words that the glossary does not have, so that a translation is not always to be found there."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == kind and not is_word(row["bg"], "bg"):
                yield Part(row["bg"], (row["en"],), kind, f"+{row['bg']}", False)
