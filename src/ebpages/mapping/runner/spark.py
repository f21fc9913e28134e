"""Tasks as groups of a Spark data frame: on a cluster, or on this machine where no session is given."""

import logging
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow

from ebpages.mapping.runner.process_pool import ONE_THREAD, environment
from ebpages.mapping.runner.task import EngineMissing, Reply, Task, Work

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_TASK = "place long, year long, rule_set string, replicate long"
_REPLY = "place long, table binary, problem string, trace string"
_QUIET = Path(__file__).with_name("spark_log.properties")
_WAVE = 8  # tasks for each place of the session that are handed over together


def results(
    tasks: Sequence[Task], work: Work, workers: int, session: "SparkSession | None" = None
) -> Iterator[pyarrow.Table]:
    """The table of each task, in their order; this package must be installed where the session works.

    Raises TaskFailed, and EngineMissing where there is neither a session nor what makes one.
    """
    with _session(session, workers) as spark:
        remaining = iter(enumerate(tasks))
        while wave := list(islice(remaining, _WAVE * spark.sparkContext.defaultParallelism)):
            replies = _replies(spark, wave, work)
            for place, task in wave:
                yield replies.pop(place).result(task)


def local_session(workers: int) -> "SparkSession":
    """A session that only this machine can reach, without a page of its own, whose workers are this very Python."""
    from pyspark.sql import SparkSession

    logging.getLogger("py4j").setLevel(logging.ERROR)
    here = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    with environment(ONE_THREAD | here):
        return (
            SparkSession.builder.master(f"local[{workers}]")
            .appName("ebpages mapping")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={_QUIET.as_uri()}")
            .getOrCreate()
        )


def _replies(spark: "SparkSession", wave: Sequence[tuple[int, Task]], work: Work) -> dict[int, Reply]:
    """One group for each task. Ranges give every group a partition of its own, where hashes would put several into one."""

    def carry_out(group: pyarrow.Table) -> pyarrow.Table:
        row = group.to_pylist()[0]
        reply = Reply.to(Task(row["year"], row["rule_set"], row["replicate"]), work)
        return pyarrow.table(
            {
                "place": pyarrow.array([row["place"]], pyarrow.int64()),
                "table": pyarrow.array([reply.table], pyarrow.binary()),
                "problem": [reply.problem],
                "trace": [reply.trace],
            }
        )

    keys = [(place, task.year, task.rule_set, task.replicate) for place, task in wave]
    groups = spark.createDataFrame(keys, _TASK).repartitionByRange(len(keys), "place").groupBy("place")
    rows = groups.applyInArrow(carry_out, _REPLY).collect()
    return {row.place: Reply(bytes(row.table), row.problem, row.trace) for row in rows}


@contextmanager
def _session(own: "SparkSession | None", workers: int) -> Iterator["SparkSession"]:
    """own: the caller's. That session or the one under way; otherwise one that is made on this machine and stopped again."""
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        raise EngineMissing(
            'Spark is not installed. Run `pip install "ebpages[spark]"`, or choose another engine'
        ) from None
    if active := own or SparkSession.getActiveSession():
        yield active
        return
    _need_java()
    try:
        session = local_session(workers)
    except PySparkRuntimeError as problem:
        raise EngineMissing(
            f"Spark does not start ({problem}). It needs Java 17 or newer: install it, or set JAVA_HOME to it"
        ) from None
    try:
        yield session
    finally:
        session.stop()


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        where = f"JAVA_HOME is {home}, which holds no bin/java" if home else "there is no java on the PATH"
        raise EngineMissing(
            f"Spark needs Java, and {where}. Install Java 17 or newer (Debian: openjdk-17-jre-headless), "
            "or choose another engine"
        )
