"""The doors in a real browser: every page in both languages and widths, without JavaScript, by the keyboard, with a passkey."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import LONGEST, watched
from tests.browser.walk import ANALYST, Barriers

OUT = ("login", "signup", "password/reset", "inactive", "gone")
IN = (
    "my/account", "my/account/delete", "agency/mail", "account/logout", "account/email", "account/password/change",
    "account/2fa", "account/2fa/totp/activate", "account/2fa/webauthn", "account/2fa/webauthn/add", "account/sessions", "rights",
)  # fmt: skip


def _window(browser: Browser, demonstration: str, **more: object) -> BrowserContext:
    context = browser.new_context(base_url=demonstration, **more)  # type: ignore[arg-type]
    context.set_default_timeout(LONGEST)
    return context


@pytest.fixture
def page(browser: Browser, demonstration: str) -> Iterator[Page]:
    context = _window(browser, demonstration, viewport={"width": 1280, "height": 900})
    yield from watched(context.new_page())
    context.close()


def _enter(page: Page, language: str = "en") -> None:
    page.goto(f"/{language}/account/login/")
    page.locator("#examples button", has_text=ANALYST).click()
    page.wait_for_url(f"**/{language}/my/")


@pytest.mark.parametrize(
    ("language", "widths"),
    [("bg", (1280, 390)), pytest.param("en", (390, 1280), marks=pytest.mark.long)],
)
def test_nothing_on_the_pages_of_an_account_keeps_anybody_out(
    page: Page, barriers: Barriers, language: str, widths: tuple[int, int]
) -> None:
    """axe looks at the second width: narrow in Bulgarian, whose words are longer, and wide in English."""
    found = []
    paths = [f"account/{path}" for path in OUT]
    for path in [*paths, "", *IN]:
        if not path:
            _enter(page, language)
            continue
        page.goto(f"/{language}/{path}/")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            found += [f"{path}: wider than {width}"] * (wider > 0)
        found += [f"{path}: {barrier}" for barrier in barriers(page)]
        found += [f"{path}: no one heading"] * (page.locator("h1").count() != 1)
    assert found == []


def test_somebody_signs_up_by_the_keyboard_and_confirms(page: Page, barriers: Barriers) -> None:
    page.goto("/bg/account/signup/")
    page.locator("#id_email").focus()
    page.keyboard.type("no address")
    page.keyboard.press("Enter")
    page.locator(".problems").wait_for()
    assert page.locator("#id_email").get_attribute("aria-invalid") == "true"
    assert barriers(page) == []
    page.locator(".problems a").first.press("Enter")
    page.locator("#id_email").fill("eleni@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("Ελένη")
    page.keyboard.press("Tab")
    page.keyboard.type("thalassa-kai-vouno-7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/confirm-email/")
    assert barriers(page) == []
    page.goto("/bg/agency/mail/")
    page.locator("tbody a").first.click()
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", page.locator(".prose").inner_text())
    assert code
    page.goto("/bg/account/confirm-email/")
    page.locator("#id_code").fill(code[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/bg/my/")
    assert "Ελένη" in page.locator(".reader").inner_text()


def test_an_example_is_entered_and_left_without_javascript(browser: Browser, demonstration: str) -> None:
    context = _window(browser, demonstration, java_script_enabled=False)
    page = context.new_page()
    _enter(page)
    page.goto("/en/account/logout/")
    page.locator("main button").click()
    assert page.locator(".reader").inner_text() == "Sign in"
    context.close()


def test_a_passkey_is_added_and_opens_the_account(page: Page) -> None:
    """Under the security policy, which allows no script within a page."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    _enter(page)
    page.goto("/en/account/2fa/webauthn/add/")
    page.locator("#id_name").fill("This computer")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto("/en/account/2fa/webauthn/")
    assert "This computer" in page.locator("tbody").inner_text()
    page.goto("/en/account/logout/")
    page.locator("main button").click()
    page.goto("/en/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/en/my/")


def test_a_visitors_pages_set_no_cookie(browser: Browser, demonstration: str) -> None:
    context = _window(browser, demonstration)
    page = context.new_page()
    for path in ("", "organisations/", "findings/", "observatory/", "method/", "contact/", "rights/"):
        page.goto(f"/en/{path}")
        assert page.locator(".demonstration").count() == 1
    assert context.cookies() == []
    context.close()
