"""What holds for every page, in both languages."""

import pytest
from playwright.sync_api import Page

LANGUAGES = ("bg", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_speaks_its_language(page: Page, language: str) -> None:
    page.goto(f"/{language}/")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "",
        "organisations/?q=cluster",
        "findings/?severity=error",
        "sources/",
        "method/",
        "observatory/figures/gerd/",
    ],
)
def test_a_page_names_its_data_and_what_it_is(page: Page, path: str) -> None:
    page.goto(f"/en/{path}")
    address = page.locator("link[rel=alternate][type='application/json']").get_attribute("href")
    assert address is not None
    assert page.request.get(address).ok
    assert len(page.locator("meta[name=description]").get_attribute("content") or "") > 60


def test_the_first_visit_gets_the_browsers_language(page: Page) -> None:
    page.goto("/")
    assert page.url.endswith("/bg/")


def test_the_api_can_be_tried_out_under_the_security_policy(page: Page) -> None:
    page.goto("/api/docs")
    page.locator(".opblock").first.wait_for()
