"""Texts that whoever runs the site writes: who they are, privacy, accessibility. EBPAGES_TEXTS names the folder that holds them.

A file is plain text, <name>.<language>.txt: paragraphs parted by empty lines, "# " before a heading, "- " before an item of a list.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from ebpages.contact.shapes import Paragraph
from ebpages.declared.files import state_of
from ebpages.reference.vocabulary import BrokenVocabulary

VARIABLE = "EBPAGES_TEXTS"
NAMES = ("operator", "privacy", "accessibility")
LANGUAGES = ("bg", "en")
LONGEST_TEXT = 100_000  # bytes
_SHIPPED = Path(__file__).parent / "data"
_MARKS = {"# ": "heading", "- ": "item"}


def operator_text(name: str, language: str) -> tuple[tuple[Paragraph, ...], str]:
    """What the operator says, and its language: the other one's text where there is none in this; nothing where none is set.

    Raises BrokenVocabulary for a file that cannot be read.
    """
    folder = os.environ.get(VARIABLE, "")
    for spoken in sorted(LANGUAGES, key=lambda each: each != language) if folder else ():
        file = Path(folder) / f"{name}.{spoken}.txt"
        if file.exists():
            return _read(file), spoken
    return (), language


def state_of_texts() -> str:
    """A text that is another one after every change of what the operator wrote."""
    folder = os.environ.get(VARIABLE, "")
    names = [f"{name}.{language}.txt" for name in NAMES for language in LANGUAGES] if folder else ()
    return state_of(tuple(Path(folder) / name for name in names))


def program_text(name: str, language: str) -> tuple[Paragraph, ...]:
    """What the program says by itself under the same name; nothing where it has nothing to say."""
    file = _SHIPPED / f"{name}.{language}.txt"
    return _read(file) if file.exists() else ()


def check() -> None:
    """Raises BrokenVocabulary where EBPAGES_TEXTS names no folder, or a text in it cannot be read."""
    folder = os.environ.get(VARIABLE, "")
    if folder and not Path(folder).is_dir():
        remedy = f"Name a folder with {NAMES[0]}.bg.txt and the like, or unset {VARIABLE}"
        raise BrokenVocabulary(folder, VARIABLE, "there is no such folder", remedy)
    for name in NAMES:
        for language in LANGUAGES:
            operator_text(name, language)


def _read(file: Path) -> tuple[Paragraph, ...]:
    try:
        with file.open("rb") as opened:
            content = opened.read(LONGEST_TEXT + 1)
        if len(content) > LONGEST_TEXT:
            raise BrokenVocabulary(
                str(file), VARIABLE, "the text is too long", f"Keep it below {LONGEST_TEXT} bytes"
            )
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise BrokenVocabulary(
            str(file), VARIABLE, f"the file cannot be read ({problem})", "Write it as plain text in UTF-8"
        ) from None
    return tuple(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    lines: list[str] = []
    for line in [*map(str.strip, text.splitlines()), ""]:
        mark = _MARKS.get(line[:2], "")
        if lines and (mark or not line):
            yield Paragraph("text", " ".join(lines))
            lines = []
        if mark:
            yield Paragraph(mark, line[2:].strip())
        elif line:
            lines.append(line)
