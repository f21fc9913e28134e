"""Pictures as somebody would send them to break what decodes them; each is made from a number."""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), colour: str = "#0B5A6F") -> bytes:
    into = io.BytesIO()
    Image.new("RGB", size, colour).save(into, kind)
    return into.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png(width: int, height: int, packed: bytes, *between: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join((
        b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", header), *between, _chunk(b"IDAT", packed), _chunk(b"IEND", b"")
    ))  # fmt: skip


@cache
def _zeros(megabytes: int) -> bytes:
    return zlib.compress(b"\0" * (megabytes * 1_000_000))


def truncated(moments: Random) -> bytes:
    whole = picture(moments.choice(("PNG", "JPEG", "WEBP")), (200, 200))
    return whole[: moments.randrange(1, len(whole) - 12)]


def huge(moments: Random) -> bytes:
    side = moments.choice((5_000, 65_535, 2**31 - 1))
    return _png(side, side, zlib.compress(b"\0" * 100))


def bomb(moments: Random) -> bytes:
    """A few kilobytes that a decoder would make hundreds of megabytes of."""
    return _png(30_000, moments.randrange(1_000, 4_000), _zeros(50))


def text_bomb(moments: Random) -> bytes:
    return _png(
        1, 1, zlib.compress(b"\0\0\0\0"), _chunk(b"zTXt", b"Comment\0\0" + _zeros(moments.choice((70, 90))))
    )


def animated(moments: Random) -> bytes:
    frames = [
        Image.new("RGB", (30, 30), (n, moments.randrange(256), 0)) for n in range(moments.randrange(2, 9))
    ]
    into = io.BytesIO()
    frames[0].save(into, moments.choice(("PNG", "WEBP")), save_all=True, append_images=frames[1:])
    return into.getvalue()


def polyglot(moments: Random) -> bytes:
    behind = moments.choice((b"PK\x05\x06" + b"\0" * 18, b"<script>alert(1)</script>", b"%PDF-1.7\n"))
    return picture(moments.choice(("PNG", "JPEG", "WEBP"))) + behind


def another_format(moments: Random) -> bytes:
    if moments.random() < 0.5:
        return picture(moments.choice(("GIF", "BMP", "TIFF", "ICO", "PPM")))
    return moments.choice((
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', b"GIF89a<script>", b"\x89PNG\r\n\x1a\n", b"",
        b"%!PS-Adobe\n(/etc/passwd) run", b"\0" * 1000, b"RIFF\xff\xff\xff\x7fWEBPVP8L", b"\xff\xd8\xff\xd9",
    ))  # fmt: skip


def damaged(moments: Random) -> bytes:
    """Any bytes behind the signature; what decodes whole is drawn anew, and is then no attack."""
    whole = bytearray(picture("PNG", (60, 60)))
    for _ in range(moments.randrange(3, 30)):
        whole[moments.randrange(20, len(whole) - 12)] = moments.randrange(256)
    whole[29] ^= 1  # the sum of the header is wrong whatever else is
    return bytes(whole)


def slow(moments: Random) -> bytes:
    """A progressive JPEG of many scans over many pixels."""
    into = io.BytesIO()
    Image.new("L", (4_000, 4_900)).save(into, "JPEG", progressive=True, quality=1)
    whole = into.getvalue()
    start = whole.rfind(b"\xff\xda")
    scan = whole[start:-2]
    return whole[:-2] + scan * ((1_900_000 - len(whole)) // len(scan)) + b"\xff\xd9"


ATTACKS: tuple[Callable[[Random], bytes], ...] = (
    truncated, huge, bomb, text_bomb, animated, polyglot, another_format, damaged, slow,
)  # fmt: skip
