"""A data folder with the first edition of a list, which the tests of this folder share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="package")
def imported(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Taken back when the tests of this folder are done."""
    from django.conf import settings
    from django.db import transaction

    from ebpages.sources import catalogue
    from tests.integration.imports.lists import FIRST, hand_in
    from tests.samples.cut_lists import write_cut_lists

    before = settings.EBPAGES_HOME
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv(catalogue.VARIABLE, str(write_cut_lists(tmp_path_factory.mktemp("lists"))))
        settings.EBPAGES_HOME = tmp_path_factory.mktemp("home")
        hand_in(FIRST)
        yield Path(settings.EBPAGES_HOME)
        settings.EBPAGES_HOME = before
        transaction.set_rollback(True)


@pytest.fixture
def home(imported: Path, db: None) -> Iterator[Path]:
    """What a test stores is taken away after it."""
    kept = imported.with_name(f"{imported.name}-kept")
    shutil.copytree(imported / "lists", kept)
    yield imported
    shutil.rmtree(imported / "lists")
    shutil.move(kept, imported / "lists")
    for made in ("private", "earlier"):
        shutil.rmtree(imported / made, ignore_errors=True)
