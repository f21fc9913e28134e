"""One vintage of a data set, some cells at a time: filtered, counted by code, and held against another vintage."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Count, F, QuerySet

from ebpages.declared.text import Text
from ebpages.faces.numbers import number
from ebpages.observatory.models import StatisticsObservation
from ebpages.observatory.queries.statistics import (
    DatasetView,
    VintageHead,
    datasets,
    in_memory,
    load,
    structure,
)
from ebpages.observatory.statistics import cube
from ebpages.observatory.statistics.dataset import Observation
from ebpages.publish.tables import Column, Row, Table
from ebpages.reference.flags import explained

Labels = Mapping[str, Mapping[str, Text]]
Chosen = Mapping[str, Sequence[str]]
MOST_DECIMALS = 6
_TEXTS = ("code", "title", "provider", "unit", "vintage", "attribution", "licence", "certainty")
_DATASET_COLUMNS = (
    *(Column(name, name) for name in _TEXTS),
    *(Column(name, name, "integer") for name in ("known", "missing", "vintages")),
    Column("fetched_at", "fetched_at", "date"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is shown. places: the texts of its codes. text: the value as written, empty where there is none.

    other, difference: the value of the vintage that it is held against, and how much this one is more.
    state: of that comparison, agrees, differs or unknown; empty without one.
    """

    places: tuple[str, ...]
    text: str
    notes: tuple[str, ...]
    flags: str
    other: str = ""
    other_notes: tuple[str, ...] = ()
    difference: str = ""
    state: str = ""


def cells(
    head: VintageHead, labels: Labels, chosen: Chosen, start: int, size: int
) -> tuple[list[Observation], int]:
    """Cells number `start` to `start + size` of those with the chosen codes, and how many such cells there are."""
    if in_memory(head):
        found = load(head).select(**chosen)
        return found[start : start + size], len(found)
    rows = _rows(head, labels, chosen)
    return list(_observations(rows[start : start + size], labels)), rows.count()


def every_cell(head: VintageHead, labels: Labels, chosen: Chosen) -> Iterator[Observation]:
    """All cells with the chosen codes, in the order of the data set."""
    if in_memory(head):
        yield from load(head).select(**chosen)
    else:
        yield from _observations(_rows(head, labels, chosen), labels)


def counts(head: VintageHead, labels: Labels, chosen: Chosen) -> dict[str, dict[str, int]]:
    """dimension -> code -> cells, each dimension under the codes chosen in the others.

    Of a vintage too large for that, all cells are counted, once.
    """
    if not in_memory(head):
        return _counted_once(head)
    found: dict[str, Counter[str]] = {name: Counter() for name in labels}
    names = list(labels)
    for cell in load(head).observations:
        outside = [
            name for name, code in zip(names, cell.key, strict=True) if code not in chosen.get(name, (code,))
        ]
        if not outside:
            for name, code in zip(names, cell.key, strict=True):
                found[name][code] += 1
        elif len(outside) == 1:
            found[outside[0]][cell.key[names.index(outside[0])]] += 1
    return {name: dict(found[name]) for name in names}


def shown(cell: Observation, labels: Labels, columns: Iterable[str], decimals: int, language: str) -> Cell:
    """A cell with the texts of its codes in these dimensions."""
    codes = dict(zip(labels, cell.key, strict=True))
    return Cell(
        places=tuple(labels[name][codes[name]].name(language) or codes[name] for name in columns),
        text="" if cell.value is None else number(cell.value, decimals),
        notes=tuple(explained(cell.flags, language, missing=cell.value is None)),
        flags=cell.flags,
    )


def compared(
    cells: Sequence[Cell],
    found: Sequence[Observation],
    others: Sequence[Observation | None],
    labels: Labels,
    language: str,
) -> list[Cell]:
    """Cells with what another vintage has in their place; a difference is marked where both have a value."""
    units = [unit_of(cell, labels) for cell in found]
    decimals = _most_decimals([*zip(units, found, strict=True), *zip(units, others, strict=True)])
    return [
        _beside(cell, own, other, decimals.get(unit, 0), language)
        for cell, own, other, unit in zip(cells, found, others, units, strict=True)
    ]


def _beside(cell: Cell, own: Observation, other: Observation | None, decimals: int, language: str) -> Cell:
    if other is None:
        return replace(cell, state="unknown")
    told = replace(
        cell,
        other="" if other.value is None else number(other.value, decimals),
        other_notes=tuple(explained(other.flags, language, missing=other.value is None)),
    )
    if own.value is None or other.value is None:
        return replace(told, state="agrees" if own.value == other.value else "differs")
    if own.value == other.value:
        return replace(told, state="agrees")
    return replace(told, state="differs", difference=_signed(own.value - other.value, decimals))


def _signed(value: float, decimals: int) -> str:
    written = number(abs(value), decimals)
    return f"{'−' if value < 0 else '+'}{written}"


def unit_of(cell: Observation, labels: Labels) -> str:
    """The code of its unit; empty where the data set has none."""
    return dict(zip(labels, cell.key, strict=True)).get("unit", "")


def decimals_of(found: Iterable[Observation], labels: Labels) -> dict[str, int]:
    """unit -> decimals with which its values are written: as many as the value with the most has. "" without a unit."""
    return _most_decimals([(unit_of(cell, labels), cell) for cell in found])


def _most_decimals(found: Iterable[tuple[str, Observation | None]]) -> dict[str, int]:
    most: dict[str, int] = {}
    for unit, cell in found:
        if cell is not None and cell.value is not None:
            written = f"{cell.value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2]
            most[unit] = max(most.get(unit, 0), len(written))
    return most


def same_cells(
    found: Sequence[Observation], labels: Labels, other: VintageHead, other_labels: Labels
) -> list[Observation | None] | None:
    """For each cell the one of another vintage at the same codes; None in place of all where the dimensions differ.

    A dimension that only one of the two has may have one code.
    """
    alone = [
        *(labels[n] for n in labels if n not in other_labels),
        *(other_labels[n] for n in other_labels if n not in labels),
    ]
    if any(len(codes) != 1 for codes in alone):
        return None
    codes = {name: tuple(each) for name, each in other_labels.items()}
    keys = [_key(cell, labels, codes) for cell in found]
    there = _at(other, codes, {key for key in keys if key})
    return [there.get(key) if key else None for key in keys]


def table(head: VintageHead, labels: Labels, chosen: Chosen, language: str) -> Table:
    """The cells with the chosen codes as a table to take away: codes and texts, value, flags and what they mean."""
    heads = [
        column for name in labels for column in (Column(name, name), Column(f"{name}_label", f"{name}_label"))
    ]
    columns = (
        *heads, Column("value", "value", "number"), Column("flags", "flags"), Column("note", "note"),
        Column("vintage", "vintage"),
    )  # fmt: skip
    return Table(
        f"{head.code} {head.vintage[:10]}",
        columns,
        lambda: (_row(head, labels, cell, language) for cell in every_cell(head, labels, chosen)),
    )


def datasets_table(language: str) -> Table:
    """Every data set with its newest vintage, as a table to take away."""
    return Table("data sets", _DATASET_COLUMNS, lambda: (_dataset_row(each) for each in datasets(language)))


def _dataset_row(each: DatasetView) -> Row:
    row = {column.key: getattr(each, column.key) for column in _DATASET_COLUMNS}
    return {**row, "fetched_at": each.fetched_at.date() if each.fetched_at else None}


def _row(head: VintageHead, labels: Labels, cell: Observation, language: str) -> Row:
    codes = dict(zip(labels, cell.key, strict=True))
    texts = {f"{name}_label": labels[name][code].name(language) or code for name, code in codes.items()}
    return {
        **codes,
        **texts,
        "value": cell.value,
        "flags": cell.flags if cell.value is not None else f":{cell.flags}",
        "note": ", ".join(explained(cell.flags, language, missing=cell.value is None)),
        "vintage": head.vintage,
    }


def _key(cell: Observation, labels: Labels, codes: cube.Codes) -> tuple[str, ...] | None:
    """The key of a cell in another cube; None where that does not have its codes."""
    own = dict(zip(labels, cell.key, strict=True))
    key = tuple(own.get(name, each[0]) for name, each in codes.items())
    return key if all(code in each for code, each in zip(key, codes.values(), strict=True)) else None


def _at(
    head: VintageHead, codes: cube.Codes, keys: set[tuple[str, ...]]
) -> dict[tuple[str, ...], Observation]:
    if in_memory(head):
        return {cell.key: cell for cell in load(head).observations if cell.key in keys}
    places = [at for at, _cell in cube.positions((Observation(key, None) for key in keys), codes)]
    rows = StatisticsObservation.objects.filter(vintage=head.id, position__in=places)
    return {cell.key: cell for cell in _observations(rows, codes)}


def _rows(head: VintageHead, labels: Labels, chosen: Chosen) -> QuerySet[StatisticsObservation]:
    """The place of a code in its dimension is worked out from the position of the cell."""
    rows = StatisticsObservation.objects.filter(vintage=head.id).order_by("position")
    steps = cube.strides({name: tuple(each) for name, each in labels.items()})
    for place_, (name, codes) in enumerate(chosen.items()):
        places = [place for place, code in enumerate(labels[name]) if code in codes]
        at = f"at_{place_}"
        rows = rows.annotate(**{at: F("position") / steps[name] % len(labels[name])}).filter(
            **{f"{at}__in": places}
        )
    return rows


def _observations(
    rows: QuerySet[StatisticsObservation], codes: Mapping[str, Iterable[str]]
) -> Iterator[Observation]:
    in_order = {name: tuple(each) for name, each in codes.items()}
    for position, value, flags in rows.values_list("position", "value", "flags").iterator(10_000):
        yield Observation(cube.key_at(position, in_order), value, flags)


@lru_cache(maxsize=32)
def _counted_once(head: VintageHead) -> dict[str, dict[str, int]]:
    labels = structure(head).labels
    steps = cube.strides({name: tuple(each) for name, each in labels.items()})
    rows = StatisticsObservation.objects.filter(vintage=head.id)
    found = {}
    for name, each in labels.items():
        codes = tuple(each)
        counted = (
            rows.annotate(at=F("position") / steps[name] % len(codes))
            .order_by()
            .values("at")
            .annotate(n=Count("id"))
        )
        found[name] = {codes[row["at"]]: row["n"] for row in counted}
    return found
