"""The pages in a real browser: barriers, narrow windows, the evidence mark, the language switch, typing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.walk import Barriers

LANGUAGES = ("bg", "en")
WIDTHS = (320, 768, 1280)
KINDS = {
    "home": "",
    "directory": "organisations/",
    "directory of a search": "organisations/?q=cluster&stage=developed",
    "directory of nobody": "organisations/?q=xyzzyqwv",
    "directory of a wider question": "organisations/?q=food+Ruse",
    "directory as a map": "organisations/?view=map",
    "organisation": "organisations/{id}/",
    "findings of a kind": "findings/?severity=error",
    "lists": "sources/",
    "list": "sources/bsmepa/",
    "row": "sources/bsmepa/24/",
    "method": "method/",
    "observatory": "observatory/",
    "figure of counts": "observatory/figures/seat/",
    "figure of statistics": "observatory/figures/gerd/",
    "map": "observatory/figures/seats-by-oblast/",
    "figure of labels": "observatory/figures/labels/?on=2018-04-30&and=2015-01-01",
    "figure without a value": "observatory/figures/innovators-by-size/",
    "records behind a number": "observatory/figures/stage/records/?class=start-up",
    "figure in a frame": "observatory/figures/labels-over-time/embed/",
    "claims": "observatory/claims/?verdict=differs",
    "statistics": "observatory/statistics/",
    "data set": "observatory/statistics/rd_e_gerdtot/?geo=BG",
    "report": "observatory/report/",
    "cluster mapping": "observatory/mapping/",
    "panel": "observatory/mapping/bulgaria-2014/",
    "region of a panel": "observatory/mapping/bulgaria-2014/regions/BG34/?rules=eco-2007",
    "industry of a panel": "observatory/mapping/bulgaria-2014/industries/C14/",
    "cell of a panel": "observatory/mapping/bulgaria-2014/cells/BG31/B07/",
    "regions compared": "observatory/mapping/bulgaria-2014/compare/?region=BG31&region=BG34&region=BG41",
    "rule sets compared": "observatory/mapping/bulgaria-2014/rules/",
    "findings of a panel": "observatory/mapping/bulgaria-2014/findings/",
    "report for the operator": "contact/report/?page=/bg/&row=bsmepa+24&value=x",
    "who can help": "exchange/who-can-help/?service=licensing&region=BG411",
    "privacy": "contact/privacy/",
    "no page": "no-such-page/",
}


LONG_NAMES = {
    "an organisation": "organisations/{id}/",
    "the rows of a list": "sources/bulstat/",
    "the directory": "organisations/",
}


@pytest.fixture(scope="module")
def known(visitor: BrowserContext) -> str:
    """The id of the organisation that most lists know."""
    return str(visitor.request.get("/api/organisations?sort=lists&size=1").json()["results"][0]["id"])


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_barriers_and_fits_its_window(
    page: Page, barriers: Barriers, known: str, kind: str, language: str
) -> None:
    # axe costs more than all else here: narrow and wide by turns, in Bulgarian, whose words are longer; the other way round in English
    narrow = list(KINDS).index(kind) % 2 == LANGUAGES.index(language)
    widths = sorted(WIDTHS, reverse=narrow)  # each change of width is drawn, and axe looks at the last
    page.set_viewport_size({"width": widths[0], "height": 900})
    page.goto(f"/{language}/{KINDS[kind].format(id=known)}")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond == 0, f"{beyond} px too wide at {width} px"
    assert barriers(page) == []


@pytest.mark.parametrize("kind", ["an organisation", "the rows of a list", "the directory"])
def test_a_name_of_one_long_word_fits_a_phone(page: Page, known: str, kind: str) -> None:
    """Put where the page has names, since no list that ships has such a one."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(f"/bg/{LONG_NAMES[kind].format(id=known)}")
    changed = page.evaluate(
        """word => {
          const named = document.querySelectorAll("h1, .crumbs li:last-child > *, .name, .result h2 a, .result h3 a, .reasons li");
          named.forEach(each => { each.textContent = word; });
          return named.length;
        }""",
        "Непрекъснато" * 8,
    )
    assert changed > 1
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTHS[0]


class TestTheEvidenceMark:
    def test_a_click_shows_the_printed_row_and_escape_brings_the_reader_back(
        self, page: Page, known: str
    ) -> None:
        page.goto(f"/bg/organisations/{known}/")
        mark = page.locator("main .evidence > summary").first
        mark.click()
        panel = page.locator("#panel")
        expect(panel).to_be_visible()
        expect(panel.locator("pre.printed").first).not_to_be_empty()
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(mark).to_be_focused()

    def test_a_keyboard_opens_it_too(self, page: Page, known: str, barriers: Barriers) -> None:
        page.goto(f"/en/organisations/{known}/")
        mark = page.locator("main .evidence > summary").nth(1)
        mark.focus()
        page.keyboard.press("Enter")
        panel = page.locator("#panel")
        expect(panel).to_be_visible()
        assert barriers(page) == []
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(mark).to_be_focused()

    def test_leaving_the_evidence_by_tab_leads_back_to_the_mark(self, page: Page, known: str) -> None:
        page.goto(f"/en/organisations/{known}/")
        mark = page.locator("main .evidence > summary").first
        for key in ("Tab", "Shift+Tab"):
            mark.focus()
            page.keyboard.press("Enter")
            if key == "Tab":
                page.locator("#panel a").last.focus()
            page.keyboard.press(key)
            expect(mark).to_be_focused()
            page.keyboard.press("Escape")

    def test_in_a_narrow_window_it_opens_in_its_place(self, page: Page, known: str) -> None:
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(f"/bg/organisations/{known}/")
        mark = page.locator("main .evidence").first
        mark.locator("summary").click()
        expect(mark.locator("pre.printed").first).to_be_visible()
        expect(page.locator("#panel")).to_be_hidden()
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond == 0

    def test_the_row_it_shows_is_the_row_it_leads_to(self, page: Page, known: str) -> None:
        page.goto(f"/en/organisations/{known}/")
        page.locator("main .evidence > summary").first.click()
        witness = page.locator("#panel .witness").first
        shown = witness.locator("pre.printed").inner_text()
        witness.locator("a").first.click()
        page.wait_for_url(re.compile(r"/en/sources/[^/]+/[^/]+/$"))
        assert page.locator("main pre.printed").first.inner_text() == shown


class TestWithoutJavaScript:
    @pytest.fixture
    def plain(self, browser: Browser, site: str) -> Iterator[Page]:
        context = browser.new_context(base_url=site, locale="bg-BG", java_script_enabled=False)
        yield context.new_page()
        context.close()

    def test_evidence_opens_in_its_place(self, plain: Page, known: str) -> None:
        plain.goto(f"/bg/organisations/{known}/")
        mark = plain.locator("main .evidence").first
        expect(mark.locator("pre.printed").first).to_be_hidden()
        mark.locator("summary").click()
        expect(mark.locator("pre.printed").first).to_be_visible()

    def test_searching_and_filtering_work(self, plain: Page) -> None:
        plain.goto("/bg/")
        plain.locator("main input[name=q]").fill("мебелен")
        plain.locator("main input[name=q]").press("Enter")
        expect(plain.locator(".results")).to_contain_text("мебелен")
        option = plain.locator("main a[href*='list=ecei_bronze']").first
        plain.goto(f"{plain.url.partition('?')[0]}{option.get_attribute('href')}")
        expect(plain.locator(".results")).to_contain_text("мебелен")

    def test_a_mistake_is_reported_and_an_error_loses_nothing(self, plain: Page, known: str) -> None:
        plain.goto(f"/bg/organisations/{known}/")
        plain.locator(".act a").first.click()
        plain.locator("textarea").fill("Седалището е Русе.")
        plain.locator("input[type=email]").fill("без адрес")
        plain.locator("main form button").click()
        expect(plain.locator(".problems")).to_contain_text("Напишете адрес")
        expect(plain.locator("textarea")).to_have_value("Седалището е Русе.")
        plain.locator("input[type=email]").fill("")
        plain.locator("main form button").click()
        plain.locator(f"main a[href='/bg/organisations/{known}/']").click()
        expect(plain.locator("h1")).to_be_visible()

    def test_the_map_is_there_and_leads_on(self, plain: Page) -> None:
        plain.goto("/bg/organisations/?view=map")
        assert plain.locator("svg path").count() >= 28
        assert plain.locator("main a[href*='region=BG421']").count() >= 1


@pytest.mark.parametrize(
    "typed",
    ["klaster mebel", *(pytest.param(word, marks=pytest.mark.long) for word in ("мебелен", "furniture"))],
)
def test_typing_finds_the_furniture_cluster(page: Page, typed: str) -> None:
    page.goto("/bg/")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bg/organisations/?q=*")
    expect(page.locator(".results")).to_contain_text("Български мебелен клъстер")


def test_the_language_switch_keeps_page_and_question(page: Page) -> None:
    page.goto("/bg/organisations/?q=туризъм&list=bulstat&page=2")
    page.locator("nav.languages a").click()
    page.wait_for_url("**/en/organisations/?*")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "list=bulstat" in page.url and "page=2" in page.url and "q=" in page.url


def test_back_leads_to_the_list_as_it_was(page: Page) -> None:
    page.goto("/en/organisations/?list=ecei_bronze")
    address = page.url
    page.locator(".results a").first.click()
    page.wait_for_url(re.compile(r"/en/organisations/\w{7}/"))
    page.go_back()
    assert page.url == address


def test_a_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/bg/organisations/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_shortcuts_are_shown_on_request(page: Page, barriers: Barriers) -> None:
    page.goto("/en/")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_a_download_is_a_file(page: Page) -> None:
    page.goto("/en/organisations/?q=cluster")
    with page.expect_download() as started:
        page.locator("a[href*='download.csv']").first.click(no_wait_after=True)
    assert started.value.suggested_filename.endswith(".csv")
