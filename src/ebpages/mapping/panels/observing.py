"""From the rows of files to numbers with a state: what each row says, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ebpages.mapping.arrays import Booleans, Codes, Floats, Integers
from ebpages.mapping.grid import State
from ebpages.mapping.panels.code_book import CodeBook, Coded
from ebpages.mapping.panels.codes import cut, is_code
from ebpages.mapping.panels.findings import Gathered
from ebpages.mapping.panels.published_rows import ROW, PublishedRows
from ebpages.mapping.panels.published_value import is_confidential
from ebpages.mapping.panels.rows_read import RowsRead, filled, of_each, shortened, values_and_flags
from ebpages.reference.flags import flags

# Beyond these a value is no count of people or euros, and products of values would leave what numbers can hold.
SMALLEST, LARGEST = 1e-6, 1e15


@dataclass(slots=True)
class Observed:
    """All that the files of a panel say, before its codes are arranged."""

    gathered: Gathered
    rows: PublishedRows = field(default_factory=PublishedRows)
    regions: CodeBook = field(default_factory=CodeBook)
    industries: CodeBook = field(default_factory=CodeBook)
    flags: CodeBook = field(default_factory=CodeBook)
    unknown_measures: CodeBook = field(default_factory=CodeBook)
    unusable_codes: CodeBook = field(default_factory=CodeBook)
    vintages: CodeBook = field(default_factory=CodeBook)
    region_parents: dict[str, str] = field(default_factory=dict)
    industry_parents: dict[str, str] = field(default_factory=dict)

    def take(self, read: RowsRead) -> None:
        """Take rows in, and gather what is wrong with them."""
        read = read.only(self._usable(read))
        if not len(read.rows):
            return
        found = np.empty(len(read.rows), dtype=ROW)
        found["region"] = self.regions.take(read.region, read.told)
        found["industry"] = self.industries.take(read.industry, read.told)
        found["file"], found["row"] = read.layout.place, read.rows
        value, flag = self._values(read)
        found["flag"] = self.flags.take(flag, read.told)
        found["value"], found["state"] = self._states(read, value, flag)
        self.vintages.take(read.vintage, read.told)
        self._note_parents(self.region_parents, read, read.region, read.region_parent)
        self._note_parents(self.industry_parents, read, read.industry, read.industry_parent)
        self._put_by_slice(read, found)

    def say_unknown_flags(self) -> None:
        """One finding for each letter that is not known, of the first row that has it."""
        for letter in sorted(
            {letter for text in self.flags.texts for letter in text if letter not in flags()}
        ):
            with_it = [number for number, text in enumerate(self.flags.texts) if letter in text]
            rows = sum(self.flags.counts[number] for number in with_it)
            self.gathered.add("unknown_flag", **self.flags.first[with_it[0]], flag=letter, rows=rows)

    def say_unknown_measures(self) -> None:
        """One finding for each measure that is not known, of the first row that has it."""
        book = self.unknown_measures
        for code, rows, first in zip(book.texts, book.counts, book.first, strict=True):
            self.gathered.add("unknown_measure", **first, code=code, rows=rows)

    def say_unusable_codes(self) -> None:
        """One finding for each code that cannot stand in addresses, of the first row that has it."""
        book = self.unusable_codes
        for code, rows, first in zip(book.texts, book.counts, book.first, strict=True):
            self.gathered.add("unusable_code", **first, code=code, rows=rows)

    def say_mixed_vintages(self, vintage: str) -> str:
        """The vintage of most rows, or the one that is given; every other one is a finding."""
        book = self.vintages
        stated = {text: number for text, number in book.numbers.items() if text}
        main = vintage or max(stated, key=lambda text: book.counts[stated[text]], default="")
        for text, number in stated.items():
            if text != main:
                first, rows = book.first[number], book.counts[number]
                self.gathered.add("mixed_vintages", **first, vintage=main, other=text, rows=rows)
        return main

    def _usable(self, read: RowsRead) -> Integers:
        """Rows with both codes, a year, and a measure that is known and wanted."""
        wanted = read.layout.measure
        known = np.array([bool(each.measure) for each in read.measured])[read.measure.places]
        meant = np.array([each.measure in (wanted or each.measure, "") for each in read.measured])[
            read.measure.places
        ]
        strange = np.flatnonzero(~known)
        self.unknown_measures.take(shortened(read.measure.only(strange)), read.told_at(strange))
        candidates = known & meant
        named = filled(read.region) & filled(read.industry)
        years = read.years
        self.gathered.add_each("no_code", np.flatnonzero(candidates & ~named), read.told)
        self.gathered.add_each(
            "year_not_a_year",
            np.flatnonzero(candidates & named & (years == 0)),
            lambda place: {**read.told(place), "text": cut(read.year[place])},
        )
        return np.flatnonzero(self._with_codes(read, candidates & named & (years > 0)))

    def _with_codes(self, read: RowsRead, rows: Booleans) -> Booleans:
        """Those of the rows whose codes can stand in addresses."""
        usable = rows.copy()
        for column in (read.region, read.industry):
            strange = np.flatnonzero(usable & ~of_each(column, is_code))
            self.unusable_codes.take(shortened(column.only(strange)), read.told_at(strange))
            usable[strange] = False
        return usable

    def _values(self, read: RowsRead) -> tuple[Floats, Coded]:
        """Values in the units of a panel, and flags."""
        value, flag, printed = values_and_flags(read)
        wrong = np.flatnonzero(np.isinf(value))
        self.gathered.add_each(
            "value_not_a_number", wrong, lambda place: {**read.told(place), "text": cut(printed(place))}
        )
        value[wrong] = np.nan
        factors = np.array([each.factor for each in read.measured])
        with np.errstate(over="ignore"):  # what becomes infinite is too large, and said to be
            return value * factors[read.measure.places] + 0.0, flag

    def _states(self, read: RowsRead, value: Floats, flag: Coded) -> tuple[Floats, Codes]:
        """A negative value is none; nor is one beside a flag of confidentiality, which may stand in for the true one, nor one
        that counts nothing that there is."""
        hidden = of_each(flag, is_confidential)
        negative, beside = value < 0, hidden & (value >= 0)
        beyond = ~hidden & ((value > LARGEST) | ((value > 0) & (value < SMALLEST)))

        def told(place: int) -> dict[str, Any]:
            return {**read.told(place), "value": float(value[place]), "flag": flag[place]}

        self.gathered.add_each("negative_value", np.flatnonzero(negative), told)
        self.gathered.add_each("value_beside_confidential", np.flatnonzero(beside), told)
        self.gathered.add_each("value_out_of_range", np.flatnonzero(beyond), told)
        usable = np.where(negative | beside | beyond, np.nan, value)
        known = np.where(usable == 0, State.ZERO, State.VALUE)
        unknown = np.where(hidden, State.SUPPRESSED, State.MISSING)
        return usable, np.where(np.isnan(usable), unknown, known).astype(np.uint8)

    def _note_parents(
        self, known: dict[str, str], read: RowsRead, codes: Coded, parents: Coded | None
    ) -> None:
        """What a column of parents says of each code; a second parent of a code is a finding."""
        if parents is None:
            return
        pairs, first = np.unique(codes.places * len(parents.texts) + parents.places, return_index=True)
        for pair, place in zip(pairs, first, strict=True):
            code, parent = codes.texts[pair // len(parents.texts)], parents.texts[pair % len(parents.texts)]
            if known.setdefault(code, parent) != parent:
                self.gathered.add(
                    "parents_differ", **read.told(int(place)), code=code, first=known[code], second=parent
                )

    def _put_by_slice(self, read: RowsRead, found: Any) -> None:
        years = read.years
        names = np.array([each.measure for each in read.measured])[read.measure.places]
        for measure in np.unique(names):
            of_measure = names == measure
            for year in np.unique(years[of_measure]):
                self.rows.add((str(measure), int(year)), found[of_measure & (years == year)])
