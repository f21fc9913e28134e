"""What lies over the registry of a folder, its fixture `built`: another of a few rows, for as long as tests ask for it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from ebpages.registry.actions import BuildResult


class Overlay:
    """The registry of a few rows of each list, laid over that of all rows for as long as one test after the other asks for it."""

    def __init__(self, lists: Path) -> None:
        """lists: an empty folder for the lists that it is built from."""
        self.lists = lists
        self._laid: BuildResult | None = None
        self._open = contextlib.ExitStack()

    def lay(self) -> "BuildResult":
        from ebpages.registry.actions import build
        from ebpages.sources import catalogue
        from tests.samples.cut_lists import write_cut_lists

        if self._laid is None:
            if not any(self.lists.iterdir()):
                write_cut_lists(self.lists)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv(catalogue.VARIABLE, str(self.lists))
                self._open.enter_context(_taken_back())
                self._laid = build()
        return self._laid

    def take_away(self) -> None:
        self._open.close()
        self._laid = None


@contextlib.contextmanager
def _taken_back() -> Iterator[None]:
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def overlay(
    built: "BuildResult", django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Overlay]:
    overlay = Overlay(tmp_path_factory.mktemp("few"))
    yield overlay
    with django_db_blocker.unblock():
        overlay.take_away()


@pytest.fixture
def whole(built: "BuildResult", overlay: Overlay, django_db_blocker: DjangoDbBlocker) -> "BuildResult":
    """Before `db`: what a test changes is taken back before this is."""
    with django_db_blocker.unblock():
        overlay.take_away()
    return built


@pytest.fixture
def laid(overlay: Overlay, django_db_blocker: DjangoDbBlocker) -> "BuildResult":
    """Before `db`, as `whole` is."""
    with django_db_blocker.unblock():
        return overlay.lay()
