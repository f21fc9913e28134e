"""Words by which people ask for a sector, in Bulgarian and English."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.sectors import Sector, sector


@dataclass(frozen=True, slots=True)
class EverydayWords:
    sector: str
    bg: tuple[str, ...]
    en: tuple[str, ...]


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """The words of both languages by sector."""
    return {
        each.sector: (*each.bg, *each.en)
        for each in vocabulary.load("everyday_words.yaml", EverydayWords).terms
    }


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
                *everyday_words().get(each.code, ()),
            )
        )
    )


@cache
def sectors_by_word() -> dict[str, Sector]:
    """Each everyday word with its sector."""
    return {word: sector(code) for code, words in everyday_words().items() for word in words}
