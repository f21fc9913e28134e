"""Tables of which all or some is known, rule sets that ship and such as a test makes, and their results."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ebpages.mapping.arrays import Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.grid import State
from ebpages.mapping.rules.apply import apply
from ebpages.mapping.rules.catalogue import SHIPPED, read
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet

SHIPPED_SETS = tuple(read(SHIPPED))


def shipped(name: str) -> RuleSet:
    return read(SHIPPED)[name]


def published(measure: str, cells: Floats, year: int = 2014) -> CategoryTable:
    """A table of which everything is known; the totals are those of the cells."""
    return table(measure, Estimates(cells, cells, estimate=cells), cells, year)


def between(estimate: Floats, low: Floats, high: Floats) -> Estimates:
    return Estimates(low, high, estimate=estimate)


def table(measure: str, cells: Estimates, truth: Floats, year: int = 2014) -> CategoryTable:
    """A table whose totals are published: those of the truth."""

    def known(total: Floats) -> Estimates:
        return Estimates(total, total, estimate=total)

    regions, categories = truth.shape
    return CategoryTable(
        measure=measure,
        year=year,
        regions=tuple(f"R{number}" for number in range(regions)),
        categories=tuple(f"C{number}" for number in range(categories)),
        cells=cells,
        region_total=known(truth.sum(axis=1)),
        category_total=known(truth.sum(axis=0)),
        total=known(truth.sum()),
        state=np.where(
            cells.low < cells.high, State.SUPPRESSED, np.where(truth > 0, State.VALUE, State.ZERO)
        ).astype(np.uint8),
        totals="published",
    )


def mapped(rule_set: RuleSet, tables: Mapping[str, CategoryTable], **options: Any) -> RuleSetResult:
    return apply(rule_set, tables, panel="sbs", vintage="2018-03-19", **options)


def full_panel(seed: int, regions: int = 57, categories: int = 13) -> dict[str, Floats]:
    """Whole persons, with many zeros and some ties, and wages and establishments that go with them."""
    random = np.random.default_rng(seed)
    scale = random.lognormal(4, 1.5, (regions, 1)) * random.lognormal(2, 1, (1, categories))
    employment = np.floor(scale * random.lognormal(0, 1, (regions, categories)))
    employment[random.random(employment.shape) < 0.2] = 0
    establishments = np.ceil(employment / random.integers(3, 90, employment.shape))
    wages = employment * random.integers(5_000, 60_000, employment.shape)
    return {"employment": employment, "establishments": establishments, "wages": wages}


def tables_of(panel: Mapping[str, Floats], year: int = 2014) -> dict[str, CategoryTable]:
    return {measure: published(measure, cells, year) for measure, cells in panel.items()}


def lq_of(employment: Floats) -> Floats:
    return employment * employment.sum() / np.outer(employment.sum(axis=1), employment.sum(axis=0))


BOTH = {"bg": "текст", "en": "text"}
SAID = {"title": BOTH, "source": BOTH, "certainty": "own"}


DECLARED = {
    "id": "ours",
    "version": "1",
    "valid_from": None,
    "valid_to": None,
    "title": BOTH,
    "source": BOTH,
    "certainty": "own",
    "categories": {"counted": [], "scheme": None, "applied": BOTH},
}


def own(tests: list[dict[str, Any]], combination: object, **parameters: float | None) -> RuleSet:
    return RuleSet.model_validate(
        DECLARED
        | {
            "parameters": [{"id": name, "title": BOTH, "value": value} for name, value in parameters.items()],
            "tests": [SAID | test for test in tests],
            "answer": {"combination": combination, "certainty": "own", "source": BOTH, "reason": "not-known"},
            "reasons": dict.fromkeys(("not-known", "no-wages", "no-earlier-year", "no-establishments"), BOTH),
        }
    )


TOP = {"id": "top", "kind": "quantile", "quantity": "value", "quantile": "cut", "among": "present"}
LARGE = {"id": "large", "kind": "threshold", "quantity": "share_of_category", "at_least": "share"}
MANY = {"id": "many", "kind": "threshold", "quantity": "value", "at_least": "many"}
ENOUGH = {"id": "enough", "kind": "minimum", "at_least": "persons"}


def numbers(*rows: list[float]) -> Floats:
    return np.array(rows, dtype=float)


EMPLOYMENT = numbers([4000, 10, 900], [1200, 3000, 0], [100, 800, 5000], [0, 900, 700], [0, 20, 3000])
