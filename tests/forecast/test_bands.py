"""Bands and weights: ranks, pooling and leaning worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.squares import changed, town
from stadsbeeld.forecast.bands import (
    LEAN_ON,
    LEAST_ERRORS,
    NARROWEST,
    WIDEST,
    Bands,
    Errors,
    between,
    quantiles_of,
    unit,
)
from stadsbeeld.forecast.ensemble import Tried, by_anchor, mixed, weights
from stadsbeeld.forecast.experts import anchors, kinds_of, silent_steps, weigh
from stadsbeeld.forecast.model import Forecast, nothing
from stadsbeeld.forecast.panel import Panel

NAN = np.nan
ONE_KIND = np.zeros(2, np.int64)


def test_ranks_are_those_that_conformal_prediction_asks():
    """Of n errors the band ends at rank (n + 1)·q: of nine errors 1 … 9 the levels 0.1 … 0.9 are those numbers."""
    # Level 0.9 is read at 0.5 + 0.4·10/9 = 0.9444 of the way from 1 to 9; without widening it would be 8.2.
    assert quantiles_of(np.arange(1.0, 10)) == pytest.approx(1 + 8 * (0.5 + np.arange(-4, 5) / 10 * 10 / 9))
    assert quantiles_of(np.arange(1.0, 10))[8] == pytest.approx(8.5556, abs=1e-4)
    assert quantiles_of(np.array([3.0, 5])) == pytest.approx([3, 3.1, 3.4, 3.7, 4, 4.3, 4.6, 4.9, 5])
    many = np.arange(100_001.0)
    assert quantiles_of(many) == pytest.approx(np.arange(1, 10) * 10_000, abs=1)


@pytest.mark.parametrize("count", [100, 400])
def test_a_band_from_errors_covers_new_ones_as_often(count):
    lot = np.random.default_rng(0)
    inside = []
    for _ in range(1500):
        found = quantiles_of(lot.gamma(2.0, size=count))
        new = lot.gamma(2.0)
        inside.append(found[0] <= new <= found[8])
    assert np.mean(inside) == pytest.approx(0.8, abs=0.03)


def bands_of(relative, horizons=(1,), kind=ONE_KIND):
    return Bands.of([Errors(horizon=h, relative=np.asarray(relative)) for h in horizons], np.asarray(kind))


def test_the_middle_stays_where_the_forecast_put_it():
    """Errors that lie all above zero give a band around the middle, not above it."""
    lot = np.random.default_rng(0)
    bands = bands_of(5 + lot.gamma(2.0, size=(300, 2)))
    quantiles = bands.around(np.array([[100.0, 50]]), np.array([100.0, 50]), np.ones((1, 2)))
    assert quantiles[0, :, 4] == pytest.approx([100, 50])
    skew = (quantiles[0, 0, 8] - 100) / (100 - quantiles[0, 0, 0])
    assert skew > 1.3


def test_the_unit_of_an_error():
    # Mean 100: c = 5 + 0.000001 + 1 = 6. At the mean the unit is mean + c; at zero c^0.7 · (mean + c)^0.3.
    assert unit(np.array(100.0), np.array(100.0)) == pytest.approx(106, rel=1e-6)
    assert unit(np.array(0.0), np.array(100.0)) == pytest.approx(6**0.7 * 106**0.3, rel=1e-6)
    assert unit(np.array(-5.0), np.array(100.0)) == unit(np.array(0.0), np.array(100.0))


def test_a_hard_place_has_a_wider_band_and_leans_on_its_kind():
    """Alternating errors ±1 and ±3, 200 each: sizes 200 and 600, average 2 an error: 1/2 and 3/2, leant on 1."""
    sign = np.tile([0.1, -0.1], 100)
    bands = bands_of(np.column_stack([sign, 3 * sign]))
    assert bands.scale == pytest.approx([(100 + LEAN_ON) / (200 + LEAN_ON), (300 + LEAN_ON) / (200 + LEAN_ON)])
    quantiles = bands.around(np.full((1, 2), 100.0), np.full(2, 100.0), np.ones((1, 2)))
    wide = quantiles[0, :, 8] - quantiles[0, :, 0]
    assert wide[1] / wide[0] == pytest.approx(bands.scale[1] / bands.scale[0])


def test_a_place_without_errors_is_as_hard_as_its_kind_and_none_is_endlessly_hard():
    sign = np.tile([1.0, -1.0], 100)
    assert bands_of(np.column_stack([sign, np.full(200, NAN)])).scale[1] == 1
    wild = bands_of(np.column_stack([*[0.01 * sign] * 20, 1000 * sign]), kind=np.zeros(21, np.int64))
    assert wild.scale.min() == NARROWEST
    assert wild.scale.max() == WIDEST


def test_each_kind_has_its_own_errors_and_one_with_few_has_those_of_all():
    lot = np.random.default_rng(0)
    road, walk = lot.normal(size=(200, 1)), 5 * lot.normal(size=(200, 1))
    few = np.full((200, 1), NAN)
    few[: LEAST_ERRORS - 1] = lot.normal(size=(LEAST_ERRORS - 1, 1))
    found = bands_of(np.concatenate([road, walk, few], axis=1), kind=[0, 1, 2])
    wide = (found.shape[:, 0, 8] - found.shape[:, 0, 0]) * found.scale
    assert wide[1] / wide[0] == pytest.approx(5, rel=0.3)
    assert found.shape[2].tolist() != found.shape[0].tolist()
    assert found.shape[2, 0, 8] > found.shape[0, 0, 8]  # pooled with the wild one


def test_too_few_errors_tell_nothing():
    with pytest.raises(ValueError, match="too few"):
        bands_of(np.zeros((LEAST_ERRORS // 2 - 1, 2)))
    with pytest.raises(ValueError, match="too few"):
        Bands.of([], ONE_KIND)
    lot = np.random.default_rng(0)
    told = [Errors(horizon=1, relative=lot.normal(size=(60, 2))), Errors(horizon=5, relative=lot.normal(size=(9, 2)))]
    assert Bands.of(told, ONE_KIND).horizons.tolist() == [1]


def test_between_two_horizons_the_band_lies_between_and_beyond_it_grows_with_the_root():
    lot = np.random.default_rng(0)
    told = [Errors(horizon=h, relative=0.05 * w * lot.normal(size=(500, 2))) for h, w in ((1, 1.0), (4, 2.0))]
    bands = Bands.of(told, ONE_KIND)

    def wide(horizon):
        found = bands.around(np.full((1, 2), 1e4), np.full(2, 1e4), np.full((1, 2), float(horizon)))
        return found[0, 0, 8] - found[0, 0, 0]

    assert wide(2) == pytest.approx((wide(1) + wide(4)) / 2)  # halfway in the logarithm
    assert wide(16) == pytest.approx(2 * wide(4))
    assert wide(0.2) == wide(1)


def test_a_silent_place_is_as_far_ahead_as_its_last_value():
    lot = np.random.default_rng(0)
    bands = bands_of(0.05 * lot.normal(size=(300, 2)), horizons=(1, 10))
    found = bands.around(np.full((1, 2), 1e4), np.full(2, 1e4), np.array([[10.0, 40.0]]))
    wide = found[0, :, 8] - found[0, :, 0]
    assert wide[1] / wide[0] == pytest.approx(2 * bands.scale[1] / bands.scale[0])


def test_a_band_never_goes_below_zero_and_unknown_stays_unknown():
    lot = np.random.default_rng(0)
    bands = bands_of(lot.normal(size=(300, 2)))
    found = bands.around(np.array([[1.0, NAN]]), np.array([100.0, 100.0]), np.ones((1, 2)))
    assert found[0, 0, 0] == 0
    assert np.isnan(found[0, 1]).all()


@given(st.lists(st.integers(1, 300), min_size=1, max_size=6, unique=True), st.floats(0.1, 1000))
def test_horizons_lie_between_their_neighbours(known, asked):
    known = np.sort(np.array(known))
    low, high, share = (one.item() for one in between(known, np.array([asked])))
    assert 0 <= low <= high < len(known)
    assert 0 <= share <= 1
    value = np.log(known[low]) * (1 - share) + np.log(known[high]) * share
    assert value == pytest.approx(np.log(np.clip(asked, known[0], known[-1])))


# -- what is weighed


def test_the_share_of_one_that_is_silent_goes_to_the_others():
    told = np.array([[[10.0]], [[20.0]], [[NAN]]])
    weight = np.array([[[0.2, 0.2, 0.6]]])
    assert weigh(told, weight).item() == 15
    assert np.isnan(weigh(np.full((3, 1, 1), NAN), weight)).all()
    assert weigh(np.zeros((3, 1, 1)), weight).item() == 0


def test_anchors_are_spread_over_the_logarithm():
    assert anchors(np.arange(1, 73)) == [1, 2, 3, 6, 12, 21, 39, 72]
    assert anchors(np.array([4])) == [4]
    assert anchors(np.array([12, 1, 2])) == [1, 2, 12] or anchors(np.array([12, 1, 2])) == [1, 12, 2]


def test_kinds_are_numbered_by_name():
    panel = town(1)
    assert kinds_of(panel).tolist() == [0] * 5
    assert kinds_of(replace(panel, kinds=("walk", "road", "walk", "road", ""))).tolist() == [2, 1, 2, 1, 0]


def test_silence_is_counted_in_steps():
    panel = changed(changed(town(10), 1, 10 * 24 - 3, NAN), 2, 0, NAN)
    assert silent_steps(panel).tolist() == [0, 3, 7 * 24 + 1, 0, 0]
    assert silent_steps(changed(town(1), 0, 0, 0))[0] == 0  # zero is a value


def test_of_two_tiers_the_one_that_speaks():
    simple, trees = np.array([10.0, NAN, 10, NAN]), np.array([20.0, 20, NAN, NAN])
    assert np.array_equal(mixed(simple, trees, np.full(4, 0.25)), [12.5, 20, 10, NAN], equal_nan=True)


def tried(simple, trees):
    """One origin, horizons and places as they stand; the truth is 100."""
    told = {name: np.array(values, float)[None] for name, values in (("simple", simple), ("trees", trees))}
    shape = told["simple"].shape
    return Tried(truth=np.full(shape, 100.0), mean=np.ones((1, 1, shape[2])), rows=[], **told)


def test_the_tier_that_errs_less_gets_the_weight():
    """Errors 10 and 11: a ratio of 0.909, and the weight of the trees 1 / (1 + e^(20·0.0909))."""
    found = weights(tried([[90], [90]], [[89], [89]]), np.array([0, 0]))
    assert found.ravel() == pytest.approx([0.13965] * 2, rel=1e-4)
    assert weights(tried([[90]], [[90]]), np.array([0])).item() == pytest.approx(0.5)
    apart = weights(tried([[90], [99]], [[99], [90]]), np.array([0, 1])).ravel()
    assert apart[0] > 0.99
    assert apart[1] < 0.01


def test_a_place_leans_for_half_on_how_all_did():
    """Ratios 2, 1 and 1: the median is 1, so the first place weighs with 1.5. One too new to be tried has the 1."""
    found = weights(tried([[80, 90, 90, np.nan]], [[90, 90, 90, 50]]), np.array([0])).ravel()
    assert found == pytest.approx([1 / (1 + np.exp(-10)), 0.5, 0.5, 0.5])


def test_where_nothing_could_be_tried_no_tier_is_the_better_one():
    assert weights(tried([[90, 90]], [[np.nan, np.nan]]), np.array([0])).ravel().tolist() == [0.5, 0.5]


def test_errors_are_put_with_the_nearest_horizon_that_is_measured():
    horizons = np.arange(1, 73)
    error = np.broadcast_to(horizons[None, :, None], (3, 72, 2)).astype(float)
    told = {one.horizon: one.relative for one in by_anchor(error, horizons)}
    assert set(told) == set(anchors(horizons))
    assert set(told[1].ravel()) == {1}
    assert set(told[6].ravel()) == {5, 6, 7, 8}
    assert sum(one.size for one in told.values()) == 3 * 72 * 2


# -- a forecast


def test_a_forecast_that_falls_or_is_negative_cannot_be():
    steps, mean = np.array([5]), np.ones((1, 1))
    rising = np.arange(1.0, 10)

    def made(quantiles):
        return Forecast(model="m", origin=5, steps=steps, quantiles=np.reshape(quantiles, (1, 1, -1)), mean=mean)

    assert made(rising).median.item() == 5
    made(np.full(9, NAN))
    for wrong in (rising[::-1], rising - 5, rising[:8]):
        with pytest.raises(ValueError, match="quantiles"):
            made(wrong)


def test_nothing_is_no_zero():
    panel: Panel = town(1)
    told = nothing("m", panel, np.array([24, 25]))
    assert told.quantiles.shape == (2, 5, 9)
    assert np.isnan(told.quantiles).all()
    assert np.isnan(told.mean).all()
