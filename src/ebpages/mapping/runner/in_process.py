"""Tasks one after the other, here."""

from collections.abc import Iterator, Sequence

import pyarrow

from ebpages.mapping.runner.reply import told
from ebpages.mapping.runner.task import Task, TaskFailed, Work


def results(tasks: Sequence[Task], work: Work) -> Iterator[pyarrow.Table]:
    """The table of each task, in their order. Raises TaskFailed."""
    for task in tasks:
        yield _result(task, work)


def _result(task: Task, work: Work) -> pyarrow.Table:
    try:
        return work(task)
    except Exception as error:
        raise TaskFailed(task, told(error)) from error
