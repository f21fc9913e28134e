"""Whom a figure or a claim counts, as its data file declares it, and what the members state of one property."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from pydantic import Field, model_validator

from ebpages.declared.schema import Declared
from ebpages.observatory.property import Kind, properties_of
from ebpages.sources.catalogue import sources

Values = tuple[str, ...]  # the distinct values that one member states, sorted; empty where it states none


class Population(Declared):
    """kind: rows of one `list`, organisations of the registry, or findings.

    where: property -> values, any of which will do; several properties narrow together. declared: how many members the
    publication says there are, where that is more than the list's own declared total says.
    """

    kind: Kind
    list: str = ""
    where: dict[str, Values] = Field(default={})
    declared: int | None = None

    @model_validator(mode="after")
    def _known(self) -> Self:
        lists = [source.slug for source in sources()]
        if (self.kind == "records") != bool(self.list):
            raise ValueError(
                f"`list` names the list of records, and only of records; the lists are {', '.join(lists)}"
            )
        if self.list and self.list not in lists:
            raise ValueError(f"`list`: there is no list {self.list!r}; the lists are {', '.join(lists)}")
        for name in self.where:
            refuse_property("where", name, self.kind)
        return self

    @property
    def everybody(self) -> "Population":
        """The same members before anything narrows them."""
        return Population(kind=self.kind, list=self.list)


def refuse_property(key: str, name: str, kind: Kind) -> None:
    """Raise ValueError, naming the key, where members of a kind do not have a property."""
    if name not in properties_of(kind):
        raise ValueError(
            f"`{key}`: {kind} have no property {name!r}; they have {', '.join(properties_of(kind))}"
        )


@dataclass(frozen=True, slots=True)
class Observed:
    """What the members of a population state of a property.

    values: set of values -> how many members state exactly that. lost: members that the publication counts and that
    are no longer to be found, so that nobody knows what they state. doubted: the same as values, of the members for which a finding
    doubts what they state.
    """

    values: Mapping[Values, int]
    lost: int = 0
    doubted: Mapping[Values, int] = field(default_factory=dict)

    @property
    def found(self) -> int:
        return sum(self.values.values())

    @property
    def unknown(self) -> int:
        return self.values.get((), 0)

    @property
    def known(self) -> int:
        return self.found - self.unknown

    @property
    def total(self) -> int:
        return self.found + self.lost

    def stating(self, *wanted: str) -> int:
        """How many members state any of the values."""
        return sum(n for values, n in self.values.items() if not set(wanted).isdisjoint(values))
