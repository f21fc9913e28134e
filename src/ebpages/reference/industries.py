"""Industries: the sections and divisions of NACE Rev. 2 (in Bulgaria КИД-2008)."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ebpages.reference.vocabulary import Term, look_ups

Level = Literal["section", "division"]


@dataclass(frozen=True, slots=True)
class Industry(Term):
    """`level` is "section" (code A–U) or "division" (code 01–99, `parent` its section)."""

    level: Level
    parent: str = ""


industry, _industries = look_ups("industries.csv", Industry, "NACE section or division")


@cache
def industries(level: Level | None = None) -> tuple[Industry, ...]:
    return tuple(item for item in _industries() if level is None or item.level == level)
