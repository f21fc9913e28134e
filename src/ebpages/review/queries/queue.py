"""The pairs that nobody has decided, best first, as each reviewer is offered them."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Abs
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries.people import people_who_may
from ebpages.accounts.reader import Reader
from ebpages.faces.shapes import WorkItem
from ebpages.registry.contributions import SOURCE
from ebpages.registry.judgements import Relation
from ebpages.registry.models import Build, HumanJudgement, Judgement, Record
from ebpages.registry.queries.organisation import reasons_of
from ebpages.registry.resolution.comparison import probability, weights
from ebpages.review.models import Lease, Opinion, PutOff, pair_key
from ebpages.review.shapes import Queue, QueuedPair

MOST_SHOWN = 20
_CHUNK = 200
# Reasons that weigh nothing and keep a step from joining.
_DOUBTS = frozenset(
    ("common_word", "kinds_differ", "names_contradict", "places_differ", "seats_differ", "several_fit", "two_companies", "word_left_over", "year_against")
)  # fmt: skip


def pair_url(a: str, b: str) -> str:
    return reverse("review:pair", args=[a, b])


def speaks_against(code: str, weight: float) -> bool:
    """Whether a reason is one for leaving two rows apart."""
    return weight < 0 or code in _DOUBTS


def _why(row: Judgement) -> str:
    """The strongest reason to take the two for one; where there is none, the strongest against it, which says so."""
    reasons = reasons_of(row)
    for_it = (reason for reason in reasons if not speaks_against(reason.code, reason.score))
    if reason := next(for_it, None):
        return reason.sentence
    return _("Against: %(reason)s") % {"reason": reasons[0].sentence} if reasons else ""


def undecided() -> QuerySet[Judgement]:
    """Most records touched first, then nearest the threshold from which the rules decide alone."""
    waiting = Judgement.objects.filter(
        relation=Relation.UNDECIDED.value, a__organisation__isnull=False, b__organisation__isnull=False
    ).exclude(a__organisation=F("b__organisation"))
    return waiting.annotate(
        touched=F("a__organisation__record_count") + F("b__organisation__record_count"),
        doubt=Abs(F("score") - probability(weights().threshold)),
    ).order_by("-touched", "doubt", "place")


def _with(table: QuerySet[Lease] | QuerySet[PutOff] | QuerySet[Opinion]) -> Exists:
    """Whether a judgement's pair stands in a table of review."""
    return Exists(
        table.filter(Q(a=OuterRef("a_id"), b=OuterRef("b_id")) | Q(a=OuterRef("b_id"), b=OuterRef("a_id")))
    )


def offered(reader: Reader) -> Iterator[tuple[str, str]]:
    """Pairs that the reader may be given, the best first: second opinions, new ones, those put off."""
    mine = PutOff.objects.filter(person=reader.person)
    late = list(mine.order_by("at").values_list("a", "b")[:_CHUNK])
    asked_of_reader = [(opinion.a, opinion.b) for opinion in _asked(reader)]
    yield from (oriented(*pair) for pair in asked_of_reader if pair not in late)
    kept = Lease.objects.filter(until__gt=timezone.now()).exclude(person=reader.person)
    who_can_answer = Q(asked_of=None) | Q(asked_of__in=people_who_may(Permission.REVIEW_DATA))
    asked = Opinion.objects.for_writing().filter(who_can_answer, ended_at=None)
    free = undecided().exclude(_with(kept)).exclude(_with(asked))
    for judgement in free.exclude(_with(mine)).values_list("a", "b")[:_CHUNK]:
        yield oriented(*judgement)
    waiting = {pair_key(a, b) for a, b in free.filter(_with(mine)).values_list("a", "b")}
    waiting.update(asked_of_reader)
    yield from (oriented(*pair) for pair in late if pair in waiting)


def _asked(reader: Reader) -> list[Opinion]:
    """Second opinions that wait for this reader: what was asked of somebody who reviews no more is asked of all others."""
    of_nobody = Q(asked_of=None) | ~Q(asked_of__in=people_who_may(Permission.REVIEW_DATA))
    mine = Q(asked_of=reader.person) | (of_nobody & ~Q(asked_by=reader.person))
    waiting = Opinion.objects.seen_by(reader).filter(mine, ended_at=None).select_related("asked_by")
    named = {record for row in waiting for record in (row.a, row.b)}
    of = dict(listed(named).values_list("id", "organisation_id"))
    standing = HumanJudgement.objects.filter(a__in=named, b__in=named, withdrawn_at=None)
    decided = {pair_key(a, b) for a, b in standing.values_list("a", "b")}
    return [
        row
        for row in waiting.order_by("id")
        if row.a in of and row.b in of and of[row.a] != of[row.b] and (row.a, row.b) not in decided
    ]


def oriented(a: str, b: str) -> tuple[str, str]:
    """A pair with what can be the branch in front: the one whose number has thirteen digits."""
    numbers = dict(Record.objects.filter(id__in=(a, b)).values_list("id", "identifier"))
    return _branch_first(a, numbers.get(a, ""), b, numbers.get(b, ""))


def _branch_first(a: str, number_of_a: str, b: str, number_of_b: str) -> tuple[str, str]:
    return (b, a) if len(number_of_b) > len(number_of_a) else (a, b)


def listed(records: Iterable[str]) -> QuerySet[Record]:
    """Those that can stand in a pair: rows of published lists, of organisations."""
    rows = Record.objects.filter(id__in=set(records), organisation__isnull=False)
    return rows.exclude(source=SOURCE.slug)


def is_shown(a: str, b: str) -> bool:
    """Whether the two have a page as a pair."""
    return listed((a, b)).count() == 2


def owners(records: Iterable[str]) -> dict[str, str]:
    """Record -> organisation."""
    found = Record.objects.filter(id__in=set(records)).exclude(organisation=None)
    return dict(found.values_list("id", "organisation_id"))


def queue(reader: Reader, start: int = 0, size: int = MOST_SHOWN) -> Queue:
    """How many are left, second opinions asked of the reader, and some pairs: those that the page shows, or behind them."""
    waiting = undecided()
    return Queue(
        left=waiting.count(),
        put_off=waiting.filter(_with(PutOff.objects.filter(person=reader.person))).count(),
        asked=tuple(queued_opinion(each) for each in _asked(reader)),
        pairs=_queued(waiting[start : start + size]),
    )


def all_pairs() -> Iterator[QueuedPair]:
    """Every pair, for files; some at a time."""
    keys = list(undecided().values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        yield from _queued(undecided().filter(pk__in=keys[start : start + _CHUNK]))


def pairs_of_organisation(public_id: str) -> tuple[QueuedPair, ...]:
    return _queued(undecided().filter(Q(a__organisation=public_id) | Q(b__organisation=public_id)))


def _queued(judgements: QuerySet[Judgement]) -> tuple[QueuedPair, ...]:
    rows = list(judgements.select_related("a__organisation", "b__organisation"))
    named = {record for row in rows for record in (row.a_id, row.b_id)}
    kept = Lease.objects.filter(a__in=named, until__gt=timezone.now()).select_related("person")
    who = {(lease.a, lease.b): lease.person.get_full_name() for lease in kept}
    return tuple(_pair(row, who.get(pair_key(row.a_id, row.b_id), "")) for row in rows)


def _pair(row: Judgement, kept_for: str) -> QueuedPair:
    one, other = row.a.organisation, row.b.organisation
    assert one and other  # `undecided` holds no others
    a, b = _branch_first(row.a_id, row.a.identifier, row.b_id, row.b.identifier)
    one, other = (one, other) if a == row.a_id else (other, one)
    return QueuedPair(
        a=a,
        b=b,
        one=one.heading[0],
        other=other.heading[0],
        url=pair_url(a, b),
        rows=one.record_count + other.record_count,
        score=row.score,
        why=_why(row),
        kept_for=kept_for,
    )


def queued_opinion(opinion: Opinion) -> QueuedPair:
    a, b = oriented(opinion.a, opinion.b)
    records = Record.objects.select_related("organisation").in_bulk((a, b))
    one, other = records[a].organisation, records[b].organisation
    return QueuedPair(
        a=a,
        b=b,
        one=one.heading[0] if one else records[a].name,
        other=other.heading[0] if other else records[b].name,
        url=pair_url(a, b),
        rows=sum(each.record_count for each in (one, other) if each),
        score=0.5,
        why="",
        asked_by=opinion.asked_by.get_full_name(),
        question=opinion.question,
    )


def work_of_review(reader: Reader) -> Iterator[WorkItem]:
    """Second opinions that wait for the reader, and the queue as one line."""
    if not reader.may(Permission.REVIEW_DATA):
        return
    for opinion in _asked(reader):
        pair = queued_opinion(opinion)
        what = _("%(name)s asks for a second opinion") % {"name": pair.asked_by}
        yield WorkItem(what, f"{pair.one} · {pair.other}", opinion.at, _("Decide"), pair.url)
    build = Build.objects.first()
    left = undecided().count()
    if build and left:
        what = ngettext(
            "%(n)s pair of organisations waits to be decided",
            "%(n)s pairs of organisations wait to be decided",
            left,
        )
        yield WorkItem(
            what % {"n": left}, "", build.finished_at, _("Open the queue"), reverse("review:queue")
        )
