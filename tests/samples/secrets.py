"""A marked secret in every private text: tables of private rows are found by themselves, and each gets a row of one organisation.

A field that holds no text of people is named in TOLD with what it holds; every other gets a secret.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from ebpages.accounts.models import Person
from ebpages.accounts.scoped import PrivateModel

MARK = "qxz"  # begins every secret
_SECRET = re.compile(MARK + r"\d{3}[0-9a-f]{4}")  # random texts that pages hold may have the mark by chance
# Fields whose content people do not write freely, or that must be well-formed.
TOLD: dict[str, Any] = {
    "accounts.RoleGrant.role": "member",
    "accounts.AuditEntry.as_whom": "editor",
    "accounts.AuditEntry.action": "role.give",
    "accounts.AuditEntry.kind": "role",
    "accounts.AuditEntry.object_id": "1",
    "accounts.AuditEntry.details": "d" * 64,
    "accounts.AuditEntry.previous": lambda: secrets.token_hex(32),
    "accounts.AuditEntry.fingerprint": lambda: secrets.token_hex(32),
    "accounts.Notice.kind": "claim.denied",
    "accounts.Notice.path": "/my/",
    "accounts.OutgoingMail.state": "sent",
    "accounts.OutgoingMail.headers": {},
    "accounts.ApiToken.fingerprint": lambda: secrets.token_hex(32),
    "accounts.ApiToken.scopes": ["account.own"],
    "exchange.Attachment.digest": "d" * 64,
    "exchange.Attachment.kind": "png",
    "exchange.Attachment.level": "after_nda",
    "exchange.BarrierAssessment.barrier": "small_series",
    "exchange.BarrierAssessment.level": "joint",
    "exchange.BarrierAssessment.state": "open",
    "exchange.Case.code": lambda: secrets.token_hex(8),
    "exchange.Case.cooperation": "supplier",
    "exchange.Case.reason": "other",
    "exchange.Case.route": "transfer",
    "exchange.Case.step": "interest",
    "exchange.Case.turn": "owner",
    "exchange.CaseAgreement.digest": "d" * 64,
    "exchange.CaseAgreement.language": "bg",
    "exchange.CaseAgreement.side": "owner",
    "exchange.CaseDocument.digest": "d" * 64,
    "exchange.CaseDocument.kind": "pdf",
    "exchange.CaseDocument.level": "after_nda",
    "exchange.CaseDocument.series": "d" * 16,
    "exchange.CaseDocument.side": "owner",
    "exchange.CaseIntermediary.code": lambda: secrets.token_hex(8),
    "exchange.CaseIntermediary.side": "owner",
    "exchange.CaseIntermediary.state": "declined",
    "exchange.CaseMessage.side": "owner",
    "exchange.CaseMove.move": "answer",
    "exchange.CaseMove.side": "owner",
    "exchange.CaseMove.step": "contact",
    "exchange.CaseSignature.digest": "d" * 64,
    "exchange.CaseSignature.side": "owner",
    "exchange.CaseTask.side": "owner",
    "exchange.MatchJudgement.reason": "known",
    "exchange.MatchJudgement.verdict": "not_for_me",
    "exchange.Watch.code": lambda: secrets.token_hex(8),
    "exchange.Watch.every": "week",
    "exchange.Profile.code": lambda: secrets.token_hex(8),
    "exchange.Profile.reference": "TOBG20261130001",
    "exchange.Profile.state": "in_review",
    "exchange.Profile.type": "TO",
    "exchange.Review.rules": "external-review",
    "exchange.Review.scores": {"advantages": 2, "clarity": 2, "cooperation": 2, "language": 2},
    "exchange.Review.verdict": "hold",
    "imports.ListUpload.code": lambda: secrets.token_hex(8),
    "imports.ListUpload.given": {"read": {}, "columns": {}},
    "imports.ListUpload.preview": {"columns": [], "rows": []},
    "imports.ListUpload.state": "mapped",
    "imports.ListUpload.result": {},
    "own_pages.Claim.code": lambda: secrets.token_hex(8),
    "own_pages.Claim.role": "editor",
    "own_pages.Claim.state": "pending",
    "own_pages.ClaimDocument.kind": "png",
    "own_pages.ClaimDocument.digest": "d" * 64,
    "own_pages.Invitation.code": lambda: secrets.token_hex(8),
    "own_pages.Invitation.role": "editor",
    "own_pages.Invitation.state": "waiting",
    "own_pages.Contact.kind": "person",
    "own_pages.Contact.audience": "organisation",
    "own_pages.SetAside.began": "edition-0",
    "own_pages.Membership.kind": "company",
    "own_pages.OwnAnswer.criterion": "staff",
    "registry.Entry.kind": "cluster_organisation",
    "registry.Entry.country": "BG",
    "registry.Entry.identifier_kind": "bg_eik",
    "registry.Entry.by": "",
    "registry.Entry.decided_by": "",
    "registry.Entry.state": "submitted",
}
# Values of pages are lists of texts with their language.
OF_PAGES = {"own_pages.Draft.values", "own_pages.SetAside.values"}


@dataclass
class Planted:
    """rows: by the name of their table. secret: name of a field -> what was put there. paths: what is asked for, with
    name, access and parts of the address."""

    rows: dict[str, models.Model] = field(default_factory=dict)
    secret: dict[str, str] = field(default_factory=dict)
    paths: dict[str, tuple[str, Any, dict[str, Any]]] = field(default_factory=dict)


def private_tables() -> list[type[PrivateModel]]:
    return sorted(
        (each for each in apps.get_models() if issubclass(each, PrivateModel)),
        key=lambda each: each._meta.label,
    )


def texts(table: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Fields that can hold what somebody wrote."""
    for each in table._meta.concrete_fields:
        if isinstance(each, models.CharField | models.TextField | models.JSONField):
            yield each


def plant(owner: Person, organisation: str) -> Planted:
    planted = Planted()
    for table in private_tables():
        _row(table, planted, owner, organisation)
    return planted


def _row(table: type[PrivateModel], planted: Planted, owner: Person, organisation: str) -> models.Model:
    label = table._meta.label
    if label not in planted.rows:
        values = {}
        for each in table._meta.concrete_fields:
            value = _value(table, each, planted, owner, organisation)
            if value is not None:
                values[each.attname if isinstance(value, str) and each.is_relation else each.name] = value
        planted.rows[label] = table.everything.create(**values)
    return planted.rows[label]


def _value(
    table: type[PrivateModel],
    each: models.Field[Any, Any],
    planted: Planted,
    owner: Person,
    organisation: str,
) -> Any:
    name = f"{table._meta.label}.{each.name}"
    if name in TOLD:
        return TOLD[name]() if callable(TOLD[name]) else TOLD[name]
    if isinstance(each, models.ForeignKey):
        to = each.related_model
        if to is Person:
            return owner
        if issubclass(to, PrivateModel):
            return _row(to, planted, owner, organisation) if not each.null else None
        return organisation if each.name != "member" else None  # a member is an organisation or a name
    if isinstance(each, models.CharField | models.TextField | models.JSONField):
        return _secret(name, each, planted)
    if isinstance(each, models.DateTimeField) and not each.null and not each.has_default():
        from django.utils import timezone

        return timezone.now()
    if isinstance(each, models.DateField) and not each.null and not each.has_default():
        return date(2026, 11, 30)
    if isinstance(each, models.IntegerField) and not each.has_default() and not each.primary_key:
        return 1
    return None


def _secret(name: str, each: models.Field[Any, Any], planted: Planted) -> Any:
    secret = f"{MARK}{len(planted.secret):03}{secrets.token_hex(2)}"
    planted.secret[name] = secret
    if name in OF_PAGES:
        return {"description": [{"value": secret, "language": "en"}]}
    if name == "exchange.ProfileVersion.content":
        return {"type": "TO", "original": "en", "texts": {"en": {"title": secret, "description": secret}}}
    if name == "exchange.Review.reasons":
        return {"clarity": secret}
    if name == "registry.Entry.names":
        return [[secret, "en"]]
    if isinstance(each, models.JSONField):
        return dict.fromkeys(("organisation", "reason"), secret)  # what notices put into their sentences
    if isinstance(each, models.EmailField):
        return f"{secret}@example.org"
    assert each.max_length is None or len(secret) <= each.max_length, (
        f"{name} is short: say in TOLD what it holds"
    )
    return secret


def found_in(content: bytes) -> set[str]:
    """Secrets that stand in an answer, also where JSON or an address has escaped what is around them."""
    return set(_SECRET.findall(content.decode(errors="replace")))
