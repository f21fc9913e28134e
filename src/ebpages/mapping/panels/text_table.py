"""A text file as a table: how it is encoded, where its header stands, what separates its cells, and which of its lines open a quote
that is never closed."""

import codecs
import csv
import gzip
import io
import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import IO, Any

import numpy as np

from ebpages.limits import Counted
from ebpages.mapping.panels.panel import UnreadablePanel

AS_TABLE = "Give a table as CSV, Eurostat's TSV, or Parquet"
LONGEST_LINE = 1 << 17  # of the lines above the rows
LONGEST_HEAD = 1 << 20  # characters
LONGEST_KEPT = 1_000  # characters of a line that is no row
MOST_UNCLOSED = 10_000  # lines: each is looked at with those below it
MOST_LINES_OF_A_CELL = 20
UNCLOSED = "\ufffe"  # begins what stands for a line that opens a quote and does not close it; no text holds this sign
_LINES_LOOKED_AT = 60
_END_OF_CELL = re.compile(r'((?:[^"]|"")*)"(?!")')
_CHUNK = 1 << 20  # characters
_LONGEST_ROW = 1 << 24  # characters: a longer one is refused where rows are read
_SEPARATORS = ("\t", ";", ",", "|")
_SEPARATOR_LINE = re.compile(r'"?sep=(\\t|.)"?;*\s*', re.IGNORECASE)
_RUN_OF_SPACES, _ANY_SPACE, _WORD = re.compile(r"[ \xa0]{2,}"), re.compile(r"\s+"), re.compile(r"\S+")
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF8 = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class TextLayout:
    """names: of the columns; one that has none is called "column 3", a name that stands again "value (2)".

    head: the `# key: value` lines. lines: how many stand above the first row. skipped: those of them that are no part of the table.
    doubled: names that stand more than once. spaces: where runs of spaces stand between cells; tabs take their place when rows are read.
    """

    encoding: str
    separator: str
    names: tuple[str, ...]
    lines: int
    head: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    unnamed: frozenset[str] = frozenset()
    doubled: frozenset[str] = frozenset()
    spaces: "Spaces | None" = None


@dataclass(frozen=True, slots=True)
class Spaces:
    """How a table is cut that has spaces between its cells: at what fits `gap`, or where columns begin. header: the number of its line."""

    header: int
    gap: re.Pattern[str]
    begins: tuple[int, ...] = ()

    def cells(self, line: str) -> list[str]:
        if self.begins:
            return [line[start:end].strip() for start, end in pairwise((*self.begins, len(line) + 1))]
        return self.gap.split(line.strip())


def encoding_of(start: bytes, given: str) -> str:
    """given: what a person says; without it UTF-8, or UTF-16 where the file begins with its mark. Raises UnreadablePanel."""
    if given:
        try:
            "".encode(given)
        except (LookupError, UnicodeError):
            problem = "there is no such encoding of texts"
            raise UnreadablePanel(
                "the file", f"--encoding {given}", problem, "Give cp1251, utf-16 or utf-8"
            ) from None
        return given
    return "utf-16" if start.startswith(_BYTE_ORDER_MARKS) else _UTF8


def open_text(path: Path, packed: bool, encoding: str) -> IO[str]:
    if packed:
        counted = Counted(gzip.open(path, "rb"), path.stat().st_size)  # noqa: SIM115 - closed with what it is wrapped in
        return io.TextIOWrapper(io.BufferedReader(counted, 1 << 16), encoding=encoding, newline="")
    return path.open(encoding=encoding, newline="")


def text_layout(path: Path, text: IO[str], encoding: str, expected: Collection[str]) -> TextLayout:
    """expected: names, in small letters, by which a header is known. Raises UnreadablePanel."""
    lines = _first_lines(path, text)
    head, above = _head(lines)
    separator = ""
    if above < len(lines) and (said := _SEPARATOR_LINE.fullmatch(lines[above])):
        separator, above = said[1].replace("\\t", "\t"), above + 1
    rest = lines[above:]
    _refuse_unclosed_header(path, rest, above, expected)
    spaces = None if separator else _spaces(rest, above, expected)
    if spaces:
        spaces = _certain(
            path, spaces, rest[spaces.header - above - 1], chain(rest[spaces.header - above :], text)
        )
        rest = ["\t".join(spaces.cells(line)) for line in rest]
    header, separator = (spaces.header - above - 1, "\t") if spaces else _header(rest, separator, expected)
    number = above + header + 1
    cells = _cells(rest[header], separator) if rest else []
    names, unnamed, doubled = _names(
        _as_wide_as_rows(cells, [_cells(line, separator) for line in rest[header + 1 :] if line.strip()])
    )
    if len(names) < 2 or len(unnamed) == len(names) or any("\0" in name for name in names):
        problem = f"there is no header of different names: {', '.join(cells)[:80]!r}"
        raise UnreadablePanel(
            path.name,
            f"line {number if rest else 1}",
            problem,
            "Give each column a name of its own, above the rows",
        )
    if not any(line.strip() for line in rest[header + 1 :]):
        raise UnreadablePanel(
            path.name, f"line {number}", "there are no rows below it", "Add the rows to the file"
        )
    skipped = tuple(line.strip() for line in rest[:header] if line.strip(" \t\r\n,;|"))
    return TextLayout(encoding, separator, names, number, head, skipped, unnamed, doubled, spaces)


def unclosed_quotes(text: IO[str], layout: TextLayout) -> dict[int, str]:
    """The lines below the header, by number, that open a quote which is never closed, or not before other rows.

    A cell may hold the ends of lines within quotes; but what holds whole rows is no cell, and all of them would be lost in it.
    Raises ValueError where nearly all lines do.
    """
    separator = re.escape(layout.separator)
    closed = re.compile(
        rf'(?:"(?:[^"]|"")*"(?!")[^{separator}]*|[^"{separator}][^{separator}]*)?'
        rf'(?:{separator}(?:"(?:[^"]|"")*"(?!")[^{separator}]*|[^"{separator}][^{separator}]*)?)*'
    )
    found: dict[int, str] = {}
    lines = _lines_to_look_at(text, layout)
    waiting: deque[tuple[int, str]] = deque()
    while waiting or (line := next(lines, None)):
        number, content = waiting.popleft() if waiting else line  # type: ignore[misc]
        if '"' not in content:
            continue
        if len(content) > LONGEST_LINE:  # of no row; a pattern would go through it again and again
            found[number] = content[:LONGEST_KEPT].strip()
            continue
        if closed.fullmatch(content.rstrip("\r\n")):
            continue
        while len(waiting) < MOST_LINES_OF_A_CELL and sum(len(each) for _, each in waiting) < _LONGEST_ROW:
            if not (following_line := next(lines, None)):
                break
            waiting.append(following_line)
        following = [each for _, each in waiting]
        length = _lines_of_a_cell(content, following, closed, layout)
        if length is None:
            found[number] = content.strip()[:LONGEST_KEPT]
            if len(found) > MOST_UNCLOSED:
                raise ValueError(
                    f"{len(found):,} lines up to line {number:,} open a quote that is never closed"
                )
        else:
            for _ in range(length):
                waiting.popleft()
    return found


class LinesAsBytes(io.RawIOBase):
    """A text in UTF-8, whatever it is encoded in, with the lines that open a quote replaced by such as are no rows."""

    def __init__(self, text: IO[str], unclosed: Mapping[int, str], layout: TextLayout) -> None:
        super().__init__()
        self._text, self._unclosed, self._layout = text, unclosed, layout
        self._lines = enumerate(text, 1)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            numbered = next(self._lines, None)
            if numbered is None:
                return 0
            self._left = self._line(*numbered).encode()
        taken = self._left[: len(buffer)]
        buffer[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)

    def close(self) -> None:
        self._text.close()
        super().close()

    def _line(self, number: int, line: str) -> str:
        if number not in self._unclosed:
            return "\t".join(self._layout.spaces.cells(line)) + "\n" if self._layout.spaces else line
        return f"{UNCLOSED}{number}{self._layout.separator * len(self._layout.names)}\n"


def _lines_to_look_at(text: IO[str], layout: TextLayout) -> Iterator[tuple[int, str]]:
    """The lines below the header with their numbers, without those among which every quote is plainly closed in its own line."""
    for _ in range(layout.lines):
        text.readline()
    number = layout.lines
    while chunk := text.read(_CHUNK) + text.readline(_LONGEST_ROW):
        if '"' in chunk and not _plainly_closed(chunk, layout.separator):
            yield from enumerate(io.StringIO(chunk, newline=""), number + 1)
        number += chunk.count("\n") + chunk.count("\r") - chunk.count("\r\n")


def _plainly_closed(chunk: str, separator: str) -> bool:
    """Whether quotes stand in pairs, each pair around a whole cell. Looks at all at once: most files quote every text."""
    signs = np.frombuffer(f"\n{chunk}\n".encode(), dtype=np.uint8)
    quotes = np.flatnonzero(signs == ord('"'))
    if len(quotes) % 2:
        return False
    first, second = quotes[::2], quotes[1::2]
    ends = np.flatnonzero(signs == ord("\n"))
    begins = (signs[first - 1] == ord(separator)) | (signs[first - 1] == ord("\n"))
    ended = np.isin(signs[second + 1], [ord(separator), ord("\r"), ord("\n")])
    in_one_line = np.searchsorted(ends, first) == np.searchsorted(ends, second)
    return bool((begins & ended & in_one_line).all())


def _first_lines(path: Path, text: IO[str]) -> list[str]:
    lines: list[str] = []
    room = LONGEST_HEAD
    while len(lines) < _LINES_LOOKED_AT and room > 0 and (line := text.readline(LONGEST_LINE)):
        if len(line) == LONGEST_LINE:
            # What is below the header is cut into rows later, and refused there where it is too long.
            if any(each.strip() for each in lines if not each.startswith("#")):
                break
            problem = f"it is longer than {LONGEST_LINE:,} characters"
            raise UnreadablePanel(path.name, f"line {len(lines) + 1}", problem, AS_TABLE)
        lines.append(line)
        room -= len(line)
    return lines


def _head(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The `# key: value` lines, and how many they are."""
    head: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            return head, number
        key, _, value = line.lstrip("# ").partition(":")
        head[key.strip()] = value.strip()
    return head, len(lines)


def _header(lines: Sequence[str], separator: str, expected: Collection[str]) -> tuple[int, str]:
    """Where the header stands and what separates its cells: the line with most names that are expected, if it has two; else the first
    that has as many cells as most lines have."""
    separators = (separator,) if separator else _SEPARATORS
    for place, line in enumerate(lines):
        if "\\" in line.split("\t", 1)[0] and "\t" in line and separator in ("", "\t"):
            return place, "\t"
    known = {
        (place, each): sum(name.casefold() in expected for name in _cells(line, each))
        for place, line in enumerate(lines)
        for each in separators
    }
    # A title may name columns too: the header is what has most of them.
    if (best := max(known, key=lambda each: known[each], default=None)) and known[best] > 1:
        return best
    found = max(separators, key=lambda each: _agreement(lines, each))
    width = _agreement(lines, found)[1]
    for place, line in enumerate(lines):
        if width > 1 and len(_cells(line, found)) == width and sum(map(bool, _cells(line, found))) > 1:
            return place, found
    return 0, separator or max(_SEPARATORS, key=lambda each: lines[0].count(each) if lines else 0)


def _spaces(lines: Sequence[str], above: int, expected: Collection[str]) -> Spaces | None:
    """Where a header that is known stands with spaces between its names, and nowhere with anything else."""

    def known(names: Sequence[str]) -> int:
        return sum(name.strip().casefold() in expected for name in names)

    if any(known(_cells(line, each)) > 1 for line in lines for each in _SEPARATORS):
        return None
    # A single space may stand within a name, and within a cell.
    for gap in (_RUN_OF_SPACES, _ANY_SPACE):
        for number, line in enumerate(lines, above + 1):
            if known(gap.split(line.strip())) > 1:
                return Spaces(number, gap)
    return None


def _certain(path: Path, spaces: Spaces, header: str, below: Iterable[str]) -> Spaces:
    """The same, or by where columns begin, where that cuts every line into as many cells as there are names. Raises UnreadablePanel.

    An empty cell leaves nothing between runs of spaces, and those behind it would move; only columns that stand exactly below one
    another show it.
    """
    names = spaces.cells(header)
    used = bytearray(LONGEST_LINE)
    uneven: tuple[int, int] | None = None
    for number, line in enumerate(chain((header,), below), spaces.header):
        count = len(spaces.cells(line)) if line.strip() else len(names)
        is_note = count == 1 and spaces.gap is _RUN_OF_SPACES
        if is_note:
            continue
        if count != len(names) and not uneven:
            uneven = number, count
        for word in _WORD.finditer(line[:LONGEST_LINE]):
            used[word.start() : word.end()] = b"1" * (word.end() - word.start())
    if uneven is None:
        return spaces
    begins = tuple(found.start() for found in re.finditer(b"1+", used))
    aligned = replace(spaces, begins=(0, *begins[1:]))
    if len(begins) == len(names) and aligned.cells(header) == names:
        return aligned
    problem = (
        f"spaces stand between its cells, and it has {uneven[1]} of them where the header has {len(names)}"
    )
    remedy = "Save the table as CSV, with a comma, a semicolon or a tab between cells"
    raise UnreadablePanel(path.name, f"line {uneven[0]}", problem, remedy)


def _refuse_unclosed_header(path: Path, lines: Sequence[str], above: int, expected: Collection[str]) -> None:
    """Raises UnreadablePanel where a line names columns, and opens a quote that it does not close."""
    for number, line in enumerate(lines, above + 1):
        named = max(
            sum(name.casefold() in expected for name in _cells(line.replace('"', ""), each))
            for each in _SEPARATORS
        )
        if line.count('"') % 2 and named > 1:
            problem = f"the header opens a quote that is never closed: {line.strip()[:80]}"
            raise UnreadablePanel(path.name, f"line {number}", problem, "Close the quote, or take it away")


def _agreement(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """How many lines have the most common number of cells, and that number; of lines with more than one cell."""
    counts = Counter(len(_cells(line, separator)) for line in lines if separator in line)
    return max(((lines, width) for width, lines in counts.items()), default=(0, 0))


def _as_wide_as_rows(names: list[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The names, with one for a column of row numbers that has none, and without separators at the end that rows do not have."""
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else len(names)
    while len(names) > max(width, 1) and not names[-1]:
        names = names[:-1]
    if width == len(names) + 1 and len(names) > 1:
        same = [row for row in rows if len(row) == width]
        if not any(row[-1] for row in same):
            return [*names, ""]
        numbers = [int(row[0]) for row in same if row[0].isdecimal() and row[0] == str(int(row[0]))]
        # Of rows that were chosen from a larger table the numbers have gaps.
        if len(numbers) == len(same) and all(second > first for first, second in pairwise(numbers)):
            return ["", *names]
    return names


def _names(cells: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    names: list[str] = []
    unnamed: set[str] = set()
    doubled: set[str] = set()
    times: Counter[str] = Counter()
    for number, cell in enumerate(cells, 1):
        name = cell or f"column {number}"
        times[name] += 1
        if times[name] > 1:
            doubled.add(name)
            name = f"{name} ({times[name]})"
        if not cell:
            unnamed.add(name)
        names.append(name)
    return tuple(names), frozenset(unnamed), frozenset(doubled)


def _cells(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])]
    except csv.Error:
        return [cell.strip() for cell in line.split(separator)]


def _lines_of_a_cell(
    line: str, following: Sequence[str], closed: re.Pattern[str], layout: TextLayout
) -> int | None:
    """Over how many of the following lines a cell goes on that a line opens; None where it is no cell that ends."""
    most = len(layout.names) - 1
    whole = line
    for length, each in enumerate(following, 1):
        ending = _END_OF_CELL.match(each)
        inside, behind = (ending[1], each[ending.end() :]) if ending else (each, "")
        if inside.count(layout.separator) >= most or behind[:1] not in ("", layout.separator, "\r", "\n"):
            return None
        whole += each
        if ending and closed.fullmatch(whole.rstrip("\r\n")):
            cells = next(csv.reader([whole.replace("\n", " ")], delimiter=layout.separator))
            return length if len(cells) == len(layout.names) else None
    return None
