"""`ebpages mapping` in a data folder of the test's own, and a panel that is loaded there."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.samples.runner_panel import rows

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
