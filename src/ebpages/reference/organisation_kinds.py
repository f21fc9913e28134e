"""Kinds of organisation that the registry holds."""

from dataclasses import dataclass

from ebpages.reference.vocabulary import Term, look_ups


@dataclass(frozen=True, slots=True)
class OrganisationKind(Term):
    bg_plural: str
    en_plural: str


organisation_kind, organisation_kinds = look_ups(
    "organisation_kinds.yaml", OrganisationKind, "kind of organisation"
)
