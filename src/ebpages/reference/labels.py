"""Schemes that label how well a cluster is managed. A label is recorded here, never awarded."""

from dataclasses import dataclass

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term, look_ups


@dataclass(frozen=True, slots=True)
class LabelLevel(Term):
    """Months of validity from the month of the assessment, of a renewal, and to renew in after the end.

    None where the scheme's rule is not known to us.
    """

    rank: int
    motto: str = ""
    months_valid: int | None = None
    months_renewed: int | None = None
    months_to_renew: int | None = None


@dataclass(frozen=True, slots=True)
class LabelScheme(Term):
    levels: tuple[LabelLevel, ...]
    operator: str = ""

    def level(self, code: str) -> LabelLevel:
        return vocabulary.look_up({level.code: level for level in self.levels}, code, f"level of {self.en}")


label_scheme, label_schemes = look_ups("labels.yaml", LabelScheme, "label scheme")
