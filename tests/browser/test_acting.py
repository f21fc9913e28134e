"""Acting for an organisation in a real browser: claimed, approved, a colleague invited who accepts; in Bulgarian with JavaScript, in English without."""

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.browser.walk import ANALYST, FACTORY, REVIEWER, SOMEBODY, Walk

PASSWORD = "thalassa-kai-vouno-7"


@pytest.mark.parametrize(("language", "javascript", "place"), [("bg", True, 0), ("en", False, 1)])
def test_a_claim_is_made_approved_and_leads_to_colleagues(
    walk: Walk, language: str, javascript: bool, place: int
) -> None:
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
    page.locator("ol.work a").last.click()  # before it waits one of the demonstration
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
    page.locator("ol.work a[href*='/invitations/']").first.click()
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


@pytest.mark.parametrize(
    ("language", "javascript", "place"),
    [("bg", True, 2), pytest.param("en", False, 3, marks=pytest.mark.long)],
)
def test_a_page_is_published_a_member_confirms_and_the_analyst_takes_the_edit_back(
    walk: Walk, demonstration: str, language: str, javascript: bool, place: int
) -> None:
    page = walk.page
    organisation = page.request.get("/api/organisations?page=1").json()["results"][place]["id"]
    desk = f"my/organisations/{organisation}"

    walk.enter(SOMEBODY)
    walk.open(f"{desk}/")
    page.locator("input[name=role][value=administrator]").check()
    page.locator("textarea[name=words]").fill("I run the office.")
    page.locator("main form button[type=submit]").click()
    page.locator("form[action$='/withdraw/']").wait_for()
    walk.enter(ANALYST)
    walk.open("agency/claims/")
    page.locator("ol.work a").last.click()  # before it waits one of the demonstration
    page.locator("button[value=approve]").click()
    page.wait_for_url("**/agency/claims/")

    walk.enter(SOMEBODY)
    for text in ("Solid oak", "Solid beech"):
        walk.open(f"{desk}/page/")
        page.locator("#field-description-en").fill(text)
        page.locator("button[name=preview]").click()
        page.locator("form[action$='/publish/'] button").click()
        page.wait_for_url("**/history/")
        walk.look()
    walk.open(f"{desk}/members/")
    factory = page.request.get("/api/organisations?q=Example Furniture Factory").json()["results"][0]["id"]
    page.locator("#member").fill(f"{demonstration}/{language}/organisations/{factory}/")
    page.locator("#kind").select_option("company")
    page.locator("#add button").click()
    page.locator("form[action*='/members/'] button.plain").wait_for()

    walk.enter(FACTORY)
    walk.open(f"my/organisations/{factory}/members/")
    page.locator(f"li:has(a[href*='{organisation}']) button[value=confirm]").click()
    page.locator(f"li:has(a[href*='{organisation}']) button[value=deny]").wait_for()
    walk.look()

    walk.enter(ANALYST)
    walk.open(f"my/audit/?organisation={organisation}")
    done = page.locator("tbody").inner_text()
    assert done.count({"bg": "издание ", "en": "edition "}[language]) == 2, done
    walk.open(f"{desk}/history/")
    page.locator("input[id^=note-]").first.fill("It is oak.")
    page.locator("form[action*='revert'] button").first.click()
    page.wait_for_url("**/history/")
    walk.open(f"organisations/{organisation}/")
    shown = page.locator("main").inner_text()
    assert "Solid oak" in shown and "Solid beech" not in shown


@pytest.mark.parametrize(
    ("language", "javascript", "name"),
    [("en", True, "Έπιπλα Ρόδου"), pytest.param("bg", False, "Έπιπλα Κω", marks=pytest.mark.long)],
)
def test_a_greek_company_signs_up_makes_its_page_and_finds_the_furniture_cluster(
    walk: Walk, language: str, javascript: bool, name: str
) -> None:
    page = walk.page
    email = f"greek-{language}@example.org"

    walk.open("account/signup/")
    page.locator("#id_email").fill(email)
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/account/confirm-email/")
    walk.open("agency/mail/")
    page.locator("tbody a").first.click()
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", page.locator(".prose").inner_text())
    assert code
    walk.open("account/confirm-email/")
    page.locator("#id_code").fill(code[0])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**/{language}/my/")

    walk.open("my/organisations/new/")
    page.locator("#id_name_other").fill(name)
    page.locator("select[name=name_language]").select_option("el")
    page.locator("select[name=kind]").select_option("company")
    page.locator("select[name=country]").select_option("GR")
    page.locator("#id_seat").fill("Ρόδος")
    page.locator("main form button[type=submit]").first.click()
    page.locator("button[value=submit]").click()
    walk.look()

    walk.enter(REVIEWER)
    walk.open("agency/organisations/")
    page.locator("ol.work a", has_text=name).first.click()
    page.locator("button[value=publish]").click()
    page.locator("h1").wait_for()

    page.context.clear_cookies()
    page.goto(f"/{language}/account/login/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form:has(#id_password) button[type=submit]").first.click()
    page.wait_for_url(f"**/{language}/my/")
    (own,) = page.request.get("/api/my/organisations").json()
    walk.open(f"my/organisations/{own['id']}/page/")
    page.locator("#field-description-en").fill("Furniture of olive wood")
    page.locator("button[name=preview]").click()
    page.locator("form[action$='/publish/'] button").click()
    page.wait_for_url("**/history/")
    walk.open(f"organisations/{own['id']}/")
    assert name in page.locator("h1").inner_text()
    assert "Furniture of olive wood" in page.locator("main").inner_text()

    walk.open("organisations/?q=furniture cluster")
    assert "Furniture" in page.locator(".results").first.inner_text() or language == "bg"
    page.locator(".results a", has_text=re.compile("Furniture|Мебелен|мебел", re.IGNORECASE)).first.click()
    page.locator("h1", has_text=re.compile("Furniture|мебел", re.IGNORECASE)).wait_for()
    walk.look()


@pytest.mark.parametrize(("language", "javascript"), [("bg", True), ("en", False)])
def test_the_review_queue_empties_by_keyboard_and_by_buttons(
    walk: Walk, language: str, javascript: bool
) -> None:
    page = walk.page
    walk.enter(REVIEWER)
    walk.open("review/")
    if not javascript:  # the last decision of the first reader is taken back, decided by a button, and the queue is empty again
        walk.open("review/decided/")
        page.locator("form[action*='/decided/'] button").first.click()
        page.locator("button[value=different]").click()
        page.wait_for_url("**/review/")
        assert page.locator(".empty").count() == 1
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
