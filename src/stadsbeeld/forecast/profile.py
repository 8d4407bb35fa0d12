"""What is usual: the same moment of the wall clock in earlier weeks, or on earlier days where weeks are unknown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.forecast.known import mean_known
from stadsbeeld.forecast.panel import Floats, Panel
from stadsbeeld.forecast.timeline import Ints

WEEKS_BACK = 8
# A median of fewer weeks than this says more about those weeks than about what is usual.
WEEKS_AT_LEAST = 3
DAYS_BACK = 7
# So many cells at once stay near the processor.
MOST_CELLS = 500_000
ALL = slice(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """`usual` (steps, places), NaN where nothing comparable is known; `weekly` says where it rests on weeks."""

    usual: Floats
    weekly: NDArray[np.bool_]


def weekly(panel: Panel, steps: Ints, origins: Ints | None = None) -> tuple[Floats, Ints]:
    """Median and number of the same weekday and time in the eight weeks before each step, holidays left out.

    Values that are not known yet count as unknown: those after the panel's end, and from each step's origin on.
    """
    seen = weeks_before(panel, steps, origins)
    return median(seen), np.isfinite(seen).sum(0)


def weeks_before(panel: Panel, steps: Ints, origins: Ints | None = None) -> Floats:
    """(weeks, steps, places): the same weekday and time in each of the eight weeks before, NaN on holidays.

    Also NaN from `origins` (one a step) on: while the clocks go forward, a week back by the wall is an hour less.
    """
    back = 7 * np.arange(1, WEEKS_BACK + 1, dtype=np.int64)[:, None]
    then = panel.timeline.days_before(steps[None, :], back)
    left_out = panel.is_holiday(then)
    if origins is not None:
        left_out = left_out | (then >= origins)
    return values_at(panel, np.where(left_out, -1, then))


def daily(panel: Panel, steps: Ints, origins: Ints, columns: Ints | slice = ALL) -> Floats:
    """Mean of the same time on the last seven days that were known at `origins`, one a step.

    Days of the same sort (working day, Saturday, Sunday or holiday) count, and only where none is known the others.
    Each day's value is the mean of the step and its two neighbours: a single day is noisy. `columns`: some places only.
    """
    count = len(panel.places) if isinstance(columns, slice) else len(columns)
    block = max(MOST_CELLS // max(3 * DAYS_BACK * count, 1), 1)
    if len(steps) <= block:
        return _daily(panel, steps, origins, columns)
    parts = [slice(start, start + block) for start in range(0, len(steps), block)]
    return np.concatenate([_daily(panel, steps[part], origins[part], columns) for part in parts])


def _daily(panel: Panel, steps: Ints, origins: Ints, columns: Ints | slice) -> Floats:
    days_ahead = np.maximum(-(-(steps - origins + 1) // panel.timeline.steps_a_day), 1)
    back = np.arange(DAYS_BACK, dtype=np.int64)[:, None]
    then = panel.timeline.days_before(steps[None, :], days_ahead + back)
    # The step after may be the origin itself, and by a clock change the step may.
    near = then + np.array([-1, 0, 1])[:, None, None]
    value = mean_known(values_at(panel, np.where(near < origins, near, -1), columns))
    alike = day_sort(panel, then) == day_sort(panel, steps)
    found, fallback = mean_known(np.where(alike[..., None], value, np.float32(np.nan))), mean_known(value)
    return np.where(np.isfinite(found), found, fallback)


def profile(panel: Panel, steps: Ints, origins: Ints) -> Profile:
    """Weekly where at least three weeks are known, else daily. `origins`, one a step: from there on nothing is."""
    weeks, count = weekly(panel, steps, origins)
    enough = count >= WEEKS_AT_LEAST
    # Where neither is known well, one or two weeks are better than nothing.
    usual, few = weeks.copy(), np.flatnonzero(~enough.all(0) & _alive(panel, steps))
    if len(few):
        days = daily(panel, steps, origins, few)
        usual[:, few] = np.where(enough[:, few] | ~np.isfinite(days), weeks[:, few], days)
    return Profile(usual=usual, weekly=enough)


def _alive(panel: Panel, steps: Ints) -> NDArray[np.bool_]:
    """Places with any value in the days that `daily` may look at: for a dead one there is nothing to look for."""
    first = int(steps.min()) - 2 * DAYS_BACK * panel.timeline.steps_a_day if len(steps) else 0
    return np.asarray(np.isfinite(panel.values[max(first, 0) :]).any(0), np.bool_)


def long_ago(panel: Panel, steps: Ints, columns: Ints) -> Floats:
    """The weekly profile of places as it was when they were last heard; where that is too little, their mean.

    Shape (steps, columns); NaN of a place that never told anything.
    """
    week = 7 * panel.timeline.steps_a_day
    values = panel.values[:, columns]
    heard = np.isfinite(values)
    last = panel.known - 1 - heard[::-1].argmax(0)
    weeks = np.maximum(-(-(int(steps.max()) - last) // week), 1)
    mean = np.where(heard.any(0), np.where(heard, values, 0).sum(0) / np.maximum(heard.sum(0), 1), np.nan)
    told = np.empty((len(steps), len(columns)), np.float32)
    for back in np.unique(weeks):
        some = np.flatnonzero(weeks == back)
        then = panel.timeline.days_before(steps, 7 * (int(back) - 1))
        found = weekly(panel, then)[0][:, columns[some]]
        told[:, some] = np.where(np.isfinite(found), found, mean[some])
    return told


def day_sort(panel: Panel, steps: Ints) -> NDArray[np.int8]:
    """0 working day, 1 Saturday, 2 Sunday or holiday."""
    weekday = (panel.timeline.wall(steps).astype("datetime64[D]").astype(np.int64) + 3) % 7
    return np.where(panel.is_holiday(steps) | (weekday == 6), 2, np.where(weekday == 5, 1, 0)).astype(np.int8)


def median(seen: Floats) -> Floats:
    """Median over the first axis of what is known; NaN where nothing is. Sorting puts NaN last."""
    ordered = np.sort(seen, axis=0)
    count = np.isfinite(seen).sum(0)
    if len(seen) and (count == len(seen)).all():
        middle: Floats = (ordered[(len(seen) - 1) // 2] + ordered[len(seen) // 2]) / 2
        return middle.astype(np.float32)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0)[None] // 2, 0)[0]
    high = np.take_along_axis(ordered, np.minimum(count // 2, len(seen) - 1)[None], 0)[0]
    return np.where(count > 0, (low + high) / 2, np.nan).astype(np.float32)


def values_at(panel: Panel, steps: Ints, columns: Ints | slice = ALL) -> Floats:
    """Values at steps (of any shape) of all places, or of some; NaN where a step lies outside what is known."""
    if not panel.known:
        return np.full((*steps.shape, panel.values[:, columns].shape[1]), np.nan, np.float32)
    known = (steps >= 0) & (steps < panel.known)
    rows = steps if known.all() else np.minimum(np.maximum(steps, 0), panel.known - 1)
    # Of some places only their own cells are copied, not their whole history.
    found: Floats = panel.values[rows] if isinstance(columns, slice) else panel.values[rows[..., None], columns]
    if rows is not steps:
        found[~known] = np.nan
    return found
