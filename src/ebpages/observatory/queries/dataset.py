"""One vintage of a data set, some cells at a time: filtered, counted by code, and held against another vintage."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from ebpages.declared.text import Text
from ebpages.faces.language import active_language
from ebpages.faces.numbers import number, signed
from ebpages.observatory.models import StatisticsObservation
from ebpages.observatory.queries.statistics import Structure, VintageHead, in_memory, load, structure
from ebpages.observatory.statistics import cube
from ebpages.observatory.statistics.dataset import Observation
from ebpages.reference.flags import explained

Labels = Mapping[str, Mapping[str, Text]]
Chosen = Mapping[str, Sequence[str]]
MOST_DECIMALS = 6


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


def certainty_text(certainty: str) -> str:
    """How a vintage came by its values; empty for a certainty that has no words."""
    texts = {
        "official": _("read from the publisher itself"),
        "published": _("read in a publication that quotes the publisher"),
        "own": _("our own working"),
        "unverified": _("not verified"),
    }
    return texts.get(certainty, "")


def fixed_codes(structure: Structure, chosen: Chosen, columns: Sequence[str]) -> list[tuple[str, str]]:
    """What holds for every cell that is shown, in words: each dimension without a column, and its code."""
    fixed = (name for name in structure.labels if name not in columns)
    codes = ((name, (chosen.get(name) or tuple(structure.labels[name]))[0]) for name in fixed)
    return [(structure.title(name), structure.label(name, code)) for name, code in codes]


def cells_in_words(found: Sequence[Observation], labels: Labels, columns: Sequence[str]) -> list[Cell]:
    """Cells with the texts of their codes in these dimensions; values of one unit with equally many decimals."""
    decimals = decimals_of(found, labels)
    return [_in_words(cell, labels, columns, decimals.get(unit_of(cell, labels), 0)) for cell in found]


def _in_words(cell: Observation, labels: Labels, columns: Iterable[str], decimals: int) -> Cell:
    language = active_language()
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
) -> list[Cell]:
    """Cells with what another vintage has in their place; a difference is marked where both have a value."""
    units = [unit_of(cell, labels) for cell in found]
    decimals = _most_decimals([*zip(units, found, strict=True), *zip(units, others, strict=True)])
    return [
        _beside(cell, own, other, decimals.get(unit, 0))
        for cell, own, other, unit in zip(cells, found, others, units, strict=True)
    ]


def _beside(cell: Cell, own: Observation, other: Observation | None, decimals: int) -> Cell:
    if other is None:
        return replace(cell, state="unknown")
    beside = replace(
        cell,
        other="" if other.value is None else number(other.value, decimals),
        other_notes=tuple(explained(other.flags, active_language(), missing=other.value is None)),
    )
    if own.value == other.value:
        return replace(beside, state="agrees")
    if own.value is None or other.value is None:
        return replace(beside, state="differs")
    return replace(beside, state="differs", difference=signed(own.value - other.value, decimals))


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
    places = [at for at, _own in cube.positions((Observation(key, None) for key in keys), codes)]
    rows = StatisticsObservation.objects.filter(vintage=head.id, position__in=places)
    return {cell.key: cell for cell in _observations(rows, codes)}


def _rows(head: VintageHead, labels: Labels, chosen: Chosen) -> QuerySet[StatisticsObservation]:
    """The place of a code in its dimension is worked out from the position of the cell."""
    rows = StatisticsObservation.objects.filter(vintage=head.id).order_by("position")
    steps = cube.strides({name: tuple(each) for name, each in labels.items()})
    for number_, (name, codes) in enumerate(chosen.items()):
        places = [place for place, code in enumerate(labels[name]) if code in codes]
        at = f"at_{number_}"
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
