"""A person claims an organisation, the agency decides, and the role follows from it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from ebpages.accounts.actions import Refused
from ebpages.accounts.models import AuditEntry, Notice, OutgoingMail, Person, RoleGrant
from ebpages.accounts.reader import OPERATOR, Reader
from ebpages.accounts.readers import reader_for
from ebpages.own_pages import actions, queries
from ebpages.own_pages.actions.claims import MOST_A_DAY
from ebpages.own_pages.models import Claim, ClaimDocument
from tests.samples.people import CLUSTER, OTHER, browser, merge, organisation, other_address, person, reader

DESK = f"/en/my/organisations/{CLUSTER}/"


def picture(kind: str = "PNG") -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, kind)
    return content.getvalue()


def claimed(by: Person, public_id: str = CLUSTER, role: str = "administrator") -> Claim:
    return actions.make_claim(by=reader(by), organisation=public_id, role=role, words="Director since 2019.")


def stored(claim: Claim) -> Claim:
    return Claim.objects.seen_by(OPERATOR).get(pk=claim.pk)


def test_who_decides_a_claim_confirms_first_that_it_is_them_and_the_decision_is_kept(
    cluster: str, analyst: Person, manager: Person
) -> None:
    claim = claimed(manager)
    analyst.set_password("a-long-password-of-anna-7")
    analyst.save()
    agency = Client()
    agency.force_login(analyst)
    address = f"/en/agency/claims/{claim.code}/"
    assert agency.get(address).status_code == 200
    asked = agency.post(address, {"decision": "deny", "reason": "Another company's domain."})
    assert asked["Location"].startswith("/en/account/reauthenticate/")
    by_program = f"/api/agency/claims/{claim.code}/decision?language="
    for language, said in (("en", "Confirm first that it is you"), ("bg", "Първо потвърдете")):
        refused = agency.post(by_program + language, {"decision": "approve"}, content_type="application/json")
        assert refused.status_code == 403 and said in refused.json()["detail"]
    assert stored(claim).state == Claim.PENDING
    agency.post(asked["Location"], {"password": "a-long-password-of-anna-7", "next": address})
    assert (stored(claim).state, stored(claim).reason) == (Claim.DENIED, "Another company's domain.")


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client, cluster: str) -> None:
    answer = client.get(DESK)
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/account/login/?next={DESK.replace('/', '%2F')}"
    assert not answer.cookies


def test_a_claim_is_made_approved_and_opens_the_desk(cluster: str, analyst: Person, manager: Person) -> None:
    theirs, agency = browser(manager), browser(analyst)
    page = theirs.get(DESK).content.decode()
    assert "Is this your organisation?" in page
    assert "maria@mebel-cluster.bg is at mebel-cluster.bg" in page
    answer = theirs.post(DESK, {"role": "administrator", "words": "I run the office."})
    assert answer.status_code == 302
    assert "waits to be decided" in theirs.get(DESK).content.decode()

    work = agency.get("/en/my/").content.decode()
    assert "Maria Manager asks to act for it" in work
    (claim,) = Claim.objects.seen_by(OPERATOR)
    address = f"/en/agency/claims/{claim.code}/"
    assert address in work
    shown = agency.get(address).content.decode()
    assert "I run the office." in shown and "strong evidence" in shown and "mebel-cluster.bg" in shown

    assert agency.post(address, {"decision": "approve"}).status_code == 302
    assert "Administrator of an organisation" in theirs.get(DESK).content.decode()
    told = Notice.objects.seen_by(reader(manager)).get()
    assert (told.kind, told.params["role"]) == ("claim.approved", "administrator")
    grant = RoleGrant.objects.seen_by(OPERATOR).get(person=manager)
    assert (grant.role, grant.organisation_id, grant.given_by_id) == ("administrator", CLUSTER, analyst.pk)
    assert stored(claim).grant_id == grant.pk
    work = theirs.get("/en/my/").content.decode()
    assert f'href="{DESK}next/"' in work and "What to do next for" in work


def test_a_denied_claim_says_why_and_can_be_made_again(
    cluster: str, analyst: Person, manager: Person
) -> None:
    claim = claimed(manager)
    with pytest.raises(Refused, match="Write the reason"):
        actions.decide_claim(by=reader(analyst), claim=claim, approve=False)
    actions.decide_claim(by=reader(analyst), claim=claim, approve=False, reason="The document is of 2011.")
    page = browser(manager).get(DESK).content.decode()
    assert "The document is of 2011." in page and "You can claim again" in page and "Send the claim" in page
    assert claimed(manager).state == Claim.PENDING
    assert Notice.objects.seen_by(reader(manager)).get().kind == "claim.denied"


def test_nobody_decides_their_own_claim(cluster: str, analyst: Person) -> None:
    claim = claimed(analyst)
    with pytest.raises(Refused, match="Nobody decides their own claim"):
        actions.decide_claim(by=reader(analyst), claim=claim, approve=True)
    answer = browser(analyst).post(f"/en/agency/claims/{claim.code}/", {"decision": "approve"})
    assert answer.status_code == 400 and "Nobody decides their own claim" in answer.content.decode()
    assert stored(claim).state == Claim.PENDING


def test_the_second_of_two_deciders_is_told_who_decided_and_how(
    cluster: str, analyst: Person, manager: Person
) -> None:
    other = person("second@agency.example", "analyst", name="Boris Second")
    claim = claimed(manager)
    seen_by_other = queries.claim(reader(other), claim.code)
    actions.decide_claim(by=reader(analyst), claim=claim, approve=True)
    assert seen_by_other is not None
    with pytest.raises(Refused, match="Anna Analyst has decided this claim already: approved"):
        actions.decide_claim(by=reader(other), claim=seen_by_other, approve=False, reason="No.")
    assert stored(claim).state == Claim.APPROVED
    assert RoleGrant.objects.seen_by(OPERATOR).filter(person=manager, ended_at=None).count() == 1


def test_the_database_itself_takes_one_waiting_claim_of_a_person(cluster: str, manager: Person) -> None:
    claimed(manager)
    with pytest.raises(Refused, match="waits to be decided"):
        claimed(manager, role="editor")
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(person=manager, organisation_id=CLUSTER, role="editor")


def test_several_people_may_claim_one_organisation(cluster: str, manager: Person, analyst: Person) -> None:
    second = person("ivan@example.org")
    first, other = claimed(manager), claimed(second)
    page = browser(analyst).get(f"/en/agency/claims/{first.code}/").content.decode()
    assert f"/en/agency/claims/{other.code}/" in page


def test_somebody_may_have_five_claims_that_wait(manager: Person) -> None:
    for number in range(5):
        claimed(manager, organisation(f"aaaaaa{number}", f"Клъстер {number}"))
    with pytest.raises(Refused, match="cannot make another one yet"):
        claimed(manager, organisation(OTHER))


def test_a_claim_for_an_organisation_that_was_merged_follows_the_heir(
    cluster: str, analyst: Person, manager: Person
) -> None:
    heir = organisation(OTHER, "Клъстер Дизайн")
    claim = claimed(manager)
    merge(CLUSTER, into=heir)
    assert queries.waiting_claims(reader(analyst))[0].organisation == OTHER
    actions.decide_claim(by=reader(analyst), claim=claim, approve=True)
    assert RoleGrant.objects.seen_by(OPERATOR).get(person=manager).organisation_id == OTHER
    assert browser(manager).get(DESK)["Location"] == f"/en/my/organisations/{OTHER}/"


def test_after_a_merge_nobody_claims_the_heir_twice(cluster: str, manager: Person) -> None:
    claimed(manager)
    merge(CLUSTER, into=organisation(OTHER))
    with pytest.raises(Refused, match="waits to be decided"):
        claimed(manager, OTHER)


def test_a_claim_is_withdrawn_by_its_person_alone(cluster: str, analyst: Person, manager: Person) -> None:
    claim = claimed(manager)
    stranger = person("ivan@example.org")
    address = f"/en/my/claims/{claim.code}/withdraw/"
    assert browser(stranger).post(address).status_code == 404
    assert browser(manager).get(address).status_code == 405
    assert browser(manager).post(address).status_code == 302
    assert stored(claim).state == Claim.WITHDRAWN
    with pytest.raises(Refused, match="has withdrawn"):
        actions.decide_claim(by=reader(analyst), claim=claim, approve=True)


def test_an_approval_is_taken_back_with_its_role_at_the_next_request(
    cluster: str, analyst: Person, manager: Person
) -> None:
    claim = claimed(manager)
    actions.decide_claim(by=reader(analyst), claim=claim, approve=True)
    theirs = browser(manager)
    assert theirs.get(f"{DESK}people/").status_code == 200
    actions.revoke_claim(by=reader(analyst), claim=stored(claim), reason="The office says otherwise.")
    assert theirs.get(f"{DESK}people/").status_code == 403
    assert "The office says otherwise." in theirs.get(DESK).content.decode()
    assert stored(claim).state == Claim.REVOKED


@pytest.mark.parametrize(
    ("content", "kind"), [(picture(), "png"), (picture("JPEG"), "jpeg"), (b"%PDF-1.7\n%%EOF\n", "pdf")]
)
def test_a_document_is_kept_privately_and_given_out_to_be_saved(
    cluster: str, analyst: Person, manager: Person, content: bytes, kind: str
) -> None:
    theirs = browser(manager)
    file = SimpleUploadedFile("пълномощно.exe", content)
    assert theirs.post(DESK, {"role": "editor", "document": file}).status_code == 302
    row = ClaimDocument.objects.seen_by(OPERATOR).select_related("claim").get()
    assert (row.kind, row.path.stat().st_mode & 0o777) == (kind, 0o600)
    address = f"/en/my/claims/{row.claim.code}/document/"
    for allowed in (theirs, browser(analyst)):
        answer = allowed.get(address)
        assert answer["Content-Disposition"] == f'attachment; filename="claim-{row.claim.code}.{kind}"'
        assert answer["Cache-Control"] == "private, no-store"
        assert answer.getvalue() == row.path.read_bytes()
    stranger = person("ivan@example.org", "administrator", of=organisation(OTHER))
    assert browser(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"MZ\x90\x00", "no PDF, PNG or JPEG"),
        (b"%PDF-1.7\n", "damaged or not complete"),
        (b"%PDF-1.7\n/OpenAction << /S /JavaScript >>\n%%EOF", "holds a program"),
        (b"%PDF-1.7\n" + b" " * 5 * 1024 * 1024 + b"%%EOF", "larger than 5 MB"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused_and_nothing_typed_is_lost(
    cluster: str, manager: Person, content: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("a.pdf", content)
    answer = browser(manager).post(DESK, {"role": "editor", "words": "I run the office.", "document": file})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page and "I run the office." in page and 'value="editor" checked' in page
    assert not Claim.objects.seen_by(OPERATOR).exists()


def test_a_claim_that_is_refused_leaves_no_file(cluster: str, manager: Person, home) -> None:  # type: ignore[no-untyped-def]
    claimed(manager)
    file = SimpleUploadedFile("a.png", picture())
    answer = browser(manager).post(DESK, {"role": "editor", "document": file})
    assert answer.status_code == 400
    assert list((home / "private/claims").iterdir()) == []


def test_a_file_goes_with_its_claim(
    cluster: str, manager: Person, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    browser(manager).post(DESK, {"role": "editor", "document": SimpleUploadedFile("a.png", picture())})
    path = ClaimDocument.objects.seen_by(OPERATOR).get().path
    with django_capture_on_commit_callbacks(execute=True):
        Claim.objects.for_writing().all().delete()
    assert not path.exists()


@pytest.mark.parametrize(
    ("email", "confirmed", "is_strong"),
    [
        ("office@mebel-cluster.bg", True, True),
        ("OFFICE@Mail.Mebel-Cluster.BG", True, True),
        ("office@mebel-cluster.bg", False, False),
        ("office@notmebel-cluster.bg", True, False),
        ("office@bg", True, False),
    ],
)
def test_an_address_at_the_domain_of_the_website_is_strong_evidence_once_it_is_confirmed(
    cluster: str, email: str, confirmed: bool, is_strong: bool
) -> None:
    someone = person("ivan@example.org")
    other_address(someone, email, confirmed=confirmed)
    assert queries.address_evidence(someone.pk, cluster).is_strong is is_strong


def test_the_queue_is_the_agencys(cluster: str, manager: Person) -> None:
    claim = claimed(manager)
    for address in ("/en/agency/claims/", f"/en/agency/claims/{claim.code}/"):
        assert browser(manager).get(address).status_code == 403
        assert Client().get(address).status_code == 302
    with pytest.raises(Refused, match="does not allow"):
        actions.decide_claim(by=Reader(person=1, code="x"), claim=claim, approve=True)


def test_what_was_written_as_evidence_is_in_no_audit_notice_or_e_mail(
    cluster: str, analyst: Person, manager: Person
) -> None:
    actions.make_claim(by=reader(manager), organisation=CLUSTER, role="editor", words="SECRET-WORDS")
    noted = AuditEntry.objects.seen_by(OPERATOR).select_related("detail").get(action="claim.make")
    assert (noted.by_id, noted.organisation) == (manager.pk, CLUSTER)
    assert "SECRET" not in str(noted.detail.after)
    assert "SECRET" not in str([notice.params for notice in Notice.objects.seen_by(OPERATOR)])
    assert "SECRET" not in "".join(mail.text for mail in OutgoingMail.objects.seen_by(OPERATOR))


def test_who_claims_and_withdraws_again_and_again_is_stopped(cluster: str, manager: Person) -> None:
    """Each claim is a document on our disk and a notice to each of the agency."""
    for _ in range(MOST_A_DAY):
        actions.withdraw_claim(by=reader(manager), claim=claimed(manager))
    with pytest.raises(Refused, match="only tomorrow"):
        claimed(manager)


@pytest.mark.parametrize("mark", ["\u200d", "\u202e", "\u00ad", "\n", "\u2028"])
def test_marks_in_names_keep_nobody_from_anything(analyst: Person, manager: Person, mark: str) -> None:
    """They stand in subjects of e-mails, which are refused where they are no line of text."""
    named = organisation(OTHER, f"Клъс{mark}тер")
    Person.objects.filter(pk=manager.pk).update(name=f"Ma{mark}ria")
    actions.decide_claim(by=reader(analyst), claim=claimed(manager, named), approve=True)
    actions.invite(by=reader(manager), organisation=named, email="new@example.org", role="editor")
    invited = actions.invite(by=reader(manager), organisation=named, email=analyst.email, role="editor")
    Person.objects.filter(pk=analyst.pk).update(name=f"An{mark}na")
    actions.accept_invitation(by=reader(analyst), invitation=invited)
    assert all(mail.subject.isprintable() for mail in OutgoingMail.objects.seen_by(OPERATOR))


def test_who_of_the_agency_decided_and_from_where_is_the_agencys_affair(
    cluster: str, manager: Person, analyst: Person
) -> None:
    head = person("head@mebel-cluster.bg", "administrator", of=cluster)
    claim = actions.make_claim(
        by=reader_for(manager, origin="192.0.2.0/24"), organisation=CLUSTER, role="editor"
    )
    actions.decide_claim(
        by=reader_for(analyst, origin="198.51.100.0/24"), claim=claim, approve=False, reason="no"
    )
    for who, own_network in ((manager, True), (head, False)):
        page = browser(who).get("/en/my/audit/").content.decode()
        assert "claim.deny" in page or "not approved" in page.lower() or claim.code in page
        assert "Anna" not in page and analyst.code not in page and "198.51.100" not in page
        assert ("192.0.2.0" in page) == own_network
    agency = browser(analyst).get("/en/my/audit/").content.decode()
    assert "Anna" in agency and "192.0.2.0" in agency
