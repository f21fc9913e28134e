"""The lists that this registry knows, and the way to read one."""

import dataclasses
from collections.abc import Callable
from functools import cache
from importlib import import_module

from ebpages.sources.list_file import read_text
from ebpages.sources.record import Reading, UnreadableList
from ebpages.sources.source_description import ROOM, DeclaredTotal, Source, read_description

__all__ = ["DeclaredTotal", "Source", "UnknownSource", "read_list", "read_source", "source", "sources"]


class UnknownSource(KeyError):
    """A slug that names no list."""

    def __str__(self) -> str:
        known = ", ".join(source.slug for source in sources())
        return f"There is no list called {self.args[0]!r}. The lists are: {known}."


@cache
def sources() -> tuple[Source, ...]:
    """Every list, in its order."""
    described = (read_description(path) for path in sorted(ROOM.glob("*/source.yaml")))
    return tuple(sorted(described, key=lambda source: source.order))


def source(slug: str) -> Source:
    for candidate in sources():
        if candidate.slug == slug:
            return candidate
    raise UnknownSource(slug)


def read_source(slug: str) -> Reading:
    """Read the list that is shipped."""
    described = source(slug)
    path = ROOM / described.slug / described.file
    return read_list(described, path.read_bytes(), f"{described.slug}/{described.file}")


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
