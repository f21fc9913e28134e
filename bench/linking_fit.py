"""Fit the weights of linking on development registers, and write them to `linking/data/model.yaml`."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy
import pyarrow
import yaml
from sklearn.linear_model import LogisticRegression

from bench.registers import Registers, make_registers
from ebpages.linking import comparison, model, steps
from ebpages.linking.engine import DuckDB

DEVELOPMENT = (
    (1, 1_000),
    (2, 1_000),
    (3, 5_000),
    (4, 20_000),
    (5, 40_000),
)  # seed, rows; the benchmark has other seeds
_REGULAR = 1.0  # C of scikit-learn, its default
# What the invented registers do not hold, or hold only as far as they were told to: set by judgement.
JUDGED = {
    "name_unknown": -1.0,
    "identifier_equal_name_other": -5.0,
    "identifier_of_branch": 6.0,
    "number_equal": 6.0,
}


def fit() -> str:
    """The text of the new file."""
    with tempfile.TemporaryDirectory(prefix="ebpages-fit-") as folder:
        for seed, rows in DEVELOPMENT:
            _prepared(Path(folder) / f"{seed}", make_registers(seed, rows))
        folders = [Path(folder) / f"{seed}" for seed, _ in DEVELOPMENT]
        pair = _fit_pair(folders)
        rivals = _fit_rivals(folders, pair)
    sizes = ", ".join(f"{rows:,}" for _, rows in DEVELOPMENT)
    document = {
        "source": f"Logistic regression on invented registers of {sizes} rows (bench/registers.py, seeds {DEVELOPMENT[0][0]} to "
        f"{DEVELOPMENT[-1][0]}), {datetime.now(UTC):%Y-%m-%d}; `python -m bench.linking_fit` fits again",
        "certainty": "measured",
        "threshold": 0.5,
        "pair": pair,
        "rivals": rivals,
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def _quiet(step: str, done: int, total: int) -> None:
    pass


def _prepared(folder: Path, registers: Registers) -> None:
    """All steps up to the pairs that are compared, and the truth as row numbers."""
    folder.mkdir()
    registers.write(folder)
    for side in steps.SIDES:
        steps.keep_register(folder / f"{side}.csv", folder, side, _quiet)
    steps.prepare(folder, _quiet)
    engine = DuckDB(folder)
    steps.compare(folder, engine, _quiet)
    pairs = list(registers.truth)
    numpy.savez(folder / "truth.npz", left=[a for a, _ in pairs], right=[b for _, b in pairs])
    engine.close()


def _engine(folder: Path) -> DuckDB:
    """With every step as a table, and `truth` as pairs of row numbers."""
    engine = DuckDB(folder)
    for table in (
        "left",
        "right",
        "left_words",
        "right_words",
        "left_weighed",
        "right_weighed",
        "places",
        "respelt",
    ):
        engine.read(table if table not in steps.SIDES else f"{table}_register", folder / f"{table}.parquet")
    engine.read("candidates", folder / "candidates")
    for side in steps.SIDES:
        engine.read(f"{side}_acronyms", folder / f"{side}_acronyms")
    truth = numpy.load(folder / "truth.npz")
    engine.keep("true_ids", pyarrow.table({"a": truth["left"].tolist(), "b": truth["right"].tolist()}))
    engine.execute(
        "CREATE TABLE truth AS SELECT a.n AS l, b.n AS r FROM true_ids AS t JOIN left_register AS a ON a.id = t.a "
        "JOIN right_register AS b ON b.id = t.b"
    )
    return engine


def _rows(folder: Path) -> int:
    return sum(steps.rows_of(folder, side) for side in steps.SIDES)


def _fit_pair(folders: Sequence[Path]) -> dict[str, Any]:
    """On every pair that is compared, each register with the same weight."""
    return _fit(folders, comparison.FEATURES, lambda engine, rows: comparison.compared(0, 1, rows), JUDGED)


def _fit_rivals(folders: Sequence[Path], pair: dict[str, Any]) -> dict[str, Any]:
    """Beside which other pairs of its rows a pair stands."""

    def rivals(engine: DuckDB, rows: int) -> str:
        engine.execute(
            f"CREATE TABLE weighed AS {comparison.weighed(0, 1, rows, pair['weights'], pair['intercept'])}"
        )
        return comparison.rivals()

    return _fit(folders, comparison.RIVAL_FEATURES, rivals, {})


def _fit(
    folders: Sequence[Path],
    named: Mapping[str, str],
    query: Callable[[DuckDB, int], str],
    judged: Mapping[str, float],
) -> dict[str, Any]:
    """named: features with their SQL. query: of the pairs, from an engine and the number of rows of both registers."""
    features, same, weights = [], [], []
    columns = ", ".join(f"{value} AS f_{name}" for name, value in named.items())
    for folder in folders:
        engine = _engine(folder)
        found = engine.execute(
            f"SELECT {columns}, (t.l IS NOT NULL) AS same FROM ({query(engine, _rows(folder))}) AS c "
            "LEFT JOIN truth AS t ON t.l = c.l AND t.r = c.r ORDER BY c.l, c.r"  # rows in one order give one fit
        ).fetchnumpy()
        features.append(numpy.column_stack([found[f"f_{name}"] for name in named]).astype(float))
        same.append(found["same"].astype(bool))
        weights.append(numpy.full(len(same[-1]), 10_000 / len(same[-1])))
        engine.close()
    return _fitted(list(named), features, same, weights, judged)


def _fitted(
    names: list[str], features: list[Any], same: list[Any], weights: list[Any], judged: Mapping[str, float]
) -> dict[str, Any]:
    free = [place for place, name in enumerate(names) if name not in judged]
    regression = LogisticRegression(C=_REGULAR, max_iter=2000)
    regression.fit(
        numpy.vstack(features)[:, free], numpy.concatenate(same), sample_weight=numpy.concatenate(weights)
    )
    found = {
        names[place]: round(float(value), 4) for place, value in zip(free, regression.coef_[0], strict=True)
    }
    return {
        "intercept": round(float(regression.intercept_[0]), 4),
        "weights": {name: judged.get(name, found.get(name)) for name in names},
    }


if __name__ == "__main__":
    model.FILE.write_text(fit(), encoding="utf-8")
