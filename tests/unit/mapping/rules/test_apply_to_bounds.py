"""Rule sets applied to what is known only between bounds: never wrong, and told wherever every possible world agrees."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.declared.answer import Answer
from ebpages.mapping.arrays import Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.rules.rule_set import RuleSet
from tests.samples.examples import examples
from tests.samples.rule_tables import (
    ENOUGH,
    MANY,
    SHIPPED_SETS,
    TOP,
    full_panel,
    mapped,
    own,
    published,
    shipped,
    table,
    tables_of,
)

OPEN = Answer.CANNOT_BE_TOLD


@st.composite
def hidden_panels(draw: st.DrawFn) -> tuple[dict[str, Floats], dict[str, CategoryTable]]:
    """The truth, and tables in which some of it is known only between bounds, some of it not at all."""
    seed = draw(st.integers(0, 10_000))
    random = np.random.default_rng(seed)
    truth = full_panel(seed, regions=draw(st.integers(1, 12)), categories=draw(st.integers(1, 4)))
    truth["employment"] += truth["employment"].sum() == 0
    return truth, {measure: hidden(measure, cells, random) for measure, cells in truth.items()}


def hidden(measure: str, truth: Floats, random: np.random.Generator, year: int = 2014) -> CategoryTable:
    away = random.random(truth.shape) < 0.4
    low = np.where(away, np.floor(truth * random.choice([0, 0, 0.5, 1], truth.shape)), truth)
    high = np.where(away, truth + random.choice([0, 3, 200, np.inf], truth.shape), truth)
    middle = np.where(random.random(truth.shape) < 0.3, np.nan, (low + truth) / 2)
    return table(measure, Estimates(low, high, estimate=np.where(away, middle, truth)), truth, year)


@pytest.mark.parametrize("name", SHIPPED_SETS)
@given(hidden_panels())
@examples(12)
def test_what_is_told_is_never_contradicted_by_the_truth(
    name: str, panel: tuple[dict[str, Floats], dict[str, CategoryTable]]
) -> None:
    truth, tables = panel
    random = np.random.default_rng(5)
    then = np.floor(truth["employment"] * random.choice([0, 1, 2], truth["employment"].shape))
    told = mapped(shipped(name), tables, earlier={"employment": hidden("employment", then, random, 2010)})
    true = mapped(
        shipped(name), tables_of(truth), earlier={"employment": published("employment", then, 2010)}
    )
    for test, answer in told.tests.items():
        assert ((answer == OPEN) | (answer == true.tests[test])).all(), test
    assert ((told.answer == OPEN) | (told.answer == true.answer)).all()
    assert ((told.answer == OPEN) | (told.answer == told.at_estimate)).all()
    if told.stars_low is not None and told.stars_high is not None and true.stars_low is not None:
        assert (told.stars_low <= true.stars_low).all()
        assert (true.stars_low <= told.stars_high).all()  # type: ignore[operator]


TIGHT = (
    own([TOP, MANY, ENOUGH], {"all_of": ["top", "many"]}, cut=0.75, many=1.5, persons=1),
    own([TOP, MANY], {"any_of": ["top", "many"]}, cut=0.5, many=2),
    own(
        [TOP | {"comparison": ">"}, TOP | {"id": "all", "among": "all"}, MANY],
        {"at_least": {"number": 2, "of": ["top", "all", "many"]}},
        cut=0.6,
        many=1,
    ),
)


@st.composite
def bounded_cells(draw: st.DrawFn) -> Estimates:
    low = np.array(draw(st.lists(st.integers(0, 3), min_size=1, max_size=4)), dtype=float)[:, None]
    wide = draw(st.lists(st.sampled_from([0, 0, 1, 2]), min_size=low.size, max_size=low.size))
    return Estimates(low, low + np.array(wide, dtype=float)[:, None], estimate=np.full(low.shape, np.nan))


def worlds(cells: Estimates) -> list[Floats]:
    """Every end of every bound, and of a cell that may be empty also the least that it can be if it is not."""
    ends = [
        sorted({low, high} | ({0.25} if low == 0 < high else set()))
        for low, high in zip(cells.low.ravel(), cells.high.ravel(), strict=True)
    ]
    return [np.array(drawn)[:, None] for drawn in itertools.product(*ends)]


@pytest.mark.parametrize("rule_set", TIGHT, ids=("all_of", "any_of", "at_least"))
@given(bounded_cells())
@examples(12)
def test_an_answer_stays_open_only_where_two_possible_worlds_differ(
    rule_set: RuleSet, cells: Estimates
) -> None:
    told = mapped(rule_set, {"employment": table("employment", cells, cells.high)})
    seen = [
        mapped(rule_set, {"employment": published("employment", drawn)}).answer for drawn in worlds(cells)
    ]
    for region in range(cells.low.size):
        answers = {int(answer[region, 0]) for answer in seen}
        assert told.answer[region, 0] == (answers.pop() if len(answers) == 1 else OPEN)
