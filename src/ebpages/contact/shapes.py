"""What pages, API and commands get from queries."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from ebpages.contact.report import LONGEST_EMAIL, LONGEST_MESSAGE, LONGEST_PLACE
from ebpages.faces.shapes import RequestBody, TextOrNull


@dataclass(frozen=True, slots=True)
class ReportView:
    """at, done_at: ISO times. organisation: name of the subject as the registry has it now."""

    id: int
    at: str
    kind: str
    message: str
    page: str
    row: str
    value: str
    email: str
    language: str
    subject: str
    organisation: str
    done_at: str
    done_note: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """kind: heading, item or text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class OperatorPage:
    """own: what the operator says, empty where nothing is set. own_language: where it is in the other language only.

    program: what the program itself says, on every site.
    """

    title: str
    own: tuple[Paragraph, ...]
    own_language: TextOrNull
    program: tuple[Paragraph, ...]


class NewReport(RequestBody):
    """page, row, value: what it is about. email: where an answer is asked for."""

    kind: Literal["wrong", "ours", "question"]
    message: str = Field(min_length=1, max_length=LONGEST_MESSAGE)
    page: str = Field("", max_length=LONGEST_PLACE)
    row: str = Field("", max_length=LONGEST_PLACE)
    value: str = Field("", max_length=LONGEST_PLACE)
    email: str = Field("", max_length=LONGEST_EMAIL)
