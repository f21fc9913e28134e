"""Countries (ISO 3166-1) and when each was a member of the European Union."""

from dataclasses import dataclass
from datetime import date

from ebpages.reference.vocabulary import Term, look_ups


@dataclass(frozen=True, slots=True)
class Country(Term):
    """`eu_from` and `eu_to` are the first and the last day of membership (ISO dates, empty without)."""

    europe: bool = False
    eu_from: str = ""
    eu_to: str = ""

    def eu_member(self, on: date) -> bool:
        day = on.isoformat()
        return bool(self.eu_from) and self.eu_from <= day <= (self.eu_to or day)


country, countries = look_ups("countries.csv", Country, "country")


def eu_members(on: date) -> tuple[Country, ...]:
    return tuple(item for item in countries() if item.eu_member(on))
