"""What a living source gave: the whitelisted rows of one edition, or why it cannot be used."""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ebpages.limits import PastLimit, check_decoded
from ebpages.sources.days import day_in_name

_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PART = 1 << 20
MOST_NOTICES = 50


class UnusableEdition(Exception):
    """Says which file, where in it, what is wrong and what mends it."""

    def __init__(self, file: str, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}{', ' if where else ''}{where}: {problem}. {remedy}.")
        self.file, self.where, self.problem, self.remedy = file, where, problem, remedy


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a publisher. id: what stays when it is listed again. edition: the day, or the release, that it is of."""

    id: str
    name: str
    edition: str
    url: str = ""


@dataclass(slots=True)
class Edition:
    """What may be kept of one file. made_on: the day that the file itself gives, "" where it gives none.

    lines: rows as they are kept, each once, whatever order they came in. keys: identifiers of those that they are about.
    left_out: how much of what was not kept: `texts_of_persons`, `sole_traders`, …
    """

    made_on: str = ""
    lines: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)

    def add(self, row: Mapping[str, Any]) -> None:
        self.lines.add(as_line(row))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in sorted(self.lines)]

    def notice(self, text: str) -> None:
        """The text must not repeat what was left out."""
        if len(self.notices) < MOST_NOTICES and text not in self.notices:
            self.notices.append(text)


def plain(text: str) -> str:
    """A publisher's text on one line, without signs that cannot be printed or stored."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def as_line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def refuse_what_is_no_data(content: bytes, name: str) -> None:
    """Raises UnusableEdition for a page of HTML, and for nothing at all: neither is ever an edition."""
    if not content.strip():
        raise UnusableEdition(name, "", "the answer is empty", "Nothing was kept; the next run asks again")
    if _HTML.match(content):
        problem = "the answer is a page of HTML where data should be"
        raise UnusableEdition(
            name, "", problem,
            "Nothing was kept. Open the address in a browser: the publisher may say there what is wrong. The next run asks again",
        )  # fmt: skip


def unpacked(given: Path | bytes, name: str, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file that is meant: of those in a zip whose names end so, or the file itself. Raises UnusableEdition."""
    packed = given if isinstance(given, Path) else io.BytesIO(given)
    head = given.open("rb").read(4) if isinstance(given, Path) else given[:4]
    if not head.startswith(b"PK"):
        content = given.read_bytes() if isinstance(given, Path) else given
        refuse_what_is_no_data(content, name)
        yield name, content
        return
    try:
        with zipfile.ZipFile(packed) as archive:
            members = _chosen(archive.infolist(), endings)
            if not members:
                raise UnusableEdition(
                    name, "", f"the zip holds no file ending in {' or '.join(endings)}", "See whether it is the right file"
                )  # fmt: skip
            for member in sorted(members, key=lambda each: each.filename):
                content = _unpacked(archive, member)
                refuse_what_is_no_data(content, f"{name}, {member.filename}")
                yield member.filename, content
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
        raise UnusableEdition(
            name, "", f"the zip is broken ({' '.join(str(problem).split())[:100]})",
            "It may have broken off on its way. Nothing was kept of it; fetch it again",
        ) from None  # fmt: skip


def _chosen(members: list[zipfile.ZipInfo], endings: tuple[str, ...]) -> list[zipfile.ZipInfo]:
    """All that are meant; of an older and a newer schema side by side, the one whose ending is named first."""
    if endings[0].endswith(endings[-1]):
        first = [each for each in members if each.filename.lower().endswith(endings[0])]
        if first:
            return first
    return [each for each in members if each.filename.lower().endswith(endings)]


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    content = bytearray()
    with archive.open(member) as stream:
        while part := stream.read(_PART):
            content += part
            try:
                check_decoded(len(content), member.compress_size)
            except PastLimit as past:
                raise UnusableEdition(
                    member.filename, "", past.problem, f"Nothing was kept. {past.remedy}"
                ) from None
    return bytes(content)


def edition_of(name: str, made_on: str) -> str:
    """The day that a file is of: as its name says, else as it says itself. Raises UnusableEdition."""
    named = day_in_name(name)
    # a day may be closed after midnight
    if named and made_on and _number(made_on) - _number(named) not in (0, 1):
        raise UnusableEdition(
            name, "", f"its name says {named}, and it says itself that it was made on {made_on}",
            "One of them is wrong; nothing was kept. Ask the publisher, or hand the file in under its right day with --from-folder",
        )  # fmt: skip
    if not (named or made_on):
        raise UnusableEdition(
            name, "", "neither its name nor the file says of which day it is", "Name it as 2026-01-02 and hand it in with --from-folder"
        )  # fmt: skip
    return named or made_on


def _number(day: str) -> int:

    return date.fromisoformat(day).toordinal()
