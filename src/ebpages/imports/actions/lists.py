"""The only writers of imported lists."""

import hashlib
import logging
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from ebpages.accounts import audit
from ebpages.accounts.models import AuditEntry
from ebpages.accounts.reader import OPERATOR, Reader
from ebpages.files.table import ending_of
from ebpages.imports import editions
from ebpages.imports.checking import MAPPING, Progress, check_list
from ebpages.imports.findings import FindingLog, ListFinding
from ebpages.imports.list_mapping import OpenedList, dump, open_list
from ebpages.imports.shapes import ImportedList
from ebpages.limits import limit
from ebpages.publish.whole_file import folder_draft, make_folder, move, put_in_place, remove_folder
from ebpages.registry.actions import build
from ebpages.registry.models import SourceList
from ebpages.registry.one_writer import only_writer
from ebpages.registry.search_documents import follow
from ebpages.sources.catalogue import read_list, sources
from ebpages.sources.record import UnreadableList
from ebpages.sources.source_description import read_description

logger = logging.getLogger(__name__)
_under_way: ContextVar[Path | None] = ContextVar(
    "edition that this import or taking back is about", default=None
)


class ListRefused(Exception):
    """Errors were found that nobody has accepted; nothing was stored."""

    def __init__(
        self, mapping: str, findings: tuple[ListFinding, ...], stopping: tuple[ListFinding, ...]
    ) -> None:
        super().__init__(stopping[0].sentence("en"))
        self.mapping, self.findings, self.stopping = mapping, findings, stopping


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that is to become a list. name: of the list. given: the mapping that somebody gave with it; None where nobody did.

    said: keys of a mapping that go before those of `given` and of the edition before.
    """

    path: Path
    file_name: str
    name: str
    given: Mapping[str, Any] | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


def check_file(*, file: ListFile, progress: Progress) -> ImportedList:
    """Read all of a file and say what was found; nothing is stored.

    Raises UnreadableFile, UnusableName, UnreadableList and PastLimit.
    """
    editions.check_name(file.name, editions.not_imported(Path(settings.EBPAGES_HOME)))
    each, log = _opened(file)
    day = timezone.localdate()
    edition = each.mapping.edition or day.isoformat()
    editions.check_edition(edition, day)
    source = each.mapping.source(file.name, 0, day, MAPPING)
    rows = sum(1 for _ in check_list(each, source, log, progress))
    if rows > limit("list_rows"):
        log.add("too_many_rows", count=f"{rows:,}", most=f"{limit('list_rows'):,}")
    return ImportedList(file.name, edition, rows, False, each.mapping.as_yaml(), log.all())


def import_list(
    *, file: ListFile, by: Reader, progress: Progress, waiting: Callable[[str], None] = logger.info,
) -> ImportedList:  # fmt: skip
    """Store a file as an edition of a list, all of it or nothing, and build the registry with it.

    The same file twice changes nothing. Raises ListRefused where errors are found, and what `check_file` raises.
    """
    home = Path(settings.EBPAGES_HOME)
    imported = editions.FOLDER
    with only_writer("import", waiting=waiting):
        finish_interrupted()
        editions.check_name(file.name, editions.not_imported(home))
        sha256 = _sum_of(file.path)
        if same := _same(home, file, sha256):
            _build(progress)
            return ImportedList(file.name, same.day, 0, False, dump(same.keys))
        each, log = _opened(file)
        day = timezone.localdate()
        edition = each.mapping.edition or day.isoformat()
        editions.check_edition(edition, day)
        make_folder(home / imported)
        with folder_draft(home / imported / file.name) as draft:
            rows = _write(draft, file, each, log, sha256, day, progress)
            if stopping := log.stopping():
                raise ListRefused(each.mapping.as_yaml(), log.all(), stopping)
            _check_draft(draft, file.name)
            place = editions.place_of(home, file.name, edition)
            make_folder(place.parent)
            put_in_place(draft, place)
        try:
            _build(progress, place)
        except BaseException:  # also when it is stopped: an edition that no registry was built with is none
            remove_folder(place)
            raise
        _note_import(by, file.name, editions.edition_at(place))
        logger.info("list %s imported: edition %s, %d rows", file.name, place.name, rows)
        return ImportedList(file.name, edition, rows, True, each.mapping.as_yaml(), log.all())


def take_back(*, name: str, folder: str, by: Reader, progress: Progress) -> bool:
    """Take an edition away for good and build the registry without it: the edition before is shown again, and where there is none
    the organisations of the list alone are said to have left the lists. Their addresses stay.

    folder: of the edition, which may be damaged. False where an earlier taking back had been killed, which is finished now.
    Raises UnusableName.
    """
    home = Path(settings.EBPAGES_HOME)
    place = home / editions.FOLDER / name / folder
    aside = place.with_name(f".{folder}")
    with only_writer("import", waiting=logger.info):
        was_begun = aside in finish_interrupted()
        if folder not in editions.folder_names(home, name):
            if was_begun:
                _build(progress)
                return False
            raise editions.UnusableName(
                f"{name} has no edition {folder!r}. See /lists/{name}/ for those it has."
            )
        move(place, aside)
        editions.announce(home)
        try:
            _build(progress, aside)
        except BaseException:
            move(aside, place)
            editions.announce(home)
            raise
        _take_away(aside, by)
        return True


def finish_interrupted() -> list[Path]:
    """End what was killed: editions that stand without an entry in the audit get it, and those whose taking back had begun are
    taken away, since whoever asked wanted them gone. Where these stood aside.
    """
    home = Path(settings.EBPAGES_HOME)
    with only_writer("import", waiting=logger.info):
        found = [each for each in editions.set_aside(home) if each != _under_way.get()]
        for aside in found:
            _take_away(aside, OPERATOR)
        for name in editions.names(home):
            for edition in _not_in_the_audit(home, name):
                if edition.folder != _under_way.get():
                    _note_import(OPERATOR, name, edition)
        return found


def _not_in_the_audit(home: Path, name: str) -> list[editions.Edition]:
    entries = AuditEntry.objects.for_writing().filter(action="list.import", object_id=name)
    noted = entries.values_list("detail__after", flat=True)
    known = {after["sha256"] for after in noted if after}
    unknown = [edition for edition in editions.editions_of(home, name) if edition.sha256 not in known]
    return unknown[
        sum(not after for after in noted) :
    ]  # entries whose details were erased tell of the earliest


def _note_import(by: Reader, name: str, edition: editions.Edition) -> None:
    read = edition.read
    audit.note(
        by=by, action="list.import", kind="list", object_id=name,
        after={"edition": edition.day, "file": read["file"], "sha256": edition.sha256, "rows": read["rows"]},
    )  # fmt: skip


def _take_away(aside: Path, by: Reader) -> None:
    """Killed in between, it is done again and stands in the audit twice: better than not at all."""
    home, name, folder = aside.parent.parent.parent, aside.parent.name, aside.name.removeprefix(".")
    try:
        sha256 = editions.edition_at(aside).sha256
    except UnreadableList:
        sha256 = ""
    audit.note(
        by=by, action="list.take_back", kind="list", object_id=name,
        before={"edition": folder.partition(".")[0], "sha256": sha256},
    )  # fmt: skip
    remove_folder(aside)
    if not editions.folder_names(home, name):
        remove_folder(aside.parent)
    editions.announce(home)
    logger.info("list %s: edition %s taken back", name, folder)


def _opened(file: ListFile) -> tuple[OpenedList, FindingLog]:
    kept = editions.kept_mapping(Path(settings.EBPAGES_HOME), file.name) if file.given is None else None
    each = open_list(file.path, file.file_name, _given(file, kept or {}), kept=kept is not None)
    return each, FindingLog(each.table.unit, frozenset(each.mapping.accept))


def _given(file: ListFile, kept: Mapping[str, Any]) -> Mapping[str, Any]:
    given = file.given if file.given is not None else kept
    read = {**(given.get("read") or {}), **file.said.get("read", {})}
    return {**given, **file.said, **({"read": read} if read else {})}


def _same(home: Path, file: ListFile, sha256: str) -> editions.Edition | None:
    """The edition that this file is already, read by the same mapping where one is given."""
    for edition in reversed(editions.editions_of(home, file.name)):
        if edition.sha256 != sha256:
            continue
        if file.given is None and not file.said:
            return edition
        each = open_list(file.path, file.file_name, _given(file, edition.keys), kept=file.given is None)
        now = each.mapping.keys(int(edition.keys["order"]), date.min)
        if all(edition.keys.get(key) == now[key] for key in now if key not in ("edition", "read")) and (
            edition.keys["read"].get("left_out", []) == now["read"]["left_out"]
        ):
            return edition
    return None


def _write(
    draft: Path, file: ListFile, each: OpenedList, log: FindingLog, sha256: str, day: date, progress: Progress
) -> int:
    orders = dict(SourceList.objects.values_list("slug", "order"))  # also of lists that are damaged
    order = editions.order_for(file.name, {**orders, **{each.slug: each.order for each in sources()}})
    source = each.mapping.source(file.name, order, day, MAPPING)
    names = [name for name in each.header.names if name not in each.mapping.left_out]
    rows = editions.write_rows(draft, names, check_list(each, source, log, progress))
    keys = each.mapping.keys(
        order,
        day,
        {
            "file": file.file_name,
            "sha256": sha256,
            "rows": rows,
            "list_sha256": _sum_of(draft / editions.LIST),
            "known": names,
        },
    )
    (draft / editions.DESCRIPTION).write_text(dump(keys), encoding="utf-8")
    if not each.mapping.left_out:  # the original would keep what is left out
        shutil.copyfile(file.path, draft / f"{editions.ORIGINAL}{ending_of(file.file_name)}")
    return rows


def _check_draft(draft: Path, name: str) -> None:
    """Read it once as a build will: an edition that cannot be read would stop every build. Raises UnreadableList."""
    described = read_description(draft / editions.DESCRIPTION, None, name)
    read_list(described, (draft / described.file).read_bytes(), f"{name}/{described.file}")


def _build(progress: Progress, about: Path | None = None) -> None:
    """about: the edition that is neither imported nor taken away before this has ended."""
    under_way = _under_way.set(about)
    try:
        build(progress=progress)
    finally:
        _under_way.reset(under_way)
    progress("indexing", 0, 0)
    with suppress(OSError, ValueError):  # every process follows the log of changes when it searches
        follow()


def _sum_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
