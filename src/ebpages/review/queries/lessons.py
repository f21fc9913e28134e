"""What decisions would teach the rules: proposed to who keeps the data files, never learnt by itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ebpages.registry.models import HumanJudgement, Record
from ebpages.registry.names import Name, parse_name
from ebpages.review.queries.decisions import decision_views
from ebpages.review.shapes import DecisionView, Lesson
from ebpages.review.untranslated import untranslated

MOST_SHOWN = 100
_JOINING = ("same", "re_registration", "branch_of")


def lessons() -> tuple[Lesson, ...]:
    """From the newest decisions that joined names which share no spelling."""
    rows = HumanJudgement.objects.filter(withdrawn_at=None, relation__in=_JOINING).order_by("-id")[
        :MOST_SHOWN
    ]
    views = decision_views(rows)
    named = {record for view in views for record in (view.a, view.b)}
    names = dict(Record.objects.filter(id__in=named).values_list("id", "name"))
    found: dict[tuple[str, str, str], Lesson] = {}
    for view in views:
        if names.get(view.a) and names.get(view.b):
            for lesson in _taught(view, parse_name(names[view.a]), parse_name(names[view.b])):
                found.setdefault((lesson.kind, lesson.one, lesson.other), lesson)
    return tuple(found.values())


def _taught(view: DecisionView, one: Name, other: Name) -> Iterator[Lesson]:
    if one.key == other.key:
        return
    if one.language != other.language:
        bulgarian, english = (one, other) if one.language == "bg" else (other, one)
        here, there = untranslated(bulgarian, english), untranslated(english, bulgarian)
        if here and there:
            yield Lesson(
                "glossary", _("a pair for the glossary"), here, there, f"{here},{there},", "reference/data/glossary.csv", view,
            )  # fmt: skip
            return
    yield Lesson(
        "alias", _("another name"), one.original, other.original,
        f"- {{a: {view.a}, b: {view.b}, relation: {view.relation}, by: …, at: {view.at:%Y-%m-%d}, why: …}}", "EBPAGES_JUDGEMENTS", view,
    )  # fmt: skip
