"""A spreadsheet that nobody here has seen goes from upload to the page of an organisation, in a real browser, with and without JavaScript."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import Browser

from tests.browser.test_acting import ANALYST, Barriers, Walk

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(name: str, identifier: int) -> bytes:
    book = openpyxl.Workbook()
    for row in (
        ["Членове към 30.09.2026 г."], [], ["№", "Организация", "ЕИК", "Населено място", "Уеб сайт"],
        [1, name, identifier, "Русе", "www.mreza.example"], [2, "Клъстер Ясен", None, "Варна", None],
    ):  # fmt: skip
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("language", "javascript"), [("bg", True), pytest.param("en", False, marks=pytest.mark.long)]
)
def test_a_spreadsheet_goes_from_upload_to_the_page_of_an_organisation(
    browser: Browser, demonstration: str, barriers: Barriers, language: str, javascript: bool
) -> None:
    context = browser.new_context(base_url=demonstration, java_script_enabled=javascript)
    context.set_default_timeout(120_000)
    walk = Walk(context, language, barriers if javascript else None)
    page, name = walk.page, f"Клъстер Лален {language.upper()}"
    walk.enter(ANALYST)
    walk.open("agency/lists/")
    file = {
        "name": f"network {language}.xlsx",
        "mimeType": XLSX,
        "buffer": spreadsheet(name, 176999117 if javascript else 176999220),
    }
    page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    page.locator("main form[enctype] button").click()
    page.locator("#column-2").wait_for()
    walk.look()
    assert (
        page.locator("#column-2").input_value() == "name"
        and page.locator("#edition").input_value() == "2026-09-30"
    )
    page.locator("button[value=check]").click()
    _wait(page, "button[value=import]")
    walk.look()
    page.locator("button[value=import]").click()
    _wait(page, "#done")
    walk.look()
    page.locator(f"a[href$='/{language}/sources/network_{language}/']").first.click()
    page.locator("a", has_text=name).first.click()
    page.wait_for_url(f"**/{language}/organisations/*/")
    assert name in page.locator("h1").inner_text()
    walk.open(f"lists/network_{language}/")
    assert walk.found == []
    context.close()


def _wait(page, selector: str) -> None:  # type: ignore[no-untyped-def]
    """Until what goes on in the background has ended, as somebody waits who refreshes the page."""
    for _ in range(240):
        if page.locator(selector).count():
            return
        page.wait_for_timeout(1_000)
        page.goto(page.url)
    raise AssertionError(page.locator("main").inner_text())
