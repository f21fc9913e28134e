"""What is stored about one person, for that person."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import models
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext as _

from ebpages.accounts.models import AuditEntry, Person, RoleGrant
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import BY_NAME
from ebpages.accounts.shapes import OwnAccount, Preferences

# Keys and fingerprints that are of use to nobody but the program, and the look of e-mails whose text is there.
_LEFT_OUT = frozenset({"password", "fingerprint", "html", "salt"})


def own_account(reader: Reader) -> OwnAccount:
    person = Person.objects.get(pk=reader.person)
    grants = RoleGrant.objects.for_writing().filter(person=person, ended_at=None)
    return OwnAccount(
        email=person.email,
        code=person.code,
        joined_at=person.joined_at,
        roles=tuple((_(BY_NAME[grant.role].title), grant.organisation_id or "") for grant in grants),
        has_second_factor=Authenticator.objects.filter(user=person).exists(),
        lacks_second_factor=reader.lacks_second_factor,
        has_password=person.has_usable_password(),
    )


def preferences(reader: Reader) -> Preferences:
    person = Person.objects.get(pk=reader.person)
    return Preferences(name=person.name, language=person.language, delivery=person.delivery)


def left_without_administrator(reader: Reader) -> tuple[str, ...]:
    """Public ids of organisations for which nobody else decides who acts for them."""
    standing = RoleGrant.objects.for_writing().filter(role="administrator", ended_at=None)
    own = set(standing.filter(person=reader.person).values_list("organisation", flat=True))
    others = set(standing.exclude(person=reader.person).values_list("organisation", flat=True))
    return tuple(sorted(own - others))


def everything_about(reader: Reader) -> dict[str, Any]:
    """All rows of a person, by table: a room that stores something of people declares it by a foreign key named `person`."""
    mine = {"user": reader.person}
    person = Person.objects.filter(pk=reader.person)
    stored = {
        "account": _rows(person),
        "e-mail addresses": _rows(EmailAddress.objects.filter(**mine)),
        "second factors": list(map(_written, Authenticator.objects.filter(**mine).values("type", "created_at", "last_used_at"))),
        "sessions": list(map(_written, UserSession.objects.filter(**mine).values("created_at", "last_seen_at", "ip", "user_agent"))),
        "accounts elsewhere": _rows(SocialAccount.objects.filter(**mine)),
    }  # fmt: skip
    for model in _with_people():
        stored[f"{model._meta.app_label}: {camel_case_to_spaces(model.__name__)}"] = _rows(
            _all(model).filter(person=reader.person)
        )
    audit = AuditEntry.objects.for_writing()
    done = audit.filter(models.Q(by=reader.person) | models.Q(about=reader.person))
    stored["what you did, and what was done about you"] = list(
        map(_written, done.values("at", "as_whom", "action", "kind", "object_id", "organisation"))
    )
    return stored


def _with_people() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if "person" in getattr(model, "fates", {}):
            yield model


def _all(model: type[models.Model]) -> models.QuerySet[Any]:
    rows = model._default_manager.all()
    return rows.for_writing() if hasattr(rows, "for_writing") else rows


def _rows(rows: models.QuerySet[Any]) -> list[dict[str, Any]]:
    return [_written(row) for row in rows.values()]


def _written(row: dict[str, Any]) -> dict[str, Any]:
    plain = (str, int, float, bool, list, dict, type(None))
    return {
        name: value if isinstance(value, plain) else str(value)
        for name, value in row.items()
        if name not in _LEFT_OUT
    }
