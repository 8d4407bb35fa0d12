"""What an operator does in the first minutes of a shift, in a real browser on the real demonstration."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
MAP_IDLE = 30_000


def rows(page: Page) -> Locator:
    return page.get_by_test_id("place-row")


def the_map(page: Page) -> Locator:
    return page.get_by_test_id("map")


def test_the_map_draws_and_the_worst_places_stand_first(open_page: Open) -> None:
    page = open_page()
    expect(the_map(page)).to_have_attribute("data-map-idle", "true", timeout=MAP_IDLE)
    expect(page.get_by_text("van 610 plekken bekend")).to_be_visible()
    # One reading of the page: rows move while it lives.
    levels = page.evaluate(
        "() => [...document.querySelectorAll('[data-testid=place-row]')].map(row => row.dataset.level)"
    )
    known = [level for level in levels if level != "unknown"]
    assert known == sorted(known, reverse=True)
    assert levels[0] in {"E", "F"}
    # A letter stands beside the colour: the level is there for who sees no colour.
    assert levels[0] in rows(page).first.inner_text()


def test_the_map_has_colour_of_streets_and_places(open_page: Open) -> None:
    page = open_page()
    expect(the_map(page)).to_have_attribute("data-map-idle", "true", timeout=MAP_IDLE)
    shot = the_map(page).screenshot()
    colours = page.evaluate(
        """async bytes => {
            const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: 'image/png'}));
            const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            const data = pen.getImageData(0, 0, image.width, image.height).data, seen = new Set();
            for (let i = 0; i < data.length; i += 4) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
            return seen.size;
        }""",
        list(shot),
    )
    assert colours > 200  # an empty map has a handful


def test_a_place_opens_with_its_value_its_history_and_a_table(open_page: Open) -> None:
    page = open_page()
    rows(page).first.click()
    detail = page.get_by_test_id("detail")
    expect(detail).to_be_visible()
    expect(detail.get_by_text("km/u").first).to_be_visible()
    # Two days of history cannot say what is usual, and the screen says so.
    expect(detail.get_by_text("te weinig historie", exact=False).first).to_be_visible()
    expect(detail.get_by_test_id("chart")).to_be_visible()
    expect(detail.get_by_text("NDW").first).to_be_visible()
    with page.expect_download() as told:
        detail.get_by_text("CSV").first.click()
    text = told.value.path().read_text("utf-8-sig")
    assert len(text.splitlines()) > 12


def test_looking_back_shows_what_was_known_then_and_says_that_it_is_past(open_page: Open) -> None:
    page = open_page()
    clock = page.get_by_test_id("clock")
    expect(clock).to_have_attribute("data-state", re.compile("live|replay"))
    slider = page.get_by_test_id("time-slider")
    slider.focus()
    slider.press("Home")
    expect(clock).to_have_attribute("data-state", "past")
    page.get_by_test_id("live-button").click()
    expect(clock).not_to_have_attribute("data-state", "past")


def test_a_hole_in_the_archive_is_unknown_and_not_calm(open_page: Open) -> None:
    page = open_page()
    # Nothing came in from 12:40 to 13:10 UTC: by 13:06 the last interval has been over for 21 minutes.
    asked = "async at => (await (await fetch('/v1/drukte/places?at=' + at)).json()).counts"
    in_the_hole = page.evaluate(asked, "2026-08-20T13:06:00Z")
    before = page.evaluate(asked, "2026-08-20T12:45:00Z")
    assert in_the_hole["unknown"] == 610
    assert before["unknown"] < 60


def test_one_switch_changes_the_language_and_it_stays(open_page: Open) -> None:
    page = open_page()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.get_by_test_id("language-switch").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_text("of 610 places known")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_it_works_by_keyboard_alone(open_page: Open) -> None:
    page = open_page()
    expect(rows(page).first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("detail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("detail")).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("A20")
    expect(rows(page).first).to_contain_text("A20")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_table_says_what_the_map_shows(open_page: Open) -> None:
    page = open_page()
    page.get_by_test_id("view-switch").click()
    table = page.get_by_test_id("places-table")
    expect(table).to_be_visible()
    expect(table.locator("table").first.locator("tbody tr")).to_have_count(610)
    expect(table.locator("caption").first).to_contain_text("610")


def test_data_health_shows_what_cannot_be(open_page: Open) -> None:
    page = open_page()
    page.get_by_test_id("health-link").click()
    # Three that are played, and the seven national sources whose tables come with the pack.
    expect(page.locator("[data-source-id]")).to_have_count(10)
    expect(page.get_by_text("65.535").first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/data-health"])
def test_a_warden_in_the_street_needs_no_sideways_scroll(open_page: Open, path: str) -> None:
    page = open_page(path, width=375, height=740)
    expect(page.locator("main")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
