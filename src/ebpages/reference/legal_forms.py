"""Legal forms of Bulgaria and the ways they are written in names."""

from dataclasses import dataclass
from typing import Literal

from ebpages.reference.vocabulary import Term, look_ups

Kind = Literal["commercial", "non_profit", "cooperative", "unincorporated", "branch"]


@dataclass(frozen=True, slots=True)
class LegalForm(Term):
    """`written` is in capitals, longest first; a name may begin or end with any of them."""

    written: tuple[str, ...]
    kind: Kind


legal_form, legal_forms = look_ups("legal_forms.yaml", LegalForm, "legal form")
