"""An installation that has been lived in, made once for this folder, and copies of it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.registry.conftest import built, registry
from tests.samples.own_database import copied, own_database, run

__all__ = ["built", "registry"]

Surroundings = dict[str, str]


@pytest.fixture(scope="package")
def lived_in(migrated: Surroundings, tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    """Is not changed; what changes something takes a copy."""
    surroundings = copied(migrated, tmp_path_factory.mktemp("lived") / "home")
    python(surroundings, "tests.samples.lived_in")
    return surroundings


@pytest.fixture(scope="package")
def backup(lived_in: Surroundings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "site.zip"
    said = run(lived_in, "backup", file, "--with-key")
    assert said.returncode == 0, said.stderr
    assert re.search(r"\d\d tables and 7 files", said.stderr) and "EBPAGES_LISTS names" in said.stderr
    return file


@pytest.fixture
def copy(lived_in: Surroundings, tmp_path: Path) -> Surroundings:
    """A copy of the installation, for a test that changes it."""
    return copied(lived_in, tmp_path / "copy")


@pytest.fixture
def empty(lived_in: Surroundings, tmp_path: Path) -> Surroundings:
    """An empty machine with the same lists."""
    return {**own_database(tmp_path / "empty"), "EBPAGES_LISTS": lived_in["EBPAGES_LISTS"]}


def python(surroundings: Surroundings, module: str, *arguments: str) -> str:
    # -P: modules beside the script, `statistics` among them, are not those of the standard library.
    ended = subprocess.run(
        [sys.executable, "-P", "-m", module, *arguments],
        env={**surroundings, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def pages(surroundings: Surroundings) -> dict[str, str]:
    found: dict[str, str] = json.loads(python(surroundings, "tests.samples.sample_pages"))
    return found
