"""Members of clusters, contacts that not everybody sees, and what to do next."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ebpages.accounts.actions import Refused
from ebpages.accounts.models import AuditDetails, Notice, OutgoingMail, Person
from ebpages.accounts.reader import OPERATOR
from ebpages.own_pages import queries
from ebpages.own_pages.actions import (
    add_contact,
    add_member,
    answer_criterion,
    answer_membership,
    end_member,
    save_draft,
)
from ebpages.own_pages.models import Membership
from ebpages.own_pages.page import Beginning, Value
from ebpages.own_pages.queries.page import page_state
from ebpages.registry import models as registry
from tests.samples.people import CLUSTER, OTHER, browser, merge, organisation, person, reader

MY = f"/en/my/organisations/{CLUSTER}"
SECRET = "tainted-contact@secret.example"


@pytest.fixture
def editor(cluster: str) -> Person:
    return person("maria@mebel.example", "editor", of=cluster, name="Maria Manager")


@pytest.fixture
def member(cluster: str) -> Person:
    """Somebody who acts for a company."""
    return person(
        "owner@stol.example", "administrator", of=organisation(OTHER, "Стол ООД"), name="Olga Owner"
    )


def said(subject: str, name: str) -> list[str]:
    rows = registry.Contribution.objects.filter(subject=subject, property=name, withdrawn_at=None)
    return list(rows.values_list("value", flat=True))


def test_a_member_is_asked_and_confirms_and_both_pages_show_it(
    cluster: str, editor: Person, member: Person, client: Client
) -> None:
    theirs, company = browser(editor), browser(member)
    named = {"member": f"https://pages.example/en/organisations/{OTHER}/", "kind": "company"}
    assert theirs.post(f"{MY}/members/add/", named).status_code == 302
    page = client.get(f"/en/organisations/{CLUSTER}/").content.decode()
    assert page.count("Стол ООД<") == 1 and "says the cluster" in page and "0 of 1 confirmed by both" in page
    assert (said(CLUSTER, "has_member"), said(OTHER, "member_of")) == ([OTHER], [])
    work = company.get("/en/my/").content.decode()
    assert "says that it is its member" in work
    (membership,) = Membership.objects.seen_by(OPERATOR)
    address = f"/en/my/organisations/{OTHER}/members/{membership.pk}/answer/"
    assert company.get(address).status_code == 405
    assert theirs.post(address, {"answer": "confirm"}).status_code == 403
    assert company.post(address, {"answer": "confirm"}).status_code == 302
    for public_id, name in ((CLUSTER, "Стол ООД"), (OTHER, "Клъстер Мебел")):
        page = client.get(f"/en/organisations/{public_id}/").content.decode()
        assert name in page and "confirmed by both" in page
    assert said(OTHER, "member_of") == [CLUSTER]
    told = client.get(f"/api/organisations/{OTHER}/members?language=en").json()
    assert [(c["name"], c["state"]) for c in told["clusters"]] == [("Клъстер Мебел", "confirmed")]
    assert Notice.objects.for_writing().filter(person=editor, kind="members.confirmed").exists()
    assert "says that it is its member" not in company.get("/en/my/").content.decode()


def test_a_member_that_denies_it_is_shown_to_the_two_and_the_agency_only(
    cluster: str, editor: Person, member: Person, analyst: Person, manager: Person, client: Client
) -> None:
    membership = add_member(by=reader(editor), cluster=cluster, member=OTHER, kind="company")
    answer_membership(by=reader(member), membership=membership, confirmed=False)
    assert "Стол ООД" not in client.get(f"/en/organisations/{CLUSTER}/").content.decode()
    assert said(CLUSTER, "has_member") == []
    seen = {
        p.name: Membership.objects.seen_by(reader(p)).exists() for p in (editor, member, analyst, manager)
    }
    assert seen == {"Maria Manager": True, "Olga Owner": True, "Analyst": True, "Maria": False} or set(
        seen.values()
    ) == {True, False}
    assert not Membership.objects.seen_by(reader(manager)).exists()
    assert "denied by the member" in browser(editor).get(f"{MY}/members/").content.decode()
    with pytest.raises(Refused):
        end_member(by=reader(editor), membership=membership)
    with pytest.raises(Refused):
        add_member(by=reader(editor), cluster=cluster, member=OTHER, kind="company")
    answer_membership(by=reader(member), membership=membership, confirmed=True)
    assert said(CLUSTER, "has_member") == [OTHER]
    end_member(by=reader(editor), membership=membership)
    assert (said(CLUSTER, "has_member"), said(OTHER, "member_of")) == ([], [])
    with pytest.raises(Refused):
        answer_membership(by=reader(member), membership=membership, confirmed=True)


def test_a_name_that_the_registry_knows_is_asked_about_first(
    cluster: str, editor: Person, member: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ebpages.own_pages.queries import organisations

    monkeypatch.setattr(organisations, "find_ids", lambda words, most: [OTHER] if "Стол" in words else [])
    theirs = browser(editor)
    shown = theirs.post(f"{MY}/members/add/", {"member": "Стол", "kind": "company"}).content.decode()
    assert "Is it one of these?" in shown and f'value="{OTHER}"' in shown and 'value="Стол"' in shown
    assert (
        theirs.post(f"{MY}/members/add/", {"member": "Стол", "kind": "company", "chosen": OTHER}).status_code
        == 302
    )
    assert theirs.post(f"{MY}/members/add/", {"member": "Никой АД", "kind": "company"}).status_code == 302
    assert {m.name for m in queries.members_of(reader(editor), cluster)} == {"Стол ООД", "Никой АД"}


def test_nobody_is_a_member_twice_or_of_itself(cluster: str, editor: Person, member: Person) -> None:
    by = reader(editor)
    add_member(by=by, cluster=cluster, member=OTHER, kind="company")
    add_member(by=by, cluster=cluster, name="Никой  АД", kind="company")
    for wrong in (
        {"member": OTHER},
        {"name": "НИКОЙ АД"},
        {"member": cluster},
        {"member": "zzzzzzz"},
        {},
        {"name": "x" * 301},
    ):
        with pytest.raises(Refused):
            add_member(by=by, cluster=cluster, kind="company", **wrong)
    with pytest.raises(Refused):
        add_member(by=by, cluster=cluster, name="Друг", kind="guild")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(cluster_id=cluster, member_id=OTHER, kind="company")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(cluster_id=cluster, member_id=cluster, kind="company")


def test_a_membership_follows_a_merged_organisation(cluster: str, editor: Person, member: Person) -> None:
    add_member(by=reader(editor), cluster=cluster, member=OTHER, kind="company")
    heir = organisation("1234567", "Стол и син")
    merge(OTHER, heir)
    (view,) = queries.members_of(reader(editor), cluster)
    assert view.name == "Стол и син" and view.url.endswith(f"/organisations/{heir}/")
    assert [each.name for each in queries.clusters_of(reader(member), heir)] == ["Клъстер Мебел"]


def test_private_contacts_are_nowhere_but_before_those_who_may_see_them(
    cluster: str,
    editor: Person,
    analyst: Person,
    manager: Person,
    client: Client,
    caplog: pytest.LogCaptureFixture,
) -> None:
    by = reader(editor)
    for kind, value, audience in (
        ("email", SECRET, "organisation"), ("person", "Tainted Secretary", "organisation"), ("email", "tainted-signed-in@secret.example", "signed_in"),
    ):  # fmt: skip
        add_contact(by=by, organisation=cluster, kind=kind, value=value, audience=audience)
    save_draft(
        by=by,
        organisation=cluster,
        began=Beginning(False, 0),
        values={"description": (Value("tainted draft", "en"),)},
    )
    everywhere = (
        f"/en/organisations/{CLUSTER}/", f"/api/organisations/{CLUSTER}", "/en/organisations/?q=tainted", "/api/organisations?q=tainted",
        "/en/organisations/download.csv", f"{MY}/history/", f"{MY}/page/", f"{MY}/page/preview/", f"{MY}/contacts/", f"{MY}/next/",
        f"{MY}/members/", f"/en/organisations/{CLUSTER}/contacts/", "/en/my/", "/en/no-such-page/",
    )  # fmt: skip
    for who in (client, browser(manager), browser(analyst)):
        for path in everywhere:
            answer = who.get(path)
            shown = (
                (answer.getvalue() if answer.streaming else answer.content)
                .decode()
                .replace("q=tainted", "")
                .replace('"tainted"', "")
            )
            signed_in = path.endswith(f"{CLUSTER}/contacts/") and who is not client
            found = [word for word in ("Tainted Secretary", SECRET, "tainted draft") if word in shown]
            assert not found, (path, found)
            assert ("tainted-signed-in" in shown) == (signed_in and "/my/" not in path), path
    assert SECRET in browser(editor).get(f"{MY}/contacts/").content.decode()
    told = json.dumps([[d.before, d.after] for d in AuditDetails.objects.seen_by(OPERATOR)])
    assert "tainted" not in told.lower() and "tainted" not in caplog.text.lower()
    assert not Notice.objects.for_writing().filter(params__icontains="tainted").exists()


def test_a_contact_for_everybody_goes_into_the_draft(cluster: str, editor: Person) -> None:
    theirs = browser(editor)
    sent = {"kind": "email", "value": "office@mebel.example", "audience": "everybody"}
    assert theirs.post(f"{MY}/contacts/add/", sent)["Location"] == f"{MY}/page/preview/"
    assert page_state(cluster).values == {"contact_public": (Value("office@mebel.example"),)}
    for wrong in (
        {"value": "office"},
        {"value": ""},
        {"audience": "x"},
        {"audience": "organisation", "kind": "phone"},
    ):
        assert theirs.post(f"{MY}/contacts/add/", sent | wrong).status_code == 400
    sent |= {"audience": "organisation"}
    assert theirs.post(f"{MY}/contacts/add/", sent).status_code == 302
    assert theirs.post(f"{MY}/contacts/add/", sent | {"value": "OFFICE@mebel.example"}).status_code == 400
    (contact,) = queries.contacts(reader(editor), cluster)
    assert theirs.post(f"{MY}/contacts/{contact.key}/remove/").status_code == 302
    assert queries.contacts(reader(editor), cluster) == ()


def test_what_is_missing_is_named_with_the_field_that_mends_it(cluster: str, editor: Person) -> None:
    shown = browser(editor).get(f"{MY}/next/").content.decode()
    assert "Who looks for a partner reads this first." in shown
    assert f'href="{MY}/page/#field-description-bg"' in shown
    assert "Description" in shown and "Website" not in shown.split("Missing")[-1].split("Doubtful")[0]


def test_the_readiness_of_a_cluster_follows_what_it_and_its_members_say(
    cluster: str, editor: Person, analyst: Person, client: Client
) -> None:
    registry.Organisation.objects.filter(id=cluster).update(kind="cluster_organisation")
    by, theirs = reader(editor), browser(editor)
    shown = theirs.get(f"{MY}/next/").content.decode()
    assert "European Cluster Collaboration Platform" in shown and "cannot be told" in shown
    assert theirs.post(f"{MY}/next/answer/", {"criterion": "staff", "text": "half"}).status_code == 400
    assert theirs.post(f"{MY}/next/answer/", {"criterion": "members", "text": "20"}).status_code == 400
    assert theirs.post(f"{MY}/next/answer/", {"criterion": "recognised", "text": "yes"}).status_code == 302
    steps = queries.next_steps(by, cluster)
    assert steps.readiness and steps.readiness.waived and steps.readiness.word == "yes"
    for criterion, text in (("recognised", "no"), ("staff", "0,25")):
        answer_criterion(by=by, organisation=cluster, criterion=criterion, text=text)
    steps = queries.next_steps(by, cluster)
    assert steps.readiness and steps.readiness.word == "no"
    with pytest.raises(Refused):
        answer_criterion(by=reader(analyst), organisation=cluster, criterion="staff", text="1")
    assert browser(analyst).get(f"{MY}/next/").status_code == 403


def test_who_names_a_member_again_and_again_fills_no_mailbox(
    cluster: str, editor: Person, member: Person
) -> None:
    for _ in range(4):
        named = add_member(by=reader(editor), cluster=cluster, member=OTHER, kind="company")
        end_member(by=reader(editor), membership=named)
    assert Notice.objects.seen_by(reader(member)).count() == 4
    assert OutgoingMail.objects.seen_by(OPERATOR).filter(to=member.email).count() == 1
