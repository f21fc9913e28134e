"""Rows of a file with what each holds, and where each stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import pyarrow
from numpy.typing import NDArray

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.panels.code_book import Coded, coded, constant
from ebpages.mapping.panels.codes import cut
from ebpages.mapping.panels.measures import Measured
from ebpages.mapping.panels.published_value import read_value, read_year
from ebpages.mapping.panels.table_file import RawBatch
from ebpages.mapping.tree import ROOT
from ebpages.reference.flags import letters

T = TypeVar("T")
ONE = Measured("")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read. columns: what is held -> the column. measure: of all rows, where no column says it or only one is wanted.

    where: column -> the only value that is taken. vintage: of all rows, where no column says it.
    """

    file: str
    place: int
    columns: Mapping[str, str]
    measures: Mapping[str, Measured]
    measure: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    vintage: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RowsRead:
    """rows: the number of each in its file. value: a column of numbers, or of texts that may hold letters too."""

    layout: Layout
    rows: NDArray[np.int64]
    value: Any
    region: Coded
    industry: Coded
    year: Coded
    measure: Coded
    flag: Coded
    vintage: Coded
    region_parent: Coded | None
    industry_parent: Coded | None

    def only(self, kept: Integers) -> "RowsRead":
        if len(kept) == len(self.rows):
            return self
        columns = {name: getattr(self, name) for name in self.__dataclass_fields__}
        taken: dict[str, Any] = {
            name: column.only(kept) for name, column in columns.items() if isinstance(column, Coded)
        }
        return replace(self, rows=self.rows[kept], value=self.value.take(pyarrow.array(kept)), **taken)

    def told(self, place: int) -> dict[str, Any]:
        """The cell of a row and where the row stands, as findings are given it."""
        measure = self.layout.measures.get(self.measure[place], ONE)
        return {
            "region": cut(self.region[place]), "industry": cut(self.industry[place]), "year": read_year(self.year[place]),
            "measure": measure.measure, "row": int(self.rows[place]), "file": self.layout.file,
        }  # fmt: skip

    def told_at(self, places: Integers) -> Callable[[int], dict[str, Any]]:
        """The same for rows that were chosen from these."""
        return lambda place: self.told(int(places[place]))

    @property
    def years(self) -> Integers:
        """0 for what is no year."""
        return of_each(self.year, lambda text: read_year(text) or 0)

    @property
    def measured(self) -> tuple[Measured, ...]:
        """What each text of the column of measures means; nothing where it is not known."""
        return tuple(self.layout.measures.get(text, ONE) for text in self.measure.texts)


def read_rows(batch: RawBatch, layout: Layout) -> RowsRead:
    """The rows of a batch that the layout wants."""
    read = {held: batch.columns[name] for held, name in layout.columns.items()}
    length = len(batch.rows)

    def column(held: str, otherwise: str = "") -> Coded:
        return coded(read[held]) if held in read else constant(otherwise, length)

    rows = RowsRead(
        layout, batch.rows, read["value"],
        region=_with_root(column("region")), industry=_with_root(column("industry")), year=column("year"),
        measure=column("measure", layout.measure), flag=column("flag"), vintage=shortened(column("vintage", layout.vintage)),
        region_parent=column("region_parent") if "region_parent" in read else None,
        industry_parent=column("industry_parent") if "industry_parent" in read else None,
    )  # fmt: skip
    wanted = np.ones(length, dtype=bool)
    for name, text in layout.where.items():
        wanted &= of_each(coded(batch.columns[name]), text.__eq__)
    return rows.only(np.flatnonzero(wanted))


def of_each(column: Coded, of: Callable[[str], T]) -> NDArray[Any]:
    """What a function says of each row's text, asked once for each text."""
    return np.array([of(text) for text in column.texts])[column.places]


def _with_root(column: Coded) -> Coded:
    """The same with the root as it is called here: people write Total, too, and mean no region of that name."""
    return Coded(tuple(ROOT if text.upper() == ROOT else text for text in column.texts), column.places)


def shortened(column: Coded) -> Coded:
    """The same with texts that can be shown."""
    return Coded(tuple(map(cut, column.texts)), column.places)


def filled(column: Coded) -> Booleans:
    return of_each(column, bool)


def values_and_flags(read: RowsRead) -> tuple[Floats, Coded, Callable[[int], str]]:
    """Numbers as printed, NaN where none is given and inf for what is no number; the letters beside and within them; and a
    function that gives a cell as it is printed."""
    beside = Coded(tuple(map(letters, read.flag.texts)), read.flag.places)
    if not _is_text(read.value.type):
        values = np.array(
            read.value.cast(pyarrow.float64(), safe=False).fill_null(np.nan).to_numpy(zero_copy_only=False)
        )
        values[np.isinf(values)] = np.inf
        return values, beside, lambda place: str(read.value[place].as_py())
    printed = coded(read.value)
    found = [read_value(text) or (np.inf, "") for text in printed.texts]
    within = Coded(tuple(flag for _, flag in found), printed.places)
    return (
        np.array([value for value, _ in found])[printed.places],
        _joined(within, beside),
        printed.__getitem__,
    )


def _is_text(kind: Any) -> bool:
    types = pyarrow.types
    return not (types.is_floating(kind) or types.is_integer(kind) or types.is_decimal(kind))


def _joined(first: Coded, second: Coded) -> Coded:
    """The letters of both columns of each row."""
    if not any(first.texts):
        return second
    pairs, places = np.unique(first.places * len(second.texts) + second.places, return_inverse=True)
    texts = (
        letters(first.texts[pair // len(second.texts)] + second.texts[pair % len(second.texts)])
        for pair in pairs
    )
    return Coded(tuple(texts), places)
