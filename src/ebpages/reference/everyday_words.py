"""Words by which people ask for a sector, a stage of development or a state of activity, in Bulgarian and English."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ebpages.reference import vocabulary
from ebpages.reference.sectors import Sector, sector


@dataclass(frozen=True, slots=True)
class EverydayWords:
    """Of one sector, stage or state of activity, by its code. A word of a stage or state with `*` stands for all its endings."""

    bg: tuple[str, ...]
    en: tuple[str, ...]
    sector: str = ""
    stage: str = ""
    activity: str = ""


@cache
def everyday_words(of: Literal["sector", "stage", "activity"]) -> dict[str, tuple[str, ...]]:
    """The words of both languages by code."""
    terms = vocabulary.load("everyday_words.yaml", EverydayWords).terms
    return {getattr(each, of): (*each.bg, *each.en) for each in terms if getattr(each, of)}


def search_words(sectors: Iterable[Sector]) -> tuple[str, ...]:
    """Everything by which sectors are asked for: their names, the ways lists write them, everyday words."""
    return tuple(
        dict.fromkeys(
            text
            for each in sectors
            for text in (
                each.bg,
                each.en,
                *(w for w in each.written if "*" not in w),
                *everyday_words("sector").get(each.code, ()),
            )
        )
    )


@cache
def sectors_by_word() -> dict[str, Sector]:
    """Each everyday word with its sector."""
    return {word: sector(code) for code, words in everyday_words("sector").items() for word in words}
