"""How fresh each living source is, what failed and what is to be done."""

import os
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Count, Max, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebpages.faces.language import active_language
from ebpages.living.models import LivingEdition, LivingFault, LivingSource
from ebpages.living.shapes import (
    Freshness,
    LivingEditionView,
    LivingFaultView,
    LivingSourceDetail,
    LivingSourceView,
    MissingDays,
)
from ebpages.sources.connector import Connector, connectors

NEWEST = 30
MOST_GAPS = 20
_PATIENCE = 3  # times its rhythm: weekends and holidays pass without a file


def source_views() -> tuple[LivingSourceView, ...]:
    told = LivingEdition.objects.values("connector").annotate(n=Count("id"), rows=Sum("rows"), newest=Max("edition"), made=Max("made_on")).order_by("connector")  # fmt: skip
    editions = {each["connector"]: each for each in told}
    faults = dict(
        LivingFault.objects.values("connector").annotate(n=Count("id")).values_list("connector", "n")
    )
    rows = {row.connector: row for row in LivingSource.objects.all()}
    scheduled = os.environ.get("EBPAGES_SOURCES", "").replace(",", " ").split()
    return tuple(
        _view(
            each,
            rows.get(each.name),
            editions.get(each.name, {}),
            faults.get(each.name, 0),
            each.name in scheduled,
        )
        for each in connectors().values()
    )


def _view(
    source: Connector, row: LivingSource | None, told: dict[str, object], faults: int, scheduled: bool
) -> LivingSourceView:
    language = active_language()
    newest = str(told.get("newest" if source.kind == "days" else "made") or "")
    freshness = _freshness(source, newest, faults)
    return LivingSourceView(
        name=source.name,
        title=source.title.name(language),
        publisher=source.publisher.name(language),
        about=source.about.name(language),
        licence=source.licence.name(language),
        licence_url=source.licence_url,
        attribution=source.attribution.name(language),
        homepage=source.homepage,
        kind=source.kind,
        rhythm=source.rhythm,
        scheduled=scheduled,
        freshness=freshness,
        freshness_label=freshness_label(freshness),
        seen_at=_moment(row.seen_at) if row else "",
        changed_at=_moment(row.changed_at) if row else "",
        newest=newest,
        editions=int(str(told.get("n") or 0)),
        rows=int(str(told.get("rows") or 0)),
        listed=row.listed if row else 0,
        faults=faults,
        advice=_advice(source, row, freshness, scheduled),
        url=reverse("living:source", args=[source.name]),
    )


def _moment(moment: object) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""  # type: ignore[arg-type]


def _freshness(source: Connector, newest: str, faults: int) -> Freshness:
    if faults:
        return "failing"
    if not newest:
        return "never_fetched"
    due = date.fromisoformat(newest[:10]) + timedelta(days=_PATIENCE * source.rhythm + 1)
    return "fresh" if timezone.localdate() <= due else "late"


def freshness_label(freshness: Freshness) -> str:
    return {
        "never_fetched": _("not fetched yet"),
        "fresh": _("up to date"),
        "late": _("out of date"),
        "failing": _("something failed"),
    }[freshness]


def _advice(source: Connector, row: LivingSource | None, freshness: Freshness, scheduled: bool) -> str:
    if row and row.not_before and row.not_before > timezone.now():
        return _("The publisher asked to wait until %(moment)s. The next run after that goes on.") % {
            "moment": _moment(row.not_before).replace("T", " ")
        }
    if freshness == "failing":
        return _("See below what failed and how to correct it. Whatever could be fetched is kept; the next run asks for the rest.")  # fmt: skip
    if freshness == "never_fetched":
        return _("Fetch it with the command: ebpages sources fetch %(name)s") % {"name": source.name}
    if freshness == "late":
        return (
            _("The worker fetches it by itself; see whether the worker runs.")
            if scheduled
            else _("Fetch it with the command: ebpages sources fetch %(name)s") % {"name": source.name}
        )
    return ""


def source_detail(name: str) -> LivingSourceDetail | None:
    view = next((each for each in source_views() if each.name == name), None)
    if view is None:
        return None
    faults = LivingFault.objects.filter(connector=name)
    newest = LivingEdition.objects.filter(connector=name).order_by("-edition")[:NEWEST]
    missing = list(_missing(name, view.rhythm)) if view.kind == "days" else []
    return LivingSourceDetail(
        source=view,
        faults=tuple(
            LivingFaultView(each.piece, each.edition, each.problem, _moment(each.at))
            for each in faults[:NEWEST]
        ),
        missing=tuple(_gaps(missing)[-MOST_GAPS:]),
        missing_count=len(missing),
        newest_editions=tuple(
            LivingEditionView(
                each.edition,
                each.rows,
                _moment(each.fetched_at),
                tuple(_left_out(each.left_out)),
                tuple(each.notices),
            )
            for each in newest
        ),
    )


def _missing(name: str, rhythm: int) -> Iterator[str]:
    """Working days without a file; on Saturdays and Sundays registers seldom enter anything."""
    there = set(LivingEdition.objects.filter(connector=name).values_list("edition", flat=True))
    if not there:
        return
    day, last = date.fromisoformat(min(there)), date.fromisoformat(max(there))
    while day < last:
        if day.weekday() < 5 and day.isoformat() not in there:
            yield day.isoformat()
        day += timedelta(days=rhythm)


def _gaps(days: Sequence[str]) -> list[MissingDays]:
    """Days with nothing but a weekend between them are one gap."""
    gaps: list[MissingDays] = []
    for day in days:
        between = date.fromisoformat(day) - date.fromisoformat(gaps[-1].last) if gaps else None
        friday = between == timedelta(days=3) and date.fromisoformat(day).weekday() == 0
        if gaps and (between == timedelta(days=1) or friday):
            gaps[-1] = MissingDays(gaps[-1].first, day)
        else:
            gaps.append(MissingDays(day, day))
    return gaps


def _left_out(counted: dict[str, int]) -> Iterator[str]:
    for what, n in sorted(counted.items()):
        if what == "other_countries":
            yield ngettext("%(n)s body of another country", "%(n)s bodies of other countries", n) % {"n": n}
        elif what == "sole_traders":
            yield ngettext("%(n)s sole trader", "%(n)s sole traders", n) % {"n": n}
        elif what == "texts_of_persons":
            yield ngettext("%(n)s text that may name a person", "%(n)s texts that may name a person", n) % {"n": n}  # fmt: skip
        elif what == "persons":
            yield ngettext("%(n)s person", "%(n)s persons", n) % {"n": n}
        elif what == "other_fields":
            yield ngettext("%(n)s field that is not kept", "%(n)s fields that are not kept", n) % {"n": n}
        else:
            yield ngettext("%(n)s row that cannot be used", "%(n)s rows that cannot be used", n) % {"n": n}
