"""The outline of the 28 oblasts, ready for a page."""

from functools import cache
from pathlib import Path

from ebpages.publish.maps import Map, read_map
from ebpages.reference.vocabulary import DATA

WIDTH = 720


@cache
def oblasts() -> Map:
    return read_map(Path(DATA) / "oblasts.geojson", width=WIDTH, code="region")
