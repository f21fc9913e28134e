"""How a claim's number is worked out again: a small closed set of measures, declared as data."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ebpages.declared.schema import Declared, Text
from ebpages.observatory.population import Population, refuse_property
from ebpages.observatory.property import PROPERTIES
from ebpages.sources.catalogue import sources

Bound = int | str  # a whole number, or a day as ISO text
# YAML reads 2018-04-22 as a date and 2018 as a number; a day may also be a month or a year.
Day = Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int | date) else v), Field(pattern=r"^\d{4}(-\d\d){0,2}$")]  # fmt: skip


class Count(Declared):
    """How many members a population has; without `where`, how many rows the list prints."""

    kind: Literal["count"]
    population: Population


class OfProperty(Declared):
    population: Population
    property: str

    @model_validator(mode="after")
    def _has_property(self) -> Self:
        refuse_property("property", self.property, self.population.kind)
        return self


class Known(OfProperty):
    """How many members state the property at all."""

    kind: Literal["known"]


class Distinct(OfProperty):
    """How many different values of the property the members state."""

    kind: Literal["distinct"]


class Several(OfProperty):
    """How many members state more than one value of a property that has only one, and so contradict themselves."""

    kind: Literal["several"]


class Extreme(OfProperty):
    """The largest or the smallest value that a member has."""

    kind: Literal["largest", "smallest"]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if PROPERTIES[self.property].kind != "whole":
            raise ValueError(f"`property`: {self.property!r} has no whole numbers to be compared")
        return self


class Codes(OfProperty):
    """Which values the members state, or with `first` which are so many most frequent ones: codes instead of a number."""

    kind: Literal["codes"]
    first: int | None = Field(default=None, ge=1)


class OfClass(OfProperty):
    """A class of the property's values: either `values`, or `from` … `to`, both included."""

    values: tuple[str, ...] = ()
    low: Bound | None = Field(default=None, alias="from")
    high: Bound | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.low is not None or self.high is not None) == bool(self.values):
            raise ValueError("give either `values`, or `from` and `to`")
        kind, codes = PROPERTIES[self.property].kind, PROPERTIES[self.property].codes()
        if not self.values and kind == "code":
            raise ValueError(f"`from` and `to`: the values of {self.property!r} have no order; give `values`")
        wanted = {"whole": int, "date": str}.get(kind)
        if wanted and not all(isinstance(bound, wanted | None) for bound in (self.low, self.high)):
            raise ValueError(
                f"`from` and `to`: give {'whole numbers' if kind == 'whole' else 'days, as 2018-04-30'}"
            )
        for value in self.values:
            if codes and value not in codes:
                raise ValueError(f"`values`: the property {self.property!r} has no value {value!r}")
        return self

    def holds(self, value: str) -> bool:
        if self.values:
            return value in self.values
        read = int if PROPERTIES[self.property].kind == "whole" else str
        low_fits = self.low is None or read(self.low) <= read(value)  # type: ignore[operator]
        return low_fits and (self.high is None or read(value) <= read(self.high))  # type: ignore[operator]


class InClass(OfClass):
    """How many members stand in the class."""

    kind: Literal["class"]


class Share(OfClass):
    """Per cent of the members that stand in the class: of all members, or of those that state the property.

    stating: of how many members the publication itself knows the property. Only those of them that are not found are open then.
    """

    kind: Literal["share"]
    among: Literal["all", "known"] = "all"
    stating: int | None = Field(default=None, ge=1)


class Margin(OfClass):
    """How many more members stand in the class than with any other single value; above zero, the class leads.

    stating: as for `share`.
    """

    kind: Literal["margin"]
    stating: int | None = Field(default=None, ge=1)


class Mentions(Declared):
    """How many rows have any of the words in any of the cells. cells: properties of the list's statements, such as member_kinds."""

    kind: Literal["mentions"]
    population: Population
    cells: tuple[Annotated[str, Field(pattern=r"^[a-z_]+$")], ...] = Field(min_length=1)
    words: tuple[Annotated[str, Field(min_length=2)], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rows(self) -> Self:
        if self.population.kind != "records":
            raise ValueError("`population`: words are looked for in the rows of a list, kind `records`")
        return self


class Stated(Declared):
    """The whole number that one row of a list states. row: the number printed before it."""

    kind: Literal["stated"]
    list: str
    row: str
    property: str

    @model_validator(mode="after")
    def _known(self) -> Self:
        lists = [source.slug for source in sources()]
        if self.list not in lists:
            raise ValueError(f"`list`: there is no list {self.list!r}; the lists are {', '.join(lists)}")
        if self.property not in PROPERTIES or PROPERTIES[self.property].kind != "whole":
            raise ValueError(f"`property`: {self.property!r} is no property with whole numbers")
        return self


class Statistic(Declared):
    """One cell of a data set. select: dimension -> code. vintage: of the data, the newest where it is left out."""

    kind: Literal["statistic"]
    dataset: str
    select: dict[str, str] = Field(min_length=1)
    vintage: str = ""


class Rank(Declared):
    """How many codes of a dimension have a smaller, or a larger, value than one of them."""

    kind: Literal["rank"]
    dataset: str
    select: dict[str, str]
    vintage: str = ""
    across: str
    of: str
    among: tuple[str, ...] = Field(min_length=2)
    side: Literal["below", "above"]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.across in self.select:
            raise ValueError(
                f"`select` fixes {self.across!r}, over which codes are compared; take it out there"
            )
        if self.of not in self.among:
            raise ValueError(f"`among` lacks {self.of!r}, to which the others are compared")
        return self


class Printed(Declared):
    """A printed number, for arithmetic that the publication itself gives: `value`, or `from` … `to`."""

    kind: Literal["printed"]
    value: float | None = None
    low: float | None = Field(default=None, alias="from")
    high: float | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ranged = self.low is not None and self.high is not None
        if ranged == (self.value is not None):
            raise ValueError("give either `value`, or `from` and `to`")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"`from` {self.low} is above `to` {self.high}")
        return self


class OtherSource(Declared):
    """A publication other than the one with the claim."""

    title: Text
    url: str = Field(default="", pattern=r"^(https?://.*)?$")


class ReportedValue(Declared):
    """What another source says: a number or a day."""

    source: OtherSource
    value: float | None = Field(default=None, alias="is")
    day: Day | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.value is None) == (self.day is None):
            raise ValueError("give either `is` or `day`")
        return self


class Reported(Declared):
    """What other sources than the publication say: numbers, or days. Sources that say different things conflict."""

    kind: Literal["reported"]
    by: tuple[ReportedValue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _alike(self) -> Self:
        if len({each.day is None for each in self.by}) > 1:
            raise ValueError("`by`: give numbers or days, not both")
        return self

    @property
    def days(self) -> tuple[str, ...]:
        return tuple(each.day for each in self.by if each.day)

    @property
    def values(self) -> tuple[float, ...]:
        return tuple(each.value for each in self.by if each.value is not None)


class Combined(Declared):
    """The sum, or the product, of other measures."""

    kind: Literal["sum", "product"]
    of: tuple["Number", ...] = Field(min_length=2)


class Difference(Declared):
    kind: Literal["difference"]
    of: "Number"
    less: "Number"


class Ratio(Declared):
    """One measure divided by another, or as per cent of it; both are not negative."""

    kind: Literal["ratio", "per_cent"]
    of: "Number"
    to: "Number"


Number = Annotated[
    Count | Known | Distinct | Several | Extreme | InClass | Share | Margin | Mentions | Stated | Statistic | Rank | Printed | Reported
    | Combined | Difference | Ratio,
    Field(discriminator="kind"),
]  # fmt: skip
Measure = Annotated[
    Count | Known | Distinct | Several | Extreme | InClass | Share | Margin | Mentions | Stated | Statistic | Rank | Printed | Reported
    | Combined | Difference | Ratio | Codes,
    Field(discriminator="kind"),
]  # fmt: skip
for _model in (Combined, Difference, Ratio):
    _model.model_rebuild()


def parts(measure: Measure) -> tuple[Measure, ...]:
    """The measures that one is worked out from, itself where it is worked out from none."""
    if isinstance(measure, Combined):
        inner: tuple[Number, ...] = measure.of
    elif isinstance(measure, Difference):
        inner = (measure.of, measure.less)
    elif isinstance(measure, Ratio):
        inner = (measure.of, measure.to)
    else:
        return (measure,)
    return tuple(found for each in inner for found in parts(each))


def list_of(part: Measure) -> str:
    """The list whose rows a measure counts, empty where it counts none."""
    if isinstance(part, Stated):
        return part.list
    return part.population.list if isinstance(part, Count | OfProperty | Mentions) else ""


Cells = Mapping[str, str]  # dimension -> code
