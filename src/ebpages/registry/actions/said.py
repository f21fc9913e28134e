"""What people decide about records, and what organisations say of themselves; each is followed at once."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.actions import Refused
from ebpages.faces.action_log import log_when_stored
from ebpages.faces.language import active_language
from ebpages.registry import models
from ebpages.registry.actions.building import follow
from ebpages.registry.actions.one_organisation import follow_contribution, follow_judgements
from ebpages.registry.judgements import Relation
from ebpages.registry.own_properties import by_code, problem_with, tidy
from ebpages.search.actions import hold_writers

P = TypeVar("P", models.HumanJudgement, models.Contribution)
logger = logging.getLogger(__name__)

MOST_SAID = 200  # values of one page


@dataclass(frozen=True, slots=True)
class Said:
    """One value that an organisation says of itself."""

    property: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """What became of an organisation's own page: keys of contributions that are new, withdrawn, and kept as they were.

    subject: the id that the organisation has now, which may be the heir of the one that was named.
    """

    subject: str
    at: datetime
    added: tuple[int, ...]
    withdrawn: tuple[int, ...]
    kept: tuple[int, ...]


def judge(*, a: str, b: str, relation: str, by: str, why: str = "") -> models.HumanJudgement:
    """Decide what two records have to do with each other. Raises Refused."""
    return judge_all(pairs=[(a, b)], relation=relation, by=by, why=why)[0]


@transaction.atomic
def judge_all(
    *, pairs: Sequence[tuple[str, str]], relation: str, by: str, why: str = ""
) -> list[models.HumanJudgement]:
    """Decide the same of several pairs at one moment, followed once. Raises Refused."""
    hold_writers()
    known = [relation.value for relation in Relation]
    if relation not in known:
        told = _("There is no relation “%(value)s”; choose one of: %(known)s.")
        raise Refused(told % {"value": relation, "known": ", ".join(known)})
    if any(a == b for a, b in pairs):
        raise Refused(_("A judgement is about two rows, and these are one."))
    named = {record for pair in pairs for record in pair}
    held = set(models.Record.objects.filter(id__in=named).values_list("id", flat=True))
    if unknown := sorted(named - held):
        raise Refused(_("No list holds the row %(record)s.") % {"record": unknown[0]})
    _signed(by=by)
    now = timezone.now()
    made = [
        models.HumanJudgement.objects.create(a=a, b=b, relation=relation, by=by, why=why, at=now)
        for a, b in pairs
    ]
    follow(lambda: follow_judgements(named))
    for each in made:
        log_when_stored(logger, "judgement %s: %s %s %s, by %s", each.pk, each.a, relation, each.b, by)
    return made


def withdraw_judgement(*, judgement: int, by: str) -> models.HumanJudgement:
    """Take a judgement back; it stays stored. Raises Refused."""
    return withdraw_judgements(judgements=[judgement], by=by)[0]


@transaction.atomic
def withdraw_judgements(*, judgements: Sequence[int], by: str) -> list[models.HumanJudgement]:
    """Take back several, followed once. Raises Refused."""
    hold_writers()
    withdrawn = [_withdraw(models.HumanJudgement, judgement, by) for judgement in judgements]
    follow(lambda: follow_judgements({record for each in withdrawn for record in (each.a, each.b)}))
    return withdrawn


@transaction.atomic
def contribute(
    *, subject: str, property: str, value: str, by: str, language: str = "", source: str = ""
) -> models.Contribution:
    """Note what the organisation of a public id says of itself. source: what it rests on, in words. Raises Refused."""
    hold_writers()
    if problem := problem_with(property, value, language):
        raise Refused(problem)
    if not models.PublicId.objects.filter(id=subject).exists():
        raise Refused(_("No organisation ever had the id %(id)s.") % {"id": subject})
    _signed(by=by)
    made = models.Contribution.objects.create(
        subject_id=subject,
        property=property,
        value=value,
        language=language,
        source=source,
        by=by,
        at=timezone.now(),
    )
    follow(lambda: follow_contribution(subject))
    log_when_stored(logger, "contribution %s: %s of %s, by %s", made.pk, property, subject, by)
    return made


@transaction.atomic
def withdraw_contribution(*, contribution: int, by: str) -> models.Contribution:
    """Take back what an organisation said; it stays stored. Raises Refused."""
    hold_writers()
    made = _withdraw(models.Contribution, contribution, by)
    follow(lambda: follow_contribution(made.subject_id))
    return made


@transaction.atomic
def publish_page(*, subject: str, said: Sequence[Said], by: str, source: str = "") -> PublishedPage:
    """Let exactly this stand of what an organisation says of itself. source: what it rests on, in words. Raises Refused.

    What was said before and is said again stays as it was, with who said it and when; the rest is withdrawn.
    """
    hold_writers()
    led = models.PublicId.objects.filter(id=subject).values_list("heir", flat=True)
    if not led:
        raise Refused(_("No organisation ever had the id %(id)s.") % {"id": subject})
    owner = led[0] or subject
    _signed(by=by)
    wanted = _wanted(owner, said)
    standing = models.Contribution.objects.filter(
        Q(subject=owner) | Q(subject__heir=owner), withdrawn_at=None
    )
    kept: dict[Said, int] = {}
    withdrawn = []
    for row in sorted(
        standing, key=lambda row: (row.subject_id != owner, row.pk)
    ):  # said twice: as the heir's
        value = Said(row.property, row.value, row.language)
        if value in wanted and value not in kept:
            kept[value] = row.pk
        else:
            withdrawn.append(row.pk)
    now = timezone.now()
    models.Contribution.objects.filter(pk__in=withdrawn).update(withdrawn_at=now, withdrawn_by=by)
    added = [
        models.Contribution.objects.create(
            subject_id=owner, property=each.property, value=each.value, language=each.language,
            source=source, by=by, at=now,
        ).pk
        for each in wanted
        if each not in kept
    ]  # fmt: skip
    if added or withdrawn:
        follow(lambda: follow_contribution(owner))
    log_when_stored(logger, "page of %s: %s said, %s withdrawn, by %s", owner, len(added), len(withdrawn), by)
    return PublishedPage(owner, now, tuple(added), tuple(withdrawn), tuple(kept.values()))


def _wanted(owner: str, said: Sequence[Said]) -> tuple[Said, ...]:
    """Values as they are stored, each once and in their order. Raises Refused, in the language of who says them."""
    wanted = tuple(dict.fromkeys(Said(each.property, tidy(each.value), each.language) for each in said))
    if len(wanted) > MOST_SAID:
        told = _("A page holds %(most)s values, and these are %(count)s. Leave out the lesser ones.")
        raise Refused(told % {"most": MOST_SAID, "count": len(wanted)})
    for each in wanted:
        if problem := problem_with(each.property, each.value, each.language, reader=active_language()):
            raise Refused(problem)
    values = Counter((s.property, s.language) for s in wanted if not by_code()[s.property].many)
    if several := next((code for (code, _language), count in values.items() if count > 1), ""):
        told = _("“%(label)s” has one value, and several are given. Choose one.")
        raise Refused(told % {"label": by_code()[several].label.name(active_language())})
    named = {each.value for each in wanted if by_code()[each.property].kind == "organisation"}
    if owner in named:
        raise Refused(_("An organisation is no member of itself. Name another one."))
    if unknown := named - set(models.PublicId.objects.filter(id__in=named).values_list("id", flat=True)):
        raise Refused(_("No organisation ever had the id %(id)s.") % {"id": min(unknown)})
    return wanted


def _signed(**texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise Refused(_("`%(name)s` is empty: what people decide and say is signed.") % {"name": name})


def _withdraw(table: type[P], number: int, by: str) -> P:
    _signed(by=by)
    made = table._default_manager.filter(pk=number, withdrawn_at=None).first()
    if made is None:
        raise Refused(_("Number %(number)s does not exist, or was withdrawn before.") % {"number": number})
    made.withdrawn_at, made.withdrawn_by = timezone.now(), by
    made.save(update_fields=["withdrawn_at", "withdrawn_by"])
    log_when_stored(logger, "%s %s withdrawn by %s", table._meta.verbose_name, number, by)
    return made
