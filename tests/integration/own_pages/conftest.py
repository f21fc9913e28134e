"""People who act for organisations that are made here, without a build."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from ebpages.accounts.models import Person


@pytest.fixture(autouse=True)
def _own_home(home: Path) -> Path:
    """Documents are kept in a folder of the test's own."""
    return home


@pytest.fixture
def cluster(db: None) -> str:
    from tests.samples.people import organisation

    return organisation(website="http://www.mebel-cluster.bg/index.html")


@pytest.fixture
def analyst(db: None) -> "Person":
    from tests.samples.people import person

    return person("analyst@agency.example", "analyst", name="Anna Analyst")


@pytest.fixture
def manager(db: None) -> "Person":
    """Nobody's representative."""
    from tests.samples.people import person

    return person("maria@mebel-cluster.bg", name="Maria Manager")
