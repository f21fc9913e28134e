"""What carries out the SQL: DuckDB on this machine, or a session of Spark."""

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import pyarrow

from ebpages.linking.register_file import UnlinkableError
from ebpages.publish.whole_file import folder_draft, put_in_place, whole_file

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MEMORY = "2GB"  # of DuckDB; what needs more goes to the disk beside the output
_LONGEST_WORD = 60
_QUIET = Path(__file__).parent / "data" / "spark_log.properties"


class Engine(Protocol):
    """Tables are files of Parquet, or folders of them; `read` gives one a name, `write` puts the answer of a query in place whole."""

    def read(self, name: str, path: Path) -> None: ...

    def write(self, query: str, path: Path) -> None: ...


class DuckDB:
    """DuckDB within bounded memory."""

    def __init__(self, scratch: Path) -> None:
        self._connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": str(scratch),
                "preserve_insertion_order": "false",
            }
        )
        self._connection.execute(
            f"CREATE TABLE positions AS SELECT CAST(range AS INTEGER) AS i FROM range(1, {_LONGEST_WORD + 1})"
        )

    def read(self, name: str, path: Path) -> None:
        files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        self._connection.read_parquet([_literal(file) for file in files]).create_view(name, replace=True)

    def write(self, query: str, path: Path) -> None:
        with whole_file(path) as draft:
            self.execute(f"COPY ({query}) TO {_quoted(draft)} (FORMAT parquet)")

    def execute(self, query: str) -> duckdb.DuckDBPyConnection:
        """Raises KeyboardInterrupt for Ctrl-C, which DuckDB tells in its own way."""
        try:
            return self._connection.execute(query)
        except (duckdb.InterruptException, RuntimeError) as problem:
            if isinstance(problem, duckdb.InterruptException) or "interrupt" in str(problem).casefold():
                raise KeyboardInterrupt from None
            raise

    def batches(self, query: str, size: int) -> pyarrow.RecordBatchReader:
        return self._connection.sql(query).to_arrow_reader(size)

    def keep(self, name: str, table: pyarrow.Table) -> None:
        self._connection.register(name, table)

    def close(self) -> None:
        self._connection.close()


class Spark:
    """A session of Spark."""

    def __init__(self, session: "SparkSession") -> None:
        self._session = session
        session.range(1, _LONGEST_WORD + 1).selectExpr("CAST(id AS INT) AS i").createOrReplaceTempView(
            "positions"
        )

    def read(self, name: str, path: Path) -> None:
        files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        self._session.read.parquet(*(file.as_uri() for file in files)).createOrReplaceTempView(name)

    def write(self, query: str, path: Path) -> None:
        with folder_draft(path) as draft:
            self._session.sql(query).write.mode("overwrite").parquet(draft.as_uri())
            put_in_place(draft, path)


@contextmanager
def open_engine(name: str, scratch: Path) -> Iterator[Engine]:
    """name: duckdb or spark. Raises UnlinkableError where Spark or its Java is not installed."""
    if name == "spark":
        with _session() as session:
            yield Spark(session)
        return
    engine = DuckDB(scratch)
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def _session() -> Iterator["SparkSession"]:
    """The session that is under way, as spark-submit gives it; otherwise one on this machine, which is stopped again."""
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        raise UnlinkableError(
            'Spark is not installed. Run `pip install "ebpages[spark]"`, or leave out --engine spark'
        ) from None
    if active := SparkSession.getActiveSession():
        yield active
        return
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        raise UnlinkableError(
            "Spark needs Java 17 or newer, and there is none. Install it or set JAVA_HOME, or leave out --engine spark"
        )
    session = _local_session()
    try:
        yield session
    finally:
        session.stop()


def _local_session() -> "SparkSession":
    """A session that only this machine can reach; SPARK_MASTER in the environment names another one."""
    from pyspark.sql import SparkSession

    logging.getLogger("py4j").setLevel(logging.ERROR)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings: dict[str, Any] = {"spark.ui.showConsoleProgress": "false", "spark.sql.session.timeZone": "UTC"}
    master = os.environ.get("SPARK_MASTER", "")
    if not master:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_QUIET.as_uri()}",
        }
    builder = SparkSession.builder.master(master or "local[*]").appName("ebpages link")
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _literal(path: Path) -> str:
    """The name of a file as DuckDB takes it, which would read some signs as a pattern."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
