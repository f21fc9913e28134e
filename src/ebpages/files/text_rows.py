"""Rows of a text with separators, cut one at a time: cells stay as they are written, and a quote that never closes is said at once."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ebpages.files.unreadable import UnreadableFile
from ebpages.limits import limit

Row = tuple[int, list[str]]  # the number of its line, from 1, and its cells
SEPARATORS = (";", "\t", ",", "|")
MOST_LINES_OF_A_CELL = 20
SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(\\t|.)"?[;,]*\s*', re.IGNORECASE)
_LONGEST_LINE = 1 << 23  # characters


def separator_of(lines: Sequence[str]) -> str:
    """What separates the cells of most lines: the sign by which most of them have the same number of cells, more than one."""

    def agreement(sign: str) -> tuple[int, int]:
        widths = Counter(len(_roughly(line, sign)) for line in lines if sign in line)
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    best = max(SEPARATORS, key=agreement)
    return best if agreement(best)[0] else ","


def rows_of(file: str, lines: Iterable[str], separator: str) -> Iterator[Row]:
    """Every row that is not blank. Raises UnreadableFile for a quote that is never closed."""
    quoted = re.compile(rf'"((?:[^"]|"")*)"(?={re.escape(separator)}|$)')
    numbered = enumerate(lines, 1)
    for number, raw in numbered:
        if len(raw) > _LONGEST_LINE:
            problem = f"the line has more than {_LONGEST_LINE:,} characters"
            raise UnreadableFile(
                file, f"line {number}", problem, "Look for missing line ends; a table has one row a line"
            )
        line = raw.rstrip("\r\n")
        if '"' not in line:
            if line.strip():
                yield number, _checked(file, number, line.split(separator))
            continue
        yield number, _checked(file, number, _cut(file, number, line, separator, quoted, numbered))


def _cut(
    file: str,
    number: int,
    line: str,
    separator: str,
    quoted: re.Pattern[str],
    following: Iterator[tuple[int, str]],
) -> list[str]:
    """The cells of a line with quotes. What stands between quotes may hold separators and line ends; other quotes are part of the text."""
    cells: list[str] = []
    place = 0
    while True:
        if line.startswith('"', place):
            found = quoted.match(line, place)
            if not found and _is_open(line, place, separator):
                line = _with_rest_of_cell(file, number, line, place, separator, quoted, following)
                found = quoted.match(line, place)
            if found:
                cells.append(found[1].replace('""', '"'))
                place = found.end() + 1
                if place > len(line):
                    return cells
                continue
        end = line.find(separator, place)
        cells.append(line[place:] if end < 0 else line[place:end])
        if end < 0:
            return cells
        place = end + 1


def _is_open(line: str, place: int, separator: str) -> bool:
    """Whether a quote at the beginning of a cell has no partner within the cell, as `"КЛЪСТЕР" ООД` has."""
    end = line.find(separator, place)
    return line.count('"', place, len(line) if end < 0 else end) % 2 == 1


def _with_rest_of_cell(
    file: str,
    number: int,
    line: str,
    place: int,
    separator: str,
    quoted: re.Pattern[str],
    following: Iterator[tuple[int, str]],
) -> str:
    """The line with those on which a quoted cell goes on. A cell that holds whole rows is none: its quote is not closed."""
    most = max(1, line.count(separator, 0, place))
    whole, last = line, number
    for _ in range(MOST_LINES_OF_A_CELL):
        last, more = next(following, (last, ""))
        if not more:
            break
        before = more.split('"', 1)[0]
        whole += f"\n{more.rstrip(chr(13) + chr(10))}"
        if before.count(separator) >= most and most > 1:
            break
        if quoted.match(whole, place):
            return whole
    lost = sum(1 for _ in following) + last - number
    problem = f'a quote opens here and is never closed: "{line[place : place + 40].strip()}"'
    if lost:
        problem += f"; lines {number} to {number + lost} would be lost in it"
    raise UnreadableFile(
        file, f"line {number}", problem, "Close the quote or take it away; double a quote inside quotes"
    )


def _checked(file: str, number: int, cells: list[str]) -> list[str]:
    longest = max(map(len, cells))
    if longest > limit("cell_characters"):
        problem = f"a cell has {longest:,} characters, more than any cell of a list"
        raise UnreadableFile(
            file, f"line {number}", problem, "Look for a missing line end or separator on this line"
        )
    return cells


def _roughly(line: str, sign: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=sign), [])
    except csv.Error:
        return line.split(sign)
