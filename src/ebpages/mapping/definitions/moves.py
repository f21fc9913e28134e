"""Moves of single industries from one cluster to another: accepted by a person, never by the search itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.definitions.clustering import Labels, numbered
from ebpages.mapping.definitions.inputs import TooLittle
from ebpages.mapping.panels.table_file import text_columns

COLUMNS = ("industry", "beside")


@dataclass(frozen=True, slots=True)
class Move:
    """An industry that goes to the cluster that another is in: clusters have no name that outlasts a search, industries have."""

    industry: str
    beside: str


def read_moves(path: Path, industries: Sequence[str]) -> tuple[Move, ...]:
    """Rows of `industry,beside`; further columns do not matter, so that rows of the proposals can be kept as they are.

    Raises UnreadablePanel, BrokenDeclaration.
    """
    moves = tuple(Move(*pair) for pair in zip(*text_columns(path, COLUMNS), strict=True))
    seen: set[str] = set()
    for row, move in enumerate(moves, 1):
        _refuse_unusable(path.name, row, move, industries, seen)
        seen.add(move.industry)
    return moves


def apply_moves(labels: Labels, moves: Sequence[Move], industries: Sequence[str]) -> Labels:
    """All moves at once, each to where the other industry was found; a cluster that nobody is left in is gone.

    Raises TooLittle where a single one would be left.
    """
    place = {code: number for number, code in enumerate(industries)}
    after = labels.copy()
    for move in moves:
        after[place[move.industry]] = labels[place[move.beside]]
    if (after == after[0]).all():
        raise TooLittle("the moves leave all industries in one cluster. Leave some of them out")
    return numbered(after)


def _refuse_unusable(file: str, row: int, move: Move, industries: Sequence[str], seen: set[str]) -> None:
    for code in (move.industry, move.beside):
        if code not in industries:
            raise BrokenDeclaration(
                file,
                f"row {row}",
                f"{code!r} is not among the industries of the search",
                "Correct the code, or remove the row",
            )
    if move.industry == move.beside:
        raise BrokenDeclaration(
            file,
            f"row {row}",
            f"{move.industry!r} cannot go beside itself",
            "Name an industry of the cluster that it goes to",
        )
    if move.industry in seen:
        raise BrokenDeclaration(
            file,
            f"row {row}",
            f"{move.industry!r} is moved in an earlier row already",
            "Keep one of the rows",
        )
