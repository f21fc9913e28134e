"""People of the demonstration who go through the site in one window."""

import re
from collections import defaultdict
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

# What there is, of what kind, in what state, in view or not.
SHOWN = """Array.from(document.querySelectorAll("body *"), each => [
    each.localName, each.getAttribute("class"), each.getAttribute("type"), each.getAttribute("role"), each.checkVisibility(), each.disabled,
    ...each.getAttributeNames().filter(name => name.startsWith("aria-"))].join(" "))"""
Barriers = Callable[[Page], list[str]]
SOMEBODY = re.compile("")  # the first in the list, without a role at the beginning
ANALYST = re.compile("Analyst|Анализатор")
REVIEWER = re.compile("Reviewer|Рецензент")
FACTORY = re.compile("Example Furniture Factory|Примерна мебелна фабрика")


class Walk:
    """One window that several people use one after another; each page is looked at for barriers and for what is too wide.

    A page that was looked at in any walk is looked at again for barriers where it shows an element of a kind that it did not show then.
    """

    _seen = defaultdict[str, set[str]](set)  # heading of a page -> kinds of elements under it

    def __init__(self, context: BrowserContext, language: str, barriers: Barriers | None) -> None:
        self.page = context.new_page()
        self.language, self._barriers, self.found = language, barriers, list[str]()

    def enter(self, who: re.Pattern[str]) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"/{self.language}/account/login/")
        self.page.locator("#examples button", has_text=who).first.click()
        self.page.wait_for_url(f"**/{self.language}/my/")
        self.look()

    def open(self, path: str) -> None:
        self.page.goto(f"/{self.language}/{path}")
        self.look()

    def look(self) -> None:
        if self._barriers is None:
            return
        for width in (390, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            if self.page.evaluate(wider) > 0:
                self.found.append(f"{self.page.url}: wider than {width}")
        seen = self._seen["\n".join(self.page.locator("h1").all_inner_texts())]
        if (shown := set(self.page.evaluate(SHOWN))) - seen:
            seen |= shown
            self.found += [f"{self.page.url}: {barrier}" for barrier in self._barriers(self.page)]
        if self.page.locator("h1").count() != 1:
            self.found.append(f"{self.page.url}: no one heading")
