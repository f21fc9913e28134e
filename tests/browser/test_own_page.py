"""A manager writes and publishes the page of a cluster in a real browser, in Bulgarian with JavaScript, in English without."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import LONGEST
from tests.ready_home import surroundings

ROOT = Path(__file__).parents[2]
SIGN_IN = """
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from ebpages.accounts.actions import add_person, give_role
from ebpages.accounts.reader import OPERATOR
from ebpages.registry.models import Organisation
cluster = Organisation.objects.filter(kind="cluster_organisation").earliest("id").id
person = add_person(by=OPERATOR, email="manager@cluster.example", name="Maria Manager")
give_role(by=OPERATOR, person=person, role="administrator", organisation=cluster)
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.create()
print(cluster, session.session_key)
"""
WORDS = {
    "bg": ("Преглед", "Публикуване", "Мебели от масив"),
    "en": ("look at the page", "Publish", "Solid wood furniture"),
}


@pytest.fixture(scope="module")
def manager(browser: Browser, site: str, home_of_site: Path) -> tuple[str, str]:
    """The public id of a cluster, and the session of its manager."""
    around = surroundings(home_of_site) | {"DJANGO_SETTINGS_MODULE": "ebpages.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SIGN_IN], env=around, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    public_id, session = done.stdout.split()
    return public_id, session


@pytest.fixture(
    params=[True, pytest.param(False, marks=pytest.mark.long)], ids=["with JavaScript", "without"]
)
def window(
    request: pytest.FixtureRequest, browser: Browser, site: str, manager: tuple[str, str]
) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        base_url=site, java_script_enabled=request.param, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(LONGEST)
    context.add_cookies([{"name": "session", "value": manager[1], "url": site}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("window", "language"), [(True, "bg"), (False, "en")], indirect=["window"], ids=["with", "without"]
)
def test_a_manager_writes_looks_and_publishes(
    window: Page,
    manager: tuple[str, str],
    language: str,
    barriers: Callable[[Page], list[str]],
    request: pytest.FixtureRequest,
) -> None:
    public_id, has_script = manager[0], "without" not in request.node.name
    look, publish, text = WORDS[language]
    text = f"{text} {'2' if has_script else '1'}"
    address = f"/{language}/my/organisations/{public_id}"

    def well() -> None:
        if has_script:
            assert barriers(window) == []

    window.goto(f"{address}/page/")
    well()
    window.fill(f"#field-description-{language}", text)
    window.fill("#field-founded", "two thousand")
    window.get_by_role("button", name=look).click()
    assert (
        window.get_by_role("button", name=publish, exact=True).count() == 0
    )  # a value is not as it should be
    well()
    window.goto(f"{address}/page/")
    assert window.input_value("#field-founded") == "two thousand"
    assert window.locator(".problems a[href='#field-founded']").count() == 1
    well()
    window.fill("#field-founded", "2006")
    window.get_by_role("button", name=look).click()
    window.get_by_role("button", name=publish, exact=True).click()
    assert window.url.endswith("/history/")
    well()
    window.goto(f"/{language}/organisations/{public_id}/")
    assert text in window.inner_text("main")
    well()
    for path in ("members/", "contacts/", "next/", "logo/"):
        window.goto(f"{address}/{path}")
        well()


@pytest.mark.parametrize("width", [320, pytest.param(768, marks=pytest.mark.long)])
def test_the_form_fits_narrow_windows(window: Page, manager: tuple[str, str], width: int) -> None:
    window.set_viewport_size({"width": width, "height": 900})
    for path in ("page/", "history/", "members/", "next/"):
        window.goto(f"/bg/my/organisations/{manager[0]}/{path}")
        assert window.locator("html").evaluate("e => e.scrollWidth") <= width, path
