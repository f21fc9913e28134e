"""Steps of a search one after the other, or spread over the engines that cluster mapping runs on."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow

from ebpages.mapping.definitions.checkpoint import Arrays
from ebpages.mapping.runner.run import Engine, run
from ebpages.mapping.runner.task import Task

Step: TypeAlias = Callable[[Any], Arrays]
# Gives what the step gives for each key, in their order; like `map`.
Mapper: TypeAlias = Callable[[Step, Sequence[Hashable]], Iterable[Arrays]]


def on_engine(engine: Engine, workers: int) -> Mapper:
    """Steps as tasks of the runner: side by side in a pool of processes, or on Spark."""

    def mapped(step: Step, keys: Sequence[Hashable]) -> Iterator[Arrays]:
        tasks = [Task(0, str(key), number) for number, key in enumerate(keys)]
        for table in run(tasks, _Keyed(step, tuple(keys)), engine=engine, workers=workers):
            yield _arrays(table)

    return mapped


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A step as work of the runner: the replicate of a task is the place of its key."""

    step: Step
    keys: tuple[Hashable, ...]

    def __call__(self, task: Task) -> pyarrow.Table:
        arrays = self.step(self.keys[task.replicate])
        return pyarrow.table(
            {
                "name": list(arrays),
                "type": [array.dtype.str for array in arrays.values()],
                "shape": [list(array.shape) for array in arrays.values()],
                "data": pyarrow.array([array.tobytes() for array in arrays.values()], pyarrow.large_binary()),
            }
        )


def _arrays(table: pyarrow.Table) -> Arrays:
    return {
        row["name"]: np.frombuffer(row["data"], dtype=row["type"]).reshape(row["shape"])
        for row in table.to_pylist()
    }
