"""What becomes of claims, roles and invitations when an organisation is merged, when a person leaves, and when one is erased."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ebpages.accounts.actions import Refused, erase_person
from ebpages.accounts.fates import FOLLOWS, GOES, STAYS
from ebpages.accounts.models import Person, RoleGrant
from ebpages.accounts.reader import OPERATOR
from ebpages.own_pages import actions, queries
from ebpages.own_pages.models import Claim, Invitation, SetAside
from ebpages.own_pages.page import Beginning, Value
from ebpages.own_pages.queries.page import page_state, published_values
from ebpages.registry.models import Contribution
from tests.samples.people import CLUSTER, OTHER, browser, merge, organisation, other_address, person, reader

PDF = b"%PDF-1.4 SECRET-PDF\n%%EOF"


@pytest.fixture
def head(cluster: str) -> Person:
    return person("head@mebel-cluster.bg", "administrator", of=cluster)


def test_what_is_played_here_is_what_is_declared() -> None:
    assert Claim.fates == {"person": GOES, "decided_by": STAYS, "organisation": FOLLOWS}
    assert Invitation.fates == {"invited_by": STAYS, "accepted_by": STAYS, "organisation": FOLLOWS}


def test_merged_everything_counts_as_the_heirs(head: Person, analyst: Person, manager: Person) -> None:
    claim = actions.make_claim(by=reader(manager), organisation=CLUSTER, role="editor")
    actions.invite(by=reader(head), organisation=CLUSTER, email="new@example.org", role="editor")
    heir = organisation(OTHER, "Наследник")
    merge(CLUSTER, into=heir)
    assert reader(head).organisations == {heir: {"administrator"}}
    assert [each.email for each in queries.invitations(reader(head), heir)] == ["new@example.org"]
    assert [each.organisation for each in queries.own_claims(reader(manager), heir)] == [heir]
    actions.decide_claim(by=reader(analyst), claim=claim, approve=True)
    assert {each.role for each in queries.acting(reader(head), heir)} == {"administrator", "editor"}
    (work,) = (item for item in queries.own_organisations(reader(manager)))
    assert (work.id, work.name) == (heir, "Наследник")


def test_somebody_with_roles_in_both_that_were_merged_has_each_role_once(
    head: Person, analyst: Person
) -> None:
    from ebpages.accounts.actions import give_role

    heir = organisation(OTHER)
    merge(CLUSTER, into=heir)
    again = give_role(by=reader(analyst), person=head, role="administrator", organisation=heir)
    assert again.organisation_id == CLUSTER, "the one that stands"
    actions.leave(by=reader(head), organisation=heir, aware=True)
    assert reader(head).organisations == {}


def test_of_who_leaves_what_they_did_stays(head: Person, analyst: Person, manager: Person) -> None:
    claim = actions.make_claim(by=reader(manager), organisation=CLUSTER, role="editor")
    actions.decide_claim(by=reader(analyst), claim=claim, approve=True)
    actions.leave(by=reader(manager), organisation=CLUSTER)
    stored = Claim.objects.seen_by(OPERATOR).get()
    assert (stored.state, stored.person_id) == (Claim.APPROVED, manager.pk)
    assert RoleGrant.objects.seen_by(OPERATOR).get(person=manager).ended_by_id == manager.pk


def test_of_who_is_erased_claims_and_documents_go_and_decisions_stay_without_a_name(
    head: Person, analyst: Person, manager: Person, home: Path, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    with django_capture_on_commit_callbacks(execute=True):
        file = SimpleUploadedFile("a.pdf", PDF)
        answer = browser(manager).post(
            f"/en/my/organisations/{CLUSTER}/", {"role": "editor", "document": file}
        )
        assert answer.status_code == 302
        other = actions.make_claim(by=reader(person("ivan@example.org")), organisation=CLUSTER, role="editor")
        actions.decide_claim(by=reader(analyst), claim=other, approve=True)
        actions.invite(by=reader(head), organisation=CLUSTER, email="new@example.org", role="editor")
    (kept,) = (home / "private/claims").iterdir()
    assert b"SECRET-PDF" in kept.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        for each in (manager, analyst, head):
            erase_person(by=reader(each), person=each)
    assert not kept.exists()
    (left,) = Claim.objects.seen_by(OPERATOR).select_related("decided_by")
    assert left.pk == other.pk and left.decided_by is not None
    assert left.decided_by.get_full_name() == analyst.code
    (invitation,) = Invitation.objects.seen_by(OPERATOR)
    assert invitation.state == Invitation.WAITING and invitation.invited_by_id == head.pk
    someone = person("new@example.org")
    with pytest.raises(Refused, match="no longer decides"):
        actions.accept_invitation(by=reader(someone), invitation=invitation)


def test_what_is_exported_of_a_person_holds_their_claims_and_no_key(manager: Person, cluster: str) -> None:
    from ebpages.accounts.queries import everything_about

    actions.make_claim(by=reader(manager), organisation=CLUSTER, role="editor", words="I run the office.")
    text = json.dumps(everything_about(reader(manager)), default=str)
    assert "I run the office." in text


def test_drafts_contacts_and_members_of_a_merged_organisation_are_its_heirs(head: Person) -> None:
    by = reader(head)
    said = {"description": (Value("Solid wood", "en"),)}
    actions.save_draft(by=by, organisation=CLUSTER, began=Beginning(False, 0), values=said)
    actions.add_contact(by=by, organisation=CLUSTER, kind="person", value="Olga", audience="organisation")
    heir = organisation(OTHER, "Наследник")
    actions.add_member(by=by, cluster=CLUSTER, member=heir, kind="company")
    actions.add_member(by=by, cluster=CLUSTER, name="Стол ООД", kind="company")
    merge(CLUSTER, into=heir)
    by = reader(head)
    assert [each.value for each in queries.contacts(by, heir)] == ["Olga"]
    assert [each.name for each in queries.members_of(by, heir)] == ["Стол ООД"], (
        "nobody is a member of itself"
    )
    state = page_state(heir)
    assert state.values == said
    saved = actions.save_draft(
        by=by, organisation=heir, began=state.beginning, values={**said, "founded": (Value("2006"),)}
    )
    assert saved.beginning == Beginning(True, 2) and not saved.clashes
    actions.publish(by=by, organisation=heir, version=2)
    assert page_state(heir).draft is None and published_values(heir)["founded"] == (Value("2006"),)


def test_of_who_is_erased_editions_stay_and_what_was_set_aside_goes(head: Person) -> None:
    colleague = person("colleague@mebel-cluster.bg", "administrator", of=CLUSTER)
    for by, text in ((colleague, "Their text"), (head, "My text")):
        actions.save_draft(
            by=reader(by),
            organisation=CLUSTER,
            began=Beginning(False, 0),
            values={"description": (Value(text, "en"),)},
        )
    assert SetAside.objects.seen_by(reader(head)).exists()
    actions.publish(by=reader(colleague), organisation=CLUSTER, version=1)
    for each in (head, colleague):
        erase_person(by=OPERATOR, person=each)
    assert not SetAside.objects.seen_by(OPERATOR).exists()
    (row,) = queries.history(OPERATOR, CLUSTER)
    assert row.who == colleague.code and published_values(CLUSTER)["description"] == (
        Value("Their text", "en"),
    )


def test_what_came_with_a_merged_organisation_is_changed_by_the_heirs_people(head: Person) -> None:
    member, its_heir, heir = organisation("abcdefg", "Member"), organisation("bcdefgh", "Its heir"), OTHER
    members_head = person("head@member.example", "administrator", of=member)
    contact = actions.add_contact(
        by=reader(head), organisation=CLUSTER, kind="email", value="a@b.example", audience="organisation"
    )
    membership = actions.add_member(by=reader(head), cluster=CLUSTER, member=member, kind="company")
    merge(CLUSTER, into=organisation(heir, "Heir"))
    merge(member, into=its_heir)

    page = f"/en/my/organisations/{its_heir}/members/"
    assert (
        browser(members_head).post(f"{page}{membership.pk}/answer/", {"answer": "confirm"}).status_code == 302
    )
    assert members_named(heir) == [(its_heir,)]
    with pytest.raises(Refused, match="already"):
        actions.add_member(by=reader(head), cluster=heir, member=its_heir, kind="company")
    ours = f"/en/my/organisations/{heir}/"
    assert browser(head).post(f"{ours}members/{membership.pk}/end/").status_code == 302
    assert members_named(heir) == []
    assert browser(head).post(f"{ours}contacts/{contact.pk}/remove/").status_code == 302
    assert queries.contacts(reader(head), heir) == ()


def members_named(cluster: str) -> list[tuple[str]]:
    said = Contribution.objects.filter(subject=cluster, property="has_member", withdrawn_at=None)
    return list(said.values_list("value"))


def test_of_who_is_erased_no_address_waits_for_an_answer(head: Person, manager: Person) -> None:
    other_address(manager, "second@example.org", confirmed=True)
    for email in (manager.email, "second@example.org", "stays@example.org"):
        actions.invite(by=reader(head), organisation=CLUSTER, email=email, role="editor")
    erase_person(by=reader(manager), person=manager)
    assert [each.email for each in Invitation.objects.seen_by(OPERATOR)] == ["stays@example.org"]
