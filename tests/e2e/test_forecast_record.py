"""How good the forecasts were, as the screen says it: for the city on a page of its own, for a place in its panel."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.served import demo

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}))
    .violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | '))"""
# At 60 times a quarter of an hour ahead has come within half a minute, and its truth a few minutes of the city later.
FIRST_TRUTHS = 120_000


@pytest.fixture(scope="module")
def quick() -> Iterator[str]:
    """A demonstration that runs fast enough for forecasts to meet their truth within a test."""
    with demo("--speed", "60") as (found, _):
        yield found


def checked(page: Page) -> Page:
    """The page of the record, once forecasts have been laid beside what came."""
    for _ in range(12):
        page.get_by_test_id("record").wait_for()
        if page.get_by_test_id("record").locator("tbody tr").count():
            return page
        page.wait_for_timeout(FIRST_TRUTHS / 12)
        page.reload()
    raise AssertionError("no forecast was laid beside what came")


def test_the_city_says_how_often_its_forecasts_were_right(open_page: Open, quick: str) -> None:
    page = open_page("/", at=quick)
    page.get_by_role("link", name="Betrouwbaarheid").first.click()
    record = checked(page).get_by_test_id("record")
    expect(record).to_contain_text(re.compile(r"Van 100 keer lag de meting \d+ keer in de band"))
    expect(record).to_contain_text("15 min")
    # Rotterdam's archive has no day before this one: there is nothing to compare with, and the screen says so.
    expect(record).to_contain_text("Er is nog niets om mee te vergelijken")
    expect(page.get_by_test_id("drift")).to_have_attribute("data-state", re.compile("ok|alarm|too-little"))
    expect(page.get_by_test_id("misses")).to_be_visible()
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN) == []

    page.set_viewport_size({"width": 375, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375

    # One place of the misses, with its own record.
    page.get_by_test_id("misses").get_by_role("link").first.click()
    page.get_by_text("Hoe vaak klopte het?").click()
    expect(page.get_by_test_id("record")).to_contain_text("Op deze plek")
