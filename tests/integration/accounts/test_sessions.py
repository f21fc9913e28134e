"""Sessions end: by signing out, without a request for long, after their time; and the log says what happened at the doors."""

import logging
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from ebpages.accounts.actions import disable_person
from ebpages.accounts.actions.retention import tidy
from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from tests.integration.accounts.conftest import ADDRESS, PASSWORD, sign_in
from tests.samples.people_of_every_role import person

IDLE, WHOLE = timedelta(seconds=settings.EBPAGES_SESSION_IDLE), timedelta(seconds=settings.SESSION_COOKIE_AGE)


def is_in(browser: Client) -> bool:
    return browser.get("/en/my/account/").status_code == 200


def move_end(by: timedelta) -> None:
    """As if time had passed."""
    row = Session.objects.get()
    Session.objects.update(expire_date=row.expire_date - by)


@pytest.fixture
def somebody(client: Client) -> Client:
    client.force_login(person())
    return client


def test_a_session_ends_when_nothing_was_asked_for_long(somebody: Client) -> None:
    move_end(IDLE)
    assert not is_in(somebody)


def test_a_session_that_is_used_goes_on(somebody: Client) -> None:
    move_end(IDLE - timedelta(minutes=1))
    assert is_in(somebody)
    assert Session.objects.get().expire_date > timezone.now() + IDLE - timedelta(minutes=1)


def test_a_session_that_is_used_all_the_time_ends_too(somebody: Client) -> None:
    session = somebody.session
    session["began"] -= int((WHOLE - timedelta(hours=1)).total_seconds())
    session.save()
    assert is_in(somebody)
    assert Session.objects.get().expire_date <= timezone.now() + timedelta(hours=1)


def test_a_session_that_has_ended_is_removed(somebody: Client) -> None:
    move_end(IDLE)
    tidy.func()
    assert not Session.objects.exists()


def test_who_signs_out_leaves_nothing_behind(somebody: Client) -> None:
    key = somebody.session.session_key
    answer = somebody.post("/en/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.exists()
    somebody.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_in(somebody)


def test_signing_in_makes_a_new_session(maria: Client) -> None:
    maria.post("/en/account/logout/")
    browser = Client()
    browser.get("/en/account/login/")
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    sign_in(browser)
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32


def test_what_is_shown_to_who_is_signed_in_is_kept_by_nobody(somebody: Client) -> None:
    for path in ("/en/my/account/", "/en/rights/", "/en/no-such-page/", "/en/account/password/change/"):
        headers = somebody.get(path).headers
        assert headers["Cache-Control"] == "private, no-store", path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", path


def test_who_is_disabled_is_out_at_once(somebody: Client) -> None:
    disable_person(by=OPERATOR, person=Person.objects.get())
    assert not is_in(somebody)


def test_a_password_is_taken_as_it_was_typed(visitor: Client) -> None:
    typed = "  Spaces at Both Ends count "
    someone = person(password=typed)
    for other in (typed.strip(), typed.lower(), typed[:-1]):
        answer = visitor.post("/en/account/login/", {"login": someone.email, "password": other})
        assert answer.status_code == 200
    sign_in(visitor, someone.email, typed)


def test_a_code_of_the_second_factor_is_good_once(maria: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(Person.objects.get(), secret)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    came_in = []
    for _ in range(2):
        browser = Client()
        browser.post("/en/account/login/", {"login": ADDRESS, "password": PASSWORD})
        browser.post("/en/account/2fa/authenticate/", {"code": code})
        came_in.append(is_in(browser))
    assert came_in == [True, False]


def test_every_page_of_who_is_signed_in_leads_out(somebody: Client) -> None:
    for path in ("/en/my/", "/en/my/account/", "/en/rights/"):
        assert "/account/logout/" in somebody.get(path).content.decode(), path


def test_the_log_tells_what_happened_at_the_doors_and_of_nobodys_address(
    maria: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "ebpages")
    code = Person.objects.get().code
    maria.post("/en/account/logout/")
    Client().post("/en/account/login/", {"login": ADDRESS, "password": "a wrong password"})
    sign_in(maria)
    maria.get("/en/agency/mail/")
    Client().get("/api/me", headers={"Authorization": "Bearer ebp_nothing"})
    assert [line for line in caplog.messages if "/" not in line] == [
        f"{code} signed out",
        "signing in failed: wrong address or password",
        f"{code} signed in (password)",
        f"{code} may not open accounts:mail",
        "a key was sent that opens nothing",
        "a visitor may not open api:me",
    ]
    assert ADDRESS not in caplog.text and PASSWORD not in caplog.text
