"""`ebpages mapping run`: a row for each region, industry and year, against totals and rounding as they are stated."""

import json
from pathlib import Path

import pytest
from pyarrow import parquet

from tests.integration.mapping.commands.conftest import Mapping, read
from tests.samples.runner_panel import REGIONS, persons


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


@pytest.mark.long  # the pool itself is tried beside the rules
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
