"""Sign-in through the OpenID Connect server of an organisation, against a small one on this machine."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from django.http import HttpResponse
from django.test import Client

from ebpages.accounts.models import Person
from tests.integration.accounts.conftest import ADDRESS
from tests.samples.sign_in_server import CLIENT, SECRET, SignInServer, sign_in_server


@pytest.fixture
def server(settings: object) -> Iterator[SignInServer]:
    with sign_in_server() as started:
        app = {
            "provider_id": "organisation",
            "name": "Agency",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": started.address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}  # type: ignore[attr-defined]
        yield started


def come_in(browser: Client, server: SignInServer, **person: object) -> HttpResponse:
    server.person = {"sub": "7", **person}
    asked = browser.post("/oidc/organisation/login/?process=login")
    assert asked.headers["Location"].startswith(f"{server.address}/authorize")
    back = urlsplit(
        requests.get(asked.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    )
    return browser.get(f"{back.path}?{back.query}")  # type: ignore[return-value]


def test_the_sign_in_page_offers_it(server: SignInServer, visitor: Client) -> None:
    assert "Sign in through Agency" in visitor.get("/en/account/login/").content.decode()


def test_without_the_setting_there_is_none(visitor: Client) -> None:
    assert "Through your organisation" not in visitor.get("/en/account/login/").content.decode()
    assert visitor.post("/oidc/organisation/login/").status_code == 404


def test_whom_the_server_confirms_has_an_account(server: SignInServer, visitor: Client) -> None:
    come_in(visitor, server, email="ivan@agency.example", email_verified=True, name="Ivan")
    person = Person.objects.get()
    assert (person.email, person.name) == ("ivan@agency.example", "Ivan")
    assert visitor.get("/en/my/account/").status_code == 200


def test_a_confirmed_address_leads_to_the_account_that_has_it(server: SignInServer, maria: Client) -> None:
    browser = Client()
    come_in(browser, server, email=ADDRESS, email_verified=True)
    assert ADDRESS in browser.get("/en/my/account/").content.decode()
    assert Person.objects.count() == 1


def test_an_address_that_is_not_confirmed_leads_into_nobodys_account(
    server: SignInServer, maria: Client
) -> None:
    browser = Client()
    come_in(browser, server, email=ADDRESS, email_verified=False)
    assert browser.get("/en/my/account/").status_code == 302


def test_what_was_issued_to_another_site_opens_no_account(server: SignInServer, visitor: Client) -> None:
    come_in(visitor, server, email="ivan@agency.example", email_verified=True, aud="another-site")
    assert not Person.objects.exists()
