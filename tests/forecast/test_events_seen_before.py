"""What is learnt of an earlier event, what a model is told, and that only what was known counts."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.concert import CONCERT, DAY, HOUR, QUARTER, SITES, START, at, calm, past
from stadsbeeld.forecast.events import event_features, event_uplift, known_events
from stadsbeeld.forecast.events_before import learned_uplift, similar, with_event
from stadsbeeld.frames.records import Version

ROW = int(np.flatnonzero(at(1)[0] == DAY)[0])


def test_an_earlier_one_tells_how_far_up_it_went():
    found = learned_uplift(calm(), CONCERT, DAY, [past(factor=3)])
    # (300 + 5) / (100 + 5) = 2.905 times the usual median of 50.
    assert found.quantiles[ROW, 0, 4] == pytest.approx(50 * 305 / 105)
    assert found.degraded is None
    assert (found.quantiles[0] == calm()[0]).all()  # six hours before: nothing was seen


def test_twice_the_visitors_is_twice_the_extra():
    found = learned_uplift(calm(), replace(CONCERT, expected_visitors=24_000), DAY, [past(factor=3)])
    assert found.quantiles[ROW, 0, 4] == pytest.approx(50 * (1 + 2 * 200 / 105))


def test_without_a_number_of_visitors_the_earlier_one_holds_as_it_was():
    unknown = learned_uplift(calm(), replace(CONCERT, expected_visitors=None), DAY, [past(visitors=500)])
    assert (unknown.quantiles == learned_uplift(calm(), CONCERT, DAY, [past()]).quantiles).all()


def test_the_band_is_wide_with_one_and_wider_where_they_differ():
    def width(*pasts):
        found = learned_uplift(calm(), CONCERT, DAY, list(pasts)).quantiles[ROW, 0]
        return (found[8] / found[0]) / 9

    alike, apart = width(past(3), past(3), past(3)), width(past(1), past(3), past(9))
    assert 1 < alike < width(past(3)) < apart
    # One only: a spread of 0.5 × √2, because the next one will differ as the first did; 1.2816 is the 0.9 of a normal.
    assert width(past(3)) == pytest.approx(np.exp(2 * 1.2816 * 0.5 * np.sqrt(2)), rel=1e-3)


def test_the_middle_of_three_holds_against_one_that_went_wrong():
    found = learned_uplift(calm(), CONCERT, DAY, [past(3), past(3), past(40)])
    assert found.quantiles[ROW, 0, 4] == pytest.approx(50 * 305 / 105)


def test_a_place_that_was_not_counted_then_keeps_its_own_and_it_is_said():
    earlier = past()
    earlier.observed[:, 1] = np.nan
    found = learned_uplift(calm(), CONCERT, DAY, [earlier])
    assert (found.quantiles[:, 1] == calm()[:, 1]).all()
    assert found.degraded == "places"


@given(visitors=st.integers(1, 100_000), more=st.integers(0, 100_000), factor=st.floats(1, 20))
def test_where_an_event_drew_people_more_visitors_never_give_less(visitors, more, factor):
    low, high = (
        learned_uplift(calm(), replace(CONCERT, expected_visitors=count), DAY, [past(factor)]).quantiles
        for count in (visitors, visitors + more)
    )
    assert (high >= low - 1e-9).all()
    assert (np.diff(low, axis=2) >= 0).all()
    assert (low >= 0).all()


def test_a_street_that_was_closed_goes_down_and_not_below_nothing():
    found = learned_uplift(calm(), replace(CONCERT, expected_visitors=60_000), DAY, [past(factor=0.1)]).quantiles
    assert (found[ROW] >= 0).all()
    assert (found[ROW] < calm()[ROW]).all()


def test_similar_is_the_same_title_or_the_same_kind_at_the_same_place():
    def one(**changes):
        return replace(past(), event=replace(past().event, **changes))

    assert similar(CONCERT, [one(title="CONCERT", kind="other", places=())], START)
    assert similar(CONCERT, [one(title="Een ander", places=("quay",))], START)
    assert not similar(CONCERT, [one(title="Een ander", places=("far",))], START)
    assert not similar(CONCERT, [one(title="Een ander", kind="market")], START)
    assert not similar(CONCERT, [one(cancelled=True)], START)


def test_what_had_not_ended_at_the_origin_is_no_example():
    ended = past().event.end
    assert similar(CONCERT, [past()], ended)
    assert not similar(CONCERT, [past()], ended - timedelta(seconds=1))


def test_the_better_way_where_there_is_an_example():
    share = np.ones(3) / 3
    first = with_event(calm(), CONCERT, DAY, share, QUARTER, [])
    better = with_event(calm(), CONCERT, DAY, share, QUARTER, [past()])
    assert (first.quantiles == event_uplift(calm(), CONCERT, DAY, share, QUARTER).quantiles).all()
    assert (better.quantiles == learned_uplift(calm(), CONCERT, DAY, [past()]).quantiles).all()


def test_features_by_hand():
    found = event_features([CONCERT], SITES, START - HOUR, at(-2, 0, 1, 4))
    assert found["event-people-now"][:, 0] == pytest.approx([4_000] * 4)  # a third of 12,000, an hour before
    assert found["event-people"][:, 0].tolist() == [0, 12_000, 12_000, 0]
    assert found["event-people"][:, 2].tolist() == [0, 0, 0, 0]
    assert found["event-to-start"][:2, 0].tolist() == [120, 0]
    assert np.isnan(found["event-to-start"][2:, 0]).all()
    assert found["event-since-end"][3, 0] == 60
    assert np.isnan(found["event-since-end"][:3, 0]).all()
    assert np.isnan(found["event-to-start"][:, 2]).all()


def test_what_is_cancelled_is_no_feature():
    found = event_features([replace(CONCERT, cancelled=True)], SITES, START, DAY)
    assert np.isnan(found["event-to-start"]).all()
    assert not found["event-people"].any()


def test_a_crowd_of_which_nobody_said_how_large_is_not_zero():
    unknown = replace(CONCERT, id="u", expected_visitors=None)
    found = event_features([CONCERT, unknown], SITES, START, at(-2, 1))
    assert found["event-people"][0, 0] == 0
    assert np.isnan(found["event-people"][1, 0])
    assert found["event-people"][1, 2] == 0


def test_of_two_events_the_nearer_start_counts_and_the_crowds_add_up():
    later = replace(CONCERT, id="l", start=START + HOUR, end=START + 2 * HOUR)
    found = event_features([later, CONCERT], SITES, START, at(-2, 1.5))
    assert found["event-to-start"][0, 0] == 120
    assert found["event-people"][1, 0] == 24_000


def version(number, known_at, body):
    return Version(kind="event", id="c", version=number, known_at=known_at, author="a", body=body)


def test_an_event_is_what_was_known_of_it_at_the_origin():
    smaller, cancelled = replace(CONCERT, expected_visitors=10), replace(CONCERT, cancelled=True)
    told = [
        version(3, START, cancelled.body()),
        version(1, START - 2 * HOUR, smaller.body()),
        version(2, START - HOUR, CONCERT.body()),
    ]
    assert known_events(told, START - 3 * HOUR) == ([], [])
    assert known_events(told, START - 2 * HOUR) == ([smaller], [])
    assert known_events(told, START - HOUR) == ([CONCERT], [])
    assert known_events(told, START) == ([cancelled], [])


def test_a_record_that_is_no_event_is_named_and_stops_nothing():
    assert known_events([version(1, START, {"title": "?"})], START) == ([], ["c"])
