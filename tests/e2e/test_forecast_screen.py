"""What is foretold on the screen: the time bar beyond now, the map, the chart of a place. On the real demonstration."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
# The first forecasts of a fresh demonstration are made when its clock comes to a whole five minutes.
FIRST_MADE = 90_000
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}))
    .violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | '))"""


def clock(page: Page) -> Locator:
    return page.get_by_test_id("clock")


def badges(page: Page, more: str) -> Locator:
    return page.locator(f"[data-testid=place-list] .badge{more}")


def look_ahead(page: Page, presses: int = 4) -> None:
    """Four presses are an hour. Comes back when a forecast is on the screen."""
    page.get_by_test_id("place-row").first.wait_for()
    slider = page.get_by_test_id("time-slider")
    for _ in range(presses):
        slider.press("ArrowRight")
    expect(page.get_by_test_id("ahead-banner")).to_contain_text("gemaakt om", timeout=FIRST_MADE)


def test_beyond_now_nothing_looks_measured_and_live_is_one_click_away(open_page: Open) -> None:
    page = open_page()
    look_ahead(page)
    expect(clock(page)).to_have_attribute("data-state", "ahead")
    expect(clock(page)).to_contain_text("Voorspelling")
    expect(page.get_by_test_id("ahead-banner")).to_contain_text("Niet gemeten")
    expect(page.get_by_test_id("ahead-banner")).to_contain_text("over 1 uur")
    expect(page.get_by_test_id("legend")).to_contain_text(re.compile(r"Voorspelling voor .+, gemaakt om \d\d\.\d\d"))
    expect(page.get_by_test_id("time-slider")).to_have_attribute("aria-valuetext", re.compile("^Voorspelling voor"))
    # Each level in the list has the broken edge of what is foretold.
    expect(badges(page, ".foretold").first).to_be_visible()
    expect(badges(page, ":not(.foretold):not(.unknown)")).to_have_count(0)

    page.get_by_test_id("ahead-to-live").click()
    expect(clock(page)).to_have_attribute("data-state", "replay")
    expect(page.get_by_test_id("ahead-banner")).to_have_count(0)
    expect(badges(page, ".foretold")).to_have_count(0)


def test_the_screen_shows_the_levels_that_the_server_foretold(open_page: Open) -> None:
    page = open_page()
    look_ahead(page)
    page.evaluate(
        "() => { window.asked = fetch('/v1/drukte/places?ahead=60').then(one => one.json()).then(one => one.counts) }"
    )
    counts: dict[str, int] = page.evaluate("() => window.asked")
    known = sum(count for level, count in counts.items() if level != "unknown")
    assert known > 500
    shown = page.get_by_text(re.compile(r"van 610 plekken voorspeld")).inner_text()
    told = int(re.findall(r"(\d+) van 610", shown)[0])
    # Between the two questions a new nowcast may have come.
    assert abs(told - known) <= 12


def test_a_finger_on_the_time_bar_goes_ahead_and_back(open_page: Open) -> None:
    page = open_page()
    page.get_by_test_id("place-row").first.wait_for()
    slider = page.get_by_test_id("time-slider")
    box = slider.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.95, box["y"] + 20)
    expect(clock(page)).to_have_attribute("data-state", "ahead")
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + 20)
    expect(clock(page)).to_have_attribute("data-state", "past")
    slider.press("End")
    expect(clock(page)).to_have_attribute("data-state", "replay")
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("over 72 uur$"))
    page.keyboard.press("l")
    expect(clock(page)).to_have_attribute("data-state", "replay")


def test_the_map_may_be_coloured_by_chance(open_page: Open) -> None:
    page = open_page()
    look_ahead(page)
    ways = page.get_by_test_id("colour-by").get_by_role("button")
    ways.nth(1).click()
    expect(ways.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_test_id("legend")).to_contain_text("hoogstens 10 %")
    page.get_by_test_id("view-switch").click()
    table = page.get_by_test_id("places-table")
    expect(table.locator("tbody tr")).to_have_count(610)
    expect(table.locator("caption")).to_contain_text("voorspeld voor")
    expect(table.locator("tbody tr").first).to_contain_text("%")


def test_a_place_has_its_forecast_in_the_chart_and_in_the_table(open_page: Open) -> None:
    page = open_page()
    look_ahead(page, presses=1)
    page.keyboard.press("l")
    page.get_by_test_id("place-row").first.click()
    expect(page.get_by_test_id("chart-caption")).to_contain_text("voorspelling van")
    page.get_by_test_id("chart-table-button").click()
    foretold = page.get_by_test_id("chart-table").locator("tr.foretold")
    expect(foretold.first).to_contain_text("voorspeld")
    nearby = foretold.count()
    assert nearby >= 8
    # The hours of three days are made when the clock comes to a whole hour: at 20 times within three minutes.
    page.get_by_test_id("chart-window").select_option("ahead-72")
    expect(foretold.nth(60)).to_be_attached(timeout=200_000)


def test_an_opened_place_says_what_is_expected_and_what_is_measured(open_page: Open) -> None:
    page = open_page()
    look_ahead(page)
    page.get_by_test_id("place-row").first.click()
    ahead = page.get_by_test_id("detail-ahead")
    expect(ahead).to_contain_text(re.compile(r"Voorspelling voor \d\d\.\d\d, gemaakt om \d\d\.\d\d"))
    expect(ahead).to_contain_text("verwacht")
    expect(page.get_by_test_id("detail")).to_contain_text("Nu gemeten")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 375])
def test_a_forecast_is_without_violations_and_needs_no_sideways_scroll(open_page: Open, width: int, dark: bool) -> None:
    page = open_page(width=width, height=800, dark=dark)
    look_ahead(page)
    page.get_by_test_id("place-row").first.click()
    page.get_by_test_id("detail-ahead").wait_for()
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
