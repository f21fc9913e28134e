"""The words of profiles: types, stages, protection, forms of transfer, sizes of a partner, goals, areas of smart specialisation."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ebpages.declared.schema import Declared, read_document, read_entry, refuse_twice
from ebpages.reference.vocabulary import UnknownCode, in_language

FILE = Path(__file__).with_name("data") / "terms.yaml"


class ProfileTerm(Declared):
    """network: what the Enterprise Europe Network calls it, "" where it has no word. levels: technology readiness levels of a stage.

    countries: of protection that holds country by country.
    """

    code: Annotated[str, Field(min_length=1)]
    bg: str
    en: str
    network: str = ""
    levels: tuple[int, ...] = ()
    countries: bool = False

    def name(self, language: str) -> str:
        return in_language(language, self.bg, self.en)


@cache
def _terms() -> Mapping[str, Mapping[str, ProfileTerm]]:
    """By vocabulary and code. Raises BrokenDeclaration."""
    found = {}
    for vocabulary, entry in read_document(FILE).items():
        terms = [
            read_entry(FILE.name, vocabulary, ProfileTerm, n, each)
            for n, each in enumerate(entry["terms"], 1)
        ]
        refuse_twice(FILE.name, vocabulary, (each.code for each in terms))
        found[vocabulary] = {each.code: each for each in terms}
    return found


def terms(vocabulary: str) -> Mapping[str, ProfileTerm]:
    """By code, in their order."""
    return _terms()[vocabulary]


def term(vocabulary: str, code: str) -> ProfileTerm:
    """Raises UnknownCode."""
    found = terms(vocabulary).get(code)
    if found is None:
        raise UnknownCode(code, vocabulary.replace("_", " "))
    return found


def stage_of_level(level: int | None) -> str:
    """The stage that a technology readiness level belongs to; "" without one."""
    return next((each.code for each in terms("stages").values() if level in each.levels), "")
