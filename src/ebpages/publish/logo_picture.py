"""A logo as it is kept: whatever picture is given is decoded in a process of its own and drawn anew, small and without anything beside it."""

import re
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ebpages.limits import MEGABYTE, PastLimit, check, confined, in_own_process

LARGEST_FILE = 2 * MEGABYTE
LONGEST_SIDE = 512  # pixels
FORMATS = ("PNG", "JPEG", "WEBP")
MEDIA_TYPE, SUFFIX = "image/webp", "webp"
_BEGINNING = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|RIFF.{4}WEBP", re.DOTALL)
_PADDING = b"\0\t\n\r "


@dataclass(frozen=True, slots=True)
class LogoPicture:
    """digest: SHA-256 of the content, by which it is called."""

    content: bytes
    digest: str
    width: int
    height: int


class NoLogo(Exception):
    """What was given cannot be a logo. reason: a code, whose sentence stands with the form's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def logo_picture(given: bytes) -> LogoPicture:
    """Raises NoLogo."""
    from PIL import Image  # where it is needed: a worker that serves pages draws nothing

    if len(given) > LARGEST_FILE:
        raise NoLogo("too_large")
    if not _BEGINNING.match(given):  # no process is started for what cannot be one
        raise NoLogo("no_picture")
    with tempfile.TemporaryDirectory(prefix="ebpages-logo-") as folder:
        source, target = Path(folder, "given"), Path(folder, "drawn")
        source.write_bytes(given)
        try:
            in_own_process(__name__, str(source), str(target), size=len(given), time="picture_seconds")
        except PastLimit as past:
            raise NoLogo("too_many_pixels" if past.name == "picture_pixels" else "too_much_work") from None
        except ValueError as problem:
            reason = str(problem)
            raise NoLogo(reason if reason in ("animated", "something_behind") else "no_picture") from None
        content = target.read_bytes()
        with Image.open(target) as drawn:
            return LogoPicture(content, sha256(content).hexdigest(), *drawn.size)


def _draw_anew(source: str, target: str) -> None:
    from PIL import Image, ImageOps, UnidentifiedImageError

    path = Path(source)
    try:
        with Image.open(path, formats=FORMATS) as picture:
            width, height = picture.size
            check("picture_pixels", width * height, "it has {amount} pixels")
            if getattr(picture, "n_frames", 1) > 1:
                raise ValueError("animated")
            picture.thumbnail(
                (2 * LONGEST_SIDE, 2 * LONGEST_SIDE)
            )  # a JPEG is decoded no larger than this needs
            upright = ImageOps.exif_transpose(picture)
            mode = "RGBA" if upright.has_transparency_data else "RGB"
            small = upright.convert(mode)
            small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            if _has_something_behind(path.read_bytes(), picture.format or ""):
                raise ValueError("something_behind")
    except UnidentifiedImageError:
        raise ValueError("no_picture") from None
    drawn = Image.new(mode, small.size)  # a new picture has no text, place or profile beside it
    drawn.paste(small)
    drawn.save(target, "WEBP", quality=90, method=4)


def _has_something_behind(content: bytes, picture_format: str) -> bool:
    """Whether a second file follows the picture, such as an archive or a page."""
    if picture_format == "PNG":
        return len(content) != content.rfind(b"IEND") + 8
    if picture_format == "WEBP":
        return len(content) > int.from_bytes(content[4:8], "little") + 9
    return not content.rstrip(_PADDING).endswith(b"\xff\xd9")


if __name__ == "__main__":
    confined(_draw_anew)
