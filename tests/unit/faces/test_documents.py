"""Documents that people hand in: told by their content, pictures drawn anew, what could do harm refused."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ebpages.faces.documents import LARGEST, UnusableDocument, read_document


def picture(kind: str, mode: str = "RGB", **how: object) -> bytes:
    content = BytesIO()
    Image.new(mode, (60, 40), "red" if mode == "RGB" else 0).save(content, kind, **how)
    return content.getvalue()


def png_that_claims(width: int, height: int, data: bytes = b"\0" * 100) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(data))
        + chunk(b"IEND", b"")
    )


def reason(content: bytes) -> str:
    with pytest.raises(UnusableDocument) as refused:
        read_document(content)
    return refused.value.reason


def test_nothing_but_the_picture_is_kept_of_a_picture() -> None:
    remark = PngInfo()
    remark.add_text("Author", "SECRET")
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "SECRET", 6  # a description, and that it lies on its side
    given = picture("PNG", pnginfo=remark) + b"SECRET", picture("JPEG", exif=exif) + b"<?php SECRET"
    for content, kind, size in zip(given, ("png", "jpeg"), ((60, 40), (40, 60)), strict=True):
        assert b"SECRET" in content
        kept = read_document(content)
        assert kept.kind == kind and b"SECRET" not in kept.content
        with Image.open(BytesIO(kept.content)) as drawn:
            assert drawn.size == size


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_pictures_of_every_mode_are_drawn(mode: str) -> None:
    assert read_document(picture("PNG", mode)).kind == "png"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"%PDF-1.4" + b" " * LARGEST, "too_large"),
        (b"GIF89a", "no_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no_kind"),
        (b"PK\x03\x04", "no_kind"),
        (b" %PDF-1.4 %%EOF", "no_kind"),
        (b"%PDF-1.4 without an end", "broken"),
        (b"%PDF-1.4 /Launch %%EOF", "acts"),
        (b"%PDF-1.4 /EmbeddedFile %%EOF", "acts"),
        (picture("PNG")[:-30], "broken"),
        (picture("JPEG")[:200], "broken"),
        (b"\x89PNG\r\n\x1a\n" + picture("JPEG"), "broken"),
        (b"\xff\xd8\xff<script>", "broken"),
        (png_that_claims(100_000, 100_000), "too_many_pixels"),
        (png_that_claims(4000, 4000), "too_many_pixels"),
        (png_that_claims(3000, 3000), "broken"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(content: bytes, expected: str) -> None:
    assert reason(content) == expected


def test_the_largest_picture_that_is_taken_needs_no_more_memory_than_its_process_has() -> None:
    content = BytesIO()
    Image.new("RGBA", (4000, 3500)).save(content, "PNG")
    assert read_document(content.getvalue()).kind == "png"
