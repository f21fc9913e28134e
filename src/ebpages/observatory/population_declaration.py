"""Whom a figure or a claim counts, as its data file declares it."""

from typing import Self

from pydantic import Field, model_validator

from ebpages.declared.schema import Declared
from ebpages.observatory.population import Kind, Population
from ebpages.observatory.property import properties_of
from ebpages.sources.catalogue import sources


class PopulationOf(Declared):
    kind: Kind
    list: str = ""
    where: dict[str, tuple[str, ...]] = Field(default={})
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
            ask_for("where", name, self.kind)
        return self

    def population(self) -> Population:
        return Population(self.kind, self.list, self.where, self.declared)


def ask_for(key: str, name: str, kind: Kind) -> None:
    """Raise ValueError, naming the key, where members of a kind do not have a property."""
    if name not in properties_of(kind):
        raise ValueError(
            f"`{key}`: {kind} have no property {name!r}; they have {', '.join(properties_of(kind))}"
        )
