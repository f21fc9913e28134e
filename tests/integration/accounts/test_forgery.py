"""What another site can make a browser do here, and where our doors and e-mails can be made to lead: nothing, and nowhere else."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django.fixtures import Settings

from ebpages.accounts.actions import give_role
from ebpages.accounts.reader import OPERATOR
from tests.integration.accounts.conftest import ADDRESS, PASSWORD, newest_code, sign_up
from tests.integration.accounts.test_who_may_what import addresses, an_example
from tests.samples.people_of_every_role import OWN, organisations, person

pytestmark = pytest.mark.django_db

# They do not take the token of our forms: the first checks it itself and gives back what was typed, two are sent by programs for
# e-mail and hold a signature (RFC 8058), the last two only ask, with more than an address can hold.
WITHOUT_TOKEN = {
    "contact:report",
    "accounts:stop_mail",
    "exchange:stop_watch_by_mail",
    "reconciliation:reconcile",
    "funding:assess",
}
ELSEWHERE = (
    "//evil.example/", "https://evil.example/", "https:evil.example", "https:///evil.example", "\\\\evil.example", "/\\evil.example",
    "javascript:alert(1)", "\tjavascript:alert(1)", "data:text/html,x", "http://localhost@evil.example/", "///evil.example",
    "/%09/evil.example", "\x00//evil.example",
)  # fmt: skip


OTHERS = [("PUT",), ("PATCH",), ("DELETE",), *[()] * 6]
EXAMPLES = {"public_id": OWN, "file": f"{'0' * 64}.webp"}


def paths(of: Mapping[str, str] = EXAMPLES) -> Iterator[tuple[str, str]]:
    """An example of every address: its name, its path. of: what stands in a part of an address, by the part's name."""
    for name, parts in addresses():
        if "." not in name:
            examples = {each: of[each] if each in of else an_example(takes) for each, takes in parts.items()}
            with suppress(NoReverseMatch):  # such an address does not lead to what the examples are of
                yield name, reverse(name, kwargs=examples)


@pytest.fixture
def mighty() -> Client:
    """Somebody who may do everything, in a browser that another site has got hold of."""
    someone = person("site_administrator")
    organisations()
    give_role(by=OPERATOR, person=someone, role="administrator", organisation=OWN)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(someone)
    return browser


def test_nothing_is_changed_without_the_token_of_our_own_form(mighty: Client) -> None:
    """By POST, as forms do, and some by one of the other methods that change something, by turns: one middleware asks them all."""
    let_in = {
        name
        for number, (name, path) in enumerate(paths())
        if not path.startswith("/api/")
        for method in ("POST", *OTHERS[number % 9])
        if mighty.generic(method, path).status_code not in (403, 405, 413)  # 413: nothing of it was read
    }
    assert let_in <= WITHOUT_TOKEN


def test_a_session_alone_opens_no_operation_of_the_api_that_is_not_open_to_everybody(mighty: Client) -> None:
    for name, path in paths():
        if path.startswith("/api/"):
            answers = {
                method: mighty.generic(method, path).status_code for method in ("POST", "PUT", "DELETE")
            }
            asks = (
                {400, 422} if name in ("api:reconcile", "api:assess", "api:size") else set()
            )  # a POST there reads
            assert set(answers.values()) <= {401, 403, 404, 405} | asks, name


@pytest.mark.parametrize("to", ELSEWHERE)
@pytest.mark.parametrize("door", ["login", "signup", "logout", "reauthenticate"])
def test_no_door_leads_to_another_site(client: Client, door: str, to: str) -> None:
    someone = person(password=PASSWORD)
    if door in ("logout", "reauthenticate"):
        client.force_login(someone)
    typed = {
        "login": {"login": someone.email, "password": PASSWORD},
        "signup": {"email": "new@example.org", "password1": PASSWORD},
        "logout": {},
        "reauthenticate": {"password": PASSWORD},
    }[door]
    for asked in ({"query_params": {"next": to}}, {}):
        answer = client.post(reverse(f"account_{door}"), {**typed, "next": to}, **asked)
        assert stays_here(answer)
        assert f'href="{to}' not in answer.content.decode()


@pytest.mark.parametrize("to", ELSEWHERE)
def test_who_is_signed_in_is_led_from_the_door_to_no_other_site(client: Client, to: str) -> None:
    client.force_login(person())
    answer = client.get(reverse("account_login"), query_params={"next": to})
    assert stays_here(answer)


def stays_here(answer: HttpResponse) -> bool:
    """As a browser reads it: it takes a backslash for a slash, and passes over tabs and ends of lines."""
    location = re.sub(r"[\t\r\n]", "", answer.headers.get("Location", "").replace("\\", "/"))
    return urlsplit(urljoin("https://here.example/", location)).netloc == "here.example"


def test_a_visitor_is_sent_to_the_door_and_back_to_a_path_of_this_site(client: Client) -> None:
    location = client.get("/en/my/account/", headers={"host": "localhost"}).headers["Location"]
    assert unquote(location) == "/en/account/login/?next=/en/my/account/"


@pytest.mark.parametrize(
    "headers", [{"host": "127.0.0.1:8000"}, {"host": "localhost", "x-forwarded-host": "evil.example"}]
)
def test_what_an_e_mail_leads_to_is_the_address_that_was_configured(
    client: Client, settings: Settings, headers: dict[str, str]
) -> None:
    settings.EBPAGES_ADDRESS = "https://pages.example.org"
    client.post(
        "/en/account/signup/", {"email": ADDRESS, "name": "Maria", "password1": PASSWORD}, headers=headers
    )
    newest_code()
    written = mail.outbox[-1].body + mail.outbox[-1].alternatives[0].content  # type: ignore[attr-defined]
    assert "https://pages.example.org" in written
    assert not {"evil.example", "127.0.0.1", "localhost", "testserver"} & {
        host for host in ("evil.example", "127.0.0.1", "localhost", "testserver") if host in written
    }


def test_trace_sends_nothing_back(client: Client) -> None:
    for name, path in paths():
        if name.startswith(("registry:", "account_", "api:", "administration:index", "own_pages:")):
            answer = client.generic("TRACE", path, headers={"x-mark": "sent-back"})
            assert "sent-back" not in answer.content.decode(errors="replace"), name


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/en/account/email/", {"action_add": "", "email": "mine@example.org"}),
        ("/en/account/2fa/totp/activate/", None),
        ("/en/account/2fa/webauthn/add/", None),
        ("/en/account/2fa/recovery-codes/generate/", None),
        ("/en/my/tokens/", None),
        ("/en/my/account/export/", None),
        ("/en/my/account/delete/", None),
        ("/en/my/audit/download.csv", None),
    ],
)
def test_what_is_sensitive_asks_for_the_password_again(
    client: Client, path: str, typed: dict[str, str] | None
) -> None:
    client.force_login(person())
    answer = client.get(path) if typed is None else client.post(path, typed)
    assert answer.status_code == 302, answer.content.decode()[:200]
    assert answer.headers["Location"].startswith("/en/account/reauthenticate/")
    assert EmailAddress.objects.count() == 1


def test_a_code_from_an_e_mail_can_be_tried_three_times(visitor: Client) -> None:
    sign_up(visitor)
    code = newest_code()
    for _ in range(4):
        visitor.post("/en/account/confirm-email/", {"code": "WRONG1"})
    visitor.post("/en/account/confirm-email/", {"code": code})
    assert visitor.get("/en/my/account/").status_code == 302


def test_a_new_password_does_not_get_round_the_second_factor(maria: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from ebpages.accounts.models import Person

    TOTP.activate(Person.objects.get(), generate_totp_secret())
    stranger = Client()
    stranger.post("/en/account/password/reset/", {"email": ADDRESS})
    answer = stranger.post("/en/account/password/reset/confirm/", {"code": newest_code()}, follow=True)
    new = "another-long-password-9"
    stranger.post(answer.request["PATH_INFO"], {"password1": new, "password2": new})
    assert stranger.get("/en/my/account/").status_code == 302
    answer = stranger.post("/en/account/login/", {"login": ADDRESS, "password": new})
    assert answer.headers["Location"].startswith("/en/account/2fa/authenticate/")


def test_fields_for_passwords_hide_what_is_typed_and_let_programs_fill_them_in(client: Client) -> None:
    page = client.get("/en/account/login/").content.decode()
    assert 'type="password"' in page and 'autocomplete="current-password"' in page
    assert "onpaste" not in page
