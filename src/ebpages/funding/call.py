"""A call as data: its versions, conditions, components and limits, what sources disagree on, and what came of it."""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from ebpages.declared.schema import BrokenDeclaration, Declared, Text, read_document, read_entry, refuse_twice
from ebpages.funding.case_values import Amount, ComponentId
from ebpages.funding.condition import Condition
from ebpages.funding.graded import Graded
from ebpages.funding.rules_of_aid import Certainty, regimes

Kind = Literal["grant", "programme", "equity"]
Purpose = Literal[
    "management", "internationalisation", "equipment", "innovation", "cooperation", "technology_transfer"
]
Who = Literal["clusters", "small_enterprises", "large_enterprises", "research", "farming"]
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?: (\d\d:\d\d))?")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A day, with the hour in Sofia where it is told; or a month or a year, which is all that a source says."""

    first: date
    last: date
    hour: str
    written: str


def _moment(value: Any) -> Any:
    if value is None or isinstance(value, Moment):
        return value
    written = str(value)
    if not (found := _DAY.fullmatch(written)):
        raise ValueError(f'{written!r} is no day; write 2017-04-28, "2019-10-26 16:00", 2018-09 or 2018')
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"{written!r} is no day of the calendar") from None
    last_month = month or 12
    last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    return Moment(first, last, found[4] or "", written)


When = Annotated[Moment, BeforeValidator(_moment)]


class Grant(Declared):
    """Least and most that a project may get, in leva; null where it is not known."""

    min: Graded
    max: Graded


class Component(Declared):
    """A part of the call with a rate of its own. stages: of clusters that it is open to; empty for all. rate: share of costs, null where not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    id: ComponentId
    name: Text
    regime: str
    stages: tuple[str, ...] = ()
    rate: Graded
    source: str = Field(min_length=1)
    certainty: Certainty

    @model_validator(mode="after")
    def _known_regime(self) -> Self:
        if self.regime not in regimes():
            raise ValueError(f"`regime`: {self.regime!r} is none; there are {', '.join(regimes())}")
        return self


class Terms(Declared):
    """One version of a call. since: when it became known. opens, closes: null where not known; a call without the key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)
    name: Text
    since: When
    opens: When | None
    closes: When | None
    pays: Text
    applicants: Text
    budget_bgn: Amount | None = None
    budget_eur: Amount | None = None
    duration_months: int | None = None
    grant_bgn: Grant | None = None
    conditions: tuple[Condition, ...] = ()
    components: tuple[Component, ...] = ()
    eligible_costs: Text | None = None
    source: str = Field(min_length=1)
    certainty: Certainty

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.opens and self.closes and self.closes.last < self.opens.first:
            raise ValueError(f"`closes`: {self.closes.written} is before `opens`, {self.opens.written}")
        for key, names in (
            ("conditions", [each.id for each in self.conditions]),
            ("components", [each.id for each in self.components]),
        ):
            if len(set(names)) < len(names):
                raise ValueError(f"`{key}`: an id is given twice; rename one of them")
        return self

    @cached_property
    def asked(self) -> frozenset[str]:
        """Ids of conditions that nothing but an answer answers."""
        return frozenset(each.id for each in _all(self.conditions) if each.operator == "asked")


class Statement(Declared):
    value: str
    source: str = Field(min_length=1)
    certainty: Certainty


class Contradiction(Declared):
    """about: a key of the versions. values: what each source says."""

    about: Literal["opens", "closes", "budget_bgn", "budget_eur", "grant_bgn", "conditions", "components"]
    text: Text
    values: tuple[Statement, ...] = Field(min_length=2)


class Outcome(Declared):
    """What came of a call. signed_eur: as printed; it is recomputed from leva."""

    as_of: When
    submitted: int
    proposed: int
    proposed_bgn: Amount
    signed: int
    signed_bgn: Amount
    signed_eur: Amount
    source: str = Field(min_length=1)
    certainty: Certainty
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Call(Declared):
    """versions: the oldest first; later ones name only what they change."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=60)
    kind: Kind
    title: Text
    programme: Text
    priority: Text | None = None
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    who: tuple[Who, ...] = Field(min_length=1)
    versions: tuple[Terms, ...] = Field(min_length=1)
    contradictions: tuple[Contradiction, ...] = ()
    outcome: Outcome | None = None
    remarks: tuple[Text, ...] = ()
    address: str | None = Field(None, pattern=r"^https?://")
    file: str = ""

    def on(self, day: date) -> Terms:
        """The version that was known on a day; the first one before that."""
        known = [each for each in self.versions if each.since.first <= day]
        return known[-1] if known else self.versions[0]

    @cached_property
    def disputed_end(self) -> date | None:
        """The latest closing day that a source names, where sources disagree."""
        days = [
            _moment(each.value).last
            for found in self.contradictions
            if found.about == "closes"
            for each in found.values
        ]
        return max(days, default=None)


def read_calls(path: Path) -> tuple[Call, ...]:
    """The calls of a file, checked in full. Raises BrokenDeclaration."""
    return calls_of(path.name, read_document(path))


def calls_of(file: str, document: Mapping[str, Any]) -> tuple[Call, ...]:
    if [*document] != ["calls"] or not isinstance(document["calls"], list):
        raise BrokenDeclaration(
            file, "the file", "it holds something else than a list `calls:`", "Put all below it"
        )
    calls = tuple(_read_call(file, n, each) for n, each in enumerate(document["calls"], 1))
    refuse_twice(file, "call", (each.id for each in calls))
    return calls


def _read_call(file: str, number: int, entry: Any) -> Call:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("versions"), list):
        return read_entry(file, "call", Call, number, entry)
    name = str(entry.get("id") or number)
    versions: list[Any] = []
    for given in entry["versions"]:
        whole = {**versions[-1], **given} if versions and isinstance(given, Mapping) else given
        read_entry(file, f"call {name!r}, version", Terms, len(versions) + 1, whole)
        versions.append(whole)
    call = read_entry(file, "call", Call, number, {**entry, "versions": versions, "file": file})
    for before, after in pairwise(call.versions):
        if after.since.first < before.since.first:
            raise BrokenDeclaration(
                file,
                f"call {name!r}, version {after.id!r}, since",
                f"{after.since.written} is before {before.since.written}, of version {before.id!r}",
                "Put the versions in order of their days",
            )
    refuse_twice(file, f"call {name!r}, version", (each.id for each in call.versions))
    return call


def _all(conditions: tuple[Condition, ...]) -> Iterator[Condition]:
    for each in conditions:
        yield each
        yield from _all(each.parts)


def rate_text(rate: Decimal) -> str:
    return f"{rate * 100:f}".rstrip("0").rstrip(".")
