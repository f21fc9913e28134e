"""Neighbouring areas as one: the borders between them disappear, what is left is the outline of the whole."""

from collections import Counter
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]  # the outer ring, then the holes
Edge = frozenset[Point]


def dissolve(polygons: Iterable[Polygon]) -> list[Polygon]:
    """The outline of polygons that share their borders to the last digit, point for point.

    A border that two of them share belongs to neither outline and is left out. Rings come back without their first
    point at the end, outer ones in one direction and holes in the other.
    """
    rings = _rings(_outline(polygons))
    depth = [sum(_holds(other, ring) for other in rings if other is not ring) for ring in rings]
    outer = [ring for ring, inside in zip(rings, depth, strict=True) if inside % 2 == 0]
    holes = [ring for ring, inside in zip(rings, depth, strict=True) if inside % 2]
    joined = [[_turned(ring, clockwise=False)] for ring in outer]
    for hole in holes:
        around = min(
            (polygon for polygon in joined if _holds(polygon[0], hole)),
            key=lambda polygon: abs(signed_area(polygon[0])),
        )
        around.append(_turned(hole, clockwise=True))
    return joined


def signed_area(ring: Sequence[Point]) -> float:
    """By the shoelace formula: positive for a ring that runs against the clock where y points up."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _sides(ring)) / 2


def _outline(polygons: Iterable[Polygon]) -> list[Edge]:
    """The edges that only one polygon has, in the order of the polygons."""
    edges = [
        frozenset((start, end))
        for polygon in polygons
        for ring in polygon
        for start, end in _sides(ring)
        if start != end
    ]
    met = Counter(edges)
    return [edge for edge in dict.fromkeys(edges) if met[edge] % 2]


def _rings(edges: Iterable[Edge]) -> list[Ring]:
    """Edges joined end to end. Where outlines touch in a point, a ring is closed as soon as it comes back to it."""
    onward: dict[Point, list[Point]] = {}
    for edge in edges:
        start, end = sorted(edge)
        onward.setdefault(start, []).append(end)
        onward.setdefault(end, []).append(start)
    rings: list[Ring] = []
    for start in list(onward):
        path = [start]
        while onward[path[-1]]:
            here = path[-1]
            there = onward[here].pop(0)
            onward[there].remove(here)
            if there in path:
                at = path.index(there)
                rings.append(path[at:])
                path = path[: at + 1]
            else:
                path.append(there)
    return rings


def _holds(ring: Ring, other: Ring) -> bool:
    """Whether the ring goes around the other one; they may touch in single points."""
    corners = set(ring)
    x, y = next((point for point in other if point not in corners), other[0])
    crossed = [
        start[0] + (y - start[1]) / (end[1] - start[1]) * (end[0] - start[0]) > x
        for start, end in _sides(ring)
        if (start[1] > y) != (end[1] > y)
    ]
    return sum(crossed) % 2 == 1


def _turned(ring: Ring, *, clockwise: bool) -> Ring:
    return ring[::-1] if (signed_area(ring) < 0) != clockwise else ring


def _sides(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
