"""What decisions would teach the rules: proposed to who keeps the data files, never learnt by itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ebpages.registry.models import HumanJudgement, Record
from ebpages.registry.names import Name, parse_name
from ebpages.review.queries.decisions import decision_view
from ebpages.review.shapes import Lesson
from ebpages.review.untranslated import untranslated

MOST_SHOWN = 100
_JOINING = ("same", "re_registration", "branch_of")


def lessons() -> tuple[Lesson, ...]:
    """From the newest decisions that joined names which share no spelling."""
    rows = HumanJudgement.objects.filter(withdrawn_at=None, relation__in=_JOINING).order_by("-id")[
        :MOST_SHOWN
    ]
    listed = list(rows)
    named = {record for row in listed for record in (row.a, row.b)}
    names = dict(Record.objects.filter(id__in=named).values_list("id", "name"))
    found: dict[tuple[str, str, str], Lesson] = {}
    for row in listed:
        if names.get(row.a) and names.get(row.b):
            for lesson in _taught(row, parse_name(names[row.a]), parse_name(names[row.b])):
                found.setdefault((lesson.kind, lesson.one, lesson.other), lesson)
    return tuple(found.values())


def _taught(row: HumanJudgement, one: Name, other: Name) -> Iterator[Lesson]:
    if one.key == other.key:
        return
    view = decision_view(row)
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
        f"- {{a: {row.a}, b: {row.b}, relation: {row.relation}, by: …, at: {view.at:%Y-%m-%d}, why: …}}", "EBPAGES_JUDGEMENTS", view,
    )  # fmt: skip
