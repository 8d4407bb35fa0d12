"""What the second tier looks at: one row for each (origin, step, place), with nothing from the origin or later.

A profile rests on a week before the step and more, so it is known at each origin up to a week ahead; what looks further
than that from the step itself is left unknown there.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.forecast.calendar import Calendar
from stadsbeeld.forecast.ground import Ground, Grounds, calm_of
from stadsbeeld.forecast.known import mean_known
from stadsbeeld.forecast.level import hours
from stadsbeeld.forecast.panel import Floats, Panel
from stadsbeeld.forecast.profile import WEEKS_BACK, median
from stadsbeeld.forecast.timeline import Doubles, Ints

LEVEL_H = (1, 2, 3, 6, 12, 24, 48, 72, 168, 336)
FAIR_H = (1, 3, 6, 24, 72, 168, 336)
CITY_H = (1, 6, 24)
ALIKE_H = (1, 3, 24, 168)
SAME_TIME_DAYS = 7
YEAR_DAYS = 364  # the same weekday
DAY = ("holiday", "holiday-next", "holiday-last", "school-holiday", "bridge-day")
Told = dict[str, Doubles | Floats | Ints]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Rows to be foretold: origin and target in steps, and the column of the place; all of one length."""

    origin: Ints
    step: Ints
    place: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """`rows` (asked, features) in float32, NaN: unknown; `usual` and `calm` (asked,) make the target of `gradient`."""

    names: tuple[str, ...]
    rows: Floats
    usual: Floats
    calm: Floats

    def only(self, rows: NDArray[np.bool_]) -> "Features":
        """Some of what was asked."""
        return Features(names=self.names, rows=self.rows[rows], usual=self.usual[rows], calm=self.calm[rows])


def features(grounds: Grounds, asked: Asked) -> Features:
    """All features of what is asked. `grounds`: two weeks before each origin, and the year before as far as known."""
    usual = grounds.now.at("usual", asked.step, asked.place)
    calm = calm_of(grounds.now.mean)[asked.place]
    told: Told = {"place": asked.place}
    told |= _time(grounds.now, asked)
    told |= _profile(grounds.now, asked, usual, calm)
    told |= _levels(grounds.now, asked)
    told |= _same_time(grounds.now, asked)
    told |= _now(grounds.now, asked)
    told |= _year(grounds, asked, calm)
    rows = np.column_stack([values.astype(np.float32) for values in told.values()])
    return Features(names=tuple(told), rows=rows, usual=usual, calm=calm)


def group_of(name: str) -> str:
    """In which of time, place, usual, level, holiday, year a feature is explained to people."""
    return {
        **dict.fromkeys(("ahead", "hour", "weekday", "hour-of-week", "day-of-year"), "time"),
        **dict.fromkeys((*DAY, "sunday"), "holiday"),
        **dict.fromkeys(("holiday-before", "holiday-before-city"), "holiday"),
        **dict.fromkeys(("place", "mean"), "place"),
        **dict.fromkeys(("year-before", "year-before-city", "year-before-level"), "year"),
    }.get(name, "usual" if name.startswith(("usual", "wobble", "four-weeks")) else "level")


def _time(ground: Ground, asked: Asked) -> Told:
    timeline = ground.panel.timeline
    wall = timeline.wall(asked.step)
    day = wall.astype("datetime64[D]")
    hour = (wall - day).astype(np.int64) / 3600
    weekday = (day.astype(np.int64) + 3) % 7
    return {
        "ahead": (asked.step - asked.origin + 1) * timeline.step_s / 3600,
        "hour": hour,
        "weekday": weekday,
        "hour-of-week": weekday * 24 + hour,
        "day-of-year": (day - day.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64),
        **_day(ground.panel, day),
    }


def _day(panel: Panel, day: NDArray[np.datetime64]) -> Told:
    """What sort of day it is; all unknown where the panel has no calendar."""
    if panel.calendar is None:
        return dict.fromkeys(DAY, np.full(len(day), np.nan))
    facts = panel.calendar.days(day)
    return {
        "holiday": facts.holiday_code.astype(np.float64),
        "holiday-next": facts.days_to_next.astype(np.float64),
        "holiday-last": facts.days_since_last.astype(np.float64),
        "school-holiday": facts.is_school_holiday.astype(np.float64),
        "bridge-day": facts.bridge_day.astype(np.float64),
    }


def _profile(ground: Ground, asked: Asked, usual: Floats, calm: Floats) -> Told:
    mean = ground.mean[asked.place]
    size, timeline = usual + calm, ground.panel.timeline
    day, hour = timeline.steps_a_day, hours(ground.panel, 1)
    midnight = timeline.midnight(asked.step)
    whole = np.log(
        (ground.over("profile", midnight, midnight + day, asked.place) + 1) / (np.nan_to_num(mean) * day + 1)
    )
    after = ground.at("usual", asked.step + hour, asked.place) / size
    week = timeline.days_before(asked.step, 7)
    return {
        "usual": np.log1p(usual),
        "usual-to-mean": usual / np.maximum(mean, 1),
        "mean": np.log1p(mean),
        "wobble": ground.at("wobble", asked.step, asked.place) / size,
        "four-weeks": ground.at("four", asked.step, asked.place) / size,
        "week-before": ground.value(week, asked.place) / size,
        "two-weeks-before": ground.value(timeline.days_before(asked.step, 14), asked.place) / size,
        "usual-after": np.where(week + hour < asked.origin, after, np.nan),
        "usual-before": ground.at("usual", asked.step - hour, asked.place) / size,
        "usual-day": np.where(midnight + day - 7 * day <= asked.origin, whole, np.nan),
        "sunday": _sunday(ground, asked) / size,
    }


def _sunday(ground: Ground, asked: Asked) -> Floats:
    """Median of the last eight Sundays at the same time, from the week before the step back: what a holiday is like."""
    timeline = ground.panel.timeline
    weekday = (timeline.wall(asked.step).astype("datetime64[D]").astype(np.int64) + 3) % 7
    first = 7 + (weekday + 1) % 7
    seen = [
        ground.ordinary(timeline.days_before(asked.step, first + 7 * week), asked.place) for week in range(WEEKS_BACK)
    ]
    return median(np.stack(seen))


def _levels(ground: Ground, asked: Asked) -> Told:
    """Logarithms of seen over usual in windows before the origin: of the place, the city, and places like it."""
    told: Told = {}
    calm = calm_of(ground.mean)[asked.place].astype(np.float64)

    def ratio(name: str, length_h: int, places: Ints | int, plus: Doubles | float) -> Doubles:
        start = asked.origin - hours(ground.panel, length_h)
        seen = ground.over(f"{name}seen", start, asked.origin, places)
        usual = ground.over(f"{name}usual", start, asked.origin, places)
        found: Doubles = np.log((seen + plus) / (usual + plus))
        return found

    for length in LEVEL_H:
        told[f"level-{length}h"] = ratio("", length, asked.place, calm * hours(ground.panel, length) * 0.2)
    for length in FAIR_H:
        told[f"level-fair-{length}h"] = ratio("fair-", length, 0, 1.0)
    for length in CITY_H:
        told[f"level-city-{length}h"] = ratio("city-", length, 0, float(calm_of(ground.mean).sum()))
    for length in ALIKE_H:
        told[f"level-alike-{length}h"] = ratio("alike-", length, asked.place, 1.0)
    return told


def _same_time(ground: Ground, asked: Asked) -> Told:
    """Ratios to the usual at the same time on the last days that are known, on their own and smoothed."""
    timeline = ground.panel.timeline
    ahead = -(-(asked.step - asked.origin + 1) // timeline.steps_a_day)
    told: Told = {}
    days = []
    for back in range(SAME_TIME_DAYS):
        then = timeline.days_before(asked.step, ahead + back)
        then = np.where(then < asked.origin, then, -1)  # a clock change may lead an hour past the origin
        days.append(ground.at("ratio", then, asked.place))
        if back < 3:
            told[f"day-{back}"] = days[-1]
            told[f"day-city-{back}"] = ground.city_at(then)
    told["days"] = mean_known(days)
    for name, lag in (("day", ahead), ("week", np.full_like(ahead, 7)), ("two-weeks", np.full_like(ahead, 14))):
        middle = timeline.days_before(asked.step, lag)
        near = [np.minimum(middle + shift, asked.origin - 1) for shift in (-1, 0, 1)]
        told[f"around-{name}"] = mean_known([ground.at("ratio", then, asked.place) for then in near])
    week = np.minimum(timeline.days_before(asked.step, 7), asked.origin - 1)
    told["week-city"] = ground.city_at(week)
    return told


def _now(ground: Ground, asked: Asked) -> Told:
    last = asked.origin - 1
    return {
        "now": ground.at("seen", last, asked.place) / np.maximum(ground.mean[asked.place], 1),
        "now-ratio": ground.at("ratio", last, asked.place),
        "now-ratio-before": ground.at("ratio", last - 1, asked.place),
        "now-usual": ground.at("usual", last, asked.place) / np.maximum(ground.mean[asked.place], 1),
    }


def _year(grounds: Grounds, asked: Asked, calm: Floats) -> Told:
    """How a year before differed from its usual: on the same weekday, and on the same holiday."""
    timeline, half = grounds.now.panel.timeline, hours(grounds.now.panel, 12)
    then = timeline.days_before(asked.step, YEAR_DAYS)
    seen = grounds.over("seen", then - half, then + half, asked.place)
    usual = grounds.over("usual", then - half, then + half, asked.place)
    back = days_to_same_holiday(grounds.now.panel, asked.step)
    holiday = np.where(back > 0, timeline.days_before(asked.step, back), -1)
    return {
        "year-before": grounds.at("ratio", then, asked.place),
        "year-before-city": grounds.city_at(then),
        "year-before-level": np.where(then > 0, np.log((seen + calm) / (usual + calm)), np.nan),
        "holiday-before": grounds.at("ratio", holiday, asked.place),
        "holiday-before-city": grounds.city_at(holiday),
    }


def days_to_same_holiday(panel: Panel, steps: Ints) -> Ints:
    """Days back to the same holiday of the year before, or to its eve; 0 for other days, or where it is not known."""
    if panel.calendar is None:
        return np.zeros(len(steps), np.int64)
    days, where = np.unique(panel.timeline.wall(steps).astype("datetime64[D]"), return_inverse=True)
    back = [_back(panel.calendar, day.item()) for day in days]
    return np.array(back, np.int64)[where]


def _back(calendar: Calendar, day: date) -> int:
    for holiday in (day, day + timedelta(days=1)):
        before = calendar.same_holiday_before(holiday)
        if before is not None:
            return (holiday - before).days
    return 0
