"""Tier 2: when it can be fitted, what it is tried on, and the facts that its features rest on."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
import pytest

from forecast.squares import AMSTERDAM, town, wall
from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.ensemble import Ensemble, Mixed, held_steps, ranges_of
from stadsbeeld.forecast.experts import Weighed
from stadsbeeld.forecast.features import Asked, days_to_same_holiday, features, group_of
from stadsbeeld.forecast.gradient import Gradient, asked_of, joined, learnable, ranges
from stadsbeeld.forecast.ground import Ground, Grounds
from stadsbeeld.forecast.level import mean_of
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.spread import Spread

NL = calendar_of("NL")
WEEK = 168
SMALL = Gradient(rows=2000, trees=5)
FOUR = np.array([1, 6, 24, 72])


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched(Gradient):
    """A gradient that remembers how much it was shown."""

    shown: list[int] = field(default_factory=list, compare=False)

    def ground(self, panel, horizons):
        self.shown.append(panel.known)
        return Gradient.ground(self, panel, horizons)


def test_trees_are_tried_on_weeks_that_they_have_not_seen():
    panel = town(7 * 15)
    watched = Watched(rows=2000, trees=5)
    assert isinstance(Ensemble(gradient=watched).fit(panel, FOUR, 0), Mixed)
    assert watched.shown == [panel.known - 4 * WEEK, panel.known]


def test_a_long_history_gives_eight_weeks_away_and_a_short_one_four():
    assert held_steps(town(7 * 29)) == 4 * WEEK
    assert held_steps(town(7 * 30)) == 8 * WEEK
    assert held_steps(town(7 * 15, step_s=1800)) == 8 * WEEK


@pytest.mark.parametrize(
    "hours",
    [
        0,
        5,
        100,
    ],
)
def test_with_just_enough_history_it_is_fitted_or_left_to_tier_one(hours):
    """Fifteen weeks: eleven to learn from, four to be tried on."""
    panel = town(7 * 15 + 5).before(15 * WEEK + hours)
    told = Ensemble(gradient=SMALL).fit(panel, FOUR, 0).forecast(panel, FOUR)
    assert np.isfinite(told.quantiles).all()


def test_with_less_tier_one_speaks_alone():
    panel = town(7 * 15 - 1)
    model = Ensemble(gradient=SMALL)
    assert not model.has_trees(panel)
    assert isinstance(model.fit(panel, FOUR, 0), Weighed)
    assert model.fit(panel, FOUR, 0).forecast(panel, FOUR).model == "profile-level"
    with pytest.raises(ValueError, match="too little"):
        SMALL.fit(town(7 * 9), FOUR, 0)


def test_one_place_and_one_horizon_stop_nothing():
    whole = town(7 * 15)
    panel = Panel(timeline=whole.timeline, places=("4",), values=whole.values[:, 3:4])
    one = np.array([1])
    assert np.isfinite(Ensemble(gradient=SMALL).fit(panel, one, 0).forecast(panel, one).quantiles).all()


def test_one_place_with_more_horizons():
    whole = town(7 * 15)
    panel = Panel(timeline=whole.timeline, places=("4",), values=whole.values[:, 3:4])
    horizons = np.arange(1, 25)
    assert np.isfinite(Ensemble(gradient=SMALL).fit(panel, horizons, 0).forecast(panel, horizons).quantiles).all()


@pytest.mark.parametrize("horizons", [[1, 2], [30, 72], [150, 168]])
def test_horizons_of_one_range_alone(horizons):
    panel, horizons = town(7 * 15), np.array(horizons)
    told = Ensemble(gradient=SMALL).fit(panel, horizons, 0).forecast(panel, horizons)
    assert told.model == "ensemble"
    assert np.isfinite(told.quantiles).all()


def test_of_a_place_too_young_for_trees_tier_one_says_all():
    panel = town(7 * 15)
    values = panel.values.copy()
    values[: 10 * WEEK, 1] = np.nan
    panel = replace(panel, values=values)
    assert learnable(panel).tolist() == [True, False, True, True, True]
    model = Ensemble(gradient=SMALL).fit(panel, FOUR, 0)
    both, alone = model.forecast(panel, FOUR), model.simple.forecast(panel, FOUR)
    assert (both.quantiles[:, 1] == alone.quantiles[:, 1]).all()
    assert (both.quantiles[:, 0] != alone.quantiles[:, 0]).any()


def test_specialists_share_the_horizons():
    panel = town(1)
    assert [part.tolist() for part in ranges(panel, np.array([1, 6, 7, 24, 25, 166, 168]))] == [
        [1, 6],
        [7, 24],
        [25, 166],
    ]
    assert ranges_of(panel, np.array([1, 6, 7, 24, 25])).tolist() == [0, 0, 1, 1, 2]
    assert ranges_of(town(1, step_s=900), np.array([24, 25, 96, 97])).tolist() == [0, 1, 1, 2]


def test_rows_are_asked_by_horizon_and_then_by_place():
    asked = asked_of(town(2), np.array([1, 5]))
    assert asked.step.tolist() == [48] * 5 + [52] * 5
    assert asked.place.tolist() == [0, 1, 2, 3, 4] * 2
    assert set(asked.origin) == {48}


def test_stretches_that_touch_become_one():
    assert joined([(50, 60), (10, 20), (20, 30), (-9, -1), (-5, 3), (55, 58)]) == [(0, 3), (10, 30), (50, 60)]


def test_trees_learn_what_the_usual_does_not_know():
    """Each third day everything is doubled: no weekly median sees it, the level of this morning does."""
    panel = town(7 * 20, seed=3)
    double = np.where(np.arange(panel.known) // 24 % 3 == 0, 2, 1)[:, None]
    panel = replace(panel, values=(panel.values * double).astype(np.float32))
    fitted = Gradient(rows=8000, trees=60).fit(panel.before(18 * WEEK), np.array([1]), 0)
    one, error, flat = np.array([1]), 0.0, 0.0
    for origin in range(18 * WEEK, 20 * WEEK, 3):
        then = panel.before(origin)
        told = fitted.look(then, one)
        truth = panel.values[origin]
        error += np.abs(fitted.middles(then, one, told) - truth).sum()
        flat += np.abs(told.usual - truth).sum()
    assert error < 0.7 * flat


def test_the_spread_tells_hard_rows_from_easy_ones():
    lot = np.random.default_rng(0)
    rows = lot.normal(size=(4000, 6)).astype(np.float32)
    size = np.where(rows[:, 2] > 0, 2.0, 0.5)
    told = Spread.fit(rows, size * lot.choice([-1, 1], 4000), seed=0, threads=1).of(rows)
    assert np.mean(told[rows[:, 2] > 0.1]) == pytest.approx(2, rel=0.1)
    assert np.mean(told[rows[:, 2] < -0.1]) == pytest.approx(0.5, rel=0.1)


def test_the_spread_leaves_out_what_is_not_known_and_has_bounds():
    rows = np.ones((1000, 3), np.float32)
    error = np.where(np.arange(1000) % 2, np.nan, 100.0)
    told = Spread.fit(rows, error, seed=0, threads=1).of(rows)
    assert told == pytest.approx(np.full(1000, 4.0))  # were unknown ones taken for zero, it would be far less


# -- features by hand


def of(panel, origin, step, place=3):
    ground = Ground(
        panel=panel, first=WEEK, last=panel.timeline.length - 24, mean=mean_of(panel), alike=np.zeros((5, 1), np.int64)
    )
    told = features(
        Grounds(now=ground), Asked(origin=np.array([origin]), step=np.array([step]), place=np.array([place]))
    )
    return dict(zip(told.names, told.rows[0].tolist(), strict=True)), told


def test_what_time_it_is():
    panel = town(7 * 12, start=wall(2026, 2, 2), zone=AMSTERDAM, calendar=NL)
    step = panel.timeline.step_of(wall(2026, 4, 5, 18).replace(tzinfo=AMSTERDAM))  # Easter Sunday, in summer time
    told, _ = of(panel, step - 4, step)
    assert {name: told[name] for name in ("ahead", "hour", "weekday", "hour-of-week", "day-of-year")} == {
        "ahead": 5, "hour": 18, "weekday": 6, "hour-of-week": 162, "day-of-year": 94,
    }  # fmt: skip
    assert told["holiday"] > 0
    assert (told["holiday-next"], told["holiday-last"]) == (0, 0)
    bare, _ = of(replace(panel, calendar=None), step - 4, step)
    assert np.isnan(bare["holiday"])
    assert np.isnan(bare["school-holiday"])


def test_levels_are_logarithms_of_seen_over_usual():
    """Every week the same, and the last three hours threefold."""
    panel = town(7 * 12)
    week = panel.values[:WEEK]
    values = np.tile(week, (12, 1))
    origin = 11 * WEEK + 60
    values[origin - 3 : origin] *= 3
    told, row = of(replace(panel, values=values), origin, origin)
    calm = row.calm[0]
    usual, plus = week[57:60, 3].sum(), 0.2 * 3 * calm
    assert calm == pytest.approx(0.05 * values[:, 3].mean() + 2, rel=1e-5)
    assert told["level-3h"] == pytest.approx(np.log((3 * usual + plus) / (usual + plus)), rel=1e-4)
    assert told["usual"] == pytest.approx(np.log1p(week[60, 3]))
    assert told["week-before"] == pytest.approx(week[60, 3] / (week[60, 3] + calm), rel=1e-5)
    assert told["now"] == pytest.approx(3 * week[59, 3] / mean_of(replace(panel, values=values))[3], rel=1e-4)
    assert told["wobble"] == pytest.approx(0, abs=1e-5)
    assert told["day-1"] == pytest.approx(0, abs=1e-5)


def test_every_feature_is_explained_to_people_in_a_group():
    _, told = of(town(7 * 12, calendar=NL), 11 * WEEK, 11 * WEEK)
    assert {group_of(name) for name in told.names} >= {"time", "holiday", "level", "usual"}


def test_the_same_holiday_a_year_before():
    """King's Day 2026 falls on Monday 27 April; in 2025 it was kept on Saturday the 26th, 366 days before."""
    panel = town(1, start=wall(2026, 4, 27), calendar=NL)
    assert days_to_same_holiday(panel, np.array([12, 23, 24, 48])).tolist() == [366, 366, 0, 0]
    assert date(2026, 4, 27) - timedelta(days=366) == date(2025, 4, 26)
    assert days_to_same_holiday(town(1), np.array([12])).tolist() == [0]
