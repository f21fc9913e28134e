"""Industries as NACE Rev. 2 arranges them, and totals under other names."""

from ebpages.mapping.panels.nace import industry_axis
from ebpages.mapping.tree import ROOT
from tests.samples.panels import parents, whole


def test_industries_stand_under_section_and_division() -> None:
    axis = industry_axis({"C10", "C11", "C1011", "C101", "S95", "D35"}).axis
    tree = axis.tree({"C10", "C11", "C1011", "S95", "D35"})
    assert parents(tree) == {"C1011": "C10", "C10": ROOT, "C11": ROOT, "S95": ROOT, "D35": "D", "D": ROOT}
    assert parents(axis.tree(axis.codes))["C1011"] == "C101"


def test_a_section_is_whole_with_all_its_divisions_only() -> None:
    mining = tuple(f"B0{number}" for number in range(5, 10))
    axis = industry_axis({*mining, "B", "S95", "S"}).axis
    tree = axis.tree(axis.codes)
    assert "B" in whole(tree)
    assert "S" not in whole(tree)
    assert "B" not in whole(axis.tree(set(axis.codes) - {"B07"}))


def test_divisions_may_be_written_without_their_section() -> None:
    axis = industry_axis({"05", "06", "07", "08", "09", "10.11"}).axis
    tree = axis.tree(axis.codes)
    assert parents(tree)["05"] == "B"
    assert "B" in whole(tree)
    assert parents(tree)["10.11"] == "10"


def test_one_way_of_writing_divisions_in_a_panel() -> None:
    assert industry_axis({"C10", "C11", "C12", "13"}).unplaced == {"13": "unknown"}
    assert industry_axis({"A95", "C10", "C11"}).unplaced == {"A95": "unknown"}


def test_an_aggregate_that_covers_the_panel_is_its_total() -> None:
    found = industry_axis({"B05", "C10", "S95", "S", "B-N_S95_X_K", "B-S_X_K", "B-E"})
    assert found.axis.aliases == ("B-N_S95_X_K",)
    assert found.unplaced == {"B-E": "aggregate", "B-S_X_K": "aggregate", "S": "aggregate"}
    tree = found.axis.tree({"B05", "C10", "S95", ROOT})
    assert parents(tree) == {"B05": ROOT, "C10": ROOT, "S95": ROOT}
    assert ROOT not in whole(tree)


def test_a_total_by_an_aggregate_is_whole_with_everything_that_it_covers() -> None:
    mining = {f"B0{number}" for number in range(5, 10)}
    waste = {f"E3{number}" for number in range(6, 10)}
    found = industry_axis({*mining, "D35", *waste, "B-E_X_C"})
    assert found.axis.aliases == ("B-E_X_C",)
    assert ROOT in whole(found.axis.tree((*found.axis.codes, ROOT)))
    assert ROOT not in whole(found.axis.tree((*(set(found.axis.codes) - {"D35"}), ROOT)))


def test_total_is_the_sum_of_the_industries_that_the_panel_has() -> None:
    axis = industry_axis({"C10", "C11", "S95", ROOT}).axis
    assert ROOT in whole(axis.tree({"C10", "C11", "S95", ROOT}))
    assert ROOT not in whole(axis.tree({"C10", "S95", ROOT}))
    assert ROOT in whole(axis.tree({"C10", "S95"}))


def test_a_total_that_is_not_published_this_year_is_the_sum_of_what_is_there() -> None:
    axis = industry_axis({"B05", "C10", "B-N_S95_X_K"}).axis
    assert ROOT in whole(axis.tree({"B05", "C10"}))
    assert ROOT not in whole(axis.tree({"B05", "C10", ROOT}))


def test_an_aggregate_is_no_total_where_it_leaves_an_industry_out_or_rows_are_called_total() -> None:
    assert industry_axis({"B05", "K64", "B-N_S95_X_K"}).axis.aliases == ()
    assert industry_axis({"B05", "C10", "B-N_S95_X_K", ROOT}).axis.aliases == ()
