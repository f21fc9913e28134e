"""Regions as NUTS arranges them."""

from ebpages.mapping.panels.nuts import region_axis
from ebpages.mapping.tree import ROOT
from tests.samples.panels import SIX, parents, whole


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
