"""Cases that two sides work on: moves, messages and documents are written again and again, and looked at.

Imported once Django is set up.
"""

from hashlib import sha256
from typing import Any
from unittest import mock

from django.utils import timezone

from ebpages.accounts.actions import add_person, give_role
from ebpages.accounts.audit import broken_links
from ebpages.accounts.models import AuditEntry, Person
from ebpages.accounts.reader import OPERATOR, Reader
from ebpages.accounts.readers import reader_for
from ebpages.exchange import actions
from ebpages.exchange.actions import cases
from ebpages.exchange.lifecycle import shown_until
from ebpages.exchange.models import Case, CaseDocument, CaseMessage, CaseMove, Profile, ProfileVersion
from ebpages.faces.documents import Document
from ebpages.registry import models
from tests.faults.acts_of_people import Confirm, broken_database
from tests.samples.profiles import offer

REFERENCE = "TOBG20261130001"


def _sides() -> tuple[Reader, Reader, str]:
    owner, interested = models.Organisation.objects.order_by("id").values_list("id", flat=True)[:2]
    found = []
    for email, organisation in (("owner@example.org", owner), ("interested@example.org", interested)):
        there = Person.objects.filter(email=email).first()
        someone = there or add_person(by=OPERATOR, email=email)
        give_role(by=OPERATOR, person=someone, role="editor", organisation=organisation)
        found.append(reader_for(someone))
    if not Profile.objects.for_writing().filter(reference=REFERENCE).exists():
        today = timezone.localdate()
        row = Profile.objects.create(
            organisation_id=owner, type="TO", state="published", reference=REFERENCE, version=1, published_version=1,
            expires_on=shown_until(today, 12),
        )  # fmt: skip
        ProfileVersion.objects.create(profile=row, number=1, content=offer().model_dump(mode="json"))
    return found[0], found[1], interested


def work_on_cases(turn: int, confirm: Confirm) -> None:
    owner, interested, organisation = _sides()
    for left in Case.objects.for_writing().filter(closed_at=None):
        actions.make_move(by=owner, case=left, version=left.version, move="end", reason="price")
    with mock.patch.object(cases, "MOST_INTERESTS_A_DAY", 10**9):
        for number in range(10_000):
            case = actions.express_interest(
                by=interested, reference=REFERENCE, organisation=organisation, route="transfer", cooperation="supplier",
                unclear=f"{turn}.{number}", about_us="x",
            )  # fmt: skip
            confirm(f"step {case.code} 0")
            case = actions.make_move(by=owner, case=case, version=0, move="answer")
            confirm(f"step {case.code} 1")
            said = actions.write_message(by=interested, case=case, text=f"{turn}.{number}", asks=True)
            confirm(f"message {said.pk}")
            document = Document("pdf", f"%PDF-1.7 {turn}.{number}".encode() * 500)
            kept = actions.add_case_document(
                by=owner, case=case, title="План", level="after_nda", document=document
            )
            confirm(f"document {kept.pk}")
            actions.make_move(by=owner, case=case, version=1, move="end", reason="price")
            confirm(f"step {case.code} 2")


def look_at_cases(confirmed: list[str]) -> dict[str, Any]:
    wrong = broken_database() + list(broken_links())
    there = {each.code: each for each in Case.objects.for_writing()}
    messages = set(CaseMessage.objects.for_writing().values_list("pk", flat=True))
    documents = {each.pk: each for each in CaseDocument.objects.for_writing()}
    for kind, name, *version in (each.split() for each in confirmed):
        if kind == "step" and (name not in there or there[name].version < int(version[0])):
            wrong.append(f"step {version[0]} of case {name} is lost")
        if (kind == "message" and int(name) not in messages) or (
            kind == "document" and int(name) not in documents
        ):
            wrong.append(f"{kind} {name} is lost")
    for case in there.values():
        moves = list(CaseMove.objects.for_writing().filter(case=case).values_list("number", "step"))
        if [number for number, _step in moves] != list(range(1, case.version + 1)) or (
            moves and moves[-1][1] != case.step
        ):
            wrong.append(f"case {case.code} is half moved")
    for row in documents.values():
        if not row.path.is_file() or sha256(row.path.read_bytes()).hexdigest() != row.digest:
            wrong.append(f"document {row.pk} is without its file")
    noted = AuditEntry.objects.for_writing().filter(action="case.message").count()
    if noted != len(messages):
        wrong.append("a message is not in the audit, or an entry has no message")
    return {"wrong": wrong}
