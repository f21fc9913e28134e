"""A case from interest to a signed agreement and its end, in a real browser, with three people and a lost case that the funnel shows."""

import re

import pytest

from tests.browser.walk import FACTORY, Walk

UNIVERSITY = re.compile(
    "(Служител по трансфер|Transfer officer): (Примерен (технически )?университет|Example (Technical )?University)"
)
CENTRE = re.compile("(Служител по трансфер|Transfer officer): (Примерен център|Example Technology)")
TITLE = "Камера, която открива чепове"


@pytest.mark.parametrize(
    ("language", "javascript"), [("bg", True), pytest.param("en", False, marks=pytest.mark.long)]
)
def test_a_case_goes_from_interest_through_a_signed_agreement_to_its_end(
    walk: Walk, language: str, javascript: bool
) -> None:
    page = walk.page

    def send(selector: str) -> None:
        page.locator(selector).click()
        page.wait_for_load_state()

    def make(move: str) -> None:
        page.goto(f"{case}moves/{move}/")
        send("main form.form button[type=submit]")

    walk.enter(FACTORY)
    walk.open("exchange/")
    page.locator("main a", has_text=TITLE).first.click()
    page.locator("a.button[href*='/my/cases/new/']").click()
    page.locator("#about_us").wait_for()
    walk.look()
    page.locator("#unclear").fill("Колко дъски в минута?")
    page.locator("#about_us").fill("Производство на столове")
    send("main form.form button[type=submit]")
    page.locator("#next").wait_for()
    walk.look()
    case = page.url

    walk.enter(UNIVERSITY)
    page.locator(
        "main a[href*='/my/cases/']", has_text=re.compile("Към случая|Open the case")
    ).first.wait_for()
    page.goto(f"{case}moves/answer/")
    page.locator("#opens").wait_for()
    walk.look()
    send("main form.form button[type=submit]")
    make("ask_non_disclosure")
    send("form:has(#years) button")
    page.goto(f"{case}intermediary/")
    walk.look()
    helper = {"bg": "Примерен център за трансфер на технологии", "en": "Example Technology Transfer Centre"}
    page.locator("#intermediary").select_option(label=helper[language])
    send("form:has(#intermediary) button")
    sign(walk)

    walk.enter(CENTRE)
    walk.open("my/cases/")
    send("button[value=accept]")
    assert page.url == case, "an intermediary sees what its side sees"

    walk.enter(FACTORY)
    page.goto(case)
    walk.look()
    sign(walk)
    assert page.locator(".stage.is-here", has_text=re.compile("Оценка|Evaluation")).count() == 1
    page.goto(f"{case}moves/end/")
    page.locator("input[name=reason][value=not_for_series]").check()
    walk.look()
    send("main form.form button[type=submit]")
    walk.look()
    walk.enter(UNIVERSITY)
    walk.open("my/cases/?state=over")
    page.locator("a[href*='/my/organisations/'][href$='/cases/']").first.click()
    page.locator("#reasons").wait_for()
    walk.look()
    assert (
        page.locator("main").get_by_text(re.compile("не е годна за серийно|not fit for series", re.I)).count()
    )


def sign(walk: Walk) -> None:
    page = walk.page
    page.locator("input[name=agrees]").check()
    page.locator("form[action$='/sign/'] button").click()
    page.wait_for_load_state()
    walk.look()
