"""Steps, the wall clock, and panels: worked by hand around both clock changes of 2026."""

import pickle
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.squares import AMSTERDAM, town, wall
from stadsbeeld.domain.errors import InputError
from stadsbeeld.forecast.panel import Panel, horizons
from stadsbeeld.forecast.timeline import Timeline

HOUR = timedelta(hours=1)
# 28 March 2026 00:00 in Amsterdam is 23:00 UTC the day before; the clock goes forward on the 29th at 02:00.
SPRING = Timeline(start=datetime(2026, 3, 27, 23, tzinfo=UTC), step_s=3600, length=96, zone=AMSTERDAM)
# 24 October 2026 00:00 is 22:00 UTC; the clock goes back on the 25th at 03:00.
AUTUMN = Timeline(start=datetime(2026, 10, 23, 22, tzinfo=UTC), step_s=3600, length=96, zone=AMSTERDAM)


def hours_of(timeline, *steps):
    return [str(one)[8:16] for one in timeline.wall(np.array(steps))]


def test_the_night_that_is_an_hour_short():
    assert hours_of(SPRING, 0, 24, 25, 26, 27) == ["28T00:00", "29T00:00", "29T01:00", "29T03:00", "29T04:00"]
    assert hours_of(SPRING, 47, 95) == ["30T00:00", "01T00:00"]


def test_the_night_that_is_an_hour_long():
    assert hours_of(AUTUMN, 26, 27, 28) == ["25T02:00", "25T02:00", "25T03:00"]
    assert hours_of(AUTUMN, 49) == ["26T00:00"]


def test_the_same_time_the_day_before_is_that_of_the_wall():
    # Sunday 29 March 18:00 is step 41: 17 hours into a day that misses one, after a day of 24.
    assert hours_of(SPRING, 41, 18) == ["29T18:00", "28T18:00"]
    assert SPRING.days_before(np.array([41]), 1).tolist() == [18]
    # Monday 18:00 (step 65) against Sunday and Saturday.
    assert SPRING.days_before(np.array([65, 65]), np.array([1, 2])).tolist() == [41, 18]
    # Sunday 25 October 18:00 is step 43.
    assert AUTUMN.days_before(np.array([43]), 1).tolist() == [18]
    assert AUTUMN.days_before(np.array([43]), 0).tolist() == [43]


def test_the_hour_that_comes_twice_means_its_second_and_the_one_that_was_skipped_the_hour_after():
    monday_two = 51
    assert hours_of(AUTUMN, monday_two) == ["26T02:00"]
    assert AUTUMN.days_before(np.array([monday_two]), 1).tolist() == [27]
    monday_two = 49
    assert hours_of(SPRING, monday_two) == ["30T02:00"]
    assert hours_of(SPRING, *SPRING.days_before(np.array([monday_two]), 1)) == ["29T03:00"]


def test_before_the_start_is_negative():
    assert (SPRING.days_before(np.array([5, 23]), 1) < 0).all()
    assert SPRING.step_of(datetime(2026, 3, 27, 22, 30, tzinfo=UTC)) == -1
    assert SPRING.step_of(datetime(2026, 3, 29, 2, 30, tzinfo=AMSTERDAM)) == 26  # a time that never was: 01:30 UTC
    assert SPRING.step_of(datetime(2026, 4, 9, 23, tzinfo=UTC)) == 13 * 24


@given(
    zone=st.sampled_from(["Europe/Amsterdam", "Australia/Melbourne", "Asia/Kolkata", "America/St_Johns"]),
    start=st.datetimes(wall(2000, 1, 1), wall(2030, 1, 1)),
    step_s=st.sampled_from([300, 900, 3600]),
)
def test_the_wall_is_what_the_zone_says(zone, start, step_s):
    """Against the standard library, moment by moment, over eight months."""
    first = start.replace(minute=0, second=0, microsecond=0, tzinfo=UTC)
    length = 240 * 86_400 // step_s
    timeline = Timeline(start=first, step_s=step_s, length=length, zone=ZoneInfo(zone))
    steps = np.arange(0, length, max(1, length // 97))
    told = timeline.wall(steps).astype("datetime64[s]").tolist()
    assert told == [
        (first + timedelta(seconds=int(step) * step_s)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        for step in steps
    ]
    moments = timeline.moments(steps).tolist()
    assert [timeline.step_of(one.replace(tzinfo=UTC)) for one in moments] == steps.tolist()


def test_midnight_is_the_first_step_of_the_day():
    assert AUTUMN.midnight(np.array([0, 23, 24, 25])).tolist() == [0, 0, 24, 24]
    quarter = Timeline(start=wall(2026, 1, 1), step_s=900, length=400)
    assert quarter.midnight(np.array([0, 95, 96, 200])).tolist() == [0, 0, 96, 192]


@pytest.mark.parametrize(
    "wrong",
    [
        {"step_s": 7 * 60},
        {"step_s": 0},
        {"step_s": -3600},
        {"length": 0},
        {"zone": None},
        {"start": wall(2026, 1, 1)},
    ],
)
def test_what_cannot_be_a_timeline_is_refused(wrong):
    good = {"start": datetime(2026, 1, 1, tzinfo=UTC), "step_s": 3600, "length": 5, "zone": AMSTERDAM}
    Timeline(**good)
    with pytest.raises(ValueError, match=r".+"):
        Timeline(**good | wrong)


def test_a_moment_of_another_sort_of_clock_is_refused():
    with pytest.raises(ValueError, match="zone"):
        SPRING.step_of(wall(2026, 3, 29))
    with pytest.raises(ValueError, match="zone"):
        town(1).timeline.step_of(datetime(2026, 1, 5, tzinfo=UTC))


# -- panels


def rows(*told):
    return pl.DataFrame(told, schema=["place", "at", "value"], orient="row")


def test_a_panel_from_rows():
    at = wall(2026, 1, 5, 7, 50)
    panel = Panel.of(
        rows(("b", at, 4), ("a", at + 20 * timedelta(minutes=1), 1), ("a", at + timedelta(minutes=30), 4),
             ("b", at + 2 * HOUR, None), ("c", at + 3 * HOUR, None)),
        step=HOUR,
        kinds={"a": "road"},
    )  # fmt: skip
    assert panel.timeline.start == wall(2026, 1, 5, 7)
    assert panel.places == ("a", "b", "c")
    assert panel.kinds == ("road", "", "")
    # a: two values within 08:00, averaged; c never told anything.
    nan = np.nan
    assert np.array_equal(
        panel.values, [[nan, 4, nan], [2.5, nan, nan], [nan, nan, nan], [nan, nan, nan]], equal_nan=True
    )
    assert panel.known == 4
    assert panel.timeline.length == 4 + 7 * 24 + 2
    assert panel.column("b") == 1


def test_before_shows_no_more():
    panel = town(2)
    assert (panel.before(30).values == panel.values[:30]).all()
    assert panel.before(30).known == 30
    assert panel.before(-1).known == panel.before(0).known == 0
    assert panel.before(1000).known == 48
    assert panel.known == 48


def test_a_moment_in_another_zone_is_the_same_moment():
    at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    told = [(place, at + n * HOUR, float(n)) for n in range(30) for place in "ab"]
    frame = rows(*told).with_columns(pl.col("at").dt.convert_time_zone("UTC"))
    utc = Panel.of(frame, step=HOUR, zone=AMSTERDAM)
    there = Panel.of(
        frame.with_columns(pl.col("at").dt.convert_time_zone("Europe/Amsterdam")), step=HOUR, zone=AMSTERDAM
    )
    assert np.array_equal(utc.values, there.values, equal_nan=True)
    steps = np.arange(30)
    assert (utc.timeline.wall(steps) == there.timeline.wall(steps)).all()


def test_numbers_are_names_of_places_too():
    panel = Panel.of(
        pl.DataFrame({"place": [12, 5], "at": [wall(2026, 1, 5), wall(2026, 1, 5)], "value": [1.0, 2.0]}), step=HOUR
    )
    assert dict(zip(panel.places, panel.values[0].tolist(), strict=True)) == {"12": 1, "5": 2}


def test_a_panel_survives_the_way_to_a_worker():
    panel = town(3, zone=AMSTERDAM)
    back = pickle.loads(pickle.dumps(panel.before(20)))
    assert (back.values == panel.values[:20]).all()
    assert back.timeline == panel.timeline
    assert (back.timeline.offsets == panel.timeline.offsets).all()


def test_what_cannot_be_a_panel_is_refused():
    with pytest.raises(InputError, match="no rows"):
        Panel.of(rows((None, wall(2026, 1, 1), 1.0)), step=HOUR)
    with pytest.raises(InputError, match="longer step"):
        Panel.of(rows(("a", wall(1926, 1, 1), 1.0), ("a", wall(2026, 1, 1), 1.0)), step=timedelta(minutes=1))
    timeline = Timeline(start=wall(2026, 1, 1), step_s=3600, length=10)
    for values, places in [
        (np.zeros((3, 2)), ("a",)),
        (np.zeros(3), ("a",)),
        (np.zeros((3, 2)), ("a", "a")),
        (np.zeros((11, 1)), ("a",)),
        (np.full((3, 1), np.inf), ("a",)),
    ]:
        with pytest.raises(ValueError, match=r".+"):
            Panel(timeline=timeline, places=places, values=values.astype(np.float32))
    with pytest.raises(ValueError, match="one kind"):
        Panel(timeline=timeline, places=("a",), values=np.zeros((3, 1), np.float32), kinds=("x", "y"))


@pytest.mark.parametrize("wrong", [[], [0], [-1, 2], [1, 1]])
def test_horizons_are_steps_from_one_on(wrong):
    assert horizons([3, 1]).tolist() == [3, 1]
    with pytest.raises(ValueError, match="horizons"):
        horizons(wrong)
