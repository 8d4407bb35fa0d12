"""Numbers as people read them."""

from datetime import date

import pytest

from stadsbeeld.texts.numbers import day, euro, euro_short, number, per_cent


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (1234.56, 1, "1.234,6", "1,234.6"),
        (0, 0, "0", "0"),
        (-0.4, 0, "0", "0"),
        (-1234567, 0, "-1.234.567", "-1,234,567"),
        (0.5, 2, "0,50", "0.50"),
    ],
)
def test_a_number(value: float, decimals: int, dutch: str, english: str) -> None:
    assert (number(value, "nl", decimals), number(value, "en", decimals)) == (dutch, english)


def test_money_comes_from_cents() -> None:
    assert euro(123456, "nl", 2) == "€ 1.234,56"
    assert euro(123456, "en") == "€1,235"
    assert euro(-123456, "nl") == "€ -1.235"
    assert euro(-123456, "en", 2) == "-€1,234.56"
    assert euro(-49, "nl") == "€ 0"


def test_large_money_is_shortened() -> None:
    assert euro_short(457_258_200_000, "nl") == "€ 4,6 mld"
    assert euro_short(-12_345_678_900, "nl") == "€ -123,5 mln"
    assert euro_short(99_999_999, "nl") == "€ 1.000.000"
    assert euro_short(100_000_000, "en") == "€1.0 m"


def test_shares_and_days() -> None:
    assert per_cent(0.1234, "nl", 1) == "12,3 procent"
    assert per_cent(0.5, "en") == "50 per cent"
    assert day(date(2026, 11, 24), "nl") == "24 november 2026"
    assert day(date(2026, 11, 24), "en") == "24 November 2026"
