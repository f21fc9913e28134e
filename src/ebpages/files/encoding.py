"""How a text is encoded, judged on all of it: a mark at its beginning is no proof, and the one letter that tells may stand in the last line.

Of encodings with one byte for each sign, the one is taken in which letters are as frequent as in Bulgarian; an average over all
letters of the file is compared, so that neither a long file nor a short one needs a threshold of its own.
"""

import codecs
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, cast

from ebpages.files.unreadable import UnreadableFile

UTF8, UTF8_MARKED, UTF16_LE, UTF16_BE = "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"
MARKS = ((UTF8_MARKED, codecs.BOM_UTF8), (UTF16_LE, codecs.BOM_UTF16_LE), (UTF16_BE, codecs.BOM_UTF16_BE))
NON_LATIN = ("windows-1251", "mac-cyrillic", "koi8-r", "cp866", "iso8859-5", "windows-1253")
LATIN = ("windows-1252", "windows-1250", "mac-roman")
SAVE_AS_UTF8 = "Save the file as UTF-8 text and try again"
SAY_WHICH = "Write `encoding: windows-1251`, or what it is, below `read:` of the mapping, or save the file as UTF-8 text"
_ASCII = bytes(range(128))
_CHUNK = 1 << 20  # even, so that every byte keeps its place in a pair
_BESIDE_LATIN = re.compile(rb"(?=[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z])")
_PAIR = re.compile(rb"(?=[\x80-\xff]{2})")
_SURE_UTF8 = 3  # letters of several bytes in a line: by chance, other encodings do not have so many that fit
# Per thousand letters of Bulgarian; counted in the texts of this site.
_BULGARIAN: Mapping[str, float] = {
    "а": 120, "и": 92, "о": 87, "е": 85, "т": 78, "н": 73, "р": 56, "с": 52, "в": 45, "л": 38, "к": 37, "д": 34, "п": 31,
    "я": 24, "м": 24, "з": 22, "г": 18, "ъ": 17, "у": 15, "б": 15, "ч": 13, "ж": 8, "ц": 8, "щ": 6, "ш": 5, "х": 6, "ф": 5,
    "й": 7, "ю": 3, "ь": 1,
}  # fmt: skip
_TYPOGRAPHY = frozenset("„“”‘’«»–—№…•€§©®°")
_ANY_LETTER, _SIGN, _NO_TEXT, _NEVER = 0.3, 6.0, 0.001, 1e-7  # per thousand
_WRONG_CASE = (
    0.1  # how much rarer letters of the rarer case are, as capitals in a text, or small letters in a heading
)
_ODD = re.compile(r"(?<=[а-яa-z])[А-ЯA-Z„«]|[^\w\s!-~„«“‘—–№](?=[а-яa-z])")
_ODD_COSTS = 5
_SAMPLE = 1 << 18  # bytes of lines with other letters than ASCII
_LEAST = -6.5  # the mean logarithm below which it is a text of none of them


@dataclass(slots=True)
class _Seen:
    size: int = 0
    even_zeros: int = 0
    odd_zeros: int = 0
    beside_latin: int = 0
    pairs: int = 0


def judged(file: str, opened: Callable[[], BinaryIO]) -> str:
    """The encoding of all of a text. file: its name for messages. Raises UnreadableFile."""
    with opened() as stream:
        start = stream.read(4)
    marked = next((name for name, mark in MARKS if start.startswith(mark)), "")
    seen, is_utf8 = _Seen(), codecs.getincrementaldecoder(UTF8)()
    utf8 = True
    for chunk in _chunks(opened):
        seen.size += len(chunk)
        seen.even_zeros += chunk[0::2].count(0)
        seen.odd_zeros += chunk[1::2].count(0)
        seen.beside_latin += len(_BESIDE_LATIN.findall(chunk))
        seen.pairs += len(_PAIR.findall(chunk))
        utf8 = utf8 and _decodes(is_utf8, chunk)
    if wide := _wide(seen, marked):
        _refuse_broken_wide(file, opened, wide)
        return wide
    if seen.even_zeros or seen.odd_zeros:
        raise UnreadableFile(
            file,
            f"line {_line_of_zero(opened)}",
            "it holds a NUL byte: this is no text file, or the copy is damaged",
            "Get the file again, or save it as CSV in UTF-8",
        )
    if utf8 and _decodes(is_utf8, b"", final=True):
        return UTF8_MARKED if marked == UTF8_MARKED else UTF8
    _refuse_mixed(file, opened)
    return _of_one_byte(file, opened, seen)


def without_mark(stream: BinaryIO) -> BinaryIO:
    """The same stream behind a mark of the byte order, whatever the text is encoded in."""
    peekable = cast(io.BufferedReader, stream)
    start = peekable.peek(3)
    stream.read(next((len(mark) for _, mark in MARKS if start.startswith(mark)), 0))
    return stream


def _chunks(opened: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with opened() as stream:
        while chunk := stream.read(_CHUNK):
            while len(chunk) % 2 and (more := stream.read(1)):
                chunk += more
            yield chunk


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _wide(seen: _Seen, marked: str) -> str:
    """UTF-16, told by the zeros beside line ends and separators, which all stand in even or all in odd places."""
    if max(seen.even_zeros, seen.odd_zeros) * 50 < seen.size:
        return ""
    if seen.odd_zeros > 20 * seen.even_zeros:
        return UTF16_LE
    if seen.even_zeros > 20 * seen.odd_zeros:
        return UTF16_BE
    return marked if marked.startswith("utf-16") else ""


def _refuse_broken_wide(file: str, opened: Callable[[], BinaryIO], encoding: str) -> None:
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    for chunk in (*_chunks(opened), b""):
        try:
            line += decoder.decode(chunk, not chunk).count("\n")
        except UnicodeDecodeError:
            raise UnreadableFile(
                file, f"near line {line}", "the UTF-16 text breaks off or is damaged", SAVE_AS_UTF8
            ) from None


def _line_of_zero(opened: Callable[[], BinaryIO]) -> int:
    line = 1
    for chunk in _chunks(opened):
        if (place := chunk.find(0)) >= 0:
            return line + chunk.count(b"\n", 0, place)
        line += chunk.count(b"\n")
    return line


def _refuse_mixed(file: str, opened: Callable[[], BinaryIO]) -> None:
    """Raises UnreadableFile where some lines are surely UTF-8 and others cannot be."""
    first = {True: 0, False: 0}
    counts: Counter[bool] = Counter()
    number, rest = 0, b""
    for chunk in (*_chunks(opened), b""):
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop() if chunk and len(rest) < _CHUNK else b""
        for line in lines:
            number += 1
            if line.isascii():
                continue
            try:
                is_utf8 = sum(not sign.isascii() for sign in line.decode(UTF8)) >= _SURE_UTF8
                unsure = not is_utf8
            except UnicodeDecodeError:
                is_utf8 = unsure = False
            if not unsure:
                counts[is_utf8] += 1
                first[is_utf8] = first[is_utf8] or number
    if counts[True] and counts[False]:
        fewer = counts[True] < counts[False]
        problem = (
            f"the encodings are mixed: {counts[True]:,} lines are UTF-8 and {counts[False]:,} are not; "
            f"this is the first of the fewer"
        )
        raise UnreadableFile(
            file, f"line {first[fewer]}", problem, "Save the whole file in one encoding, best UTF-8"
        )


def _of_one_byte(file: str, opened: Callable[[], BinaryIO], seen: _Seen) -> str:
    counts: Counter[int] = Counter()
    sample = bytearray()
    for chunk in _chunks(opened):
        counts.update(chunk.translate(None, _ASCII))
        if len(sample) < _SAMPLE:
            sample += b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())
    del sample[_SAMPLE:]
    latin = seen.beside_latin > seen.pairs
    scores = {
        name: _score(counts, name, latin=latin) - _ODD_COSTS * _odd_share(bytes(sample), name)
        for name in (LATIN if latin else NON_LATIN)
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _LEAST:
        raise UnreadableFile(file, "", "the encoding of its letters is not known", SAY_WHICH)
    return best


def _score(counts: Counter[int], encoding: str, *, latin: bool) -> float:
    """The mean logarithm of how frequent its signs are; letters of the case that is rarer count as rarer."""
    signs = {bytes([byte]).decode(encoding, "replace"): count for byte, count in counts.items()}
    small = sum(count for sign, count in signs.items() if sign.islower())
    capitals = sum(count for sign, count in signs.items() if sign.isupper())
    total = sum(
        count
        * math.log(_frequency(sign, latin=latin) * (_WRONG_CASE if _is_rarer(sign, small, capitals) else 1))
        for sign, count in signs.items()
    )
    return total / max(1, counts.total())


def _odd_share(sample: bytes, encoding: str) -> float:
    """How many of its signs stand where signs do not: a capital or an opening quote behind a small letter, a closing one before it."""
    return len(_ODD.findall(sample.decode(encoding, "replace"))) / max(1, len(sample.translate(None, _ASCII)))


def _is_rarer(sign: str, small: int, capitals: int) -> bool:
    return sign.isupper() if small >= capitals else sign.islower()


def _frequency(sign: str, *, latin: bool) -> float:
    if not latin and sign.lower() in _BULGARIAN:
        return _BULGARIAN[sign.lower()] / 1000
    if not latin and "\u0370" <= sign <= "\u03ff" and sign.isalpha():
        return 30 / 1000  # Greek, whose letters are not told apart by frequency
    if sign in _TYPOGRAPHY:
        return _SIGN / 1000
    if sign.isalpha() and sign != "\ufffd":
        common = latin and sign.lower() in "éèêëáàâäãåíìîïóòôöõúùûüçñßæøš žčćđ"
        return (10 if common else _ANY_LETTER) / 1000
    if sign == "\xa0":
        return _ANY_LETTER / 1000
    return (_NO_TEXT if sign.isprintable() and sign != "\ufffd" else _NEVER) / 1000
