"""The registry built from the shipped lists: once for the folder, in a transaction that is taken back at its end."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from ebpages.registry.actions import BuildResult


class TakeBack(Exception):  # noqa: N818 - it ends a transaction, nothing is wrong
    pass


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator["BuildResult"]:
    """The registry as it stands; it is there for as long as tests of this folder run."""
    from django.db import transaction

    from ebpages.registry.actions import build

    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield build()
                raise TakeBack
        except TakeBack:
            pass


@pytest.fixture
def registry(built: "BuildResult", db: None) -> "BuildResult":
    """The registry for one test, whose changes are undone after it."""
    return built
