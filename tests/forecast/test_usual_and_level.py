"""What is usual and how far from it: worked by hand on a place whose values tell their own step."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.squares import AMSTERDAM, seen_as, town, wall
from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.level import Stretch, hours, mean_of
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.profile import daily, day_sort, median, profile, values_at, weekly
from stadsbeeld.forecast.timeline import Timeline

DAY, WEEK = 24, 168
NAN = np.nan


def one_place(values, *, start=None, calendar=None, zone=None):
    values = np.asarray(values, np.float32).reshape(-1, 1)
    timeline = Timeline(start=start or wall(2026, 1, 5), step_s=3600, length=len(values) + 170, zone=zone)
    return Panel(timeline=timeline, places=("a",), values=values, calendar=calendar)


def counted(weeks, **told):
    """The value of each step is the number of its week, the first being 1."""
    return one_place(1 + np.arange(weeks * WEEK) // WEEK, **told)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([1, 5, 3], 3),
        ([4, 1, 3, 2], 2.5),
        ([NAN, 7, NAN], 7),
        ([NAN, 2, 9, NAN, 4], 4),
        ([0, 0, 0, 5], 0),
        ([1, NAN, 2, NAN], 1.5),
    ],
)
def test_a_median_of_what_is_known(seen, expected):
    assert median(np.array(seen, np.float32)[:, None, None]) == expected


def test_the_median_of_nothing_is_unknown():
    assert np.isnan(median(np.full((4, 1, 1), NAN, np.float32))).all()


@given(st.lists(st.one_of(st.just(NAN), st.integers(0, 99)), min_size=1, max_size=9))
def test_a_median_is_numpys(seen):
    found = median(np.array(seen, np.float32)[:, None, None]).item()
    known = [one for one in seen if not np.isnan(one)]
    assert found == np.median(known) if known else np.isnan(found)


def test_the_weekly_profile_is_the_median_of_eight_weeks():
    panel = counted(11)
    # From week 11 the eight weeks before are 3 to 10.
    assert weekly(panel, np.array([10 * WEEK]))[0].item() == 6.5
    assert weekly(panel, np.array([10 * WEEK]))[1].item() == 8
    # In week 4 there are three: 1, 2, 3. In week 1 there is none.
    assert weekly(panel, np.array([3 * WEEK + 5]))[0].item() == 2
    assert weekly(panel, np.array([3 * WEEK + 5]))[1].item() == 3
    assert np.isnan(weekly(panel, np.array([5]))[0]).all()


def test_weeks_that_are_not_known_yet_are_left_out():
    assert weekly(counted(11), np.array([12 * WEEK]))[0].item() == 8  # of 5 to 11, week 12 is to come


def test_a_holiday_says_nothing_of_an_ordinary_day():
    # Thursday 14 May 2026 is Ascension Day: week 6 from Monday 6 April.
    told = {"start": wall(2026, 4, 6), "calendar": calendar_of("NL")}
    panel = counted(9, **told)
    thursday = 8 * WEEK + 3 * DAY + 12
    # Thursdays before 4 June: weeks 1 to 8 without 6. (Liberation Day is a Tuesday, King's Day a Monday.)
    assert weekly(panel, np.array([thursday]))[0].item() == np.median([1, 2, 3, 4, 5, 7, 8])
    assert weekly(panel, np.array([thursday]))[1].item() == 7
    assert weekly(counted(9, start=wall(2026, 4, 6)), np.array([thursday]))[1].item() == 8


def test_the_weekly_profile_follows_the_wall_over_a_clock_change():
    """The value is the hour on the wall: each week's profile gives it back, whatever the clock did."""
    panel = town(80, start=wall(2026, 2, 2), zone=AMSTERDAM)
    steps = np.arange(panel.known)
    hour = panel.timeline.wall(steps).astype("datetime64[h]").astype(np.int64) % 24
    panel = seen_as(panel, np.repeat(hour[:, None], 5, axis=1))
    asked = np.arange(60 * DAY, 80 * DAY)
    found = weekly(panel, asked)[0][:, 0]
    ordinary = hour[asked] != 2
    assert (found[ordinary] == hour[asked][ordinary]).all()


def test_a_day_has_its_sort():
    calendar = calendar_of("NL")
    panel = counted(2, start=wall(2026, 4, 20), calendar=calendar)
    # Monday 20 April … Saturday 25, Sunday 26, King's Day Monday 27, Tuesday 28.
    assert day_sort(panel, np.array([0, 5, 6, 7, 8]) * DAY + 9).tolist() == [0, 1, 2, 2, 0]


def test_the_daily_profile_is_the_mean_of_days_of_the_same_sort():
    # The value is the number of the day: 0 Monday … 6 Sunday.
    panel = one_place(np.arange(7 * DAY) // DAY)

    def told(step, days_ahead=1):
        return daily(panel, np.array([step]), np.array([step - (days_ahead - 1) * DAY])).item()

    assert told(4 * DAY + 12) == np.mean([0, 1, 2, 3])  # Friday noon
    assert told(5 * DAY + 12) == np.mean([0, 1, 2, 3, 4])  # the first Saturday: other days are better than nothing
    assert told(8 * DAY + 12, 2) == np.mean(
        [2, 3, 4, 0, 1]
    )  # Tuesday, two days ahead: a week back, without the weekend
    assert told(4 * DAY + 12, 3) == np.mean([0, 1])  # three days ahead: nothing later than Tuesday
    assert np.isnan(told(12))


def test_a_single_day_is_smoothed_over_its_neighbours():
    values = np.zeros(2 * DAY)
    values[11:14] = [3, 30, 9]
    panel = one_place(values)
    assert daily(panel, np.array([DAY + 12]), np.array([DAY + 12])).item() == 14
    values[11] = NAN
    assert daily(one_place(values), np.array([DAY + 12]), np.array([DAY + 12])).item() == 19.5


def test_weeks_where_three_are_known_and_days_else():
    panel = counted(5)
    steps = np.array([2 * WEEK + 12, 3 * WEEK + 12])
    found = profile(panel, steps, steps)
    assert found.weekly.ravel().tolist() == [False, True]
    assert found.usual[1] == 2
    assert found.usual[0] == 2  # of the days before, which are all of week 2


def test_one_week_is_better_than_nothing():
    values = np.full(WEEK + 30, NAN)
    values[12] = 8
    found = profile(one_place(values), np.array([WEEK + 12]), np.array([WEEK + 12]))
    assert found.usual.item() == 8
    assert not found.weekly.item()


def test_outside_what_is_known_there_is_nothing():
    panel = one_place([1, 2, 3])
    found = values_at(panel, np.array([-1, 0, 2, 3])).ravel()
    assert np.array_equal(found, [NAN, 1, 3, NAN], equal_nan=True)
    assert np.isnan(values_at(panel.before(0), np.array([0]))).all()


# -- level


def stretch_of(panel, last):
    return Stretch(panel=panel, first=last - 48, last=last, mean=mean_of(panel))


def test_the_level_is_seen_over_usual_with_a_tenth_of_the_mean_to_calm_it():
    values = np.full(5 * WEEK, 10.0)
    values[-3:] = 20
    panel = one_place(values)
    stretch = stretch_of(panel, panel.known)
    mean = (10 * (5 * WEEK - 3) + 60) / (5 * WEEK)
    end = np.array([panel.known])
    assert stretch.ratio(end, 1).item() == pytest.approx((20 + 0.1 * mean) / (10 + 0.1 * mean))
    assert stretch.ratio(end, 6).item() == pytest.approx((90 + 0.6 * mean) / (60 + 0.6 * mean))
    assert stretch.recent_mean(end, 6).item() == 15
    assert stretch.ratio(end - 3, 3).item() == pytest.approx(1)


def test_a_level_of_nothing_is_one_and_its_mean_unknown():
    values = np.full(5 * WEEK, 10.0)
    values[-5:] = NAN
    panel = one_place(values)
    stretch, end = stretch_of(panel, panel.known), np.array([panel.known])
    assert stretch.ratio(end, 3).item() == pytest.approx(1)
    assert np.isnan(stretch.recent_mean(end, 3)).all()
    assert stretch.recent_mean(end, 6).item() == 10  # one of six is known


def test_zero_is_a_level_and_no_hole():
    values = np.full(5 * WEEK, 10.0)
    values[-3:] = 0
    panel = one_place(values)
    stretch, end = stretch_of(panel, panel.known), np.array([panel.known])
    assert stretch.recent_mean(end, 3).item() == 0
    assert stretch.ratio(end, 3).item() < 0.1


def test_a_mean_is_of_what_is_known():
    panel = one_place([1, NAN, 3, NAN])
    assert mean_of(panel).item() == 2
    assert np.isnan(mean_of(one_place([NAN, NAN]))).all()
    assert np.isnan(mean_of(panel.before(0))).all()


def test_hours_are_steps_and_at_least_one():
    assert hours(town(1, step_s=900), 3) == 12
    assert hours(one_place([1]), 0.2) == 1
    day = Panel(
        timeline=Timeline(start=wall(2026, 1, 1), step_s=int(timedelta(days=1).total_seconds()), length=9),
        places=("a",),
        values=np.zeros((1, 1), np.float32),
    )
    assert hours(day, 6) == 1
