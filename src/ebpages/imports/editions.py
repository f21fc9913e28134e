"""Imported lists as folders of the data folder: `lists/<name>/<edition>/` with source.yaml, list.csv and the original file.

An edition is written beside the lists and moved to its place when it is whole; that changes the time of the folder `lists`, by which
running processes know that there is another one.
"""

import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

from ebpages.imports.checking import ListRow
from ebpages.limits import MEGABYTE, check
from ebpages.search.transliteration import to_latin
from ebpages.sources.catalogue import SLUG, Root, editions, newest_edition, sources
from ebpages.sources.layouts.imported import KEY, ROW
from ebpages.sources.record import UnreadableList
from ebpages.sources.source_description import LARGEST_ORDER, description_of, read_keys

FOLDER = "lists"  # below EBPAGES_HOME
LIST, DESCRIPTION, ORIGINAL = "list.csv", "source.yaml", "original"
FIRST_ORDER = 1_000  # behind shipped lists and an operator's own
_LONGEST_NAME = 40
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_ASIDE = re.compile(rf"\.{_DAY.pattern}(\.[0-9]+)?")


class UnusableName(ValueError):
    """A name that a list cannot have; the message says why and what mends it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """keys: of its source.yaml."""

    folder: Path
    keys: Mapping[str, Any]

    @property
    def read(self) -> Mapping[str, Any]:
        """How its file was read."""
        return self.keys.get("read") or {}

    @property
    def sha256(self) -> str:
        return str(self.read.get("sha256", ""))

    @property
    def day(self) -> str:
        return str(self.keys["edition"])


def lists_root(home: Path) -> Root | None:
    """Where the catalogue of lists finds them."""
    folder = home / FOLDER
    return (
        Root(folder, editions=False, imported=True, state=folder.stat().st_mtime_ns)
        if folder.is_dir()
        else None
    )


def name_of_file(file_name: str) -> str:
    """The name of the list that a file is, where nobody gives one."""
    text = to_latin(Path(file_name).name.split(".")[0]).casefold()
    return re.sub(r"[^a-z0-9]+", "_", text).strip("_")[:_LONGEST_NAME].strip("_") or "list"


def not_imported(home: Path) -> list[str]:
    """Names of lists that ship or are an operator's own, which no import takes."""
    return [source.slug for source in sources() if not (home / FOLDER / source.slug).is_dir()]


def check_name(name: str, others: Iterable[str]) -> None:
    """others: names of lists that are not imported. Raises UnusableName."""
    if not SLUG.fullmatch(name):
        raise UnusableName(
            f"{name!r} is no name for a list. Use small Latin letters, digits, _ and -, at most 40, beginning with a letter or digit."
        )
    if name in others:
        raise UnusableName(f"another list is called {name!r}. Give --name with a name of its own.")


def check_edition(text: str, today: date) -> None:
    """Raises UnusableName for what is no year, month or day that has begun, somewhere on Earth."""
    try:
        begins = date.fromisoformat(f"{text}-01-01"[:10]) if _DAY.fullmatch(text) else None
    except ValueError:
        begins = None
    if begins is None:
        raise UnusableName(f"{text!r} is no edition. Write a year, a month or a day, as 2026-11-30.")
    if begins > today + timedelta(days=1):
        raise UnusableName(
            f"{text!r} is no edition, since it is still to come. Correct `edition` in the mapping."
        )


def editions_of(home: Path, name: str) -> list[Edition]:
    """The earliest first; without those whose description cannot be read, which `ebpages verify` names."""
    found = []
    for folder in editions(home / FOLDER / name):
        with suppress(UnreadableList):
            found.append(edition_at(folder))
    return found


def names(home: Path) -> list[str]:
    """Of all imported lists."""
    root = home / FOLDER
    return sorted(each.name for each in root.glob("[!.]*") if editions(each))


def folder_names(home: Path, name: str) -> list[str]:
    """Of all editions, also of those that cannot be read; the earliest first."""
    return [folder.name for folder in editions(home / FOLDER / name)]


def kept_mapping(home: Path, name: str) -> Mapping[str, Any] | None:
    """The keys by which the newest edition was read; None for a list that is not there."""
    folder = newest_edition(home / FOLDER / name)
    return edition_at(folder).keys if folder else None


def edition_at(folder: Path) -> Edition:
    """Raises UnreadableList for a description that a build would not take."""
    path = folder / DESCRIPTION
    keys = read_keys(path)
    description_of(path, keys, None, folder.parent.name)
    read = keys.get("read") or {}
    if not (isinstance(read, dict) and isinstance(read.get("rows", 0), int)):
        _refuse(path, 0, "`read` is not what the import wrote")
    return Edition(folder, keys)


def place_of(home: Path, name: str, edition: str) -> Path:
    """Where an edition goes: the second of a day behind the first."""
    folder, number = home / FOLDER / name, 1
    while (place := folder / (edition if number == 1 else f"{edition}.{number}")).exists():
        number += 1
    return place


def set_aside(home: Path) -> list[Path]:
    """Editions whose taking back has begun, and was killed unless it is going on: `.<edition>`."""
    return sorted(
        each for each in (home / FOLDER).glob("*/.[0-9]*") if _ASIDE.fullmatch(each.name) and each.is_dir()
    )


def announce(home: Path) -> None:
    """Let running processes see that editions have changed."""
    os.utime(home / FOLDER)


def order_for(name: str, orders: Mapping[str, int]) -> int:
    """The place of a list among all, its own where it has one. orders: of all lists."""
    taken = set(orders.values())
    return orders.get(name) or next(
        order for order in range(FIRST_ORDER, LARGEST_ORDER) if order not in taken
    )


def write_rows(draft: Path, names: Iterable[str], rows: Iterable[ListRow]) -> int:
    """Write list.csv into the draft of an edition; how many rows. Raises PastLimit for more than a build reads."""
    count = 0
    with (draft / LIST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((ROW, KEY, *names))
        for row in rows:
            writer.writerow((row.number, row.key, *row.cells))
            count += 1
        check("list_rows", count, "the list has {amount} rows; {most} are built")
        check("list_megabytes", file.tell() // MEGABYTE, "the list has {amount} MB; {most} are built")
    return count


def read_rows(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Keys and cells of an edition's rows, behind those of its header. Raises UnreadableList for a file that no import wrote."""
    path, width = folder / LIST, 0
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            for cells in rows:
                width = width or max(len(cells), 2)
                if len(cells) != width:
                    _refuse(path, rows.line_num, f"the row has {len(cells)} cells, the header has {width}")
                yield cells[1], cells[2:]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        _refuse(path, 0, f"the list cannot be read ({problem})")


def _refuse(path: Path, line: int, problem: str) -> NoReturn:
    remedy = "Import the original anew, or restore a backup"
    raise UnreadableList(file=f"{path.parent.name}/{path.name}", line=line, problem=problem, remedy=remedy)
