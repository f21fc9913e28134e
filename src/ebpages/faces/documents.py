"""A document that somebody hands in: what it is by its content. A picture is drawn anew, so that nothing else of its file is kept."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ebpages.limits import PastLimit
from ebpages.publish.redrawing import drawn_anew
from ebpages.publish.whole_file import make_folder, whole_file

Kind = Literal["pdf", "png", "jpeg"]
MEDIA_TYPES: dict[Kind, str] = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}
LARGEST = 5 * 1024 * 1024  # bytes
_PDF = re.compile(rb"%PDF-[12]\.\d")
# What a document does by itself. It may be packed so that it is not seen here: a PDF is only ever given out to be saved.
_ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)\b")
_END_WITHIN = 2048  # bytes


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
        return _picture(content, "png")
    if content.startswith(b"\xff\xd8\xff"):
        return _picture(content, "jpeg")
    raise UnusableDocument("no_kind")


@contextmanager
def stored_document(document: Document, folder: Path) -> Iterator[str]:
    """The name of its file in a folder, by which nobody can find it. On the disk before the row that names it, and gone again where that fails."""
    make_folder(folder)
    file = folder / f"{secrets.token_hex(16)}.{document.kind}"
    with whole_file(file, private=True) as draft:
        draft.write_bytes(document.content)
    try:
        yield file.name
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _picture(content: bytes, kind: Literal["png", "jpeg"]) -> Document:
    try:
        return Document(kind, drawn_anew(content, kind))
    except PastLimit:
        raise UnusableDocument("too_many_pixels") from None
    except ValueError:
        raise UnusableDocument("broken") from None


def _pdf(content: bytes) -> Document:
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise UnusableDocument("broken")
    if _ACTS.search(content):
        raise UnusableDocument("acts")
    return Document("pdf", content)
