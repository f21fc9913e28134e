"""A real Chromium before a real server: the registry built from the shipped lists, served by `ebpages serve`."""

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
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.ready_home import EBPAGES, ReadyHome, surroundings

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that Django is used in

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
REMEDY = "no Chromium or Chrome found; to run these: sudo apt-get install chromium && make test"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
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
def site(browser: Browser, ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site, as an operator would set it up. Needs the browser, to be skipped with it."""
    home = ready_home.copy(tmp_path_factory.mktemp("site"), with_static_files=True)
    port = _free_port()
    with (home / "server.log").open("w") as log:
        command = [EBPAGES, "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=surroundings(home, EBPAGES_RATE="0"), stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    _wait_until_healthy(address, home / "server.log", server)
    yield address
    server.terminate()
    server.wait(timeout=10)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh window on the site. Whatever the console or the security policy complains of fails the test."""
    context = browser.new_context(base_url=site, locale="bg-BG", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    window = context.new_page()
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            problems.append(f"{window.url}: {message.text}")

    window.on("console", note)
    window.on("pageerror", lambda error: problems.append(f"{window.url}: {error}"))
    yield window
    context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds on a page: one sentence for each barrier, with the places where it stands."""
    axe = Axe()

    def find(page: Page) -> list[str]:
        violations = axe.run(page).response["violations"]
        return [
            f"{v['id']}: {v['help']} ({', '.join(str(n['target']) for n in v['nodes'][:5])})"
            for v in violations
        ]

    return find


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(address: str, log: Path, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except OSError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The site did not become healthy: {log.read_text()}")
