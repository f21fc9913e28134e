"""Findings with their answers, and the letter to the publisher of a list."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.registry.entries import OWN_LISTS
from ebpages.registry.models import Finding, SourceList
from ebpages.registry.queries.findings import answer_title, answered, counts_of_lists, views_of
from ebpages.registry.shapes import Evidence, FindingView
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
    open_ones = Finding.objects.filter(Q(records__source=slug) | Q(source=slug))
    open_ones = open_ones.exclude(pk__in=answered()).exclude(severity="note").order_by("place")
    keys = list(open_ones.values_list("pk", flat=True).distinct()[:_MOST_IN_A_LETTER])
    for view in views_of(Finding.objects.filter(pk__in=keys).order_by("place")):
        mine = next((each for each in view.evidence if each.source == slug), None)
        yield {
            "finding": view.id or "",
            "sentence": view.sentence,
            "resolve": view.resolve or "",
            **(_place(mine) if mine else {"where": _("the list as a whole")}),
        }


def _place(row: Evidence) -> dict[str, str]:
    where = _("no. %(number)s") % {"number": row.number or row.row}
    if row.page:
        where = _("page %(page)s") % {"page": row.page} + f", {where}"
    return {
        "where": where,
        "page": str(row.page or ""),
        "row": row.number or str(row.row),
        "column": row.column or "",
        "printed": row.original or "",
        "text": row.text,
    }


def lists_with_findings() -> tuple[tuple[str, str, int], ...]:
    """Lists that a letter can go to: slug, title, and how many open findings they have, in rows and as a whole."""
    open_ones = Finding.objects.exclude(pk__in=answered()).exclude(severity="note").order_by()
    found = counts_of_lists(open_ones)
    listed = SourceList.objects.filter(slug__in=found).exclude(slug__in=OWN_LISTS)
    return tuple((source.slug, _in_language(source, "title"), found[source.slug]) for source in listed)
