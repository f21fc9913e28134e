"""What a publisher's own marks mean: told by a person, or by a list of the marks that publishers use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from ebpages.declared.schema import Declared, Text, read_document, read_entry
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.reference.flags import CONFIDENTIAL, UNOBSERVED

FILE = Path(__file__).parents[1] / "data" / "marks.yaml"
Place = Literal["value", "flag"]
Meaning = Literal["suppressed", "missing", "zero", "public"]
# What a mark beside a value says in letters of flags; a zero is no mark beside a value.
_LETTERS: Mapping[str, str] = {"suppressed": CONFIDENTIAL, "missing": UNOBSERVED, "public": ""}


class Publisher(Declared):
    title: Text
    certainty: str = Field(min_length=1)
    source: str = Field(min_length=1)
    value: dict[str, Literal["suppressed", "missing", "zero"]]
    flag: dict[str, Literal["suppressed", "missing", "public"]]


class MarkLists(Declared):
    source: str = Field(min_length=1)
    publishers: dict[str, Publisher]


@dataclass(frozen=True, slots=True)
class Marks:
    """value: what stands in place of a value -> its meaning. flag: what stands beside one -> letters of flags. told: those that a person named."""

    value: Mapping[str, Meaning] = field(default_factory=dict)
    flag: Mapping[str, str] = field(default_factory=dict)
    told: tuple[tuple[Place, str], ...] = ()


NO_MARKS = Marks()


def declared_marks(by_meaning: Mapping[Meaning, Sequence[str]], publisher: str = "") -> Marks:
    """by_meaning: what a person says, "value=.." or "flag=x" for each meaning. publisher: the id of a list, which a person's word outweighs.

    Raises UnreadablePanel.
    """
    found: dict[Place, dict[str, Meaning]] = {"value": {}, "flag": {}}
    if publisher:
        listed = _publisher(publisher)
        found = {"value": {**listed.value}, "flag": {**listed.flag}}
    told: dict[tuple[Place, str], Meaning] = {}
    for meaning, texts in by_meaning.items():
        for text in texts:
            place, mark = _parted(meaning, text)
            if told.setdefault((place, mark), meaning) != meaning:
                problem = f"it is said to be {told[place, mark]} too"
                raise UnreadablePanel("the marks", f"--{meaning} {text}", problem, "Give it one meaning")
            found[place][mark] = meaning
    value = {_alike(mark): meaning for mark, meaning in found["value"].items()}
    return Marks(
        value, {_alike(mark): _LETTERS[meaning] for mark, meaning in found["flag"].items()}, tuple(told)
    )


def in_place_of_value(text: str) -> str:
    """A cell as marks are compared: spaces do not matter, nor whether an ellipsis is one sign."""
    return _alike(text)


@cache
def mark_lists() -> Mapping[str, Publisher]:
    """Every list by its id. Raises BrokenDeclaration."""
    return read_entry(FILE.name, "marks", MarkLists, 1, dict(read_document(FILE))).publishers


def _publisher(name: str) -> Publisher:
    if name not in mark_lists():
        choice = ", ".join(mark_lists())
        raise UnreadablePanel(
            "the marks", f"--marks {name}", "there is no such list", f"Give one of {choice}"
        )
    return mark_lists()[name]


def _parted(meaning: Meaning, text: str) -> tuple[Place, str]:
    place, sign, mark = text.partition("=")
    mark = _alike(mark)
    if not (sign and mark and place in get_args(Place)):
        raise UnreadablePanel(
            "the marks",
            f"--{meaning} {text}",
            "it names no mark",
            f"Write it as --{meaning} value=.. or --{meaning} flag=x",
        )
    if (meaning, place) in (("zero", "flag"), ("public", "value")):
        other = "value" if place == "flag" else "flag"
        raise UnreadablePanel(
            "the marks", f"--{meaning} {text}", f"a {place} cannot be that", f"Say {other}={mark}"
        )
    return ("value" if place == "value" else "flag"), mark


def _alike(text: str) -> str:
    return " ".join(text.replace("…", "...").split())
