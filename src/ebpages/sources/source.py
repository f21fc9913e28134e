"""A published list as its source.yaml describes it: who published what, when, and how it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DeclaredTotal:
    """A number of rows that the publication states. Only a `comparable` one counts the same thing as the list."""

    count: int
    where_bg: str
    where_en: str
    comparable: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the property that it holds, its header as printed, and the kind of its cells."""

    property: str
    header: str
    cell: str = "text"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """`columns` stand in the order of the header; `every_row` names the properties that the list states of all its rows.

    decimal: the sign that parts decimals in its numbers, "" where nobody says it.
    labels_marked: whether the list marks a label wherever an organisation holds one, so that a row without a mark tells something.
    tells_order: whether its rows are evidence of orders: of how register numbers run with years, and of rows as they are printed.
    """

    slug: str
    order: int
    title_bg: str
    title_en: str
    edition: str
    language: str
    country: str
    publisher_bg: str = ""
    publisher_en: str = ""
    where_bg: str = ""
    where_en: str = ""
    licence_bg: str = ""
    licence_en: str = ""
    url: str = ""
    kind: str = ""
    mark_bg: str = ""
    mark_en: str = ""
    declared_totals: tuple[DeclaredTotal, ...] = ()
    expected_rows: int = 0
    first_page: int | None = None
    pages_counted_bg: str = ""
    pages_counted_en: str = ""
    layout: str = ""
    delimiter: str = ","
    decimal: str = ""
    columns: tuple[Column, ...] = ()
    every_row: tuple[str, ...] = ()
    labels_marked: bool = False
    tells_order: bool = False
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    other_hosts: Mapping[str, str] = field(default_factory=dict, hash=False)
    file: str = "list.txt"

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    def title(self, language: str) -> str:
        return self.title_bg if language == "bg" else self.title_en

    def mark(self, language: str) -> str:
        """The short sign by which pages cite the list."""
        return (self.mark_bg if language == "bg" else self.mark_en) or mark_of_slug(self.slug)

    def column(self, what: str) -> Column:
        """The column that holds a property; one without a header where the list has none."""
        return next((column for column in self.columns if column.property == what), Column(what, ""))


def mark_of_slug(slug: str) -> str:
    """The sign of a list that has none of its own: its first letters."""
    return slug.replace("_", " ").replace("-", " ")[:4].strip().upper()
