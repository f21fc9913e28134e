"""What a register of events tells, in words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ebpages.declared.schema import read_document
from ebpages.declared.text import Text, read_text
from ebpages.living.register_history import RegisterEvent
from ebpages.reference.regions import oblast_of_register

FILE = Path(__file__).parent / "data" / "events.yaml"


@cache
def texts(part: str) -> Mapping[str, Text]:
    """part: `events`, `conditions` or `fields`. Raises BrokenVocabulary."""
    return {code: read_text(FILE.name, code, entry) for code, entry in read_document(FILE)[part].items()}


def event_sentence(event: RegisterEvent, language: str) -> str:
    before, after = (value_text(value, language) for value in (event.before, event.after))
    if event.kind == "converted":  # into whom is not always said
        after = f": {after}" if after else ""
    else:
        before, after = before or "?", after or "?"
    return texts("events")[event.kind].fill(language, {"before": before, "after": after})


def value_text(value: Mapping[str, Any] | None, language: str) -> str:
    """The value of a field as people read it; "" where nothing of it is known."""
    if not value:
        return ""
    if "heirs" in value:
        return ", ".join(value["heirs"])
    if "settlement" in value or "municipality" in value:
        return seat_text(value, language)
    text, code = str(value.get("text", "")), str(value.get("code", ""))
    return f"{code} {text}" if code and "." in code else text or code


def seat_text(seat: Mapping[str, Any], language: str) -> str:
    """The settlement, and the oblast where its letters are known and it is called otherwise."""
    place = str(seat.get("settlement") or seat.get("municipality") or "")
    oblast = oblast_of_register(str(seat.get("district", "")))
    name = oblast.name(language) if oblast else ""
    bare = place.rpartition(". ")[2]
    return f"{place} ({name})" if name and bare not in name else place
