"""What a figure is declared to be: a data file, checked in full before anything is drawn from it."""

import itertools
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from ebpages.declared.schema import (
    BrokenDeclaration,
    Code,
    Declared,
    Text,
    read_document,
    read_entry,
    refuse_twice,
)
from ebpages.observatory.population import Population, refuse_property
from ebpages.observatory.property import PROPERTIES

SHIPPED = Path(__file__).parents[1] / "data" / "figures.yaml"
Theme = Literal["clusters", "labels", "research", "registry"]
THEMES: tuple[Theme, ...] = get_args(Theme)


class ValueClass(Declared):
    """One class of a property's values: either `values`, or whole numbers `from` … `to`, both included."""

    code: Code
    label: Text | None = None
    values: tuple[str, ...] = ()
    low: int | None = Field(default=None, alias="from")
    high: int | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ranged = self.low is not None or self.high is not None
        if ranged == bool(self.values):
            raise ValueError("give either `values`, or `from` and `to`")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"`from` {self.low} is above `to` {self.high}")
        return self


class Counts(Declared):
    """Members by class of what they state.

    several: `each` counts a member in every class that it states; a text names the class apart in which members stand that
    state several. classes: listed ones, or `values`: one for each value. largest: show so many, the others as one. unknown:
    whether members that state nothing, or are lost, are drawn as bars of their own or stated under the chart; they are counted
    in both cases.
    """

    population: Population
    property: str
    several: Literal["each"] | Text = "each"
    classes: Literal["values"] | tuple[ValueClass, ...] = "values"
    order: Literal["count", "value"] = "count"
    largest: int | None = Field(default=None, ge=1)
    unknown: Literal["drawn", "stated"] = "drawn"

    @model_validator(mode="after")
    def _countable(self) -> Self:
        refuse_property("property", self.property, self.population.kind)
        listed = self.classes if isinstance(self.classes, tuple) else ()
        _distinct(item.code for item in listed)
        whole = PROPERTIES[self.property].kind == "whole"
        if whole != any(item.values == () for item in listed) and listed:
            wants = "`from` and `to`" if whole else "`values`"
            raise ValueError(f"`classes` of {self.property!r} are given by {wants}")
        _apart(listed)
        _known_codes(self.property, listed)
        return self


def _distinct(codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ValueError(f"`classes`: the code {code!r} is given twice")
        seen.add(code)


def _apart(classes: tuple[ValueClass, ...]) -> None:
    """Refuse classes that share a value: a member would be counted twice."""
    ranged = sorted((c for c in classes if not c.values), key=lambda c: -1 if c.low is None else c.low)
    for before, after in itertools.pairwise(ranged):
        if before.high is None or after.low is None or after.low <= before.high:
            raise ValueError(f"`classes`: the classes {before.code!r} and {after.code!r} overlap")
    owner: dict[str, str] = {}
    for item in classes:
        for value in item.values:
            if value in owner:
                raise ValueError(
                    f"`classes`: the classes {owner[value]!r} and {item.code!r} overlap: both hold {value!r}"
                )
            owner[value] = item.code


def _known_codes(name: str, classes: tuple[ValueClass, ...]) -> None:
    codes = PROPERTIES[name].codes()
    for item in classes:
        for value in item.values:
            if codes and value not in codes:
                raise ValueError(
                    f"`classes`: the property {name!r} has no value {value!r}; it has {', '.join(codes)}"
                )


class Statistics(Declared):
    """Cells of a data set. select: dimension -> codes. across: the dimension along the category axis; series: a second one."""

    dataset: str
    select: dict[str, tuple[str, ...]]
    across: str
    series: str = ""
    order: Literal["given", "value"] = "given"
    total: str = ""
    unit: Text

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for name in filter(None, (self.across, self.series)):
            if name not in self.select:
                raise ValueError(f"`select` does not say which codes of {name!r} to show")
        for name, codes in self.select.items():
            if len(codes) != 1 and name not in (self.across, self.series):
                raise ValueError(
                    f"`select` gives {len(codes)} codes of {name!r}, which is neither across nor a series"
                )
        return self


class Labels(Declared):
    """Labels of quality by their state, listed for one day, or counted over time.

    list: the list that names them. The months in which a label may be renewed come from its scheme.
    """

    list: str
    view: Literal["listed", "over_time"]
    first: date | None = None
    step_months: int = Field(default=6, ge=1)


class DeclaredFigure(Declared):
    """A declared figure: exactly one of `counts`, `statistics` and `labels` says what is shown.

    counted: the unit as it follows a number, where a language has another form for that ("78 клъстера").
    answer: in place of the usual sentence, with {first}, {known} and {total} for the first class and the coverage.
    """

    id: Code
    theme: Theme
    printed_as: Text | None = None
    title: Text
    question: Text
    unit: Text
    counted: Text | None = None
    axis: Text
    chart: Literal["bar", "stacked_bar", "line", "dot", "choropleth", "table"]
    counts: Counts | None = None
    statistics: Statistics | None = None
    labels: Labels | None = None
    answer: Text | None = None
    highlight: tuple[str, ...] = ()
    decimals: int = Field(default=0, ge=0, le=6)
    notes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        given = [name for name in ("counts", "statistics", "labels") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"give exactly one of `counts`, `statistics` and `labels`; found {', '.join(given) or 'none'}"
            )
        if self.chart == "choropleth" and not (self.counts and self.counts.property == "region"):
            raise ValueError("a `choropleth` draws counts of the property 'region'")
        return self


def read_figures(path: Path) -> tuple[DeclaredFigure, ...]:
    """The figures that a file declares. Raises BrokenDeclaration for the first that is not as it should be."""
    entries = read_document(path).get("figures")
    if not isinstance(entries, list):
        raise BrokenDeclaration(
            path.name, "figures", "there is no list of figures", "Put the declarations under `figures:`"
        )
    figures = tuple(
        read_entry(path.name, "figure", DeclaredFigure, number, entry)
        for number, entry in enumerate(entries, 1)
    )
    refuse_twice(path.name, "figure", (figure.id for figure in figures))
    return figures
