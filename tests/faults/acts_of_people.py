"""What people do is written and looked at: the page of an organisation, claims with documents, reports of visitors.

Imported once Django is set up.
"""

import hashlib
from collections.abc import Callable
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection

from ebpages.accounts.actions import add_person
from ebpages.accounts.audit import broken_links
from ebpages.accounts.models import AuditEntry, Person
from ebpages.accounts.reader import OPERATOR
from ebpages.accounts.readers import reader_for
from ebpages.contact import actions as contact
from ebpages.contact.models import Report
from ebpages.faces.documents import Document
from ebpages.own_pages import actions as own_pages
from ebpages.own_pages import stored_logos
from ebpages.own_pages.actions import claims
from ebpages.own_pages.models import Claim, ClaimDocument, Draft, Edition
from ebpages.own_pages.page import Value, stored
from ebpages.own_pages.queries.page import published_values
from ebpages.publish.logo_picture import LogoPicture
from ebpages.registry import models

Confirm = Callable[[str], None]


def broken_database() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        said = [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
        said += [f"foreign key {row}" for row in cursor.execute("PRAGMA foreign_key_check").fetchall()]
    return said


def write_own_page(turn: int, confirm: Confirm) -> None:
    """The page of one organisation gets a logo and a text, and is published: again and again."""
    subject = str(models.Organisation.objects.earliest("id").id)
    for number in range(10_000):
        content = f"logo {turn}.{number}".encode() * 500
        file = stored_logos.store(
            settings.EBPAGES_HOME, LogoPicture(content, hashlib.sha256(content).hexdigest(), 1, 1)
        )
        saved = own_pages.set_logo(by=OPERATOR, organisation=subject, file=file)
        confirm(f"draft {saved.beginning.number}")
        said = {
            "products": (Value(f"product {turn}.{number}", "en"),),
            "seat": (Value(f"seat {turn}.{number}"),),
        }
        saved = own_pages.save_draft(by=OPERATOR, organisation=subject, began=saved.beginning, values=said)
        edition = own_pages.publish(by=OPERATOR, organisation=subject, version=saved.beginning.number)
        confirm(f"edition {edition.number}")


def look_at_own_page(confirmed: list[str]) -> dict[str, Any]:
    subject = str(models.Organisation.objects.earliest("id").id)
    editions = {e.number: e.values for e in Edition.objects.filter(organisation=subject)}
    drafts = Draft.objects.seen_by(OPERATOR).filter(organisation=subject)
    newest = max(drafts.values_list("version", flat=True), default=0)
    wrong = broken_database() + list(broken_links())
    for each in confirmed:
        kind, number = each.split()
        if int(number) > newest if kind == "draft" else int(number) not in editions:
            wrong.append(f"{each} is lost")
    for number, values in editions.items():
        texts = {v["value"].split()[-1] for name, said in values.items() if name != "logo" for v in said}
        if number and (
            len(texts) != 1 or not stored_logos.is_whole(settings.EBPAGES_HOME, values["logo"][0]["value"])
        ):
            wrong.append(f"edition {number} is half there")
    if editions and stored(published_values(subject)) != editions[max(editions)]:
        wrong.append("what is published is not the newest edition")
    if AuditEntry.objects.seen_by(OPERATOR).filter(action="page.publish").count() != max(
        0, len(editions) - 1
    ):
        wrong.append("an edition is not in the audit")
    return {"wrong": wrong}


def claim(turn: int, confirm: Confirm) -> None:
    """Somebody asks to act for an organisation, with a document, and takes it back: again and again."""
    there = Person.objects.filter(email="claims@example.org").first()
    by = reader_for(there or add_person(by=OPERATOR, email="claims@example.org"))
    subject = str(models.Organisation.objects.earliest("id").id)
    for waiting in Claim.objects.seen_by(by).filter(state=Claim.PENDING):
        own_pages.withdraw_claim(by=by, claim=waiting)
    with mock.patch.object(claims, "MOST_A_DAY", 10**9):
        for number in range(10_000):
            document = Document("pdf", f"%PDF-1.7 {turn}.{number}".encode() * 500)
            made = own_pages.make_claim(
                by=by, organisation=subject, role="editor", words=f"{turn}.{number}", document=document
            )
            confirm(made.code)
            own_pages.withdraw_claim(by=by, claim=made)
            confirm(f"-{made.code}")


def look_at_claims(confirmed: list[str]) -> dict[str, Any]:
    made = {each.code: each for each in Claim.objects.seen_by(OPERATOR)}
    wrong = broken_database() + list(broken_links())
    wrong += [f"claim {each} is lost" for each in confirmed if each.removeprefix("-") not in made]
    wrong += [
        f"{each} is back" for each in confirmed if each[0] == "-" and made[each[1:]].state != Claim.WITHDRAWN
    ]
    documents = {each.claim_id: each for each in ClaimDocument.objects.seen_by(OPERATOR)}
    for each in made.values():
        file = documents.get(each.pk)
        if file is None or hashlib.sha256(file.path.read_bytes()).hexdigest() != file.digest:
            wrong.append(f"claim {each.code} is without its document")
    noted = AuditEntry.objects.seen_by(OPERATOR).filter(action="claim.make")
    if set(noted.values_list("object_id", flat=True)) != set(made):
        wrong.append("a claim is not in the audit")
    return {"wrong": wrong}


def report(turn: int, confirm: Confirm) -> None:
    with mock.patch.object(contact, "REPORTS_OF_A_DAY", 10**9):
        for number in range(10_000):
            pk = contact.send_report(kind="wrong", message=f"{turn}.{number} " * 20, language="bg", subject="",
                                     page="/bg/", row="", value="", email="")  # fmt: skip
            confirm(str(pk))


def look_at_reports(confirmed: list[str]) -> dict[str, Any]:
    there = dict(Report.objects.values_list("pk", "message"))
    wrong = [f"report {each} is lost" for each in confirmed if int(each) not in there]
    wrong += [f"report {pk} is half written" for pk, text in there.items() if len(set(text.split())) != 1]
    return {"wrong": wrong + broken_database()}
