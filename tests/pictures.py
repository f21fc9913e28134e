"""Take the pictures of the product that the README shows from a running site: `make run`, then `make pictures`."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, REMEDY

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SITE = "http://127.0.0.1:8000"
WIDE = (1280, 900)
NARROW = (390, 844)


def _home(page: Page) -> None:
    page.goto("/en/")


def _evidence(page: Page) -> None:
    """The organisation of the home page's example, with the evidence of its identifier open."""
    page.goto("/bg/")
    page.locator(".specimen a").first.click()
    page.wait_for_load_state()
    mark = page.locator(".entity summary").first
    mark.scroll_into_view_if_needed()
    mark.click()


def _directory(page: Page) -> None:
    page.goto("/bg/organisations/?q=klaster&list=bsmepa")


def _findings(page: Page) -> None:
    page.goto("/en/findings/?severity=error&severity=warning")


def _figure(page: Page) -> None:
    page.goto("/en/observatory/figures/stage/")
    page.locator(".chart-live svg").wait_for()


def _claims(page: Page) -> None:
    page.goto("/bg/observatory/claims/?verdict=differs")
    page.locator(".claim-more > summary").first.click()
    page.locator(".chapter:has(.claims)").first.evaluate("chapter => chapter.scrollIntoView()")


def _mapping(page: Page) -> None:
    page.goto("/en/observatory/mapping/bulgaria-2014/")


PICTURES: dict[str, tuple[tuple[int, int], Callable[[Page], None]]] = {
    "home": (WIDE, _home),
    "evidence": (WIDE, _evidence),
    "directory": (NARROW, _directory),
    "findings": (WIDE, _findings),
    "figure": (WIDE, _figure),
    "claims": (NARROW, _claims),
    "mapping": (WIDE, _mapping),
}


def take(site: str) -> None:
    """Write one PNG a picture into docs/pictures/."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        sys.exit(REMEDY)
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for name, ((width, height), go) in PICTURES.items():
            page = chromium.new_page(base_url=site, viewport={"width": width, "height": height})
            page.emulate_media(reduced_motion="reduce")
            go(page)
            page.wait_for_timeout(300)
            page.screenshot(path=FOLDER / f"{name}.png")
            print(FOLDER / f"{name}.png")
        chromium.close()


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else SITE)
