"""What the rows of files say of each cell: a number with a state and a flag, by measure and year; and what is wrong with rows."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ebpages.limits import check
from ebpages.mapping.arrays import Booleans, Codes, Floats, Integers
from ebpages.mapping.codes import cut, is_code
from ebpages.mapping.grid import State
from ebpages.mapping.panels.findings import FindingLog
from ebpages.mapping.panels.layout import Layout
from ebpages.mapping.panels.rows import (
    NOT_A_NUMBER,
    OPEN_NUMBER,
    CodedColumn,
    SourceRows,
    marking_of,
    read_year,
    shown,
)
from ebpages.reference.flags import hides, not_given, unobserved

# region, industry, flag: numbers in their code books; file: its number among the files; row: from 1.
OBSERVATION = np.dtype(
    [("region", "<i4"), ("industry", "<i4"), ("value", "<f8"), ("state", "u1"), ("flag", "<i4"), ("file", "<u2"), ("row", "<i8")]
)  # fmt: skip
ObservationArray: TypeAlias = "NDArray[np.void]"  # of OBSERVATION
MeasureYear: TypeAlias = tuple[str, int]
IN_MEMORY = 1 << 28  # bytes
ROWS_THAT_MAY_REPEAT = 100_000
# Beyond these a value is no count of people or euros, and products of values would leave what numbers can hold.
SMALLEST, LARGEST = 1e-6, 1e15
# A state of observations beyond those of cells: something is said of the cell, and it cannot be used. The cell is missing, but its
# region is not one that has no data.
UNUSABLE = len(State)


@dataclass(slots=True)
class CodeBook:
    """Codes numbered as they come. counts: in how many rows each stands. first: where the first of them is, as findings are given it."""

    numbers: dict[str, int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    first: list[dict[str, Any]] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.numbers)

    def add(self, column: CodedColumn, locate: Callable[[int], dict[str, Any]]) -> Integers:
        """The number of each row's code. locate: where a row of the column stands."""
        counts = np.bincount(column.places, minlength=len(column.texts))
        first = np.zeros(len(column.texts), dtype=np.intp)
        first[column.places[::-1]] = np.arange(
            len(column.places) - 1, -1, -1
        )  # the last written is the first row
        numbers = np.full(len(column.texts), -1, dtype=np.intp)
        for place in np.flatnonzero(counts):
            text = column.texts[place]
            number = self.numbers.setdefault(text, len(self.numbers))
            if number == len(self.counts):
                check("codes", number + 1, "a column holds {amount} different codes or marks, or more")
                self.counts.append(0)
                self.first.append(locate(int(first[place])))
            self.counts[number] += int(counts[place])
            numbers[place] = number
        return numbers[column.places]


class ObservationsByYear:
    """Observations by measure and year. in_memory: from how many bytes on all go to a temporary folder, which goes with this object."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._limit = in_memory
        self._in_memory: dict[MeasureYear, list[ObservationArray]] = defaultdict(list)
        self._bytes = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._keys: set[MeasureYear] = set()

    def __iter__(self) -> Iterator[MeasureYear]:
        return iter(sorted(self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, key: MeasureYear) -> ObservationArray:
        """All of a measure in a year, in the order in which they were added."""
        parts = self._in_memory.get(key, [])
        if self._folder and self._path(key).exists():
            parts = [np.fromfile(self._path(key), dtype=OBSERVATION), *parts]
        return np.concatenate(parts) if parts else np.empty(0, dtype=OBSERVATION)

    def __setitem__(self, key: MeasureYear, observations: ObservationArray) -> None:
        """In place of what was added."""
        self._bytes -= sum(part.nbytes for part in self._in_memory.pop(key, []))
        if self._folder:
            self._path(key).unlink(missing_ok=True)
        self.add(key, observations)

    def add(self, key: MeasureYear, observations: ObservationArray) -> None:
        self._keys.add(key)
        self._in_memory[key].append(observations)
        self._bytes += observations.nbytes
        if self._bytes > self._limit:
            self._put_on_disk()

    def _put_on_disk(self) -> None:
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="ebpages-panel-")
        for key, parts in self._in_memory.items():
            with self._path(key).open("ab") as file:
                for part in parts:
                    part.tofile(file)
        self._in_memory.clear()
        self._bytes = 0

    def _path(self, key: MeasureYear) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / f"{key[0]}-{key[1]}"


@dataclass(slots=True)
class Observations:
    """All that the files of a panel say, before its codes stand on axes."""

    log: FindingLog
    by_year: ObservationsByYear = field(default_factory=ObservationsByYear)
    regions: CodeBook = field(default_factory=CodeBook)
    industries: CodeBook = field(default_factory=CodeBook)
    flags: CodeBook = field(default_factory=CodeBook)
    unknown_measures: CodeBook = field(default_factory=CodeBook)
    unusable_codes: CodeBook = field(default_factory=CodeBook)
    vintages: CodeBook = field(default_factory=CodeBook)
    region_parents: dict[str, str] = field(default_factory=dict)
    industry_parents: dict[str, str] = field(default_factory=dict)
    marks_seen: set[tuple[str, str]] = field(default_factory=set)  # of those that a person named
    lost: bool = False  # rows of which it is not known what they say
    _rows: int = 0
    _begun: set[int] = field(default_factory=set)  # the files of which rows were taken in
    _lost_cells: set[tuple[str, str, MeasureYear]] = field(default_factory=set)
    _unplaced: int = 0

    def add(self, rows: SourceRows) -> None:
        """Take rows in, and log what is wrong with them."""
        if len(rows.numbers) and rows.layout.number not in self._begun:
            self._begun.add(rows.layout.number)
            rows = self._below_the_header(rows)
        rows = rows.only(self._usable(rows))
        if not len(rows.numbers):
            return
        observations = np.empty(len(rows.numbers), dtype=OBSERVATION)
        observations["region"] = self.regions.add(rows.region, rows.locate)
        observations["industry"] = self.industries.add(rows.industry, rows.locate)
        observations["file"], observations["row"] = rows.layout.number, rows.numbers
        self.marks_seen |= rows.marks_seen()
        value, marks, unread = self._values(rows)
        observations["flag"] = self.flags.add(marks, rows.locate)
        observations["value"], observations["state"] = self._states(rows, value, marks, unread)
        self.vintages.add(rows.vintage, rows.locate)
        self._note_parents(self.region_parents, rows, rows.region, rows.region_parent)
        self._note_parents(self.industry_parents, rows, rows.industry, rows.industry_parent)
        self._add_by_year(rows, observations)
        self._refuse_repetition(len(observations))

    def _refuse_repetition(self, more: int) -> None:
        """Each row that says something of a cell again is a finding; where nearly all do, a column tells them apart that is not read."""
        self._rows += more
        cells = len(self.regions.numbers) * len(self.industries.numbers) * len(self.by_year)
        if self._rows > ROWS_THAT_MAY_REPEAT:
            said = f"{self._rows:,} rows and more say something of {cells:,} cells, each {{amount}} times"
            mended = "if a column tells them apart, say which are meant: --where COLUMN=VALUE"
            check("rows_of_a_cell", self._rows // cells, f"{said}; {mended}")

    def _below_the_header(self, rows: SourceRows) -> SourceRows:
        """Without the lines with which the header goes on, such as one of units; they are named, since a unit may be a thousand."""
        lines = 0
        while lines < len(rows.numbers) and rows.belongs_to_header(lines):
            text = cut(", ".join(filter(None, rows.printed(lines))))
            self.log.add("header_goes_on", row=int(rows.numbers[lines]), file=rows.layout.file, text=text)
            lines += 1
        return rows.only(np.arange(lines, len(rows.numbers)))

    def _usable(self, rows: SourceRows) -> Integers:
        """Rows with both codes, a year, and a measure that is known and wanted."""
        only = rows.layout.measure
        names = np.array([each.measure for each in rows.source_measures])[rows.measure.places]
        known, row = names != "", self._more_than_a_note(rows)
        strange = np.flatnonzero(row & ~known)
        self.unknown_measures.add(rows.measure.only(strange).renamed(cut), rows.locate_among(strange))
        wanted = row & known & (names == only) if only else row & known
        named = rows.region.each(bool) & rows.industry.each(bool)
        years = rows.years
        self.lost |= bool((wanted & ~(named & (years > 0))).any())
        self.log.add_each("no_code", np.flatnonzero(wanted & ~named), rows.locate)
        self.log.add_each(
            "year_not_a_year",
            np.flatnonzero(wanted & named & (years == 0)),
            lambda row: {**rows.locate(row), "text": cut(rows.year[row])},
        )
        return np.flatnonzero(self._with_codes(rows, wanted & named & (years > 0)))

    def _with_codes(self, rows: SourceRows, candidates: Booleans) -> Booleans:
        """Those of the candidates whose codes can stand in addresses."""
        usable = candidates.copy()
        for column in (rows.region, rows.industry):
            strange = np.flatnonzero(usable & ~column.each(is_code))
            self.unusable_codes.add(column.only(strange).renamed(cut), rows.locate_among(strange))
            usable[strange] = False
        return usable

    def _more_than_a_note(self, rows: SourceRows) -> Booleans:
        """Rows with more than one cell that is not empty. One with a single text is a note among the rows, an empty one is nothing."""
        columns = (rows.region, rows.industry, rows.year)
        filled = np.sum([column.each(bool) for column in columns], axis=0)
        more = np.ones(len(rows.numbers), dtype=bool)
        for row in map(int, np.flatnonzero(filled <= 1)):
            value = rows.value[row].as_py()
            if value in (None, "") or value != value:
                more[row] = False
                if filled[row]:
                    text = next(column[row] for column in columns if column[row])
                    self.log.add(
                        "text_among_rows", row=int(rows.numbers[row]), file=rows.layout.file, text=cut(text)
                    )
        return more

    def _values(self, rows: SourceRows) -> tuple[Floats, CodedColumn, Booleans]:
        """Values in the units of a panel, marks, and which values cannot be read."""
        value, marks, printed = rows.values_and_marks()
        unread = np.isinf(value)
        # What stands in place of a value that is confidential need be no number.
        plain = ~marks.each(lambda text: hides(marking_of(text).letters))

        def with_text(row: int) -> dict[str, Any]:
            return {**rows.locate(row), "text": cut(printed(row))}

        self.log.add_each("value_not_a_number", np.flatnonzero(plain & (value == NOT_A_NUMBER)), with_text)
        self.log.add_each("value_ambiguous", np.flatnonzero(plain & (value == OPEN_NUMBER)), with_text)
        value[unread] = np.nan
        factors = np.array([each.factor for each in rows.source_measures])
        with np.errstate(over="ignore"):  # what becomes infinite is too large, and reported as that
            # + 0.0 makes a zero of -0.0
            return value * factors[rows.measure.places] + 0.0, marks, unread

    def _states(
        self, rows: SourceRows, value: Floats, marks: CodedColumn, unread: Booleans
    ) -> tuple[Floats, Codes]:
        """A negative value is none; nor is one beside a mark of confidentiality, which may stand in for the true one, nor one
        that counts nothing that there is. A zero beside a mark that is not understood may stand in for anything."""
        hidden = marks.each(lambda text: hides(marking_of(text).letters))
        odd = marks.each(lambda text: bool(marking_of(text).unknown)) & ~hidden
        elsewhere = marks.each(lambda text: not_given(marking_of(text).letters))
        none = marks.each(lambda text: unobserved(marking_of(text).letters)) & ~hidden
        negative, beside = value < 0, hidden & (value >= 0)
        beyond = ~hidden & ((value > LARGEST) | ((value > 0) & (value < SMALLEST)))
        doubtful, contradicted = odd & (value == 0), none & (value >= 0)

        def with_value(row: int) -> dict[str, Any]:
            marking = marking_of(marks[row])
            flag = "; ".join(filter(None, (marking.letters, *marking.unknown)))
            return {**rows.locate(row), "value": float(value[row]), "flag": cut(flag)}

        for kind, those in (
            ("negative_value", negative),
            ("value_beside_confidential", beside),
            ("value_out_of_range", beyond),
            ("zero_beside_unknown_flag", doubtful),
            ("value_beside_missing", contradicted),
        ):
            self.log.add_each(kind, np.flatnonzero(those), with_value)
        unusable = negative | beside | beyond | doubtful | contradicted
        usable = np.where(unusable, np.nan, value)
        states = np.where(usable == 0, State.ZERO, State.VALUE)
        empty = np.isnan(usable)
        states[empty] = State.MISSING
        states[empty & (unusable | unread | odd | elsewhere)] = UNUSABLE
        states[empty & hidden] = State.SUPPRESSED
        return usable, states.astype(np.uint8)

    def add_lost(self, layout: Layout, rows: Sequence[Mapping[str, str]]) -> None:
        """Take rows in that cannot be read, by what their columns seem to hold."""
        for row in rows:
            texts = {role: row.get(name, "") for role, name in layout.columns.items()}
            code = texts.get("measure", layout.measure)
            measure = layout.measures[code].measure if code in layout.measures else ""
            year = read_year(texts["year"])
            if year:
                self._lost_cells.add((texts["region"], texts["industry"], (measure, year)))
            else:
                self._unplaced += 1
            self.lost = True

    def place_lost(self) -> int:
        """Make cells that cannot be used of lost rows whose codes are plain, where no other row says what the cell is, so that a region
        does not leave the panel with its rows; gives how many rows could not be placed."""
        found: dict[MeasureYear, list[tuple[str, str]]] = defaultdict(list)
        for region, industry, (measure, year) in sorted(self._lost_cells):
            # A row whose cells are shifted has a region where the industry should be: only an industry that others have is one.
            if is_code(region) and industry in self.industries.numbers:
                for key in self.by_year:
                    if key[1] == year and measure in (key[0], ""):  # a row that was cut off may be of any
                        found[key].append((region, industry))
            else:
                self._unplaced += 1
        for key, cells in found.items():
            self.by_year.add(key, self._unusable(key, cells))
        return self._unplaced

    def _unusable(self, key: MeasureYear, cells: Sequence[tuple[str, str]]) -> ObservationArray:
        """Observations of those of the cells of which there is no other."""
        made = np.zeros(len(cells), dtype=OBSERVATION)
        made["value"], made["state"] = np.nan, UNUSABLE
        every = np.arange(len(cells))

        def located(row: int) -> dict[str, Any]:
            return {"region": cells[row][0], "industry": cells[row][1], "year": key[1], "measure": key[0]}

        made["region"] = self.regions.add(CodedColumn(tuple(region for region, _ in cells), every), located)
        made["industry"] = self.industries.add(CodedColumn(tuple(each for _, each in cells), every), located)
        made["flag"] = self.flags.add(CodedColumn(("",), np.zeros(len(cells), dtype=np.intp)), located)
        both = ["region", "industry"]
        return made[~np.isin(made[both], self.by_year[key][both])]

    def kept_flags(self) -> tuple[str, ...]:
        """The flags of cells, by the numbers of observations; the empty one last."""
        return (*(shown(marking_of(text)) for text in self.flags.texts), "")

    def _note_parents(
        self, known: dict[str, str], rows: SourceRows, codes: CodedColumn, parents: CodedColumn | None
    ) -> None:
        """What a column of parents says of each code; a second parent of a code is a finding."""
        if parents is None:
            return
        pairs, first = np.unique(codes.places * len(parents.texts) + parents.places, return_index=True)
        for pair, row in zip(pairs, first, strict=True):
            code, parent = codes.texts[pair // len(parents.texts)], parents.texts[pair % len(parents.texts)]
            if known.setdefault(code, parent) != parent:
                where = rows.locate(int(row))
                self.log.add("parents_differ", **where, code=code, first=known[code], second=parent)

    def _add_by_year(self, rows: SourceRows, observations: ObservationArray) -> None:
        years = rows.years
        names = np.array([each.measure for each in rows.source_measures])[rows.measure.places]
        for measure in np.unique(names):
            same_measure = names == measure
            for year in np.unique(years[same_measure]):
                key = str(measure), int(year)
                self.by_year.add(key, observations[same_measure & (years == year)])
