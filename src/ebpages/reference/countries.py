"""Countries (ISO 3166-1) and when each was a member of the European Union."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Country(Term):
    """`eu_from` and `eu_to` are the first and the last day of membership (ISO dates, empty without)."""

    europe: bool = False
    eu_from: str = ""
    eu_to: str = ""

    def eu_member(self, on: date) -> bool:
        day = on.isoformat()
        return bool(self.eu_from) and self.eu_from <= day <= (self.eu_to or day)


def country(code: str) -> Country:
    return vocabulary.look_up(_index(), code, "country")


@cache
def countries() -> tuple[Country, ...]:
    return tuple(_index().values())


def eu_members(on: date) -> tuple[Country, ...]:
    return tuple(item for item in countries() if item.eu_member(on))


@cache
def _index() -> dict[str, Country]:
    return vocabulary.by_code(vocabulary.load("countries.csv", Country))
