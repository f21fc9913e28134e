"""What is wrong with a file, said in Bulgarian too: the modules that read say it in English, as commands do."""

import re
from functools import cache
from pathlib import Path

from pydantic import Field

from ebpages.declared.schema import Declared, Text, read_document, read_entry
from ebpages.files.unreadable import UnreadableFile

FILE = Path(__file__).parent / "data" / "faults.yaml"
_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")


class Faults(Declared):
    source: str = Field(min_length=1)
    faults: tuple[Text, ...]
    places: tuple[Text, ...]


def fault_sentence(fault: Exception, language: str) -> str:
    """The message of a fault; what has no Bulgarian words stays English."""
    if language != "bg":
        return str(fault)
    if not isinstance(fault, UnreadableFile):
        return in_bulgarian(str(fault))
    place = f", {in_bulgarian(fault.where)}" if fault.where else ""
    return f"{fault.file}{place}: {in_bulgarian(fault.problem)}. {in_bulgarian(fault.remedy)}."


def in_bulgarian(text: str) -> str:
    for pattern, bg in _patterns():
        if found := pattern.fullmatch(text):
            return bg.fill("bg", found.groupdict())
    return text


@cache
def faults() -> Faults:
    """Raises BrokenDeclaration."""
    return read_entry(FILE.name, "faults", Faults, 1, dict(read_document(FILE)))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Text], ...]:
    texts = (*faults().faults, *faults().places)
    return tuple(
        (re.compile(_PLACEHOLDER.sub(r"(?P<\1>.+?)", re.escape(text.en)), re.DOTALL), text) for text in texts
    )
