"""`ebpages mapping define`: definitions that are found, stopped, held against chance, and given."""

import signal
import threading
import time
from pathlib import Path

import pytest

from tests.integration.mapping.commands.conftest import Mapping, read
from tests.samples.runner_panel import INDUSTRIES


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


@pytest.mark.usefixtures("ctrl_c")
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
