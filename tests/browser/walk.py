"""People of the demonstration who go through the site in one window."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

Barriers = Callable[[Page], list[str]]
SOMEBODY = re.compile("")  # the first in the list, without a role at the beginning
ANALYST = re.compile("Analyst|Анализатор")
REVIEWER = re.compile("Reviewer|Рецензент")
FACTORY = re.compile("Example Furniture Factory|Примерна мебелна фабрика")


class Walk:
    """One window that several people use one after another; each page is looked at for barriers and for what is too wide.

    Where somebody comes in they find the same page in every walk: it is looked at in the first.
    """

    _came_in = set[re.Pattern[str]]()

    def __init__(self, context: BrowserContext, language: str, barriers: Barriers | None) -> None:
        self.page = context.new_page()
        self.language, self._barriers, self.found = language, barriers, list[str]()

    def enter(self, who: re.Pattern[str]) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"/{self.language}/account/login/")
        self.page.locator("#examples button", has_text=who).first.click()
        self.page.wait_for_url(f"**/{self.language}/my/")
        if self._barriers is not None and who not in self._came_in:
            self._came_in.add(who)
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
        self.found += [f"{self.page.url}: {barrier}" for barrier in self._barriers(self.page)]
        if self.page.locator("h1").count() != 1:
            self.found.append(f"{self.page.url}: no one heading")
