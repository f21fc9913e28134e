"""Bulgaria's statistical regions (NUTS 0–3) and the six planning regions as lists write them."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term, look_ups
from ebpages.reference.wordings import Wordings

# The outlines of the oblasts as GeoJSON (longitude, latitude); the property `region` holds the NUTS 3 code.
OBLAST_OUTLINES = vocabulary.DATA / "oblasts.geojson"


@dataclass(frozen=True, slots=True)
class Region(Term):
    """`level` is the NUTS level; `iso` the ISO 3166 code of the country (level 0) or the oblast (level 3), `ekatte` the
    letters by which registers name the oblast."""

    level: int
    parent: str = ""
    iso: str = ""
    ekatte: str = ""


@dataclass(frozen=True, slots=True)
class PlanningRegion:
    region: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    region: str
    neighbours: tuple[str, ...]


region, _regions = look_ups("regions.csv", Region, "region")


@cache
def regions(level: int | None = None) -> tuple[Region, ...]:
    return tuple(item for item in _regions() if level is None or item.level == level)


def oblast_of_register(letters: str) -> Region | None:
    """The oblast that registers name by three letters of EKATTE, such as PER."""
    return next((item for item in regions(3) if letters and item.ekatte == letters.strip().upper()), None)


def ancestors(code: str) -> tuple[Region, ...]:
    """The regions that hold this one, the nearest first."""
    parent = region(code).parent
    return (region(parent), *ancestors(parent)) if parent else ()


def neighbours(code: str) -> tuple[str, ...]:
    """The oblasts that share a border with this one, by code; none for a region of another level."""
    return _neighbours().get(code, ())


def planning_region(text: str) -> Region | None:
    """The planning region that a text names, as in "Yugozapaden /South-west/", or None for none or two."""
    named = {found.term for found in _planning_wordings().find(text)}
    return region(named.pop()) if len(named) == 1 else None


@cache
def planning_regions() -> tuple[PlanningRegion, ...]:
    return vocabulary.load("planning_regions.yaml", PlanningRegion).terms


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    read = vocabulary.load("neighbouring_oblasts.csv", Neighbours).terms
    return {each.region: each.neighbours for each in read}


@cache
def _planning_wordings() -> Wordings[str]:
    return Wordings((wording, item.region) for item in planning_regions() for wording in item.written)
