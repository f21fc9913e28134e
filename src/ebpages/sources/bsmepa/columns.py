"""Finds the column of a cell by what it holds, because pages of this list lack, add and swap columns."""

import re
from dataclasses import dataclass

from ebpages.reference.activity_states import find_activity_state
from ebpages.reference.settlements import find_settlements
from ebpages.reference.stages import find_stages
from ebpages.sources.cells.text import tidy
from ebpages.sources.cells.values import YEAR
from ebpages.sources.cells.website import is_address, is_fragment
from ebpages.sources.layouts.table import Row, Table
from ebpages.sources.source import Source

MEMBERS = re.compile(r"^(?:(?:около|над|повече от|до)\s+)?\d{1,6}\s*\+?\s*(?:\(.*)?$", re.DOTALL)
REMARK = re.compile(r"^\(.*\)?$")
FIXED = ("name", "sector")
WORDS = ("seat", "member_kinds", "activity")


@dataclass(slots=True)
class Cell:
    """What is printed in one place of a row, and the property it turns out to hold (`column`).

    `pieces` grow when a page break carries a rest over.
    """

    at: int
    pieces: list[str]
    column: str = ""

    @property
    def text(self) -> str:
        return tidy(" ".join(self.pieces))


@dataclass(frozen=True, slots=True)
class Placement:
    cells: tuple[Cell, ...]
    shifted: tuple[str, ...]


def place(table: Table, row: Row, source: Source) -> Placement:
    """Give every cell of a row its property. `shifted` names the properties found elsewhere than under their header."""
    cells, elsewhere = _filled_cells(row)
    _place_cells(cells, len(row.cells), table.columns, source)
    for rest in elsewhere:
        _carry_over(cells, rest, table.columns)
    placed = [cell for cell in cells if cell.column]
    shifted = dict.fromkeys(cell.column for cell in placed if cell.at != table.columns[cell.column])
    return Placement(tuple(placed), tuple(shifted))


def is_stage(text: str) -> bool:
    """Whether a cell holds stages and nothing else: every part of it names one, in few words."""
    parts = [part for part in re.split(r"[;,/]", text) if part.strip()]
    return bool(parts) and all(find_stages(part) and len(part.split()) <= 3 for part in parts)


def _filled_cells(row: Row) -> tuple[list[Cell], list[Cell]]:
    """The cells of a row with what was carried over below them, and what was carried over to another place."""
    cells = {at: Cell(at, [text]) for at, text in enumerate(row.cells) if text.strip()}
    elsewhere: list[Cell] = []
    for continued in row.continued:
        for at, text in ((at, text) for at, text in enumerate(continued) if text.strip()):
            above = cells.get(at)
            if above and (is_address(above.text) or not is_fragment(text)):
                above.pieces.append(text)
            else:
                elsewhere.append(Cell(at, [text]))
    return list(cells.values()), elsewhere


def _place_cells(cells: list[Cell], width: int, columns: dict[str, int], source: Source) -> None:
    """Name the property of each cell: by place up to the sector, then by content, words by their order."""
    fixed = {columns[what]: what for what in FIXED}
    free = [cell for cell in cells if cell.at > max(columns["number"], *fixed)]
    stage_at = _stage_at(free, width, columns)
    for cell in cells:
        cell.column = fixed.get(cell.at, "")
    for cell in free:
        if is_stage(cell.text):
            cell.column = "stage"
        else:
            cell.column = "activity" if cell.at >= stage_at else _by_content(cell, source)
    _place_words(free, columns)


def _stage_at(free: list[Cell], width: int, columns: dict[str, int]) -> int:
    """Where the stage stands; without one, where the activity begins."""
    stages = [cell.at for cell in free if is_stage(cell.text)]
    if stages:
        return stages[-1]
    if width == len(columns):
        return columns["activity"]
    return free[-1].at if free and find_activity_state(free[-1].text) else width


def _by_content(cell: Cell, source: Source) -> str:
    """The property that a cell shows by its form; nothing for words."""
    if YEAR.match(cell.text):
        return "founded"
    if cell.text.casefold().rstrip(".") in source.phrases["no_website"] or is_address("".join(cell.pieces)):
        return "website"
    return "members" if MEMBERS.match(cell.text) else ""


def _place_words(free: list[Cell], columns: dict[str, int]) -> None:
    """Words before the stage are the seat or the kinds of members, which always stand in this order."""
    words = [cell for cell in free if not cell.column]
    numbers = [cell.at for cell in free if cell.column in ("website", "members")]
    for index, cell in enumerate(words):
        more_follow = index + 1 < len(words) and not any(at < cell.at for at in numbers)
        seat = index == 0 and (cell.at <= columns["seat"] or starts_with_settlement(cell.text) or more_follow)
        cell.column = "seat" if seat else "member_kinds"


def starts_with_settlement(text: str) -> bool:
    start = re.split(r"[,+/;(]", tidy(text))[0]
    return len(start.split()) <= 4 and bool(find_settlements(start))


def _carry_over(cells: list[Cell], rest: Cell, columns: dict[str, int]) -> None:
    """Add the rest of a cell to the cell that it continues."""
    rest.column = _continued_property(cells, rest, columns)
    target = next((cell for cell in reversed(cells) if cell.column == rest.column), None)
    if target:
        target.pieces.extend(rest.pieces)
    else:
        cells.append(rest)


def _continued_property(cells: list[Cell], rest: Cell, columns: dict[str, int]) -> str:
    header = {column: what for what, column in columns.items()}.get(rest.at, "")
    found = {cell.column for cell in cells}
    if header in FIXED:
        return header
    if is_stage(rest.text):
        return "stage"
    if "website" in found and is_fragment(rest.text):
        return "website"
    if "members" in found and REMARK.match(rest.text):
        return "members"
    if header in WORDS:
        return header
    return "seat" if rest.at < columns["website"] else "member_kinds"
