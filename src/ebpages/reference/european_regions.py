"""Names of the codes that statistics of European regions are given by: countries and regions, of every NUTS version since 2006."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import countries, regions
from ebpages.reference.vocabulary import Term, look_ups

ALL_REGIONS = Term("TOTAL", "Всички региони", "All regions")

# Eurostat writes these countries otherwise than ISO 3166.
ISO_COUNTRIES = {"EL": "GR", "UK": "GB"}

# A code of NUTS 3 has five signs; its name is not listed, the region that it lies in is.
LONGEST_CODE = 5


@dataclass(frozen=True, slots=True)
class EuropeanRegion(Term):
    """A region of NUTS 1 or 2 (or `…ZZ`, what lies outside every region), Bulgaria's own left to `regions`.

    `country` is the ISO 3166 code (GR and GB, not EL and UK); `versions` are the years of the NUTS versions that have the code.
    """

    country: str
    versions: tuple[int, ...] = ()


european_region, european_regions = look_ups("european_regions.csv", EuropeanRegion, "European region")


def region_name(code: str, language: str) -> str:
    """The name of a region, a European country or `TOTAL`; the code itself where no name is known.

    Countries may be written as Eurostat does (EL, UK) or as ISO 3166 (GR, GB).
    """
    term = _named().get(code)
    return term.name(language) if term else code


def country_of(code: str) -> str:
    """The ISO 3166 code of the country that a region lies in, "" where that is not known (`TOTAL`, a user's own code)."""
    if len(code) > LONGEST_CODE:
        return ""
    known = _countries()
    # Two letters alone would take the user's own "NORTH" for Norway.
    shortest = min(len(code), 3)
    lengths = range(len(code), shortest - 1, -1)
    return next((known[code[:length]] for length in lengths if code[:length] in known), "")


@cache
def _named() -> dict[str, Term]:
    named: dict[str, Term] = {ALL_REGIONS.code: ALL_REGIONS}
    named |= {item.code: item for item in countries.countries() if item.europe}
    named |= {code: countries.country(iso) for code, iso in ISO_COUNTRIES.items()}
    named |= {item.code: item for item in regions.regions()}
    return named | {item.code: item for item in european_regions()}


@cache
def _countries() -> dict[str, str]:
    known = {item.code: item.code for item in countries.countries() if item.europe}
    known |= {item.code: "BG" for item in regions.regions()}
    return known | ISO_COUNTRIES | {item.code: item.country for item in european_regions()}
