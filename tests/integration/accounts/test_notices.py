"""What people are told, on the site and by e-mail as they chose."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ebpages.accounts.actions import erase_person, notify
from ebpages.accounts.actions.notices import send_digests
from ebpages.accounts.models import AuditEntry, Notice, OutgoingMail, Person
from ebpages.accounts.reader import OPERATOR
from tests.samples.people import browser, person, reader

NAMES = {"bg": "Клъстер Мебел", "en": "Furniture Cluster"}


def told(to: Person, by: Person | None = None) -> Notice:
    params = {"organisation": NAMES, "role": "editor", "person": by.code if by else "0"}
    notice = notify(person=to, kind="role.changed", params=params, path="/my/organisations/4ysngfm/")
    assert notice
    return notice


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.seen_by(OPERATOR))


@pytest.fixture
def maria(db: None) -> Person:
    return person("maria@example.org", name="Maria", language="bg")


@pytest.fixture
def ivan(db: None) -> Person:
    return person("ivan@example.org", name="Ivan Head")


def test_a_notice_is_read_in_the_language_of_the_page_and_mailed_in_that_of_the_person(
    maria: Person, ivan: Person
) -> None:
    told(maria, ivan)
    page = browser(maria).get("/en/my/notices/").content.decode()
    assert "Ivan Head has given you another role for Furniture Cluster: Editor of an organisation." in page
    assert 'href="/en/my/organisations/4ysngfm/"' in page
    (mail,) = mails()
    assert "Клъстер Мебел" in mail.subject and "Редактор на организация" in mail.text
    assert "http://127.0.0.1:8000/bg/my/organisations/4ysngfm/" in mail.text


def test_a_notice_is_marked_as_read_by_its_person_alone(maria: Person, ivan: Person) -> None:
    notice = told(maria)
    browser(ivan).post("/en/my/notices/read/", {"id": notice.pk})
    assert Notice.objects.seen_by(reader(maria)).get().read_at is None
    assert browser(maria).get("/en/my/notices/read/").status_code == 405
    assert browser(maria).post("/en/my/notices/read/", {"id": notice.pk}).status_code == 302
    assert Notice.objects.seen_by(reader(maria)).get().read_at is not None
    assert not Notice.objects.seen_by(reader(ivan)).exists()


def test_who_wants_no_e_mail_finds_the_notice_on_the_site(maria: Person) -> None:
    Person.objects.filter(pk=maria.pk).update(delivery="never")
    maria.refresh_from_db()
    told(maria)
    assert mails() == []
    assert Notice.objects.seen_by(reader(maria)).count() == 1


def test_a_digest_is_one_e_mail_a_day_with_what_is_new(
    maria: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.filter(pk=maria.pk).update(delivery="daily")
    maria.refresh_from_db()

    def it_is(moment: str) -> None:
        now = datetime.fromisoformat(moment)
        monkeypatch.setattr(timezone, "now", lambda: now)
        Notice.objects.for_writing().filter(mailed_at=None).update(at=now)
        send_digests.func()

    told(maria), told(maria)
    it_is("2026-12-01T03:00:00+00:00")
    assert mails() == [], "before the hour"
    it_is("2026-12-01T06:00:00+00:00")
    told(maria)
    it_is("2026-12-01T07:00:00+00:00")
    assert [mail.subject for mail in mails()] == ["2 нови известия"]
    it_is("2026-12-02T06:00:00+00:00")
    it_is("2026-12-02T07:00:00+00:00")
    assert [mail.subject for mail in mails()] == ["2 нови известия", "1 ново известие"]


def test_one_click_stops_the_e_mails_and_opening_the_link_does_not(maria: Person) -> None:
    told(maria)
    (mail,) = mails()
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail.headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert link in mail.text
    stranger = Client(
        enforce_csrf_checks=True
    )  # a program of whoever reads the e-mail: no session, no token of a form
    page = stranger.get(link)
    assert page.status_code == 200 and not page.cookies
    maria.refresh_from_db()
    assert maria.delivery == "at_once"
    assert stranger.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    maria.refresh_from_db()
    assert maria.delivery == "never"
    assert AuditEntry.objects.seen_by(OPERATOR).filter(action="notices.stop", about=maria.pk).count() == 1


@pytest.mark.parametrize("forged", ["x", "{code}", "{code}:AAAAAAAA"])
def test_a_link_that_is_not_ours_stops_nothing(maria: Person, forged: str) -> None:
    address = f"/bg/notices/stop/{forged.format(code=maria.code)}/"
    assert Client().get(address).status_code == Client().post(address).status_code == 404
    maria.refresh_from_db()
    assert maria.delivery == "at_once"


def test_of_who_was_erased_notices_of_others_keep_no_name(maria: Person, ivan: Person) -> None:
    told(maria, ivan)
    erase_person(by=reader(ivan), person=ivan)
    page = browser(maria).get("/en/my/notices/").content.decode()
    assert "Ivan" not in page and ivan.code in page


def test_a_kind_that_nobody_declares_is_a_mistake_in_the_program(maria: Person) -> None:
    with pytest.raises(ValueError, match="no capability declares"):
        notify(person=maria, kind="no.such", params={})


def test_nobody_is_told_who_can_sign_in_no_more(maria: Person) -> None:
    maria.is_active = False
    assert notify(person=maria, kind="role.changed", params={}) is None
    assert timezone.now() - maria.joined_at < timedelta(hours=1)
