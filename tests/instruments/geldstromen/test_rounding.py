"""Largest remainder: worked by hand, and against exact fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.rounding import largest_remainder


def divide(total: int, weights: list[float]) -> list[int]:
    got = largest_remainder(np.array([total]), np.array(weights, np.float64), np.zeros(len(weights), np.int64))
    return got.tolist()


def exactly(total: int, weights: list[int]) -> list[int]:
    """The method by its definition, in fractions."""
    quotas = [Fraction(abs(total) * weight, sum(weights)) for weight in weights]
    parts = [int(quota) for quota in quotas]
    order = sorted(range(len(weights)), key=lambda n: (-(quotas[n] - parts[n]), n))
    for n in order[: abs(total) - sum(parts)]:
        parts[n] += 1
    return [part if total >= 0 else -part for part in parts]


def test_by_hand() -> None:
    # Quotas 47.0, 16.0, 15.8, 12.0, 6.1, 3.1 of 100: 99 whole ones, the last to the remainder of 0.8.
    assert divide(100, [47_000, 16_000, 15_800, 12_000, 6_100, 3_100]) == [47, 16, 16, 12, 6, 3]
    assert divide(10, [1, 1, 1]) == [4, 3, 3]  # a tie: the first
    assert divide(-10, [1, 1, 1]) == [-4, -3, -3]
    assert divide(1, [0, 0.001, 0]) == [0, 1, 0]
    assert divide(0, [0, 0]) == [0, 0]
    assert divide(5, [0, 1, 1, 0]) == [0, 3, 2, 0]


def test_each_group_by_itself_in_any_order() -> None:
    groups = np.array([1, 0, 1, 2, 0, 1])
    parts = largest_remainder(np.array([7, -10, 0]), np.array([1.0, 3.0, 1.0, 0.0, 1.0, 1.0]), groups)
    assert parts.tolist() == [-4, 5, -3, 0, 2, -3]  # 7 over 3:1 is 5¼ and 1¾; −10 over 1:1:1 is −4, −3, −3


def test_nowhere_to_go_is_said() -> None:
    with pytest.raises(InputError) as said:
        largest_remainder(np.array([5, 0, 3]), np.array([1.0, 0.0, 0.0]), np.array([0, 1, 2]))
    assert said.value.data["groups"] == [2]


@pytest.mark.parametrize("weight", [-1.0, np.nan, np.inf])
def test_a_weight_that_cannot_be(weight: float) -> None:
    with pytest.raises(InputError, match="negative or not a number"):
        divide(5, [1.0, weight])


@settings(deadline=None)
@given(
    total=st.integers(-(10**10), 10**10),
    weights=st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any),
)
def test_like_exact_fractions(total: int, weights: list[int]) -> None:
    assert divide(total, [float(weight) for weight in weights]) == exactly(total, weights)


@settings(deadline=None)
@given(
    totals=st.lists(st.integers(-(2**62), 2**62), min_size=1, max_size=5),
    data=st.data(),
)
def test_always_closes(totals: list[int], data: st.DataObject) -> None:
    """Also far beyond what floating point holds to the cent (2⁵³ cents are 9·10¹⁵)."""
    weight = st.floats(1e-6, 1e6) | st.just(0.0)
    groups, weights = [], []
    for n in range(len(totals)):
        own = data.draw(st.lists(weight, min_size=1, max_size=30))
        weights += [*own, 1.0]
        groups += [n] * (len(own) + 1)
    parts = largest_remainder(np.array(totals), np.array(weights), np.array(groups))
    for n, total in enumerate(totals):
        own = parts[np.array(groups) == n]
        assert int(own.sum()) == total
        assert (own * np.sign(total) >= 0).all()
    assert (parts[np.array(weights) == 0] == 0).all()
