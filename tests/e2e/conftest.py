"""A real server and a real Chromium. The server is the demonstration, started by the test itself on a free port."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

COMMAND = Path(sys.executable).parent / "stadsbeeld"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@contextmanager
def demo(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A demonstration on a free port: (its address, its process), ended when the block ends."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STADSBEELD_")}
    process = subprocess.Popen(
        [str(COMMAND), "demo", "--port", "0", *words], stderr=subprocess.PIPE, text=True, env=clean
    )
    assert process.stderr is not None
    said: list[str] = []
    address = None
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            address = found[0]
            break
    if address is None:
        raise AssertionError("the demonstration did not start:\n" + "".join(said))
    # The pipe must be read on, or the server would stall when it is full.
    drain = threading.Thread(target=process.stderr.read, daemon=True)
    drain.start()
    try:
        yield address, process
    finally:
        process.terminate()
        process.wait(timeout=30)
        drain.join(timeout=5)
        process.stderr.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with demo("--speed", "120") as (found, _):
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
