"""An offer in Bulgarian meets an English request, in a real browser: drafted, mended, reviewed, published, found with reasons, judged, watched."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.walk import REVIEWER, Walk
from tests.ready_home import surroundings
from tests.samples.profiles import GOOD_TEXTS

OFFICER = re.compile("Служител по трансфер: Примерен технически|Transfer officer: Example Technical")
CLUSTER = re.compile(
    "(Отговорник на|Administrator of an) .*: (Примерен мебелен клъстер|Example Furniture Cluster)"
)
TITLE = "Сензор, който измерва влагата на дъски върху конвейер"
BETTER = "Сензор за влагата в сърцевината на дъските в сушилни, без игли"
# A better offer of the same owner is published, and on the next day the worker looks what is new for the watches.
NEXT_DAY = """
import sys
import django
django.setup()
from datetime import timedelta
from unittest import mock
from django.utils import timezone
from ebpages.accounts.reader import OPERATOR
from ebpages.exchange import actions
from ebpages.exchange.actions.watching import send_watches
from ebpages.exchange.models import ProfileVersion
title, better = sys.argv[1:]
version = next(v for v in ProfileVersion.objects.for_writing().order_by("-pk") if v.said.written.title == title)
said = version.said
texts = said.written.model_copy(update={"title": better})
content = said.model_copy(update={"texts": {said.original: texts}})
profile = actions.start_profile(by=OPERATOR, organisation=version.profile.organisation_id, content=content)
actions.hand_in(by=OPERATOR, profile=profile, version=1)
scores = dict.fromkeys(("advantages", "clarity", "cooperation", "language"), 5)
actions.decide(by=OPERATOR, profile=profile, version=1, scores=scores, reasons={})
tomorrow = (timezone.localtime() + timedelta(days=1)).replace(hour=12)
with mock.patch("django.utils.timezone.now", return_value=tomorrow):
    send_watches.call()
"""
REQUEST = "Non-destructive moisture measurement for timber kilns wanted"


@pytest.mark.parametrize(
    ("language", "javascript"), [("bg", True), pytest.param("en", False, marks=pytest.mark.long)]
)
def test_an_offer_is_drafted_mended_reviewed_and_seen_by_whom_it_fits(
    walk: Walk, home_of_demonstration: Path, language: str, javascript: bool
) -> None:
    page = walk.page
    title = f"{TITLE} {language}"
    walk.enter(OFFICER)
    walk.open("my/profiles/")
    page.locator("main a[href$='/profiles/new/']").first.click()
    page.locator("input[name=type][value=TO]").wait_for()
    walk.look()
    page.locator("input[name=type][value=TO]").check()
    page.locator("#original").select_option("bg")
    page.locator("main form button[type=submit]").click()
    page.locator("#title-bg").wait_for()
    walk.look()
    page.locator("#title-bg").fill("Нов сензор")
    page.locator("main form button[type=submit]:not([name])").click()
    page.locator("#check").wait_for()
    walk.look()
    assert page.locator(".problems").count() == 0, "a draft may lack anything"

    for field, text in {
        "title": title,
        "summary": f"{GOOD_TEXTS.summary} Измерва дъски върху конвейер без игли.",
        "description": GOOD_TEXTS.description,
        "advantages": GOOD_TEXTS.advantages,
        "partner_role": GOOD_TEXTS.partner_role,
    }.items():
        page.locator(f"#{field}-bg").fill(text)
    page.locator("#trl").select_option("6")
    page.locator("#ipr-status-1").select_option("granted")
    page.locator("#ipr-country-1").select_option("BG")
    page.locator("#market_keywords").fill("сушене на дървесина")
    for name, value in {
        "partnership_types": "commercial_technical_assistance",
        "partner_size": "small",
        "technology_keywords": "electronics-sensors",
        "sdg": "9",
        "nace": "16.10",
    }.items():
        box = page.locator(f"input[name={name}][value='{value}']")
        if box.count():
            box.evaluate(
                "each => { for (let e = each; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true }"
            )
            box.check()
        else:
            page.locator(f"#{name}").fill(value)
    page.locator("button[name=preview]").click()
    page.locator("form[action$='/hand-in/'] button").wait_for()
    walk.look()
    page.locator("form[action$='/hand-in/'] button").click()
    page.locator("form[action$='/take-back/']").wait_for()

    walk.enter(REVIEWER)
    walk.open("agency/profiles/")
    page.locator("li", has_text=title).locator("a").first.click()
    page.locator("#decision").wait_for()
    walk.look()
    for criterion in page.locator("fieldset:has(input[value='5'])").all():
        criterion.locator("input[value='4']").check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/agency/profiles/")

    walk.enter(CLUSTER)
    walk.open("my/profiles/")
    page.locator("main li, main article, main div", has_text=REQUEST).last.locator(
        "a[href*='/my/profiles/']"
    ).first.click()
    page.locator("nav.tabs a[href$='/matches/']").click()
    page.locator(".match").first.wait_for()
    walk.look()
    offered = page.locator(".match", has_text=title)
    assert offered.count() == 1, page.locator("main").inner_text()
    assert offered.locator(".match-why li").count() >= 2, "reasons in words"
    earlier = page.locator(".match").filter(has_not_text=title).first
    earlier.locator("a[href*='/matches/']").last.click()
    page.locator("button[name=reason]").first.wait_for()
    walk.look()
    page.locator("button[name=reason]").first.click()
    page.wait_for_url("**/matches/")
    walk.look()
    page.locator("#every").select_option("day")
    page.locator("form[action$='/my/watches/'] button").click()
    page.wait_for_url("**/my/watches/")
    walk.look()
    assert page.locator("form[action*='/watches/'] button").count()

    walk.open("exchange/technology-watch/?by=month")
    page.locator("nav.tabs a[href*='by=sector']").click()
    page.locator("a[href*='/my/technology-watch/']").click()
    page.locator(".private").wait_for()
    walk.look()
    page.locator("a[href*='type=TO&sector=']").first.click()
    page.locator("main a[href*='/profiles/new/?type=TO&sector=']").first.click()
    page.locator("input[name=type][value=TO]:checked").wait_for()
    page.locator("main form button[type=submit]").click()
    page.locator("#market_keywords").wait_for()
    assert page.locator("#market_keywords").input_value(), "the sector that lacks offers"
    better = f"{BETTER} {language}"
    around = surroundings(home_of_demonstration, EBPAGES_DEMONSTRATION="1")
    subprocess.run(
        [sys.executable, "-c", NEXT_DAY, title, better],
        env=around | {"DJANGO_SETTINGS_MODULE": "ebpages.site.settings"},
        check=True,
        capture_output=True,
    )
    walk.page.goto(f"/{language}/agency/mail/")
    page.locator("main a", has_text=REQUEST).first.click()
    digest = page.locator(".mail-text")
    assert better in digest.inner_text() and title not in digest.inner_text(), "only what is new"
    link = digest.locator("a[href*='/matches/']").first.get_attribute("href") or ""
    page.goto(urlsplit(link).path)
    page.locator("h1").wait_for()
    assert better in page.locator(".lead").inner_text()
    assert page.locator(".reasons li").count() >= 2, "why it fits"
    page.locator("button[name=reason]").first.click()
    page.wait_for_url("**/matches/")
    assert page.locator(".match", has_text=better).locator("form[action$='/take-back/']").count() == 1

    walk.open("my/profiles/")
    page.locator("main a[href*='/exchange/embed/']").first.click()
    page.locator("#piece").wait_for()
    walk.look()
    frame = page.locator("iframe").get_attribute("src") or ""
    page.goto(frame)
    page.locator("ul.framed li").first.wait_for()
    walk.look()
