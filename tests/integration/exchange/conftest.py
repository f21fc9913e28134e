"""A transfer office, a company and two reviewers, without a build."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from django.conf import LazySettings

    from ebpages.accounts.models import Person
    from tests.samples.transfer_cases import Sides


@pytest.fixture(autouse=True)
def _own_home(home: Path, settings: "LazySettings") -> None:
    """Documents and the index are kept in a folder of the test's own; the log of changes begins anew with each test."""
    from ebpages.exchange.queries import listing, search

    settings.EBPAGES_SEARCH_INDEX = home / "search"
    search.search_index.cache_clear()
    listing._newest.clear()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def centre(db: None) -> str:
    from tests.samples.people import organisation

    return organisation(name="Център за трансфер „Дървесина“", website="http://www.wood-centre.bg/")


@pytest.fixture
def officer(centre: str) -> "Person":
    from tests.samples.people import person

    return person("officer@wood-centre.bg", "transfer_officer", of=centre, name="Olga Officer")


@pytest.fixture
def reviewer(db: None) -> "Person":
    from tests.samples.people import person

    return person("rada@agency.example", "reviewer", name="Rada Reviewer")


@pytest.fixture
def sides(officer: "Person", reviewer: "Person") -> "Sides":
    from tests.samples.transfer_cases import all_sides

    return all_sides(officer, reviewer)
