"""Acting for an organisation in a real browser: claimed, approved, a colleague invited who accepts; in Bulgarian with JavaScript, in English without."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import LONGEST

Barriers = Callable[[Page], list[str]]
SOMEBODY = re.compile("")  # the first in the list, without a role at the beginning
ANALYST = re.compile("Analyst|Анализатор")
REVIEWER = re.compile("Reviewer|Рецензент")


class Walk:
    """One window that several people use one after another; each page is looked at for barriers and for what is too wide."""

    def __init__(self, context: BrowserContext, language: str, barriers: Barriers | None) -> None:
        self.page = context.new_page()
        self.language, self._barriers, self.found = language, barriers, list[str]()

    def enter(self, who: re.Pattern[str]) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"/{self.language}/account/login/")
        self.page.locator("#examples button", has_text=who).first.click()
        self.page.wait_for_url(f"**/{self.language}/my/")
        self.look()

    def open(self, path: str) -> None:
        self.page.goto(f"/{self.language}/{path}")
        self.look()

    def look(self) -> None:
        if self._barriers is None:
            return
        for width in (390, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            if self.page.evaluate(wider) > 0:
                self.found.append(f"{self.page.url}: wider than {width}")
        self.found += [f"{self.page.url}: {barrier}" for barrier in self._barriers(self.page)]
        if self.page.locator("h1").count() != 1:
            self.found.append(f"{self.page.url}: no one heading")


@pytest.mark.parametrize(("language", "javascript", "place"), [("bg", True, 0), ("en", False, 1)])
def test_a_claim_is_made_approved_and_leads_to_colleagues(
    browser: Browser, demonstration: str, barriers: Barriers, language: str, javascript: bool, place: int
) -> None:
    context = browser.new_context(base_url=demonstration, java_script_enabled=javascript)
    context.set_default_timeout(LONGEST)
    walk = Walk(context, language, barriers if javascript else None)
    page = walk.page
    ids = [each["id"] for each in page.request.get("/api/organisations?page=1").json()["results"]]
    organisation = ids[place]

    page.goto(f"/{language}/organisations/{organisation}/")
    page.locator(f"p.act a[href$='/my/organisations/{organisation}/']").click()
    page.wait_for_url("**/account/login/?next=*")
    walk.enter(SOMEBODY)
    walk.open(f"my/organisations/{organisation}/")
    page.locator("main form button[type=submit]").click()
    page.locator(".problems a").first.wait_for()
    walk.look()
    page.locator("input[name=role][value=administrator]").check()
    page.locator("textarea[name=words]").fill("Изпълнителен директор от 2019 г.")
    picture = BytesIO()
    Image.new("RGB", (300, 200), "white").save(picture, "PNG")
    document = {"name": "пълномощно.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    page.locator("input[name=document]").set_input_files(document)  # type: ignore[arg-type]
    page.locator("main form button[type=submit]").click()
    page.locator("form[action$='/withdraw/']").wait_for()
    walk.look()

    walk.enter(ANALYST)
    walk.open("agency/claims/")
    page.locator("ol.work a").first.click()
    page.locator("#decision").wait_for()
    walk.look()
    assert "Изпълнителен директор от 2019 г." in page.locator("blockquote").inner_text()
    page.locator("button[value=approve]").click()
    page.wait_for_url("**/agency/claims/")

    walk.enter(SOMEBODY)
    walk.open("my/notices/")
    walk.open(f"my/organisations/{organisation}/")
    walk.open(f"my/organisations/{organisation}/people/")
    page.locator("#id_email").fill("reviewer@example.org")
    page.locator("input[name=role][value=editor]").check()
    page.locator("form[action$='/invite/'] button").click()
    page.locator("form[action*='/invitations/']").wait_for()
    walk.look()

    walk.enter(REVIEWER)
    page.locator("ol.work a").first.click()
    page.locator("button[value=accept]").wait_for()
    walk.look()
    page.locator("button[value=accept]").click()
    page.wait_for_url(f"**/my/organisations/{organisation}/")

    walk.enter(SOMEBODY)
    walk.open(f"my/organisations/{organisation}/people/")
    page.locator("a[href*='/people/']").last.click()
    page.locator("button[value=hand_over]").wait_for()
    walk.look()
    walk.open(f"my/organisations/{organisation}/leave/")
    page.locator("main form button[type=submit]").click()
    page.locator("input[name=aware]").wait_for()
    walk.look()
    assert walk.found == []
    context.close()
