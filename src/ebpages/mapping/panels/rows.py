"""Rows of a file as the file says them: codes as places in texts, numbers with letters beside them, and where each row stands."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import pyarrow
from numpy.typing import NDArray

from ebpages.files.numerals import AMBIGUOUS, OF_COMPUTERS, PLAIN, Numerals, parted
from ebpages.limits import check
from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.codes import cut
from ebpages.mapping.panels.layout import Layout, SourceMeasure
from ebpages.mapping.panels.marks import NO_MARKS, Marks, in_place_of_value
from ebpages.mapping.panels.table_file import Batch
from ebpages.mapping.tree import ROOT
from ebpages.reference.flags import CONFIDENTIAL, MISSING, Attribute, Marking, hides, read_marks

T = TypeVar("T")
_UNKNOWN_MEASURE = SourceMeasure("")
_NO_VALUE = frozenset(("", MISSING, "na", "nan", "null", "none"))
# What a value is that cannot be read: no number, or one of which it cannot be told which number.
NOT_A_NUMBER, OPEN_NUMBER = math.inf, -math.inf
_PLAIN_DIGITS = 15
_UNITS = "kmt"  # thousands, millions, tonnes
_BETWEEN_MARKS = "\t"  # stands in no mark: they are printed on one line


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
    marks: tuple[tuple[Attribute, CodedColumn], ...]
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
        marks = tuple((attribute, column.only(rows)) for attribute, column in self.marks)
        return replace(
            self, numbers=self.numbers[rows], value=self.value.take(pyarrow.array(rows)), marks=marks, **taken
        )

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

    def printed(self, row: int) -> tuple[str, ...]:
        """The cells of a row that a panel needs, as they stand in the file."""
        columns = (
            self.region,
            self.industry,
            self.year,
            *((self.measure,) if "measure" in self.layout.columns else ()),
        )
        return (*(column[row] for column in columns), _text(self.value[row].as_py()))

    def belongs_to_header(self, row: int) -> bool:
        """Whether a row at the top says what its columns hold (",,number,persons", "code,code,year,persons") or numbers them (1, 2, 3, 4):
        it has no year, no number, and no code that another row has."""
        cells = self.printed(row)
        value = cells[-1]
        again = any(
            column[row] and np.count_nonzero(column.places == column.places[row]) > 1
            for column in (self.region, self.industry)
        )
        if read_year(self.year[row]) or again or sum(map(bool, cells)) < 1 + (not value):
            return False
        if all(cell.isdecimal() for cell in cells):
            return all(int(second) > int(first) for first, second in pairwise(cells))
        number, _marking = read_value(value, self.layout.numerals, self.layout.meanings)
        return not value or number == NOT_A_NUMBER

    @property
    def years(self) -> Integers:
        """0 for what is no year."""
        return self.year.each(lambda text: read_year(text) or 0)

    @property
    def source_measures(self) -> tuple[SourceMeasure, ...]:
        """What each text of the column of measures means; one without a name where that is not known."""
        return tuple(self.layout.measures.get(text, _UNKNOWN_MEASURE) for text in self.measure.texts)

    def values_and_marks(self) -> tuple[Floats, CodedColumn, Callable[[int], str]]:
        """Numbers as printed: NaN where none is given, NOT_A_NUMBER, OPEN_NUMBER; what the marks beside and within them say, as
        `marking_of` reads it; and a function that gives a cell as it is printed."""
        beside = self._marks_beside()
        meanings = self.layout.meanings
        text = is_text(self.value.type)
        if not text and not meanings.value:
            numbers = self.value.cast(pyarrow.float64(), safe=False).fill_null(np.nan)
            values = np.array(numbers.to_numpy(zero_copy_only=False))
            values[np.isinf(values)] = NOT_A_NUMBER
            return values, beside, lambda row: str(self.value[row].as_py())
        printed = coded(self.value)
        # A column of numbers may hold marks too: -9 for what is confidential.
        numerals = self.layout.numerals if text else OF_COMPUTERS
        pairs = [read_value(text, numerals, meanings) for text in printed.texts]
        within = CodedColumn(tuple(_as_text(marking) for _, marking in pairs), printed.places)
        values = np.array([value for value, _ in pairs])[printed.places]
        return values, _joined(within, beside), printed.__getitem__

    def marks_seen(self) -> set[tuple[str, str]]:
        """The marks that a person named, and that are there."""
        seen: set[tuple[str, str]] = set()
        for place, mark in self.layout.meanings.told:
            in_value = coded(self.value).texts
            beside = (column.texts for _, column in self.marks)
            texts = (
                in_value if place == "value" else (text for texts in (in_value, *beside) for text in texts)
            )
            if any(mark in in_place_of_value(text) for text in texts):
                seen.add((place, mark))
        return seen

    def _marks_beside(self) -> CodedColumn:
        declared = self.layout.meanings.flag
        read = CodedColumn(("",), np.zeros(len(self.numbers), dtype=np.intp))
        for attribute, column in self.marks:
            # N is "not for publication", and "no" in a column that says Y too.
            no = "N" if attribute == "CONF_STATUS" and {"Y", "y"} & {*column.texts} else None
            texts = tuple(
                _as_text(Marking() if text.upper() == no else read_marks(text, attribute, declared))
                for text in column.texts
            )
            read = _joined(read, CodedColumn(texts, column.places))
        return read


def source_rows(batch: Batch, layout: Layout) -> SourceRows:
    """The rows of a batch that the layout wants."""
    by_role = {role: batch.columns[name] for role, name in layout.columns.items()}
    length = len(batch.numbers)
    for role in ("region", "industry"):
        different = (
            by_role[role].unique()
            if not pyarrow.types.is_dictionary(by_role[role].type)
            else by_role[role].dictionary
        )
        check("codes", len(different), f"the column of the {role} holds {{amount}} different codes, or more")

    def column(role: str, otherwise: str = "") -> CodedColumn:
        if role in by_role:
            return coded(by_role[role])
        return CodedColumn((otherwise,), np.zeros(length, dtype=np.intp))

    rows = SourceRows(
        layout, batch.numbers, by_role["value"],
        region=column("region").renamed(_root), industry=column("industry").renamed(_root), year=column("year"),
        measure=column("measure", layout.measure), vintage=column("vintage", layout.vintage).renamed(cut),
        marks=tuple((attribute, coded(batch.columns[name])) for name, attribute in layout.marks.items()),
        region_parent=column("region_parent") if "region_parent" in by_role else None,
        industry_parent=column("industry_parent") if "industry_parent" in by_role else None,
    )  # fmt: skip
    wanted: Booleans = np.ones(length, dtype=bool)
    for name, text in layout.where.items():
        wanted &= coded(batch.columns[name]).each(text.__eq__)
    return rows.only(np.flatnonzero(wanted))


def read_value(text: str, numerals: Numerals = PLAIN, meanings: Marks = NO_MARKS) -> tuple[float, Marking]:
    """Number (NaN where none is given) and marks of a cell: "123 b", ": c", "1 234,5", "". NOT_A_NUMBER for what is none, OPEN_NUMBER
    for what may be one of two."""
    if not meanings.value and text.isdecimal() and len(text) <= _PLAIN_DIGITS:
        return float(text), Marking()
    if meaning := meanings.value.get(in_place_of_value(text)):
        return (0.0 if meaning == "zero" else math.nan), Marking(
            CONFIDENTIAL if meaning == "suppressed" else ""
        )
    if text.casefold() in _NO_VALUE:
        return math.nan, Marking()
    if text.startswith(MISSING):
        return math.nan, read_marks(text.removeprefix(MISSING), declared=meanings.flag)
    printed, behind = parted(text)
    marking = read_marks(behind, declared=meanings.flag)
    if not printed:
        return (
            (math.nan, marking)
            if hides(marking.letters) and not marking.unknown
            else (NOT_A_NUMBER, Marking())
        )
    number = numerals.read(printed)
    if not isinstance(number, float) or not _may_be_flags(behind, marking, meanings):
        return (OPEN_NUMBER if number == AMBIGUOUS and not marking.unknown else NOT_A_NUMBER), Marking()
    return number, marking


def _may_be_flags(behind: str, marking: Marking, meanings: Marks) -> bool:
    """5 K, 2 M, 3 k, 7 tonnes: a capital letter or a word behind a number is rather its unit than a flag."""
    new = all(len(mark) == 1 and mark.islower() and mark not in _UNITS for mark in marking.unknown)
    return behind in meanings.flag or (new and not behind.isupper())


def marking_of(text: str) -> Marking:
    """What a text of a column of `values_and_marks` says."""
    letters, *unknown = text.split(_BETWEEN_MARKS)
    return Marking(letters, tuple(unknown))


def shown(marking: Marking) -> str:
    """Marks as they are kept beside a cell, and printed: letters of flags; of what is not understood, only what is a letter too."""
    return marking.letters + "".join(mark for mark in marking.unknown if len(mark) == 1 and mark.isalnum())


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


def is_text(kind: Any) -> bool:
    types = pyarrow.types
    return not (types.is_floating(kind) or types.is_integer(kind) or types.is_decimal(kind))


def _as_text(marking: Marking) -> str:
    return _BETWEEN_MARKS.join((marking.letters, *marking.unknown))


def _joined(first: CodedColumn, second: CodedColumn) -> CodedColumn:
    """The marks of both columns of each row; worked out for each pair of texts that occurs."""
    for one, other in ((first, second), (second, first)):
        if not any(one.texts):
            return other
    pairs, places = np.unique(first.places * len(second.texts) + second.places, return_inverse=True)
    texts = (
        _as_text(
            marking_of(first.texts[pair // len(second.texts)])
            + marking_of(second.texts[pair % len(second.texts)])
        )
        for pair in pairs
    )
    return CodedColumn(tuple(texts), places)
