"""Five squares of a town that does not exist, with the hours, weekends and moods of a real one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from stadsbeeld.forecast.calendar import Calendar
from stadsbeeld.forecast.panel import AHEAD, Panel
from stadsbeeld.forecast.timeline import Timeline

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PLACES = ("1", "2", "3", "4", "5")
SIZES = np.array([30.0, 120, 250, 500, 900])
HOUR, QUARTER = 3600, 900


def wall(*told: int) -> datetime:
    """A time on a wall clock: it tells no zone."""
    return datetime(*told)  # noqa: DTZ001 a wall clock tells none


MONDAY = wall(2026, 1, 5)


def town(
    days: float,
    *,
    step_s: int = HOUR,
    start: datetime = MONDAY,
    zone: ZoneInfo | None = None,
    calendar: Calendar | None = None,
    seed: int = 0,
) -> Panel:
    """`start` is on the wall; with a zone the panel counts in UTC, and the same people walk at the same wall time."""
    a_day = 86_400 // step_s
    first = start if zone is None else start.replace(tzinfo=zone).astimezone(UTC)
    known = round(days * a_day)
    timeline = Timeline(start=first, step_s=step_s, length=known + int(AHEAD.total_seconds()) // step_s, zone=zone)
    lot = np.random.default_rng(seed)
    usual = pattern(timeline.wall(np.arange(known)))
    mood = np.exp(0.15 * walk(lot, known, 1, a_day) + 0.1 * walk(lot, known, len(PLACES), a_day))
    values = lot.poisson(usual * mood * step_s / HOUR).astype(np.float32)
    return Panel(timeline=timeline, places=PLACES, values=values, calendar=calendar)


def pattern(at):
    """What is usual at times on the wall, an hour, (steps, places): a peak at 18:00, and half of it on Sundays."""
    day = at.astype("datetime64[D]")
    hour = (at - day).astype(np.int64) / 3600
    sunday = (day.astype(np.int64) + 3) % 7 == 6
    curve = 0.1 + np.exp(-((hour - 18) ** 2) / 4) + 0.4 * np.exp(-((hour - 9) ** 2) / 8)
    return (curve * np.where(sunday, 0.5, 1))[:, None] * SIZES


def walk(lot, steps, places, a_day):
    """A mood that lasts about a day: unit variance."""
    keep = np.exp(-1 / a_day)
    pushes = lot.normal(size=(steps, places)) * np.sqrt(1 - keep**2)
    found = np.zeros((steps, places))
    for step in range(1, steps):
        found[step] = keep * found[step - 1] + pushes[step]
    return found


def seen_as(panel: Panel, values) -> Panel:
    return replace(panel, values=np.asarray(values, np.float32))


def changed(panel: Panel, place: int, since: int, value: float) -> Panel:
    """The same, with one place at a fixed value (NaN: silent) from a step on."""
    values = panel.values.copy()
    values[since:, place] = value
    return seen_as(panel, values)


def noise_from(panel: Panel, step: int, seed: int) -> Panel:
    """The same until `step`; from there on anything: wild numbers, zeros, silence."""
    lot = np.random.default_rng(seed)
    values = panel.values.copy()
    wild = lot.choice([0, 1, 7, 1e3, 1e6, np.nan], size=values[step:].shape).astype(np.float32)
    values[step:] = wild
    return seen_as(panel, values)


def wall_of(panel: Panel, step: int) -> datetime:
    return wall(1970, 1, 1) + timedelta(seconds=int(panel.timeline.wall(np.array([step]))[0].astype(np.int64)))
