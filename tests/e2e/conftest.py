"""A real server and a real Chromium. The server is the demonstration, started by the test itself on a free port."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from e2e.served import demo

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with demo("--speed", "20") as (found, _):
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "there is no Chromium: tools/system.sh installs it"
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield found
        found.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a path at a size and colour scheme; fails the test where the page wrote an error to its console."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(path: str = "/", width: int = 1440, height: int = 900, dark: bool = False, at: str = "") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="nl-NL",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((at or address) + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
