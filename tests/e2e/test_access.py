"""WCAG 2.1 AA by axe on each page, light and dark, wide and narrow."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}))
    .violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | '))"""


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("path", ["/", "/data-health", "/settings", "/nergens"])
def test_each_page_is_without_violations(open_page: Callable[..., Page], path: str, width: int, dark: bool) -> None:
    page = open_page(path, width=width, dark=dark)
    expect(page.locator("h1").first).to_be_attached()
    page.wait_for_load_state("networkidle") if path != "/" else page.get_by_test_id("place-row").first.wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_opened_place_is_without_violations(open_page: Callable[..., Page], dark: bool) -> None:
    page = open_page(dark=dark)
    page.get_by_test_id("place-row").first.click()
    page.get_by_test_id("chart").wait_for()
    assert violations(page) == []


def test_the_table_is_without_violations(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_test_id("view-switch").click()
    page.get_by_test_id("places-table").wait_for()
    assert violations(page) == []
