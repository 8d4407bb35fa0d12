"""What an event does to a forecast: figures by hand, and what must hold whatever the event."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.concert import CONCERT, DAY, HOUR, QUARTER, SITES, START, at, calm, past
from stadsbeeld.domain.event import KINDS, Circle, Moment
from stadsbeeld.forecast.events import (
    Counted,
    come_and_gone,
    event_features,
    event_uplift,
    nearness,
    shares,
    visitor_curve,
)
from stadsbeeld.forecast.events_before import learned_uplift


def test_visitors_of_a_concert_come_before_and_leave_after():
    # 90 minutes of coming, 45 of leaving: half an hour before the start two thirds are in.
    found = visitor_curve(CONCERT, at(-2, -1.5, -0.5, 0, 2, 3, 3.375, 3.75, 9))
    assert found == pytest.approx([0, 0, 2 / 3, 1, 1, 1, 0.5, 0, 0])


def test_visitors_of_a_market_come_and_go_all_day():
    market = replace(CONCERT, kind="market", end=START + 8 * HOUR)
    # They come from 0 to 6.5 h and leave from 1.5 to 8.25 h. At 4 h: 4/6.5 have come, 2.5/6.75 have left.
    assert visitor_curve(market, at(4))[0] == pytest.approx(4 / 6.5 - 2.5 / 6.75)
    assert visitor_curve(market, DAY).max() < 0.5


def test_a_programme_goes_before_the_habit_of_the_kind():
    programme = (
        Moment(at=START, present=0.4),
        Moment(at=START + HOUR, present=1),
        Moment(at=START + 3 * HOUR, present=0),
    )
    told = replace(CONCERT, programme=programme)
    assert visitor_curve(told, at(-2, -0.75, 0, 0.5, 1, 2, 3)) == pytest.approx([0, 0.2, 0.4, 0.7, 1, 0.5, 0])


def test_those_who_are_there_at_the_end_of_a_programme_go_home_too():
    told = replace(CONCERT, programme=(Moment(at=START, present=0.8),))
    assert visitor_curve(told, at(0, 0.375, 0.75)) == pytest.approx([0.8, 0.4, 0])


def test_a_kind_nobody_has_heard_of_is_as_any_other():
    assert visitor_curve(replace(CONCERT, kind="regatta"), DAY) == pytest.approx(
        visitor_curve(replace(CONCERT, kind="other"), DAY)
    )


def test_nobody_comes_to_what_is_cancelled():
    assert not visitor_curve(replace(CONCERT, cancelled=True), DAY).any()
    assert (
        event_uplift(calm(), replace(CONCERT, cancelled=True), DAY, np.ones(3) / 3, QUARTER).quantiles == calm()
    ).all()


def test_nearness():
    assert nearness(CONCERT, SITES).tolist() == [1, 1, 0]
    assert nearness(replace(CONCERT, places=(), areas=("centre",)), SITES).tolist() == [0, 1, 0]
    assert nearness(replace(CONCERT, places=()), SITES).tolist() == [0, 0, 0]
    circle = replace(CONCERT, places=(), circle=Circle(lon=4.48, lat=51.92, radius_m=30))
    # 0.001° of longitude at 51.92° is 68.6 m: 38.6 m beyond the circle, exp(−38.6 / 300) = 0.879.
    assert nearness(circle, SITES) == pytest.approx([1, 0.879, 0], abs=1e-3)


def test_a_place_of_which_it_is_not_known_where_it_lies_is_not_near():
    nowhere = replace(SITES, lon=np.array([np.nan, 4.481, 4.6]))
    circle = replace(CONCERT, places=(), circle=Circle(lon=4.48, lat=51.92, radius_m=30))
    assert nearness(circle, nowhere)[0] == 0


def test_visitors_are_shared_by_what_usually_passes():
    assert shares(CONCERT, SITES, np.array([300.0, 100.0, 900.0])).tolist() == [0.75, 0.25, 0]
    assert shares(CONCERT, SITES, np.array([300.0, np.nan, 900.0])) == pytest.approx([300 / 900, 600 / 900, 0])
    assert shares(CONCERT, SITES, np.array([0.0, 0.0, 900.0])).tolist() == [0.5, 0.5, 0]
    assert shares(replace(CONCERT, places=()), SITES, np.ones(3)).tolist() == [0, 0, 0]


def test_each_of_the_crowd_is_counted_once_in_all():
    # A market: all come and go in the course of the day, so that half an hour early or late hardly matters.
    market = replace(CONCERT, kind="market", end=START + 8 * HOUR)
    long = at(*np.arange(-6, 14, 0.25))
    added = event_uplift(calm(long), market, long, np.array([0.75, 0.25, 0.0]), QUARTER).quantiles - calm(long)
    passed = added[:, :, 4].sum(0) * 0.25  # people an hour, in quarters of an hour
    assert passed[0] == pytest.approx(3 * passed[1])
    assert passed[2] == 0
    assert passed.sum() == pytest.approx(12_000, rel=0.05)


def test_the_peak_of_arrivals_by_hand():
    # With the crowd moved −30 … 30 min, between −1 h and −0.5 h all come at 12,000 / 1.5 h = 8,000 an hour; of whom
    # half are counted.
    found = event_uplift(calm(), CONCERT, DAY, np.array([1.0, 0, 0]), QUARTER).quantiles[:, 0]
    row = int(np.flatnonzero(at(-0.75)[0] == DAY)[0])
    assert found[row, 4] - 50 == pytest.approx(4000, rel=0.03)
    # The 80 % band of a lognormal with spread hypot(0.3, 1) = 1.044 runs from ×0.262 to ×3.81.
    assert found[row, 0] - 10 == pytest.approx(4000 * 0.262, rel=0.05)
    assert found[row, 8] - 90 == pytest.approx(4000 * 3.81, rel=0.05)


def test_counts_a_step_and_shares_of_visitors_that_are_counted():
    share = np.array([1.0, 0, 0])
    hourly = event_uplift(calm(), CONCERT, DAY, share, QUARTER).quantiles - calm()
    a_step = event_uplift(calm(), CONCERT, DAY, share, Counted(step_s=900, per_s=900, per_visitor=1)).quantiles - calm()
    assert a_step == pytest.approx(hourly / 2)


@pytest.mark.parametrize(
    ("event", "share", "said"),
    [
        (replace(CONCERT, expected_visitors=None), [1, 0, 0], "expected-visitors"),
        (CONCERT, [0, 0, 0], "places"),
    ],
)
def test_what_is_not_known_adds_nothing_and_is_said(event, share, said):
    found = event_uplift(calm(), event, DAY, np.array(share, float), QUARTER)
    assert (found.quantiles == calm()).all()
    assert found.degraded == said


def test_an_unknown_crowd_on_another_day_degrades_nothing():
    event = replace(CONCERT, expected_visitors=None, start=START + 72 * HOUR, end=START + 75 * HOUR)
    assert event_uplift(calm(), event, DAY, np.ones(3) / 3, QUARTER).degraded is None


def test_no_forecast_stays_no_forecast():
    bare = calm()
    bare[:, 1] = np.nan
    found = event_uplift(bare, CONCERT, DAY, np.ones(3) / 3, QUARTER).quantiles
    assert np.isnan(found[:, 1]).all()
    assert np.isfinite(found[:, 0]).all()


EVENTS = st.builds(
    lambda kind, hours, ahead, visitors, programme: replace(
        CONCERT,
        kind=kind,
        start=START + ahead * HOUR,
        end=START + (ahead + hours) * HOUR,
        expected_visitors=visitors,
        programme=tuple(Moment(at=START + (ahead + n) * HOUR, present=share) for n, share in enumerate(programme)),
    ),
    st.sampled_from(KINDS),
    st.integers(1, 30),
    st.integers(-60, 60),
    st.integers(0, 1_000_000),
    st.lists(st.floats(0, 1), max_size=3),
)


@given(event=EVENTS)
def test_people_come_before_they_go_and_nobody_is_left(event):
    wide = at(*np.arange(-120, 160, 0.5))
    come, gone = come_and_gone(event, wide)
    assert (np.diff(come) >= 0).all()
    assert (np.diff(gone) >= 0).all()
    assert (come >= gone - 1e-9).all()
    assert come[-1] == pytest.approx(gone[-1])
    assert ((visitor_curve(event, wide) >= 0) & (visitor_curve(event, wide) <= 1)).all()


@given(event=EVENTS, more=st.integers(0, 1_000_000))
def test_quantiles_rise_are_never_lower_and_more_visitors_never_give_less(event, more):
    share = np.array([0.6, 0.4, 0.0])
    found = event_uplift(calm(), event, DAY, share, QUARTER).quantiles
    assert (found >= calm()).all()
    assert (np.diff(found, axis=2) >= 0).all()
    fuller = replace(event, expected_visitors=event.expected_visitors + more)
    assert (event_uplift(calm(), fuller, DAY, share, QUARTER).quantiles >= found - 1e-9).all()


@given(days=st.integers(4, 4000), sign=st.sampled_from([-1, 1]), kind=st.sampled_from(KINDS))
def test_an_event_far_off_changes_nothing(days, sign, kind):
    far = replace(CONCERT, kind=kind, start=START + sign * days * 24 * HOUR, end=START + sign * days * 24 * HOUR + HOUR)
    assert (event_uplift(calm(), far, DAY, np.ones(3) / 3, QUARTER).quantiles == calm()).all()
    assert (learned_uplift(calm(), far, DAY, [past()]).quantiles == calm()).all()
    found, none = (event_features(events, SITES, START, DAY) for events in ([far], []))
    assert all(np.array_equal(found[name], none[name], equal_nan=True) for name in none)
