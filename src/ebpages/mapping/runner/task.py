"""One piece of independent work, a year under a rule set, of the data or of a resample of their regions; and what it gave."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeAlias

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
Work: TypeAlias = Callable[[Task], pyarrow.Table]


class TaskFailed(Exception):
    """What went wrong in which task; where it was another process, its trace is a note of the error."""

    def __init__(self, task: Task, problem: str, trace: str = "") -> None:
        super().__init__(f"{task}: {problem}")
        self.task, self.problem = task, problem
        if trace:
            self.add_note(trace)


class EngineMissing(Exception):
    """What an engine needs is not installed; says what to install."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a task gave, as bytes that any process can send. table: an Arrow stream, since every rule set has columns of its own; empty where there is a problem."""

    table: bytes
    problem: str = ""
    trace: str = ""

    @classmethod
    def to(cls, task: Task, work: Work) -> Self:
        """Carry out a task; raises nothing that the work raises."""
        try:
            return cls(_sent(work(task)))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told where the run was asked for
            return cls(b"", sentence(error), traceback.format_exc())

    def result(self, task: Task) -> pyarrow.Table:
        """The table. Raises TaskFailed."""
        if self.problem:
            raise TaskFailed(task, self.problem, self.trace)
        return pyarrow.ipc.open_stream(self.table).read_all()


def sentence(error: Exception) -> str:
    """The sentence of an error; its kind in front where it was not raised to be read."""
    return str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"


def _sent(table: pyarrow.Table) -> bytes:
    stream = pyarrow.BufferOutputStream()
    options = pyarrow.ipc.IpcWriteOptions(compression="lz4")
    with pyarrow.ipc.new_stream(stream, table.schema, options=options) as writer:
        writer.write_table(table)
    return bytes(stream.getvalue())
