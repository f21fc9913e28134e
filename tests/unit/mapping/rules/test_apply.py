"""Rule sets applied to panels: as a plain computation has it where all is known, and never wrong where it is not."""

from collections.abc import Mapping

import numpy as np
import pytest

from ebpages.declared.answer import Answer
from ebpages.mapping.arrays import Booleans, Floats
from tests.samples.rule_tables import (
    EMPLOYMENT,
    LARGE,
    SHIPPED_SETS,
    between,
    full_panel,
    lq_of,
    mapped,
    numbers,
    own,
    published,
    shipped,
    table,
    tables_of,
)

NO, YES, OPEN = Answer.NO, Answer.YES, Answer.CANNOT_BE_TOLD


def us_reference(panel: Mapping[str, Floats], cut: float) -> Booleans:
    """Category by category, as its publisher does it."""
    employment, establishments = panel["employment"], panel["establishments"]
    lq, strong = lq_of(employment), np.zeros(employment.shape, dtype=bool)
    for i in range(employment.shape[1]):
        here = employment[:, i] > 0
        strong[here, i] = (
            (lq[here, i] >= np.percentile(lq[here, i], cut))
            & (lq[here, i] >= 1)
            & (employment[here, i] > np.percentile(employment[here, i], 25))
            & (establishments[here, i] > np.percentile(establishments[here, i], 25))
        )
    return strong


def eco_reference(employment: Floats) -> Floats:
    """The number of stars."""
    focus = employment / employment.sum(axis=1, keepdims=True)
    size = employment >= np.percentile(employment, 90, axis=0)
    specialised, focused = lq_of(employment) >= 2, focus >= np.percentile(focus, 90, axis=0)
    stars = size.astype(float) + specialised + focused
    return np.where(employment >= 1000, stars, 0)


@pytest.mark.parametrize("seed", range(5))
def test_us_cluster_mapping_is_what_numpy_percentiles_give(seed: int) -> None:
    panel = full_panel(seed)
    found = mapped(shipped("us-cluster-mapping"), tables_of(panel))
    assert (found.answer == us_reference(panel, 75)).all()
    assert (found.tests["strong10"] == us_reference(panel, 90)).all()
    assert found.answer.any()


@pytest.mark.parametrize("seed", range(5))
def test_eco_2007_is_what_numpy_percentiles_give(seed: int) -> None:
    panel = full_panel(seed)
    found, stars = mapped(shipped("eco-2007"), tables_of(panel)), eco_reference(panel["employment"])
    assert found.stars_low is not None
    assert (found.stars_low == stars).all()
    assert (found.stars_high == stars).all()
    assert (found.answer == (stars > 0)).all()
    assert found.answer.any()


@pytest.mark.parametrize("seed", range(5))
def test_eccp_2021_is_two_thresholds(seed: int) -> None:
    panel = full_panel(seed)
    employment = panel["employment"]
    strong = (lq_of(employment) >= 1.5) & (employment / employment.sum(axis=0) >= 0.01)
    found = mapped(shipped("eccp-2021"), tables_of(panel))
    assert (found.answer == strong).all()
    assert found.answer.any()


@pytest.mark.parametrize("seed", range(3))
def test_panorama_2016_is_what_numpy_percentiles_give(seed: int) -> None:
    panel = full_panel(seed)
    then = full_panel(seed + 100)["employment"] + 1
    now = panel["employment"]
    found = mapped(
        shipped("panorama-2016"),
        tables_of(panel),
        earlier={"employment": published("employment", then, 2010)},
    )
    assert (found.tests["size"] == ((now > 0) & (now >= np.percentile(now, 80, axis=0)))).all()
    growth = now / then
    assert (found.tests["dynamism"] == ((now > 0) & (growth >= np.percentile(growth, 80, axis=0)))).all()
    wage = np.where(now > 0, panel["wages"] / np.where(now > 0, now, 1), np.nan)
    assert (found.tests["productivity"] == (wage >= np.nanpercentile(wage, 80, axis=0))).all()
    assert (found.answer == found.tests["specialisation"]).all()
    every = np.stack([found.tests[name] for name in ("size", "specialisation", "productivity", "dynamism")])
    assert (found.tests["leading"] == every.all(axis=0)).all()
    assert found.parameters == {"top": "0.8", "growth_since": "2010"}


@pytest.mark.parametrize("name", SHIPPED_SETS)
def test_where_all_is_published_the_answer_is_the_one_at_the_estimates(name: str) -> None:
    panel = full_panel(11)
    earlier = {"employment": published("employment", panel["employment"] + 1, 2010)}
    found = mapped(shipped(name), tables_of(panel), earlier=earlier)
    assert (found.answer == found.at_estimate).all()
    assert (found.answer == OPEN).any() == ("answer" in found.not_assessable)


def test_without_establishments_us_cluster_mapping_says_no_or_that_it_cannot_be_told() -> None:
    found = mapped(shipped("us-cluster-mapping"), {"employment": published("employment", EMPLOYMENT)})
    assert found.not_assessable == {"enough-establishments": "no-establishments"}
    assert (found.tests["enough-establishments"] == OPEN).all()
    small = lq_of(EMPLOYMENT) < 1
    assert (found.answer[small] == NO).all()
    assert found.answer[0, 0] == OPEN
    assert (found.answer != YES).all()
    assert found.at_estimate[0, 0] == OPEN


def test_without_wages_and_an_earlier_year_panorama_2016_gives_a_range_of_stars() -> None:
    found = mapped(shipped("panorama-2016"), {"employment": published("employment", EMPLOYMENT)})
    assert found.not_assessable == {"productivity": "no-wages", "dynamism": "no-earlier-year"}
    assert found.stars_low is not None
    assert found.stars_high is not None
    assert (found.stars_high - found.stars_low == 2).all()
    assert (found.answer != OPEN).all()  # specialisation alone decides
    assert (found.tests["leading"] != YES).all()
    assert found.tests["leading"][1, 2] == NO
    reasons = shipped("panorama-2016").reasons
    assert set(found.not_assessable.values()) <= set(reasons)


@pytest.mark.parametrize("name", ["panorama-2019", "panorama-2020"])
def test_an_answer_that_nobody_published_a_rule_for_cannot_be_told(name: str) -> None:
    found = mapped(shipped(name), tables_of(full_panel(1)))
    assert (found.answer == OPEN).all()
    assert (found.at_estimate == OPEN).all()
    assert found.not_assessable["answer"] in shipped(name).reasons


def test_only_rule_sets_with_stars_give_stars() -> None:
    most = {}
    for name in SHIPPED_SETS:
        found = mapped(shipped(name), {"employment": published("employment", EMPLOYMENT)})
        assert (found.stars_low is None) == (found.stars_high is None)
        most[found.rule_set] = len(shipped(name).stars)
        assert (found.stars_low is not None) == bool(most[found.rule_set])
    assert most == {
        "eco-2007": 3,
        "panorama-2016": 4,
        "panorama-2019": 3,
        "panorama-2020": 0,
        "eccp-2021": 0,
        "us-cluster-mapping": 0,
    }


def test_a_cell_that_may_be_under_the_minimum_gets_no_certain_star() -> None:
    cells = between(*(numbers([value], [100.0], [50.0]) for value in (1500, 900, 2000)))
    found = mapped(shipped("eco-2007"), {"employment": table("employment", cells, cells.estimate)})
    assert found.tests["size"].ravel().tolist() == [YES, NO, NO]
    assert found.tests["minimum"].ravel().tolist() == [OPEN, NO, NO]
    assert found.answer.ravel().tolist() == [OPEN, NO, NO]
    assert found.at_estimate.ravel().tolist() == [YES, NO, NO]
    assert found.stars_low is not None
    assert found.stars_high is not None
    assert found.stars_low.ravel().tolist() == [0, 0, 0]
    assert found.stars_high[0, 0] > 0


def test_a_region_with_nobody_is_never_at_the_top() -> None:
    rare = numbers(*([[0, 5]] * 19), [2000, 5])
    found = mapped(shipped("panorama-2016"), {"employment": published("employment", rare)})
    assert found.tests["size"][:, 0].tolist() == [NO] * 19 + [YES]
    assert found.tests["specialisation"][:, 0].tolist() == [NO] * 19 + [YES]


def test_regions_that_tie_at_the_quantile_are_all_at_the_top() -> None:
    tied = numbers([7], [7], [7], [1], [1])
    found = mapped(shipped("panorama-2016"), {"employment": published("employment", tied)})
    assert found.tests["size"].ravel().tolist() == [YES, YES, YES, NO, NO]


def test_a_result_names_its_parameters() -> None:
    found = mapped(shipped("us-cluster-mapping"), tables_of(full_panel(2)))
    assert found.parameters == {"strong": "0.75", "strongest": "0.9", "lq": "1", "small": "0.25"}


def test_a_cut_that_is_not_known_answers_nothing_until_it_is_given() -> None:
    rule_set = own([LARGE | {"reason": "not-known"}], {"all_of": ["large"]}, share=None)
    tables = {"employment": published("employment", EMPLOYMENT)}
    unknown = mapped(rule_set, tables)
    assert (unknown.answer == OPEN).all()
    assert unknown.not_assessable == {"large": "not-known"}
    assert unknown.parameters == {"share": "null"}
    known = mapped(own([LARGE], {"all_of": ["large"]}, share=0.5), tables)
    assert not known.not_assessable
    assert (known.answer == (EMPLOYMENT / EMPLOYMENT.sum(axis=0) >= 0.5)).all()


def test_a_region_without_anything_is_no_cluster() -> None:
    employment = numbers([0, 0], [9, 1], [1, 9])
    for name in ("eccp-2021", "us-cluster-mapping", "panorama-2016"):
        found = mapped(shipped(name), tables_of({"employment": employment, "establishments": employment}))
        assert (found.answer[0] == NO).all()
