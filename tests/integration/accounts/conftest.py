"""People who sign up and sign in as in a browser; the registry is empty, since none of these pages shows it."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client

PASSWORD = "planina-reka-most-2026"
ADDRESS = "maria@example.org"


@pytest.fixture(autouse=True)
def no_counts_of_others(db: None) -> Iterator[None]:
    from django.core.cache import cache

    cache.clear()
    yield


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=False)


def newest_code() -> str:
    """The code of the e-mail that was sent last."""
    from ebpages.accounts.actions.mail import deliver

    deliver.func()
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.outbox[-1].body, re.MULTILINE)[1]  # type: ignore[index]


def sign_up(browser: Client, email: str = ADDRESS, *, language: str = "en", name: str = "Maria") -> None:
    """Up to the page that asks for the code."""
    answer = browser.post(
        f"/{language}/account/signup/", {"email": email, "name": name, "password1": PASSWORD}
    )
    assert answer.status_code == 302, answer.content.decode()


def confirm(browser: Client, *, language: str = "en") -> None:
    answer = browser.post(f"/{language}/account/confirm-email/", {"code": newest_code()})
    assert answer.status_code == 302, answer.content.decode()


def sign_in(browser: Client, email: str = ADDRESS, password: str = PASSWORD) -> None:
    answer = browser.post("/en/account/login/", {"login": email, "password": password})
    assert answer.status_code == 302, answer.content.decode()


@pytest.fixture
def maria(visitor: Client) -> Client:
    """Somebody who has just signed up, in the browser that she is signed in with."""
    sign_up(visitor)
    confirm(visitor)
    return visitor
