"""Rows of a file as the file says them: codes as places in texts, numbers with letters beside them, and where each row stands."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
import pyarrow
from numpy.typing import NDArray

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.codes import cut
from ebpages.mapping.panels.layout import Layout, SourceMeasure
from ebpages.mapping.panels.table_file import Batch
from ebpages.mapping.tree import ROOT
from ebpages.reference.flags import MISSING, letters

T = TypeVar("T")
_UNKNOWN_MEASURE = SourceMeasure("")
_NO_VALUE = frozenset(("", MISSING, "na", "nan", "null", "none"))
_PRINTED = re.compile(r"(:|[-+]?(?:\d+(?:[.,]\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?)\s*((?:\(?[a-zA-Z]+\)?\s*)?)")
# A comma before three digits may separate thousands or decimals: then nothing can be told.
_THOUSANDS = re.compile(r",\d{3}$")


@dataclass(frozen=True, slots=True, eq=False)
class CodedColumn:
    """A column as places in its different texts, so that each text is looked at once; an empty cell is an empty text."""

    texts: tuple[str, ...]
    places: Integers

    def __getitem__(self, row: int) -> str:
        return self.texts[int(self.places[row])]

    def only(self, rows: Integers) -> "CodedColumn":
        return CodedColumn(self.texts, self.places[rows])

    def renamed(self, rename: Callable[[str], str]) -> "CodedColumn":
        return CodedColumn(tuple(map(rename, self.texts)), self.places)

    def each(self, answer: Callable[[str], T]) -> NDArray[Any]:
        """What a function says of each row's text."""
        return np.array([answer(text) for text in self.texts])[self.places]


@dataclass(frozen=True, slots=True, eq=False)
class SourceRows:
    """numbers: of each row in its file. value: a column of numbers, or of texts that may hold letters too."""

    layout: Layout
    numbers: NDArray[np.int64]
    value: Any
    region: CodedColumn
    industry: CodedColumn
    year: CodedColumn
    measure: CodedColumn
    flag: CodedColumn
    vintage: CodedColumn
    region_parent: CodedColumn | None
    industry_parent: CodedColumn | None

    def only(self, rows: Integers) -> "SourceRows":
        if len(rows) == len(self.numbers):
            return self
        columns = {name: getattr(self, name) for name in self.__dataclass_fields__}
        taken: dict[str, Any] = {
            name: column.only(rows) for name, column in columns.items() if isinstance(column, CodedColumn)
        }
        return replace(self, numbers=self.numbers[rows], value=self.value.take(pyarrow.array(rows)), **taken)

    def locate(self, row: int) -> dict[str, Any]:
        """The cell of a row and where the row stands, as findings are given it."""
        measure = self.layout.measures.get(self.measure[row], _UNKNOWN_MEASURE)
        return {
            "region": cut(self.region[row]), "industry": cut(self.industry[row]), "year": read_year(self.year[row]),
            "measure": measure.measure, "row": int(self.numbers[row]), "file": self.layout.file,
        }  # fmt: skip

    def locate_among(self, rows: Integers) -> Callable[[int], dict[str, Any]]:
        """`locate` for rows that were chosen from these."""
        return lambda place: self.locate(int(rows[place]))

    @property
    def years(self) -> Integers:
        """0 for what is no year."""
        return self.year.each(lambda text: read_year(text) or 0)

    @property
    def source_measures(self) -> tuple[SourceMeasure, ...]:
        """What each text of the column of measures means; one without a name where that is not known."""
        return tuple(self.layout.measures.get(text, _UNKNOWN_MEASURE) for text in self.measure.texts)

    def values_and_flags(self) -> tuple[Floats, CodedColumn, Callable[[int], str]]:
        """Numbers as printed, NaN where none is given and inf for what is no number; the letters beside and within them; and a
        function that gives a cell as it is printed."""
        beside = self.flag.renamed(letters)
        if not _is_text(self.value.type):
            numbers = self.value.cast(pyarrow.float64(), safe=False).fill_null(np.nan)
            values = np.array(numbers.to_numpy(zero_copy_only=False))
            values[np.isinf(values)] = np.inf
            return values, beside, lambda row: str(self.value[row].as_py())
        printed = coded(self.value)
        pairs = [read_value(text) or (math.inf, "") for text in printed.texts]
        within = CodedColumn(tuple(flag for _, flag in pairs), printed.places)
        values = np.array([value for value, _ in pairs])[printed.places]
        return values, _joined(within, beside), printed.__getitem__


def source_rows(batch: Batch, layout: Layout) -> SourceRows:
    """The rows of a batch that the layout wants."""
    by_role = {role: batch.columns[name] for role, name in layout.columns.items()}
    length = len(batch.numbers)

    def column(role: str, otherwise: str = "") -> CodedColumn:
        if role in by_role:
            return coded(by_role[role])
        return CodedColumn((otherwise,), np.zeros(length, dtype=np.intp))

    rows = SourceRows(
        layout, batch.numbers, by_role["value"],
        region=column("region").renamed(_root), industry=column("industry").renamed(_root), year=column("year"),
        measure=column("measure", layout.measure), flag=column("flag"), vintage=column("vintage", layout.vintage).renamed(cut),
        region_parent=column("region_parent") if "region_parent" in by_role else None,
        industry_parent=column("industry_parent") if "industry_parent" in by_role else None,
    )  # fmt: skip
    wanted: Booleans = np.ones(length, dtype=bool)
    for name, text in layout.where.items():
        wanted &= coded(batch.columns[name]).each(text.__eq__)
    return rows.only(np.flatnonzero(wanted))


def read_value(text: str) -> tuple[float, str] | None:
    """Number (NaN where none is given) and letters of a cell: "123 b", ": c", "12,5", "". None for what is no number."""
    if text.casefold() in _NO_VALUE:
        return math.nan, ""
    found = _PRINTED.fullmatch(text)
    if not found or _THOUSANDS.search(found[1]):
        return None
    value = math.nan if found[1] == MISSING else float(found[1].replace(",", "."))
    return None if math.isinf(value) else (value, letters(found[2]))


def read_year(text: str) -> int | None:
    """A year from 1900 to 2100; also as the first of January, or as a whole number with a point. None for anything else."""
    found = re.fullmatch(r"(\d{4})(\.0*|-01-01(T.*)?)?", text)
    return int(found[1]) if found and 1900 <= int(found[1]) <= 2100 else None


def coded(array: Any) -> CodedColumn:
    """A column of any type as texts."""
    if not pyarrow.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    texts = (*(_text(value) for value in array.dictionary.to_pylist()), "")
    places = array.indices.cast(pyarrow.int64()).fill_null(len(texts) - 1).to_numpy(zero_copy_only=False)
    return CodedColumn(texts, places.astype(np.intp, copy=False))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        # A column of codes or years that has an empty cell comes as floats: 10.0 is the code 10.
        return "" if value != value else str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date):
        return str(value.year) if (value.month, value.day) == (1, 1) else value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip()


def _root(text: str) -> str:
    """People write Total, too, and mean no region or industry of that name."""
    return ROOT if text.upper() == ROOT else text


def _is_text(kind: Any) -> bool:
    types = pyarrow.types
    return not (types.is_floating(kind) or types.is_integer(kind) or types.is_decimal(kind))


def _joined(first: CodedColumn, second: CodedColumn) -> CodedColumn:
    """The letters of both columns of each row; worked out for each pair of texts that occurs."""
    if not any(first.texts):
        return second
    pairs, places = np.unique(first.places * len(second.texts) + second.places, return_inverse=True)
    texts = (
        letters(first.texts[pair // len(second.texts)] + second.texts[pair % len(second.texts)])
        for pair in pairs
    )
    return CodedColumn(tuple(texts), places)
