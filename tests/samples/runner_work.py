"""Work for the runner's tests, in a module that spawned processes can import."""

import os
import signal
import time
from pathlib import Path

import numpy as np
import pyarrow

from ebpages.mapping.runner.task import Task

TASKS = tuple(Task(year, "rules", replicate) for year in (2014, 2015) for replicate in range(4))


def drawn(task: Task) -> pyarrow.Table:
    """Floats whose last bit tells whether two engines computed the same; the first tasks take longest."""
    time.sleep(0.02 * (task.replicate == 0))
    values = np.random.default_rng((task.year, task.replicate)).random(5)
    columns = {"year": [task.year] * 5, "value": values / values.sum(), "none": [None] * 5}
    return pyarrow.table(columns).replace_schema_metadata({"of": str(task)})


def fails_in_2015(task: Task) -> pyarrow.Table:
    if task.year == 2015:
        raise ValueError("the panel holds no employment of 2015")
    return drawn(task)


def a_fault(task: Task) -> pyarrow.Table:
    return pyarrow.table({"a": [{}[task.year]]})


def killed(task: Task) -> pyarrow.Table:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def says_its_threads(task: Task) -> pyarrow.Table:
    return pyarrow.table({"threads": [os.environ.get("OPENBLAS_NUM_THREADS")], "process": [os.getpid()]})


class Sleeps:
    """Notes its process in a folder, then sleeps for longer than any test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, task: Task) -> pyarrow.Table:
        (self.folder / str(os.getpid())).touch()
        time.sleep(60)
        return pyarrow.table({})
