"""What an address asks of a figure, of a data set and of the claims: read and checked for pages and API alike."""

from collections.abc import Mapping
from datetime import date

from django.http import Http404, QueryDict

from ebpages.faces.addresses import chosen, text
from ebpages.observatory.claims.expectation import VERDICTS
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.declaration import DeclaredFigure
from ebpages.observatory.figures.question import FILTERS, FigureQuestion
from ebpages.observatory.queries.statistics import VintageHead, vintage_head
from ebpages.observatory.statistics.dataset import UnknownVintage
from ebpages.registry.earlier import day_of_reading

MOST_SERIES = 6
RESERVED = ("vintage", "with", "page", "language", "size")  # keys of an address that name no dimension
_LONGEST_NAME = 600


def read_figure(figure_id: str, address: QueryDict) -> tuple[DeclaredFigure, FigureQuestion]:
    """A figure and what is asked of it; what it cannot be asked is passed over, and so is a day that is none.

    Raises Http404 where there is no such figure.
    """
    declared = figures().get(figure_id)
    if declared is None:
        raise Http404(f"There is no figure {figure_id!r}.")
    day, compared = _day(address, "on"), _day(address, "and")
    filtered = declared.labels or (declared.counts and declared.counts.population.kind != "findings")
    return declared, FigureQuestion(
        on=day or day_of_reading(),
        compared=compared if declared.labels else None,
        filters={key: values for key in FILTERS if filtered and (values := chosen(address, key))},
        select=_select(address, declared),
        vintage=text(address, "vintage") if declared.statistics else "",
        day_given=bool(day and declared.labels),
    )


def read_class(address: QueryDict) -> str:
    """The class of a figure whose records are asked for."""
    return text(address, "class")


def read_verdicts(address: QueryDict) -> tuple[str, ...]:
    """The verdicts of claims that are asked for; what is none is passed over."""
    return tuple(verdict for verdict in chosen(address, "verdict") if verdict in VERDICTS)


def read_vintage(code: str, address: QueryDict, key: str = "vintage") -> VintageHead:
    """The vintage of a data set that an address names, or the newest. Raises Http404 where there is none."""
    try:
        return vintage_head(code, text(address, key, _LONGEST_NAME) or None)
    except UnknownVintage as problem:
        raise Http404(str(problem)) from None


def read_other_vintage(address: QueryDict, shown: VintageHead) -> VintageHead | None:
    """The vintage to be held against the one shown; what names none is passed over."""
    try:
        other = read_vintage(shown.code, address, "with") if text(address, "with") else None
    except Http404:
        return None
    return None if other == shown else other


def read_codes(address: QueryDict, labels: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The codes that an address asks for, by dimension of the data set."""
    return {name: codes for name in labels if name not in RESERVED and (codes := chosen(address, name))}


def _day(address: QueryDict, key: str) -> date | None:
    try:
        return date.fromisoformat(text(address, key))
    except ValueError:
        return None


def _select(address: QueryDict, declared: DeclaredFigure) -> dict[str, tuple[str, ...]]:
    """The series that are asked for in place of the declared ones, no more than a chart can show."""
    if not declared.statistics or not declared.statistics.series:
        return {}
    values = chosen(address, declared.statistics.series)
    return {declared.statistics.series: values[:MOST_SERIES]} if values else {}
