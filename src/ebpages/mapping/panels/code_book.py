"""The codes that a column holds, numbered as they come, with how often and where each stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow

from ebpages.mapping.arrays import Integers


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column as places in its texts; an empty cell is an empty text."""

    texts: tuple[str, ...]
    places: Integers

    def __getitem__(self, row: int) -> str:
        return self.texts[int(self.places[row])]

    def only(self, rows: Integers) -> "Coded":
        return Coded(self.texts, self.places[rows])


@dataclass(slots=True)
class CodeBook:
    """first: what is told of the first row that holds a code."""

    numbers: dict[str, int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    first: list[dict[str, Any]] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.numbers)

    def take(self, column: Coded, told: Callable[[int], dict[str, Any]]) -> Integers:
        """The number of each row's code. told: where a row of the column stands."""
        counts = np.bincount(column.places, minlength=len(column.texts))
        first = np.zeros(len(column.texts), dtype=np.intp)
        first[column.places[::-1]] = np.arange(len(column.places) - 1, -1, -1)
        numbers = np.full(len(column.texts), -1, dtype=np.intp)
        for place in np.flatnonzero(counts):
            text = column.texts[place]
            number = self.numbers.setdefault(text, len(self.numbers))
            if number == len(self.counts):
                self.counts.append(0)
                self.first.append(told(int(first[place])))
            self.counts[number] += int(counts[place])
            numbers[place] = number
        return numbers[column.places]


def coded(array: Any) -> Coded:
    """A column of any type as texts."""
    if not pyarrow.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    texts = (*(_text(value) for value in array.dictionary.to_pylist()), "")
    places = array.indices.cast(pyarrow.int64()).fill_null(len(texts) - 1).to_numpy(zero_copy_only=False)
    return Coded(texts, places.astype(np.intp, copy=False))


def constant(text: str, length: int) -> Coded:
    return Coded((text,), np.zeros(length, dtype=np.intp))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date):
        return str(value.year) if (value.month, value.day) == (1, 1) else value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip()
