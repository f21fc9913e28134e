"""Moves of industries that a person accepts."""

from pathlib import Path

import pytest

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.definitions.moves import Move, read_moves
from tests.samples.definitions import write_lines

INDUSTRIES = ("C10", "C11", "C13", "C20", "C26", "C27", "C28")


def test_rows_of_the_proposals_can_be_given_back_as_moves(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path, "moves.csv", "industry,beside,cluster,to", "C10,C20,c01,c02", "C13,C20,c01,c02"
    )
    assert read_moves(path, INDUSTRIES) == (Move("C10", "C20"), Move("C13", "C20"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("C99,C20", "row 2: 'C99' is not among the industries"),
        ("C11,c02", "row 2: 'c02' is not among the industries"),
        ("C11,C11", "row 2: 'C11' cannot go beside itself"),
        ("C10,C11", "row 2: 'C10' is moved in an earlier row already"),
    ],
)
def test_a_move_that_cannot_be_made_is_refused(tmp_path: Path, row: str, message: str) -> None:
    path = write_lines(tmp_path, "moves.csv", "industry,beside", "C10,C20", row)
    with pytest.raises(BrokenDeclaration, match=message):
        read_moves(path, INDUSTRIES)
