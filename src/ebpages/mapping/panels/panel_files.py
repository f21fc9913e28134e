"""How a panel lies on disk: its files, their format, and folders that change all at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ebpages.mapping.panels.panel import is_name
from ebpages.publish.whole_file import folder_draft, make_folder, put_in_place, remove_folder, write_through

# Raised whenever what is written changes so that older readers, or files of older writers, would be misread.
FORMAT = 1
SHIPPED = Path(__file__).parents[1] / "data" / "panels"
CELLS, HEAD, TREES, FINDINGS = "cells.parquet", "head.json", "trees.json", "findings.parquet"


def folder_of(folder: Path, name: str) -> Path | None:
    """Where a panel is; None where there is none. After a load that was killed while it changed folders, the former panel.

    A panel that is being replaced stands under one of its names at any moment, but may change from one to the other meanwhile.
    """
    places = (folder / name, _former(folder, name))
    for place in (*places, *places):
        if (place / HEAD).is_file():
            return place
    return next((place for place in places if place.is_dir()), None)


def names_in(folder: Path) -> tuple[str, ...]:
    """The names of the panels in a folder, also of those that are damaged."""
    if not folder.is_dir():
        return ()
    found = {name_of(place) for place in folder.iterdir()}
    return tuple(sorted(name for name in found if is_name(name) and folder_of(folder, name)))


def all_names(folder: Path) -> tuple[str, ...]:
    """The names of the panels in a folder and of those that ship, also of damaged ones."""
    return tuple(sorted({*names_in(folder), *(file.stem for file in SHIPPED.glob("*.csv"))}))


def state_of_panels(folder: Path) -> str:
    """A text that is another one whenever a panel is put in place or taken away: each is a folder of its own then."""
    try:
        with os.scandir(folder) as places:
            return " ".join(
                sorted(f"{place.name} {place.inode()} {place.stat().st_mtime_ns}" for place in places)
            )
    except OSError:  # no panel was loaded, or none can be read, which the page that wants one says
        return ""


def name_of(place: Path) -> str:
    """The name of the panel that a folder holds, also where it is the former one."""
    return place.name.removeprefix(".").removesuffix(".former")


@contextmanager
def replaced(folder: Path, name: str) -> Iterator[Path]:
    """An empty folder that takes the place of a panel when all has been written; the panel stays as it was where writing fails.

    Of two that are written at once the one that is ready last stays.
    """
    make_folder(folder)
    with folder_draft(folder / name) as draft:
        yield draft
        _swap(draft, folder, name)


def take_away(folder: Path, name: str) -> None:
    with alone_in(folder):
        for place in (_former(folder, name), folder / name):
            remove_folder(place)


def _swap(draft: Path, folder: Path, name: str) -> None:
    """A folder cannot replace another in one step: between the two, the former one is found under its other name."""
    place, former = folder / name, _former(folder, name)
    write_through(draft)  # it takes long, and between the two steps below a reader finds only the former one
    with alone_in(folder):
        if place.exists():
            remove_folder(former)
            place.rename(former)
        put_in_place(draft, place)
        remove_folder(former)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """No other process exchanges panels meanwhile; the lock goes with the process that holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _former(folder: Path, name: str) -> Path:
    return folder / f".{name}.former"
