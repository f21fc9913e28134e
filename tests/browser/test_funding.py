"""A start-up cluster in Plovdiv sees why one call fits and another does not, and the ceiling move, in a real browser."""

import re

import pytest

from tests.browser.walk import Walk


@pytest.mark.parametrize(("language", "javascript"), [("bg", True)])
def test_a_cluster_sees_what_it_would_get_and_the_ceiling_move(
    walk: Walk, language: str, javascript: bool
) -> None:
    page = walk.page
    walk.open("funding/")
    walk.open("funding/calls/BG16RFOP002-2.009/")
    page.locator("main a[href$='/assess/']").click()
    page.locator("main a[href$='example=1']").click()
    page.locator("#members").wait_for()
    page.locator("main form button[type=submit]").click()
    page.locator("#result").wait_for()
    walk.look()
    assert "342 270,25" in page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    page.locator("#de_minimis-2-date").fill("2016-09-01")
    page.locator("#de_minimis-2-amount_eur").fill("100000")
    page.locator("main form button[type=submit]").click()
    page.get_by_text(re.compile(r"75\s000 евро")).first.wait_for()
    page.locator("#staff").fill("много")
    page.locator("main form button[type=submit]").click()
    page.locator(".problems").wait_for()
    walk.look()
    walk.open("funding/calls/BG16RFOP002-1.016/")
    page.goto(f"/{language}/funding/calls/BG16RFOP002-1.016/assess/?example=1")
    page.locator("main form button[type=submit]").click()
    page.get_by_text("Стопанската дейност е доказана с отчета за 2018 г.").first.wait_for()
