"""The stages of development in which the agency for small enterprises (BSMEPA) placed clusters."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference.vocabulary import Term, look_ups
from ebpages.reference.wordings import Wordings, distinct


@dataclass(frozen=True, slots=True)
class Stage(Term):
    written: tuple[str, ...]


# From the first stage to the last, then "not categorised".
stage, stages = look_ups("stages.yaml", Stage, "stage")


def find_stages(text: str) -> tuple[Stage, ...]:
    """Every stage that a cell names, in its order: "начален етап; развиващ се" names two."""
    return distinct(found.term for found in _wordings().find(text))


@cache
def _wordings() -> Wordings[Stage]:
    return Wordings((wording, item) for item in stages() for wording in item.written)
