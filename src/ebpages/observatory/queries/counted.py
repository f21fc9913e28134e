"""A figure of counts: members of a population by class, each number leading to the members behind it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.numbers import number, percent
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.figures.asked import Asked
from ebpages.observatory.figures.declaration import Counts, FigureOf
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
from ebpages.observatory.queries.content import Content
from ebpages.observatory.queries.populations import behind, observed
from ebpages.observatory.shapes import Behind, FigureRow
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.queries import source_list, source_lists
from ebpages.sources.catalogue import UnknownSource


def counted(figure: FigureOf, counts: Counts, asked: Asked, language: str) -> Content:
    seen = observed(counts.population.population(), counts.property, asked.filters)
    shown = tally(seen, counts)
    rows = tuple(_row(figure, counts, item, shown, asked, language) for item in shown.classes) + _rest(
        figure, counts, shown, asked, language
    )
    return Content(
        rows=rows,
        coverage=Coverage(shown.known, shown.unknown, shown.lost, shown.total),
        coverage_note=_coverage_note(figure, shown, language),
        answer=_declared_answer(figure, shown, language) or _answer(rows, shown),
        method=_method(counts, language),
        notes=_filter_note(asked, shown),
        sources=_sources(counts, language),
        drawn=tuple(row for row in rows if row.state in ("known", "several") or counts.unknown == "drawn"),
    )


def members_behind(
    figure: FigureOf, counts: Counts, code: str, asked: Asked, language: str, *, start: int, size: int
) -> tuple[tuple[Behind, ...], int]:
    """The members in a class, some at a time, and how many they are."""
    population = counts.population.population()
    seen = observed(population, counts.property, asked.filters)
    wanted = members_of(code, seen, counts)
    return behind(population, counts.property, wanted, asked.filters, language, start=start, size=size)


def class_label(counts: Counts, code: str, language: str) -> str:
    """What a class is called; a code that nothing knows stands for itself."""
    special = {OTHER: _("other"), UNKNOWN: _("not stated"), LOST: _("lost")}
    if code == SEVERAL and counts.several != "each":
        return counts.several.name(language)
    if code in special:
        return special[code]
    item = (
        next((c for c in counts.classes if c.code == code), None)
        if isinstance(counts.classes, tuple)
        else None
    )
    if item and item.label:
        return item.label.name(language)
    value = item.values[0] if item else code
    try:
        return PROPERTIES[counts.property].name(value, language)
    except (UnknownCode, UnknownSource):
        return value


def _row(
    figure: FigureOf, counts: Counts, item: ClassCount, shown: Tally, asked: Asked, language: str
) -> FigureRow:
    open_ = item.high > item.low
    return FigureRow(
        code=item.code,
        label=class_label(counts, item.code, language),
        value=item.count,
        share=100 * item.count / shown.known if shown.known else None,
        low=item.low if open_ else None,
        high=item.high if open_ else None,
        url=behind_url(figure.id, item.code, asked) if item.count else "",
    )


def _rest(
    figure: FigureOf, counts: Counts, shown: Tally, asked: Asked, language: str
) -> tuple[FigureRow, ...]:
    """Those that stand in no single class: never dropped, each a row of its own."""
    share = 100 * shown.several / shown.known if shown.known else None
    rows = (
        FigureRow(SEVERAL, class_label(counts, SEVERAL, language), shown.several, "several", share=share),
        FigureRow(UNKNOWN, class_label(counts, UNKNOWN, language), shown.unknown, "unknown"),
        FigureRow(LOST, class_label(counts, LOST, language), shown.lost, "lost"),
    )
    urls = (*(behind_url(figure.id, row.code, asked) for row in rows[:2]), _lost_url(counts))
    return tuple(
        FigureRow(row.code, row.label, row.value, row.state, share=row.share, url=url)
        for row, url in zip(rows, urls, strict=True)
        if row.value
    )


def behind_url(figure: str, code: str, asked: Asked) -> str:
    query = asked.query(**{"class": code})
    return reverse("observatory:behind", args=[figure]) + query


def _lost_url(counts: Counts) -> str:
    return (
        reverse("registry:source", args=[counts.population.list]) + "#counts"
        if counts.population.list
        else ""
    )


def _coverage_note(figure: FigureOf, shown: Tally, language: str) -> str:
    return _("Known for %(known)s of %(total)s %(unit)s.") % {
        "known": number(shown.known),
        "total": number(shown.total),
        "unit": figure.unit.name(language),
    }


def _declared_answer(figure: FigureOf, shown: Tally, language: str) -> str:
    if figure.answer is None:
        return ""
    counts = {
        "first": shown.classes[0].count if shown.classes else 0,
        "known": shown.known,
        "total": shown.total,
    }
    text = figure.answer.name(language)
    for name, count in counts.items():
        text = text.replace(f"{{{name}}}", number(count))
    return text


def _answer(rows: tuple[FigureRow, ...], shown: Tally) -> str:
    """What the chart says: the largest class, or several that are equally large."""
    classes = [row for row in rows if row.state == "known" and row.code != OTHER and row.value]
    if not classes:
        return _("Nothing is known about any of them.")
    most = max(row.value or 0 for row in classes)
    labels = [row.label for row in classes if row.value == most]
    return _("Most: %(labels)s, %(count)s of %(known)s known (%(share)s).") % {
        "labels": "; ".join(labels),
        "count": number(most),
        "known": number(shown.known),
        "share": percent(100 * most / shown.known),
    }


def _method(counts: Counts, language: str) -> str:
    where = _(
        "Whoever states several values counts in each class, so that the classes add up to more than the members."
    )
    if counts.several != "each":
        where = _("Whoever states several classes stands in a class apart (“%(label)s”).") % {
            "label": counts.several.name(language)
        }
    open_ = _(
        "Whoever states nothing and whatever was lost are counted apart. The bounds say how large a class can be once those find their place."
    )
    return f"{where} {open_}"


def _filter_note(asked: Asked, shown: Tally) -> tuple[str, ...]:
    if not asked.filters or not shown.lost:
        return ()
    return (_("Filters cannot tell anything of lost rows; all of them stay counted as lost."),)


def _sources(counts: Counts, language: str) -> tuple[SourceNote, ...]:
    found = source_list(counts.population.list) if counts.population.list else None
    lists = (found,) if found else () if counts.population.list else source_lists()
    return tuple(SourceNote(item.title, item.url, item.edition, item.licence) for item in lists)
