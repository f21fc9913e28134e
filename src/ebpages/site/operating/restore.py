"""`ebpages restore`: an installation as a backup holds it. What was there before is kept aside until all is in its place and well.

With SQLite the database is filled as a new file and takes its place when it is whole; with PostgreSQL everything is one transaction. A
restore that is killed leaves the former database, or the new one, or, while files are exchanged, neither, which whoever opens it is told;
run it again, and it begins anew.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ebpages import __version__
from ebpages.faces.upkeep import BEFORE_RESTORE
from ebpages.publish.whole_file import folder_draft, make_folder, move, put_in_place, remove_folder
from ebpages.registry.one_writer import only_writer
from ebpages.registry.search_documents import follow
from ebpages.site.operating import database, tables
from ebpages.site.operating.archive import FILES, KEY, Archive, Progress, UnusableBackup, opened_archive
from ebpages.site.operating.backup import NothingStored, back_up, kept_folders
from ebpages.site.operating.verify import verify

_ROOM = 3  # times the unpacked size: the database has indexes, and what was there before stays until the end
_DATABASE = "ebpages.sqlite3"
_OF_SQLITE = (_DATABASE, f"{_DATABASE}-wal", f"{_DATABASE}-shm")
# Made by any command, or made again.
_MAY_BE_THERE = {KEY, "static", "charts", "search", "backups", "writing.lock", "limits"}


class CannotRestore(Exception):
    """Nothing was touched, or all was put back; the message says why and how to mend it."""


def restore(source: Path, *, replace: bool, progress: Progress, say: Callable[[str], None]) -> None:
    """Raises UnusableBackup and CannotRestore, before anything is touched or once all is put back."""
    home = Path(settings.EBPAGES_HOME)
    with opened_archive(source) as archive:
        _refuse_what_cannot_be(archive, home, replace)
        _check(archive, source, progress, say)
        with only_writer("restore", waiting=say), folder_draft(home / "restore") as draft:
            if replace:
                _back_up_what_is_there(home, progress, say)
            names = _unpack_files(archive, draft)
            aside = home / f"{BEFORE_RESTORE}{timezone.now():%Y%m%d-%H%M%S}"
            with _filled(archive, draft, progress), _exchanged(home, draft, names, aside):
                remove_folder(home / "search")
                follow()
                _refuse_damage()
    for former in home.glob(f"{BEFORE_RESTORE}*"):  # also those that restores which were killed have left
        remove_folder(former)
    _say_what_is_left(archive, say)


def check(source: Path, *, progress: Progress, say: Callable[[str], None]) -> None:
    """Whether a backup is whole. Raises UnusableBackup."""
    with opened_archive(source) as archive:
        _check(archive, source, progress, say)


def _check(archive: Archive, source: Path, progress: Progress, say: Callable[[str], None]) -> None:
    archive.check(progress)
    made = archive.manifest
    say(f"{source}: every checksum holds; made {made.made_at} by version {made.version}.")


def _refuse_what_cannot_be(archive: Archive, home: Path, replace: bool) -> None:
    tables.tables(archive.manifest.migrations)
    strange = {name.split("/")[1] for name in archive.names(FILES)} - {
        folder.name for folder in kept_folders()
    }
    if strange:
        raise UnusableBackup(
            f"it holds folders that this version does not keep: {', '.join(sorted(strange))}"
        )
    free, needed = shutil.disk_usage(home).free, _ROOM * archive.unpacked
    if free < needed:
        raise CannotRestore(
            f"{home} has {free:,} bytes of room, and restoring may need {needed:,}. Make room first."
        )
    if not replace and (full := _what_is_there(home)):
        raise CannotRestore(
            f"there is something already: {', '.join(full)}. Restore into an empty EBPAGES_HOME and database, or say --replace: "
            "then what the backup holds takes its place"
        )


def _what_is_there(home: Path) -> list[str]:
    there = sorted(
        path.name
        for path in home.iterdir()
        if path.name not in {*_MAY_BE_THERE, *_OF_SQLITE} and not path.name.startswith(".")
        if path.is_file() or any(not inside.name.startswith(".") for inside in path.iterdir())
    )
    has_rows = connection.vendor == "postgresql" or (home / _DATABASE).exists()
    if connection.vendor == "postgresql":
        connection.ensure_connection()  # one that does not answer is not full
    return [*there, *(["a database with rows"] if has_rows and not database.is_empty() else [])]


def _back_up_what_is_there(home: Path, progress: Progress, say: Callable[[str], None]) -> None:
    """Whoever restores the wrong backup loses nothing. What is damaged is why somebody restores, and hinders nobody."""
    if database.is_empty():
        return
    make_folder(home / "backups")
    file = home / "backups" / f"before-restore-{timezone.now():%Y%m%d-%H%M%S}.zip"
    try:
        written = back_up(file, with_key=False, progress=progress)
    except (DatabaseError, tables.StrangeDatabase, NothingStored) as problem:
        say(f"What is there cannot be backed up ({' '.join(str(problem).split())}), and is replaced.")
    else:
        say(f"What was there: {written.path} ({written.size:,} bytes). Remove it when you are content.")


def _unpack_files(archive: Archive, draft: Path) -> list[str]:
    """Write what stands beside the database; the names that take their place in EBPAGES_HOME. Kept folders that it lacks become empty."""
    for folder in kept_folders():
        (draft / folder.name).mkdir()
    for name in archive.names(FILES):
        path = draft.joinpath(*name.split("/")[1:])
        path.parent.mkdir(parents=True, exist_ok=True)
        archive.copy(name, path)
    names = [folder.name for folder in kept_folders()]
    if KEY in archive.manifest.members:
        (draft / KEY).touch(mode=0o600)
        archive.copy(KEY, draft / KEY)
        names.append(KEY)
    return names


@contextmanager
def _filled(archive: Archive, draft: Path, progress: Progress) -> Iterator[None]:
    """The database as the backup holds it, for good when the block ends well."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            database.drop_tables()
            database.fill(archive, progress)
            yield
        return
    former = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(draft / _DATABASE)
    try:
        database.fill(archive, progress)
        connection.close()  # the last one to leave writes the log into the file
    finally:
        connection.close()
        connection.settings_dict["NAME"] = former
    yield


@contextmanager
def _exchanged(home: Path, draft: Path, names: list[str], aside: Path) -> Iterator[None]:
    """What is in the draft takes its place, and what was there goes aside; all is put back where the block fails."""
    if connection.vendor == "sqlite":
        names = [*names, *_OF_SQLITE]
    there = [name for name in names if (home / name).exists()]
    placed: list[str] = []
    aside.mkdir()
    try:
        # All of them first: a new database beside the log of the former one would be given its pages.
        for name in there:
            move(home / name, aside / name)
        for name in names:
            if (draft / name).exists():
                put_in_place(draft / name, home / name)
                placed.append(name)
        yield
    except BaseException:
        connection.close()
        _put_back(home, names, aside, placed)
        raise


def _put_back(home: Path, names: list[str], aside: Path, placed: list[str]) -> None:
    with folder_draft(home / "refused") as refused:
        for name in names:
            if name in placed or (name in _OF_SQLITE and _DATABASE in placed):
                with suppress(FileNotFoundError):
                    move(home / name, refused / name)
            if (aside / name).exists():
                move(aside / name, home / name)
    remove_folder(home / "search")
    aside.rmdir()


def _refuse_damage() -> None:
    wrong = [f"{check.what}: {check.problem}" for check in verify(everything=False) if not check.is_well]
    if wrong:
        raise CannotRestore(
            f"what the backup holds is not well ({'; '.join(wrong)}). All is as it was before."
        )


def _say_what_is_left(archive: Archive, say: Callable[[str], None]) -> None:
    manifest = archive.manifest
    if KEY not in manifest.members:
        say(
            "The backup holds no secret key: this installation has its own, and forms that were open must be opened again."
        )
    for variable, place in manifest.outside.items():
        say(f"Not in the backup: {place}, which {variable} named.")
    if manifest.version != __version__:
        say(f"It was made by version {manifest.version}, this is {__version__}: run `ebpages upgrade`.")
