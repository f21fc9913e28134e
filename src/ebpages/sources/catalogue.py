"""The lists that this registry knows, and the way to read one. `EBPAGES_LISTS` names a folder with other editions."""

import dataclasses
import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from ebpages.sources.list_file import read_text
from ebpages.sources.record import Reading, UnreadableList
from ebpages.sources.source_description import ROOM, DeclaredTotal, Source, read_description

__all__ = [
    "DeclaredTotal",
    "Source",
    "UnknownSource",
    "list_file",
    "own_files",
    "read_list",
    "read_source",
    "source",
    "sources",
]
VARIABLE = "EBPAGES_LISTS"


class UnknownSource(KeyError):
    """A slug that names no list."""

    def __str__(self) -> str:
        known = ", ".join(source.slug for source in sources())
        return f"There is no list called {self.args[0]!r}. The lists are: {known}."


def sources() -> tuple[Source, ...]:
    """Every list, in its order, described by the operator's own edition where there is one."""
    return _sources(_own_folder())


@cache
def _sources(own: Path | None) -> tuple[Source, ...]:
    shipped = _shipped()
    if own is not None:
        _check_own(own, shipped)
    paths = (_edition(own, slug, path.name) or path for slug, path in shipped.items())
    found = tuple(sorted((read_description(path) for path in paths), key=lambda source: source.order))
    for before, after in pairwise(found):
        if before.order == after.order:
            problem = f"order: {after.order} is the place of the list {before.slug} too"
            remedy = "Give every list a place of its own"
            raise UnreadableList(file=f"{after.slug}/source.yaml", line=0, problem=problem, remedy=remedy)
    return found


def _shipped() -> dict[str, Path]:
    return {path.parent.name: path for path in sorted(ROOM.glob("*/source.yaml"))}


def _own_folder() -> Path | None:
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else None


def _check_own(own: Path, shipped: Mapping[str, Path]) -> None:
    if not own.is_dir():
        problem, remedy = f"{VARIABLE} names a folder that does not exist", "Correct the path or unset it"
        raise UnreadableList(file=str(own), line=0, problem=problem, remedy=remedy)
    for folder in sorted(own.iterdir()):
        if folder.is_dir() and folder.name not in shipped:
            problem, remedy = "no list has this name", f"Name the folder after one of {', '.join(shipped)}"
            raise UnreadableList(file=folder.name, line=0, problem=problem, remedy=remedy)
        for name in ("list.txt", "source.yaml"):
            _check_file(folder / name)


def _check_file(path: Path) -> None:
    """What stands in the place of a file must be one, and readable: it is never passed over in silence."""
    if not path.exists() or (path.is_file() and os.access(path, os.R_OK)):
        return
    problem = "this is no file" if not path.is_file() else "the file may not be read"
    remedy = "Put the file itself there" if not path.is_file() else "Let the user of ebpages read it"
    raise UnreadableList(file=f"{path.parent.name}/{path.name}", line=0, problem=problem, remedy=remedy)


def _edition(own: Path | None, slug: str, name: str) -> Path | None:
    """A file of the operator's own edition of a list, if there is one."""
    path = own / slug / name if own else None
    return path if path and path.is_file() else None


def list_file(source: Source) -> Path:
    """The file that a list is read from."""
    return _edition(_own_folder(), source.slug, source.file) or ROOM / source.slug / source.file


def own_files() -> tuple[Path, ...]:
    """Every file of the operator's own editions."""
    own = _own_folder()
    if own is None:
        return ()
    _check_own(own, _shipped())
    return tuple(sorted(path for path in own.rglob("*") if path.is_file()))


def source(slug: str) -> Source:
    for candidate in sources():
        if candidate.slug == slug:
            return candidate
    raise UnknownSource(slug)


def read_source(slug: str) -> Reading:
    """Read a list, in the operator's own edition where there is one."""
    described = source(slug)
    return read_list(described, list_file(described).read_bytes(), f"{described.slug}/{described.file}")


def read_list(source: Source, raw_bytes: bytes, file_name: str) -> Reading:
    """Read a list of this layout, all of it or nothing.

    Raises UnreadableList with the file, the line and the remedy.
    """
    text, notices = read_text(raw_bytes, file_name)
    named = dataclasses.replace(source, file=file_name)
    reading = _reader(source.slug)(text, named)
    if not reading.records:
        problem, remedy = "no row of the list was found", "Check that this is the right list, and complete"
        raise UnreadableList(file=file_name, line=0, problem=problem, remedy=remedy)
    return Reading(reading.records, (*notices, *reading.notices))


def _reader(slug: str) -> Callable[[str, Source], Reading]:
    module = import_module(f"ebpages.sources.{slug}.reader")
    read: Callable[[str, Source], Reading] = module.read
    return read
