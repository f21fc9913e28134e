"""Spark in local mode: the same tables as from the other engines. One session serves all tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ebpages.mapping.panel_mapping import PanelMapping
from ebpages.mapping.panels.reading import read_panel
from ebpages.mapping.panels.store import keep
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.runner.run import run
from ebpages.mapping.runner.task import Task, TaskFailed
from tests.samples import runner_work as work
from tests.samples.runner_panel import rows

sql = pytest.importorskip("pyspark.sql", reason='Spark is not installed: pip install "ebpages[spark]"')
HOME = os.environ.get("JAVA_HOME")
pytestmark = pytest.mark.skipif(
    shutil.which("java", path=str(Path(HOME) / "bin") if HOME else None) is None,
    reason="Java is not installed: Spark needs Java 17 or newer",
)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session as a run makes it for itself, kept for all tests."""
    from ebpages.mapping.runner.spark import local_session

    made = local_session(2)
    yield made
    made.stop()


def test_spark_gives_the_same_tables_in_the_same_order_as_one_process(session: Any) -> None:
    here = list(run(work.TASKS, work.drawn))
    spark = list(run(work.TASKS, work.drawn, engine="spark", session=session))
    assert len(spark) == len(here)
    assert all(a.equals(b, check_metadata=True) for a, b in zip(here, spark, strict=True))


def test_a_panel_is_mapped_on_spark_as_in_one_process_with_replicates_too(
    session: Any, tmp_path: Path
) -> None:
    file = tmp_path / "regions.csv"
    file.write_text(rows())
    keep(read_panel([file], name="sample"), tmp_path / "panels")
    rules = rule_sets()["eccp-2021"]
    mapping = PanelMapping(tmp_path / "panels", "sample", {rules.name: rules})
    tasks = [Task(year, rules.name, replicate) for year in (2013, 2014) for replicate in range(2)]
    here = list(run(tasks, mapping))
    spark = list(run(tasks, mapping, engine="spark", session=session))
    assert sum(table.num_rows for table in here) > 0
    assert all(a.equals(b, check_metadata=True) for a, b in zip(here, spark, strict=True))


def test_an_error_names_its_task_after_the_results_before_it(session: Any) -> None:
    results = run(work.TASKS, work.fails_in_2015, engine="spark", session=session)
    assert [next(results)["year"][0].as_py() for _ in range(4)] == [2014] * 4
    with pytest.raises(TaskFailed, match=r"^2015, rules: the panel holds no employment of 2015"):
        next(results)


def test_only_this_machine_can_reach_a_session_that_is_made_here(session: Any) -> None:
    settings = dict(session.sparkContext.getConf().getAll())
    assert settings["spark.driver.host"] == settings["spark.driver.bindAddress"] == "127.0.0.1"
    assert session.sparkContext.uiWebUrl is None
    assert session.sparkContext.defaultParallelism == 2
