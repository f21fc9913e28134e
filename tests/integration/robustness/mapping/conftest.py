"""`ebpages mapping` and a visitor, each test with a data folder of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from django.conf import LazySettings
from django.test import Client
from typer.testing import CliRunner

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from ebpages.registry.actions import BuildResult

Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: LazySettings) -> Path:
    settings.EBPAGES_HOME = tmp_path / "home"
    return tmp_path / "home"


@pytest.fixture
def mapping(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `ebpages mapping`; what is no sentence, but a trace, fails the test."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Result:
        from ebpages.mapping.commands.mapping import app

        said = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert said.exception is None or isinstance(said.exception, SystemExit), said.exc_info
        return said

    return run


@pytest.fixture
def load(mapping: Command, tmp_path: Path) -> Command:
    """Load a file of this content as the panel `own`."""

    def run(content: str | bytes, *options: object, name: str = "panel.csv") -> Result:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return mapping("load", file, "--name", "own", "-l", "en", *options)

    return run


@pytest.fixture
def visitor(registry: "BuildResult") -> Client:
    return Client()
