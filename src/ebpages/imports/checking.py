"""All rows of a file read through its mapping: the rows of the list as they come, and what is found in them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ebpages.files.data_of_persons import is_personal_number
from ebpages.files.unreadable import UnreadableFile
from ebpages.imports.findings import FindingLog
from ebpages.imports.header import folded, header_words
from ebpages.imports.list_mapping import OpenedList
from ebpages.reference.placeholders import says_nothing
from ebpages.registry.identifiers import Problem, read_identifier
from ebpages.search.folding import look_alikes
from ebpages.search.transliteration import to_latin
from ebpages.sources.cells import is_unknown
from ebpages.sources.cells.values import ANY_DAY
from ebpages.sources.layouts.imported import read_row
from ebpages.sources.source import Source

Progress = Callable[[str, int, int], None]
MAPPING = Path("import") / "mapping"
_REPORTED = 2_000  # rows between two signs of progress
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_DECIMALS = re.compile(r"(\d{6,13})[.,]0+")
_SERIAL_DAYS = range(20_000, 60_000)  # 1954 to 2064
_FIRST_DAY = date(1899, 12, 30)
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_ANY_TEXT = frozenset({"name", "entity", "identifier", "text", "items", "number", "skipped"})
_NO_DATES = ("identifier", "members", "name")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 60
_DIGITS = 9
_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{10}(?![0-9])")


@dataclass(frozen=True, slots=True)
class ListRow:
    """number: of the row in the file. key: by which the next edition knows it. cells: those that are kept, as they were."""

    number: int
    key: str
    cells: list[str]


def check_list(opened: OpenedList, source: Source, log: FindingLog, progress: Progress) -> Iterator[ListRow]:
    """Read all rows. Raises UnreadableFile for what is no table, and PastLimit."""
    _of_the_file(opened, log)
    check = _RowCheck(opened, source, log)
    kept = [place for place, name in enumerate(opened.header.names) if name not in opened.mapping.left_out]
    count = 0
    for number, cells in opened.table.rows():
        if number <= opened.header.row or not any(map(str.strip, cells)):
            continue
        if number % _REPORTED == 0:
            progress("reading", number, 0)
        row = _as_wide(opened, number, cells)
        if row is None or check.is_no_row(number, row):
            log.add("not_a_row", number, text=" ".join(filter(None, map(str.strip, cells))))
            continue
        count += 1
        yield ListRow(number, check.key(number, row), [row[place] for place in kept])
    if not count:
        raise UnreadableFile(
            opened.table.name,
            "",
            "no row of a list was found below the header",
            "See that this is the right file, and complete",
        )
    if opened.table.formulas.count:
        formulas = opened.table.formulas
        log.add("formulas", count=str(formulas.count), first=formulas.first)
        if formulas.without_result:
            log.add(
                "formula_without_result",
                count=str(formulas.without_result),
                first=formulas.first_without_result,
            )


def _of_the_file(opened: OpenedList, log: FindingLog) -> None:
    table = opened.table
    if table.macros:
        log.add("macros")
    if len(table.sheets) > 1:
        log.add("other_sheets", sheet=table.sheet, others=", ".join(sheet.name for sheet in table.sheets[1:]))
    for number, cells in opened.header.above:
        log.add("above_header", number, text=" ".join(filter(None, map(str.strip, cells))))
    for header in opened.missing:
        log.add("column_missing", text=header)
    for header in opened.mapping.left_out:
        is_guessed = header in opened.persons and not opened.mapping.read.get("only_used")
        of_persons = "persons_left_out" if is_guessed else "column_left_out"
        log.add("personal_numbers" if header in opened.personal else of_persons, text=header)
    for header in opened.unused:
        log.add("column_new" if header in opened.new else "column_not_used", text=header)


def _as_wide(opened: OpenedList, number: int, cells: list[str]) -> list[str] | None:
    """The cells of a row, as many as there are columns; None for a line of one text, which is no row. Raises UnreadableFile."""
    width, names = len(opened.header.names), opened.header.names
    if len(cells) == width:
        return cells
    if not any(cell.strip() for cell in cells[width:]) and (
        len(cells) > width or opened.table.format != "csv" or opened.header.unnamed >= {*names[len(cells) :]}
    ):
        return [*cells[:width], *[""] * (width - len(cells))]
    if len(cells) == 1:
        return None
    problem = f"the row has {len(cells)} cells, the header has {width}"
    remedy = f"Add or take away separators ({opened.table.separator!r}); put cells that hold one into double quotes"
    raise UnreadableFile(opened.table.name, f"{opened.table.unit} {number}", problem, remedy)


class _RowCheck:
    """What is found in rows; remembers identifiers, which may stand twice."""

    def __init__(self, opened: OpenedList, source: Source, log: FindingLog) -> None:
        names = opened.header.names
        # Any text is a name or words; only cells of other kinds may hold what they cannot be.
        self._source = replace(source, columns=tuple(c for c in source.columns if c.cell not in _ANY_TEXT))
        self._log, self._unit = log, opened.table.unit
        self._places = {column.property: names.index(column.header) for column in source.columns}
        self._headers = {column.property: column.header for column in source.columns}
        self._cells = {column.header: column.cell for column in source.columns}
        self._columns = {names.index(column.header): column for column in source.columns}
        self._used = {place: names[place] for what, place in self._places.items()}
        self._kept = {place: name for place, name in enumerate(names) if name not in opened.mapping.left_out}
        self._first_rows: dict[int, int] = {}

    def is_no_row(self, number: int, cells: Sequence[str]) -> bool:
        """Whether a row is a note, a sum or a heading within the table."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        first, named = folded(filled[0]), bool(cells[self._places["name"]].strip())
        if named and len(filled) > 1:
            return first in _no_rows()
        return (len(filled) == 1 and not named) or filled[0].startswith("*") or _begins_no_row(first)

    def key(self, number: int, cells: list[str]) -> str:
        """Look at a row; its key is its number in a register, else made of its name."""
        self._texts(number, cells)
        self._personal_numbers(number, cells)
        self._dates(number, cells)
        name = cells[self._places["name"]].strip()
        if not name or says_nothing(name):
            name = ""
            self._log.add("name_missing", number)
        elif letters := look_alikes(name):
            self._log.add("look_alikes", number, self._headers["name"], text=name, letters=" ".join(letters))
        digits = self._identifier(number, cells)
        fields, notices = read_row(cells, self._places, self._source)
        for notice in notices:
            if notice.code == "cell_unreadable":
                header = notice.param("column")
                kind = (
                    "thousands_or_decimals" if "thousands" in notice.param("problem") else "cell_unreadable"
                )
                self._log.add(kind, number, header, text=notice.param("text"), cell=self._cells[header])
        for field in fields:
            if field.property == "website" and any(
                step.param("reason") == "impossible_host" for step in field.steps
            ):
                self._log.add("website_unreadable", number, field.column, text=field.original)
        return digits or _slug(name) or f"row-{number}"

    def _texts(self, number: int, cells: Sequence[str]) -> None:
        """What cells of any kind may hold instead of a value."""
        for place, header in self._used.items():
            text = cells[place].strip()
            if text.startswith("=") and len(text) > 1:
                self._log.add("formula_text", number, header, text=text)
            elif text in _ERRORS:
                self._log.add("cell_error", number, header, text=text)
            elif any(map(str.isalpha, text)) and is_unknown(text, self._columns[place]):
                self._log.add("nothing_stated", number, header, text=text)

    def _personal_numbers(self, number: int, cells: Sequence[str]) -> None:
        """Those in a column that was not recognised as theirs: every kept cell is public. The number is not named again."""
        for place, header in self._kept.items():
            for found in _TEN_DIGITS.finditer(cells[place]):
                if is_personal_number(found[0]):
                    self._log.add("personal_number", number, header)

    def _dates(self, number: int, cells: Sequence[str]) -> None:
        for what in _NO_DATES:
            text = cells[self._places[what]].strip() if what in self._places else ""
            if text and (ANY_DAY.match(text)):
                self._log.add("turned_into_date", number, self._headers[what], text=text, cell=what)
        text = cells[self._places["founded"]].strip() if "founded" in self._places else ""
        if text.isascii() and text.isdecimal() and int(text) in _SERIAL_DAYS:
            day = (_FIRST_DAY + timedelta(days=int(text))).isoformat()
            self._log.add("date_as_number", number, self._headers["founded"], text=text, proposed=day)

    def _identifier(self, number: int, cells: Sequence[str]) -> str:
        """The number of a row where it is valid; what is wrong with it is found, and never mended."""
        text = cells[self._places["identifier"]].strip() if "identifier" in self._places else ""
        header = self._headers.get("identifier", "")
        if not text or says_nothing(text) or ANY_DAY.match(text) or text in _ERRORS:
            return ""
        identifier = read_identifier(text)
        if identifier.valid and not _DECIMALS.fullmatch(text):
            first = self._first_rows.setdefault(int(f"1{identifier.digits}"), number)
            if first != number:
                self._log.add(
                    "identifier_repeated",
                    number,
                    header,
                    text=identifier.digits,
                    first=str(first),
                )
            return identifier.digits
        if _SCIENTIFIC.fullmatch(text):
            self._log.add("scientific_notation", number, header, text=text)
        elif decimals := _DECIMALS.fullmatch(text):
            self._log.add(
                "number_with_decimals", number, header, text=text, proposed=decimals[1].zfill(_DIGITS)
            )
        elif identifier.problem is Problem.PLACEHOLDER:
            self._log.add("placeholder", number, header, text=text)
        elif text.isdecimal() and len(text) < _DIGITS and read_identifier(text.zfill(_DIGITS)).valid:
            self._log.add("leading_zeros_lost", number, header, text=text, proposed=text.zfill(_DIGITS))
        elif not is_personal_number(text):  # which is found as such
            self._log.add(
                "identifier_invalid",
                number,
                header,
                text=text,
                problem=str(identifier.problem or Problem.LENGTH),
            )
        return ""


def _slug(name: str) -> str:
    return _NOT_SLUG.sub("-", to_latin(name).casefold()).strip("-")[:_LONGEST_KEY].strip("-")


@cache
def _no_rows() -> frozenset[str]:
    words = header_words().no_rows
    return frozenset(map(folded, (*words.bg, *words.en)))


def _begins_no_row(first: str) -> bool:
    return any(first == phrase or first.startswith(f"{phrase} ") for phrase in _no_rows())
