"""Two editions of a list beside each other: which rows are new, gone or changed, by what the rows hold."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
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

    @property
    def is_known(self) -> bool:
        """Whether something of the row says which one it is; the key of one without number and name is its place in the file."""
        return bool(self.name) or self.key.isdecimal()


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """changes: each with the property, the value before and the value after."""

    key: str
    name: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """untold: rows of either edition without number and name that the other has not word for word: they may be new, gone or changed."""

    before: Edition
    after: Edition
    new: tuple[RowOfEdition, ...]
    gone: tuple[RowOfEdition, ...]
    changed: tuple[ChangedRow, ...]
    untold: tuple[RowOfEdition, ...]
    same: int


def compare(before: Edition, after: Edition) -> Comparison:
    """Rows in the order of the later edition, those that are gone in the order of the earlier one."""
    old, new = ([*_rows(each.folder, each.keys)] for each in (before, after))
    pairs = _pairs(old, new)
    changed = [
        ChangedRow(row.key, row.name, _changes(pairs[place].values, row.values))
        for place, row in enumerate(new)
        if place in pairs and row.values != pairs[place].values
    ]
    taken = {id(row) for row in pairs.values()}
    gone = [row for row in old if id(row) not in taken]
    come = [row for place, row in enumerate(new) if place not in pairs]
    return Comparison(
        before,
        after,
        tuple(row for row in come if row.is_known),
        tuple(row for row in gone if row.is_known),
        tuple(changed),
        tuple(row for row in (*gone, *come) if not row.is_known),
        len(pairs) - len(changed),
    )


def _pairs(old: Sequence[RowOfEdition], new: Sequence[RowOfEdition]) -> dict[int, RowOfEdition]:
    """The earlier row of each later one, by its place: first those that are equal word for word, so that rows of one key keep theirs
    in any order; then by key; then by a name that only one row on either side has left, one of them without a number."""
    pairs: dict[int, RowOfEdition] = {}
    left = {id(row): row for row in old}
    for same in (_whole, _key, _only_name):
        waiting: dict[Hashable, list[RowOfEdition]] = defaultdict(list)
        for row in left.values():
            waiting[same(row)].append(row)
        later = [(place, row) for place, row in enumerate(new) if place not in pairs]
        times = Counter(same(row) for _, row in later)
        for place, row in later:
            found = waiting[what] if (what := same(row)) is not None else []
            if not found or (
                same is _only_name and not (len(found) == times[what] == 1 and _may_be(found[0], row))
            ):
                continue
            pairs[place] = found.pop(0)
            del left[id(pairs[place])]
    return pairs


def _whole(row: RowOfEdition) -> Hashable:
    return row.key if row.is_known else "", tuple(sorted(row.values.items()))


def _key(row: RowOfEdition) -> Hashable:
    return row.key if row.is_known else None


def _only_name(row: RowOfEdition) -> Hashable:
    return row.name.casefold() or None


def _may_be(one: RowOfEdition, other: RowOfEdition) -> bool:
    """Whether rows of one name may be one row: not where each has a number of its own."""
    return not (one.key.isdecimal() and other.key.isdecimal())


def _changes(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (what, was.get(what, ""), now.get(what, ""))
        for what in {**now, **was}
        if was.get(what, "") != now.get(what, "")
    )


def _rows(folder: Path, keys: Mapping[str, Any]) -> Iterator[RowOfEdition]:
    rows = read_rows(folder)
    _, header = next(rows, ("", []))
    places = _places(header, keys)
    for key, cells in rows:
        values = {what: cells[place].strip() for what, place in places.items() if cells[place].strip()}
        yield RowOfEdition(key, values.get("name", ""), values)


def _places(header: Sequence[str], keys: Mapping[str, Any]) -> dict[str, int]:
    """Where each property stands; the number of a row changes with every row above it, and says nothing of its organisation."""
    columns = {what: column["header"] for what, column in keys["columns"].items() if what != "number"}
    return {what: header.index(name) for what, name in columns.items() if name in header}
