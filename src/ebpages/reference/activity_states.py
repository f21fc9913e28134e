"""Whether an organisation is active, as lists and registers say it."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term
from ebpages.reference.wordings import Wordings


@dataclass(frozen=True, slots=True)
class ActivityState(Term):
    """`written`: wordings that name the state; a word with `*` stands for all its endings."""

    written: tuple[str, ...]


def activity_state(code: str) -> ActivityState:
    return vocabulary.look_up(_index(), code, "state of activity")


@cache
def activity_states() -> tuple[ActivityState, ...]:
    return tuple(_index().values())


def find_activity_state(text: str) -> ActivityState | None:
    """The state that a text names first, or None; what it says beyond that stays a remark."""
    found = _wordings().find(text)
    return found[0].term if found else None


@cache
def _index() -> dict[str, ActivityState]:
    return vocabulary.by_code(vocabulary.load("activity_states.yaml", ActivityState))


@cache
def _wordings() -> Wordings[ActivityState]:
    return Wordings((wording, item) for item in activity_states() for wording in item.written)
