"""The observatory in a real browser: charts that come alive under the security policy, and the report from its page."""

import pytest
from playwright.sync_api import Page, expect

CHARTS = ("stage", "founded", "gerd", "gerd-countries", "seats-by-oblast", "labels-over-time")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_comes_alive_and_keeps_its_text_alternative(page: Page, name: str) -> None:
    page.goto(f"/en/observatory/figures/{name}/")
    live = page.locator(".chart-live svg[role=img]")
    live.wait_for()
    told = page.locator(".chart-wide svg").get_attribute("aria-label")
    assert told and len(told) > 40
    assert live.get_attribute("aria-label") == told


def test_pointing_at_a_bar_says_what_it_is(page: Page) -> None:
    page.goto("/en/observatory/figures/stage/")
    page.locator(".chart-live svg[role=img]").wait_for()
    page.locator(".chart-live .mark-rect path").first.hover()
    expect(page.locator(".chart-tooltip")).to_contain_text("start-up cluster")
    page.keyboard.press("Escape")
    expect(page.locator(".chart-tooltip")).to_be_hidden()


def test_a_narrow_window_keeps_the_narrow_picture(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/bg/observatory/figures/sector/")
    expect(page.locator(".chart-narrow svg")).to_be_visible()
    expect(page.locator(".chart-wide svg")).to_be_hidden()
    assert page.locator(".chart-live").count() == 0


def test_a_number_of_the_table_leads_to_its_rows_and_back(page: Page) -> None:
    page.goto("/en/observatory/figures/members/?region=BG411")
    page.locator(".data a").first.click()
    page.locator("main .evidence").first.locator("summary").click()
    expect(page.locator("#panel")).to_be_visible()
    page.locator(".crumbs a").last.click()
    assert page.url.endswith("/observatory/figures/members/?region=BG411")


def test_days_can_be_chosen_and_compared(page: Page) -> None:
    page.goto("/en/observatory/figures/labels/")
    page.get_by_label("State on").fill("2018-04-30")
    page.get_by_label("compared with").fill("2015-01-01")
    page.get_by_role("button", name="Show").click()
    assert "on=2018-04-30&and=2015-01-01" in page.url
    expect(page.locator("h1 + .lead")).to_contain_text("2 of 10 labels are valid")
    expect(page.locator(".data thead")).to_contain_text("State on 1 January 2015")


@pytest.mark.parametrize("scripts", [True, False])
def test_reasons_of_claims_are_folded_on_a_phone_and_open_where_the_address_names_one(
    page: Page, site: str, scripts: bool
) -> None:
    phone = page.context.browser.new_context(  # type: ignore[union-attr]
        base_url=site, java_script_enabled=scripts, viewport={"width": 390, "height": 844}
    )
    window = phone.new_page()
    window.goto("/en/observatory/claims/#claim-gerd-grows")
    expect(window.locator("#claim-gerd-grows .claim-why").first).to_be_visible()
    other = window.locator("#claim-gerd-countries-below")
    expect(other.locator(".state").first).to_be_visible()
    expect(other.locator(".claim-why")).to_be_hidden()
    other.locator(".claim-more > summary").click()
    expect(other.locator(".claim-why").first).to_be_visible()


def test_everything_is_there_without_javascript(page: Page, site: str) -> None:
    plain = page.context.browser.new_context(base_url=site, java_script_enabled=False)  # type: ignore[union-attr]
    window = plain.new_page()
    window.goto("/en/observatory/figures/gerd/")
    expect(window.locator(".chart-wide svg")).to_be_visible()
    expect(window.locator(".data")).to_contain_text("0.78")
    plain.close()


def test_the_report_is_made_in_the_background_and_can_be_taken_away(page: Page) -> None:
    page.goto("/en/observatory/report/")
    page.get_by_role("button", name="Make the PDF in English").click()
    link = page.get_by_role("link", name="Download")
    link.wait_for(timeout=240_000)
    with page.expect_download() as begun:
        link.click()
    assert begun.value.suggested_filename.endswith(".pdf")
