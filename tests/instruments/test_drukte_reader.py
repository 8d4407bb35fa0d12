"""Live and a look back at the same moment are one picture, also where a sensor's clock runs ahead."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from instruments.little_city import NOW, LittleCity, Row
from stadsbeeld.instruments.drukte.reader import Reader
from stadsbeeld.store.observations import EARLY_TOLERANCE

MINUTE = timedelta(minutes=1)
QUANTITIES = ["speed_kmh", "flow_veh_h", "flow_ped_h", "flow_ped_min", "density_p_m2"]

place = st.sampled_from(["road-1", "road-2", "walk-1"])
# Minutes around the clock, in steps of three: intervals that end early, overlap, lie ahead, and lie 15 minutes ahead.
began = st.one_of(st.integers(-20, 5).map(lambda n: 3 * n), st.integers(-23 * 60, 15))
value = st.one_of(st.none(), st.floats(0, 300).map(lambda one: round(one, 1)))
rows = st.lists(st.tuples(place, st.sampled_from(QUANTITIES), began, value), max_size=8)
# Each delivery with how many minutes before the clock it came in.
deliveries = st.lists(st.tuples(st.integers(0, 90), rows), max_size=6)

Told = Sequence[tuple[int, Sequence[tuple[str, str, int, float | None]]]]


def bring(city: LittleCity, told: Told) -> None:
    """What the store takes: a row that lies further ahead of its arrival than the tolerance is refused there."""
    for back, minutes in sorted(told, key=lambda one: -one[0]):
        known_at = NOW - back * MINUTE
        table: dict[tuple[str, str, datetime], float | None] = {
            (id, what, NOW + n * MINUTE): number
            for id, what, n, number in minutes
            if NOW + n * MINUTE <= known_at + EARLY_TOLERANCE
        }
        city.deliver([(*key, number) for key, number in table.items()], known_at)


@given(deliveries)
@example([(0, [("road-1", "speed_kmh", 15, 20.0)])])
@example([(0, [("road-1", "speed_kmh", 0, 20.0)])])
@example([(0, [("road-1", "speed_kmh", -120, 20.0), ("road-1", "flow_veh_h", -6, 300.0)])])
@example(
    [(0, [("road-1", "speed_kmh", -6, 20.0), ("road-1", "speed_kmh", -18, 20.0), ("road-1", "speed_kmh", -24, 90)])]
)
@settings(max_examples=15, deadline=None)
def test_live_and_a_look_back_at_now_give_the_same_rows(told: Any) -> None:
    city = LittleCity()
    try:
        bring(city, told)
        reader = Reader(city.context())
        live, past = reader.snapshot(None), reader.snapshot(NOW)
        assert_frame_equal(live.rows, past.rows)
        assert live.known_at == past.known_at
    finally:
        city.store.close()


@pytest.mark.parametrize("ahead", [timedelta(0), 7 * MINUTE, EARLY_TOLERANCE])
def test_a_look_back_shows_what_a_clock_that_runs_ahead_had_told_by_then(ahead: timedelta) -> None:
    city = LittleCity()
    try:
        told: list[Row] = [("road-1", "speed_kmh", NOW + ahead, 20.0)]
        city.deliver(told, NOW)
        city.clock.moment = NOW + timedelta(days=1)
        row = Reader(city.context()).snapshot(NOW).rows.row(0, named=True)
        assert (row["id"], row["level"], row["observed_at"], row["age_s"]) == ("road-1", "F", NOW + ahead, 0)
    finally:
        city.store.close()


def test_what_was_told_of_later_is_not_known_before_it_came_in() -> None:
    city = LittleCity()
    try:
        city.deliver([("road-1", "speed_kmh", NOW - 6 * MINUTE, 90.0)], NOW)
        city.deliver([("road-1", "speed_kmh", NOW + 5 * MINUTE, 20.0)], NOW + 2 * MINUTE)
        city.clock.moment = NOW + timedelta(days=1)
        reader = Reader(city.context())
        assert reader.snapshot(NOW + MINUTE).rows["level"][0] == "A"
        assert reader.snapshot(NOW + 2 * MINUTE).rows["level"][0] == "F"
    finally:
        city.store.close()
