"""The lists that this registry knows, from every root, and the way to read one."""

import dataclasses
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from ebpages.limits import PastLimit, check
from ebpages.publish.checksums import sha256_of
from ebpages.reference.vocabulary import read_limited
from ebpages.sources.layouts import CSV, FACT_TABLE, LAYOUTS, OWN_READER
from ebpages.sources.list_file import check_printed, read_text
from ebpages.sources.record import Reading, Step, UnreadableList, step
from ebpages.sources.source import Source as Source
from ebpages.sources.source import mark_of_slug
from ebpages.sources.source_description import ROOM, description_of, read_description, read_keys

VARIABLE = "EBPAGES_LISTS"
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
FILES = ("list.txt", "list.csv", "source.yaml")


@dataclasses.dataclass(frozen=True, slots=True)
class Root:
    """A folder with a folder for each list; with `imported`, each holds a folder for each of its editions.

    editions: a folder named after a list of an earlier root holds another edition of it; otherwise its name is taken.
    state: another one after every change, where running processes are to see it. day: on which lists are read, where it is not today.
    """

    folder: Path
    editions: bool = True
    imported: bool = False
    state: int = 0
    day: str = ""


def _shipped() -> Root:
    return Root(ROOM)


def _operators() -> Root | None:
    """The folder that `EBPAGES_LISTS` names: lists of the operator's own, and other editions of shipped ones."""
    named = os.environ.get(VARIABLE)
    return _folder_of_operator(named) if named else None


@cache
def _folder_of_operator(named: str) -> Root:
    folder = Path(named).expanduser()
    if not folder.is_dir():
        problem = f"{VARIABLE} names a folder that does not exist"
        raise UnreadableList(file=str(folder), line=0, problem=problem, remedy="Correct the path or unset it")
    return Root(folder)


# Where lists come from, the first root first; what brings lists of its own adds one.
ROOTS: list[Callable[[], Root | None]] = [_shipped, _operators]

_day_of_reading: ContextVar[date | None] = ContextVar("day on which lists are read", default=None)


@contextmanager
def lists_as_of(day: date) -> Iterator[None]:
    """Within the block there are the lists of that day: each in the edition that was its newest then, without those still to come."""
    token = _day_of_reading.set(day)
    try:
        yield
    finally:
        _day_of_reading.reset(token)


class UnknownSource(KeyError):
    """A slug that names no list."""

    def __str__(self) -> str:
        known = ", ".join(source.slug for source in sources())
        return f"There is no list called {self.args[0]!r}. The lists are: {known}."


def sources() -> tuple[Source, ...]:
    """Every list of every root, in its order, described by the last root that describes it."""
    return _sources(_roots())


def _roots() -> tuple[Root, ...]:
    roots = (root for find in ROOTS if (root := find()))
    day = _day_of_reading.get()
    return tuple(dataclasses.replace(root, day=day.isoformat()) if day else root for root in roots)


@lru_cache(maxsize=16)
def _sources(roots: tuple[Root, ...]) -> tuple[Source, ...]:
    lists: dict[str, Source] = {}
    for root in roots:
        for slug, folder in _folders(root):
            description = folder / "source.yaml"
            if root.folder != ROOM:
                _check_folder(slug, folder, root, lists)
            if description.is_file():
                lists[slug] = read_description(description, lists.get(slug), slug)
    day = roots[0].day
    of_day = (each for each in lists.values() if not day or begins(each.edition) <= day)
    found = tuple(sorted(of_day, key=lambda source: source.order))
    for before, after in pairwise(found):
        if before.order == after.order:
            problem = f"order: {after.order} is the place of the list {before.slug} too"
            _refuse(f"{after.slug}/source.yaml", problem, "Give every list a place of its own")
    return found


def _folders(root: Root) -> Iterator[tuple[str, Path]]:
    """Names of lists with their folders; beside those that are shipped stand the modules that read them."""
    for folder in sorted(root.folder.iterdir()):
        if root.imported:
            if not folder.name.startswith(".") and (newest := newest_edition(folder, root.day)):
                yield folder.name, newest
        elif folder.is_dir() and (root.folder != ROOM or (folder / "source.yaml").exists()):
            yield folder.name, folder


def editions(folder: Path) -> list[Path]:
    """The editions of an imported list, damaged ones too, the earliest first: folders named after a day, the second of a day `2026-11-30.2`."""
    found = [path for path in folder.glob("[0-9]*") if path.is_dir()] if folder.is_dir() else []
    return sorted(
        found, key=lambda path: (path.name.partition(".")[0], int(path.name.partition(".")[2] or 1))
    )


def begins(edition: str) -> str:
    """The first day of a year, month or day, in ISO form."""
    return f"{edition.partition('.')[0]}-01-01"[:10]


def days_of_editions() -> list[str]:
    """The days on which an edition of a list begins, each once, the earliest first."""
    imported = (
        begins(edition.name)
        for root in _roots()
        if root.imported
        for folder in root.folder.iterdir()
        if not folder.name.startswith(".")
        for edition in editions(folder)
    )
    return sorted({*imported, *(begins(each.edition) for each in sources() if each.edition)})


def newest_edition(folder: Path, day: str = "") -> Path | None:
    """The newest sound edition of an imported list, or the one that was the newest on a day."""
    of_day = (each for each in reversed(editions(folder)) if not day or begins(each.name) <= day)
    return next((each for each in of_day if not damage(each)), None)


def damaged_editions(slug: str = "*") -> list[tuple[Path, str]]:
    """Editions of imported lists that are newer than those read and are not read for what is wrong with them, which stands beside."""
    found = []
    for folder in (folder for root in _roots() if root.imported for folder in sorted(root.folder.glob(slug))):
        for edition in reversed(editions(folder)):
            if not (problem := damage(edition)):
                break
            found.append((edition, problem))
    return found


def lists_without_sound_edition() -> list[str]:
    """Imported lists that cannot be read at all for now."""
    folders = (folder for root in _roots() if root.imported for folder in sorted(root.folder.iterdir()))
    return [each.name for each in folders if editions(each) and not newest_edition(each)]


def damage(edition: Path) -> str:
    """Why an edition of an imported list cannot be read as it was imported; "" where it can."""
    stamps: Iterator[tuple[int, ...]] = (
        (path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else () for path in _files(edition)
    )
    return _damage(edition, tuple(stamps))


def _files(edition: Path) -> tuple[Path, Path]:
    return edition / "source.yaml", edition / "list.csv"


@lru_cache(maxsize=256)
def _damage(edition: Path, _stamps: tuple[tuple[int, ...], ...]) -> str:
    description, rows = _files(edition)
    try:
        keys = read_keys(description)
        description_of(description, keys, None, edition.parent.name)
    except UnreadableList as problem:
        return f"{problem.file}: {problem.problem}"
    read = keys.get("read")
    stated = read.get("list_sha256") if isinstance(read, dict) else None
    if not rows.is_file():
        return "list.csv is missing"
    return "list.csv is not as it was imported" if stated and stated != sha256_of(rows) else ""


def look_anew() -> None:
    """Forget what was read of descriptions: damage shows in no time of a folder."""
    _sources.cache_clear()


def _check_folder(slug: str, folder: Path, root: Root, before: dict[str, Source]) -> None:
    """A folder must hold a list with a name of its own, or another edition of one; nothing is passed over in silence."""
    if slug not in before and not (folder / "source.yaml").exists():
        known = f"Name the folder after one of {', '.join(before)}"
        _refuse(slug, "no list has this name", f"{known}, or describe a new list in its source.yaml")
    if not SLUG.fullmatch(slug):
        remedy = "Rename the folder: small Latin letters, digits, _ and -, at most 40"
        _refuse(slug, "this is no name for a list", remedy)
    if slug in before and not root.editions:
        _refuse(slug, "another list has this name", "Rename the folder")
    for name in FILES:
        _check_file(folder / name)


def _check_file(path: Path) -> None:
    """What stands in the place of a file must be one, and readable."""
    if not path.exists() or (path.is_file() and os.access(path, os.R_OK)):
        return
    problem = "this is no file" if not path.is_file() else "the file may not be read"
    remedy = "Put the file itself there" if not path.is_file() else "Let the user of ebpages read it"
    _refuse(f"{path.parent.name}/{path.name}", problem, remedy)


def list_file(source: Source) -> Path:
    """The file that a list is read from: that of the last root that has it."""
    paths = (path / source.file for root in reversed(_roots()) if (path := _folder(root, source.slug)))
    found = next((path for path in paths if path.is_file()), None)
    if found is None:
        remedy = (
            f"Put it beside source.yaml; a list with the layout {source.layout} is read from {source.file}"
        )
        _refuse(f"{source.slug}/{source.file}", "the file is missing", remedy)
    return found


def _folder(root: Root, slug: str) -> Path | None:
    return newest_edition(root.folder / slug, root.day) if root.imported else root.folder / slug


def own_files() -> tuple[Path, ...]:
    """Every file of the roots that are not shipped; of imported lists, those that are read."""
    sources()
    own = [root for root in _roots() if root.folder != ROOM]
    files = [
        path for root in own if not root.imported for path in sorted(root.folder.rglob("*")) if path.is_file()
    ]
    imported = [folder for root in own if root.imported for _, folder in _folders(root)]
    return (*files, *(folder / name for folder in imported for name in ("list.csv", "source.yaml")))


def source(slug: str) -> Source:
    for candidate in sources():
        if candidate.slug == slug:
            return candidate
    raise UnknownSource(slug)


def mark(slug: str, language: str) -> str:
    """The short sign by which pages cite a list, one that this process cannot find included."""
    try:
        return source(slug).mark(language)
    except (UnknownSource, UnreadableList):
        return mark_of_slug(slug)


def is_drawn_from_prose(slug: str) -> bool:
    """Whether the rows of a list are facts drawn from running text, so that none of them is printed anywhere."""
    try:
        return source(slug).layout == FACT_TABLE
    except (UnknownSource, UnreadableList):
        return False


def read_source(slug: str) -> Reading:
    """Read a list, in the operator's own edition where there is one."""
    described = source(slug)
    file = f"{described.slug}/{described.file}"
    try:
        content = read_limited(list_file(described), "list_megabytes")
        check("list_rows", content.count(b"\n"), "it has {amount} lines")
    except PastLimit as past:
        _refuse(file, past.problem, past.remedy)
    reading = read_list(described, content, file)
    return dataclasses.replace(reading, notices=(*reading.notices, *_damage_notices(slug)))


def _damage_notices(slug: str) -> Iterator[Step]:
    for edition, problem in damaged_editions(slug):
        yield step("edition_damaged", edition=edition.name.partition(".")[0], problem=problem)


def read_list(source: Source, raw_bytes: bytes, file_name: str) -> Reading:
    """Read a list of this layout, all of it or nothing.

    Raises UnreadableList with the file, the line and the remedy.
    """
    text, notices = read_text(raw_bytes, file_name)
    if source.layout != CSV:
        check_printed(text, file_name)
    reading = _reader(source)(text, dataclasses.replace(source, file=file_name))
    if not reading.records:
        _refuse(file_name, "no row of the list was found", "Check that this is the right list, and complete")
    return Reading(reading.records, (*notices, *reading.notices))


def _reader(source: Source) -> Callable[[str, Source], Reading]:
    if source.layout != OWN_READER:
        return LAYOUTS[source.layout]
    read: Callable[[str, Source], Reading] = import_module(f"ebpages.sources.{source.slug}.reader").read
    return read


def _refuse(file: str, problem: str, remedy: str) -> NoReturn:
    raise UnreadableList(file=file, line=0, problem=problem, remedy=remedy)
