"""An upgrade succeeds, or the database stays as it was: also where it fails in the midst, or is killed."""

import contextlib
import signal
import sqlite3
import subprocess
from pathlib import Path

import psycopg
import pytest

from ebpages.registry import migrations
from tests.integration.operating.conftest import Surroundings, pages
from tests.ready_home import LESS_EFFORT, MIGRATE
from tests.samples.examples import searches_long
from tests.samples.own_database import copied, run

MIGRATIONS = sorted(path.stem for path in Path(migrations.__file__).parent.glob("0*.py"))
BEFORE = "0005_ids_lead_where_they_led" if searches_long() else MIGRATIONS[-2]


@pytest.fixture(scope="module")
def left(lived_in: Surroundings, tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    surroundings = copied(lived_in, tmp_path_factory.mktemp("left") / "home")
    assert run(surroundings, *MIGRATE, "registry", BEFORE).returncode == 0
    return surroundings


@pytest.fixture
def earlier(left: Surroundings, tmp_path: Path) -> Surroundings:
    """The installation as an earlier version left it."""
    return copied(left, tmp_path / "copy")


def applied(surroundings: Surroundings) -> list[tuple[str]]:
    """Migrations of the registry, read without a process of its own."""
    question = "SELECT name FROM django_migrations WHERE app = 'registry' ORDER BY name"
    if "DATABASE_URL" in surroundings:
        with psycopg.connect(surroundings["DATABASE_URL"]) as postgresql:
            return postgresql.execute(question).fetchall()
    file = Path(surroundings["EBPAGES_HOME"]) / "ebpages.sqlite3"
    with contextlib.closing(sqlite3.connect(file)) as sqlite:
        return sqlite.execute(question).fetchall()


def test_an_upgrade_that_was_killed_left_the_state_before_and_is_run_again(
    earlier: Surroundings, lived_in: Surroundings
) -> None:
    before = applied(earlier)
    with subprocess.Popen(
        [*LESS_EFFORT, "upgrade"], env=earlier, stderr=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stderr and any("5/6" in line for line in killed.stderr)
        killed.send_signal(signal.SIGKILL)
    assert applied(earlier) == before and before[-1] == (BEFORE,)
    said = run(earlier, "upgrade")
    assert said.returncode == 0, said.stderr
    assert [line[:3] for line in said.stderr.splitlines() if line[1:3] == "/6"] == [
        f"{n}/6" for n in range(1, 7)
    ]
    backups = sorted((Path(earlier["EBPAGES_HOME"]) / "backups").iterdir())
    assert len(backups) == 2 and str(backups[-1]) in said.stderr
    assert applied(earlier) == applied(lived_in) and run(earlier, "verify").returncode == 0
    if searches_long():  # beside those that the upgrade itself asks for
        assert {content[-3:] for content in pages(earlier).values()} == {"200"}


def test_an_upgrade_that_fails_leaves_the_state_before(earlier: Surroundings, tmp_path: Path) -> None:
    before = applied(earlier)
    (tmp_path / "judgements.yaml").write_text("nonsense")
    said = run({**earlier, "EBPAGES_JUDGEMENTS": str(tmp_path / "judgements.yaml")}, "upgrade")
    assert said.returncode == 2 and "Not upgraded: the database is as it was before." in said.stderr
    assert "judgements.yaml: write the key" in said.stderr and "4/6 Building" in said.stderr
    assert applied(earlier) == before
