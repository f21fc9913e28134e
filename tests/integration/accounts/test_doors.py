"""In and out: sign-up, sign-in, forgotten passwords, second factors, and what strangers can learn."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from ebpages.accounts.models import OutgoingMail, Person
from tests.integration.accounts.conftest import ADDRESS, PASSWORD, confirm, newest_code, sign_in, sign_up


def test_somebody_signs_up_and_is_in(visitor: Client) -> None:
    sign_up(visitor, language="bg")
    confirm(visitor, language="bg")
    page = visitor.get("/bg/my/account/")
    assert page.status_code == 200
    assert "Maria" in page.content.decode()
    person = Person.objects.get()
    assert (person.email, person.name, person.language) == (ADDRESS, "Maria", "bg")


def test_an_e_mail_speaks_the_language_of_the_page_and_says_why_it_came(visitor: Client) -> None:
    sign_up(visitor, language="bg")
    newest_code()
    written = mail.outbox[-1]
    assert re.search("[а-я]", written.subject)
    assert "http://127.0.0.1:8000" in written.body
    assert "testserver" not in written.body + written.alternatives[0].content  # type: ignore[attr-defined]


def test_who_reads_the_outbox_sees_no_code_of_others(visitor: Client) -> None:
    sign_up(visitor)
    code = newest_code()
    assert not OutgoingMail.objects.for_writing().filter(text__contains=code).exists()


def test_a_known_address_is_answered_like_an_unknown_one(maria: Client) -> None:
    stranger = Client()
    known = stranger.post("/en/account/signup/", {"email": ADDRESS, "password1": PASSWORD})
    unknown = Client().post("/en/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    newest_code_page = stranger.get(known.headers["Location"]).content.decode()
    assert "Enter the code" in newest_code_page
    assert Person.objects.filter(email=ADDRESS).count() == 1


@pytest.mark.parametrize("address", [ADDRESS, "nobody@example.org"])
def test_a_forgotten_password_says_nothing_of_who_has_an_account(maria: Client, address: str) -> None:
    stranger = Client()
    answer = stranger.post("/en/account/password/reset/", {"email": address}, follow=True)
    assert answer.status_code == 200
    assert "Enter the code" in answer.content.decode()


def test_a_forgotten_password_is_replaced_by_a_code(maria: Client) -> None:
    stranger = Client()
    stranger.post("/en/account/password/reset/", {"email": ADDRESS})
    answer = stranger.post("/en/account/password/reset/confirm/", {"code": newest_code()}, follow=True)
    assert "Choose a new password" in answer.content.decode()
    stranger.post(
        answer.request["PATH_INFO"],
        {"password1": "another-long-password-9", "password2": "another-long-password-9"},
    )
    sign_in(Client(), password="another-long-password-9")
    assert maria.get("/en/my/account/").status_code == 302  # the session of before has ended


def test_an_address_that_was_never_confirmed_is_its_owners(visitor: Client) -> None:
    """A stranger signs up with it and never confirms; its owner can still have an account, which the stranger's password does not open."""
    sign_up(visitor)
    newest_code()
    owner = Client()
    answer = owner.post("/en/account/signup/", {"email": ADDRESS, "password1": "the-owners-own-password"})
    assert answer.status_code == 302
    confirm(owner)
    assert owner.get("/en/my/account/").status_code == 200
    stranger = Client().post("/en/account/login/", {"login": ADDRESS, "password": PASSWORD})
    assert stranger.status_code == 200
    assert Person.objects.filter(email=ADDRESS).count() == 1


def test_passwords_cannot_be_tried_again_and_again(maria: Client) -> None:
    stranger = Client()
    tried = [
        stranger.post(
            "/en/account/login/", {"login": ADDRESS, "password": f"wrong-{number}"}
        ).content.decode()
        for number in range(12)
    ]
    assert "Too many failed" in tried[-1]


def test_a_password_that_was_changed_ends_other_sessions(maria: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    answer = maria.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "a-new-long-password-7", "password2": "a-new-long-password-7"},
    )
    assert answer.status_code == 302
    assert elsewhere.get("/en/my/account/").status_code == 302
    assert maria.get("/en/my/account/").status_code == 200


def test_a_role_that_was_taken_is_gone_in_an_open_session(maria: Client) -> None:
    from ebpages.accounts.actions import give_role, take_role
    from ebpages.accounts.reader import OPERATOR

    grant = give_role(by=OPERATOR, person=Person.objects.get(), role="site_administrator")
    maria.post("/en/account/reauthenticate/", {"password": PASSWORD})
    assert maria.get("/en/agency/mail/").status_code == 200
    take_role(by=OPERATOR, grant=grant)
    assert maria.get("/en/agency/mail/").status_code == 403


@pytest.mark.parametrize(
    "path", ["/en/account/login/?next=https://evil.example/", "/en/account/login/?next=//evil.example/"]
)
def test_signing_in_leads_to_no_other_site(maria: Client, path: str) -> None:
    answer = Client().post(path, {"login": ADDRESS, "password": PASSWORD})
    assert answer.headers["Location"].startswith("/en/")


def test_a_second_factor_is_asked_for(maria: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(Person.objects.get(), generate_totp_secret())
    answer = Client().post("/en/account/login/", {"login": ADDRESS, "password": PASSWORD})
    assert answer.headers["Location"] == "/en/account/2fa/authenticate/"


PAGES_OF_WHO_IS_OUT = ("login", "signup", "password/reset", "inactive")
PAGES_OF_WHO_IS_IN = (
    "logout", "email", "password/change", "reauthenticate", "2fa", "2fa/totp/activate", "2fa/webauthn",
    "2fa/webauthn/add", "sessions",
)  # fmt: skip


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_pages_have_one_heading_and_our_look(maria: Client, language: str) -> None:
    pages = [(Client(), path) for path in PAGES_OF_WHO_IS_OUT] + [
        (maria, path) for path in PAGES_OF_WHO_IS_IN
    ]
    for browser, path in pages:
        answer = browser.get(f"/{language}/account/{path}/", follow=True)
        content = answer.content.decode()
        assert answer.status_code == 200, path
        assert content.count("<h1") == 1, path
        assert "site.css" in content, path
        assert "style=" not in content, path
        for script in re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", content):
            raise AssertionError(f"{path}: {script}")
        if language == "bg":
            heading = re.search("<h1>(.*?)</h1>", content, re.DOTALL)
            assert heading and re.search("[а-я]", heading[1]), path


def test_a_wrong_form_names_each_fault_with_its_field(visitor: Client) -> None:
    content = visitor.post("/en/account/signup/", {"email": "no", "password1": "short"}).content.decode()
    assert '<a href="#id_email">' in content
    assert 'id="id_email_error"' in content
    assert 'aria-describedby="id_email_error"' in content.replace("id_email_helptext ", "")
    assert 'value="short"' not in content


def test_what_changes_how_one_comes_in_is_in_the_audit(
    maria: Client, django_capture_on_commit_callbacks: Any
) -> None:
    from allauth.mfa.totp.internal import auth

    from ebpages.accounts.models import AuditEntry

    maria.post("/en/account/reauthenticate/", {"password": PASSWORD})
    passwords = {
        "oldpassword": PASSWORD,
        "password1": "a-new-long-way-to-7",
        "password2": "a-new-long-way-to-7",
    }
    maria.get("/en/account/2fa/totp/activate/")
    now = next(auth.yield_hotp_counters_from_time())
    code = auth.format_hotp_value(auth.hotp_value(maria.session[auth.SECRET_SESSION_KEY], now))
    with django_capture_on_commit_callbacks(execute=True):
        maria.post("/en/account/2fa/totp/activate/", {"code": code})
    maria.post("/en/account/password/change/", passwords)
    done = AuditEntry.objects.for_writing().filter(about__email=ADDRESS).values_list("action", flat=True)
    assert set(done) >= {"person.address", "person.password", "person.second_factor"}


def test_nobody_is_served_while_examples_can_sign_in(db: None) -> None:
    from ebpages.accounts.actions import add_examples, remove_examples
    from ebpages.accounts.commands import refuse_examples

    add_examples()
    with pytest.raises(SystemExit):
        refuse_examples()
    remove_examples()
    refuse_examples()


def test_whom_the_operator_added_chooses_a_password_by_a_code(visitor: Client) -> None:
    from ebpages.accounts.actions import add_person
    from ebpages.accounts.reader import OPERATOR

    add_person(by=OPERATOR, email="first@agency.bg", language="bg")
    visitor.post("/bg/account/password/reset/", {"email": "first@agency.bg"})
    answer = visitor.post("/bg/account/password/reset/confirm/", {"code": newest_code()}, follow=True)
    passwords = {"password1": "a-new-long-way-to-7", "password2": "a-new-long-way-to-7"}
    visitor.post(answer.request["PATH_INFO"], passwords)
    sign_in(Client(), "first@agency.bg", "a-new-long-way-to-7")


def test_two_who_sign_up_with_one_address_at_one_moment_both_get_an_answer(db: None) -> None:
    from unittest.mock import patch

    sign_up(Client())
    with (
        patch("ebpages.accounts.forms.remove_unconfirmed"),
        patch("allauth.account.internal.flows.manage_email.assess_unique_email", return_value=True),
    ):  # as each found that there was none yet
        sign_up(Client())
    assert Person.objects.count() == 1


def test_an_address_that_is_too_long_is_not_cut_off_to_another(visitor: Client) -> None:
    email = "a" * 60 + "@" + ".".join(["b" * 47] * 4) + ".example.org"
    assert len(email) > 254
    answer = visitor.post("/en/account/signup/", {"email": email, "name": "", "password1": PASSWORD})
    assert answer.status_code == 200 and "at most 254 characters" in answer.content.decode()
    assert not Person.objects.exists()
