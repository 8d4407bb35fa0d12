"""Money flows in a real browser: each view without violations, its figures, and an address that keeps the choice."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}))
    .violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | '))"""
VIEWS = ("wijk", "stroom", "kaart", "sluitend", "sleutels", "norm", "baten")


def settled(page: Page) -> None:
    """Until the answers have come and every table stands there."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("main table").first).to_be_visible(timeout=30_000)


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (375, True)], ids=["wide-light", "narrow-dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_without_violations(open_page: Callable[..., Page], view: str, width: int, dark: bool) -> None:
    period = "2024-begroting" if view == "norm" else "2023-rekening"
    page = open_page(f"/geldstromen?view={view}&period={period}", width=width, dark=dark)
    settled(page)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wijk_tells_its_amount_and_opens_where_it_comes_from(open_page: Callable[..., Page]) -> None:
    page = open_page("/geldstromen?area=WK059903")
    lead = page.get_by_test_id("wijk-lead")
    expect(lead).to_contain_text(re.compile(r"Delfshaven per inwoner € \d\.\d{3} uit"), timeout=30_000)
    first = page.locator("main ul details").first
    first.locator("summary").click()
    expect(first).to_contain_text("Zo berekend")
    expect(first).to_contain_text("Verdeeld naar")
    page.get_by_test_id("wijk").select_option(label="Noord")
    expect(lead).to_contain_text("Noord per inwoner")
    # The address keeps the choice, for whoever gets the link; and the back button undoes it.
    assert "area=WK059905" in page.url
    page.go_back()
    expect(lead).to_contain_text("Delfshaven per inwoner")


def test_another_gemeente_and_one_that_delivered_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page("/geldstromen")
    name = page.get_by_test_id("gemeente")
    expect(name).to_have_value("Rotterdam", timeout=30_000)
    name.fill("Vijfheerenlanden")
    name.press("Tab")
    expect(page.get_by_text("Vijfheerenlanden heeft geen cijfers geleverd")).to_be_visible(timeout=30_000)


def test_the_case_that_loses_says_so_and_its_report_is_a_pdf(open_page: Callable[..., Page]) -> None:
    page = open_page("/geldstromen?view=baten&case=bos-en-lommer")
    expect(page.get_by_test_id("verdict")).to_contain_text("verdient zich niet terug", timeout=30_000)
    with page.expect_download() as download:
        page.get_by_text("Als PDF om te delen").click()
    assert download.value.suggested_filename == "bos-en-lommer.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def test_english_has_its_own_words_and_numbers(open_page: Callable[..., Page]) -> None:
    page = open_page("/geldstromen?area=WK059903")
    page.get_by_test_id("language-switch").click()
    expect(page.get_by_test_id("wijk-lead")).to_contain_text(
        re.compile(r"spends € ?\d,\d{3} per inhabitant in Delfshaven"), timeout=30_000
    )
    assert "geld-" not in page.locator("main").inner_text()
