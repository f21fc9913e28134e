"""Countries (ISO 3166-1) and when each was a member of the European Union."""

from dataclasses import dataclass

from ebpages.reference.vocabulary import Term, look_ups


@dataclass(frozen=True, slots=True)
class Country(Term):
    """`eu_from` and `eu_to` are the first and the last day of membership (ISO dates, empty without)."""

    europe: bool = False
    eu_from: str = ""
    eu_to: str = ""


country, countries = look_ups("countries.csv", Country, "country")
