"""A document that somebody hands in: what it is by its content. A picture is drawn anew, so that nothing else of its file is kept."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps

from ebpages.limits import PastLimit, confined, in_own_process

Kind = Literal["pdf", "png", "jpeg"]
MEDIA_TYPES: dict[Kind, str] = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}
LARGEST = 5 * 1024 * 1024  # bytes
MOST_PIXELS = 14_000_000  # as a telephone takes; drawing it anew takes some 130 MB
_PDF = re.compile(rb"%PDF-[12]\.\d")
# What a document does by itself. It may be packed so that it is not seen here: a PDF is only ever given out to be saved.
_ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)\b")
_END_WITHIN = 2048  # bytes
_QUALITY = 88


class UnusableDocument(ValueError):
    """reason: too_large, empty, no_kind, broken, acts or too_many_pixels."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Document:
    kind: Kind
    content: bytes


def read_document(content: bytes) -> Document:
    """What is kept of a file. Raises UnusableDocument."""
    if not content:
        raise UnusableDocument("empty")
    if len(content) > LARGEST:
        raise UnusableDocument("too_large")
    if _PDF.match(content):
        return _pdf(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Document("png", drawn_anew(content, "png"))
    if content.startswith(b"\xff\xd8\xff"):
        return Document("jpeg", drawn_anew(content, "jpeg"))
    raise UnusableDocument("no_kind")


def drawn_anew(content: bytes, kind: Kind) -> bytes:
    """The picture of a file, upright and without its remarks; decoded in a process of its own. Raises UnusableDocument."""
    with tempfile.TemporaryDirectory(prefix="ebpages-picture-") as folder:
        given, drawn = Path(folder, "given"), Path(folder, "drawn")
        given.write_bytes(content)
        try:
            in_own_process(__name__, str(given), str(drawn), kind, size=len(content))
        except PastLimit:
            raise UnusableDocument("too_many_pixels") from None
        except ValueError:
            raise UnusableDocument("broken") from None
        return drawn.read_bytes()


def _pdf(content: bytes) -> Document:
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise UnusableDocument("broken")
    if _ACTS.search(content):
        raise UnusableDocument("acts")
    return Document("pdf", content)


def _draw(given: str, drawn: str, kind: str) -> None:
    with Image.open(given, formats=[kind]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise PastLimit("megabytes", "it has too many pixels")
        upright = ImageOps.exif_transpose(picture)
    if upright.mode not in ("RGB", "L"):
        paper = Image.new("RGB", upright.size, "white")
        with_alpha = upright.convert("RGBA")
        del upright
        paper.paste(with_alpha, mask=with_alpha)
        upright = paper
    upright.info.clear()  # remarks, profiles and places are written out again otherwise
    upright.save(drawn, format=kind, **({"quality": _QUALITY} if kind == "jpeg" else {}))


if __name__ == "__main__":
    confined(_draw)
