"""A name as printed, and what else got into its cell."""

import re
from functools import cache

from ebpages.reference.legal_forms import legal_forms
from ebpages.sources.cells.text import join, mend_broken_words, original
from ebpages.sources.record import Field, step

ACRONYM_BEHIND = re.compile(r"^(?P<name>.+\S)\s+(?P<acronym>[^\W\d_]{3,8})$")
QUOTES = frozenset('"„“«')
WORD = re.compile(r"[^\W\d_]+")


def read_name(
    pieces: tuple[str, ...], column: str, *, language: str, next_name: str = "", narrow: bool = False
) -> tuple[Field, ...]:
    """The name, and the text of another row's name that got into its cell, if any.

    next_name: the name in the next row, whose acronym may stand here. narrow: the column breaks words.
    """
    text, steps = join(pieces)
    text, mended = mend_broken_words(text) if narrow else (text, ())
    text, foreign = _without_spliced_name(text)
    if not foreign:
        text, foreign = _without_next_rows_acronym(text, next_name)
    printed = original(pieces)
    separated = (step("foreign_text_separated", text=foreign),) if foreign else ()
    name = Field("name", text, printed, column, language, (*steps, *mended, *separated))
    if not foreign:
        return (name,)
    return (name, Field("foreign_text", foreign, printed, column, language, separated))


def initials(name: str, *, with_small_words: bool) -> str:
    """First letters of the words of a name; small words are "на", "за", "и" and the like."""
    capitals_mean_something = not name.isupper()
    words = [
        word
        for word in WORD.findall(name)
        if with_small_words or len(word) > 3 or (capitals_mean_something and word.isupper())
    ]
    return "".join(word[0] for word in words).upper()


def _without_next_rows_acronym(text: str, next_name: str) -> tuple[str, str]:
    """Take off a last word in capitals that is the acronym of the name in the next row."""
    match = ACRONYM_BEHIND.match(text)
    if not match or not match["acronym"].isupper() or match["name"].isupper():
        return text, ""
    acronyms = {initials(next_name, with_small_words=small) for small in (True, False)}
    own = {initials(match["name"], with_small_words=small) for small in (True, False)}
    if match["acronym"] not in acronyms - own:
        return text, ""
    return match["name"], match["acronym"]


def _without_spliced_name(text: str) -> tuple[str, str]:
    """Take out a firm (legal form and quoted name) that was printed in the middle of a word."""
    # Most names are quoted as a whole, if at all.
    match = _spliced().search(text) if not QUOTES.isdisjoint(text[1:-1]) else None
    if not match:
        return text, ""
    return text[: match.start()] + text[match.end() :], match.group()


@cache
def _spliced() -> re.Pattern[str]:
    forms = sorted({form for item in legal_forms() for form in item.written}, key=len, reverse=True)
    quoted = r"[\"„“«][^\"„“”«»]+[\"“”»]"
    return re.compile(rf"(?<=[^\W\d_])(?:{'|'.join(map(re.escape, forms))})\s*{quoted}(?=[^\W\d_]{{2}})")
