"""Figures of labels of quality: each with its state on a day, or how many hold as time goes by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.faces.language import active_language
from ebpages.faces.numbers import number
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.figures.declaration import DeclaredFigure, Labels
from ebpages.observatory.figures.label_state import STATES, LabelState, days_between, label_state
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.queries.figure_view import figure_view, records_url
from ebpages.observatory.shapes import FigureRow, FigureView, RecordBehind
from ebpages.publish.typography import day
from ebpages.registry import models
from ebpages.registry.queries import source_list
from ebpages.registry.queries.evidence import evidence_of, organisation_url, sector_names
from ebpages.registry.shapes import SourceView
from ebpages.registry.wording import label_names


@dataclass(frozen=True, slots=True)
class _Label:
    """A label that a list states. field: the sectors of who holds it, in words."""

    statement: models.Statement
    name: str
    field: str

    def state(self, on: date) -> LabelState:
        return label_state(self.statement.value, self.statement.valid_until, on)


def figure_of_labels(declared: DeclaredFigure, labels: Labels, question: FigureQuestion) -> FigureView:
    held = _labels(labels.list, question)
    if labels.view == "listed":
        rows, columns = _listed(held, question), _columns(question)
    else:
        rows, columns = _over_time(declared, held, labels, question), ()
    dated = sum(bool(label.statement.valid_until) for label in held)
    source = source_list(labels.list)
    return figure_view(
        declared,
        question,
        rows=rows,
        drawn=rows,
        coverage=Coverage(dated, len(held) - dated, 0, len(held)),
        coverage_note=_(
            "This list, of %(month)s, gives the day until which %(known)s of %(total)s labels are valid; renewals since are not known."
        )
        % {"month": _month(source), "known": number(dated), "total": number(len(held))},
        answer=_answer(held, question.on, source),
        method=_(
            "A label is valid up to and including its last day. After that it may be renewed for as long as its scheme allows, and then it has lapsed. States are by the list: renewals since its edition are not known. The register records labels and never awards them."
        ),
        sources=(SourceNote(source.title, source.url, source.edition, source.licence),) if source else (),
        columns=columns,
        series_title=_("State") if not columns else "",
    )


def label_records(
    labels: Labels, code: str, question: FigureQuestion, *, start: int, size: int
) -> tuple[tuple[RecordBehind, ...], int]:
    """The labels that are in a state on the day asked for, some at a time, and how many they are."""
    in_state = [label for label in _labels(labels.list, question) if label.state(question.on) == code]
    return tuple(
        RecordBehind(
            label.name,
            organisation_url(label.statement.record.organisation_id),
            _("valid until %(day)s") % {"day": _day(label.statement.valid_until)},
            (evidence_of(label.statement),),
        )
        for label in in_state[start : start + size]
    ), len(in_state)


def state_name(state: str) -> str:
    """What a state of labels is called; one that there is not stands for itself."""
    names = {
        "valid": pgettext("label", "valid"),
        "renewable": pgettext("label", "lapsed, may be renewed"),
        "lapsed": pgettext("label", "lapsed"),
        "unknown": pgettext("label", "without a date"),
    }
    return names.get(state, state)


def _answer(held: Sequence[_Label], on: date, source: SourceView | None) -> str:
    params = {
        "day": _day(on.isoformat()),
        "valid": number(sum(label.state(on) == "valid" for label in held)),
        "total": number(len(held)),
    }
    if source and on.isoformat()[:7] > source.edition[:7]:
        return _(
            "On %(day)s %(valid)s of %(total)s labels are valid by this list, of %(month)s; renewals since are not known."
        ) % {**params, "month": _month(source)}
    return _("On %(day)s %(valid)s of %(total)s labels are valid.") % params


def _month(source: SourceView | None) -> str:
    return day(source.edition[:7] if source else "", active_language())


def _labels(slug: str, question: FigureQuestion) -> list[_Label]:
    stated = models.Statement.objects.filter(
        record__source=slug, property="label", record__organisation__isnull=False
    )
    for key, values in question.filters.items():
        having = models.Facet.objects.filter(key=key, value__in=values).values("organisation")
        stated = stated.filter(record__organisation__in=having)
    stated = stated.select_related("record__source", "record__organisation").order_by("record__row")
    fields: dict[str, list[models.Statement]] = {}
    for statement in models.Statement.objects.filter(record__source=slug, property="sector").order_by("id"):
        fields.setdefault(statement.record_id, []).append(statement)
    return [_Label(s, s.record.name, ", ".join(sector_names(fields.get(s.record_id, ())))) for s in stated]


def _day(text: str) -> str:
    if not text:
        return "–"
    written = formats.date_format(date.fromisoformat(text), _("j F Y"))
    return written.lower() if active_language() == "bg" else written


def _listed(held: Sequence[_Label], question: FigureQuestion) -> tuple[FigureRow, ...]:
    return tuple(
        FigureRow(
            label.statement.record_id,
            label.name,
            None,
            url=organisation_url(label.statement.record.organisation_id),
            cells=(
                label.field,
                label_names(label.statement.value, active_language())[1],
                _day(label.statement.valid_until),
                *(state_name(label.state(on)) for on in _days(question)),
            ),
        )
        for label in held
    )


def _columns(question: FigureQuestion) -> tuple[str, ...]:
    states = (_("State on %(day)s") % {"day": _day(on.isoformat())} for on in _days(question))
    return (_("Field"), _("Label"), _("Valid until"), *states)


def _days(question: FigureQuestion) -> tuple[date, ...]:
    return (question.on, *([question.compared] if question.compared else []))


def _over_time(
    declared: DeclaredFigure, held: Sequence[_Label], labels: Labels, question: FigureQuestion
) -> tuple[FigureRow, ...]:
    ends = (date.fromisoformat(each.statement.valid_until) for each in held if each.statement.valid_until)
    first = labels.first or min(ends, default=question.on)
    undated = any(not label.statement.valid_until for label in held)
    days = days_between(first, max(first, question.on), labels.step_months)
    return tuple(
        _count_on(declared, held, on, state, question)
        for on in _until_all_have_lapsed(held, days)
        for state in STATES
        if state != "unknown" or undated
    )


def _count_on(
    declared: DeclaredFigure, held: Sequence[_Label], on: date, state: LabelState, question: FigureQuestion
) -> FigureRow:
    count = sum(label.state(on) == state for label in held)
    that_day = FigureQuestion(on, filters=question.filters, day_given=True)
    return FigureRow(
        code=on.isoformat(),
        label=f"{on:%m.%Y}",
        value=count,
        series=state_name(state),
        series_code=state,
        url=records_url(declared.id, state, that_day) if count else "",
    )


def _until_all_have_lapsed(held: Sequence[_Label], days: Sequence[date]) -> tuple[date, ...]:
    """The days up to the first on which no label holds or may be renewed: nothing changes after it."""
    shown: list[date] = []
    for on in days:
        shown.append(on)
        if all(label.state(on) == "lapsed" for label in held):
            break
    return tuple(shown)
