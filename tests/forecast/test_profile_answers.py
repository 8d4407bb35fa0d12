"""The profile is quick by looking up many days at once; what it says is what each day alone says."""

import numpy as np
import pytest

from forecast.squares import AMSTERDAM, changed, seen_as, town, wall
from stadsbeeld.forecast import profile
from stadsbeeld.forecast.calendar import calendar_of

NL = calendar_of("NL")


def holed(days, **more):
    """A town with a silent place, a dead one, and holes."""
    panel = town(days, start=wall(2026, 2, 16), zone=AMSTERDAM, **more)
    panel = changed(changed(panel, 1, panel.known // 2, np.nan), 4, 0, np.nan)
    holes = np.random.default_rng(0).random(panel.values.shape) < 0.1
    return seen_as(panel, np.where(holes, np.nan, panel.values))


def mean(values):
    known = [float(value) for value in values if np.isfinite(value)]
    return np.float32(np.sum(known) / len(known)) if known else np.float32(np.nan)


def day_by_day(panel, step, origin, column):
    """The rule of `daily` in words, for one step and place."""
    day = panel.timeline.steps_a_day
    ahead = max(-(-(step - origin + 1) // day), 1)
    sort = profile.day_sort(panel, np.array([step]))[0]
    same, other = [], []
    for back in range(profile.DAYS_BACK):
        then = int(panel.timeline.days_before(np.array([step]), ahead + back)[0])
        near = [n for n in (then - 1, then, then + 1) if 0 <= n < min(origin, panel.known)]
        value = mean([panel.values[n, column] for n in near])
        other.append(value)
        if profile.day_sort(panel, np.array([then]))[0] == sort:
            same.append(value)
    told = mean(same)
    return told if np.isfinite(told) else mean(other)


def week_by_week(panel, step, origin, column):
    seen = []
    for week in range(1, profile.WEEKS_BACK + 1):
        then = int(panel.timeline.days_before(np.array([step]), 7 * week)[0])
        if 0 <= then < min(origin, panel.known) and not panel.is_holiday(np.array([then]))[0]:
            seen.append(panel.values[then, column])
    known = [value for value in seen if np.isfinite(value)]
    return np.float32(np.median(known)) if known else np.float32(np.nan)


@pytest.mark.parametrize("calendar", [None, NL], ids=["no calendar", "calendar"])
@pytest.mark.parametrize("days", [3, 9, 60])
def test_profiles_are_those_of_each_day_and_week_alone(days, calendar):
    """The clock changes on the 41st day; Easter and King's Day lie in the sixty."""
    panel = holed(days, calendar=calendar)
    steps = panel.known + np.array([0, 1, 5, 23, 24, 40, 71, 150])
    origins = np.full(len(steps), panel.known)
    found, columns = profile.daily(panel, steps, origins), np.array([3, 1])
    weeks, _ = profile.weekly(panel, steps, origins)
    some = profile.daily(panel, steps, origins, columns)
    for row, step in enumerate(steps):
        for column in range(5):
            assert np.array_equal(found[row, column], day_by_day(panel, step, panel.known, column), equal_nan=True)
            expected = week_by_week(panel, step, panel.known, column)
            assert np.array_equal(weeks[row, column], expected, equal_nan=True)
    assert np.array_equal(some, found[:, columns], equal_nan=True)


def test_what_is_cut_in_blocks_is_the_same(monkeypatch):
    panel = holed(20)
    steps = np.arange(panel.known - 100, panel.known)
    whole = profile.daily(panel, steps, steps)
    monkeypatch.setattr(profile, "MOST_CELLS", 1_000)
    assert np.array_equal(profile.daily(panel, steps, steps), whole, equal_nan=True)


def test_a_mean_of_nothing_known_is_not_known():
    told = profile.mean_known(np.array([[1, np.nan, np.nan], [2, 4, np.nan]], np.float32))
    assert np.array_equal(told, np.array([1.5, 4, np.nan], np.float32), equal_nan=True)
