"""A spreadsheet that nobody here has seen goes from upload to the page of an organisation, in a real browser, with and without JavaScript."""

from io import BytesIO

import openpyxl
import pytest

from tests.browser.walk import ANALYST, Walk

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(day: str, *members: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in (
        [f"Членове към {day} г."], [], ["№", "Организация", "ЕИК", "Населено място", "Уеб сайт"],
        *([number, *member] for number, member in enumerate(members, 1)),
    ):  # fmt: skip
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("language", "javascript"), [("bg", True), pytest.param("en", False, marks=pytest.mark.long)]
)
def test_a_spreadsheet_goes_from_upload_to_the_page_of_an_organisation(
    walk: Walk, language: str, javascript: bool
) -> None:
    walk.page.set_default_timeout(120_000)
    page, name = walk.page, f"Клъстер Лален {language.upper()}"
    first = [name, 176999117 if javascript else 176999220, "Русе", "www.mreza.example"]
    walk.enter(ANALYST)
    walk.open("agency/lists/")
    file = {
        "name": f"network {language}.xlsx",
        "mimeType": XLSX,
        "buffer": spreadsheet("30.09.2026", first, ["Клъстер Ясен", None, "Варна", None]),
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
    walk.open("agency/lists/")
    page.locator("#list").select_option(f"network_{language}")
    moved = [*first[:2], "Перник", first[3]]
    second = spreadsheet("31.10.2026", ["Клъстер Нов връх", None, "Видин", None], moved)
    page.locator("#file").set_input_files(file | {"name": "октомври.xlsx", "buffer": second})  # type: ignore[arg-type]
    page.locator("main form[enctype] button").click()
    page.locator("button[value=check]").click()
    _wait(page, "button[value=import]")
    page.locator("button[value=import]").click()
    _wait(page, "#done")
    walk.open(f"lists/network_{language}/")
    shown = [
        page.locator(f"section[aria-labelledby={part}]").inner_text() for part in ("new", "gone", "changed")
    ]
    assert "Клъстер Нов връх" in shown[0] and "Клъстер Ясен" in shown[1]
    assert name in shown[2] and "Русе" in shown[2] and "Перник" in shown[2]


def _wait(page, selector: str) -> None:  # type: ignore[no-untyped-def]
    """Until what goes on in the background has ended, as somebody waits who refreshes the page."""
    for _ in range(240):
        if page.locator(selector).count():
            return
        page.wait_for_timeout(1_000)
        page.goto(page.url)
    raise AssertionError(page.locator("main").inner_text())
