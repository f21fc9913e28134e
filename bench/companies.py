"""Two registers of invented companies with known truth: one kept by an office, one put together by hand, with a stated noise model.

    left     names in capitals, legal form in its column or in the name; identifiers of 92 %, places of 95 %, websites of 20 %
    right    60 % of its rows are of companies of the left, the others of companies that resemble them (25 %) or of no other;
             identifiers of 40 %, places of 75 %, websites of 25 %; what is done to names, identifiers and places: NAME_DAMAGE and below

The shares were set before anything was measured, from what the guide's lists show; development and test differ in their seeds.
"""

import csv
import random
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from bench import damage
from bench.world import SYLLABLES, Part, adjectives, nouns
from ebpages.reference.settlements import settlements
from ebpages.registry.identifiers import check_digit
from ebpages.search.transliteration import to_latin

SHARED = 0.6  # of the right rows are of companies that the left has too
RESEMBLING = 0.25  # of the other right rows resemble a company of the left
COLUMNS = ("id", "name", "identifier", "place", "legal_form", "website")
FORMS = {"ЕООД": 0.5, "ООД": 0.3, "ЕТ": 0.1, "АД": 0.05, "ЕАД": 0.03, "СД": 0.02}
FORMS_EN = {"ЕООД": "EOOD", "ООД": "Ltd", "ЕТ": "ET", "АД": "AD", "ЕАД": "EAD", "СД": "SD"}
COMMON = [
    "агро",
    "транс",
    "строй",
    "инвест",
    "груп",
    "консулт",
    "комерс",
    "трейд",
    "сервиз",
    "инженеринг",
    "ауто",
    "тур",
    "метал",
    "дизайн",
    "медия",
    "софт",
    "фарма",
    "еко",
    "имоти",
    "билд",
    "фууд",
    "прогрес",
    "балкан",
    "орион",
    "виктория",
    "надежда",
    "пчела",
    "здравец",
    "хармония",
    "глобал",
    "евро",
    "интер",
    "мега",
    "про",
    "арт",
    "стил",
    "лукс",
    "макс",
    "плюс",
    "експрес",
    "логистик",
    "прима",
]
SURNAMES = [
    "иванов",
    "петров",
    "георгиев",
    "димитров",
    "николов",
    "стоянов",
    "тодоров",
    "христов",
    "ангелов",
    "илиев",
    "костов",
    "маринов",
    "колев",
    "попов",
    "василев",
    "атанасов",
    "михайлов",
    "александров",
    "желев",
    "митев",
    "кирилов",
    "славов",
    "радев",
    "тенев",
    "дойчев",
    "пенев",
    "русев",
    "савов",
    "ненов",
    "грозев",
    "дончев",
    "банков",
    "чолаков",
    "кръстев",
    "йорданов",
    "лазаров",
]
FIRST = [
    "иван",
    "петър",
    "георги",
    "мария",
    "елена",
    "димитър",
    "николай",
    "стоян",
    "тодор",
    "христо",
    "ангел",
    "анна",
    "ваня",
    "галя",
    "росица",
    "пламен",
    "валентин",
    "борис",
    "красимир",
]
PAGE_HOSTS = ("facebook.com", "www.facebook.com", "abv.bg", "instagram.com")
PLACEHOLDERS = ("0", "000000000", "999999999", "123456789", "няма", "-", "n/a")

# What is done to the names of right rows: kind, share, change.
NAME_DAMAGE: Sequence[tuple[str, float, Callable[[random.Random, str], str]]] = (
    ("letter slip", 0.08, damage.slip),
    ("OCR letter", 0.03, damage.ocr_letter),
    ("look-alike letters", 0.04, damage.look_alike_letters),
    ("broken word", 0.03, damage.broken_word),
)
ACRONYM, TRANSLATED, LATIN, CUT, ORDER, ADDED, RENAMED = 0.015, 0.04, 0.12, 0.04, 0.03, 0.03, 0.01
MOVED, OTHER_FORM, WRONG_DIGIT, PLACEHOLDER, OF_ANOTHER, DOUBLED = 0.04, 0.03, 0.02, 0.04, 0.003, 0.01


@dataclass(frozen=True, slots=True)
class Company:
    parts: tuple[Part, ...]
    form: str
    place: tuple[str, str]
    identifier: str
    site: str

    @property
    def name(self) -> str:
        return " ".join(part.bg for part in self.parts)


@dataclass(slots=True)
class Registers:
    """rows: cells in the order of COLUMNS. truth: pairs of ids, and what was done to the right row of each."""

    left: list[list[str]] = field(default_factory=list)
    right: list[list[str]] = field(default_factory=list)
    truth: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        for side in ("left", "right"):
            with (folder / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([COLUMNS, *getattr(self, side)])


def make_registers(seed: int, rows: int) -> Registers:
    """Two registers of so many rows each, in an order of their own; the same seed gives the same ones."""
    rng = random.Random(f"companies {seed} {rows}")
    maker = _Maker(rng, rows)
    made = Registers()
    companies = [maker.company() for _ in range(rows)]
    made.left = [_register_row(rng, f"L{n}", company) for n, company in enumerate(companies)]
    right: list[tuple[Company, int, bool]] = []
    shared = rng.sample(range(rows), int(rows * SHARED))
    for n in shared:
        right.append((companies[n], n, True))
        if rng.random() < DOUBLED:
            right.append((companies[n], n, True))
    while len(right) < rows:
        n = rng.randrange(rows)
        other = maker.resembling(companies[n]) if rng.random() < RESEMBLING else maker.company()
        right.append((other, n, False))
    rng.shuffle(right)
    for number, (company, n, is_same) in enumerate(right[:rows]):
        row, noise = _listed_row(rng, f"R{number}", company, maker)
        made.right.append(row)
        if is_same:
            made.truth[f"L{n}", row[0]] = noise
    rng.shuffle(made.left)
    return made


class _Maker:
    """Makes companies. Brands come from a pool, so that some are borne by several companies, as they are in registers."""

    def __init__(self, rng: random.Random, rows: int) -> None:
        self.rng = rng
        self.numbers: set[str] = set()
        self.brands = [self._new_brand() for _ in range(max(rows // 2, 50))]

    def company(self) -> Company:
        rng = self.rng
        parts = tuple(rng.choices(_PATTERNS, cum_weights=_PATTERN_WEIGHTS)[0](self))
        form = "ЕТ" if parts[0].role == "person" else rng.choices(list(FORMS), list(FORMS.values()))[0]
        return Company(parts, form, self.place(), self._number(), self._site(parts))

    def resembling(self, company: Company) -> Company:
        """Another company that a careless eye would take for this one."""
        parts = company.parts
        kind = self.rng.randrange(4)
        place = company.place
        if kind == 0:  # a namesake elsewhere
            place = self.place()
            if place == company.place:
                parts = (*parts, self._common())
        elif kind == 1:
            parts = (
                (*parts[:-1], self._common(), self._numeral()) if len(parts) > 1 else (*parts, self._noun())
            )
        elif kind == 2:
            parts = (self._brand(), *parts[1:])
        else:
            parts = (*parts, self._noun())
        return Company(parts, company.form, place, self._number(), self._site(parts))

    def place(self) -> tuple[str, str]:
        towns, weights = _places()
        return towns[bisect(weights, self.rng.random() * weights[-1])]

    def _number(self) -> str:
        while True:
            start = self.rng.choice((0, 10, 11, 12, 13, 17, 20, 20, 20, 20))
            eight = f"{start:02}{self.rng.randrange(1_000_000):06}"
            number = eight + check_digit(eight)
            if number not in self.numbers:
                self.numbers.add(number)
                return number

    def _site(self, parts: Sequence[Part]) -> str:
        stem = "".join(part.en[0] for part in parts[:2] if part.role != "numeral").lower()
        stem = "".join(letter for letter in stem if letter.isascii() and letter.isalnum())[:20] or "firma"
        if self.rng.random() < 0.5:
            stem += str(self.rng.randrange(1000))
        return f"{stem}{self.rng.choice(('.bg', '.com', '.eu', '-bg.com', '.net'))}"

    def _new_brand(self) -> Part:
        word = "".join(self.rng.choice(SYLLABLES) for _ in range(self.rng.choice((2, 3, 3, 3, 4))))
        word += self.rng.choice(("", "", "", "кс", "тех", "нет", "лайн"))
        return Part(word, (to_latin(word).capitalize(),), "brand", known=False)

    def _brand(self) -> Part:
        return self.brands[int(len(self.brands) * self.rng.random() ** 1.5)]

    def _common(self) -> Part:
        word = COMMON[int(len(COMMON) * self.rng.random() ** 1.3)]
        return Part(word, (to_latin(word).capitalize(),), "common", known=False)

    def _noun(self) -> Part:
        return self.rng.choice(nouns())

    def _adjective(self) -> Part:
        return self.rng.choice(adjectives())

    def _numeral(self) -> Part:
        number = str(
            self.rng.choice(
                (self.rng.randrange(89, 100), self.rng.randrange(2000, 2024), self.rng.randrange(1, 8))
            )
        )
        return Part(number, (number,), "numeral")

    def _surname(self, ending: str = "") -> Part:
        word = self.rng.choice(SURNAMES) + ending
        return Part(word, (to_latin(word).capitalize(),), "surname", known=False)

    def _person(self) -> Part:
        word = self.rng.choice(FIRST)
        return Part(word, (to_latin(word).capitalize(),), "person", known=False)

    def _town(self) -> Part:
        bg, en = self.place()
        return Part(bg, (en,), "place")

    def _initials(self) -> Part:
        word = "".join(self.rng.choice("абвгдеиклмнпрст") for _ in range(self.rng.choice((2, 3, 3)))).upper()
        return Part(word, (to_latin(word),), "initials", known=False)


_AND = Part("и", ("and",), "link")
_SON = Part("син", ("Son",), "son")
_WEIGHTED: tuple[tuple[Callable[[_Maker], list[Part]], int], ...] = (
    (lambda m: [m._brand()], 16),
    (lambda m: [m._brand(), m._common()], 18),
    (lambda m: [m._brand(), m._brand()], 9),
    (lambda m: [m._brand(), m._common(), m._common()], 5),
    (lambda m: [m._brand(), m._noun()], 8),
    (lambda m: [m._brand(), m._numeral()], 5),
    (lambda m: [m._common(), m._common(), m._numeral()], 5),
    (lambda m: [m._common(), m._common()], 3),
    (lambda m: [m._adjective(), m._noun()], 4),
    (lambda m: [m._adjective(), m._noun(), m._brand()], 4),
    (lambda m: [m._noun(), m._town()], 2),
    (lambda m: [m._noun(), m._brand(), m._town()], 3),
    (lambda m: [m._surname(), _AND, _SON], 1),
    (lambda m: [m._surname(), m._brand()], 4),
    (lambda m: [m._person(), m._surname(), m._brand()], 6),
    (lambda m: [m._person(), m._surname()], 2),
    (lambda m: [m._initials(), m._common()], 2),
    (lambda m: [m._initials(), m._brand()], 3),
)
_PATTERNS = [pattern for pattern, _ in _WEIGHTED]
_PATTERN_WEIGHTS = list(accumulate(weight for _, weight in _WEIGHTED))


@cache
def _places() -> tuple[list[tuple[str, str]], list[float]]:
    """A quarter of all companies in Sofia, a quarter in the next five cities, as in the register."""
    large = {"София": 25.0, "Пловдив": 9.0, "Варна": 8.0, "Бургас": 6.0, "Русе": 3.0, "Стара Загора": 3.0}
    others = [(s.bg, s.en) for s in settlements() if s.bg not in large]
    towns = [(s.bg, s.en) for s in settlements() if s.bg in large] + others
    weights = [large.get(bg, 46.0 / len(others)) for bg, _ in towns]
    return towns, list(accumulate(weights))


def _register_row(rng: random.Random, row: str, company: Company) -> list[str]:
    name = company.name.upper()
    if rng.random() < 0.01:
        name = damage.slip(rng, name)
    in_name = rng.random() < 0.5
    if in_name:
        name = f'ЕТ "{name}"' if company.form == "ЕТ" else f'"{name}" {company.form}'
    return [
        row,
        name,
        company.identifier if rng.random() < 0.92 else "",
        company.place[0] if rng.random() < 0.95 else "",
        "" if in_name else company.form,
        f"http://{company.site}" if rng.random() < 0.2 else "",
    ]


def _listed_row(
    rng: random.Random, row: str, company: Company, maker: _Maker
) -> tuple[list[str], frozenset[str]]:
    noise: set[str] = set()
    name, latin = _listed_name(rng, company, maker, noise)
    form = company.form
    if rng.random() < OTHER_FORM:
        form = rng.choice([other for other in FORMS if other != form])
        noise.add("other legal form")
    written = FORMS_EN[form] if latin else form
    cells = [
        row,
        name,
        _identifier(rng, company, maker, noise),
        _place(rng, company, maker, latin, noise),
        "",
        "",
    ]
    style = rng.random()
    if style < 0.4:
        cells[1] = f"{written} {name}" if form == "ЕТ" else f"{name} {written}"
    elif style < 0.7:
        cells[4] = written
    if rng.random() < 0.25:
        cells[5] = _website(rng, company)
    return cells, frozenset(noise)


def _listed_name(rng: random.Random, company: Company, maker: _Maker, noise: set[str]) -> tuple[str, bool]:
    parts, kind = _listed_parts(rng, company, maker, noise), rng.random()
    latin = kind < LATIN + TRANSLATED
    if kind < TRANSLATED:
        name = " ".join(part.en[0] for part in parts)
        noise.add(
            "translation" if any(part.role in ("noun", "adjective") for part in parts) else "Latin letters"
        )
    elif latin:
        name = damage.in_latin(rng, " ".join(part.bg for part in parts))
        noise.add("Latin letters")
    else:
        name = " ".join(part.bg for part in parts)
    words = name.split()
    if rng.random() < ACRONYM and len(words) > 2:
        noise.clear()
        noise.add("acronym instead")
        return "".join(word[0] for word in words if word not in ("и", "and")).upper(), latin
    for what, share, change in NAME_DAMAGE:
        if rng.random() < share:
            changed = change(rng, name)
            if changed != name:
                name = changed
                noise.add(what)
    style = rng.random()
    name = name.upper() if style < 0.3 else name.title() if style < 0.8 else name
    return (f'"{name}"' if rng.random() < 0.3 else f"„{name}“" if rng.random() < 0.1 else name), latin


def _listed_parts(rng: random.Random, company: Company, maker: _Maker, noise: set[str]) -> list[Part]:
    parts = list(company.parts)
    if rng.random() < RENAMED:
        parts = list(maker.company().parts)
        noise.add("another name")
    if rng.random() < ORDER and len(parts) > 1:
        parts = parts[1:] + parts[:1]
        noise.add("order")
    if rng.random() < ADDED:
        parts.append(maker._common())
        noise.add("word added")
    if rng.random() < CUT and len(parts) > 1:
        parts.pop()
        noise.add("cut name")
    return parts


def _identifier(rng: random.Random, company: Company, maker: _Maker, noise: set[str]) -> str:
    if rng.random() > 0.4:
        noise.add("no identifier")
        return ""
    digits, style = company.identifier, rng.random()
    if style < OF_ANOTHER:
        noise.add("another's identifier")
        return maker._number()
    if style < OF_ANOTHER + WRONG_DIGIT:
        spot = rng.randrange(9)
        noise.add("wrong digit")
        return digits[:spot] + str((int(digits[spot]) + rng.randint(1, 9)) % 10) + digits[spot + 1 :]
    if style < OF_ANOTHER + WRONG_DIGIT + PLACEHOLDER:
        noise.add("no identifier")
        return rng.choice(PLACEHOLDERS)
    if style < 0.2:
        return f"BG{digits}"
    if style < 0.3:
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return digits.lstrip("0") if style < 0.6 else digits


def _place(rng: random.Random, company: Company, maker: _Maker, latin: bool, noise: set[str]) -> str:
    if rng.random() > 0.75:
        noise.add("no place")
        return ""
    bg, en = company.place
    if rng.random() < MOVED:
        bg, en = maker.place()
        noise.add("moved")
    if latin:
        return en
    style = rng.random()
    return f"гр. {bg}" if style < 0.25 else bg.upper() if style < 0.4 else bg


def _website(rng: random.Random, company: Company) -> str:
    if rng.random() < 0.1:
        return f"https://{rng.choice(PAGE_HOSTS)}/{rng.randrange(10**6)}"
    front = rng.choice(("http://", "https://", "https://www.", "www.", ""))
    return f"{front}{company.site}{rng.choice(('', '/', '/bg/', '/contacts.html'))}"
