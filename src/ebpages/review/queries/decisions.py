"""What people decided, by whom, when and why."""

from collections.abc import Iterable, Sequence
from itertools import groupby, islice

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.accounts.models import Person
from ebpages.accounts.reader import Reader
from ebpages.registry.models import HumanJudgement, Record
from ebpages.review.shapes import DecisionView

MOST_SHOWN = 50
_READ = 500


def relation_title(relation: str) -> str:
    return {
        "same": pgettext("decision", "the same"),
        "branch_of": pgettext("decision", "a branch"),
        "re_registration": pgettext("decision", "registered again"),
        "different": pgettext("decision", "different"),
    }.get(relation, relation)


def joined_by_a_person() -> str:
    """Why rows cannot be told apart."""
    return _("A person joined these rows. Take that decision back first: it is among those decided.")


def signature_name(by: str) -> str:
    """Who signed a public row, as colleagues read it."""
    code = by.removeprefix("person:")
    person = Person.objects.filter(code=code).first() if code != by else None
    return person.get_full_name() if person else by


def rows_of_decision(key: int) -> list[HumanJudgement]:
    """The rows that were judged at the same moment by the same person."""
    first = HumanJudgement.objects.filter(pk=key).first()
    return list(HumanJudgement.objects.filter(by=first.by, at=first.at).order_by("id")) if first else []


def decisions() -> tuple[DecisionView, ...]:
    """The newest first."""
    return _views(HumanJudgement.objects.order_by("-id")[:_READ])[:MOST_SHOWN]


def last_decision(reader: Reader) -> DecisionView | None:
    """The reader's own newest one that stands."""
    mine = HumanJudgement.objects.filter(by=f"person:{reader.code}", withdrawn_at=None)
    return next(iter(_views(mine.order_by("-id")[:_READ])), None)


def decision_view(row: HumanJudgement) -> DecisionView:
    return decision_views([row])[0]


def decision_views(rows: Iterable[HumanJudgement]) -> tuple[DecisionView, ...]:
    """Each row by itself."""
    return _views_of([[row] for row in rows])


def decision_on(a: str, b: str) -> DecisionView | None:
    """What stands on a pair."""
    pair = Q(a=a, b=b) | Q(a=b, b=a)
    found = HumanJudgement.objects.filter(pair, withdrawn_at=None).order_by("-id")
    return next(iter(_views(found[:1])), None)


def _views(rows: Iterable[HumanJudgement]) -> tuple[DecisionView, ...]:
    moments = groupby(rows, lambda row: (row.by, row.at))
    return _views_of([list(group) for _moment, group in islice(moments, MOST_SHOWN)])


def _views_of(groups: Sequence[Sequence[HumanJudgement]]) -> tuple[DecisionView, ...]:
    heads = [group[-1] for group in groups]
    named = {record for head in heads for record in (head.a, head.b)}
    names = dict(Record.objects.filter(id__in=named).values_list("id", "name"))
    codes = {by.removeprefix("person:") for head in heads for by in (head.by, head.withdrawn_by)}
    people = {f"person:{p.code}": p.get_full_name() for p in Person.objects.filter(code__in=codes)}
    return tuple(
        DecisionView(
            key=head.pk,
            relation=head.relation,
            title=relation_title(head.relation),
            a=head.a,
            b=head.b,
            one=names.get(head.a) or head.a,
            other=names.get(head.b) or head.b,
            pairs=len(group),
            url=reverse("review:pair", args=[head.a, head.b]) if names.keys() >= {head.a, head.b} else "",
            by=people.get(head.by, head.by),
            at=head.at,
            why=head.why,
            withdrawn_by=people.get(head.withdrawn_by, head.withdrawn_by),
            withdrawn_at=head.withdrawn_at,
            may_take_back=head.withdrawn_at is None,
        )
        for head, group in zip(heads, groups, strict=True)
    )
