"""The installed command `ebpages` in processes and data folders of its own, on SQLite."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ready_home import EBPAGES, ReadyHome, surroundings

Ebpages = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def ebpages(tmp_path: Path) -> Ebpages:
    def run(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [EBPAGES, *arguments],
            env=surroundings(tmp_path / "home", **more),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    "command",
    [["findings"], pytest.param(["export", "records", "-o", "x.csv"], marks=pytest.mark.long), ["build"]],
)
def test_without_tables_or_registry_the_next_step_is_told(ebpages: Ebpages, command: list[str]) -> None:
    said = ebpages(*command)
    assert said.returncode == 2 and said.stderr.startswith("ebpages: ") and len(said.stderr.splitlines()) == 1
    assert "ebpages manage migrate" in said.stderr


def test_a_wrong_setting_is_told(ebpages: Ebpages) -> None:
    said = ebpages("findings", EBPAGES_DEBUG="perhaps")
    assert said.returncode == 2 and said.stderr.startswith("ebpages: EBPAGES_DEBUG is “perhaps”")


@pytest.mark.parametrize("command", [["reports", "--done", "9" * 30], ["statistics", "show", "\udcff"]])
def test_what_cannot_be_asked_for_is_told(ebpages: Ebpages, command: list[str]) -> None:
    said = ebpages(*command)
    assert said.returncode == 2 and "Traceback" not in said.stderr


def test_from_nothing_to_answers_without_colours_where_nobody_looks(
    ebpages: Ebpages, ready_home: ReadyHome, tmp_path: Path
) -> None:
    """It was migrated and built in a folder that did not exist before."""
    said_when_built = ready_home.said[0]
    assert "Built: 9 sources" in said_when_built
    ready_home.copy(tmp_path / "home")
    found = ebpages("search", "furniture", LANG="bg_BG.UTF-8")
    assert found.returncode == 0 and "мебелен" in found.stdout.replace("\n", " ").casefold()
    assert "\x1b" not in said_when_built + found.stdout + found.stderr
