"""Technology keywords as a tree: a small one of our own, or the one that an operator has of the Enterprise Europe Network."""

import csv
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ebpages.reference.vocabulary import BrokenVocabulary, Term, UnknownCode, by_code, read

FILE = Path(__file__).with_name("data") / "technology_keywords.csv"
OWN = "EBPAGES_TECHNOLOGY_KEYWORDS"  # a file of the network's keywords, which may not be redistributed
_NETWORK_CODE = re.compile(r"\d{2}(?:\d{3}){0,3}")


@dataclass(frozen=True, slots=True)
class Keyword(Term):
    """parent: the code of the wider keyword, "" at the top."""

    parent: str = ""


@cache
def keywords() -> dict[str, Keyword]:
    """By code, wider ones before narrower ones. Raises BrokenVocabulary."""
    own = os.environ.get(OWN)
    if own:
        return {each.code: each for each in read_network_keywords(Path(own))}
    found = by_code(read(FILE, Keyword))
    for each in found.values():
        if each.parent and each.parent not in found:
            raise BrokenVocabulary(
                FILE.name, each.code, f"its parent {each.parent!r} is not there", "Add the parent"
            )
    return found


def keyword(code: str) -> Keyword:
    """Raises UnknownCode."""
    found = keywords().get(code)
    if found is None:
        raise UnknownCode(code, "technology keyword")
    return found


def with_ancestors(codes: Sequence[str]) -> tuple[str, ...]:
    """Each keyword and all wider ones, once."""
    found: dict[str, None] = {}
    for code in codes:
        while code in keywords():
            found[code] = None
            code = keywords()[code].parent
    return tuple(found)


def read_network_keywords(path: Path) -> Iterator[Keyword]:
    """Keywords of a file of the network: its first column is a code of two digits and three more for each level, its second the English name.

    A third column may hold the Bulgarian name. Raises BrokenVocabulary.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenVocabulary(path.name, "the file", str(error), "Give a file in UTF-8") from None
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    seen: set[str] = set()
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1):
        if number == 1 and row and not row[0].strip().isdigit():
            continue  # a head
        if not any(cell.strip() for cell in row):
            continue
        code, name, *more = (cell.strip() for cell in (*row, ""))
        if not _NETWORK_CODE.fullmatch(code) or not name:
            raise BrokenVocabulary(
                path.name, f"row {number}", f"{code!r} is no code with a name",
                "Write a code of 2, 5, 8 or 11 digits, then the name",
            )  # fmt: skip
        if code in seen:
            raise BrokenVocabulary(path.name, f"row {number}", f"the code {code} is given twice", "Keep one")
        seen.add(code)
        parent = code[:-3] if len(code) > 2 else ""
        yield Keyword(code=code, bg=more[0] or name, en=name, parent=parent if parent in seen else "")
