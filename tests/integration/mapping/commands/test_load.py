"""`ebpages mapping load`: what is read, what is wrong with it, and what marks mean."""

import csv
import io
import json
from pathlib import Path

from tests.integration.mapping.commands.conftest import Mapping, read
from tests.samples.runner_panel import persons, rows


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
