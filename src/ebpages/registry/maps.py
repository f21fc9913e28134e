"""The outline of the 28 oblasts, ready for a page."""

from functools import cache

from ebpages.publish.maps import Map, read_map
from ebpages.reference.regions import OBLAST_OUTLINES

WIDTH = 720


@cache
def oblasts() -> Map:
    return read_map(OBLAST_OUTLINES, width=WIDTH, code="region")
