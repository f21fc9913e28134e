"""The lines of a list as printed, each with its kind and its page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from ebpages.sources.source import Source

RUNNING_HEADS = Path(__file__).with_name("running_heads.yaml")
Kind = Literal["blank", "running_head", "title", "header", "footnote", "caption", "row", "stray"]
FOOTNOTE = re.compile(r"^\s*[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]")
CAPTION = re.compile(r"^\W*(table|таблица)\s+\d", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"^\W*\d{1,4}\W*$")
SIGNS = re.compile(r"[\W_]+")
MARKUP = re.compile(r"<[^<>\t]*>|[*_#]+")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str
    kind: Kind
    page: int | None


def read_lines(raw: str, source: Source, is_row: Callable[[str], bool]) -> tuple[Line, ...]:
    """Say what every line is. Whatever stands between two rows (blank lines, a running head) is a page break."""
    return tuple(_with_pages(raw.split("\n"), source, is_row))


def is_table_row(text: str) -> bool:
    return "\t" in text


def folded(header: str) -> str:
    """The header of a column without case, spaces and points."""
    return SIGNS.sub("", header.casefold())


def is_header(text: str, headers: tuple[str, ...]) -> bool:
    """Whether a line is the header of the table: at least half of the expected columns stand in it."""
    expected = _expected(headers)
    found = expected.intersection(map(folded, text.split("\t"))) if "\t" in text else set()
    return bool(expected) and 2 * len(found) >= len(expected)


@cache
def _expected(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, headers)) - {""}


def _with_pages(texts: list[str], source: Source, is_row: Callable[[str], bool]) -> Iterator[Line]:
    page, seen_row, broken = source.first_page, False, False
    for number, text in enumerate(texts, 1):
        kind = _kind(text, source, is_row, seen_row)
        if kind == "row":
            page = page + 1 if page is not None and broken and seen_row else page
            seen_row, broken = True, False
        elif kind != "stray":
            broken = True
        yield Line(number, text, kind, page)


def _kind(text: str, source: Source, is_row: Callable[[str], bool], seen_row: bool) -> Kind:
    if not text.strip():
        return "blank"
    if "\t" not in text and _is_running_head(text):
        return "running_head"
    if is_header(text, source.headers):
        return "header"
    if FOOTNOTE.match(text):
        return "footnote"
    if is_row(text):
        return "row"
    if CAPTION.match(text):
        return "caption"
    return "stray" if seen_row else "title"


def _is_running_head(text: str) -> bool:
    words = tuple(re.findall(r"[^\W_]+", MARKUP.sub(" ", text).casefold()))
    return bool(PAGE_NUMBER.match(text)) or words in _running_head_lines()


@cache
def _running_head_lines() -> frozenset[tuple[str, ...]]:
    """Every running head, whole and as the first or second line of one that is broken over two."""
    lines = set()
    for head in yaml.safe_load(RUNNING_HEADS.read_text(encoding="utf-8"))["running_heads"]:
        words = tuple(re.findall(r"[^\W_]+", head.casefold()))
        lines.add(words)
        lines.update(words[:at] for at in range(3, len(words)))
        lines.update(words[at:] for at in range(1, len(words) - 1))
    return frozenset(lines)
