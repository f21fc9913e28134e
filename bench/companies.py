"""Invented companies with names, legal forms, places, identifiers and websites as a register of companies has them."""

import random
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from bench.world import SYLLABLES, Part, adjectives, nouns
from ebpages.reference.settlements import settlements
from ebpages.registry.identifiers import check_digit
from ebpages.search.transliteration import to_latin

FORMS = {"ЕООД": 0.5, "ООД": 0.3, "ЕТ": 0.1, "АД": 0.05, "ЕАД": 0.03, "СД": 0.02}
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


class CompanyMaker:
    """Makes companies. Brands come from a pool, so that some are borne by several companies, as they are in registers."""

    def __init__(self, rng: random.Random, rows: int) -> None:
        self.rng = rng
        self.numbers: set[str] = set()
        self.brands = [self._new_brand() for _ in range(max(rows // 2, 50))]

    def company(self) -> Company:
        rng = self.rng
        parts = tuple(rng.choices(_PATTERNS, cum_weights=_PATTERN_WEIGHTS)[0](self))
        form = "ЕТ" if parts[0].role == "person" else rng.choices(list(FORMS), list(FORMS.values()))[0]
        return Company(parts, form, self.place(), self.number(), self._site(parts))

    def resembling(self, company: Company) -> Company:
        """Another company that a careless eye would take for this one."""
        parts = company.parts
        kind = self.rng.randrange(4)
        place = company.place
        if kind == 0:  # a namesake elsewhere
            place = self.place()
            if place == company.place:
                parts = (*parts, self.common())
        elif kind == 1:
            parts = (
                (*parts[:-1], self.common(), self._numeral()) if len(parts) > 1 else (*parts, self._noun())
            )
        elif kind == 2:
            parts = (self._brand(), *parts[1:])
        else:
            parts = (*parts, self._noun())
        return Company(parts, company.form, place, self.number(), self._site(parts))

    def place(self) -> tuple[str, str]:
        towns, weights = _places()
        return towns[bisect(weights, self.rng.random() * weights[-1])]

    def number(self) -> str:
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

    def common(self) -> Part:
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
_WEIGHTED: tuple[tuple[Callable[[CompanyMaker], list[Part]], int], ...] = (
    (lambda m: [m._brand()], 16),
    (lambda m: [m._brand(), m.common()], 18),
    (lambda m: [m._brand(), m._brand()], 9),
    (lambda m: [m._brand(), m.common(), m.common()], 5),
    (lambda m: [m._brand(), m._noun()], 8),
    (lambda m: [m._brand(), m._numeral()], 5),
    (lambda m: [m.common(), m.common(), m._numeral()], 5),
    (lambda m: [m.common(), m.common()], 3),
    (lambda m: [m._adjective(), m._noun()], 4),
    (lambda m: [m._adjective(), m._noun(), m._brand()], 4),
    (lambda m: [m._noun(), m._town()], 2),
    (lambda m: [m._noun(), m._brand(), m._town()], 3),
    (lambda m: [m._surname(), _AND, _SON], 1),
    (lambda m: [m._surname(), m._brand()], 4),
    (lambda m: [m._person(), m._surname(), m._brand()], 6),
    (lambda m: [m._person(), m._surname()], 2),
    (lambda m: [m._initials(), m.common()], 2),
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
