"""Which NUTS codes took the place of which, so that a message can say how a region is called now."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ebpages.reference import vocabulary

Kind = Literal["renamed", "split", "merged", "boundary"]

SENTENCES: dict[Kind, tuple[str, str]] = {
    "renamed": ("{old} се нарича {new} от NUTS {since}", "{old} is called {new} since NUTS {since}"),
    "split": (
        "{old} е разделен между {new} от NUTS {since}",
        "{old} is divided among {new} since NUTS {since}",
    ),
    "merged": ("{old} е част от {new} от NUTS {since}", "{old} is part of {new} since NUTS {since}"),
    "boundary": (
        "{old} е заменен с {new} в други граници от NUTS {since}",
        "{old} is replaced by {new} with other borders since NUTS {since}",
    ),
}


@dataclass(frozen=True, slots=True)
class RegionChange:
    """`old` ended when the NUTS version `since` began, and `new` holds all of it or a part.

    kind: "renamed", the same territory; "split", `old` was divided among several; "merged", `old` went whole into a larger `new`;
    "boundary", a border was moved besides, so that figures of the two cannot be compared.
    """

    old: str
    new: str
    since: int
    kind: Kind


@cache
def region_changes() -> tuple[RegionChange, ...]:
    return vocabulary.load("region_changes.csv", RegionChange).terms


def replaced_by(code: str) -> tuple[RegionChange, ...]:
    """The changes that ended a code, one for each region that holds a part of it; empty for a code in use or not known."""
    return tuple(change for change in region_changes() if change.old == code)


def replaces(code: str) -> tuple[RegionChange, ...]:
    """The changes that a code began with, one for each region that it took over or took a part of."""
    return tuple(change for change in region_changes() if change.new == code)


def replacement(code: str, language: str) -> str:
    """What became of a code, as a sentence without its full stop ("EL11 is called EL51 since NUTS 2013"); "" where nothing did."""
    changes = replaced_by(code)
    if not changes:
        return ""
    bg, en = SENTENCES[changes[0].kind]
    sentence = vocabulary.in_language(language, bg, en)
    new = _listed([change.new for change in changes], vocabulary.in_language(language, "и", "and"))
    return sentence.format(old=code, new=new, since=changes[0].since)


def _listed(codes: list[str], conjunction: str) -> str:
    *others, last = codes
    return f"{', '.join(others)} {conjunction} {last}" if others else last
