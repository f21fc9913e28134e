"""Names of the codes that statistics of industries are given by: NACE sections and divisions, with or without the section's letter."""

from functools import cache

from ebpages.reference import industries
from ebpages.reference.vocabulary import Term

ALL_INDUSTRIES = Term("TOTAL", "Всички дейности", "All industries")


def industry_name(code: str, language: str) -> str:
    """The name of a section ("C"), of a division ("10" or, as Eurostat writes it, "C10") or of `TOTAL`.

    The code itself where no name is known: a group or class of NACE, a division under another section's letter.
    """
    term = _named().get(code)
    return term.name(language) if term else code


@cache
def _named() -> dict[str, Term]:
    named: dict[str, Term] = {ALL_INDUSTRIES.code: ALL_INDUSTRIES}
    for item in industries.industries():
        named[item.code] = named[item.parent + item.code] = item
    return named
