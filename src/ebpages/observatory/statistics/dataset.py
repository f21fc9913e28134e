"""A statistical data set as it stood in one vintage: cells with their flags, and everything needed to cite them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from ebpages.declared.text import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Observation:
    """One cell. key: a code for each dimension. value: None where the publisher says that there is none to give.

    flags: letters that qualify the value, without separators ("be"); `statistics.flags` has their meaning.
    """

    key: tuple[str, ...]
    value: float | None
    flags: str = ""


class UnknownVintage(LookupError):
    """Nobody has this data set, or not this release of it."""


class UnknownDimension(LookupError):
    """A cell was asked for by a dimension that its data set does not have, or by too few of them."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of its answer, for asking it later whether there is anything new."""

    etag: str = ""
    last_modified: str = ""


FIRST_TIME = Validators()


@dataclass(frozen=True)
class Vintage:
    """One release of a data set, or the part of it that `query` names.

    vintage: ISO date, or date and time, that the publisher gives to the data; a month or year where no day is known.
    labels: dimension -> code -> text, both in the publisher's order. observations: in the order of the codes.
    query: filters as "geo=BG&geo=RO", empty for all. fragment: a few cells that are known of a release, which never
    stand for the whole. prepared: the publisher does not date the data, so that `vintage` is when the message was made.
    fetched_at: None for what ships with the product. etag, last_modified: what the provider's
    server said, for asking whether there is anything new.
    """

    provider: str
    code: str
    vintage: str
    dimensions: tuple[str, ...]
    labels: Mapping[str, Mapping[str, Text]]
    observations: tuple[Observation, ...]
    title: Text = NOTHING
    unit: Text = NOTHING
    dimension_titles: Mapping[str, Text] = field(default_factory=dict)
    attribution: Text = NOTHING
    licence: Text = NOTHING
    url: str = ""
    source: Text = NOTHING
    certainty: str = "official"
    query: str = ""
    fragment: bool = False
    prepared: bool = False
    fetched_at: datetime | None = None
    etag: str = ""
    last_modified: str = ""

    @property
    def name(self) -> str:
        """What tells it from the other vintages of the data set: "2018-03-19", "2024-05-02 geo=BG"."""
        return f"{self.vintage} {self.query}".rstrip()

    def codes(self, dimension: str) -> tuple[str, ...]:
        """The codes of a dimension in the publisher's order."""
        return tuple(self.labels.get(dimension, ()))

    def label(self, dimension: str, code: str, language: str) -> str:
        """The text of a code; the code itself where there is none."""
        words = self.labels.get(dimension, {}).get(code)
        return (words.name(language) if words else "") or code

    def dimension_title(self, dimension: str, language: str) -> str:
        words = self.dimension_titles.get(dimension)
        return (words.name(language) if words else "") or dimension

    def value(self, **dims: str) -> Observation | None:
        """The cell at these codes; None where there is no such cell. A dimension with one code may be left out.

        Raises UnknownDimension.
        """
        self._check(dims)
        return self._cells.get(tuple(dims.get(name) or self._only_code(name) for name in self.dimensions))

    def select(self, **dims: str | Sequence[str]) -> list[Observation]:
        """The cells with one of the codes given for each dimension; a dimension left out takes all of its codes.

        They keep the order of the data set. Raises UnknownDimension.
        """
        self._check(dims)
        wanted = [
            (place, {codes} if isinstance(codes, str) else set(codes))
            for place, codes in ((self.dimensions.index(name), codes) for name, codes in dims.items())
        ]
        return [
            cell for cell in self.observations if all(cell.key[place] in codes for place, codes in wanted)
        ]

    def _check(self, dims: Mapping[str, object]) -> None:
        for name in dims:
            if name not in self.dimensions:
                known = ", ".join(self.dimensions)
                raise UnknownDimension(f"{self.code} has no dimension {name!r}; it has {known}")

    def _only_code(self, dimension: str) -> str:
        codes = self.labels.get(dimension, {})
        if len(codes) != 1:
            raise UnknownDimension(f"{self.code}: say which {dimension} is meant, one of {', '.join(codes)}")
        return next(iter(codes))

    @cached_property
    def _cells(self) -> dict[tuple[str, ...], Observation]:
        return {cell.key: cell for cell in self.observations}


def plain(text: str) -> str:
    """A text of a publisher on one line, without characters that cannot be printed or stored."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def moment(vintage: str) -> datetime:
    """When a vintage begins, for putting vintages in order: a year, month or day means its first moment, in UTC.

    Raises ValueError for what is no ISO date.
    """
    text = vintage.strip()
    if len(text) in (4, 7):
        text += "-01-01" if len(text) == 4 else "-01"
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
