"""Figures of labels of quality: each with its state on a day, or how many hold as time goes by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ebpages.faces.numbers import number
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.figures.asked import Asked
from ebpages.observatory.figures.declaration import FigureOf, Labels
from ebpages.observatory.figures.label_state import STATES, LabelState, days_between, label_state
from ebpages.observatory.queries.content import Content
from ebpages.observatory.queries.counted import behind_url
from ebpages.observatory.shapes import Behind, FigureRow
from ebpages.registry import models
from ebpages.registry.queries import source_list
from ebpages.registry.queries.evidence import evidence_of, organisation_url, sector_names
from ebpages.registry.wording import label_names


@dataclass(frozen=True, slots=True)
class _Label:
    statement: models.Statement
    name: str
    field: str


def labelled(figure: FigureOf, labels: Labels, asked: Asked, language: str) -> Content:
    found = _labels(labels.list, asked, language)
    if labels.view == "listed":
        return _listed(found, labels, asked, language)
    return _over_time(figure, found, labels, asked, language)


def labels_behind(
    labels: Labels, code: str, asked: Asked, language: str, *, start: int, size: int
) -> tuple[tuple[Behind, ...], int]:
    """The labels that are in a state on the day asked for."""
    found = [item for item in _labels(labels.list, asked, language) if _state(item, asked.on) == code]
    return tuple(
        Behind(
            item.name,
            organisation_url(item.statement.record.organisation_id),
            _("valid until %(day)s") % {"day": _day(item.statement.valid_until)},
            (evidence_of(item.statement),),
        )
        for item in found[start : start + size]
    ), len(found)


def state_name(state: str) -> str:
    return {
        "valid": pgettext("label", "valid"),
        "renewable": pgettext("label", "lapsed, may be renewed"),
        "lapsed": pgettext("label", "lapsed"),
        "unknown": pgettext("label", "without a date"),
    }[state]


def _labels(slug: str, asked: Asked, language: str) -> list[_Label]:
    stated = models.Statement.objects.filter(
        record__source=slug, property="label", record__organisation__isnull=False
    )
    for key, values in asked.filters.items():
        having = models.Facet.objects.filter(key=key, value__in=values).values("organisation")
        stated = stated.filter(record__organisation__in=having)
    stated = stated.select_related("record__source", "record__organisation").order_by("record__row")
    fields: dict[str, list[models.Statement]] = {}
    for statement in models.Statement.objects.filter(record__source=slug, property="sector").order_by("id"):
        fields.setdefault(statement.record_id, []).append(statement)
    return [_Label(s, s.record.name, ", ".join(sector_names(fields.get(s.record_id, ())))) for s in stated]


def _state(item: _Label, on: date) -> LabelState:
    return label_state(item.statement.value, item.statement.valid_until, on)


def _day(text: str) -> str:
    if not text:
        return "–"
    written = formats.date_format(date.fromisoformat(text), _("j F Y"))
    return written.lower() if get_language() == "bg" else written


def _listed(found: Sequence[_Label], labels: Labels, asked: Asked, language: str) -> Content:
    days = (asked.on, *([asked.compared] if asked.compared else []))
    rows = tuple(
        FigureRow(
            item.statement.record_id,
            item.name,
            None,
            url=organisation_url(item.statement.record.organisation_id),
            cells=(
                item.field,
                label_names(item.statement.value, language)[1],
                _day(item.statement.valid_until),
                *(state_name(_state(item, day)) for day in days),
            ),
        )
        for item in found
    )
    columns = (
        _("Field"),
        _("Label"),
        _("Valid until"),
        *(_("State on %(day)s") % {"day": _day(day.isoformat())} for day in days),
    )
    return _content(found, rows, rows, labels, asked, language, columns)


def _over_time(
    figure: FigureOf, found: Sequence[_Label], labels: Labels, asked: Asked, language: str
) -> Content:
    first = labels.first or min(
        (date.fromisoformat(i.statement.valid_until) for i in found if i.statement.valid_until),
        default=asked.on,
    )
    states = [
        state for state in STATES if state != "unknown" or any(not i.statement.valid_until for i in found)
    ]
    rows = tuple(
        FigureRow(
            code=day.isoformat(),
            label=f"{day:%m.%Y}",
            value=count,
            series=state_name(state),
            series_code=state,
            url=behind_url(figure.id, state, Asked(day, filters=asked.filters, day_given=True))
            if count
            else "",
        )
        for day in _until_all_have_lapsed(
            found, days_between(first, max(first, asked.on), labels.step_months)
        )
        for state in states
        for count in [sum(_state(item, day) == state for item in found)]
    )
    return _content(found, rows, rows, labels, asked, language, ())


def _until_all_have_lapsed(found: Sequence[_Label], days: Sequence[date]) -> tuple[date, ...]:
    """The days up to the first on which no label holds or may be renewed: nothing changes after it."""
    shown: list[date] = []
    for day in days:
        shown.append(day)
        if all(_state(item, day) == "lapsed" for item in found):
            break
    return tuple(shown)


def _content(
    found: Sequence[_Label],
    rows: tuple[FigureRow, ...],
    drawn: tuple[FigureRow, ...],
    labels: Labels,
    asked: Asked,
    language: str,
    columns: tuple[str, ...],
) -> Content:
    dated = sum(bool(item.statement.valid_until) for item in found)
    source = source_list(labels.list)
    return Content(
        rows=rows,
        drawn=drawn,
        coverage=Coverage(dated, len(found) - dated, 0, len(found)),
        coverage_note=_("The list says of %(known)s of %(total)s labels until when they hold.")
        % {"known": number(dated), "total": number(len(found))},
        answer=_("On %(day)s %(valid)s of %(total)s labels are valid.")
        % {
            "day": _day(asked.on.isoformat()),
            "valid": number(sum(_state(item, asked.on) == "valid" for item in found)),
            "total": number(len(found)),
        },
        method=_(
            "A label is valid up to and including its last day. After that it may be renewed for as long as its scheme allows, and then it has lapsed. The register records labels and never awards them."
        ),
        notes=(),
        sources=(SourceNote(source.title, source.url, source.edition, source.licence),) if source else (),
        columns=columns,
        series_title=_("State") if not columns else "",
    )
