"""Two editions of a list beside each other: which rows are new, gone or changed, by the keys of rows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ebpages.imports.editions import Edition, read_rows


@dataclass(frozen=True, slots=True)
class RowOfEdition:
    """values: by property, as they are written."""

    key: str
    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """changes: each with the property, the value before and the value after."""

    key: str
    name: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    new: tuple[RowOfEdition, ...]
    gone: tuple[RowOfEdition, ...]
    changed: tuple[ChangedRow, ...]
    same: int


def compare(before: Edition, after: Edition) -> Comparison:
    """Rows in the order of the later edition, those that are gone in the order of the earlier one."""
    old, new = ({row.key: row for row in _rows(each.folder, each.keys)} for each in (before, after))
    changed = []
    for key in (key for key in new if key in old):
        was, now = old[key].values, new[key].values
        changes = tuple(
            (what, was.get(what, ""), now.get(what, ""))
            for what in {**now, **was}
            if was.get(what, "") != now.get(what, "")
        )
        if changes:
            changed.append(ChangedRow(key, new[key].name, changes))
    both = sum(key in old for key in new)
    return Comparison(
        tuple(row for key, row in new.items() if key not in old),
        tuple(row for key, row in old.items() if key not in new),
        tuple(changed),
        both - len(changed),
    )


def _rows(folder: Path, keys: Mapping[str, Any]) -> Iterator[RowOfEdition]:
    rows = read_rows(folder)
    _, header = next(rows, ("", []))
    places = _places(header, keys)
    times: Counter[str] = Counter()
    for key, cells in rows:
        times[key] += 1
        values = {what: cells[place].strip() for what, place in places.items() if cells[place].strip()}
        yield RowOfEdition(key if times[key] == 1 else f"{key}-{times[key]}", values.get("name", ""), values)


def _places(header: Sequence[str], keys: Mapping[str, Any]) -> dict[str, int]:
    """Where each property stands; the number of a row changes with every row above it, and says nothing of its organisation."""
    columns = {what: column["header"] for what, column in keys["columns"].items() if what != "number"}
    return {what: header.index(name) for what, name in columns.items() if name in header}
