"""Words of a cell: joined again where a narrow column or a page break parted them."""

import re
from functools import cache

import yaml

from ebpages.sources.record import Step, step
from ebpages.sources.source_description import ROOM

BROKEN = re.compile(r"(?<!\w)(?P<head>[а-яА-ЯѝЍ]{8,}) (?P<tail>[а-яѝ]{1,3})(?![\w.])")


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
    words = yaml.safe_load((ROOM / "short_words.yaml").read_text(encoding="utf-8"))["words"]
    return frozenset(str(word) for word in words.split())
