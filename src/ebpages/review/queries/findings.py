"""Findings with their answers, and the letter to the publisher of a list."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.registry.entries import OWN_LISTS
from ebpages.registry.models import Finding, SourceList
from ebpages.registry.queries.findings import answer_title, answered, views_of
from ebpages.registry.shapes import FindingView
from ebpages.review.queries.decisions import signature_name
from ebpages.review.shapes import AnsweredFinding, Letter

MOST_SHOWN = 100
_MOST_IN_A_LETTER = 500


def finding_view(key: str) -> FindingView | None:
    return next(iter(views_of(Finding.objects.filter(pk=key))), None)


def answer_of(key: str) -> AnsweredFinding | None:
    return next((each for each in answered_findings() if each.finding.id == key), None)


def answered_findings() -> tuple[AnsweredFinding, ...]:
    """The newest answers that still count, first."""
    standing = answered()
    newest = sorted(standing.values(), key=lambda row: -row.pk)[:MOST_SHOWN]
    views = {v.id: v for v in views_of(Finding.objects.filter(pk__in=[row.finding for row in newest]))}
    return tuple(
        AnsweredFinding(
            views[row.finding],
            row.answer,
            answer_title(row.answer),
            row.reason,
            signature_name(row.by),
            row.at,
        )
        for row in newest
        if row.finding in views
    )


def letter(slug: str) -> Letter | None:
    """To the publisher of a list: its open findings, each with the row that shows it."""
    source = SourceList.objects.filter(slug=slug).first()
    if source is None:
        return None
    rows = tuple(_rows(slug))
    lines = [
        _("To: %(publisher)s")
        % {"publisher": _in_language(source, "publisher") or _("the publisher of the list")},
        _("About: %(list)s") % {"list": _in_language(source, "title")},
        *([_("Read from: %(where)s") % {"where": where}] if (where := _in_language(source, "where")) else []),
        "",
        _("Dear Sir or Madam,"),
        "",
        _(
            "While reading your list we found the following. Please look at these rows and tell us what is right. The rows are attached as a table."
        ),
        "",
        *(f"{number}. {row['sentence']} ({row['where']})" for number, row in enumerate(rows, 1)),
        "",
        _("Yours faithfully,"),
        _("[your name, post and organisation]"),
    ]
    return Letter(slug, _in_language(source, "title"), "\n".join(lines), rows)


def _in_language(source: SourceList, field: str) -> str:
    return str(getattr(source, f"{field}_{active_language()}"))


def _rows(slug: str) -> Iterator[dict[str, str]]:
    open_ones = (
        Finding.objects.filter(records__source=slug).exclude(pk__in=answered()).exclude(severity="note")
    )
    keys = list(open_ones.order_by("place").values_list("pk", flat=True).distinct()[:_MOST_IN_A_LETTER])
    for view in views_of(Finding.objects.filter(pk__in=keys).order_by("place")):
        mine = next((each for each in view.evidence if each.source == slug), None)
        if mine is None:
            continue
        where = _("no. %(number)s") % {"number": mine.number or mine.row}
        if mine.page:
            where = _("page %(page)s") % {"page": mine.page} + f", {where}"
        yield {
            "finding": view.id,
            "sentence": view.sentence,
            "where": where,
            "page": str(mine.page or ""),
            "row": mine.number or str(mine.row),
            "column": mine.column,
            "printed": mine.original,
            "text": mine.text,
            "resolve": view.resolve,
        }


def lists_with_findings() -> tuple[tuple[str, str, int], ...]:
    """Lists that a letter can go to: slug, title, and how many open findings their rows have."""
    open_ones = Finding.objects.exclude(pk__in=answered()).exclude(severity="note").exclude(records=None)
    counts = open_ones.values_list("records__source").annotate(n=Count("id", distinct=True)).order_by()
    found = dict(counts)
    listed = SourceList.objects.filter(slug__in=found).exclude(slug__in=OWN_LISTS)
    return tuple((source.slug, _in_language(source, "title"), found[source.slug]) for source in listed)
