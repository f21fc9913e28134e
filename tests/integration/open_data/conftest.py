"""The files of the whole registry, made once for this folder."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.integration.registry.conftest import built, ebpages, few, registry

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from ebpages.registry.actions import BuildResult

__all__ = ["built", "ebpages", "few", "registry"]


@pytest.fixture(scope="package")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made") / "open-data"


@pytest.fixture
def edition(registry: "BuildResult", home: Path, made_once: Path) -> None:
    """The registry, and in the test's data folder a copy of its files."""
    from ebpages.open_data.actions import make_edition
    from ebpages.open_data.queries.editions import editions_folder

    if made_once.exists():
        shutil.copytree(made_once, editions_folder())
    else:
        make_edition()
        shutil.copytree(editions_folder(), made_once)
