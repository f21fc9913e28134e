"""Legal forms of Bulgaria and the ways they are written in names."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term

Kind = Literal["commercial", "non_profit", "cooperative", "unincorporated", "branch"]


@dataclass(frozen=True, slots=True)
class LegalForm(Term):
    """`written` is in capitals, longest first; a name may begin or end with any of them."""

    written: tuple[str, ...]
    kind: Kind


def legal_form(code: str) -> LegalForm:
    return vocabulary.look_up(_index(), code, "legal form")


@cache
def legal_forms() -> tuple[LegalForm, ...]:
    return tuple(_index().values())


@cache
def _index() -> dict[str, LegalForm]:
    return vocabulary.by_code(vocabulary.load("legal_forms.yaml", LegalForm))
