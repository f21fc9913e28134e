"""Whether what somebody gave can be stored and shown: no database takes half a character, and not every one a NUL."""

from typing import Any


def is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def holds_texts(given: Any) -> bool:
    """Whether all texts of a document are such, the names of its keys too, however deep they stand."""
    waiting = [given]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str) and not is_text(each):
            return False
    return True
