"""The only writer of review: pairs are kept for who looks at them, decided, put off, taken back; findings are answered."""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.actions.notices import notify
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries.people import people_who_may
from ebpages.accounts.reader import Reader
from ebpages.faces.action_log import log_when_stored
from ebpages.registry import actions as registry
from ebpages.registry.contributions import SOURCE
from ebpages.registry.models import Finding, FindingAnswer, HumanJudgement, Record
from ebpages.registry.queries.findings import seen_of
from ebpages.review.models import LONGEST_QUESTION, Lease, Opinion, PutOff, pair_key
from ebpages.review.queries.decisions import (
    decision_on,
    joined_by_a_person,
    relation_title,
    rows_of_decision,
    signature_name,
)
from ebpages.review.queries.queue import is_shown, offered, owners
from ebpages.review.shapes import DECISIONS
from ebpages.search.actions import hold_writers, record_changes

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(minutes=15)
_MOST_TRIED = 50  # pairs that others take at the same moment
# In one statement, so that of two who ask at once one gets the pair. Both databases write it alike.
_TAKE = """
    INSERT INTO review_lease (a, b, person_id, until) VALUES (%s, %s, %s, %s)
    ON CONFLICT (a, b) DO UPDATE SET person_id = excluded.person_id, until = excluded.until
    WHERE review_lease.until <= %s OR review_lease.person_id = excluded.person_id
    RETURNING id
"""


def take_next(*, by: Reader) -> tuple[str, str] | None:
    """Keep the best pair that nobody looks at for this reader; None where none is left. Raises Refused."""
    must(by, Permission.REVIEW_DATA)
    _person(by)
    for number, pair in enumerate(offered(by)):
        if number == _MOST_TRIED:
            break
        if _take(by, pair):
            return pair
    return None


@transaction.atomic
def _take(by: Reader, pair: tuple[str, str]) -> bool:
    now = timezone.now()
    as_stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        until = as_stored(now + KEPT_FOR)
        cursor.execute(_TAKE, [*pair_key(*pair), by.person, until, as_stored(now)])
        return cursor.fetchone() is not None


@transaction.atomic
def decide(*, by: Reader, a: str, b: str, relation: str, why: str = "") -> HumanJudgement:
    """Say what record a is to record b. Raises Refused, with who decided meanwhile, or whose the pair is now."""
    hold_writers()
    must(by, Permission.REVIEW_DATA)
    if relation not in DECISIONS:
        raise Unusable(_("Choose what the two are to each other."))
    _must_be_listed(a, b)
    _refuse_decided(a, b)
    _refuse_kept(by, a, b)
    made = registry.judge(a=a, b=b, relation=relation, by=_signature(by), why=why.strip())
    of = owners((a, b))
    if relation != "different" and of.get(a) != of.get(b):
        raise Refused(_cannot_join())
    if relation == "different" and of.get(a) == of.get(b):
        raise Refused(joined_by_a_person())
    _note(by, "pair.decide", made, of.get(a, ""))
    _end(by, a, b, made)
    return made


@transaction.atomic
def part(*, by: Reader, organisation: str, records: Sequence[str], why: str = "") -> list[HumanJudgement]:
    """Say that some rows of an organisation do not belong to it. Raises Refused."""
    hold_writers()
    must(by, Permission.REVIEW_DATA)
    pairs = pairs_to_part(organisation, records)
    for a, b in pairs:
        _refuse_decided(a, b)
    made = registry.judge_all(pairs=pairs, relation="different", by=_signature(by), why=why.strip())
    of = owners(record for pair in pairs for record in pair)
    if any(of.get(a) == of.get(b) for a, b in pairs):
        raise Refused(joined_by_a_person())
    _note(by, "record.part", made[0], organisation)
    for row in made:
        _end(by, row.a, row.b, row)
    return made


def pairs_to_part(organisation: str, records: Iterable[str]) -> list[tuple[str, str]]:
    """Each of these rows with each that stays. Raises Refused."""
    held = (
        Record.objects.filter(organisation=organisation)
        .exclude(source=SOURCE.slug)
        .values_list("id", flat=True)
    )
    away = set(records)
    stay = sorted(set(held) - away)
    if not away <= set(held):
        raise Refused(_("These rows are not the organisation's any more. Look at its page again."))
    if not away or not stay:
        raise Unusable(_("Choose at least one row that leaves and leave at least one."))
    return [(one, other) for one in sorted(away) for other in stay]


@transaction.atomic
def take_back(*, by: Reader, judgement: int) -> list[HumanJudgement]:
    """Withdraw a decision, with all rows that were judged at the same moment. It stays stored. Raises Refused."""
    hold_writers()
    must(by, Permission.REVIEW_DATA)
    rows = rows_of_decision(judgement)
    if not rows:
        raise Refused(_("There is no such decision."))
    if rows[0].withdrawn_at:
        told = _("%(name)s has taken this decision back already.")
        raise Refused(told % {"name": signature_name(rows[0].withdrawn_by)})
    gone = registry.withdraw_judgements(judgements=[row.pk for row in rows], by=_signature(by))
    _note(by, "pair.take_back", gone[0], owners((gone[0].a,)).get(gone[0].a, ""))
    return gone


@transaction.atomic
def put_off(*, by: Reader, a: str, b: str) -> None:
    """Let this reader see the pair last, and others before. Raises Refused."""
    must(by, Permission.REVIEW_DATA)
    _must_be_listed(a, b)
    one, other = pair_key(a, b)
    PutOff.objects.update_or_create(a=one, b=other, person_id=_person(by), defaults={"at": timezone.now()})
    Lease.objects.filter(a=one, b=other, person=by.person).delete()
    log_when_stored(logger, "pair %s, %s put off", one, other)


@transaction.atomic
def ask_opinion(*, by: Reader, a: str, b: str, of: str = "", question: str = "") -> Opinion:
    """Ask another reviewer, or any, for a second opinion. of: their code. Raises Refused."""
    hold_writers()
    must(by, Permission.REVIEW_DATA)
    _must_be_listed(a, b)
    _refuse_decided(a, b)
    colleague = (
        next((p for p in people_who_may(Permission.REVIEW_DATA) if p.code == of), None) if of else None
    )
    if of and (colleague is None or colleague.pk == by.person):
        raise Unusable(_("Choose a colleague who reviews, or nobody in particular."))
    one, other = pair_key(a, b)
    if Opinion.objects.for_writing().filter(a=one, b=other, ended_at=None).exists():
        raise Refused(_("A second opinion on this pair was asked for already."))
    _refuse_kept(by, a, b)
    made: Opinion = Opinion.objects.create(
        a=one,
        b=other,
        asked_by_id=_person(by),
        asked_of=colleague,
        question=question.strip()[:LONGEST_QUESTION],
    )
    Lease.objects.filter(a=one, b=other, person=by.person).delete()
    if colleague:
        params = {"person": by.code, "one": _name(one), "other": _name(other)}
        notify(person=colleague, kind="opinion.asked", params=params, path=_path(a, b))
    audit.note(
        by=by, action="opinion.ask", kind="opinion", object_id=str(made.pk), after={"a": one, "b": other}
    )
    log_when_stored(logger, "second opinion on %s, %s asked", one, other)
    return made


@transaction.atomic
def answer_finding(*, by: Reader, finding: str, answer: str, reason: str = "") -> FindingAnswer:
    """Note what was done about a finding: it leaves the open ones until it says something else. Raises Refused."""
    must(by, Permission.REVIEW_DATA)
    row = Finding.objects.select_for_update().filter(pk=finding).first()
    if row is None:
        raise Refused(_("There is no such finding any more."))
    if answer not in FindingAnswer.ANSWERS:
        raise Unusable(_("Choose what was done about it."))
    if answer == FindingAnswer.ACCEPTED and not reason.strip():
        raise Unusable(_("Say why it is accepted as it is."))
    standing = FindingAnswer.objects.filter(finding=finding, withdrawn_at=None).first()
    seen = seen_of([row])[row.pk]
    if standing and standing.seen == seen:
        told = _("%(name)s has answered this finding already.")
        raise Refused(told % {"name": signature_name(standing.by)})
    if standing:
        _withdraw_answer(standing, _signature(by))
    made: FindingAnswer = FindingAnswer.objects.create(
        finding=finding, seen=seen, answer=answer, reason=reason.strip(), by=_signature(by), at=timezone.now()
    )
    audit.note(
        by=by, action="finding.answer", kind="finding", object_id=finding, after={"answer": answer, "reason": made.reason}
    )  # fmt: skip
    record_changes(kind="finding", ids=[finding])
    log_when_stored(logger, "finding %s answered: %s", finding, answer)
    return made


@transaction.atomic
def reopen_finding(*, by: Reader, finding: str) -> None:
    """Take an answer back: the finding is open again. Raises Refused."""
    must(by, Permission.REVIEW_DATA)
    standing = FindingAnswer.objects.filter(finding=finding, withdrawn_at=None).first()
    if standing is None:
        raise Refused(_("This finding has no answer."))
    _withdraw_answer(standing, _signature(by))
    audit.note(by=by, action="finding.reopen", kind="finding", object_id=finding)
    record_changes(kind="finding", ids=[finding])
    log_when_stored(logger, "finding %s open again", finding)


def _withdraw_answer(row: FindingAnswer, by: str) -> None:
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])


def _end(by: Reader, a: str, b: str, made: HumanJudgement) -> None:
    """Nothing of a decided pair waits; who wanted a second opinion gets it."""
    one, other = pair_key(a, b)
    Lease.objects.filter(a=one, b=other).delete()
    PutOff.objects.filter(a=one, b=other).delete()
    waiting = Opinion.objects.for_writing().filter(a=one, b=other, ended_at=None)
    for opinion in waiting.select_related("asked_by"):
        if opinion.asked_by_id != by.person:
            params = {
                "person": by.code, "one": _name(a), "other": _name(b), "answer": _titles(made.relation), "reason": made.why,
            }  # fmt: skip
            notify(person=opinion.asked_by, kind="opinion.given", params=params, path=_path(a, b))
    waiting.update(ended_at=timezone.now())


def _refuse_decided(a: str, b: str) -> None:
    if standing := decision_on(a, b):
        told = _(
            "%(name)s has decided this pair already: %(decision)s. To decide otherwise, take that decision back first."
        )
        raise Refused(told % {"name": standing.by, "decision": standing.title})


def _refuse_kept(by: Reader, a: str, b: str) -> None:
    one, other = pair_key(a, b)
    lease = Lease.objects.filter(a=one, b=other, until__gt=timezone.now()).exclude(person=by.person or None)
    if kept := lease.select_related("person").first():
        told = _("%(name)s is looking at this pair until %(time)s. Nothing was stored; decide another one.")
        until = timezone.localtime(kept.until).strftime("%H:%M")
        raise Refused(told % {"name": kept.person.get_full_name(), "time": until})


def _must_be_listed(a: str, b: str) -> None:
    if not is_shown(a, b):
        raise Refused(_("One of the rows is in no list any more. Go on with the next pair."))


def _cannot_join() -> str:
    return _(
        "The two cannot be joined like this: each has a number of its own, or a person has said that they are different. "
        "One body with two numbers was registered again."
    )


def _note(by: Reader, action: str, row: HumanJudgement, organisation: str) -> None:
    audit.note(
        by=by, action=action, kind="judgement", object_id=str(row.pk), organisation=organisation,
        after={"a": row.a, "b": row.b, "relation": row.relation, "reason": row.why},
    )  # fmt: skip
    log_when_stored(logger, "%s: %s %s %s", action, row.a, row.relation, row.b)


def _titles(relation: str) -> dict[str, str]:
    """In every language: who is told reads it in their own."""
    titles = {}
    for language, _name_of_it in settings.LANGUAGES:
        with translation.override(language):
            titles[language] = relation_title(relation)
    return titles


def _name(record: str) -> str:
    return str(Record.objects.values_list("name", flat=True).get(pk=record)) or record


def _path(a: str, b: str) -> str:
    return f"/review/{a}/{b}/"


def _person(by: Reader) -> int:
    """Pairs are kept for people, not for who is at the command line."""
    if not Person.objects.filter(pk=by.person).exists():
        raise Refused(_("Sign in: pairs are kept for a person."))
    return by.person


def _signature(by: Reader) -> str:
    return f"person:{by.code}" if by.is_signed_in else by.name
