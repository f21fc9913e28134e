"""A marked secret stands in every private text; whatever a role can open is searched for those that it may not see."""

import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.urls import resolve

from ebpages.accounts.access import EVERYBODY, Access
from ebpages.accounts.actions import make_token
from ebpages.accounts.guard import allows
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import VISITOR as NOBODY
from ebpages.accounts.readers import reader_for
from ebpages.accounts.scoped import PrivateModel
from ebpages.exchange.models import Attachment, CaseAgreement, CaseDocument
from ebpages.own_pages.models import ClaimDocument
from ebpages.site.access import access_table
from tests.integration.accounts.test_forgery import EXAMPLES, paths
from tests.samples.examples import searches_long
from tests.samples.people import organisation
from tests.samples.people_of_every_role import FOREIGN, OWN, PASSWORD, person
from tests.samples.secrets import OF_PAGES, TOLD, Planted, found_in, plant, private_tables, texts

pytestmark = pytest.mark.django_db
VISITOR = "visitor"
# What is open to everybody and tells of an organisation; the rest of it is asked as a visitor only, since it is kept for everybody.
OF_EVERYBODY = {
    "registry:organisation", "registry:organisations", "registry:home", "api:organisation", "api:organisations", "api:changes",
}  # fmt: skip
SO_MANY_REFUSED = 3  # pages that say no are alike; that they say it is a test of its own
# Roles that may do what another of these may are left out, and those between two of them asked in the long form.
BETWEEN = ("member", "administrator", "analyst") if searches_long() else ()
ASKED = ("somebody", "editor", "foreign administrator", "reviewer", "site_administrator", *BETWEEN)
# Beside a visitor, who wrote the secrets and who may most: they ask by turns, each a third of the addresses; all of them in the long form.
BY_TURNS = () if searches_long() else ("somebody", "foreign administrator", "reviewer")
# Pages of one's own account know no roles: they are asked as who wrote the secrets, as who may most and as somebody else.
OF_ALLAUTH = ("account_", "mfa_", "socialaccount_", "usersessions_")
ASKED_OF_ALLAUTH = {VISITOR, "somebody", "editor", "site_administrator"}
# Counted anew with every visit, keys that the visit is made with, or a row of the audit that says somebody took their data along.
MAY_CHANGE = {
    "accounts.ApiToken",
    "sessions.Session",
    "accounts.SharedCache",
    "accounts.AuditEntry",
    "accounts.AuditDetails",
}


@pytest.fixture
def owner(home: Path) -> Person:
    """An editor of an organisation that stands in a list."""
    organisation(OWN, "Own")
    organisation(FOREIGN, "Foreign")
    return person("editor")


@pytest.fixture
def planted(owner: Person) -> Planted:
    made = plant(owner, OWN)
    made.paths = addresses_of(made)
    for label in (
        "own_pages.ClaimDocument",
        "exchange.Attachment",
        "exchange.CaseDocument",
        "exchange.CaseAgreement",
    ):
        document = made.rows[label]
        assert isinstance(document, ClaimDocument | Attachment | CaseDocument | CaseAgreement)
        document.path.parent.mkdir(parents=True, exist_ok=True)
        document.path.write_bytes(made.secret[f"{label}.name"].encode())
    return made


def test_every_private_text_has_a_secret(planted: Planted) -> None:
    """A new private field is found by itself; one that can hold none is named in TOLD with what it holds."""
    named = {f"{table._meta.label}.{each.name}" for table in private_tables() for each in texts(table)}
    assert named - set(TOLD) == set(planted.secret)
    assert (set(TOLD) | OF_PAGES) - named == set(), "there is no such field any more"
    assert len(set(planted.secret.values())) == len(planted.secret)


def test_what_is_private_is_shown_to_nobody_else_is_in_no_log_and_reading_changes_nothing(
    planted: Planted, owner: Person, caplog: pytest.LogCaptureFixture
) -> None:
    everyone = {VISITOR: None, **{kind: owner if kind == "editor" else person(kind) for kind in ASKED}}
    caplog.set_level(logging.DEBUG)
    before = rows()
    shown, wrong = set[str](), []
    for kind, someone in everyone.items():
        may_see = seen_by(someone, planted)
        for path, content in visit(kind, someone, planted):
            found = found_in(content)
            shown |= found
            if path.endswith("/my/account/export/"):
                found -= about(someone, planted)
            wrong += [
                f"{kind} finds {name_of(secret, planted)} at {path}" for secret in sorted(found - may_see)
            ]
    assert wrong == []
    # the crawl came to where secrets are shown, or it would prove nothing
    assert {
        planted.secret[name]
        for name in (
            "own_pages.Claim.words",
            "own_pages.Contact.value",
            "exchange.ProfileVersion.content",
            "exchange.Review.remark",
            "exchange.Attachment.name",
            "exchange.Case.unclear",
            "exchange.CaseDocument.name",
            "exchange.CaseMessage.text",
        )
    } <= shown
    for name in (
        "own_pages.Draft.values",
        "own_pages.Contact.value",
        "registry.Entry.website",
        "own_pages.Membership.name",
    ):
        found = Client().get("/api/organisations", query_params={"q": planted.secret[name]}).json()
        assert found["total"] == 0, name
    assert mail.outbox == []
    assert found_in(caplog.text.encode()) == set()
    assert {table: now - before[table] for table, now in rows().items() if now != before[table]} == {}


def rows() -> Counter[str]:
    return Counter(
        {
            each._meta.label: (
                each.everything if issubclass(each, PrivateModel) else each._default_manager
            ).count()
            for each in apps.get_models()
            if each._meta.managed and each._meta.label not in MAY_CHANGE
        }
    )


def seen_by(someone: Person | None, planted: Planted) -> set[str]:
    """Secrets in rows that the reader may see, as their tables say it."""
    reader = reader_for(someone) if someone else NOBODY
    seen = set()
    for label, row in planted.rows.items():
        table = type(row)
        if table.objects.seen_by(reader).filter(pk=row.pk).exists():  # type: ignore[attr-defined]
            seen |= {secret for name, secret in planted.secret.items() if name.startswith(f"{label}.")}
    return seen


def about(someone: Person | None, planted: Planted) -> set[str]:
    """Secrets in rows that are about the reader, which go with the copy of what is stored of them."""
    theirs = {label for label, row in planted.rows.items() if getattr(row, "person", None) == someone}
    return {secret for name, secret in planted.secret.items() if name.rpartition(".")[0] in theirs}


def visit(kind: str, someone: Person | None, planted: Planted) -> Iterator[tuple[str, bytes]]:
    """Everything that the reader gets by asking: pages, files, the API, faults too."""
    browser, key = Client(), {}
    if someone is not None:
        someone.set_password(PASSWORD)
        someone.save()
        browser.force_login(someone)
        browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
        made = make_token(by=reader_for(someone), name="all", scopes=list(Permission), days=1)
        key = {"Authorization": f"Bearer {made[1]}"}
    reader = reader_for(someone) if someone else NOBODY
    refused = 0
    for number, (path, (name, access, parts)) in enumerate(planted.paths.items()):
        if kind in BY_TURNS and BY_TURNS[number % len(BY_TURNS)] != kind:
            continue
        if someone is not None and access == EVERYBODY and name not in OF_EVERYBODY:
            continue
        if name.startswith(OF_ALLAUTH) and kind not in ASKED_OF_ALLAUTH:
            continue
        if not allows(access, reader, parts):
            refused += 1
            if refused > SO_MANY_REFUSED:
                continue
        answer = browser.get(path, headers=key if path.startswith("/api/") else {})
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.close()
        yield path, content


def addresses_of(planted: Planted) -> dict[str, tuple[str, Access, dict[str, Any]]]:
    """Every address, once for each row that it may lead to, with what it asks of who opens it."""
    table = access_table()
    return {
        path: (name, table[name], resolve(path).kwargs)
        for row in planted.rows.values()
        for name, path in paths({**EXAMPLES, **parts_of(row)})
        if name != "account_logout"
    }


def parts_of(row: object) -> dict[str, str]:
    """What leads to a row in an address: its code or its number."""
    code = getattr(row, "code", "")
    number = str(row.pk)  # type: ignore[attr-defined]
    return {
        **dict.fromkeys(("number", "token", "object_id", "grant", "entry"), number),
        "key": row.key
        if isinstance(row, Attachment | CaseDocument | CaseAgreement)
        else number
        if number.isdigit()
        else code,
        **({"code": code} if code else {}),
        **(
            {"code": of.code}
            if (of := getattr(row, "case", None) or getattr(row, "profile", None)) and not code
            else {}
        ),
    }


def name_of(secret: str, planted: Planted) -> str:
    return next((name for name, each in planted.secret.items() if each == secret), secret)
