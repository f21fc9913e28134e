"""A visitor finds which way of transfer fits and argues with the answer; a transfer officer assesses a barrier that a profile suggests."""

import re

import pytest

from tests.browser.test_exchange import OFFICER
from tests.browser.walk import Walk


@pytest.mark.parametrize(("language", "javascript"), [("bg", True)])
def test_a_way_of_transfer_is_chosen_and_a_barrier_assessed(
    walk: Walk, language: str, javascript: bool
) -> None:
    page = walk.page
    walk.open("exchange/mechanisms/")
    known = {"trl": "7", "protection": "granted", "receiver": "known", "receiver_competence": "high"}
    for question, answer in known.items():
        page.locator(f"#{question}").select_option(answer)
    page.locator("main form button[type=submit]").click()
    page.locator("section[aria-labelledby=fits] #licence").wait_for()
    walk.look()
    licence = page.locator("article[aria-labelledby=licence]")
    licence.locator("summary").first.click()
    licence.locator("a[href*='control=exit']").click()
    page.locator("section[aria-labelledby=possible] #licence").wait_for()
    assert page.locator("#control").input_value() == "exit"
    walk.open("exchange/barriers/?origin=guide&phase=before")

    walk.enter(OFFICER)
    page.goto(f"/{language}/my/profiles/")
    codes = re.findall(r"/my/profiles/([0-9a-f]{16})/", page.content())
    for code in dict.fromkeys(codes):
        page.goto(f"/{language}/my/profiles/{code}/barriers/")
        if page.locator("article a[href*='/barriers/']").count():
            break
    walk.look()
    page.locator("article a[href*='/barriers/']").first.click()
    page.locator("#likelihood").select_option("4")
    page.locator("#impact").select_option("5")
    page.locator("#measure").fill("Опитна линия при партньор от клъстера.")
    walk.look()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/barriers/")
    assert "Опитна линия" in page.locator("section[aria-labelledby=assessed]").inner_text()
    page.locator("a[href$='/profiles/barriers/']").click()
    page.wait_for_url("**/profiles/barriers/")
    walk.look()
