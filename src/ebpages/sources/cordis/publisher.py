"""The three archives of CORDIS; each is asked for only if it has changed."""

from collections.abc import Iterator

from ebpages.sources.asking import Asker
from ebpages.sources.edition import Piece

PARTS = {"1-fp7": "fp7projects", "2-h2020": "h2020projects", "3-horizon": "HORIZONprojects"}


def pieces(asker: Asker) -> Iterator[Piece]:
    for part, programme in PARTS.items():
        name = f"cordis-{programme}-csv.zip"
        yield Piece(name, name, part, f"data/{name}")
