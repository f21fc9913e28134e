"""Where the header of a table stands, and what a header says that its column holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from ebpages.declared.schema import Declared, read_document, read_entry
from ebpages.files.table import Table
from ebpages.files.text_rows import Row
from ebpages.files.unreadable import UnreadableFile
from ebpages.files.workbook import Sheet
from ebpages.files.workbook_decoding import letters_of
from ebpages.registry.identifiers import read_identifier
from ebpages.sources.cells.website import is_address

FILE = Path(__file__).parent / "data" / "header_words.yaml"
_LOOKED_AT = 60  # rows in which a header is looked for
_LONGEST = 120  # characters of a header
_WHOLE, _PART = 2, 1  # what a word is worth that is the header, or stands in it
_ALIKE = str.maketrans(
    "аеорсухкмтвніј", "aeopcyxkmtbhij"
)  # letters of both alphabets that look alike, typed for one another
_BETWEEN = re.compile(r"[\W_]+")


class ColumnWords(Declared):
    """cell: the kind of cell that such a column has; empty where it is passed over."""

    cell: str = ""
    bg: tuple[str, ...]
    en: tuple[str, ...]


class HeaderWords(Declared):
    source: str = Field(min_length=1)
    properties: dict[str, ColumnWords]
    skipped: dict[str, ColumnWords]
    no_rows: ColumnWords


@dataclass(frozen=True, slots=True)
class Header:
    """row: its number, 0 where the format gives names. names: one for each column, none twice. above: what stands over it."""

    row: int
    names: tuple[str, ...]
    above: tuple[Row, ...] = ()
    unnamed: frozenset[str] = frozenset()


@cache
def header_words() -> HeaderWords:
    """Raises BrokenDeclaration."""
    return read_entry(FILE.name, "words", HeaderWords, 1, dict(read_document(FILE)))


def folded(header: str) -> str:
    """A header for comparing: small letters and digits with single spaces, alphabets not told apart where letters look alike."""
    text = header.casefold().translate(_ALIKE)
    return _BETWEEN.sub(" ", text).strip() or text.strip()


def meaning(header: str) -> tuple[str, int]:
    """The property, or the kind of column that is passed over, whose words a header holds, and how sure that is; "" and 0 for none."""
    text = folded(header)
    if text in _phrases():
        return _phrases()[text], _WHOLE
    padded = f" {text} "
    inside = [phrase for phrase in _phrases() if len(phrase) > 1 and f" {phrase} " in padded]
    best = max(inside, key=lambda phrase: (phrase.count(" "), len(phrase)), default="")
    return (_phrases()[best], _PART) if best and len(best) > len("no") else ("", 0)


def find_header(table: Table, sheet: Sheet | None, given: int | None) -> Header:
    """sheet: of a workbook. given: the number of its row where somebody says it. Raises UnreadableFile."""
    if table.names:
        return _named(table, 0, list(table.names), ())
    rows = sheet.rows if sheet else table.head
    place = _given(table, rows, given) if given else _guessed(table, rows)
    number, cells = rows[place]
    if sheet:
        _refuse_merged(table, sheet, number)
    width = max([len(cells), *(len(row) for _, row in rows[place + 1 :] if _is_wider(table, row, cells))])
    if place + 1 >= len(rows):
        raise UnreadableFile(
            table.name, f"{table.unit} {number}", "there are no rows below the header", "Add the rows"
        )
    return _named(table, number, [*cells, *[""] * (width - len(cells))], rows[:place])


def header_score(rows: Sequence[Row]) -> int:
    """How much the best row of a sheet looks like a header of a list."""
    return max((_score(cells) for _, cells in rows[:_LOOKED_AT]), default=0)


def _is_wider(table: Table, row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row tells of columns without a header: in a workbook; a line of a text with more cells is a broken one."""
    return table.format != "csv" and len(row) > len(header)


def _given(table: Table, rows: Sequence[Row], given: int) -> int:
    place = next((place for place, (number, _) in enumerate(rows) if number == given), None)
    if place is None:
        problem = f"there is no row {given} among the first that could be the header"
        raise UnreadableFile(table.name, "", problem, "Correct `header_row` in the mapping, or leave it out")
    return place


def _guessed(table: Table, rows: Sequence[Row]) -> int:
    looked_at = rows[:_LOOKED_AT]
    if not looked_at:
        raise UnreadableFile(table.name, "", "it holds no row", "Give a file with a header and rows below it")
    scores = [_score(cells) for _, cells in looked_at]
    best = max(scores)
    if best >= _WHOLE:
        place = scores.index(best)
    else:
        widest = max(sum(map(bool, cells)) for _, cells in looked_at)
        place = next(
            place for place, (_, cells) in enumerate(looked_at) if 2 * sum(map(bool, cells)) > widest
        )
    number, cells = looked_at[place]
    if data := next((cell for cell in cells if _is_data(cell)), ""):
        problem = f"there is no header: {data[:60]!r} in the first row is a value"
        remedy = "Put a row with the names of the columns above the rows, or say `header_row` in the mapping"
        raise UnreadableFile(table.name, f"{table.unit} {number}", problem, remedy)
    return place


def _score(cells: Sequence[str]) -> int:
    filled = [cell for cell in cells if cell.strip()]
    if any(map(_is_data, filled)):
        return 0
    found: dict[str, int] = {}
    for cell in filled:
        what, points = meaning(cell) if len(cell) <= _LONGEST else ("", 0)
        found[what] = max(points, found.get(what, 0)) if what else 0
    # A title may hold words of headers too; it stands alone in its row.
    return sum(found.values()) if len(filled) > 1 or len(cells) == 1 else min(1, sum(found.values()))


def _is_data(cell: str) -> bool:
    text = cell.strip()
    return (
        "@" in text
        or (is_address(text) and "." in text)
        or (text[:1].isdigit() and read_identifier(text).valid)
    )


def _refuse_merged(table: Table, sheet: Sheet, number: int) -> None:
    merged = [
        f"{letters_of(left)}{top}:{letters_of(right)}{bottom}"
        for top, bottom, left, right in sorted(sheet.merged)
        if top <= number <= bottom and (left < right or top < bottom)
    ]
    if merged:
        problem = f"cells of the header are merged ({', '.join(merged)})"
        remedy = "Part them, and give each column a name of its own in one row"
        raise UnreadableFile(table.name, f"sheet {sheet.name!r}, row {number}", problem, remedy)


def _named(table: Table, number: int, cells: Sequence[str], above: Sequence[Row]) -> Header:
    names: list[str] = []
    unnamed: set[str] = set()
    places: dict[str, int] = {}
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:_LONGEST]
        if not name:
            name = f"column {place}"
            unnamed.add(name)
        if before := places.get(folded(name)):
            where = f"{table.unit} {number}" if number else "the names of the columns"
            problem = f"two columns are called {name!r}, column {before} and column {place}"
            raise UnreadableFile(table.name, where, problem, "Give each column a name of its own")
        places[folded(name)] = place
        names.append(name)
    while names and names[-1] in unnamed and table.format == "csv":
        names.pop()  # separators at the end of lines
    if not names:
        raise UnreadableFile(
            table.name, "", "there is no header", "Put the names of the columns above the rows"
        )
    return Header(number, tuple(names), tuple(above), frozenset(unnamed & {*names}))


@cache
def _phrases() -> Mapping[str, str]:
    words = header_words()
    return {
        folded(phrase): what
        for what, of_column in (*words.properties.items(), *words.skipped.items())
        for phrase in (*of_column.bg, *of_column.en)
    }
