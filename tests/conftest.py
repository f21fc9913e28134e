"""Every test runs in a data folder of its own, on SQLite or, with --database=postgresql, on a PostgreSQL of its own."""

import gc
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import django
import pytest
from hypothesis import settings as hypothesis_settings

from tests.ready_home import MIGRATE, ReadyHome
from tests.samples.examples import USUAL
from tests.samples.own_database import own_database, run

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from django.conf import LazySettings

DATABASES = ("sqlite", "postgresql")

# Time is no property of the code: a loaded machine must not fail a test. `--hypothesis-profile=long` searches further.
hypothesis_settings.register_profile("usual", deadline=None, max_examples=USUAL)
hypothesis_settings.register_profile("long", deadline=None, max_examples=1000)
hypothesis_settings.load_profile("usual")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=DATABASES,
        default=os.environ.get("EBPAGES_TEST_DATABASE") or "sqlite",
        help="the database to test on; EBPAGES_TEST_DATABASE names it too",
    )
    parser.addoption(
        "--ready-home", type=Path, help="an empty folder: several runs make in it, once, what they copy"
    )
    parser.addoption(
        "--long-faults", action="store_true", help="a thousand kills instead of a few; takes an hour"
    )
    parser.addoption("--long", action="store_true", help="the tests marked `long` too")


def pytest_configure(config: pytest.Config) -> None:
    """Choose folder and database before Django reads its settings; pytest-xdist's workers inherit both."""
    config.addinivalue_line(
        "markers", "long: costs much beside others that try the same way; with --long only"
    )
    _keep_what_is_compiled()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _choose_surroundings(config)
    django.setup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_collection_finish() -> None:
    """What was imported and collected lives as long as the tests: it need not be searched for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}"


def _keep_what_is_compiled() -> None:
    """Container images tell Python to keep nothing; each process that a test starts would then compile the whole house, for a second or two."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def _choose_surroundings(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith("EBPAGES_") or name == "DATABASE_URL"]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="ebpages-test-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    (folder / "home" / "static").mkdir(parents=True)  # WhiteNoise looks for it
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["EBPAGES_HOME"] = str(folder / "home")
    if config.getoption("--database") == "postgresql":
        os.environ["DATABASE_URL"] = _start_postgresql(folder / "postgresql", config)


def _start_postgresql(folder: Path, config: pytest.Config) -> str:
    """A server from a wheel: no system package, no port, gone when the tests are."""
    import pgserver

    server = pgserver.get_server(folder, cleanup_mode="delete")
    config.add_cleanup(server.cleanup)
    for what_a_crash_would_need in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {what_a_crash_would_need} = off")
    server.psql("SELECT pg_reload_conf()")
    return str(server.get_uri())


@pytest.fixture(scope="session")
def ready_home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ReadyHome:
    return ReadyHome(request.config.getoption("--ready-home") or tmp_path_factory.mktemp("ready"))


@pytest.fixture(scope="session")
def migrated(ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A database of its own for processes, with all tables and nothing in them; to be copied."""
    surroundings = own_database(tmp_path_factory.mktemp("migrated"))
    if "DATABASE_URL" in surroundings:
        said = run(surroundings, *MIGRATE)
        assert said.returncode == 0, said.stderr
    else:
        shutil.copyfile(ready_home.migrated, Path(surroundings["EBPAGES_HOME"]) / "ebpages.sqlite3")
    return surroundings


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, migrated: dict[str, str], ready_home: ReadyHome
) -> Iterator[None]:
    """The tests' database begins with the tables that are there already: the migrations of tests alone are left to be run."""
    from django.db import connection

    tests_own = connection.settings_dict["TEST"]
    if "DATABASE_URL" in migrated:
        tests_own["TEMPLATE"] = urlsplit(migrated["DATABASE_URL"]).path[1:]
        yield
        return
    tests_own["NAME"] = "file:tests?mode=memory&cache=shared"
    with (
        closing(sqlite3.connect(ready_home.migrated)) as made,
        closing(sqlite3.connect(tests_own["NAME"], uri=True)) as memory,  # lives as long as one is open
    ):
        made.backup(memory)
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Databases of tests go back to an earlier state, which those of the site never do."""
    one_build = sys.modules.get("ebpages.registry.one_build")
    if one_build is not None:
        one_build.KEPT.forget()


@pytest.fixture
def home(tmp_path: Path, settings: "LazySettings") -> Path:
    """A data folder of the test's own, empty."""
    settings.EBPAGES_HOME = tmp_path / "home"
    settings.EBPAGES_HOME.mkdir()
    return settings.EBPAGES_HOME


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C interrupts, also where the tests were started by a shell that ignores it in its background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
