"""Areas of a GeoJSON file as SVG paths, for maps that need no JavaScript."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ebpages.publish.dissolve import Point, Polygon, Ring, dissolve

_BANDS = 25  # levels that the band of an area is looked for at


@dataclass(frozen=True, slots=True)
class Shape:
    """code: the area's code; path: the `d` of an SVG path; label_x, label_y: a point inside, for a label of one line;
    band_x, band_y, band_width: the middle and width of the widest band of the area, for a label of several."""

    code: str
    path: str
    label_x: float
    label_y: float
    band_x: float
    band_y: float
    band_width: float


@dataclass(frozen=True, slots=True)
class Map:
    """Shapes in the order of the file, on a canvas of width x height units."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {_number(self.width)} {_number(self.height)}"


class UnreadableMapError(ValueError):
    """A file is not the GeoJSON of areas that a map needs."""


@lru_cache(maxsize=16)
def read_map(path: Path, *, width: float, code: str = "code", shared: int = 0) -> Map:
    """Project the areas of a GeoJSON file onto a canvas of the given width; coordinates have one decimal.

    code: the property that holds an area's code. shared: areas whose codes begin with the same so many characters are
    joined into one that has these characters as its code; 0 leaves each by itself. The projection is equirectangular,
    true to scale at the middle latitude. Raises UnreadableMapError.
    """
    areas = _joined(_areas(path, code), shared) if shared else _areas(path, code)
    points = [point for _, polygons in areas for polygon in polygons for ring in polygon for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowing = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * narrowing)

    def project(point: Point) -> Point:
        return (point[0] - west) * narrowing * scale, (north - point[1]) * scale

    shapes = [
        _shape(name, [[[project(point) for point in ring] for ring in polygon] for polygon in polygons])
        for name, polygons in areas
    ]
    return Map(width, round((north - south) * scale, 1), tuple(shapes))


@lru_cache(maxsize=16)
def area_codes(path: Path, code: str = "code") -> tuple[str, ...]:
    """The codes of a file's areas, in their order. Raises UnreadableMapError."""
    return tuple(name for name, _ in _areas(path, code))


@lru_cache(maxsize=64)
def outline(path: Path, beginning: str, *, code: str = "code") -> dict[str, Any] | None:
    """The areas whose codes begin so, joined into one, as a geometry of GeoJSON; None where there is none. Raises UnreadableMapError."""
    polygons = [
        polygon for name, found in _areas(path, code) if name.startswith(beginning) for polygon in found
    ]
    if not polygons:
        return None
    closed = [[[*ring, ring[0]] for ring in polygon] for polygon in dissolve(polygons)]
    return {"type": "MultiPolygon", "coordinates": closed}


def _joined(areas: list[tuple[str, list[Polygon]]], shared: int) -> list[tuple[str, list[Polygon]]]:
    groups: dict[str, list[Polygon]] = {}
    for name, polygons in areas:
        groups.setdefault(name[:shared], []).extend(polygons)
    return [(name, dissolve(polygons)) for name, polygons in groups.items()]


def _areas(path: Path, code: str) -> list[tuple[str, list[Polygon]]]:
    try:
        features = json.loads(path.read_text("utf-8"))["features"]
        areas = [(str(feature["properties"][code]), _polygons(feature["geometry"])) for feature in features]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableMapError(
            f"{path}: not a GeoJSON collection of areas with the property “{code}” ({error!r}). "
            "Each feature needs that property and a Polygon or MultiPolygon."
        ) from error
    if not areas:
        raise UnreadableMapError(f"{path}: the collection holds no areas.")
    return areas


def _polygons(geometry: dict[str, Any]) -> list[Polygon]:
    levels = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    polygons = levels[geometry["type"]]
    return [[[(float(at[0]), float(at[1])) for at in ring] for ring in polygon] for polygon in polygons]


def _shape(code: str, polygons: list[Polygon]) -> Shape:
    path = "".join(_ring_path(ring) for polygon in polygons for ring in polygon)
    largest = max(polygons, key=lambda polygon: abs(_area_and_centre(polygon[0])[0]))
    placed = (*_label(largest), *_band(largest))
    return Shape(code, path, *(round(number, 1) for number in placed))


def _ring_path(ring: Ring) -> str:
    """A closed path; points that fall together once rounded are written once."""
    points = dict.fromkeys(f"{_number(x)},{_number(y)}" for x, y in ring)
    return f"M{'L'.join(points)}Z"


def _label(polygon: Polygon) -> Point:
    """The middle of the widest stretch of the area at the height of its centre: inside even where the area is bent
    around another one, as Sofia oblast is around the capital."""
    _, (_, y) = _area_and_centre(polygon[0])
    left, right = _widest(_stretches(polygon, y))
    return (left + right) / 2, y


def _band(polygon: Polygon) -> tuple[float, float, float]:
    """The middle and the width of the widest rectangle inside that is a fifth as tall as the area, the one nearest to the
    centre of those alike."""
    _, (_, centre) = _area_and_centre(polygon[0])
    top, bottom = min(y for _, y in polygon[0]), max(y for _, y in polygon[0])
    step = (bottom - top) / _BANDS
    rows = [_stretches(polygon, top + (index + 0.5) * step) for index in range(_BANDS)]
    tall = _BANDS // 5
    found = []
    for first in range(_BANDS - tall + 1):
        common = rows[first]
        for row in rows[first + 1 : first + tall]:
            common = [(max(a, c), min(b, d)) for a, b in common for c, d in row if max(a, c) < min(b, d)]
        left, right = _widest(common)
        middle = top + (first + tall / 2) * step
        found.append((round(right - left, 6), -abs(middle - centre), (left + right) / 2, middle))
    width, _, x, y = max(found)
    return x, y, width


def _stretches(polygon: Polygon, y: float) -> list[tuple[float, float]]:
    """Where a level line runs inside the area: (left, right), from left to right."""
    crossings = sorted(
        start[0] + (y - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
        for ring in polygon
        for start, end in zip(ring, ring[1:] + ring[:1], strict=True)
        if (start[1] > y) != (end[1] > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _widest(stretches: list[tuple[float, float]]) -> tuple[float, float]:
    return max(stretches, key=lambda stretch: stretch[1] - stretch[0], default=(0.0, 0.0))


def _area_and_centre(ring: Ring) -> tuple[float, Point]:
    """Signed area and centroid by the shoelace formula; the mean point where the area is nothing."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross / 6, y + (y1 + y2) * cross / 6
    if not area:
        return 0.0, (sum(at[0] for at in ring) / len(ring), sum(at[1] for at in ring) / len(ring))
    return area, (x / area, y / area)


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
