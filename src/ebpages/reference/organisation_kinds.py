"""Kinds of organisation that the registry holds."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term


@dataclass(frozen=True, slots=True)
class OrganisationKind(Term):
    bg_plural: str
    en_plural: str

    def plural(self, language: str) -> str:
        return vocabulary.in_language(language, self.bg_plural, self.en_plural)


def organisation_kind(code: str) -> OrganisationKind:
    return vocabulary.look_up(_index(), code, "kind of organisation")


@cache
def organisation_kinds() -> tuple[OrganisationKind, ...]:
    return tuple(_index().values())


@cache
def _index() -> dict[str, OrganisationKind]:
    return vocabulary.by_code(vocabulary.load("organisation_kinds.yaml", OrganisationKind))
