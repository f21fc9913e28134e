"""One's own account: seen, changed, taken away as a file, and deleted so that nothing leads to the person."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from ebpages.accounts import audit
from ebpages.accounts.actions import give_role
from ebpages.accounts.actions.own_account import remove_unconfirmed
from ebpages.accounts.actions.retention import tidy
from ebpages.accounts.models import AuditDetails, AuditEntry, Notice, OutgoingMail, Person, RoleGrant
from ebpages.accounts.reader import OPERATOR
from tests.integration.accounts.conftest import ADDRESS, PASSWORD, newest_code, sign_in, sign_up

RECENTLY = "account_authentication_methods"


def let_time_pass(browser: Client) -> None:
    """The password was given longer ago than what matters asks for."""
    session = browser.session
    session[RECENTLY] = [{**record, "at": record["at"] - 3600} for record in session[RECENTLY]]
    session.save()


def test_a_name_and_a_language_are_changed_and_audited(maria: Client) -> None:
    answer = maria.post("/en/my/account/", {"name": "Мария", "language": "bg", "delivery": "daily"})
    assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.name, person.language, person.delivery) == ("Мария", "bg", "daily")
    assert AuditEntry.objects.for_writing().filter(action="person.change", about=person).count() == 1


def test_a_wrong_choice_is_refused_and_nothing_is_stored(maria: Client) -> None:
    answer = maria.post("/en/my/account/", {"name": "X", "language": "zz", "delivery": "daily"})
    assert answer.status_code == 400
    assert Person.objects.get().name == "Maria"


@pytest.fixture
def signed_in(maria: Client) -> Client:
    """Maria in another browser, where she has just given her password."""
    browser = Client()
    sign_in(browser)
    browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return browser


@pytest.mark.parametrize("path", ["export", "delete"])
def test_what_matters_asks_for_the_password_again(signed_in: Client, path: str) -> None:
    let_time_pass(signed_in)
    answer = signed_in.get(f"/en/my/account/{path}/")
    assert answer.status_code == 302
    assert "/account/reauthenticate/" in answer.headers["Location"]
    assert Person.objects.get().erased_at is None
    back = signed_in.post(answer.headers["Location"], {"password": PASSWORD})
    assert back.headers["Location"].endswith(f"/my/account/{path}/")


def test_the_file_holds_what_is_stored_and_no_secret(signed_in: Client) -> None:
    answer = signed_in.get("/en/my/account/export/")
    stored = json.loads(answer.content)
    assert stored["account"][0]["email"] == ADDRESS
    assert len(stored["sessions"]) == 2
    assert stored["accounts: outgoing mail"][0]["to"] == ADDRESS
    assert "password" not in stored["account"][0]
    assert Person.objects.get().password not in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    noted = AuditEntry.objects.seen_by(OPERATOR).filter(action="person.export")
    assert noted.get().about == Person.objects.get()


def test_nothing_that_leads_to_who_was_deleted_is_left(signed_in: Client) -> None:
    person = Person.objects.get()
    give_role(by=OPERATOR, person=person, role="reviewer")
    signed_in.post("/en/my/account/", {"name": "Maria Unmistakable", "language": "en", "delivery": "daily"})
    Notice.objects.create(person=person, kind="x")
    elsewhere = Client()
    sign_in(elsewhere)
    answer = signed_in.post("/en/my/account/delete/", follow=True)
    assert "The account is deleted" in answer.content.decode()
    assert elsewhere.get("/en/my/account/").status_code == 302
    erased = Person.objects.get()
    assert (erased.code, erased.name, erased.is_active) == (person.code, "", False)
    assert not RoleGrant.objects.for_writing().filter(ended_at=None).exists()
    dump = StringIO()
    call_command(
        "dumpdata",
        "accounts",
        "account",
        "mfa",
        "usersessions",
        "sessions",
        use_base_manager=True,
        stdout=dump,
    )
    assert "maria" not in dump.getvalue().lower()
    assert list(audit.broken_links()) == []


def test_what_was_posted_is_done_when_the_password_was_given(maria: Client) -> None:
    asked = maria.post("/en/my/account/delete/")
    assert Person.objects.get().erased_at is None
    maria.post(asked.headers["Location"], {"password": PASSWORD})
    assert Person.objects.get().erased_at is not None


def test_an_erased_address_is_free_again(signed_in: Client) -> None:
    signed_in.post("/en/my/account/delete/")
    sign_up(Client())
    assert Person.objects.filter(email=ADDRESS).count() == 1


def test_an_account_that_nobody_confirmed_goes(visitor: Client) -> None:
    sign_up(visitor)
    newest_code()
    assert remove_unconfirmed(before=timezone.now() - timedelta(days=2)) == 0
    Person.objects.update(joined_at=timezone.now() - timedelta(days=3))
    tidy.func()
    assert not Person.objects.exists()


def test_what_was_kept_for_long_enough_goes_and_the_audit_stays_whole(maria: Client) -> None:
    maria.post("/en/my/account/", {"name": "M", "language": "en", "delivery": "daily"})
    OutgoingMail.objects.for_writing().update(written_at=timezone.now() - timedelta(days=91))
    entries = AuditEntry.objects.for_writing().count()
    tidy.func()
    assert not OutgoingMail.objects.for_writing().exists()
    assert AuditDetails.objects.for_writing().count() == entries
    assert Person.objects.count() == 1


@pytest.fixture
def demonstration(settings: object) -> Iterator[None]:
    from ebpages.accounts.actions import add_examples
    from ebpages.accounts.guard import _table

    settings.EBPAGES_DEMONSTRATION = True  # type: ignore[attr-defined]
    _table.cache_clear()
    add_examples()
    yield
    _table.cache_clear()


def test_an_example_is_entered_with_one_click(demonstration: None, visitor: Client) -> None:
    page = visitor.get("/en/account/login/").content.decode()
    assert "Analyst of the agency" in page
    code = Person.objects.get(email="analyst@example.org").code
    assert visitor.post("/en/account/enter/", {"code": code}).status_code == 302
    assert "analyst@example.org" in visitor.get("/en/my/account/").content.decode()


def test_examples_cannot_be_deleted_nor_moved(demonstration: None, visitor: Client) -> None:
    person = Person.objects.get(email="analyst@example.org")
    visitor.post("/en/account/enter/", {"code": person.code})
    assert visitor.post("/en/my/account/delete/").status_code == 409
    visitor.post("/en/account/email/", {"email": "mine@example.org", "action_add": ""})
    person.refresh_from_db()
    assert (person.email, person.erased_at) == ("analyst@example.org", None)


def test_examples_are_added_once_and_removed(demonstration: None) -> None:
    from ebpages.accounts.actions import add_examples, remove_examples
    from ebpages.accounts.queries import example_people

    number = Person.objects.count()
    add_examples()
    assert Person.objects.count() == number == remove_examples()
    assert example_people() == ()
    add_examples()
    assert len(example_people()) == number


def test_without_the_setting_nobody_enters_as_an_example(
    demonstration: None, visitor: Client, settings: object
) -> None:
    code = Person.objects.get(email="analyst@example.org").code
    settings.EBPAGES_DEMONSTRATION = False  # type: ignore[attr-defined]
    assert visitor.post("/en/account/enter/", {"code": code}).status_code == 404
    assert "Try it as somebody" not in visitor.get("/en/account/login/").content.decode()


def test_only_e_mails_to_examples_are_shown_to_everybody(demonstration: None, visitor: Client) -> None:
    from ebpages.accounts.actions import write_mail

    write_mail(to="real@firm.bg", subject="Private", text="x", key="a")
    shown = write_mail(to="someone@example.org", subject="Shown", text="x", key="b")
    page = visitor.get("/en/agency/mail/").content.decode()
    assert "Shown" in page
    assert "Private" not in page
    assert visitor.get(f"/en/agency/mail/{shown.pk}/").status_code == 200
    assert visitor.get(f"/en/agency/mail/{shown.pk - 1}/").status_code == 404
    told = write_mail(to="someone@example.org", subject="Interest in your profile", text="x", key="notice:1")
    assert visitor.get(f"/en/agency/mail/{told.pk}/").status_code == 404, "its receiver's alone"


@pytest.mark.parametrize("path", ["/en/contact/", "/en/account/login/", "/bg/rights/"])
def test_a_visitors_pages_set_no_cookie_but_that_of_a_form(visitor: Client, path: str) -> None:
    answer = visitor.get(path)
    assert set(answer.cookies) <= ({"csrftoken"} if "<form class" in answer.content.decode() else set())
