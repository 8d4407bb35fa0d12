"""The second opinion on what lies far ahead, and the words for why a forecast departs from the usual."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.squares import town
from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.ensemble import Ensemble
from stadsbeeld.forecast.experts import Experts
from stadsbeeld.forecast.explain import why
from stadsbeeld.forecast.fan import Fan
from stadsbeeld.forecast.gradient import Gradient

NL = calendar_of("NL")
SMALL = Gradient(rows=3000, trees=12)
AHEAD = np.array([1, 6, 7, 24, 72])


@pytest.fixture(scope="module")
def panel():
    return town(7 * 16, calendar=NL)


@pytest.fixture(scope="module")
def mixed(panel):
    return Ensemble(gradient=SMALL).fit(panel, AHEAD, 0)


def test_nobody_asks_a_second_opinion_on_the_next_hours(panel):
    ground = SMALL.ground(panel, AHEAD)
    assert Fan.fit(SMALL, ground, np.array([1, 6]), 0) is None
    fan = Fan.fit(SMALL, ground, AHEAD, 0)
    assert fan is not None
    assert fan.from_steps == 6


def test_a_second_opinion_rises_and_is_not_negative(panel, mixed):
    look = mixed.trees.look(panel, np.array([7, 24, 72]))
    middle = mixed.fan.median(look)
    told = mixed.fan.around(middle, look)
    assert told[:, 4] == pytest.approx(middle)
    assert told.shape == (3 * len(panel.places), 9)
    assert (np.diff(told, axis=1) >= 0).all()
    assert (told >= 0).all()


def test_a_second_opinion_rises_also_where_all_levels_are_one(mixed, panel):
    """Seen on real counts: 0.1·(1 − ⅓) + 0.1·⅓ is less than 0.1."""
    look = mixed.trees.look(panel, np.array([24]))
    flat = {level: Constant() for level in (0.1, 0.25, 0.5, 0.75, 0.9)}
    for usual in np.linspace(0.1, 9, 500):
        one = replace(look.only(np.arange(len(look.usual)) == 0), usual=np.array([usual]))
        told = replace(mixed.fan, boosters=flat).around(np.array([usual]), one)
        assert (np.diff(told, axis=1) >= 0).all()


class Constant:
    """Says at each level that a moment is as usual."""

    def predict(self, rows, num_threads):
        return np.zeros(len(rows))


def test_it_moves_the_far_median_half_way_and_the_near_one_not(panel, mixed):
    alone = replace(mixed, fan=None).forecast(panel, AHEAD).median
    both = mixed.forecast(panel, AHEAD).median
    second = mixed.fan.median(mixed.trees.look(panel, AHEAD)).reshape(both.shape)
    assert both[:2] == pytest.approx(alone[:2])
    assert both[2:] == pytest.approx((alone[2:] + second[2:]) / 2)


@pytest.mark.parametrize("horizon", [1, 6, 7, 24, 72])
def test_the_parts_add_up_to_what_is_forecast(panel, mixed, horizon):
    told = why(mixed, panel, horizon, panel.places[3])
    assert told.usual + sum(told.parts.values()) == pytest.approx(told.middle)
    assert told.middle == pytest.approx(mixed.forecast(panel, np.array([horizon])).median[0, 3])
    assert {"time", "level"} <= set(told.parts)


def test_what_is_busier_than_usual_now_is_said_to_be_so(panel, mixed):
    """Three times the usual for six hours: the level of late moves the next hour up."""
    values = panel.values.copy()
    values[-6:, 3] *= 3
    busy = why(mixed, replace(panel, values=values), 1, panel.places[3])
    calm = why(mixed, panel, 1, panel.places[3])
    assert busy.parts["level"] > calm.parts["level"] + 0.1 * calm.usual


def test_tier_one_explains_by_the_level_alone(panel):
    simple = Experts().fit(panel, AHEAD)
    told = why(simple, panel, 6, panel.places[1])
    assert set(told.parts) == {"level"}
    assert told.usual + told.parts["level"] == pytest.approx(told.middle)
    with pytest.raises(ValueError, match="not in tuple"):
        why(simple, panel, 6, "nowhere")
