"""The only writer of the bulk files: they are made once for each state of the register, whole or not at all."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from ebpages.faces.one_moment import one_moment
from ebpages.faces.unavailable import Unavailable
from ebpages.open_data.bulk_files import FOLLOW_THE_MONEY, FORMATS, bulk_files
from ebpages.open_data.edition import MANIFEST, Edition, FileOfEdition, is_whole, read_edition
from ebpages.open_data.follow_the_money import entity
from ebpages.open_data.queries.editions import editions, folder_of_now
from ebpages.open_data.queries.facts import facts_of_all
from ebpages.open_data.tables import bulk_table
from ebpages.publish.checksums import SUMS, sha256_of
from ebpages.publish.tables import write_json_lines, write_table
from ebpages.publish.whole_file import folder_draft, make_folder, put_in_place, remove_folder, whole_file
from ebpages.registry.models import SourceList, Statement
from ebpages.registry.queries.builds import built

logger = logging.getLogger(__name__)

MOST_WHILE_WAITING = 50_000  # statements of which the files are made while somebody waits, in some 20 s
_KEPT = 2  # editions: the newest, and the one before for whoever has read its manifest
Progress = Callable[[str, int, int], None]


def _silent(stage: str, done: int, total: int) -> None:
    pass


def make_edition() -> Edition:
    """Make the files of the present state of the register where they are not made yet. Raises OSError."""
    folder = folder_of_now()
    if edition := read_edition(folder):
        return edition
    make_folder(folder.parent)
    with folder_draft(folder) as draft:
        edition = export_files(draft)
        place = folder.with_name(edition.register)  # another one where the register changed before its moment
        try:
            put_in_place(draft, place)
        except OSError:
            if first := read_edition(place):  # another process was first, and its files are the same
                return first
            raise
    logger.info("bulk files of state %s made", edition.state)
    remove_old_editions()
    return edition


@task
def make_edition_in_background() -> None:
    """Have the files ready before somebody asks for them; of a large register nobody could wait for them."""
    if built():
        make_edition()


def edition_now() -> tuple[Path, Edition]:
    """The folder and the files of the present state; of a large register those of the newest state that is made. Raises Unavailable."""
    folder = folder_of_now()
    if edition := read_edition(folder):
        return folder, edition
    if Statement.objects.count() <= MOST_WHILE_WAITING:
        edition = make_edition()
        return folder.with_name(edition.register), edition
    for older in editions():
        if edition := read_edition(older):
            return older, edition
    raise Unavailable(_("The files are being made. Please try again in an hour."))


def file_now(name: str) -> tuple[Path, FileOfEdition] | None:
    """A file to give out, which is as it was written; None where there is none of the name. Raises Unavailable."""
    folder, edition = edition_now()
    file = edition.file(name)
    if file and not _is_still_whole(folder / name, (folder / name).stat().st_mtime_ns, file):
        remove_damaged(folder)
        folder, edition = edition_now()
        file = edition.file(name)
    return (folder / name, file) if file else None


@lru_cache(maxsize=64)
def _is_still_whole(path: Path, written: int, file: FileOfEdition) -> bool:
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
            yield f"{file.code}.{file_format}", columns, _table_writer(file.code, file_format)
    yield FOLLOW_THE_MONEY, (), _write_entities


def _table_writer(code: str, file_format: str) -> Callable[[Path], int]:
    table = bulk_table(next(file for file in bulk_files() if file.code == code))

    def write(draft: Path) -> int:
        rows = Counted(table.rows())
        with draft.open("wb") as stream:
            write_table(table.columns, rows, file_format, stream)
        return rows.count

    return write


def _write_entities(draft: Path) -> int:
    """Invented examples are nobody to follow."""
    facts = (each for each in facts_of_all() if not each.is_example)
    entities = Counted(entity(each, site=settings.EBPAGES_ADDRESS.rstrip("/")) for each in facts)
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
