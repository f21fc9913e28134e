"""What registers and forms hold where nothing is known: texts such as няма or n/a, and numbers such as 123456789."""

from functools import cache
from typing import Any

from ebpages.reference.vocabulary import DATA, read_yaml
from ebpages.reference.wordings import split

FILE = "placeholders.yaml"
_LONGEST = 16


def says_nothing(text: str) -> bool:
    """Whether all that a cell says is that nothing is known."""
    return len(text) < _LONGEST and ((words := " ".join(split(text))) in _texts() or not words)


@cache
def placeholder_numbers() -> frozenset[str]:
    return frozenset(entry["number"] for entry in _document()["placeholders"])


@cache
def _texts() -> frozenset[str]:
    return frozenset(_document()["nothing"])


@cache
def _document() -> dict[str, Any]:
    return dict(read_yaml(DATA / FILE))
