"""Where two texts differ, letter by letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_ALIKE = (
    0.5  # below, the two have nothing in common, and marks on single letters or on everything say nothing
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; differs: the other text does not have it."""

    text: str
    differs: bool


Pieces = tuple[Piece, ...]


def differences(one: str, other: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces; an empty one has none, and nothing differs where the texts have nothing in common."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _whole(one), _whole(other)
    codes = matcher.get_opcodes()
    return (
        tuple(_parts((one[i:j], tag) for tag, i, j, _k, _l in codes)),
        tuple(_parts((other[i:j], tag) for tag, _i, _j, i, j in codes)),
    )


def _whole(text: str) -> Pieces:
    return (Piece(text, False),) if text else ()


def _parts(pieces: Iterator[tuple[str, str]]) -> Iterator[Piece]:
    return (Piece(text, tag != "equal") for text, tag in pieces if text)
