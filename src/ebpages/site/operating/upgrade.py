"""`ebpages upgrade`: what is to be done once a new version of the program is installed. It succeeds, or the database stays as it was.

Migrations and the build are one transaction: whatever fails, and wherever the process is killed, the database rolls it back by itself.
Until it is committed, what serves goes on reading the former state. The backup is for what is noticed later.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from ebpages import __version__
from ebpages.publish.whole_file import make_folder, whole_file
from ebpages.registry.actions import build
from ebpages.registry.one_writer import only_writer
from ebpages.registry.search_documents import follow
from ebpages.site.operating import database, tables
from ebpages.site.operating.archive import Progress
from ebpages.site.operating.backup import back_up
from ebpages.site.operating.verify import verify

_ROOM = 4  # times the size of what is there: the backup, the log of the transaction, the new index
_MIGRATIONS = "migrations"
_PAGES = (
    "/readyz",
    "/bg/",
    "/en/",
    "/bg/organisations/",
    "/en/findings/",
    "/en/observatory/",
    "/api/organisations",
)


class CannotUpgrade(Exception):
    """The database is as it was; the message says why and how to mend it."""


def upgrade(*, wait: bool, progress: Progress, say: Callable[[str], None]) -> None:
    """Raises CannotUpgrade, AnotherWriter, and what migrations, builds and backups raise: the database is then as it was."""
    home = Path(settings.EBPAGES_HOME)
    with only_writer("upgrade", wait=wait, waiting=say):
        say(f"1/6 Looking whether all is well before version {__version__} …")
        _refuse_damage()
        _refuse_full_disk(home)
        say("2/6 Backing up …")
        say(f"    {_backed_up(home, progress)}")
        try:
            with _static_files_put_back(), all_or_nothing():
                _bring_forward(progress, say)
        except BaseException:
            say("Not upgraded: the database is as it was before.")
            raise
        follow()
    say(f"This is version {__version__} now. Start the site again: `ebpages serve`.")


def _bring_forward(progress: Progress, say: Callable[[str], None]) -> None:
    say("3/6 Migrating …")
    call_command("migrate", verbosity=0, interactive=False)
    database.hold_references("DEFERRED")
    say("4/6 Building …")
    build(progress=progress)
    say("5/6 Collecting style sheets and scripts …")
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["redoc*"])
    say("6/6 Asking for pages …")
    _refuse_broken_pages()


def _refuse_damage() -> None:
    """Migrations that are still to come are what an upgrade is for; a search index and style sheets are made again anyway."""
    for check in verify(everything=False):
        if (
            not check.is_well
            and check.what != _MIGRATIONS
            and not check.what.startswith(("search index", "registry", "what is stored"))
        ):
            raise CannotUpgrade(f"{check.what}: {check.problem}. {check.remedy}")


def _refuse_full_disk(home: Path) -> None:
    made_again = {home / "static", home / "backups"}
    kept = sum(
        path.stat().st_size for path in home.rglob("*") if path.is_file() and not made_again & {*path.parents}
    )
    free, needed = shutil.disk_usage(home).free, _ROOM * kept
    if free < needed:
        raise CannotUpgrade(
            f"{home} has {free:,} bytes of room, and upgrading may need {needed:,}. Make room first."
        )


def _backed_up(home: Path, progress: Progress) -> str:
    if not tables.of_applied_rooms():
        return "There is nothing yet."
    folder = home / "backups"
    make_folder(folder)
    name = f"before-{__version__}-{timezone.now():%Y%m%d-%H%M%S}.zip"
    written = back_up(folder / name, with_key=False, progress=progress)
    missing = "".join(
        f" The table {each} is not in it; the migrations take it over." for each in written.left_out
    )
    return f"{written.path} ({written.size:,} bytes).{missing}"


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction for migrations and build. References are held at its end: tables are made anew within it."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        database.hold_references("IMMEDIATE")
        yield
        connection.check_constraints()


@contextmanager
def _static_files_put_back() -> Iterator[None]:
    """The list of style sheets and scripts as it was, where the block fails; the files themselves have names of their own."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    before = manifest.read_bytes() if manifest.is_file() else None
    try:
        yield
    except BaseException:
        if before is not None:
            with whole_file(manifest) as draft:
                draft.write_bytes(before)
        raise


def _refuse_broken_pages() -> None:
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    for page in _PAGES:
        answer = client.get(page, secure=True)
        if answer.status_code != 200:
            raise CannotUpgrade(
                f"{page} answers {answer.status_code} after the upgrade. All is as it was before."
            )
