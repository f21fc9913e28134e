"""`ebpages mapping`: load, list, show, run, compare, define, rules, categories, remove."""

import csv
import io
import json
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pyarrow import parquet
from typer.testing import CliRunner

from tests.samples.runner_panel import INDUSTRIES, REGIONS, persons, rows

Mapping = Callable[..., Result]


@pytest.fixture
def mapping(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Mapping:
    """Run the command in a data folder of the test's own, with a wide terminal."""
    settings.EBPAGES_HOME = tmp_path / "home"
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Result:
        from ebpages.mapping.commands.mapping import app

        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def panel(mapping: Mapping, tmp_path: Path) -> str:
    """The name of a panel that is loaded."""
    file = tmp_path / "regions.csv"
    file.write_text(rows())
    said = mapping(
        "load", file, "--name", "sample", "--vintage", "2018-03-19", "--source", "The office", "-l", "en"
    )
    assert said.exit_code == 0, said.output
    return "sample"


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_loading_says_what_was_read(mapping: Mapping, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(rows().replace("region,industry", "land,branch"))
    said = mapping(
        "load", tmp_path / "a.csv", "--name", "own", "--column", "region=land", "--column", "industry=branch",
        "--title", "Our regions", "--vintage", "v1", "--language", "en",
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    assert "own: Our regions" in said.stdout and "vintage v1" in said.stdout
    assert "6 regions, 8 industries, 2013–2014: employment" in said.stdout
    assert "error: 0" in said.stdout


def test_errors_in_the_rows_are_told_with_their_cell_and_give_exit_code_1(
    mapping: Mapping, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(rows() + "BG41,C10,2013,employment,1,\n")
    said = mapping("load", tmp_path / "a.csv", "--name", "own", "-l", "en")
    assert said.exit_code == 1
    given = persons("BG41", "C10", 2013)
    assert (
        f"error ×1: BG41 × C10, 2013, persons employed: the cell is given as {given} and as 1" in said.stdout
    )
    assert json.loads(mapping("show", "own", "-f", "json", "-l", "en").stdout)[0]["missing"] == 1
    found = list(
        csv.DictReader(io.StringIO(mapping("show", "own", "--findings", "-f", "csv", "-l", "en").stdout))
    )
    assert ("duplicate_differs", "BG41", "C10", "2013") in {
        (row["kind"], row["region"], row["industry"], row["year"]) for row in found
    }


MARKED = "geo;nace_r2;year;value\nBG31;C10;2014;1.250\nBG31;C11;2014;600\nBG32;C10;2014;(D)\nBG32;C11;2014;(D)\nBG33;C10;2014;900\nBG33;C11;2014;-\n"


def test_marks_and_thousands_mean_what_the_command_says(mapping: Mapping, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(MARKED)
    untold = mapping("load", tmp_path / "a.csv", "--name", "own", "-l", "en")
    assert (
        untold.exit_code == 1
        and "error ×3: BG32 × C10, 2014, persons employed: “(D)” is no number" in untold.stdout
    )
    assert '--suppressed "value=(D)"' in untold.stdout and "Say which: --thousands ." in untold.stdout
    told = mapping(
        "load", tmp_path / "a.csv", "--name", "own", "-l", "en", "--thousands", ".", "--suppressed", "value=(D)", "--zero", "value=-",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    shown = json.loads(mapping("show", "own", "-f", "json", "-l", "en").stdout)[0]
    assert (shown["regions"], shown["suppressed"], shown["zero"], shown["value"]) == (3, 2, 1, 3)
    assert mapping("run", "own", "--rules", "eccp-2021", "--output", tmp_path / "out.csv").exit_code == 0
    found = {(row["region"], row["industry"]): row for row in read(tmp_path / "out.csv")}
    assert float(found["BG31", "C10"]["value"]) == 1250
    assert {found["BG31", industry]["answer"] for industry in ("C10", "C11")} == {"cannot_be_told"}


def test_a_mark_that_says_nothing_usable_is_refused(mapping: Mapping, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(MARKED)
    for options, said in (
        (
            ("--suppressed", "(D)"),
            "it names no mark. Write it as --suppressed value=.. or --suppressed flag=x",
        ),
        (("--marks", "nobody"), "there is no such list. Give one of nsi-bulgaria"),
        (("--decimal", ";"), "it separates no decimals. Give . or ,"),
    ):
        refused = mapping("load", tmp_path / "a.csv", "--name", "own", *options)
        assert refused.exit_code == 2 and said in refused.stderr


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


def test_a_run_writes_a_row_for_each_region_industry_and_year(
    mapping: Mapping, panel: str, tmp_path: Path
) -> None:
    said = mapping("run", panel, "--rules", "eccp-2021", "--output", tmp_path / "out.csv")
    assert said.exit_code == 0, said.output
    assert "96 rows written" in said.stderr
    found = {(row["region"], row["industry"], row["year"]): row for row in read(tmp_path / "out.csv")}
    assert len(found) == 96
    known, hidden = found["BG41", "C10", "2014"], found["BG31", "C10", "2014"]
    assert known["lq"] == known["lq_low"] == known["lq_high"] and known["state"] == "value"
    assert float(hidden["lq_low"]) < float(hidden["lq_high"]) and hidden["state"] == "suppressed"
    assert float(hidden["value_low"]) <= persons("BG31", "C10", 2014) <= float(hidden["value_high"])
    assert {row["answer"] for row in found.values()} <= {"yes", "no", "cannot_be_told"}
    assert (known["rule_set"], known["vintage"], known["replicate"]) == ("eccp-2021", "2018-03-19", "0")


def test_stars_are_written_where_a_rule_set_gives_them(mapping: Mapping, panel: str, tmp_path: Path) -> None:
    mapping("run", panel, "--rules", "eco-2007", "--output", tmp_path / "out.parquet", "--year", 2014)
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.num_rows == 48 and set(table["year"].to_pylist()) == {2014}
    assert {"stars_low", "stars_high"} <= set(table.column_names)


def test_a_pool_writes_the_same_file_with_replicates_too(
    mapping: Mapping, panel: str, tmp_path: Path
) -> None:
    asked = ("run", panel, "--rules", "us-cluster-mapping", "--replicates", 2, "--output")
    assert mapping(*asked, tmp_path / "here.csv").exit_code == 0
    assert mapping(*asked, tmp_path / "pool.csv", "--engine", "pool", "--workers", 2).exit_code == 0
    assert (tmp_path / "here.csv").read_bytes() == (tmp_path / "pool.csv").read_bytes()
    found = read(tmp_path / "here.csv")
    assert {row["replicate"] for row in found} == {"0", "1", "2"}
    drawn = [(row["region"], row["industry"], row["year"]) for row in found if row["replicate"] == "1"]
    assert len(drawn) == len(set(drawn)) < 96


def test_industries_can_be_counted_together(mapping: Mapping, panel: str, tmp_path: Path) -> None:
    schemes = {row["id"]: row for row in json.loads(mapping("categories", "-f", "json", "-l", "en").stdout)}
    assert schemes["technology-groups"]["categories"] == 5
    asked = ("run", panel, "--rules", "eccp-2021", "--output", tmp_path / "o.csv", "--categories")
    said = mapping(*asked, "technology-groups")
    assert said.exit_code == 0, said.output
    found = {(row["region"], row["industry"], row["year"]): row for row in read(tmp_path / "o.csv")}
    services = persons("BG41", "J61", 2014) + persons("BG41", "J62", 2014)
    assert float(found["BG41", "high-tech-services", "2014"]["value"]) == services


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


def test_definitions_are_found_written_and_mapped_with(mapping: Mapping, panel: str, tmp_path: Path) -> None:
    found = ("--output", tmp_path / "found", "--clusters", "2-3")
    asked = ("define", panel, "-l", "en", *found, "--bootstraps", 4)
    said = mapping(*asked)
    assert said.exit_code == 0, said.output
    assert "sample, 2014: 8 industries in 6 regions" in said.stdout
    assert "error: 0, warning: 0, note: 1;" in said.stdout
    assert "note ×1: 2–3 clusters were asked for; 8 industries allow 2–2. Nothing is needed" in said.stdout
    before = (tmp_path / "found" / "categories.yaml").read_bytes()
    assert mapping(*asked).exit_code == 0
    assert (tmp_path / "found" / "categories.yaml").read_bytes() == before
    other = mapping(*asked[:-2], "--bootstraps", 4, "--seed", 7)
    assert other.exit_code == 2 and "another search: it differs in seed" in other.stderr
    file = tmp_path / "found" / "categories.yaml"
    run = mapping("run", panel, "--rules", "eccp-2021", "--output", tmp_path / "o.csv", "--categories", file)
    assert run.exit_code == 0, run.output
    assert {row["industry"] for row in read(tmp_path / "o.csv")} <= {"c01", "c02", "c03"}


def test_ctrl_c_keeps_the_finished_steps_and_says_how_to_go_on(
    mapping: Mapping, panel: str, tmp_path: Path
) -> None:
    steps = tmp_path / "found" / "steps"
    main = threading.get_ident()

    def interrupt() -> None:
        while not list(steps.glob("*.npz")):
            time.sleep(0.005)
        signal.pthread_kill(main, signal.SIGINT)

    watching = threading.Thread(target=interrupt)
    watching.start()
    said = mapping("define", panel, "--output", tmp_path / "found", "--clusters", "2-3", "--bootstraps", 5000)
    watching.join()
    assert said.exit_code == 130
    assert f"Finished steps are kept in {tmp_path / 'found'}: give the same command to go on" in said.stderr
    assert list(steps.glob("*.npz")) and not (tmp_path / "found" / "categories.yaml").exists()


def test_figures_are_written_as_files(mapping: Mapping, panel: str, tmp_path: Path) -> None:
    rows_of = {"regions": 12, "industries": 16, "cells": 96, "pairs": 56}
    for what, kinds in {
        "indices": ("regions", "industries", "cells"),
        "relatedness": ("cells", "pairs"),
        "complexity": ("regions", "industries", "cells"),
    }.items():
        for of in kinds:
            file = tmp_path / f"{what}-{of}.csv"
            said = mapping(what, panel, "--of", of, "--output", file)
            assert said.exit_code == 0, said.output
            assert len(read(file)) == rows_of[of]
    mapping(
        "relatedness", panel, "--across", "bulgaria-2014", "--year", 2014, "-o", tmp_path / "across.parquet"
    )
    assert parquet.read_metadata(tmp_path / "across.parquet").num_rows == 6 * 68


def test_figures_of_regions_are_drawn_with_their_outlines(
    mapping: Mapping, panel: str, tmp_path: Path
) -> None:
    said = mapping("indices", panel, "--year", 2014, "--output", tmp_path / "out.geojson")
    assert said.exit_code == 0, said.output
    features = json.loads((tmp_path / "out.geojson").read_text())["features"]
    assert {each["properties"]["region"] for each in features} >= {"BG31", "BG41"} and len(features) == 6
    assert all(each["geometry"]["type"] == "MultiPolygon" for each in features)


def test_a_rule_set_is_run_within_each_type_of_regions(mapping: Mapping, panel: str, tmp_path: Path) -> None:
    types = tmp_path / "types.csv"
    types.write_text(
        "region,type\n" + "".join(f"{r},{'capital' if r == 'BG41' else 'other'}\n" for r in REGIONS)
    )
    asked = ("run", panel, "--rules", "panorama-2016", "--year", 2013, "--within", types)
    said = mapping(*asked, "--output", tmp_path / "out.csv")
    assert said.exit_code == 0, said.output
    found = read(tmp_path / "out.csv")
    assert len(found) == 48
    assert {(row["region_type"], row["region"]) for row in found if row["region_type"] == "capital"} == {
        ("capital", "BG41")
    }
    capital = [row for row in found if row["region"] == "BG41"]
    assert {row["answer"] for row in capital if float(row["value"]) > 0} == {
        "yes"
    }  # the top of a type of its own
    assert mapping(*asked, "--replicates", 2, "--output", tmp_path / "out.parquet").exit_code == 0
    types.write_text("region,type\nBG41,capital\n")
    refused = mapping(*asked, "--output", tmp_path / "out.csv")
    assert refused.exit_code == 2 and "gives no type of BG31, BG32" in refused.stderr


def test_a_definition_says_what_score_chance_gives(mapping: Mapping, panel: str, tmp_path: Path) -> None:
    asked = ("define", panel, "-l", "en", "--clusters", "2-3", "--bootstraps", 0, "--permutations", 3)
    said = mapping(*asked, "--output", tmp_path / "found")
    assert said.exit_code == 0, said.output
    assert "in 3 searches of permuted regions: " in said.stdout
    clusters = tmp_path / "clusters.csv"
    clusters.write_text(
        "industry,cluster\n" + "".join(f"{i},{n % 2}\n" for n, i in enumerate(INDUSTRIES[:6]))
    )
    said = mapping(*asked, "--given", clusters, "--related-industries", 20, "--output", tmp_path / "given")
    assert said.exit_code == 0, said.output
    assert "clusters.csv has no cluster for 2 others" in said.stdout and "/given/2: 2 clusters" in said.stdout


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


def with_totals_of_their_own() -> tuple[dict[tuple[str, str], int], str]:
    """Persons and local units of four states and three clusters; the national totals are not the sums of the states."""
    cells = {
        (state, cluster): 3 + 7 * number + (number * number) % 50
        for number, (state, cluster) in enumerate((s, c) for s in ("s1", "s2", "s3", "s4") for c in "abc")
    }
    totals = {("TOTAL", cluster): sum(cells[s, c] for s, c in cells if c == cluster) + 5 for cluster in "abc"}
    totals |= {
        (state, "TOTAL"): sum(cells[s, c] for s, c in cells if s == state)
        for state in ("s1", "s2", "s3", "s4")
    }
    totals["TOTAL", "TOTAL"] = sum(totals["TOTAL", cluster] for cluster in "abc") + 8
    persons = cells | totals
    lines = ["region,industry,year,measure,value,flag"]
    for (region, industry), value in persons.items():
        lines += [
            f"{region},{industry},2019,employment,{value},",
            f"{region},{industry},2019,establishments,{value // 2 + 1},",
        ]
    return persons, "\n".join(lines) + "\n"


def test_the_us_rule_takes_quotients_against_the_published_totals(mapping: Mapping, tmp_path: Path) -> None:
    persons, text = with_totals_of_their_own()
    (tmp_path / "us.csv").write_text(text)
    said = mapping(
        "load", tmp_path / "us.csv", "--name", "us", "--reference-totals", "--rounding", "none", "-l", "en"
    )
    assert said.exit_code == 0, said.output
    assert (
        mapping("run", "us", "--rules", "us-cluster-mapping", "--output", tmp_path / "o.csv").exit_code == 0
    )
    for row in read(tmp_path / "o.csv"):
        region, cluster = row["region"], row["industry"]
        by_hand = (persons[region, cluster] / persons[region, "TOTAL"]) / (
            persons["TOTAL", cluster] / persons["TOTAL", "TOTAL"]
        )
        assert float(row["lq_low"]) == float(row["lq_high"]) == pytest.approx(by_hand, rel=1e-9)
        assert row["totals"] == "reference" and row["contradicted"] == ""


def test_margins_that_differ_from_their_parts_are_named_in_the_results(
    mapping: Mapping, tmp_path: Path
) -> None:
    persons, text = with_totals_of_their_own()
    (tmp_path / "us.csv").write_text(text)
    mapping("load", tmp_path / "us.csv", "--name", "us")
    asked = ("run", "us", "--rules", "eccp-2021", "--rounding", "none", "--output")
    assert mapping(*asked, tmp_path / "o.csv").exit_code == 0
    for row in read(tmp_path / "o.csv"):
        region, cluster = row["region"], row["industry"]
        assert row["contradicted"].split("; ") == [f"TOTAL/{cluster}", "TOTAL/TOTAL"]
        by_hand = (persons[region, cluster] / persons[region, "TOTAL"]) / (
            persons["TOTAL", cluster] / persons["TOTAL", "TOTAL"]
        )
        assert float(row["lq_low"]) <= by_hand <= float(row["lq_high"])


def test_a_rounding_that_is_none_is_refused_with_what_can_be_written(
    mapping: Mapping, panel: str, tmp_path: Path
) -> None:
    asked = ("run", panel, "--rules", "eccp-2021", "--output", tmp_path / "o.csv", "--rounding")
    assert "write a unit, as 5 or totals=100" in mapping(*asked, "five").stderr
    assert "there is no such measure" in mapping(*asked, "people:5").stderr
    assert mapping(*asked, "cells=100").exit_code == 0
    assert {row["lq_low"] == row["lq_high"] for row in read(tmp_path / "o.csv")} == {False}
