"""Acting for an organisation in a real browser: claimed, approved, a colleague invited who accepts; in Bulgarian with JavaScript, in English without."""

import re
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import LONGEST, free_port, wait_until_healthy
from tests.ready_home import EBPAGES, ReadyHome, surroundings

Barriers = Callable[[Page], list[str]]
SOMEBODY = re.compile("")  # the first in the list, without a role at the beginning
ANALYST = re.compile("Analyst|Анализатор")
REVIEWER = re.compile("Reviewer|Рецензент")


@pytest.fixture(scope="module")
def demonstration(
    browser: Browser, ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    home = ready_home.copy(tmp_path_factory.mktemp("acting"), with_static_files=True)
    around = surroundings(home, EBPAGES_RATE="0", EBPAGES_DEMONSTRATION="1")
    subprocess.run([EBPAGES, "demonstration"], env=around, check=True, capture_output=True)
    port = free_port()
    with (home / "server.log").open("w") as log:
        command = [EBPAGES, "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(command, env=around, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    wait_until_healthy(address, home / "server.log", server)
    yield address
    server.terminate()
    server.wait()


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


@pytest.mark.parametrize(("language", "javascript"), [("bg", True), ("en", False)])
def test_the_review_queue_empties_by_keyboard_and_by_buttons(
    browser: Browser, demonstration: str, barriers: Barriers, language: str, javascript: bool
) -> None:
    context = browser.new_context(base_url=demonstration, java_script_enabled=javascript)
    context.set_default_timeout(LONGEST)
    walk = Walk(context, language, barriers if javascript else None)
    page = walk.page
    walk.enter(REVIEWER)
    walk.open("review/")
    if not javascript:  # the last decision of the first reader is taken back, decided by a button, and the queue is empty again
        walk.open("review/decided/")
        page.locator("form[action*='/decided/'] button").first.click()
        page.locator("button[value=different]").click()
        page.wait_for_url("**/review/")
        assert page.locator(".empty").count() == 1
        context.close()
        return
    with page.expect_navigation():
        page.keyboard.press("n")
    first = page.url
    walk.look()
    page.locator("#why").focus()
    page.keyboard.type("4")
    page.locator("#why").fill("")
    switch = page.locator("[data-keys-switch]")
    with page.expect_navigation():
        switch.click()
    assert page.locator("[data-key]").count() == 0
    page.keyboard.press("4")
    assert page.url == first, "nothing is decided while something is typed, or when keys are off"
    with page.expect_navigation():
        switch.click()
    with page.expect_navigation():
        page.keyboard.press("5")
    assert page.url != first
    with page.expect_navigation():
        page.keyboard.press("1" if page.locator("[data-key='1']").count() else "4")
    page.locator(".last-decision").wait_for()
    walk.look()
    with page.expect_navigation():
        page.keyboard.press("u")
    decided = 0
    while page.locator("[data-pair]").count():
        with page.expect_navigation():
            page.keyboard.press("4")
        decided += 1
    assert page.url.endswith("/review/") and page.locator(".empty").count() == 1
    assert decided > 5
    for path in ("review/", "review/decided/", "review/findings/", "review/learnt/"):
        walk.open(path)
    page.locator("a[href*='/review/']").first.wait_for()
    assert walk.found == []
    context.close()
