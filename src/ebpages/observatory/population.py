"""Whom a figure or a claim counts, and what they state of one property."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["records", "organisations", "findings"]
Values = tuple[str, ...]  # the distinct values that one member states, sorted; empty where it states none
KINDS: tuple[Kind, ...] = ("records", "organisations", "findings")


@dataclass(frozen=True, slots=True)
class Population:
    """kind: rows of one `list`, organisations of the registry, or findings.

    where: property -> values, any of which will do; several properties narrow together. declared: how many members the
    publication says there are, where that is more than the list's own declared total says.
    """

    kind: Kind
    list: str = ""
    where: Mapping[str, Values] = field(default_factory=dict)
    declared: int | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """What the members of a population state of a property.

    values: set of values -> how many members state exactly that. lost: members that the publication counts and that
    are no longer to be found, so that nobody knows what they state.
    """

    values: Mapping[Values, int]
    lost: int = 0

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
