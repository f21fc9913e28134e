"""Tidy files of how industries are linked: flows of goods and services (`from,to,value`), occupations (`industry,occupation,value`)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.definitions.similarity import input_output, occupational
from ebpages.mapping.panels.panel import PanelFinding
from ebpages.mapping.panels.table_file import text_columns

Texts: TypeAlias = NDArray[np.str_]
FLOWS = ("from", "to", "value")
OCCUPATIONS = ("industry", "occupation", "value")


@dataclass(frozen=True, slots=True, eq=False)
class Linkage:
    """A similarity of industries, shape (industries, industries), and what is wrong with the file that it was worked out from."""

    similarity: Floats
    findings: tuple[PanelFinding, ...]


def read_flows(path: Path, industries: Sequence[str], parents: Collection[str] = ()) -> Linkage:
    """IO from what `from` sells to `to`, one row for a pair, in any one currency.

    Rows with a code that is neither an industry nor a parent (final demand, an industry that the panel lacks) count in purchases and
    sales in all; those of parents are left out, because their parts would count twice. Raises UnreadablePanel, BrokenDeclaration.
    """
    sellers, buyers, values = _columns(path, FLOWS)
    seller, buyer = _places(sellers, industries), _places(buyers, industries)
    # A section and its divisions in one file: adding both up would count every flow of the section twice.
    summed = np.isin(sellers, list(parents)) | np.isin(buyers, list(parents))
    size = len(industries)
    inside = (seller >= 0) & (buyer >= 0)
    flows = np.zeros((size, size))
    flows[seller[inside], buyer[inside]] = values[inside]
    # Shares are of all purchases and sales, not of those among the industries of the panel: a few known partners would seem close.
    bought, sold = _total(buyer, values, ~summed, size), _total(seller, values, ~summed, size)
    findings = (
        *_of_codes(path, industries, parents, sellers, buyers),
        *_without(path, industries, (bought == 0) & (sold == 0)),
    )
    return Linkage(input_output(flows, bought, sold), findings)


def read_occupations(path: Path, industries: Sequence[str], parents: Collection[str] = ()) -> Linkage:
    """Occ from the people that an industry employs in an occupation, one row for each; absolute numbers or shares.

    Raises UnreadablePanel, BrokenDeclaration.
    """
    owners, names, values = _columns(path, OCCUPATIONS)
    occupations, occupation = np.unique(names, return_inverse=True)
    place = _places(owners, industries)
    employed = np.zeros((len(industries), len(occupations)))
    employed[place[place >= 0], occupation[place >= 0]] = values[place >= 0]
    findings = (
        *_of_codes(path, industries, parents, owners),
        *_without(path, industries, employed.sum(axis=1) == 0),
    )
    return Linkage(occupational(employed), findings)


def _columns(path: Path, names: tuple[str, str, str]) -> tuple[Texts, Texts, Floats]:
    """Two columns of codes and the values. Raises BrokenDeclaration, which names the row."""
    one, other, given = text_columns(path, names)
    values = np.array([_number(path, row, text) for row, text in enumerate(given, 1)], dtype=float)
    _refuse_repeated(path, names, one, other)
    return np.array(one, dtype=np.str_), np.array(other, dtype=np.str_), values


def _number(path: Path, row: int, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = np.nan
    if not 0 <= value < np.inf:
        raise BrokenDeclaration(
            path.name,
            f"row {row}",
            f"the value is {text!r}",
            "Give a number of 0 or more, or take the row out",
        )
    return value


def _refuse_repeated(path: Path, names: tuple[str, str, str], one: list[str], other: list[str]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row, pair in enumerate(zip(one, other, strict=True), 1):
        first = seen.setdefault(pair, row)
        if first != row:
            where = f"{names[0]} {pair[0]!r}, {names[1]} {pair[1]!r}"
            raise BrokenDeclaration(
                path.name,
                f"row {row}",
                f"{where} stands in row {first} already",
                "Keep one row, or add them up",
            )


def _places(codes: Texts, industries: Sequence[str]) -> Integers:
    """The place of each code among the industries, -1 where it is none."""
    place = {code: number for number, code in enumerate(industries)}
    return np.array([place.get(code, -1) for code in codes.tolist()], dtype=np.intp)


def _total(place: Integers, values: Floats, counted: Booleans, size: int) -> Floats:
    """What each industry has of the rows that count."""
    kept = counted & (place >= 0)
    total: Floats = np.bincount(place[kept], values[kept], size).astype(float)
    return total


def _of_codes(
    path: Path, industries: Sequence[str], parents: Collection[str], *columns: Texts
) -> list[PanelFinding]:
    """One finding for each code that is no industry, at its first row."""
    known, found = set(industries), dict[str, PanelFinding]()
    for column in columns:
        for row, code in enumerate(column.tolist(), 1):
            if code not in known and code not in found:
                kind = "linkage_of_parent" if code in parents else "linkage_of_unknown_code"
                found[code] = PanelFinding(
                    kind, "warning", industry=code, row=row, values={"file": path.name}
                )
    return list(found.values())


def _without(path: Path, industries: Sequence[str], empty: Booleans) -> list[PanelFinding]:
    return [
        PanelFinding("linkage_missing", "warning", industry=code, values={"file": path.name})
        for code, nothing in zip(industries, empty, strict=True)
        if nothing
    ]
