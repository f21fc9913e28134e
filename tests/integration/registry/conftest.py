"""The registry built from the shipped lists: once for the folder, in a transaction that is taken back at its end."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from ebpages.registry.actions import BuildResult
    from tests.integration.conftest import Overlay


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator["BuildResult"]:
    """The registry as it stands; it is there for as long as tests of this folder run."""
    from django.db import connection, transaction

    from ebpages.registry.actions import build

    with django_db_blocker.unblock(), transaction.atomic():
        result = build()
        if connection.vendor == "postgresql":
            # No autovacuum sees, and counts for plans, what is not committed.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        yield result
        transaction.set_rollback(True)


@pytest.fixture
def registry(whole: "BuildResult", db: None) -> Iterator["BuildResult"]:
    """The registry for one test, whose changes are undone after it."""
    from django.utils import translation

    with translation.override("bg"):  # the last page that a test asked for leaves its language behind
        yield whole


@pytest.fixture
def few(
    laid: "BuildResult", db: None, overlay: "Overlay", monkeypatch: pytest.MonkeyPatch
) -> Iterator["BuildResult"]:
    """The registry of a few rows of each list, for tests that build several times; their changes are undone too."""
    from django.utils import translation

    from ebpages.sources import catalogue

    monkeypatch.setenv(catalogue.VARIABLE, str(overlay.lists))
    with translation.override("bg"):
        yield laid


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped lists to damage; builds read it in place of them."""
    from ebpages.sources import catalogue

    copy = tmp_path / "lists"
    for source in catalogue.sources():
        (copy / source.slug).mkdir(parents=True)
        shutil.copy(catalogue.ROOM / source.slug / source.file, copy / source.slug)
    monkeypatch.setenv(catalogue.VARIABLE, str(copy))
    return copy


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Write human judgements, (a, relation, b), in place of the file that the registry has."""
    from ebpages.registry.assembly import JUDGEMENTS

    numbers = iter(range(100))

    def write(*judgements: tuple[str, str, str]) -> None:
        file = tmp_path / f"judgements-{next(numbers)}.yaml"
        said = "by: A. Person, at: 2026-11-23, why: they told me"
        lines = [f"  - {{a: '{a}', relation: {relation}, b: '{b}', {said}}}" for a, relation, b in judgements]
        file.write_text("\n".join(["judgements:", *lines]))
        monkeypatch.setenv(JUDGEMENTS, str(file))

    return write


@pytest.fixture
def ebpages(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., "Said"]:
    """Run the command `ebpages` in this process, on this registry."""

    def run(*arguments: str) -> Said:
        from django.utils import translation

        from ebpages.cli import main

        monkeypatch.setattr("sys.argv", ["ebpages", *arguments])
        capfdbinary.readouterr()
        with translation.override("bg"), pytest.raises(SystemExit) as ended:  # the command chooses its own
            main()
        output, errors = capfdbinary.readouterr()
        return Said(int(ended.value.code or 0), output, errors.decode())

    return run


class Said:
    """What a command answered."""

    def __init__(self, status: int, output: bytes, errors: str) -> None:
        self.status, self.output, self.errors = status, output, errors

    @property
    def text(self) -> str:
        return self.output.decode()
