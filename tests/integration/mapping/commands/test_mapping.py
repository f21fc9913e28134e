"""`ebpages mapping`: list, show, remove, rules, compare, and what no command can do."""

import json
from pathlib import Path

import pytest

from tests.integration.mapping.commands.conftest import Mapping, read


def test_panels_are_listed_shown_and_removed(mapping: Mapping, panel: str) -> None:
    listed = {row["name"]: row for row in json.loads(mapping("list", "-f", "json", "-l", "en").stdout)}
    assert (listed[panel]["first_year"], listed[panel]["regions"], listed[panel]["shipped"]) == (
        2013,
        6,
        False,
    )
    assert any(row["shipped"] for row in listed.values())
    years = json.loads(mapping("show", panel, "-f", "json", "-l", "bg").stdout)
    assert [(row["year"], row["value"], row["suppressed"], row["total"]) for row in years] == [
        (2013, 48, 0, 48),
        (2014, 44, 4, 48),
    ]
    assert "sample" in mapping("list", "-l", "en").stdout
    assert mapping("remove", panel).exit_code == 0
    gone = mapping("show", panel, "-l", "en")
    assert gone.exit_code == 2 and "There is no panel 'sample'" in gone.stderr


def test_rule_sets_are_listed_with_their_certainty(mapping: Mapping) -> None:
    listed = {row["id"]: row for row in json.loads(mapping("rules", "-f", "json", "-l", "en").stdout)}
    assert {"eco-2007", "panorama-2016", "panorama-2019", "panorama-2020", "eccp-2021"} <= listed.keys()
    assert listed["eccp-2021"]["certainty"] == "unverified"


def test_rule_sets_are_compared(mapping: Mapping, panel: str, tmp_path: Path) -> None:
    two = ("--rules", "eccp-2021", "--rules", "us-cluster-mapping")
    said = mapping("compare", panel, *two, "--format", "json", "--output", tmp_path / "apart.csv")
    assert said.exit_code == 0, said.output
    tallies = json.loads(said.stdout)
    assert [row["rule_set"].split("@")[0] for row in tallies] == ["eccp-2021", "us-cluster-mapping"]
    assert all(row["yes"] + row["no"] + row["cannot_be_told"] == 48 for row in tallies)
    assert "sample, 2014: of 48 pairs" in said.stderr
    (pair,) = json.loads(mapping("compare", panel, *two, "--pairs", "-f", "json").stdout)
    assert pair["both"] + pair["only_first"] + pair["only_second"] + pair["neither"] + pair["open"] == 48
    assert len(read(tmp_path / "apart.csv")) == pair["only_first"] + pair["only_second"]


def test_rule_sets_that_tell_nothing_of_a_panel_are_tallied_and_compared_only_when_named(
    mapping: Mapping, panel: str
) -> None:
    asked = ("compare", panel, "--year", 2013, "--format", "json", "-l", "en")
    every = mapping(*asked)
    assert {row["rule_set"] for row in json.loads(every.stdout)} >= {"panorama-2019@1", "panorama-2020@1"}
    assert (
        "panorama-2020@1 is tallied and not compared, since it does not answer for this panel: "
        "It is not known what sets the levels high, medium and basic apart." in every.stderr
    )
    pairs = json.loads(mapping(*asked, "--pairs").stdout)
    compared = {row[side] for row in pairs for side in ("first", "second")}
    assert compared == {"eco-2007@1", "panorama-2016@1", "eccp-2021@1", "us-cluster-mapping@1"}
    named = mapping(*asked, "--pairs", "--rules", "panorama-2020", "--rules", "eccp-2021")
    assert json.loads(named.stdout)[0]["open"] == 48 and "not compared" not in named.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("run", "nobody", "--rules", "eccp-2021", "--output", "o.csv"),
            "There is no panel 'nobody'; there are",
        ),
        (
            ("run", "sample", "--rules", "eccp", "--output", "o.csv"),
            "no rule set 'eccp'; there are eco-2007@",
        ),
        (
            ("run", "sample", "--rules", "eccp-2021", "--rules", "eco-2007", "--output", "o.csv"),
            "nothing mixes two",
        ),
        (("run", "sample", "--rules", "eccp-2021", "--output", "o.xlsx"), "the ending must say the format"),
        (("run", "sample", "--rules", "eccp-2021", "--output", "o.csv", "--year", 1999), "it has 2013, 2014"),
        (
            ("run", "sample", "--rules", "eccp-2021", "--output", "o.csv", "--categories", "x"),
            "or name a .yaml file",
        ),
        (("complexity", "sample", "--of", "pairs", "-o", "o.csv"), "has rows of regions, industries, cells"),
        (
            ("complexity", "sample", "--of", "industries", "-o", "o.geojson"),
            "rows of industries have no region",
        ),
        (("indices", "sample", "-o", "o.xlsx"), "must say the format, .csv, .parquet or .geojson"),
        (("compare", "sample", "--rules", "eccp-2021"), "takes two rule sets or more"),
        (("compare", "sample", "--rules", "eccp-2021", "--rules", "eccp-2021"), "named twice"),
        (("define", "sample", "--output", "found", "--clusters", "many"), "such as 30-60"),
        (("load", "none.csv", "--name", "x"), "none.csv"),
        (("load", "none.csv", "--name", "A b"), "cannot be the name of a panel"),
        (("load", "none.csv", "--name", "x", "--column", "geo"), "--column geo: write it as region=geo"),
        (("load", "none.csv", "--name", "x", "--tree", "years=a.csv"), "trees of regions and of industries"),
        (("remove", "nobody"), "no loaded panel 'nobody'; loaded are sample"),
    ],
)
def test_what_cannot_be_done_says_how_to_mend_it(
    mapping: Mapping,
    panel: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[object, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    said = mapping(*arguments)
    assert said.exit_code == 2, said.output
    assert told in said.stderr
    assert sorted(tmp_path.iterdir()) == before
