"""The only writer of the bulk files: they are made once for each state of the register, whole or not at all."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from ebpages.faces.one_moment import one_moment
from ebpages.faces.unavailable import Unavailable
from ebpages.open_data.bulk_files import FOLLOW_THE_MONEY, FORMATS, BulkFile, bulk_files
from ebpages.open_data.edition import MANIFEST, Edition, FileOfEdition, is_whole, read_edition
from ebpages.open_data.follow_the_money import entity
from ebpages.open_data.queries.editions import editions, folder_of_now
from ebpages.open_data.queries.facts import facts_of_all
from ebpages.open_data.tables import bulk_table
from ebpages.publish.checksums import SUMS, sha256_of
from ebpages.publish.tables import write_json_lines, write_table
from ebpages.publish.whole_file import (
    folder_draft,
    make_folder,
    put_in_place,
    remove_folder,
    take_lock,
    whole_file,
)
from ebpages.registry.models import SourceList, Statement
from ebpages.registry.queries.builds import built

logger = logging.getLogger(__name__)

MOST_WHILE_WAITING = 50_000  # statements of which the files are made while somebody waits, in some 20 s
_LOCK = "lock"
_KEPT = 2  # editions: the newest, and the one before for whoever has read its manifest
Progress = Callable[[str, int, int], None]


def _silent(stage: str, done: int, total: int) -> None:
    pass


def make_edition() -> Edition | None:
    """Make the files of the present state of the register where they are not made yet; None while another process does. Raises OSError."""
    folder = folder_of_now()
    if edition := read_edition(folder):
        return edition
    make_folder(folder.parent)
    with _right_to_make(folder.parent) as is_ours:
        if not is_ours:
            return None
        if edition := read_edition(folder):  # another process was ready before the lock was had
            return edition
        with folder_draft(folder) as draft:
            edition = export_files(draft)
            # Another place where the register changed before its moment.
            place = folder.with_name(edition.register)
            if first := read_edition(place):
                return first
            remove_folder(place)  # without a manifest that can be read nobody is given anything out of it
            put_in_place(draft, place)
        logger.info("bulk files of state %s made", edition.state)
        remove_old_editions()
        return edition


@contextmanager
def _right_to_make(folder: Path) -> Iterator[bool]:
    """Whether nobody else makes files, for as long as the block runs; the system takes the lock back when a process dies."""
    with (folder / _LOCK).open("a") as lock:
        yield take_lock(lock.fileno())


@task
def make_edition_in_background() -> None:
    """Have the files ready before somebody asks for them; of a large register nobody could wait for them."""
    if built():
        make_edition()


def edition_now() -> tuple[Path, Edition]:
    """The folder and the files of the present state, or of the newest one that is made: of a large register, and while another process
    makes them. Raises Unavailable."""
    folder = folder_of_now()
    if edition := read_edition(folder):
        return folder, edition
    if Statement.objects.count() <= MOST_WHILE_WAITING:
        with _storing():
            edition = make_edition()
        if edition:
            return folder.with_name(edition.register), edition
    for older in editions():
        if edition := read_edition(older):
            return older, edition
    raise _being_made()


def _being_made() -> Unavailable:
    return Unavailable(_("The files are being made. Please try again in a few minutes; of a large register it takes an hour."))  # fmt: skip


@contextmanager
def _storing() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise Unavailable(
            _(
                "The files cannot be stored at present. The operator finds the reason in the log. Please try again later."
            )
        ) from problem


def file_now(name: str) -> tuple[Path, FileOfEdition] | None:
    """A file to give out, which is as it was written; None where there is none of the name. Raises Unavailable."""
    for _time in range(_KEPT + 1):
        folder, edition = edition_now()
        file = edition.file(name)
        if file is None:
            return None
        if _is_still_whole(folder / name, _written(folder / name), file):
            return folder / name, file
        with _storing():
            remove_damaged(folder)
    raise _being_made()


def _written(path: Path) -> int | None:
    """When; None where the file is gone."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None


@lru_cache(maxsize=64)
def _is_still_whole(path: Path, written: int | None, file: FileOfEdition) -> bool:
    """Asked once by each process for each file, since large ones take long to read."""
    return is_whole(path.parent, file)


def remove_damaged(folder: Path) -> None:
    """Take an edition away of which a file is not as it was written; it is made again when somebody asks."""
    logger.error("a bulk file in %s is damaged; the files are made again", folder)
    remove_folder(folder)


def remove_old_editions() -> None:
    for folder in editions()[_KEPT:]:
        remove_folder(folder)


def export_files(folder: Path, progress: Progress = _silent) -> Edition:
    """Write every file with its checksum, and at last the manifest, into a folder that is there. Each file appears whole or not at all.

    All files show one moment of the register. Raises OSError.
    """
    files = []
    writers = list(_writers())
    with one_moment():
        last, register = built(), folder_of_now().name
        newest = max(SourceList.objects.values_list("edition", flat=True), default="")
        for number, (name, columns, write) in enumerate(writers):
            progress(name, number, len(writers))
            with whole_file(folder / name) as draft:
                rows = write(draft)
                files.append(FileOfEdition(name, draft.stat().st_size, rows, sha256_of(draft), columns))
    edition = Edition(
        register=register,
        state=last.state if last else "",
        data_of=newest,
        made_at=timezone.localtime().isoformat(timespec="seconds"),
        files=tuple(files),
    )
    for name, text in ((SUMS, edition.sums()), (MANIFEST, edition.manifest())):
        with whole_file(folder / name) as draft:
            draft.write_text(text, encoding="utf-8")
    return edition


def _writers() -> Iterator[tuple[str, tuple[str, ...], Callable[[Path], int]]]:
    """Name of each file, its columns, and what writes it and tells the number of its rows."""
    for file in bulk_files():
        for file_format in FORMATS:
            columns = tuple(column.code for column in file.columns)
            yield f"{file.code}.{file_format}", columns, _table_writer(file, file_format)
    yield FOLLOW_THE_MONEY, (), _write_entities


def _table_writer(file: BulkFile, file_format: str) -> Callable[[Path], int]:
    table = bulk_table(file)

    def write(draft: Path) -> int:
        rows = Counted(table.rows())
        with draft.open("wb") as stream:
            write_table(table.columns, rows, file_format, stream)
        return rows.count

    return write


def _write_entities(draft: Path) -> int:
    entities = Counted(entity(each, site=settings.EBPAGES_ADDRESS.rstrip("/")) for each in facts_of_all())
    with draft.open("wb") as stream:
        write_json_lines(entities, stream)
    return entities.count


class Counted:
    """Rows as they come, counted."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for row in self._rows:
            self.count += 1
            yield row
