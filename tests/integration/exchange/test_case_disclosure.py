"""What a case opens to whom and when: the owner, documents by level, what an intermediary sees; nothing to others, by any face."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from ebpages.accounts.actions import NotAllowed, Refused, make_token
from ebpages.accounts.models import Notice, OutgoingMail, Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import OPERATOR
from ebpages.exchange import actions
from ebpages.exchange.actions.case_reminders import remind_of_cases
from ebpages.exchange.models import Attachment, Case, CaseDocument, CaseIntermediary
from ebpages.exchange.queries import cases as queries
from ebpages.exchange.queries.case_work import work_of_cases
from ebpages.exchange.queries.funnel import funnel
from ebpages.faces.documents import Document
from ebpages.registry.models import Organisation
from tests.integration.exchange.test_life import told
from tests.samples.people import browser, person, reader
from tests.samples.transfer_cases import (
    HELP_OF_OWNER,
    INTERESTED,
    OWNER,
    PDF,
    STRANGER,
    Sides,
    again,
    terms_of,
    waited,
)

NAME_OF_OWNER, PERSON_OF_OWNER = "Център за трансфер", "Olga Officer"
LEVELS = ("after_interest", "after_nda")


@pytest.fixture
def planted(sides: Sides) -> Case:
    """An interest; each side has a document of each level with a marked secret in its title and its content."""
    case = sides.interest()
    for each in Attachment.objects.for_writing().filter(profile=sides.profile):
        each.path.parent.mkdir(parents=True, exist_ok=True)
        each.path.write_bytes(f"%PDF qxzprofile{each.level}".encode())
    for side in ("owner", "interested"):
        for level in LEVELS:
            secret = f"qxz{side}{level.replace('_', '')}"
            document = Document("pdf", f"%PDF-1.4 {secret} %%EOF".encode())
            actions.add_case_document(
                by=sides.by(side), case=case, title=secret, level=level, document=document
            )
    return case


def faces(case: Case, keys: list[str]) -> Iterator[str]:
    """Where documents are listed and given out."""
    yield f"/en/my/cases/{case.code}/"
    yield f"/api/my/cases/{case.code}/documents"
    yield from (f"/en/my/cases/{case.code}/documents/{key}/" for key in keys)


def all_faces(case: Case, keys: list[str]) -> Iterator[str]:
    yield from faces(case, keys)
    at = f"/en/my/cases/{case.code}/"
    yield from (
        "/en/my/",
        "/en/my/notices/",
        "/en/my/cases/",
        f"{at}moves/end/",
        f"{at}case.pdf",
        f"{at}case.zip",
    )
    yield from (f"/api/my/cases/{case.code}", f"/api/my/cases/{case.code}/messages")
    yield "/en/exchange/?q=qxzownerafternda"


def seen(someone: Person | None, case: Case, everywhere: bool = True) -> str:
    """What somebody gets by asking, what is packed in archives too."""
    client, key = (browser(someone), {}) if someone else (Client(), {})
    if someone:
        made = make_token(by=reader(someone), name="all", scopes=list(Permission), days=1)
        key = {"Authorization": f"Bearer {made[1]}"}
    keys = [each.key for each in CaseDocument.objects.for_writing().filter(case=case)]
    keys += [each.key for each in Attachment.objects.for_writing().filter(profile=case.profile)]
    texts = []
    for path in (all_faces if everywhere else faces)(case, keys):
        answer = client.get(path, headers=key if path.startswith("/api/") else {})
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        asked = path.rpartition("q=")[2] if "?q=" in path else "nothing"
        texts.append(content.decode(errors="replace").replace(asked, ""))
        texts.append(str(answer.headers))
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                texts += [name + archive.read(name).decode(errors="replace") for name in archive.namelist()]
    return "\n".join(texts)


def secrets_in(text: str) -> set[str]:
    marks = [f"qxz{side}{level.replace('_', '')}" for side in ("owner", "interested") for level in LEVELS]
    return {each for each in [*marks, "qxzprofileafter_interest", "qxzprofileafter_nda"] if each in text}


def test_each_level_opens_at_its_step_to_the_sides_alone(sides: Sides, planted: Case) -> None:
    of_owner = {
        "qxzownerafterinterest",
        "qxzownerafternda",
        "qxzprofileafter_interest",
        "qxzprofileafter_nda",
    }
    of_interested = {"qxzinterestedafterinterest", "qxzinterestedafternda"}
    first = {each for each in of_owner | of_interested if each.replace("_", "").endswith("afterinterest")}

    def all_see(owner: set[str], interested: set[str], everywhere: bool = False) -> None:
        assert secrets_in(seen(sides.owner, planted, False)) == owner, again(planted).step
        assert secrets_in(seen(sides.interested, planted, everywhere)) == interested, again(planted).step

    all_see(of_owner, of_interested, everywhere=True)
    before = seen(sides.interested, planted)
    assert NAME_OF_OWNER not in before and PERSON_OF_OWNER not in before and f'"{OWNER}"' not in before

    case = sides.move("owner", planted, "answer")
    all_see(of_owner | first, of_interested | first)
    sides.helped(case)
    assert secrets_in(seen(sides.help_of_interested, planted, False)) == of_interested | first
    after = seen(sides.interested, planted)
    assert NAME_OF_OWNER in after and PERSON_OF_OWNER in after

    case = sides.move("owner", case, "ask_non_disclosure")
    case = sides.sign(case, "owner")
    all_see(of_owner | first, of_interested | first)
    terms = terms_of(queries.case_view(sides.by("interested"), case).agreement)  # type: ignore[union-attr,arg-type]
    actions.sign_agreement(by=sides.by("interested"), case=case, **terms, signed_as="Ivo Kilns")
    all_see(of_owner | of_interested, of_owner | of_interested, everywhere=True)
    for other in (sides.stranger, sides.member, person("analyst@agency.example", "analyst"), None):
        assert secrets_in(seen(other, planted, other is sides.stranger)) == set(), other

    Case.objects.for_writing().filter(pk=case.pk).update(nda_until=timezone.localdate())
    all_see(of_owner | first, of_interested | first)
    sides.move("owner", case, "end", reason="price")
    all_see(of_owner, of_interested)
    mails = OutgoingMail.objects.seen_by(OPERATOR).filter(person=sides.interested)
    written = "".join(each.subject + each.text for each in mails)
    assert written and secrets_in(written) == set() and mail.outbox == []
    assert all(NAME_OF_OWNER in each.subject for each in mails), "all of them after the answer"
    assert secrets_in(json.dumps([each.params for each in Notice.objects.seen_by(OPERATOR)])) == set()


def test_what_a_move_opens_is_shown_before_it_is_made(sides: Sides, planted: Case) -> None:
    page = browser(sides.owner).get(f"/en/my/cases/{planted.code}/moves/answer/").content.decode()
    assert "Name of the owner, and of the person who answers" in page or "name of the owner" in page
    assert (
        "qxzownerafterinterest" in page and "Чертеж after_interest" in page and "qxzownerafternda" not in page
    )


def test_a_document_is_given_to_be_saved_and_can_do_nothing_in_a_browser(sides: Sides, planted: Case) -> None:
    row = CaseDocument.objects.for_writing().filter(case=planted, side="owner").first()
    answer = browser(sides.owner).get(f"/en/my/cases/{planted.code}/documents/{row.key}/")
    assert answer["Content-Disposition"] == f'attachment; filename="{planted.code}-{row.key}.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "no-store" in answer["Cache-Control"]


def test_a_new_version_keeps_the_one_before_and_is_no_less_confidential(sides: Sides) -> None:
    case = sides.move("owner", sides.interest(), "answer")
    by = sides.by("owner")
    first = actions.add_case_document(by=by, case=case, title="План", level="after_nda", document=PDF)
    with pytest.raises(Refused, match="as confidential"):
        actions.add_case_document(
            by=by, case=case, title="План", level="after_interest", document=PDF, series=first.series
        )
    second = actions.add_case_document(
        by=by, case=case, title="План 2", level="after_nda", document=PDF, series=first.series
    )
    assert (second.number, second.series, first.path.exists()) == (2, first.series, True)
    with pytest.raises(Refused, match="your side"):
        actions.add_case_document(
            by=sides.by("interested"),
            case=case,
            title="x",
            level="after_nda",
            document=PDF,
            series=first.series,
        )


def test_an_agreement_is_signed_by_two_people_under_what_each_of_them_read(sides: Sides) -> None:
    case = sides.at_non_disclosure()
    made = actions.make_agreement(
        by=sides.by("owner"), case=case, version=case.version, language="bg", years=3
    )
    assert (
        made.path.read_bytes().startswith(b"%PDF")
        and sha256(made.path.read_bytes()).hexdigest() == made.digest
    )
    actions.sign_agreement(by=sides.by("owner"), case=case, **terms_of(made), signed_as="Olga")
    assert again(case).turn == "interested"
    newer = sides.agreement(case)
    with pytest.raises(Refused, match="replaced"):
        actions.sign_agreement(by=sides.by("interested"), case=case, **terms_of(made), signed_as="Ivo")
    longer, newer = newer, sides.agreement(case, years=10)
    assert longer.digest == newer.digest
    with pytest.raises(Refused, match="replaced"):
        actions.sign_agreement(by=sides.by("interested"), case=case, **terms_of(longer), signed_as="Ivo")
    for told_of, by, name in (("name", "interested", " "),):
        with pytest.raises(Refused, match=told_of):
            actions.sign_agreement(by=sides.by(by), case=case, **terms_of(newer), signed_as=name)
    sides.helped(case)
    with pytest.raises(NotAllowed, match="intermediary"):
        actions.sign_agreement(by=sides.by("help_of_owner"), case=case, **terms_of(newer), signed_as="Petra")
    actions.sign_agreement(by=sides.by("owner"), case=case, **terms_of(newer), signed_as="Olga")
    with pytest.raises(Refused, match="signed already"):
        actions.sign_agreement(by=sides.by("owner"), case=case, **terms_of(newer), signed_as="Olga")
    actions.sign_agreement(by=sides.by("interested"), case=case, **terms_of(newer), signed_as="Ivo")
    done = again(case)
    assert (done.step, done.turn) == ("evaluation", "interested")
    assert done.nda_until and done.nda_until > timezone.localdate() + timedelta(days=4 * 365)
    offered = {each.code for each in queries.case_view(sides.by("owner"), done).moves}  # type: ignore[union-attr]
    assert "ask_non_disclosure" not in offered and "end" in offered
    with pytest.raises(Refused, match="in force already"):
        sides.move("owner", case, "ask_non_disclosure")
    Case.objects.for_writing().filter(pk=case.pk).update(step="non_disclosure")
    with pytest.raises(Refused, match="No other takes its place"):
        sides.agreement(case)
    answer = browser(sides.owner).post(f"/en/my/cases/{case.code}/agreement/sign/")
    assert answer.status_code == 400, "asked again for what is missing"


def test_a_message_that_asks_passes_the_turn_and_nobody_writes_before_contact(sides: Sides) -> None:
    case = sides.interest()
    with pytest.raises(Refused, match="once the owner has answered"):
        actions.write_message(by=sides.by("interested"), case=case, text="Здравейте", asks=False)
    sides.move("owner", case, "answer")
    actions.write_message(by=sides.by("interested"), case=case, text="Каква е цената?", asks=True)
    assert again(case).turn == "owner"
    (waits,) = work_of_cases(sides.by("owner"))
    assert waits.url == f"/en/my/cases/{case.code}/" and waits.what.endswith("(Сушилни ООД)")
    assert told(sides.owner)[-1] == "case.question" and list(work_of_cases(sides.by("interested"))) == []


def test_who_is_late_is_reminded_once_and_then_the_intermediary_is_asked(sides: Sides) -> None:
    case = sides.helped(sides.interest())
    waited(case, 11)
    remind_of_cases.call()
    remind_of_cases.call()
    assert told(sides.owner).count("case.late") == 1 and "case.escalated" not in told(sides.help_of_owner)
    waited(case, 30)
    remind_of_cases.call()
    remind_of_cases.call()
    assert told(sides.help_of_owner).count("case.escalated") == 1
    sides.move("owner", case, "answer")
    task = actions.add_task(
        by=sides.by("owner"), case=again(case), text="Проба", side="interested", due=timezone.localdate()
    )
    remind_of_cases.call()
    assert told(sides.interested).count("case.task_due") == 1
    with pytest.raises(NotAllowed):
        actions.finish_task(by=sides.by("owner"), task=task)
    actions.finish_task(by=sides.by("interested"), task=task)


def test_nobody_finds_an_anonymous_owner_by_asking_it_to_be_the_intermediary(sides: Sides) -> None:
    Organisation.objects.filter(pk=OWNER).update(kind="technology_transfer_centre")
    case = sides.interest()
    refused = []
    for each in (OWNER, HELP_OF_OWNER, STRANGER):
        with pytest.raises(Refused) as told_why:
            actions.ask_intermediary(by=sides.by("interested"), case=case, organisation=each)
        refused.append(str(told_why.value))
    assert len(set(refused)) == 1
    page = browser(sides.interested).get(f"/en/my/cases/{case.code}/intermediary/").content.decode()
    assert refused[0] in page and 'name="organisation"' not in page
    sides.move("owner", case, "end", reason="taken")
    notices = Notice.objects.seen_by(OPERATOR)
    assert NAME_OF_OWNER not in str([each.params for each in notices.filter(person=sides.interested)])
    assert "Сушилни ООД" in str([each.params for each in notices.filter(person=sides.owner)])


def test_an_intermediary_learns_nothing_before_it_accepts_and_acts_openly(sides: Sides) -> None:
    case = sides.move("owner", sides.interest(), "answer")
    with pytest.raises(Refused, match="no intermediary"):
        actions.ask_intermediary(by=sides.by("owner"), case=case, organisation=STRANGER)
    asked = actions.ask_intermediary(
        by=sides.by("owner"), case=case, organisation=HELP_OF_OWNER, words="Помогнете"
    )
    client = browser(sides.help_of_owner)
    assert client.get(f"/en/my/cases/{case.code}/").status_code == 404
    listed = client.get("/en/my/cases/").content.decode()
    assert "Помогнете" in listed and "Сушилни" not in listed
    assert CaseIntermediary.objects.seen_by(sides.by("interested")).count() == 0
    actions.answer_intermediary(by=sides.by("help_of_owner"), intermediary=asked, accept=True)
    page = browser(sides.interested).get(f"/en/my/cases/{case.code}/").content.decode()
    assert "Парк" in page and client.get(f"/en/my/cases/{case.code}/").status_code == 200
    with pytest.raises(Refused, match="cannot act for your side"):
        actions.ask_intermediary(by=sides.by("interested"), case=case, organisation=HELP_OF_OWNER)
    actions.end_intermediary(by=sides.by("help_of_owner"), intermediary=asked)
    assert client.get(f"/en/my/cases/{case.code}/").status_code == 404
    with pytest.raises(Refused, match="cannot act for your side"):
        actions.ask_intermediary(by=sides.by("interested"), case=case, organisation=HELP_OF_OWNER)


def test_the_archive_holds_what_its_manifest_says(sides: Sides) -> None:
    case = sides.move("owner", sides.interest(), "answer")
    actions.add_case_document(
        by=sides.by("owner"), case=case, title="План", level="after_interest", document=PDF
    )
    actions.write_message(by=sides.by("owner"), case=case, text="Ето плана.", asks=False)
    answer = browser(sides.interested).get(f"/en/my/cases/{case.code}/case.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        lines = archive.read("manifest.sha256").decode().splitlines()
        named = dict(reversed(line.split("  ")) for line in lines)
        assert {name: sha256(archive.read(name)).hexdigest() for name in named} == named
        assert {*named} | {"manifest.sha256"} == {*archive.namelist()} and len(named) == 3
        assert json.loads(archive.read("case.json"))["messages"][0]["text"] == "Ето плана."
    sides.move("owner", case, "ask_non_disclosure")
    kept = [sides.agreement(case), sides.agreement(case)]
    answer = browser(sides.interested).get(f"/en/my/cases/{case.code}/case.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert {f"documents/{each.key}.pdf" for each in kept} < {*archive.namelist()}


def test_an_office_sees_its_own_funnel_with_days_and_reasons(sides: Sides) -> None:
    case = sides.interest()
    Case.objects.for_writing().filter(pk=case.pk).update(at=timezone.now() - timedelta(days=6))
    sides.move("owner", case, "answer")
    sides.move("interested", case, "end", reason="price")
    seen = funnel(sides.by("owner"), OWNER)
    assert {row.measure: (row.cases, row.days) for row in seen.rows if row.cases} == {
        "interest": (1, None), "contact": (1, 6),
    }  # fmt: skip
    assert (seen.open, seen.ended, seen.reasons) == (
        0,
        1,
        (("the price or the terms are not acceptable", 1),),
    )
    assert seen.profiles[0].counts[:2] == (1, 1)
    assert funnel(sides.by("interested"), INTERESTED).rows[0].cases == 0, "it owns no profile"


def test_somebody_without_an_organisation_is_told_how_to_get_one(sides: Sides) -> None:
    page = (
        browser(person("new@example.org"))
        .get(f"/en/my/cases/new/{sides.profile.reference}/")
        .content.decode()
    )
    assert "You act for no organisation yet" in page and 'name="about_us"' not in page


def test_the_other_side_moved_meanwhile_and_what_was_typed_is_kept(sides: Sides) -> None:
    case = sides.move("owner", sides.interest(), "answer")
    sides.move("interested", case, "ask_non_disclosure")
    typed = {"version": "1", "reason": "price", "words": "Скъпо е за нас"}
    answer = browser(sides.owner).post(f"/en/my/cases/{case.code}/moves/end/", typed)
    page = answer.content.decode()
    assert (
        answer.status_code == 409
        and "Скъпо е за нас" in page
        and "the interested side has moved the case" in page
    )
    assert 'value="price" checked' in page and f'name="version" value="{again(case).version}"' in page
