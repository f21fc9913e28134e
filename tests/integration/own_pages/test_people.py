"""Who acts for an organisation: invited, given another role, leaving, handing over. It is never locked."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from ebpages.accounts.actions import Refused, erase_person
from ebpages.accounts.models import AuditEntry, Notice, OutgoingMail, Person, RoleGrant
from ebpages.accounts.reader import OPERATOR
from ebpages.own_pages import actions, queries
from ebpages.own_pages.models import Invitation
from tests.samples.people import CLUSTER, OTHER, browser, merge, organisation, other_address, person, reader
from tests.samples.people_of_every_role import PASSWORD

DESK = f"/en/my/organisations/{CLUSTER}/"
PEOPLE = f"{DESK}people/"


@pytest.fixture
def head(cluster: str) -> Person:
    return person("head@mebel-cluster.bg", "administrator", of=cluster, name="Hristo Head")


@pytest.fixture
def editor(cluster: str) -> Person:
    return person("elena@mebel-cluster.bg", "editor", of=cluster, name="Elena Editor")


def grant(of: Person, role: str | None = None) -> RoleGrant:
    standing = RoleGrant.objects.seen_by(OPERATOR).select_related("organisation", "person")
    return standing.get(person=of, ended_at=None, **({"role": role} if role else {}))


def roles(of: Person) -> set[str]:
    return set(reader(of).organisations.get(CLUSTER, ()))


def invited(by: Person, email: str, role: str = "editor") -> tuple[Invitation, str]:
    """With the address of the page that the e-mail or the notice leads to."""
    with translation.override("en"):
        invitation = actions.invite(by=reader(by), organisation=CLUSTER, email=email, role=role)
    mail = OutgoingMail.objects.seen_by(OPERATOR).filter(key=f"invitation:{invitation.code}").first()
    if mail is None:
        return invitation, f"/en/my/invitations/{invitation.code}/"
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.text)
    assert found
    return invitation, found[1]


def test_somebody_without_an_account_is_invited_by_a_link_that_works_once(head: Person) -> None:
    _invitation, address = invited(head, "New@Example.org")
    assert OutgoingMail.objects.seen_by(OPERATOR).get().to == "new@example.org"
    assert "/account/login/" in Client().get(address)["Location"], "a visitor signs in first"
    someone = person("new@example.org")
    theirs = browser(someone)
    page = theirs.get(address)
    assert page.status_code == 200 and "Hristo Head invites you" in page.content.decode()
    assert roles(someone) == set(), "opening the page accepts nothing"
    assert theirs.post(address, {"decision": "accept"})["Location"] == DESK
    assert roles(someone) == {"editor"}
    assert "used or withdrawn" in theirs.post(address, {"decision": "accept"}).content.decode()
    told = Notice.objects.seen_by(reader(head)).get()
    assert (told.kind, told.params["person"]) == ("invitation.accepted", someone.code)
    assert (
        not Invitation.objects.seen_by(OPERATOR).filter(fingerprint__contains=address.split("/")[-2]).exists()
    )


def test_somebody_with_an_account_finds_the_invitation_in_their_work(head: Person) -> None:
    someone = person("ivan@example.org")
    _invitation, address = invited(head, "ivan@example.org")
    theirs = browser(someone)
    work = theirs.get("/en/my/").content.decode()
    assert "Hristo Head invites you" in work and address in work
    assert theirs.post(address, {"decision": "accept"}).status_code == 302
    assert roles(someone) == {"editor"}


def test_who_invites_cannot_tell_whether_an_address_has_an_account(head: Person) -> None:
    person("ivan@example.org")
    answers = [
        browser(head)
        .post(f"{PEOPLE}invite/", {"email": email, "role": "editor"}, follow=True)
        .content.decode()
        for email in ("ivan@example.org", "nobody@example.org")
    ]
    shown = [re.sub(r"\w+@example\.org|[0-9a-f]{16}|value=\"\w{64}\"", "", page) for page in answers]
    assert shown[0].count("can be accepted until") == 1
    assert "The invitation was sent to" in shown[0] and "The invitation was sent to" in shown[1]


def test_an_address_that_is_not_confirmed_opens_no_invitation(head: Person) -> None:
    someone = person("ivan@example.org")
    other_address(someone, "victim@example.org", confirmed=False)
    invitation, _address = invited(head, "victim@example.org")
    assert browser(someone).get(f"/en/my/invitations/{invitation.code}/").status_code == 404
    with pytest.raises(Refused, match="another address"):
        actions.accept_invitation(by=reader(someone), invitation=invitation)


def test_who_has_the_link_may_accept_with_another_confirmed_address_and_is_told_to_be_sure(
    head: Person,
) -> None:
    someone = person("private@example.org")
    _invitation, address = invited(head, "office@example.org")
    theirs = browser(someone)
    assert "went to another address" in theirs.get(address).content.decode()
    assert theirs.post(address, {"decision": "accept"}).status_code == 302
    assert roles(someone) == {"editor"}


def test_an_invitation_lapses_after_seven_days(head: Person) -> None:
    someone = person("ivan@example.org")
    invitation, address = invited(head, "ivan@example.org")
    Invitation.objects.for_writing().filter(pk=invitation.pk).update(
        expires_at=timezone.now() - timedelta(minutes=1)
    )
    page = browser(someone).post(address, {"decision": "accept"})
    assert page.status_code == 400 and "seven days" in page.content.decode()
    assert roles(someone) == set()


def test_inviting_anew_ends_the_former_link(head: Person) -> None:
    _first, old = invited(head, "new@example.org")
    _second, new = invited(head, "new@example.org", role="member")
    theirs = browser(person("new@example.org"))
    assert "used or withdrawn" in theirs.post(old, {"decision": "accept"}).content.decode()
    assert theirs.post(new, {"decision": "accept"}).status_code == 302


def test_an_invitation_of_who_no_longer_decides_about_people_holds_no_more(
    head: Person, editor: Person
) -> None:
    someone = person("ivan@example.org")
    invitation, _address = invited(head, "ivan@example.org")
    actions.hand_over(by=reader(head), grant=grant(editor))
    with pytest.raises(Refused, match="no longer decides"):
        actions.accept_invitation(by=reader(someone), invitation=invitation)


def test_an_invitation_to_a_merged_organisation_is_to_its_heir(head: Person) -> None:
    someone = person("ivan@example.org")
    _invitation, address = invited(head, "ivan@example.org")
    merge(CLUSTER, into=organisation(OTHER))
    assert (
        browser(someone).post(address, {"decision": "accept"})["Location"] == f"/en/my/organisations/{OTHER}/"
    )
    assert reader(someone).organisations == {OTHER: {"editor"}}


def test_only_who_decides_about_people_changes_them(head: Person, editor: Person) -> None:
    theirs = browser(editor)
    assert "Hristo Head" in theirs.get(PEOPLE).content.decode()
    assert "head@mebel-cluster.bg" not in theirs.get(PEOPLE).content.decode()
    address = f"{PEOPLE}{grant(head).pk}/"
    assert theirs.get(address).status_code == theirs.post(address, {"decision": "end"}).status_code == 403
    assert theirs.post(f"{PEOPLE}invite/", {"email": "a@example.org", "role": "editor"}).status_code == 403
    with pytest.raises(Refused, match="does not allow"):
        actions.end_role(by=reader(editor), grant=grant(head))
    foreign = person("far@example.org", "administrator", of=organisation(OTHER))
    assert browser(foreign).get(PEOPLE).status_code == 403
    foreign_desk = f"/en/my/organisations/{OTHER}/people/{grant(head).pk}/"
    assert browser(foreign).post(foreign_desk, {"decision": "end"}).status_code == 404


def test_a_role_that_is_taken_is_gone_at_the_next_request_of_an_open_session(
    head: Person, editor: Person
) -> None:
    theirs = browser(editor)
    assert theirs.get(PEOPLE).status_code == 200
    assert browser(head).post(f"{PEOPLE}{grant(editor).pk}/", {"decision": "end"}).status_code == 302
    assert theirs.get(PEOPLE).status_code == 403
    told = Notice.objects.seen_by(reader(editor)).get()
    assert (told.kind, told.params["person"]) == ("role.ended", head.code)


def test_another_role_takes_the_place_of_the_former(head: Person, editor: Person) -> None:
    answer = browser(head).post(
        f"{PEOPLE}{grant(editor).pk}/", {"decision": "change", "role": "transfer_officer"}
    )
    assert answer.status_code == 302
    assert roles(editor) == {"transfer_officer"}


def test_handing_over_leaves_the_other_one_to_decide_and_oneself_as_editor(
    head: Person, editor: Person
) -> None:
    assert browser(head).post(f"{PEOPLE}{grant(editor).pk}/", {"decision": "hand_over"}).status_code == 302
    assert (roles(head), roles(editor)) == ({"editor"}, {"administrator"})


def test_the_last_who_decides_about_people_may_leave_after_being_told(head: Person, analyst: Person) -> None:
    theirs = browser(head)
    page = theirs.post(f"{DESK}leave/")
    assert page.status_code == 400
    assert "Nobody else decides" in page.content.decode() and 'name="aware"' in page.content.decode()
    assert roles(head) == {"administrator"}
    assert theirs.post(f"{DESK}leave/", {"aware": "yes"})["Location"] == "/en/my/"
    assert roles(head) == set()
    assert Notice.objects.seen_by(reader(analyst)).get().kind == "administrator.none"
    assert "Send the claim" in theirs.get(DESK).content.decode(), "it can be claimed anew"


def test_two_who_leave_at_once_leave_nobody_unaware(head: Person, cluster: str) -> None:
    """Each saw the other one; whoever comes second is asked again."""
    second = person("second@mebel-cluster.bg", "administrator", of=cluster)
    first_reader, second_reader = reader(head), reader(second)
    actions.leave(by=first_reader, organisation=cluster)
    with pytest.raises(actions.LastAdministrator):
        actions.leave(by=second_reader, organisation=cluster)
    assert roles(second) == {"administrator"}


def test_the_agency_sees_organisations_that_nobody_decides_for(
    head: Person, editor: Person, analyst: Person
) -> None:
    assert "nobody decides who does" not in browser(analyst).get("/en/my/").content.decode()
    erase_person(by=reader(head), person=head)
    assert "nobody decides who does" in browser(analyst).get("/en/my/").content.decode()


def test_roles_of_an_organisation_that_was_merged_are_roles_in_its_heir(head: Person, editor: Person) -> None:
    merge(CLUSTER, into=organisation(OTHER, "Наследник"))
    theirs = browser(head)
    page = theirs.get(f"/en/my/organisations/{OTHER}/people/").content.decode()
    assert "Elena Editor" in page and "Hristo Head" in page
    assert theirs.get(DESK)["Location"] == f"/en/my/organisations/{OTHER}/"
    assert (
        theirs.post(
            f"/en/my/organisations/{OTHER}/people/{grant(editor).pk}/", {"decision": "end"}
        ).status_code
        == 302
    )
    assert reader(editor).organisations == {}


def test_every_step_is_in_the_audit_of_the_organisation(head: Person, editor: Person) -> None:
    invited(head, "new@example.org")
    actions.change_role(by=reader(head), grant=grant(editor), role="member")
    actions.end_role(by=reader(head), grant=grant(editor))
    done = AuditEntry.objects.seen_by(OPERATOR).filter(by=head.pk, organisation=CLUSTER)
    assert [entry.action for entry in done] == ["invitation.make", "role.take", "role.give", "role.take"]


def test_so_many_invitations_a_day(head: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ebpages.own_pages.actions.invitations.MOST_A_DAY", 1)
    invited(head, "one@example.org")
    with pytest.raises(Refused, match="before tomorrow"):
        invited(head, "two@example.org")


def test_old_invitations_are_removed_with_the_addresses_in_them(head: Person) -> None:
    from ebpages.own_pages.actions.tidying import tidy

    old, _address = invited(head, "old@example.org")
    invited(head, "new@example.org")
    long_ago = timezone.now() - timedelta(days=40)
    Invitation.objects.for_writing().filter(pk=old.pk).update(expires_at=long_ago)
    tidy.func()
    assert [row.email for row in queries_of_invitations(head)] == ["new@example.org"]


def queries_of_invitations(head: Person):  # type: ignore[no-untyped-def]
    return queries.invitations(reader(head), CLUSTER)


def test_one_address_is_not_written_to_again_and_again(head: Person) -> None:
    for _ in range(3):
        actions.invite(by=reader(head), organisation=CLUSTER, email="new@example.org", role="editor")
    with pytest.raises(Refused, match="before tomorrow"):
        actions.invite(by=reader(head), organisation=CLUSTER, email="NEW@example.org", role="editor")


def test_who_gives_a_role_confirms_first_that_it_is_them_and_nothing_typed_is_lost(
    cluster: str, head: Person, editor: Person
) -> None:
    head.set_password(PASSWORD)
    head.save()
    theirs = Client()
    theirs.force_login(head)
    role = f"{PEOPLE}{grant(editor).pk}/"
    assert theirs.get(role).status_code == 200
    for path, typed in (
        (f"{PEOPLE}invite/", {"email": "not an address", "role": "editor"}),
        (role, {"decision": "change", "role": "transfer_officer"}),
        (role, {"decision": "hand_over"}),
    ):
        assert theirs.post(path, typed)["Location"].startswith("/en/account/reauthenticate/"), path
    asked = theirs.post(f"{PEOPLE}invite/", {"email": "not an address", "role": "editor"})
    door = asked["Location"]
    assert f'value="{PEOPLE}invite/"' in theirs.get(door).content.decode()
    page = theirs.post(door, {"password": PASSWORD, "next": f"{PEOPLE}invite/"}).content.decode()
    assert 'value="not an address"' in page and f'action="{PEOPLE}invite/"' in page
    assert theirs.post(role, {"decision": "change", "role": "transfer_officer"})["Location"] == PEOPLE
    assert Invitation.objects.seen_by(OPERATOR).count() == 0
