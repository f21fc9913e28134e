"""`ebpages backup`: the whole installation in one file, while the site runs."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ebpages import __version__
from ebpages.faces.capabilities import capabilities
from ebpages.faces.one_moment import one_moment
from ebpages.faces.upkeep import KeptFolder
from ebpages.publish.whole_file import whole_file
from ebpages.site.operating import database, tables
from ebpages.site.operating.archive import (
    FILES,
    KEY,
    TABLES,
    ArchiveWriter,
    Manifest,
    Progress,
    opened_archive,
    written_archive,
)


class NothingStored(Exception):
    """There are no tables; a backup of nothing would be taken for one until it is needed."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written. outside: variable of the environment -> file or folder that is not in it."""

    path: Path
    size: int
    tables: int
    files: int
    outside: dict[str, str]
    left_out: tuple[str, ...]


def kept_folders() -> tuple[KeptFolder, ...]:
    """What the rooms keep in EBPAGES_HOME that cannot be made again, or not at once."""
    return (*(folder for capability in capabilities() for folder in capability.kept), KeptFolder("jobs"))


def back_up(output: Path, *, with_key: bool, progress: Progress) -> Backup:
    """Write a backup, hold it against its own checksums, and only then give it its name. Only its owner may read it.

    Raises StrangeDatabase for a database of a later version, NothingStored for one without tables.
    """
    if not tables.of_applied_rooms():
        raise NothingStored(f"there is nothing to back up: the database is empty ({database.place()})")
    with whole_file(output, private=True) as draft:
        with written_archive(draft) as archive:
            migrations, missing = _write_tables(archive, progress)
            files = sum(_write_folder(archive, each) for each in kept_folders())
            if with_key:
                archive.add(KEY, [settings.SECRET_KEY.encode()])
            manifest = Manifest(
                version=__version__,
                made_at=timezone.now().isoformat(timespec="seconds"),
                database=connection.vendor,
                migrations=migrations,
                members=archive.members,
                outside=outside(),
                left_out=missing,
            )
            archive.finish(manifest)
        with opened_archive(draft) as written:
            written.check(progress)
        size = draft.stat().st_size
    return Backup(output, size, len(written.names(TABLES)), files, manifest.outside, missing)


def outside() -> dict[str, str]:
    """The operator's own files, which variables of the environment name: they are where the operator keeps them."""
    named = {
        name: value
        for name, value in sorted(os.environ.items())
        if name.startswith("EBPAGES_") and name != "EBPAGES_HOME"
    }
    return {
        name: value for name, value in named.items() if "/" in value and Path(value).expanduser().exists()
    }


def _write_tables(archive: ArchiveWriter, progress: Progress) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All rows as of one moment; the migrations that the database had then, and tables that no room of this version has."""
    with one_moment():
        migrations = tables.applied_migrations()
        found = tables.tables(migrations)
        for number, table in enumerate(found):
            progress("writing tables", number, len(found))
            archive.add(f"{TABLES}/{table._meta.db_table}.jsonl", tables.lines(table))
        return migrations, tables.left_out(found)


def _write_folder(archive: ArchiveWriter, kept: KeptFolder) -> int:
    folder = Path(settings.EBPAGES_HOME) / kept.name
    if not folder.is_dir():
        return 0
    with kept.still(folder):
        files = [
            path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink() and _is_kept(path, folder)
        ]
        for path in files:
            archive.add_file(f"{FILES}/{path.relative_to(folder.parent).as_posix()}", path)
    return len(files)


def _is_kept(path: Path, folder: Path) -> bool:
    """What begins with a dot is the draft of a writer, but for a panel whose load was killed between two names."""
    return not any(
        part.startswith(".") and not part.endswith(".former") for part in path.relative_to(folder).parts
    )
