"""The words of charts in both languages, from data/chart_words.yaml."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ebpages.publish.numerals import fewest_decimals, write_number
from ebpages.reference.vocabulary import in_language, load_yaml

Branch = Mapping[str, Any]
FILE = Path(__file__).parent / "data" / "chart_words.yaml"


def word(language: str, *path: str) -> str:
    """The word or sentence at a place of the file: word("bg", "states", "lost"). Raises KeyError, ValueError."""
    branch = _words()
    for key in path:
        branch = branch[key]
    return in_language(language, branch["bg"], branch["en"])


def sentence(language: str, name: str, /, **values: str) -> str:
    return word(language, "sentences", name).format(**values)


def counted(language: str, name: str, count: int, /, **values: str) -> str:
    """A sentence that depends on a number, with the number in it."""
    form = "one" if count == 1 else "many"
    return word(language, "sentences", name, form).format(count=write_number(count, language), **values)


def listed(language: str, names: Sequence[str], *, most: int = 5, apart: bool = False) -> str:
    """ "A, B and C", or "A, B and 7 more" where there are more than `most`."""
    shown = list(names if len(names) <= most else names[: most - 1])
    if left := len(names) - len(shown):
        form = "one" if left == 1 else "many"
        shown.append(word(language, "others", form).format(count=write_number(left, language)))
    if apart:
        return "; ".join(shown)
    head = ", ".join(shown[:-1])
    return f"{head}{word(language, 'and')}{shown[-1]}" if head else shown[-1]


def threshold_name(language: str, value: float, label: str) -> str:
    """ "праг 1,5": what a threshold is called, and its value in as few digits as write it in full."""
    return f"{label} {write_number(value, language, fewest_decimals([value]))}".strip()


@cache
def _words() -> Branch:
    words: Branch = load_yaml(FILE.read_bytes())
    return words
