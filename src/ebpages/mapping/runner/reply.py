"""What a task gave, as bytes that any process can send: its table, or what went wrong."""

import traceback
from dataclasses import dataclass
from typing import Self

import pyarrow

from ebpages.mapping.runner.task import Task, TaskFailed, Work


@dataclass(frozen=True, slots=True)
class Reply:
    """table: an Arrow stream, since every rule set has columns of its own; empty where there is a problem."""

    table: bytes
    problem: str = ""
    trace: str = ""

    @classmethod
    def to(cls, task: Task, work: Work) -> Self:
        """Carry out a task; raises nothing that the work raises."""
        try:
            return cls(_sent(work(task)))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told where the run was asked for
            return cls(b"", told(error), traceback.format_exc())

    def result(self, task: Task) -> pyarrow.Table:
        """The table. Raises TaskFailed."""
        if self.problem:
            raise TaskFailed(task, self.problem, self.trace)
        return pyarrow.ipc.open_stream(self.table).read_all()


def told(error: Exception) -> str:
    """The sentence of an error; its kind in front where it was not raised to be read."""
    return str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"


def _sent(table: pyarrow.Table) -> bytes:
    stream = pyarrow.BufferOutputStream()
    options = pyarrow.ipc.IpcWriteOptions(compression="lz4")
    with pyarrow.ipc.new_stream(stream, table.schema, options=options) as writer:
        writer.write_table(table)
    return bytes(stream.getvalue())
