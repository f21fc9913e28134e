"""A picture that somebody gives, drawn anew: upright, and without anything else that its file holds."""

import tempfile
from pathlib import Path
from typing import Literal

from ebpages.limits import PastLimit, confined, in_own_process

MOST_PIXELS = 14_000_000  # as a telephone takes; drawing it anew takes some 130 MB
_QUALITY = 88


def drawn_anew(content: bytes, kind: Literal["png", "jpeg"]) -> bytes:
    """The picture in a file of the same kind; decoded in a process of its own.

    Raises PastLimit for one that has too many pixels, and ValueError for what is no whole picture of this kind.
    """
    with tempfile.TemporaryDirectory(prefix="ebpages-picture-") as folder:
        given, drawn = Path(folder, "given"), Path(folder, "drawn")
        given.write_bytes(content)
        in_own_process(__name__, str(given), str(drawn), kind, size=len(content), time="picture_seconds")
        return drawn.read_bytes()


def _draw(given: str, drawn: str, kind: str) -> None:
    from PIL import Image, ImageOps  # here alone: a worker never draws

    Image.MAX_IMAGE_PIXELS = None  # counted here
    with Image.open(given, formats=[kind]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise PastLimit("megabytes", "it has too many pixels")
        ImageOps.exif_transpose(picture, in_place=True)
        upright = picture.convert("RGBA") if picture.mode not in ("RGB", "L", "RGBA") else picture
        if upright.mode == "RGBA":
            paper = Image.new("RGB", upright.size, "white")
            paper.paste(upright, mask=upright)
            upright = paper
        upright.info.clear()  # remarks, profiles and places are written out again otherwise
        upright.save(drawn, format=kind, **({"quality": _QUALITY} if kind == "jpeg" else {}))


if __name__ == "__main__":
    confined(_draw)
