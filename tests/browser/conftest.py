"""A real Chromium before a real server: the registry built from the shipped lists, served by `ebpages serve`."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    ViewportSize,
    sync_playwright,
)

from tests.browser.walk import Barriers, Walk
from tests.ready_home import EBPAGES, ReadyHome, surroundings

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that Django is used in

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WINDOW: ViewportSize = {"width": 1280, "height": 900}
LONGEST = 100_000  # milliseconds that a window waits for anything: a busy machine fails no test
REMEDY = "no Chromium or Chrome found; to run these: sudo apt-get install chromium && make test"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",  # nothing here is drawn in three dimensions; it costs a sixth of the processors
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they are skipped, saying what to do."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip(REMEDY)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def home_of_site(browser: Browser, ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Needs the browser, to be skipped with it."""
    return ready_home.copy(tmp_path_factory.mktemp("site"), with_static_files=True)


@pytest.fixture(scope="session")
def site(home_of_site: Path) -> Iterator[str]:
    """The address of a running site, as an operator would set it up."""
    with _served(home_of_site) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def home_of_demonstration(
    browser: Browser, ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    home = ready_home.copy(tmp_path_factory.mktemp("demonstration"), with_static_files=True)
    around = surroundings(home, EBPAGES_DEMONSTRATION="1")
    subprocess.run([EBPAGES, "demonstration"], env=around, check=True, capture_output=True)
    return home


@pytest.fixture(scope="session")
def demonstration(home_of_demonstration: Path) -> Iterator[str]:
    """The address of the site as `make run` shows it. By name: browsers have passkeys for names only."""
    with _served(home_of_demonstration, "--workers", "1", EBPAGES_DEMONSTRATION="1") as port:
        yield f"http://localhost:{port}"


@contextlib.contextmanager
def _served(home: Path, *options: str, **more: str) -> Iterator[int]:
    """The port of a server on this data folder."""
    port = free_port()
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            [EBPAGES, "serve", "--port", str(port), *options],
            env=surroundings(home, EBPAGES_RATE="0", **more), stdout=log, stderr=log,
        )  # fmt: skip
    wait_until_healthy(f"http://127.0.0.1:{port}", home / "server.log", server)
    yield port
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def visitor(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Somebody who looks at many pages: scripts and styles are loaded once."""
    context = browser.new_context(base_url=site, locale="bg-BG", viewport=WINDOW)
    context.set_default_timeout(LONGEST)
    yield context
    context.close()


@pytest.fixture(scope="session")
def open_window(visitor: BrowserContext) -> Page:
    return visitor.new_page()


@pytest.fixture
def page(open_window: Page) -> Iterator[Page]:
    """The window on the site, as at the first visit; the site keeps nothing in a browser but cookies. Whatever the console or the security policy complains of fails the test."""
    open_window.context.clear_cookies()
    open_window.set_viewport_size(WINDOW)
    open_window.mouse.move(0, 0)
    yield from watched(open_window)


def watched(window: Page) -> Iterator[Page]:
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            problems.append(f"{window.url}: {message.text}")

    def note_error(error: Error) -> None:
        problems.append(f"{window.url}: {error}")

    window.on("console", note)
    window.on("pageerror", note_error)
    yield window
    window.goto("about:blank")  # what a page says when it is left belongs to it
    window.remove_listener("console", note)
    window.remove_listener("pageerror", note_error)
    assert not problems, "\n".join(problems)


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds on a page: one sentence for each barrier, with the places where it stands."""
    axe = Axe()
    options = json.dumps({"resultTypes": ["violations"]})

    def find(page: Page) -> list[str]:
        if page.evaluate("typeof axe") == "undefined":  # it is half a megabyte
            page.evaluate(axe.axe_script)
        violations = page.evaluate(f"axe.run({options}).then(results => results.violations)")
        return [
            f"{v['id']}: {v['help']} ({', '.join(str(n['target']) for n in v['nodes'][:5])})"
            for v in violations
        ]

    return find


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(address: str, log: Path, server: "subprocess.Popen[bytes]") -> None:
    """As long as it takes; each test has its limit."""
    while server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/healthz", timeout=20).close()
            return
        time.sleep(0.1)
    raise AssertionError(f"The site did not become healthy: {log.read_text()}")


@pytest.fixture(scope="session")
def people(browser: Browser, demonstration: str) -> Iterator[dict[bool, BrowserContext]]:
    """Those who go about with JavaScript and without: what one of them has loaded the next need not."""
    contexts = {
        javascript: browser.new_context(base_url=demonstration, java_script_enabled=javascript)
        for javascript in (True, False)
    }
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def walk(
    people: dict[bool, BrowserContext], barriers: Barriers, language: str, javascript: bool
) -> Iterator[Walk]:
    """A window in which people of the demonstration go about; with JavaScript nothing that they see may have a barrier."""
    context = people[javascript]
    context.set_default_timeout(LONGEST)
    context.clear_cookies()
    walk = Walk(context, language, barriers if javascript else None)
    yield walk
    walk.page.close()
    assert walk.found == []
