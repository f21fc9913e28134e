"""The audit: what was done cannot be changed, what was written over is noticed, what must go goes without breaking the chain."""

import re
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils.timezone import localdate
from django.utils.translation import override

from ebpages.accounts import audit
from ebpages.accounts.actions import (
    Refused,
    add_person,
    change_account,
    disable_person,
    give_role,
    take_role,
)
from ebpages.accounts.models import AuditDetails, AuditEntry, RoleGrant
from ebpages.accounts.queries import AuditQuestion, audit_page
from ebpages.accounts.reader import OPERATOR, VISITOR
from ebpages.accounts.readers import reader_for
from ebpages.accounts.scoped import NobodyAsks
from tests.samples.people import browser
from tests.samples.people_of_every_role import OWN, PASSWORD, person

pytestmark = pytest.mark.django_db


def test_every_action_adds_an_entry_that_follows_the_one_before() -> None:
    somebody = person("editor")
    (grant,) = RoleGrant.objects.seen_by(OPERATOR).filter(person=somebody)
    take_role(by=OPERATOR, grant=grant)
    disable_person(by=OPERATOR, person=somebody)
    done = AuditEntry.objects.seen_by(OPERATOR).values_list("action", flat=True)
    assert list(done) == ["person.add", "role.give", "role.take", "person.disable"]
    assert list(audit.broken_links()) == []


@pytest.mark.parametrize("table", ["accounts_auditentry", "accounts_auditdetails"])
def test_the_database_itself_lets_nothing_be_changed(table: str) -> None:
    person()
    column = "action" if table.endswith("entry") else "origin"
    with (
        pytest.raises(DatabaseError, match="added to only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET {column} = 'x'")


def test_the_database_itself_lets_no_entry_be_removed() -> None:
    person()
    AuditDetails.objects.for_writing().delete()
    with pytest.raises(DatabaseError, match="added to only"), transaction.atomic():
        AuditEntry.objects.for_writing().delete()


@pytest.mark.parametrize("table", ["accounts_auditentry", "accounts_auditdetails"])
def test_the_database_itself_lets_no_row_be_put_in_place_of_another(table: str) -> None:
    person()
    replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    if connection.vendor == "postgresql":
        key = "id" if table.endswith("entry") else "entry_id"
        replace = f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}"
    with (
        pytest.raises(DatabaseError, match="added to only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(replace)
    assert list(audit.broken_links()) == []


def test_newest_entries_that_were_cut_off_show_beside_what_was_the_head() -> None:
    assert audit.head() == ""
    person()
    earlier = audit.head()
    person("editor")
    head, (_first, *newer) = audit.head(), AuditEntry.objects.seen_by(OPERATOR)
    assert audit.reaches(earlier) and audit.reaches(head)
    drop = "DROP TRIGGER accounts_auditentry_no_change ON accounts_auditentry"
    if connection.vendor == "sqlite":
        drop = "DROP TRIGGER accounts_auditentry_no_delete"
    with connection.cursor() as cursor:
        cursor.execute(drop)
    AuditDetails.objects.for_writing().filter(entry__in=newer).delete()
    AuditEntry.objects.for_writing().filter(pk__in=[each.pk for each in newer]).delete()
    assert list(audit.broken_links()) == []  # the chain alone does not tell
    assert audit.reaches(earlier) and not audit.reaches(head)
    assert not any(map(audit.is_head, ("", "x", "1", f"{'9' * 30}-x"))) and audit.is_head(head)


def test_details_may_go_and_the_chain_still_holds() -> None:
    somebody = person("editor")
    AuditDetails.objects.for_writing().filter(entry__about=somebody).delete()
    assert list(audit.broken_links()) == []
    entries = audit_page(OPERATOR, AuditQuestion()).entries
    assert {entry.is_erased for entry in entries} == {True}


def test_who_gets_round_the_triggers_is_found_out() -> None:
    person("editor")
    first, second = AuditEntry.objects.seen_by(OPERATOR)
    with connection.cursor() as cursor:
        drop = "DROP TRIGGER accounts_auditentry_no_change ON accounts_auditentry"
        if connection.vendor == "sqlite":
            drop = "DROP TRIGGER accounts_auditentry_no_update"
        cursor.execute(drop)
        cursor.execute("UPDATE accounts_auditentry SET action = 'role.take' WHERE id = %s", [second.pk])
    assert list(audit.broken_links()) == [f"entry {second.pk} was changed after it was written"]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_auditentry SET action = 'role.give', previous = %s WHERE id = %s",
            ["1" * 64, second.pk],
        )
    assert any("does not follow the one before" in sentence for sentence in audit.broken_links())
    assert first.pk < second.pk


def test_the_agency_sees_everything_others_what_they_did_and_what_concerns_them() -> None:
    analyst, editor, administrator, stranger = map(person, ("analyst", "editor", "administrator", "somebody"))
    give_role(by=reader_for(administrator), person=stranger, role="member", organisation=OWN)
    seen = {
        who.name: {
            entry.about_name
            for entry in audit_page(reader_for(who), AuditQuestion(action="role.give")).entries
        }
        for who in (analyst, editor, administrator, stranger)
    }
    assert seen == {
        "Analyst": {"Analyst", "Editor", "Administrator", "Somebody"},
        "Editor": {"Editor"},
        "Administrator": {"Editor", "Administrator", "Somebody"},
        "Somebody": {"Somebody"},
    }
    assert audit_page(VISITOR, AuditQuestion()).total == 0


def test_private_rows_are_not_read_by_nobody() -> None:
    for read in (
        list,
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.first(),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(NobodyAsks):
            read(AuditEntry.objects.all())
    with pytest.raises(NobodyAsks):
        list(person().grants.all())


def test_a_role_is_given_once_and_only_by_who_may() -> None:
    editor, other = person("editor"), person("somebody")
    with override("en"), pytest.raises(Refused, match="Your role does not allow this"):
        give_role(by=reader_for(editor), person=other, role="member", organisation=OWN)
    with override("en"), pytest.raises(Refused, match="name it"):
        give_role(by=OPERATOR, person=other, role="member")
    first = give_role(by=OPERATOR, person=other, role="member", organisation=OWN)
    assert give_role(by=OPERATOR, person=other, role="member", organisation=OWN) == first


def test_a_role_that_was_taken_is_gone_in_a_session_that_is_open(client: Client) -> None:
    analyst = person("analyst")
    client.force_login(analyst)
    assert "Every action of everybody" in client.get("/en/my/audit/").content.decode()
    take_role(by=OPERATOR, grant=RoleGrant.objects.seen_by(OPERATOR).get(person=analyst))
    assert "Every action of everybody" not in client.get("/en/my/audit/").content.decode()


def test_one_address_is_one_person_whatever_its_case() -> None:
    person()
    with override("en"), pytest.raises(Refused, match="already"):
        add_person(by=OPERATOR, email="SomeBody@Example.org", password=PASSWORD)


def test_the_page_says_in_words_what_the_file_has_as_codes() -> None:
    analyst = person("analyst")
    change_account(by=reader_for(analyst), name="Мария", language="bg", delivery="never")
    reading = browser(analyst)
    shown = re.sub(r"<[^>]+>", " ", reading.get("/bg/my/audit/").content.decode().split("<tbody>")[1])
    words = " ".join(shown.split())
    assert "Дадена роля роля" in words and "роля Анализатор в агенцията" in words
    assert "известия по електронна поща никога" in words and "Оператор от командния ред" in words
    assert re.findall(r"\b(role|person|analyst|operator|never|delivery|[a-z]+\.[a-z]+)\b", words) == []
    file = reading.get("/bg/my/audit/download.csv").content.decode()
    assert "role.give,role," in file and '""role"": ""analyst""' in file


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_that_there_is_can_be_asked_for(day: str) -> None:
    person()
    question = AuditQuestion(day=date.fromisoformat(day))
    assert audit_page(OPERATOR, question).total == 0
    assert audit_page(OPERATOR, AuditQuestion(day=localdate())).total == 1


def test_who_takes_the_audit_along_as_a_file_is_in_the_audit() -> None:
    analyst = person("analyst")
    assert browser(analyst).get("/en/my/audit/download.csv?action=role.give").status_code == 200
    noted = AuditEntry.objects.seen_by(OPERATOR).select_related("detail").get(action="audit.export")
    assert (noted.by, noted.detail.after) == (analyst, {"action": "role.give", "format": "csv"})
    own = browser(person()).get("/en/my/audit/download.csv")
    assert own.status_code == 200  # of what concerns oneself
    assert AuditEntry.objects.seen_by(OPERATOR).filter(action="audit.export").count() == 1
