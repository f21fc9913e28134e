"""Whether an organisation is active, as lists and registers say it."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference.vocabulary import Term, look_ups
from ebpages.reference.wordings import Wordings


@dataclass(frozen=True, slots=True)
class ActivityState(Term):
    """`written`: wordings that name the state; a word with `*` stands for all its endings."""

    written: tuple[str, ...]


activity_state, activity_states = look_ups("activity_states.yaml", ActivityState, "state of activity")


def find_activity_state(text: str) -> ActivityState | None:
    """The state that a text names first, or None; what it says beyond that stays a remark."""
    found = _wordings().find(text)
    return found[0].term if found else None


@cache
def _wordings() -> Wordings[ActivityState]:
    return Wordings((wording, item) for item in activity_states() for wording in item.written)
