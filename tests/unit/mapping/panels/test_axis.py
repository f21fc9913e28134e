"""Which codes are parts of which: NUTS, NACE, and trees of one's own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.mapping.panels.axis import Axis, Trees, by_own_tree, flat, read_tree
from ebpages.mapping.panels.nace import industry_axis
from ebpages.mapping.panels.nuts import region_axis
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.tree import ROOT
from tests.samples.examples import examples
from tests.samples.panels import SIX, at, of_kind, parents, read, whole


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
@examples(18)
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
