"""Files as somebody would hand them in to harm the site, each made from a number: `hostile_upload(7)` is the same file everywhere.

Beside the pictures of `pictures_of_attack`: every format that Pillow writes, cut off or under another's name; files that are two things at
once; packed files that unpack to much; pictures that announce more than they hold; texts where nobody looks for any.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from PIL import Image, PngImagePlugin

from tests.samples import pictures_of_attack
from tests.samples.pictures_of_attack import picture

MARK = b"hostile-mark"  # stands in every text beside a picture, and must be in nothing that is kept of one
_SCRIPT = b"<script>alert('" + MARK + b"')</script>"


@cache
def formats() -> tuple[str, ...]:
    """That Pillow writes a small picture in without help of other programs."""
    Image.init()
    return tuple(each for each in sorted(Image.SAVE) if each != "IM" and _written(each))


@cache
def _written(kind: str) -> bytes:
    for mode in ("RGB", "L", "1", "P"):
        into = io.BytesIO()
        try:
            Image.new(mode, (60, 60), 1).save(into, kind)
        except Exception:  # noqa: BLE001 - whatever a format does not take
            continue
        return into.getvalue()
    return b""


def cut_off(moments: Random) -> bytes:
    whole = _written(moments.choice(formats()))
    return whole[: moments.randrange(len(whole))]


def of_any_format(moments: Random) -> bytes:
    return _written(moments.choice(formats()))


def under_another_name(moments: Random) -> bytes:
    """The first bytes of one format before another."""
    first = moments.choice(
        (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x24\0\0\0WEBPVP8 ", b"%PDF-1.7\n", b"GIF89a")
    )
    return first + _written(moments.choice(formats()))


def two_things(moments: Random) -> bytes:
    gif_and_script = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert('" + MARK + b"')//;"
    pdf_and_page = (
        b"%PDF-1.7\n" + _SCRIPT + b"\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    picture_and_archive = picture(moments.choice(("PNG", "JPEG", "WEBP"))) + archive(moments)
    remark = b"\xff\xfe" + struct.pack(">H", len(_SCRIPT) + 2) + _SCRIPT
    page_in_remark = picture("JPEG")[:2] + remark + picture("JPEG")[2:]
    return moments.choice((gif_and_script, pdf_and_page, picture_and_archive, page_in_remark))


def archive(moments: Random) -> bytes:
    """Nests or expands: a few kilobytes of which a reader would make gigabytes."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(moments.randrange(1, 5)):
            packed.writestr(_at_no_time(f"../../{MARK.decode()}{number}"), _zeros())
        packed.writestr(_at_no_time("[Content_Types].xml"), "<x/>")
    return into.getvalue()


def _at_no_time(name: str) -> zipfile.ZipInfo:
    """An entry whose bytes do not tell when it was made."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


@cache
def _zeros() -> bytes:
    return b"\0" * 3_000_000


def packed(moments: Random) -> bytes:
    return moments.choice((archive, _gzip, _packed_svg))(moments)


def _gzip(moments: Random) -> bytes:
    maker = zlib.compressobj(9, zlib.DEFLATED, 31)
    return maker.compress(_zeros()) + maker.flush()


def _packed_svg(moments: Random) -> bytes:
    maker = zlib.compressobj(9, zlib.DEFLATED, 31)
    return maker.compress(svg(moments)) + maker.flush()


def svg(moments: Random) -> bytes:
    """Entities that grow, entities from outside, scripts."""
    lol = "".join(f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" * 1}{f"&l{n - 1};" * 9}">' for n in range(1, 10))
    growing = f'<!DOCTYPE svg [<!ENTITY l0 "{MARK.decode()}">{lol}]><svg xmlns="http://www.w3.org/2000/svg">&l9;</svg>'
    outside = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
    acting = (
        f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">{_SCRIPT.decode()}<foreignObject/></svg>'
    )
    return moments.choice((growing, outside, acting)).encode()


def _png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def announcing_much(moments: Random) -> bytes:
    """Headers that announce what does not follow."""
    side = moments.choice((2**15, 2**16 - 1, 2**24, 2**31 - 1, 2**32 - 1))
    short = min(side, 2**16 - 1)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + _png_chunk(b"IHDR", struct.pack(">IIBBBBB", side, 1, 16, 6, 0, 0, 1))
        + b"\xff\xff\xff\xffIDAT"
    )
    webp = b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\x02\0\0\0" + b"\xff" * 6
    jpeg = (
        b"\xff\xd8\xff\xc0\0\x11\x08"
        + struct.pack(">HH", short, short)
        + b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
    )
    bmp = b"BM" + struct.pack(
        "<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 2**31 - 1, 2**31 - 1, 1, 32, 0, 0, 1, 1, 0, 0
    )
    tiff = (
        b"II*\0\x08\0\0\0\xff\xff" + b"\0\x01\x04\0\x01\0\0\0\xff\xff\xff\xff" * 50 + b"\x08\0\0\0"
    )  # leads back to itself
    gif = b"GIF89a" + struct.pack("<HH", short, short) + b"\xf7\0\0"
    return moments.choice((png, webp, jpeg, bmp, tiff, gif))


def of_many_frames(moments: Random) -> bytes:
    return moments.choice((_gif_of_100_000, _png_of_many))()


@cache
def _gif_of_100_000() -> bytes:
    """1.7 MB: a frame takes seventeen bytes."""
    frame = b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 100_000 + b";"


@cache
def _png_of_many() -> bytes:
    """Announces two thousand million frames and holds none."""
    whole = picture("PNG")
    at = whole.index(b"IDAT") - 4
    return whole[:at] + _png_chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0)) + whole[at:]


def with_texts(moments: Random) -> bytes:
    """Long texts beside a picture that is otherwise good."""
    long = (MARK + b" ") * moments.randrange(10, 4_000)
    exif = Image.Exif()
    for tag in (0x010E, 0x013B, 0x8298, 0x9C9C):
        exif[tag] = long.decode()
    into = io.BytesIO()
    kind = moments.choice(("PNG", "JPEG", "WEBP"))
    beside: dict[str, object] = {"exif": exif.tobytes()[:60_000]}
    if kind == "PNG":
        said = PngImagePlugin.PngInfo()
        said.add_itxt("XML:com.adobe.xmp", long.decode(), zip=True)
        beside |= {"pnginfo": said, "icc_profile": long}
    Image.new("RGB", (30, 30)).save(into, kind, **beside)
    return into.getvalue()


def documents(moments: Random) -> bytes:
    """PDFs: acting by themselves, without an end, of nothing but their first line, of five megabytes of it."""
    acting = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"
    launching = b"%PDF-1.4\n1 0 obj<</AA<</O<</S/Launch/F(cmd.exe)>>>>>>endobj\n%%EOF"
    attached = b"%PDF-1.6\n1 0 obj<</Type/EmbeddedFile/Length 9>>stream\nMZ\nendstream endobj\n%%EOF"
    return moments.choice(
        (acting, launching, attached, b"%PDF-1.7", b"%PDF-1.7\n" * 600_000, b"%PDF-9.9\n%%EOF")
    )


def noise(moments: Random) -> bytes:
    first = moments.choice(
        (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"RIFF\0\x10\0\0WEBP", b"%PDF-1.5\n")
    )
    return first + moments.randbytes(moments.randrange(1, 5_000))


MAKERS: tuple[Callable[[Random], bytes], ...] = (
    cut_off, of_any_format, under_another_name, two_things, packed, svg, announcing_much, of_many_frames, with_texts, documents, noise,
    *(each for each in pictures_of_attack.ATTACKS if each.__name__ != "slow"),
)  # fmt: skip


def hostile_upload(number: int) -> tuple[str, bytes]:
    """What kind of attack it is, and the file."""
    maker = MAKERS[number % len(MAKERS)]
    return maker.__name__, maker(Random(number))
