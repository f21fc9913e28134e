"""The encoding of a text is judged on all of it, whatever mark stands at its beginning."""

import io
from typing import BinaryIO, cast

import pytest

from ebpages.files.encoding import judged
from ebpages.files.unreadable import UnreadableFile

ROWS = "".join(
    f"{number};Клъстер за модерни технологии {number};{100_000_000 + number}\r\n" for number in range(30)
)
TEXT = f"N;Име;ЕИК\r\n{ROWS}"


def encoding_of(content: bytes) -> str:
    return judged("list.csv", lambda: cast(BinaryIO, io.BufferedReader(io.BytesIO(content))))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [TEXT, "Име\nКлъстер", "ИМЕ;ГРАД\nКЛЪСТЕР ЕНЕРГИЯ;СОФИЯ\n"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16-le", "windows-1251", "mac-cyrillic", "koi8-r", "iso8859-5"]
)
def test_bulgarian_is_told_in_every_encoding_that_it_is_written_in(encoding: str, text: str) -> None:
    assert encoding_of(text.encode(encoding)) == encoding


def test_utf_16_is_told_with_its_mark_and_without() -> None:
    assert encoding_of(TEXT.encode("utf-16")) == encoding_of(TEXT.encode("utf-16-le")) == "utf-16-le"
    assert encoding_of(TEXT.encode("utf-16-be")) == "utf-16-be"


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_mark_is_no_proof(mark: bytes) -> None:
    assert encoding_of(mark + TEXT.encode("windows-1251")) == "windows-1251"


def test_letters_in_the_last_line_of_a_long_file_count() -> None:
    latin = "".join(f"Cluster {number};{number}\r\n" for number in range(20_000))
    assert encoding_of((latin + "Клъстер;1\r\n").encode("windows-1251")) == "windows-1251"


def test_quotation_marks_do_not_pass_for_letters_of_another_encoding() -> None:
    assert encoding_of("Име\nСдружение „Яворов“ – №1\n".encode("windows-1251")) == "windows-1251"


def test_greek_and_western_letters_are_told() -> None:
    assert (
        encoding_of("Όνομα;Πόλη\nΣυστάδα επιχειρήσεων;Θεσσαλονίκη\n".encode("windows-1253")) == "windows-1253"
    )
    assert encoding_of("Nom;Ville\nPôle de compétitivité;Besançon\n".encode("windows-1252")) == "windows-1252"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            ("Име;ЕИК\n" + "Клъстер А;1\n" * 50).encode() + "Клъстер Б;2\n".encode("cp1251"),
            "line 52: the encodings are mixed",
        ),
        (b"a;b\nx\0y;1\n" + b"abc;1\n" * 100, "line 2: it holds a NUL byte"),
        (TEXT.encode("utf-16")[:-1], "the UTF-16 text breaks off"),
    ],
)
def test_what_is_no_text_in_one_encoding_is_refused_with_its_line(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        encoding_of(content)
