"""The stages of development in which the agency for small enterprises (BSMEPA) placed clusters."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term
from ebpages.reference.wordings import Wordings, distinct


@dataclass(frozen=True, slots=True)
class Stage(Term):
    written: tuple[str, ...]


def stage(code: str) -> Stage:
    return vocabulary.look_up(_index(), code, "stage")


@cache
def stages() -> tuple[Stage, ...]:
    """From the first stage to the last, then "not categorised"."""
    return tuple(_index().values())


def find_stages(text: str) -> tuple[Stage, ...]:
    """Every stage that a cell names, in its order: "начален етап; развиващ се" names two."""
    return distinct(found.term for found in _wordings().find(text))


@cache
def _index() -> dict[str, Stage]:
    return vocabulary.by_code(vocabulary.load("stages.yaml", Stage))


@cache
def _wordings() -> Wordings[Stage]:
    return Wordings((wording, item) for item in stages() for wording in item.written)
