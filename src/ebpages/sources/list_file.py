"""A list file's bytes made text, or refused with the line and what mends it."""

from ebpages.sources.record import Step, UnreadableList, step

CELL_LIMIT = 10_000
SAVE_AS_UTF8 = "Save the file as UTF-8 text and try again"
FREQUENT_VOWELS = frozenset("аеио")
BULGARIAN_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъьюя")


def read_text(raw: bytes, file: str) -> tuple[str, tuple[Step, ...]]:
    """Decode a list as UTF-8, or as windows-1251 where that gives Bulgarian; the notices say which it was."""
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableList(file=file, line=0, problem="the file is empty", remedy="Get the list again")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableList(file=file, line=1, problem="the text is encoded as UTF-16", remedy=SAVE_AS_UTF8)
    text, notices = _decode(raw, file)
    text = text.replace("\r\n", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problem = "there is a NUL byte: this is no text file, or the copy is damaged"
        raise UnreadableList(file=file, line=line, problem=problem, remedy="Get the list again as plain text")
    return text, notices


def check_printed(text: str, file: str) -> None:
    """Refuse printed lines that are no lines of a list: a cell that never ends, a last line that was cut."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        for cell in line.split("\t") if len(line) > CELL_LIMIT else ():
            check_cell(cell, file, number)
    if lines[-1].strip():
        raise _truncated(file, len(lines), "the last line has no end, so the row may be cut")


def check_cell(cell: str, file: str, line: int) -> None:
    if len(cell) > CELL_LIMIT:
        problem = f"a cell has {len(cell)} characters; more than {CELL_LIMIT} is no cell of a list"
        remedy = "Look for a missing line end or tab on this line and correct it"
        raise UnreadableList(file=file, line=line, problem=problem, remedy=remedy)


def _decode(raw: bytes, file: str) -> tuple[str, tuple[Step, ...]]:
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            raise _truncated(file, line, "the file ends in the middle of a letter") from None
        if (text := _as_windows_1251(raw)) is not None:
            return text, (step("encoding_assumed", encoding="windows-1251"),)
        problem = "the encoding is unknown: not UTF-8, and not Bulgarian in windows-1251"
        raise UnreadableList(file=file, line=line, problem=problem, remedy=SAVE_AS_UTF8) from None


def _as_windows_1251(raw: bytes) -> str | None:
    """The text in windows-1251, where nearly all its letters are Bulgarian and vowels are as frequent as in Bulgarian.

    Damaged UTF-8, KOI8-R and Mac Cyrillic give Cyrillic letters in windows-1251 too, but fail one of the two.
    """
    try:
        text = raw.decode("windows-1251")
    except UnicodeDecodeError:
        return None
    letters = [letter for letter in text.casefold() if letter.isalpha() and not letter.isascii()]
    bulgarian = [letter for letter in letters if letter in BULGARIAN_LETTERS]
    vowels = sum(letter in FREQUENT_VOWELS for letter in bulgarian)
    looks_bulgarian = len(bulgarian) > 0.98 * len(letters) and vowels > 0.26 * len(bulgarian)
    return text if looks_bulgarian else None


def _truncated(file: str, line: int, problem: str) -> UnreadableList:
    remedy = "Get the complete file; if it is complete, end its last line with a line break"
    return UnreadableList(file=file, line=line, problem=problem, remedy=remedy)
