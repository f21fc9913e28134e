"""Schemes that label how well a cluster is managed. A label is recorded here, never awarded."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term


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


def label_scheme(code: str) -> LabelScheme:
    return vocabulary.look_up(_index(), code, "label scheme")


@cache
def label_schemes() -> tuple[LabelScheme, ...]:
    return tuple(_index().values())


@cache
def _index() -> dict[str, LabelScheme]:
    return vocabulary.by_code(vocabulary.load("labels.yaml", LabelScheme))
