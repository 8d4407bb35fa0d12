import math

import pytest

from stadsbeeld.domain.figure import FIGURES, Figure


def test_each_figure_stands_under_its_own_id() -> None:
    assert all(id == figure.id for id, figure in FIGURES.items())
    assert {"inhabitants_n", "households_n", "age_0_14_pct"} <= set(FIGURES)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -1, 101])
def test_what_cannot_be_is_not_plausible(value: float) -> None:
    assert not FIGURES["age_0_14_pct"].plausible(value)


def test_a_figure_has_room_between_its_bounds() -> None:
    with pytest.raises(ValueError, match="not below"):
        Figure(id="age_0_14_pct", unit="%", low=1, high=1)


def test_a_figure_is_rounded_to_more_than_nothing() -> None:
    with pytest.raises(ValueError, match="rounded"):
        Figure(id="age_0_14_pct", unit="%", low=0, high=1, rounded_to=0)
