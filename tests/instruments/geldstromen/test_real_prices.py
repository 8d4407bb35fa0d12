"""Amounts of several years in the prices of one, against what CBS published as an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.instruments.geldstromen.real_prices import CPI, PriceIndex, in_prices_of


def test_the_rises_give_the_index_that_cbs_published() -> None:
    """CBS table 83136NED: 2015 = 100, 2022 = 121.43. Seven rises of one decimal: within 7 × 0.05 per cent."""
    assert CPI.factor(2015, 2022) == pytest.approx(1.2143, rel=7 * 0.0005)


def test_by_hand() -> None:
    told = in_prices_of(2024, {2022: 100_000, 2023: 100_000, 2024: 100_000, 2021: None})
    assert {year: (one.cents, one.price_year, one.nominal) for year, one in told.items()} == {
        2021: (None, 2024, False),
        2022: (107_225, 2024, False),  # 1.038 × 1.033 = 1.072254
        2023: (103_300, 2024, False),
        2024: (100_000, 2024, False),
    }
    back = in_prices_of(2023, {2024: 103_300})
    assert back[2024].cents == 100_000


def test_out_of_reach_is_nominal_for_all_and_says_so() -> None:
    for index, years in ((CPI, {2023: 5, 2026: 7}), (CPI, {2014: 5}), (None, {2023: 5, 2024: 7})):
        told = in_prices_of(2024, years, index)
        assert {year: one.cents for year, one in told.items()} == years
        assert all(one.nominal and one.price_year == year for year, one in told.items())
    assert in_prices_of(2030, {2023: 5})[2023].nominal


@given(st.integers(2015, 2024), st.integers(2015, 2024), st.integers(2015, 2024))
def test_factors_chain(first: int, second: int, third: int) -> None:
    one, two, whole = CPI.factor(first, second), CPI.factor(second, third), CPI.factor(first, third)
    assert one is not None
    assert two is not None
    assert one * two == pytest.approx(whole)


def test_a_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="lacking"):
        PriceIndex(rises={2022: 10.0, 2024: 3.3}, source="x", url="x")
    with pytest.raises(ValueError, match="lacking"):
        PriceIndex(rises={}, source="x", url="x")
    with pytest.raises(ValueError, match="fall"):
        PriceIndex(rises={2022: -100.0}, source="x", url="x")
