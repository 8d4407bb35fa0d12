"""The screen follows by itself, and says so when it cannot."""

import re
import signal

import pytest
from playwright.sync_api import Browser, expect

from e2e.served import demo

pytestmark = pytest.mark.e2e


def test_a_screen_moves_on_by_itself_and_says_when_the_server_is_gone(browser: Browser) -> None:
    with demo("--speed", "300") as (address, server):
        context = browser.new_context(locale="nl-NL")
        page = context.new_page()
        page.goto(address)
        clock = page.get_by_test_id("clock")
        known = clock.locator(".known")
        expect(known).to_have_text(re.compile("bekend t/m"))
        first = known.inner_text()
        # Five minutes of the replay, one delivery, take a second.
        expect(known).not_to_have_text(first, timeout=15_000)

        server.send_signal(signal.SIGKILL)
        server.wait()
        expect(clock).to_have_attribute("data-state", "stale", timeout=30_000)
        expect(page.get_by_role("alert").first).to_be_visible()
        # What was known grows old on the screen itself: nothing stays calm without news.
        expect(page.locator('[data-testid="place-row"][data-level="unknown"]').first).to_be_visible(timeout=60_000)
        context.close()


def test_the_events_stream_ends_when_the_server_stops(browser: Browser) -> None:
    with demo() as (address, server):
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        page.get_by_test_id("place-row").first.wait_for()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
        context.close()
