"""What a model learns from is what it will be shown: nothing at or after an origin is in the row of that origin.

A backtest cannot see this: there the future is cut off. A model that learnt with a peek is only worse than it thinks.
"""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from forecast.squares import AMSTERDAM, noise_from, town, wall
from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.experts import NAMES, opinions
from stadsbeeld.forecast.features import Asked, features
from stadsbeeld.forecast.gradient import Gradient, asked_of
from stadsbeeld.forecast.ground import Ground, Grounds, alike
from stadsbeeld.forecast.level import Stretch, mean_of

NL = calendar_of("NL")
CHANGE = wall(2026, 3, 29)
PLAIN = town(7 * 16, calendar=NL)
# The clock changes 100 days after the start: on 29 March.
CHANGING = town(7 * 16, start=CHANGE - timedelta(days=100), zone=AMSTERDAM, calendar=NL)
FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example is small as it is
)

LATE = 104 * 24 + 7


def told_by_experts(panel, origin, horizons):
    """As tier 1 learns: on a panel that goes on after the origin."""
    mean = mean_of(PLAIN.before(origin))
    stretch = Stretch(panel=panel, first=max(0, origin - 200), last=origin + 50, mean=mean)
    return opinions(stretch, np.full(len(horizons), origin, np.int64), horizons)


def told_by_features(panel, origin, horizons):
    """As tier 2 learns: one ground over all that is known."""
    mean = mean_of(PLAIN.before(origin))
    none = np.zeros((len(panel.places), 1), np.int64)
    ground = Ground(panel=panel, first=7 * 24, last=panel.timeline.length - 24, mean=mean, alike=none)
    places = np.tile(np.arange(len(panel.places)), len(horizons))
    steps = np.repeat(origin + horizons - 1, len(panel.places))
    return features(Grounds(now=ground), Asked(origin=np.full(len(steps), origin), step=steps, place=places))


def same(one, other):
    """Per column (last axis) whether all is equal, NaN being equal to NaN."""
    return ((one == other) | (np.isnan(one) & np.isnan(other))).reshape(-1, one.shape[-1]).all(0)


@FEW
@given(origin=st.integers(90 * 24, 104 * 24), ahead=st.integers(1, 166), seed=st.integers(0, 99))
def test_no_feature_sees_its_future(origin, ahead, seed):
    horizons = np.array([ahead])
    one = told_by_features(PLAIN, origin, horizons)
    other = told_by_features(noise_from(PLAIN, origin, seed), origin, horizons)
    assert [name for name, held in zip(one.names, same(one.rows, other.rows), strict=True) if not held] == []
    assert (one.usual == other.usual).all()


@pytest.mark.parametrize("ahead", [24, 48, 120, 166, 167])
@pytest.mark.parametrize("since", [-30, -2, 0, 20])
def test_no_feature_sees_its_future_around_a_clock_change(ahead, since):
    assert seen_ahead(100 * 24 + since, ahead) == []


def test_no_feature_sees_its_future_a_week_ahead():
    assert seen_ahead(100 * 24 + 20, 168) == []


def test_trees_say_nothing_so_far_ahead_that_a_clock_change_leads_past_the_origin():
    """While the clocks go forward the week before lies an hour later: at the origin."""
    assert seen_ahead(100 * 24 - 2, 168) != []
    origin, horizons = 104 * 24, np.array([166, 167, 168])
    fitted = Gradient(rows=500, trees=2).fit(CHANGING.before(origin), horizons, 0)
    then = CHANGING.before(origin)
    said = np.isfinite(fitted.middles(then, horizons, fitted.look(then, horizons))).any(1)
    assert list(said) == [True, False, False]


def seen_ahead(origin, ahead):
    """Features that are something else where what comes after the origin is another."""
    one = told_by_features(CHANGING, origin, np.array([ahead]))
    other = told_by_features(noise_from(CHANGING, origin, 4), origin, np.array([ahead]))
    return [name for name, held in zip(one.names, same(one.rows, other.rows), strict=True) if not held]


def peeking(origin, ahead, seed):
    """Experts that say something else where what comes after the origin is another."""
    one = told_by_experts(PLAIN, origin, np.array([ahead]))
    other = told_by_experts(noise_from(PLAIN, origin, seed), origin, np.array([ahead]))
    held = same(np.moveaxis(one, 0, -1), np.moveaxis(other, 0, -1))
    return [name for name, own in zip(NAMES, held, strict=True) if not own]


@FEW
@given(origin=st.integers(60 * 24, 104 * 24), ahead=st.integers(1, 168), seed=st.integers(0, 99))
def test_no_expert_sees_its_future(origin, ahead, seed):
    assert peeking(origin, ahead, seed) == []


@FEW
@given(origin=st.integers(2 * 24, 6 * 24), ahead=st.integers(1, 72), seed=st.integers(0, 99))
def test_no_expert_of_a_short_history_sees_its_future(origin, ahead, seed):
    """Without weeks the profile is that of days."""
    assert peeking(origin, ahead, seed) == []


@pytest.mark.parametrize("ahead", [24, 48, 168])
@pytest.mark.parametrize("origin", [60, 70 * 24 + 5])
def test_no_expert_sees_its_future_whole_days_ahead(origin, ahead):
    """The mean of days is smoothed over neighbours: they too lie before the origin."""
    assert peeking(origin, ahead, 0) == []


@pytest.mark.parametrize("panel", [PLAIN, CHANGING], ids=["wall", "zone"])
@pytest.mark.parametrize("origin", [100 * 24 - 5, LATE])
def test_trees_are_shown_what_they_learnt_from(panel, origin):
    """Rows as they are learnt from, beside those of a forecast at the same origin."""
    horizons = np.array([1, 5, 24, 72, 150])
    fitted = Gradient(rows=500, trees=2).fit(panel.before(origin), horizons, 0)
    shown = fitted.look(panel.before(origin), horizons)
    ground = Ground(panel=panel, first=7 * 24, last=panel.timeline.length, mean=fitted.mean, alike=fitted.alike)
    learnt = features(Grounds(now=ground), asked_of(panel.before(origin), horizons))
    assert shown.names == learnt.names
    for number, name in enumerate(shown.names):
        assert shown.rows[:, number] == pytest.approx(learnt.rows[:, number], rel=1e-3, abs=1e-4, nan_ok=True), name


def test_places_alike_are_those_that_rise_together():
    lot = np.random.default_rng(0)
    one, other = lot.normal(size=(2, 500, 1))
    noise = 0.1 * lot.normal(size=(500, 4))
    ratio = np.concatenate([one, other, one, other], axis=1) + noise
    assert alike(ratio, 1).ravel().tolist() == [2, 3, 0, 1]
    assert alike(ratio[:, :1], 5).shape == (1, 1)
