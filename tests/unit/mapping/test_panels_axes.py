"""Which codes are parts of which: NUTS, NACE, and trees of one's own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebpages.mapping.panels.axis import Axis, Trees, by_own_tree, flat, read_tree
from ebpages.mapping.panels.nace import industry_axis
from ebpages.mapping.panels.nuts import region_axis
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.tree import ROOT, Tree
from tests.samples.panels import at, of_kind, read

SIX = ("BG31", "BG32", "BG33", "BG34", "BG41", "BG42")


def parents(tree: Tree) -> dict[str, str]:
    return {code: tree.codes[tree.parent[place]] for place, code in enumerate(tree.codes[:-1])}


def whole(tree: Tree) -> set[str]:
    return {code for code, is_whole in zip(tree.codes, tree.whole, strict=True) if is_whole}


def test_regions_stand_under_their_country_and_under_nuts_1_only_where_that_is_published() -> None:
    axis = region_axis({*SIX, "DE11", "DE1"}).axis
    tree = axis.tree(axis.codes)
    assert parents(tree) == dict.fromkeys(SIX, "BG") | {"DE11": "DE1", "DE1": "DE", "DE": ROOT, "BG": ROOT}
    assert tree.leaf_codes == (*SIX, "DE11")
    assert tree.codes[-1] == ROOT


def test_bulgaria_is_whole_with_its_six_regions_and_not_with_five() -> None:
    axis = region_axis({*SIX, "BG"}).axis
    assert "BG" in whole(axis.tree(axis.codes))
    assert "BG" not in whole(axis.tree(set(axis.codes) - {"BG31"}))
    five = region_axis({*SIX[1:], "BG"}).axis
    assert "BG" not in whole(five.tree(five.codes))
    assert ROOT in whole(five.tree(five.codes))


def test_bulgaria_is_whole_with_all_oblasts_of_a_region_in_place_of_it() -> None:
    oblasts = {f"BG31{number}" for number in range(1, 6)}
    axis = region_axis({*SIX[1:], *oblasts, "BG"}).axis
    assert "BG" in whole(axis.tree(axis.codes))
    assert "BG" not in whole(axis.tree(set(axis.codes) - {"BG313"}))


def test_a_country_that_lost_a_region_this_year_is_whole_only_where_nothing_is_published_for_it() -> None:
    axis = region_axis({"ITD1", "ITH1", "ITC1", "IT"}).axis
    assert "IT" not in whole(axis.tree({"ITH1", "ITC1", "IT"}))
    assert "IT" in whole(axis.tree({"ITH1", "ITC1"}))


def test_the_lower_of_two_levels_are_the_leaves() -> None:
    axis = region_axis({"BG41", "BG411", "BG412", "BG42"}).axis
    assert axis.leaves == ("BG411", "BG412", "BG42")
    tree = axis.tree(axis.codes)
    assert parents(tree)["BG411"] == "BG41"
    assert tree.leaf_codes == ("BG411", "BG412", "BG42")


def test_a_group_that_is_neither_published_nor_whole_does_not_stand() -> None:
    axis = region_axis({"BG41", "BG42", "RO11"}).axis
    assert parents(axis.tree(axis.codes)) == {"BG41": ROOT, "BG42": ROOT, "RO11": "RO", "RO": ROOT}


def test_a_country_without_its_parts_this_year_is_no_region_beside_regions() -> None:
    axis = region_axis({"FR", "FR10", "BG41", "BG42", "MT"}).axis
    present = {"FR", "BG41", "BG42", "MT"}
    assert axis.without_parts(present) == ("FR",)
    assert axis.tree(present).leaf_codes == ("BG41", "BG42", "MT")
    assert ROOT not in whole(axis.tree({*present, ROOT}))
    assert axis.tree({"FR", "MT"}).leaf_codes == ("FR", "MT")


def test_aggregates_of_countries_and_codes_of_no_region_stand_aside() -> None:
    found = region_axis({*SIX, "EU28", "EA19", "Sofia", "QQ11", ROOT})
    assert found.unplaced == {"EU28": "aggregate", "EA19": "aggregate", "Sofia": "unknown", "QQ11": "unknown"}
    assert not found.unclassified


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


def test_codes_of_no_classification_hang_under_the_root() -> None:
    found = region_axis({"AL01", "Alabama", "Texas", ROOT})
    assert found.unclassified
    assert parents(found.axis.tree(found.axis.codes)) == {"AL01": ROOT, "Alabama": ROOT, "Texas": ROOT}
    assert region_axis(set(SIX), "flat").axis.tree(SIX).leaf_codes == SIX
    assert industry_axis({"Food", "Textile"}, "nace").unplaced == {"Food": "unknown", "Textile": "unknown"}


def test_a_tree_of_ones_own_arranges_any_codes() -> None:
    found = by_own_tree({"a", "b", "c", "x", ROOT}, {"a": "north", "b": "north", "c": "south"}, "regions")
    assert found.unplaced == {"x": "unknown"}
    tree = found.axis.tree({"a", "b", "c"})
    assert parents(tree) == {"a": "north", "b": "north", "c": "south", "north": ROOT, "south": ROOT}
    assert "north" in whole(tree)


def test_a_part_that_a_tree_of_ones_own_names_and_the_panel_lacks_leaves_its_group_open() -> None:
    tree = {"a": "north", "b": "north"}
    found = by_own_tree({"a", "north"}, tree, "regions")
    assert "north" not in whole(found.axis.tree({"a", "north"}))


def test_a_tree_that_goes_round_in_a_circle_is_refused() -> None:
    with pytest.raises(UnreadablePanel, match="a under b under a"):
        by_own_tree({"a"}, {"a": "b", "b": "a"}, "regions")


def test_a_tree_is_read_from_a_file_and_its_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "tree.csv"
    path.write_text("code,parent\nnorth,\na,north\n", encoding="utf-8")
    assert read_tree(path) == {"north": "", "a": "north"}
    for text, told in (
        ("code\na\n", "no columns code and parent"),
        ("code,parent\na,b\na,c\n", "row 2: a has two parents, b and c"),
        ("code,parent\n,c\n", "row 1: there is no code"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UnreadablePanel, match=told):
            read_tree(path)
    with pytest.raises(UnreadablePanel, match="cannot be read"):
        read_tree(tmp_path / "nowhere.csv")


def test_trees_are_given_to_a_panel_or_stand_in_a_column_of_parents(tmp_path: Path) -> None:
    rows = "a,food,2014,5\nb,food,2014,6\nnorth,food,2014,11\n"
    tree = {"a": "north", "b": "north"}
    panel = read(tmp_path, rows, "region,industry,year,value", trees=Trees(regions=tree))
    assert panel.head.regions == ("a", "b")
    assert at(panel, "north", "food")[0] == 11
    rows = "a,food,2014,5,north\nb,food,2014,6,north\nnorth,food,2014,11,\n"
    panel = read(tmp_path, rows, "region,industry,year,value,region_parent")
    assert panel.head.regions == ("a", "b")
    assert [finding.values["axis"] for finding in of_kind(panel, "own_codes")] == ["industries"]


CODES = st.sets(st.sampled_from((*SIX, "BG", "BG3", "BG4", "BG411", "BG412", "DE1", "DE11", "DE12", "DE", "CZZZ", "CZ01", "MT")), min_size=1)  # fmt: skip


@given(panel=CODES, data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_tree_has_leaves_first_children_before_parents_and_loses_no_code_that_is_there(
    panel: set[str], data: st.DataObject
) -> None:
    axis = region_axis(panel, "nuts").axis
    present = data.draw(st.sets(st.sampled_from(sorted(panel)), min_size=1))
    tree = axis.tree(present)
    assert (tree.parent[:-1] > range(len(tree) - 1)).all()
    assert tree.parent[-1] == -1
    assert set(tree.codes) >= present - set(axis.without_parts(present))
    inner = set(tree.parent.tolist()) - {-1}
    assert inner == set(range(tree.leaves, len(tree)))
    again = Axis.from_data(axis.as_data())
    assert again.tree(present).codes == tree.codes
    assert (again.tree(present).whole == tree.whole).all()


def test_a_flat_tree_has_no_groups() -> None:
    assert flat({"x", "y", ROOT}).axis.codes == ("x", "y")
