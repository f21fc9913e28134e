"""Where nothing can be written, what can be read is read, and whatever cannot be done is said, by pages and by commands."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ready_home import EBPAGES, ReadyHome, surroundings
from tests.samples.faulty_disk import KINDS

SAMPLES = Path(__file__).parents[2] / "samples"
ALONE = ("unshare", "--mount", "--map-root-user")
VISITS = (sys.executable, "-P", str(SAMPLES / "visits.py"))
NOTHING_STORED = "Nothing can be stored at the moment"
BY_NAMES = "Until then only names are searched"

Answer = tuple[int, str, str]


def _can_mount() -> bool:
    try:
        tried = subprocess.run(
            [*ALONE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
        )
    except FileNotFoundError:
        return False
    return tried.returncode == 0


own_disk = pytest.mark.skipif(not _can_mount(), reason="a disk of one's own cannot be mounted here")


@pytest.fixture(scope="module")
def home(ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ready_home.copy(tmp_path_factory.mktemp("faulty") / "home", with_static_files=True)


def on(kind: str, home: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    settings = {
        **surroundings(home, LANG="en", EBPAGES_HOSTS="testserver"),
        "DJANGO_SETTINGS_MODULE": "ebpages.site.settings",
    }
    faulty = [*ALONE, sys.executable, "-P", str(SAMPLES / "faulty_disk.py"), kind, str(home)]
    return subprocess.run([*faulty, *command], env=settings, capture_output=True, text=True, check=False)


def visits(kind: str, home: Path, *addresses: str) -> Iterator[Answer]:
    done = on(kind, home, *VISITS, *addresses)
    assert done.returncode == 0, done.stderr
    return (tuple(json.loads(line)) for line in done.stdout.splitlines())


@own_disk
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_served_and_says_that_nothing_can_be_stored(home: Path, kind: str) -> None:
    pages = (
        "/en/",
        "/en/organisations/?q=klaster",
        "/en/findings/",
        "/en/observatory/",
        "/en/observatory/mapping/",
    )
    others = ("/en/organisations/download.csv", "/api/organisations?q=klaster&language=en", "/healthz")
    *answers, stored = visits(kind, home, *pages, *others, "POST:/en/contact/report/")
    for address, (status, _, text) in zip((*pages, *others), answers, strict=True):
        assert status == 200, (address, text)
        assert (NOTHING_STORED in text) == (address in pages), address
        assert BY_NAMES not in text, address
    assert stored[:2] == (503, "30") and "What you typed is still here" in stored[2]


@own_disk
@pytest.mark.parametrize("kind", ["full", pytest.param("readonly", marks=pytest.mark.long)])
def test_commands_answer_from_the_registry_that_is_there(home: Path, kind: str) -> None:
    found = on(kind, home, EBPAGES, "search", "klaster", "mebel", "--format", "csv")
    assert found.returncode == 0 and "175796345" in found.stdout, found.stderr
    built = on(kind, home, EBPAGES, "build", "--force")
    assert built.returncode == 2 and "See that there is room" in built.stderr
    assert "Traceback" not in built.stderr and "no registry" not in built.stderr


@own_disk
def test_without_index_and_without_room_names_are_searched_and_files_refused(home: Path) -> None:
    (home / "search").rename(home / "away")
    try:
        page, whole, file, api = visits(
            "full",
            home,
            "/en/organisations/?q=мебелен",
            "/en/organisations/",
            "/en/organisations/download.csv?q=мебелен",
            "/api/organisations?q=мебелен&language=en",
        )
    finally:
        (home / "away").rename(home / "search")
    assert page[0] == whole[0] == 200 and BY_NAMES in page[2] and BY_NAMES not in whole[2]
    assert "БЪЛГАРСКИ МЕБЕЛЕН КЛЪСТЕР" in page[2].upper()
    assert file[:2] == api[:2] == (503, "30")
    assert json.loads(api[2])["detail"].startswith("The search index is being written again")


def test_while_postgresql_is_stopped_pages_say_so_and_the_process_lives(home: Path) -> None:
    stopped = surroundings(
        home, EBPAGES_HOSTS="testserver", DATABASE_URL="postgresql://x@127.0.0.1:1/x", LANG="en"
    )
    settings = {**stopped, "DJANGO_SETTINGS_MODULE": "ebpages.site.settings"}
    asked = ("/bg/", "/en/no-such-page/", "/api/home?language=en", "/livez", "/robots.txt", "/readyz")
    done = subprocess.run([*VISITS, *asked], env=settings, capture_output=True, text=True, check=True)
    bg, unknown, api, alive, robots, ready = (json.loads(line) for line in done.stdout.splitlines())
    assert bg[:2] == unknown[:2] == api[:2] == [503, "30"]
    assert "Страницата не може да се покаже в момента" in bg[2]
    assert "This page cannot be shown at the moment" in unknown[2]
    assert json.loads(api[2])["detail"] == "Cannot be served now; try again later"
    assert (alive[0], robots[0], ready[0]) == (200, 200, 503)
    assert "Traceback" not in done.stderr
    said = subprocess.run([EBPAGES, "search", "x"], env=stopped, capture_output=True, text=True, check=False)
    assert said.returncode == 2 and "See that the database server runs" in said.stderr
    assert "Traceback" not in said.stderr
