"""A backup of a site that runs, restored on an empty machine, serves the same pages; what is no backup changes nothing."""

import json
import random
import shutil
import sqlite3
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from tests.integration.operating.conftest import Surroundings, pages
from tests.ready_home import EBPAGES
from tests.samples.examples import searches_long
from tests.samples.own_database import own_database, run


@pytest.fixture(scope="module")
def served(lived_in: Surroundings) -> dict[str, str]:
    found = pages(lived_in)
    assert {content[-3:] for content in found.values()} == {"200"}
    return found


def test_an_empty_machine_serves_the_same_pages_after_a_restore(
    backup: Path, empty: Surroundings, served: dict[str, str], lived_in: Surroundings, tmp_path: Path
) -> None:
    """Nothing is no backup and does not hinder a restore: a forgotten variable of the environment leads to an empty database, and a timer must not go on for weeks with backups of it."""
    said = run(empty, "backup", tmp_path / "nothing.zip")
    assert said.returncode == 2 and "nothing to back up: the database is empty (" in said.stderr
    assert not (tmp_path / "nothing.zip").exists()
    for left_by_a_server_that_ran_once in ("jobs", "mapping"):
        (Path(empty["EBPAGES_HOME"]) / left_by_a_server_that_ran_once).mkdir(exist_ok=True)
    (Path(empty["EBPAGES_HOME"]) / "limits").touch()
    said = run(empty, "restore", backup)
    assert said.returncode == 0, said.stderr
    assert "every checksum holds" in said.stderr and "EBPAGES_LISTS named" in said.stderr
    assert pages(empty) == served
    seen = run(empty, "verify", "--format", "json")
    wrong = {check["what"] for check in json.loads(seen.stdout) if not check["well"]}
    assert wrong == {"style sheets and scripts"} and seen.returncode == 1
    key, old = (Path(each["EBPAGES_HOME"]) / "secret_key" for each in (empty, lived_in))
    assert key.read_text() == old.read_text() and key.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in Path(empty["EBPAGES_HOME"]).glob("*restore*")] == []
    said = run(empty, "backup", tmp_path / "nowhere" / "site.zip")
    assert (
        f"{tmp_path / 'nowhere'}: cannot be read or written (there is no such folder; make it first)"
        in said.stderr
    )


def test_what_is_there_is_replaced_only_when_asked(backup: Path, lived_in: Surroundings) -> None:
    said = run(lived_in, "restore", backup, "--check")
    assert said.returncode == 0 and "every checksum holds" in said.stderr and "restored" not in said.stderr
    said = run(lived_in, "restore", backup)
    assert (
        said.returncode == 2
        and "there is something already: jobs, mapping, a database with rows" in said.stderr
    )


@pytest.mark.long
def test_what_is_there_stays_whole_where_the_backup_is_bad_and_is_kept_when_it_is_replaced(
    backup: Path, copy: Surroundings, served: dict[str, str], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.zip"
    _without_reports_target(backup, bad)
    said = run(copy, "restore", bad, "--replace")
    assert said.returncode == 2 and "refer to others that are not in it" in said.stderr
    assert pages(copy) == served
    said = run(copy, "restore", backup, "--replace")
    assert said.returncode == 0 and "What was there: " in said.stderr
    assert len([*Path(copy["EBPAGES_HOME"]).glob("backups/before-restore-*.zip")]) == 2
    assert [path.name for path in Path(copy["EBPAGES_HOME"]).glob("*restore*")] == []


@pytest.mark.long
@pytest.mark.skipif(
    "not __import__('os').environ.get('DATABASE_URL')", reason="needs both databases: PostgreSQL's lane"
)
def test_a_backup_of_sqlite_moves_to_postgresql(
    empty: Surroundings, served: dict[str, str], lived_in: Surroundings, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL")
        small = {**own_database(tmp_path / "sqlite"), "EBPAGES_LISTS": lived_in["EBPAGES_LISTS"]}
    assert run(small, "manage", "migrate", "--verbosity", 0).returncode == 0
    assert run(small, "build").returncode == 0
    assert run(small, "backup", tmp_path / "small.zip").returncode == 0
    said = run(empty, "restore", tmp_path / "small.zip")
    assert said.returncode == 0, said.stderr
    assert pages(empty) == pages(small)


def test_a_backup_is_private_and_replaces_no_file_unasked(
    lived_in: Surroundings, backup: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(backup, tmp_path / "site.zip"))
    said = run(lived_in, "backup", other)
    assert said.returncode == 2 and "is there already" in said.stderr
    said = run(lived_in, "backup", other, "--force")
    assert said.returncode == 0 and "The secret key is not in it" in said.stderr
    with zipfile.ZipFile(other) as archive:
        assert "secret_key" not in archive.namelist() and archive.testzip() is None
    assert other.stat().st_mode & 0o777 == 0o600 and [path.name for path in tmp_path.iterdir()] == [
        "site.zip"
    ]


@pytest.fixture
def damaged(copy: Surroundings) -> Surroundings:
    if "DATABASE_URL" in copy:
        pytest.skip("the pages of PostgreSQL's files are its own affair")
    file = Path(copy["EBPAGES_HOME"]) / "ebpages.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(file.read_bytes())
    for page in range(8, len(content) // 4096, 9):
        content[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    file.write_bytes(content)
    return copy


def test_a_damaged_database_is_named(damaged: Surroundings) -> None:
    said = run(damaged, "verify")
    assert said.returncode == 1 and "Restore a backup: `ebpages restore FILE --replace`." in said.stdout
    assert "Traceback" not in said.stderr


@pytest.mark.long
def test_a_damaged_database_is_mended_by_a_restore(damaged: Surroundings, backup: Path) -> None:
    said = run(damaged, "restore", backup, "--replace")
    assert said.returncode == 0 and "restored, and all is well" in said.stderr
    assert "What is there cannot be backed up (" in said.stderr


@pytest.mark.parametrize(
    "exchanged",
    [("mapping", "jobs", "ebpages.sqlite3"), pytest.param(("mapping", "jobs"), marks=pytest.mark.long)],
)
def test_a_restore_that_was_killed_while_it_exchanged_files_is_run_again(
    copy: Surroundings, backup: Path, exchanged: tuple[str, ...]
) -> None:
    if "DATABASE_URL" in copy:
        pytest.skip("one transaction")
    home = Path(copy["EBPAGES_HOME"])
    aside = home / "before-restore-20261129-200000"
    aside.mkdir()
    for name in (name for name in exchanged if (home / name).exists()):
        (home / name).rename(aside / name)
    commands = (["search", "x"], ["manage", "migrate"], ["build"], ["verify"])[: 4 if searches_long() else 2]
    for command in commands if len(exchanged) == 3 else ():
        said = run(copy, *command)
        assert said.returncode in (1, 2) and "ebpages restore FILE --replace" in said.stdout + said.stderr
        assert "Traceback" not in said.stderr and "ebpages build" not in said.stderr
        assert not (home / "ebpages.sqlite3").exists()
    said = run(copy, "restore", backup, "--replace")
    assert said.returncode == 0 and not aside.exists(), said.stderr
    assert "interrupted" not in run(copy, "verify").stdout


@pytest.mark.long
def test_a_restore_killed_at_any_moment_leaves_what_was_there_or_says_that_it_is_to_be_run_again(
    copy: Surroundings, backup: Path, served: dict[str, str]
) -> None:
    moments, start = random.Random(30), time.monotonic()
    assert run(copy, "restore", backup, "--replace").returncode == 0
    longest, told = time.monotonic() - start, run(copy, "search", "синергия").stdout
    interrupted = 0
    for _ in range(20):
        restore = subprocess.Popen(
            [EBPAGES, "restore", backup, "--replace"], env=copy, stderr=subprocess.DEVNULL
        )
        time.sleep(longest * moments.uniform(0.3, 1))
        restore.kill()
        restore.wait()
        said = run(copy, "search", "синергия")
        whole = said.returncode == 0 and said.stdout == told
        assert whole or "ebpages restore FILE --replace" in said.stdout + said.stderr, said
        interrupted += not whole
    print(f"{interrupted} of 20 to be run again")
    assert run(copy, "restore", backup, "--replace").returncode == 0
    assert pages(copy) == served
    assert [path.name for path in Path(copy["EBPAGES_HOME"]).glob("*restore*")] == []


def _without_reports_target(backup: Path, bad: Path) -> None:
    """A backup that is whole by its checksums, and whose report is about an organisation that it does not hold."""
    import hashlib

    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as target:
        manifest = json.loads(source.read("manifest.json"))
        for name in manifest["members"]:
            content = source.read(name)
            if name == "tables/registry_publicid.jsonl":
                content = content.splitlines(keepends=True)[0]
            manifest["members"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            target.writestr(name, content)
        target.writestr("manifest.json", json.dumps(manifest))
