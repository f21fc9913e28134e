"""Shapes that pages of every room show: coverage, sources, facets, pagers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer, model_validator

from ebpages.files.texts import holds_texts
from ebpages.files.unreadable import NO_TEXT

# A text that may be missing: empty where a template leaves it out, null in the API, where no text is ever empty.
TextOrNull = Annotated[str, PlainSerializer(lambda text: text or None, return_type=str | None)]


@dataclass(frozen=True, slots=True)
class Coverage:
    known: int
    unknown: int
    lost: int
    total: int


@dataclass(frozen=True, slots=True)
class FacetOption:
    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    key: str
    title: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    title: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a longer list: rows `first` to `last` of `total`. A link of number 0 stands for a gap."""

    number: int
    pages: int
    total: int
    first: int
    last: int
    previous_url: str
    next_url: str
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where the numbers come from: a published list or a data set. edition: ISO date of the list or vintage of the data."""

    title: TextOrNull
    url: TextOrNull
    edition: TextOrNull
    licence: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something that waits for a person. what: a sentence; about: of which organisation, or ""; step, url: what to do next, and where; due: until when."""

    what: str
    about: str
    since: datetime
    step: str
    url: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class MissingStep:
    """What an organisation has not said yet, why it matters, and where it is said."""

    label: str
    why: str
    url: str


class RequestBody(BaseModel):
    """What a program sends; names that are not asked for are refused, so that a misspelt one is not lost."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _can_be_stored(cls, given: Any) -> Any:
        if not holds_texts(given):
            raise ValueError(NO_TEXT)
        return given
