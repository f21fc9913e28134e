"""The sectors that lists of clusters print, with the NACE divisions and cluster categories they stand for."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference.vocabulary import Term, look_ups
from ebpages.reference.wordings import Wordings, distinct


@dataclass(frozen=True, slots=True)
class Sector(Term):
    """`nace` divisions and `cluster_categories` stay empty where the link is not clear."""

    written: tuple[str, ...]
    nace: tuple[str, ...] = ()
    cluster_categories: tuple[str, ...] = ()


sector, sectors = look_ups("sectors.yaml", Sector, "sector")


def find_sectors(text: str) -> tuple[Sector, ...]:
    """Every sector that a printed cell names, in its order."""
    return distinct(found.term for found in _wordings().find(text))


@cache
def sectors_of_division(code: str) -> tuple[Sector, ...]:
    """The sectors that stand for a NACE division; two or more where the division does not tell which."""
    return tuple(each for each in sectors() if code in each.nace)


@cache
def _wordings() -> Wordings[Sector]:
    return Wordings((wording, item) for item in sectors() for wording in item.written)
