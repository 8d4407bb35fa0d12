"""Tier 1: how sure it may be of itself."""

import numpy as np
import pytest

from forecast.squares import town
from stadsbeeld.forecast.experts import doubt


@pytest.mark.parametrize(
    ("hours", "ahead", "expected"),
    [(12, 3, 1.75), (12, 12, 2.5), (24, 3, 1.5), (24, 1, 1 + 0.5 / 3), (48, 3, 1.0), (500, 72, 1.0)],
)
def test_bands_of_a_new_city_are_wider_the_further_ahead_and_the_less_is_known(hours, ahead, expected):
    """Two days are a city's novelty: after twelve hours three quarters of it is left."""
    panel = town(30).before(hours)
    assert doubt(panel, np.array([ahead])).item() == pytest.approx(expected)
