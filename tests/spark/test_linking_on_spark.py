"""Linking on Spark in local mode: the same pairs, probabilities and reasons as on DuckDB."""

import os
import shutil
from pathlib import Path

import pytest

from bench.registers import make_registers
from ebpages.linking.linkage import link

pytest.importorskip("pyspark.sql", reason='Spark is not installed: pip install "ebpages[spark]"')
HOME = os.environ.get("JAVA_HOME")
pytestmark = pytest.mark.skipif(
    shutil.which("java", path=str(Path(HOME) / "bin") if HOME else None) is None,
    reason="Java is not installed: Spark needs Java 17 or newer",
)


def test_spark_gives_the_same_pairs_as_duckdb(tmp_path: Path) -> None:
    make_registers(11, 300).write(tmp_path)
    answers = []
    for engine in ("duckdb", "spark"):
        output = tmp_path / f"{engine}.csv"
        link(
            tmp_path / "left.csv", tmp_path / "right.csv", output,
            engine=engine, one_to_one=False, language="en", say=lambda step, done, total: None,
        )  # fmt: skip
        answers.append(output.read_text(encoding="utf-8"))
    assert answers[0] == answers[1]
    assert answers[0].count("\n") > 100
