"""One piece of independent work: a year under a rule set, of the data or of a resample of their regions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """replicate: 0 for the data as they are, n for the resample that is drawn with the seed n."""

    year: int
    rule_set: str
    replicate: int = 0

    def __str__(self) -> str:
        resample = f", replicate {self.replicate}" if self.replicate else ""
        return f"{self.year}, {self.rule_set}{resample}"


# Picklable: a function of a module, or an object of a class of a module that can be called.
Work: TypeAlias = "Callable[[Task], pyarrow.Table]"


class TaskFailed(Exception):
    """What went wrong in which task; where it was another process, its trace is a note of the error."""

    def __init__(self, task: Task, problem: str, trace: str = "") -> None:
        super().__init__(f"{task}: {problem}")
        self.task, self.problem = task, problem
        if trace:
            self.add_note(trace)


class Stopped(Exception):
    """The run was asked to stop before its last task."""


class EngineMissing(Exception):
    """What an engine needs is not installed; says what to install."""
