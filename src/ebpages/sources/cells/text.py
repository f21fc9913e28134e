"""Words of a cell: joined again where a narrow column or a page break parted them, one text or several."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from ebpages.sources.record import Field, Step, step
from ebpages.sources.source import Column

SHORT_WORDS = Path(__file__).with_name("short_words.yaml")
BROKEN = re.compile(r"(?<!\w)(?P<head>[а-яА-ЯѝЍ]{8,}) (?P<tail>[а-яѝ]{1,3})(?![\w.])")


def read_text(pieces: tuple[str, ...], column: Column) -> Iterator[Field]:
    """The words of a cell as one text."""
    text, steps = join(pieces)
    yield Field(column.property, text, original(pieces), column.header, column.language, steps)


def read_items(pieces: tuple[str, ...], column: Column, *, narrow: bool = False) -> Iterator[Field]:
    """The items of a cell that parts them with commas or semicolons; those inside brackets part nothing.

    narrow: the column breaks words.
    """
    text, steps = join(pieces)
    text, mended = mend_broken_words(text) if narrow else (text, ())
    items = [item.strip() for item in re.split(r"[,;](?![^(]*\))", text) if item.strip()]
    several = (step("several_values", count=len(items)),) if len(items) > 1 else ()
    for item in items:
        done = (*steps, *mended, *several)
        yield Field(column.property, item, original(pieces), column.header, column.language, done)


def original(pieces: tuple[str, ...]) -> str:
    """A cell as printed: its pieces, one a line."""
    return "\n".join(piece for piece in pieces if piece.strip())


def tidy(text: str) -> str:
    return " ".join(text.split())


def join(pieces: tuple[str, ...]) -> tuple[str, tuple[Step, ...]]:
    """One text from the pieces of a cell, with the steps that were needed."""
    parts = [tidy(piece) for piece in pieces if piece.strip()]
    if len(parts) < 2:
        return "".join(parts), ()
    return " ".join(parts), (step("cell_continued", parts=" + ".join(parts)),)


def mend_broken_words(text: str) -> tuple[str, tuple[Step, ...]]:
    """Join the last one to three letters of a long word that a narrow column pushed to the next line.

    Only small Cyrillic letters that are no word of their own; "а" (but) is a word only behind a comma.
    """
    steps: list[Step] = []

    def joined(match: re.Match[str]) -> str:
        head, tail = match["head"], match["tail"]
        if head.isupper() or tail in short_words():
            return match.group()
        steps.append(step("broken_word_joined", parts=f"{head} + {tail}"))
        return head + tail

    return BROKEN.sub(joined, text), tuple(steps)


def has_open_bracket(text: str) -> bool:
    """Whether a bracket was opened and never closed: the rest of the text is missing."""
    return text.count("(") > text.count(")")


@cache
def short_words() -> frozenset[str]:
    """Words of at most three letters that stand for themselves."""
    words = yaml.safe_load(SHORT_WORDS.read_text(encoding="utf-8"))["words"]
    return frozenset(str(word) for word in words.split())
