"""What a PDF tells of its author, in whatever way it is written."""

import zlib

import pytest

from ebpages.files.pdf_properties import is_encrypted, pdf_properties


def packed(kind: bytes, content: bytes) -> bytes:
    stream = zlib.compress(content)
    return b"7 0 obj\n<< /Type /%s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        kind,
        len(stream),
        stream,
    )


@pytest.mark.parametrize(
    "content",
    [
        b"/Author (Example University)",
        rb"/Author(Example\040Universit\171)",
        b"/Author <" + b"Example University".hex().encode() + b">",
        b"/Author (\xfe\xff" + "Example University".encode("utf-16-be") + b")",
        b"4 0 obj (Example University) endobj /Author 4 0 R",
        packed(b"ObjStm", b"<< /Author (Example University) >>"),
        packed(b"ObjStm", b"<< /Length 3 >>") + packed(b"ObjStm", b"<< /Author (Example University) >>"),
        packed(b"Metadata", b"<dc:creator><rdf:Seq><rdf:li>Example University</rdf:li></rdf:Seq></dc:creator>"),
    ],
)  # fmt: skip
def test_the_author_is_read(content: bytes) -> None:
    assert pdf_properties(b"%PDF-1.5\n" + content + b"\n%%EOF") == (("Author", "Example University"),)


def test_cyrillic_and_brackets_are_read() -> None:
    title = "Уред".encode("utf-16-be")
    assert pdf_properties(b"/Title (\xfe\xff" + title + b") /Subject (A (b\\) c) d)") == (
        ("Title", "Уред"),
        ("Subject", "A (b) c) d"),
    )


def test_what_says_nothing_or_is_damaged_has_no_properties() -> None:
    assert pdf_properties(b"/Author () /Title <> /Author 9 0 R /Author (" + b"(" * 5000) == ()
    assert pdf_properties(packed(b"ObjStm", b"x").replace(b"x\x9c", b"zz")) == ()
    assert pdf_properties(b"/ObjStm /FlateDecode stream\n" * 100_000) == (), (
        "no end is looked for again and again"
    )
    assert is_encrypted(b"trailer << /Encrypt 5 0 R >>") and not is_encrypted(b"trailer << >>")
