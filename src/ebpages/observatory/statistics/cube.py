"""Places in a cube of codes: the position of a cell is counted through the last dimension first."""

import hashlib
import math
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ebpages.observatory.statistics.dataset import Observation

LARGEST = 2**62  # positions are stored as 64-bit integers
Codes = Mapping[str, Sequence[str]]


def size(codes: Codes) -> int:
    """How many positions there are."""
    return math.prod(len(each) for each in codes.values())


def strides(codes: Codes) -> dict[str, int]:
    """dimension -> how far two neighbouring codes of it stand apart."""
    found, step = {}, 1
    for name in reversed(list(codes)):
        found[name] = step
        step *= len(codes[name])
    return {name: found[name] for name in codes}


def key_at(position: int, codes: Codes) -> tuple[str, ...]:
    """The codes of the cell at a position."""
    key: list[str] = []
    for each in reversed(list(codes.values())):
        position, place = divmod(position, len(each))
        key.append(each[place])
    return tuple(reversed(key))


def positions(cells: Iterable[Observation], codes: Codes) -> Iterator[tuple[int, Observation]]:
    """Each cell with its position. Raises KeyError for a code that the cube does not have."""
    steps = strides(codes)
    places = [{code: at * steps[name] for at, code in enumerate(each)} for name, each in codes.items()]
    for cell in cells:
        yield sum(place[code] for place, code in zip(places, cell.key, strict=True)), cell


def digest(cells: Iterable[Observation]) -> str:
    """A text that is the same for the same cells, values and flags in the same order."""
    total = hashlib.sha256()
    for cell in cells:
        value = b"" if cell.value is None else struct.pack("<d", cell.value)
        for part in (*map(str.encode, cell.key), value, cell.flags.encode()):
            total.update(len(part).to_bytes(4, "little") + part)
    return total.hexdigest()
