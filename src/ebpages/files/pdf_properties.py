"""What a PDF says of itself and its author beside its pages: its properties, also where they are packed, and its XMP."""

import html
import re
import zlib
from collections.abc import Iterator

_LONGEST = 4000  # bytes of a property
_MOST_UNPACKED = 8 * 1024 * 1024  # bytes
_DICTIONARY = 400  # bytes in front of a stream that say what it is
_STRING = rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()]){0,400}\)){0,%d}\)|<[0-9A-Fa-f\s]{0,%d}>" % (
    _LONGEST,
    2 * _LONGEST,
)
_PROPERTY = re.compile(
    rb"/(Author|Company|Manager|Title|Subject|Keywords|Creator)\s{0,9}(?:(%s)|(\d{1,7} \d{1,5}) R)" % _STRING,
    re.DOTALL,
)
_OBJECT = re.compile(rb"(?<!\d)(\d{1,7} \d{1,5}) obj\s{0,9}(%s)" % _STRING, re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b"", b"\r\n": b""}


def is_encrypted(content: bytes) -> bool:
    """Whether its texts, the properties too, cannot be read without a key."""
    return re.search(rb"/Encrypt\b", content) is not None


def pdf_properties(content: bytes) -> tuple[tuple[str, str], ...]:
    """(name, value) of those that say something: Author, Company, Title, … and "XMP" for the text of the whole packet."""
    readable = b"\n".join((content, *_unpacked(content)))
    objects = {match[1]: match[2] for match in _OBJECT.finditer(readable)}
    found = [
        (match[1].decode(), _text(match[2] or objects.get(match[3], b"")))
        for match in _PROPERTY.finditer(readable)
    ]
    found += [("Author", each) for each in _of_xmp(readable, b"dc:creator")]
    found += [("XMP", each) for each in _of_xmp(readable, b"x:xmpmeta")]
    return tuple(dict.fromkeys((name, value) for name, value in found if value))


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Streams that hold objects or XMP."""
    left, end = _MOST_UNPACKED, 0
    for match in re.finditer(rb"(?<!end)stream\r?\n", content):
        said = content[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b"obj")[2]
        is_read = b"/FlateDecode" in said and (b"/ObjStm" in said or b"/Metadata" in said)
        if match.start() < end or not is_read or left <= 0:
            continue
        end = content.find(b"endstream", match.end())
        if end < 0:
            return
        try:
            plain = zlib.decompressobj().decompress(content[match.end() : end], left)
        except zlib.error:
            continue
        left -= len(plain)
        yield plain


def _text(value: bytes) -> str:
    if value.startswith(b"<"):
        digits = re.sub(rb"\s", b"", value[1:-1])
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        raw = _ESCAPED.sub(_unescaped, value[1:-1])
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", errors="replace").strip(" \0")
    return (
        raw.removeprefix(b"\xef\xbb\xbf")
        .decode("utf-8" if raw.startswith(b"\xef") else "latin-1", "replace")
        .strip()
    )


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes([int(said, 8) & 255]) if said.isdigit() else _ESCAPES.get(said, said)


def _of_xmp(content: bytes, element: bytes) -> Iterator[str]:
    """The text of each element, without its tags."""
    end = 0
    while (start := content.find(b"<" + element, end)) >= 0:
        end = content.find(b"</" + element + b">", start)
        if end < 0:
            return
        yield " ".join(html.unescape(_TAG.sub(" ", content[start:end].decode("utf-8", "replace"))).split())
