"""Runs tasks in this process, in a pool of processes or on Spark, and yields their tables in order."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

import pyarrow

from ebpages.mapping.runner import process_pool, spark
from ebpages.mapping.runner.task import Task, TaskFailed, Work, sentence

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Engine = Literal["in-process", "pool", "spark"]
ENGINES: tuple[str, ...] = get_args(Engine)
Progress: TypeAlias = Callable[[int, int], None]


def run(
    tasks: Sequence[Task],
    work: Work,
    *,
    engine: Engine = "in-process",
    workers: int = 2,
    session: "SparkSession | None" = None,
    progress: Progress = lambda done, total: None,
) -> Iterator[pyarrow.Table]:
    """The table of each task, in the order of the tasks.

    workers: processes side by side, of the pool and of a Spark session that is made here. session: of Spark, where the caller has one.
    progress: told (tasks done, tasks in all) before the first and after each. Whatever ends the run, an
    error of `progress` too, leaves no process behind. Raises TaskFailed, EngineMissing.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers can do nothing; use 1 or more")
    tables = cast(
        Generator[pyarrow.Table], _results(engine, tuple(tasks), work, workers=workers, session=session)
    )
    with closing(tables):
        progress(0, len(tasks))
        for done, table in enumerate(tables, start=1):
            progress(done, len(tasks))
            yield table


def _results(
    engine: Engine, tasks: Sequence[Task], work: Work, *, workers: int, session: "SparkSession | None"
) -> Iterator[pyarrow.Table]:
    if engine == "in-process":
        return _in_process(tasks, work)
    if engine == "pool":
        return process_pool.results(tasks, work, workers)
    if engine == "spark":
        return spark.results(tasks, work, workers, session)
    raise ValueError(f"there is no engine {engine!r}; the engines are {', '.join(ENGINES)}")


def _in_process(tasks: Sequence[Task], work: Work) -> Iterator[pyarrow.Table]:
    for task in tasks:
        yield _result(task, work)


def _result(task: Task, work: Work) -> pyarrow.Table:
    try:
        return work(task)
    except Exception as error:
        raise TaskFailed(task, sentence(error)) from error
