"""A figure of counts: members of a population by class, each number leading to the members behind it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebpages.faces.language import active_language
from ebpages.faces.numbers import number, percent
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.figures.declaration import Counts, DeclaredFigure
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.figures.tally import (
    LOST,
    OTHER,
    SEVERAL,
    UNKNOWN,
    ClassCount,
    Tally,
    members_of,
    tally,
)
from ebpages.observatory.property import PROPERTIES
from ebpages.observatory.queries.figure_view import figure_view, month_of_lists, records_url
from ebpages.observatory.queries.populations import doubts, observed, population_records
from ebpages.observatory.shapes import FigureRow, FigureView, RecordBehind
from ebpages.publish.typography import day
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.queries import source_list, source_lists
from ebpages.sources.catalogue import UnknownSource


def figure_of_counts(declared: DeclaredFigure, counts: Counts, question: FigureQuestion) -> FigureView:
    counted = tally(observed(counts.population, counts.property, question.filters), counts)
    classes = tuple(_row(declared, counts, item, counted, question) for item in counted.classes)
    rows = (*classes, *_rest(declared, counts, counted, question))
    return figure_view(
        declared,
        question,
        rows=rows,
        drawn=[row for row in rows if row.state in ("known", "several") or counts.unknown == "drawn"],
        coverage=Coverage(counted.known, counted.unknown, counted.lost, counted.total),
        coverage_note=_coverage_note(declared, counts, counted),
        answer=_declared_answer(declared, counted) or _answer(rows, counted),
        method=_method(counts),
        notes=(*_filter_note(question, counted), *_doubt_note(counted)),
        sources=_sources(counts),
        doubts_url=_doubts_url(counts) if counted.doubted else "",
    )


def class_records(
    counts: Counts, code: str, question: FigureQuestion, *, start: int, size: int
) -> tuple[tuple[RecordBehind, ...], int]:
    """The members in a class, some at a time, and how many they are."""
    stated = observed(counts.population, counts.property, question.filters)
    wanted = members_of(code, stated, counts)
    return population_records(
        counts.population, counts.property, wanted, question.filters, start=start, size=size
    )


def class_label(counts: Counts, code: str) -> str:
    """What a class is called; a code that nothing knows stands for itself."""
    language = active_language()
    special = {OTHER: _("other"), UNKNOWN: _("not stated"), LOST: _("lost")}
    if code == SEVERAL and counts.several != "each":
        return counts.several.name(language)
    if code in special:
        return special[code]
    listed = () if isinstance(counts.classes, str) else counts.classes
    item = next((item for item in listed if item.code == code), None)
    if item and item.label:
        return item.label.name(language)
    value = item.values[0] if item else code
    try:
        return PROPERTIES[counts.property].name(value, language)
    except (UnknownCode, UnknownSource):
        return value


def _row(
    declared: DeclaredFigure, counts: Counts, item: ClassCount, counted: Tally, question: FigureQuestion
) -> FigureRow:
    bounds = None if item.bounds.exact else item.bounds
    return FigureRow(
        code=item.code,
        label=class_label(counts, item.code),
        value=item.count,
        share=100 * item.count / counted.known if counted.known else None,
        low=bounds.low if bounds else None,
        high=bounds.high if bounds else None,
        url=records_url(declared.id, item.code, question) if item.count else "",
    )


def _rest(
    declared: DeclaredFigure, counts: Counts, counted: Tally, question: FigureQuestion
) -> tuple[FigureRow, ...]:
    """Those that stand in no single class: never dropped, each a row of its own."""
    share = 100 * counted.several / counted.known if counted.known else None

    def url(code: str) -> str:
        return records_url(declared.id, code, question)

    rows = (
        FigureRow(SEVERAL, class_label(counts, SEVERAL), counted.several, "several", share=share, url=url(SEVERAL)),
        FigureRow(UNKNOWN, class_label(counts, UNKNOWN), counted.unknown, "unknown", url=url(UNKNOWN)),
        FigureRow(LOST, class_label(counts, LOST), counted.lost, "lost", url=_lost_url(counts)),
    )  # fmt: skip
    return tuple(row for row in rows if row.value)


def _lost_url(counts: Counts) -> str:
    slug = counts.population.list
    return reverse("registry:source", args=[slug]) + "#counts" if slug else ""


def _coverage_note(declared: DeclaredFigure, counts: Counts, counted: Tally) -> str:
    slug = counts.population.list
    one = source_list(slug) if slug else None
    if one:
        note = _("Known for %(known)s of %(total)s %(unit)s, by the list of %(edition)s.")
    else:
        note = _("Known for %(known)s of %(total)s %(unit)s, by lists up to %(edition)s.")
    said = note % {
        "known": number(counted.known),
        "total": number(counted.total),
        "unit": (declared.counted or declared.unit).name(active_language()),
        "edition": day(one.edition, active_language()) if one else month_of_lists(),
    }
    return " ".join(filter(None, (said, _why_more(counted))))


def _why_more(counted: Tally) -> str:
    """Why the classes add up to more than the members that are known, where they do."""
    if not counted.in_several:
        return ""
    return ngettext(
        "%(n)s of them states several values and is counted in each, so the numbers add up to %(sum)s.",
        "%(n)s of them state several values and are counted in each, so the numbers add up to %(sum)s.",
        counted.in_several,
    ) % {"n": number(counted.in_several), "sum": number(counted.mentions)}


def _declared_answer(declared: DeclaredFigure, counted: Tally) -> str:
    if declared.answer is None:
        return ""
    first = counted.classes[0].count if counted.classes else 0
    answer = declared.answer.name(active_language())
    for name, count in (("first", first), ("known", counted.known), ("total", counted.total)):
        answer = answer.replace(f"{{{name}}}", number(count))  # other braces are the author's own
    return answer


def _answer(rows: tuple[FigureRow, ...], counted: Tally) -> str:
    """What the chart says: the largest class, or several that are equally large."""
    classes = [row for row in rows if row.state == "known" and row.code != OTHER and row.value]
    if not classes:
        return _("Nothing is known about any of them.")
    most = max(row.value or 0 for row in classes)
    labels = [row.label for row in classes if row.value == most]
    return _("Most: %(labels)s, %(count)s of %(known)s known (%(share)s).") % {
        "labels": "; ".join(labels),
        "count": number(most),
        "known": number(counted.known),
        "share": percent(100 * most / counted.known),
    }


def _method(counts: Counts) -> str:
    several = _(
        "A member that states several values is counted in each class, so that the classes add up to more than the members."
    )
    if counts.several != "each":
        several = _("A member that states several values is counted in a class of its own (“%(label)s”).") % {
            "label": counts.several.name(active_language())
        }
    unknown = _(
        "Members that state nothing and lost rows are counted separately. The bounds say how small or large a class can be, whatever those would state."
    )
    return f"{several} {unknown}"


def _filter_note(question: FigureQuestion, counted: Tally) -> tuple[str, ...]:
    if not question.filters or not counted.lost:
        return ()
    return (_("What lost rows would state is not known, so filters leave all of them in."),)


def _doubt_note(counted: Tally) -> tuple[str, ...]:
    if not counted.doubted:
        return ()
    said = ngettext(
        "What %(n)s row states is doubted by a finding. It is counted as printed; the bounds allow for any other value.",
        "What %(n)s rows state is doubted by findings. They are counted as printed; the bounds allow for any other value.",
        counted.doubted,
    )
    return (said % {"n": number(counted.doubted)},)


def _doubts_url(counts: Counts) -> str:
    kinds = sorted(set().union(*doubts(counts.population, counts.property).values()))
    query = urlencode({"list": counts.population.list, "kind": kinds}, doseq=True)
    return f"{reverse('registry:findings')}?{query}"


def _sources(counts: Counts) -> tuple[SourceNote, ...]:
    slug = counts.population.list
    lists = (source_list(slug),) if slug else source_lists()
    return tuple(SourceNote(item.title, item.url, item.edition, item.licence) for item in lists if item)
