"""What an address asks of a figure, read and checked."""

from datetime import date

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from ebpages.faces.addresses import chosen
from ebpages.observatory.figures.asked import FILTERS, Asked
from ebpages.observatory.figures.declaration import FigureOf

MOST_SERIES = 6
_LONGEST_VINTAGE = 40


def read_asked(request: HttpRequest, declared: FigureOf) -> Asked:
    """The question in an address; what a figure cannot be asked is passed over, and so is a day that is none."""
    asked = request.GET
    day, compared = _day(asked, "on"), _day(asked, "and")
    filtered = declared.labels or (declared.counts and declared.counts.population.kind != "findings")
    return Asked(
        on=day or timezone.localdate(),
        compared=compared if declared.labels else None,
        filters={key: values for key in FILTERS if filtered and (values := chosen(asked, key))},
        select=_select(asked, declared),
        vintage=asked.get("vintage", "")[:_LONGEST_VINTAGE] if declared.statistics else "",
        day_given=bool(day and declared.labels),
    )


def _day(asked: QueryDict, key: str) -> date | None:
    try:
        return date.fromisoformat(asked.get(key, ""))
    except ValueError:
        return None


def _select(asked: QueryDict, declared: FigureOf) -> dict[str, tuple[str, ...]]:
    """The series that are asked for in place of the declared ones, no more than a chart can show."""
    if not declared.statistics or not declared.statistics.series:
        return {}
    values = chosen(asked, declared.statistics.series)
    return {declared.statistics.series: values[:MOST_SERIES]} if values else {}
