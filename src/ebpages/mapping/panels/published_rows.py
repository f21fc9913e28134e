"""The rows of a panel as they were published, by measure and year: in memory, and on disk where they are too many."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# region, industry and flag: numbers in their code books. file: its place among the files. row: from 1.
ROW = np.dtype(
    [("region", "<i4"), ("industry", "<i4"), ("value", "<f8"), ("state", "u1"), ("flag", "<i4"), ("file", "<u2"), ("row", "<i8")]
)  # fmt: skip
Rows: TypeAlias = "NDArray[np.void]"
Slice: TypeAlias = tuple[str, int]  # measure, year
IN_MEMORY = 1 << 28  # bytes


class PublishedRows:
    """in_memory: from how many bytes on all rows go to a temporary folder, which goes away with this object."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._limit = in_memory
        self._held: dict[Slice, list[Rows]] = defaultdict(list)
        self._bytes = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._slices: set[Slice] = set()

    def add(self, of: Slice, rows: Rows) -> None:
        self._slices.add(of)
        self._held[of].append(rows)
        self._bytes += rows.nbytes
        if self._bytes > self._limit:
            self._put_away()

    def __iter__(self) -> Iterator[Slice]:
        return iter(sorted(self._slices))

    def __len__(self) -> int:
        return len(self._slices)

    def of(self, of: Slice) -> Rows:
        """All rows of a measure in a year, in the order in which they were added."""
        held = self._held.get(of, [])
        if self._folder and self._path(of).exists():
            held = [np.fromfile(self._path(of), dtype=ROW), *held]
        return np.concatenate(held) if held else np.empty(0, dtype=ROW)

    def _put_away(self) -> None:
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="ebpages-panel-")
        for of, held in self._held.items():
            with self._path(of).open("ab") as file:
                for rows in held:
                    rows.tofile(file)
        self._held.clear()
        self._bytes = 0

    def _path(self, of: Slice) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / f"{of[0]}-{of[1]}"
