"""The jobs that foretell: each few minutes the next two hours, each hour three days, each night a week."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.domain.place import PlaceKind
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.forecast.calendar import Calendar, calendar_of
from stadsbeeld.forecast.experts import SILENT_DAYS, Experts
from stadsbeeld.forecast.explain import Why
from stadsbeeld.forecast.explain import why as explain
from stadsbeeld.forecast.model import Fitted, Forecast
from stadsbeeld.forecast.panel import AHEAD, Panel
from stadsbeeld.forecast.timeline import Ints
from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS, SCHEMA, Forecasts
from stadsbeeld.instruments import City, Context, Job
from stadsbeeld.instruments.drukte.panels import HOUR_S, History, Subject, back_of, floored, hourly, subjects

# How far ahead, in minutes: where they are whole steps of the data.
NOWCAST_MIN = (5, 10, 15, 30, 45, 60, 75, 90, 105, 120)
DAYS_H, WEEK_H = range(1, 73), range(73, 169)
NOWCAST_EVERY, DAYS_EVERY, WEEK_AT = timedelta(minutes=5), timedelta(hours=1), time(hour=3)
# How old what tier 1 learnt may be; it learns anew by the hour.
LEARNT_FOR, SLOWLY_LEARNT_FOR = timedelta(hours=1), timedelta(days=1)
# Of how many earlier forecasts the truths are looked at, and how far apart those lie: two days, and two weeks.
KEPT, KEPT_EVERY, KEPT_EVERY_HOURS = 40, timedelta(hours=1), timedelta(hours=8)
SEED = 1
# Under which the forecaster stands in what jobs and routes share.
ID = "drukte"
DECIMALS = {"flow_ped_min": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A forecast as it came from the model at a moment; its steps are counted from `start`."""

    moment: datetime
    start: datetime
    forecast: Forecast


@dataclass(slots=True)
class Desk:
    """One subject with what was learnt of it, `slow` where the trainer did. Whoever uses it holds the lock."""

    history: History
    fitted: Fitted | None = None
    learnt_at: datetime | None = None
    slow: bool = False
    past: deque[Past] = field(default_factory=lambda: deque(maxlen=KEPT))
    lock: threading.Lock = field(default_factory=threading.Lock)


class Forecaster:
    """One for each context. What is foretold at a moment rests on what was known at it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._zone = ZoneInfo(context.city.time_zone)
        self._desks: dict[str, Desk] = {}
        self._opening = threading.Lock()

    def jobs(self) -> tuple[Job, ...]:
        """Those that foretell; what is learnt slowly is the trainer's."""
        return (
            Job(name="nowcast", title_id="job-nowcast", every=NOWCAST_EVERY, run=self.nowcast),
            Job(name="next-72h", title_id="job-next-72h", every=DAYS_EVERY, run=self.days),
            Job(name="next-7d", title_id="job-next-7d", every=WEEK_AT, run=self.week),
        )

    def nowcast(self, moment: datetime) -> None:
        """The next two hours, of what comes more often than by the hour and has come to the end of a step."""
        told = [
            self._foretell(one, moment, [minutes * 60 for minutes in NOWCAST_MIN])
            for one in self.subjects(moment)
            if one.step_s < HOUR_S and floored(moment, timedelta(seconds=one.step_s)) == moment
        ]
        self._issue(told, moment)

    def days(self, moment: datetime) -> None:
        """Hourly means of the next three days."""
        self._issue([self._foretell(one, moment, _hours(DAYS_H)) for one in self.by_hour(moment)], moment)

    def week(self, moment: datetime) -> None:
        """Hourly means beyond those three days, up to a week: the hours before come anew each hour."""
        self._issue([self._foretell(one, moment, _hours(WEEK_H)) for one in self.by_hour(moment)], moment)

    def by_hour(self, moment: datetime) -> list[Subject]:
        """What is foretold by the hour."""
        return hourly(self.subjects(moment))

    def learnt(self, subject: Subject, history: History, fitted: Fitted, moment: datetime) -> bool:
        """From now on speak with what was learnt elsewhere, from a longer history; false where the places changed."""
        desk = self._desk(subject)
        with desk.lock:
            if desk.history.subject.kinds != history.subject.kinds:
                return False
            desk.history, desk.fitted, desk.learnt_at, desk.slow = history, fitted, moment, True
            desk.past.clear()  # of another model
        return True

    def subjects(self, moment: datetime) -> list[Subject]:
        """What is foretold on its own step, of the places that were known then."""
        places = self._context.store.as_of(moment).records("place")
        station = PlaceKind.MEASURING_STATION.value
        kinds = {place.id: str(place.body["kind"]) for place in places if place.body["kind"] != station}
        return subjects(self._context.newest.frame(), kinds, self._zone, calendar(self._context.city))

    def why(self, place: str, quantity: str, span_s: int, target: datetime) -> tuple[Why, str]:
        """What moves the forecast of the interval that begins at `target` away from the usual, and the model's id.

        It rests on what was known at the last issue. Raises NotFoundError where that foretells no such thing.
        """
        desk = self._desks.get(f"{quantity}-{span_s}")
        if desk is None or place not in desk.history.subject.kinds:
            raise NotFoundError("forecast", place)
        with desk.lock:
            panel = desk.history.panel()
            horizon = panel.timeline.step_of(target) - panel.known + 1 if panel else 0
            if panel is None or desk.fitted is None or not 0 < horizon * span_s <= AHEAD.total_seconds():
                raise NotFoundError("forecast", place)
            return explain(desk.fitted, panel, horizon, place), desk.fitted.id

    def _issue(self, told: Sequence[pl.DataFrame], moment: datetime) -> None:
        rows = [part for part in told if len(part)]
        if rows:
            self._context.store.append_forecasts(Forecasts(pl.concat(rows)), moment)

    def _foretell(self, subject: Subject, moment: datetime, leads_s: Sequence[int]) -> pl.DataFrame:
        """Rows of `Forecasts` for the intervals that end so long after the moment; none where too little is known."""
        desk = self._desk(subject)
        with desk.lock:
            panel = self._read(desk, moment)
            if panel is None:
                return pl.DataFrame(schema=SCHEMA)
            lag = desk.history.lag(moment, panel)
            ahead = [lag + lead // subject.step_s for lead in leads_s if lead % subject.step_s == 0]
            longest = int(AHEAD.total_seconds()) // subject.step_s
            horizons = np.array([one for one in ahead if one <= longest], np.int64)
            if not len(horizons):
                return pl.DataFrame(schema=SCHEMA)
            forecast = self._learnt(desk, panel, moment).forecast(panel, horizons)
            return rows_of(_widened(desk, forecast, panel, moment), panel, subject, _heard(panel, lag))

    def _desk(self, subject: Subject) -> Desk:
        """The desk of a subject; a new one where there are other places than before."""
        with self._opening:
            desk = self._desks.get(subject.id)
            if desk is None or desk.history.subject.kinds != subject.kinds:
                desk = self._desks[subject.id] = Desk(history=History(subject=subject, back=back_of(subject)))
            return desk

    def _read(self, desk: Desk, moment: datetime) -> Panel | None:
        view = self._context.store.as_of(moment)
        first = view.first()
        if first is None:
            return None
        desk.history.read(view, moment, first)
        return desk.history.panel()

    def _learnt(self, desk: Desk, panel: Panel, moment: datetime) -> Fitted:
        holds = SLOWLY_LEARNT_FOR if desk.slow else LEARNT_FOR
        if desk.fitted is not None and desk.learnt_at is not None and moment - desk.learnt_at < holds:
            return desk.fitted
        fitted: Fitted = Experts().fit(panel, _learnt_horizons(desk.history.subject.step_s))
        if desk.slow and desk.fitted is not None:
            # Of both tiers the simple one learns anew by the day; the trees are the trainer's.
            fitted = replace(desk.fitted, simple=fitted)  # type: ignore[type-var]
        desk.fitted, desk.learnt_at = fitted, moment
        return fitted


def calendar(city: City) -> Calendar | None:
    """What sort of day each date is; None where the city does not say in which region it lies."""
    if city.holiday_region is None:
        return None
    return calendar_of(city.holiday_region, city.school_region, tuple(city.holidays))


def _widened(desk: Desk, forecast: Forecast, panel: Panel, moment: datetime) -> Forecast:
    """With bands that follow how truths of late lay in those of earlier forecasts; as it is without LightGBM."""
    start, step = panel.timeline.start, timedelta(seconds=panel.timeline.step_s)
    try:
        from stadsbeeld.forecast.adapt import widths
    except (ImportError, OSError):
        return forecast
    past = [_moved(one.forecast, (start - one.start) // step) for one in desk.past]
    every = KEPT_EVERY_HOURS if panel.timeline.step_s == HOUR_S else KEPT_EVERY
    if not desk.past or moment - desk.past[-1].moment >= every:
        slim = replace(forecast, quantiles=forecast.quantiles.astype(np.float32))
        desk.past.append(Past(moment=moment, start=start, forecast=slim))
    return widths(past, panel).of(forecast, panel)


def _moved(forecast: Forecast, steps: int) -> Forecast:
    """The same forecast, counted from a start that lies so many steps later."""
    return replace(forecast, origin=forecast.origin - steps, steps=forecast.steps - steps)


def _hours(told: range) -> list[int]:
    return [hour * HOUR_S for hour in told]


def _learnt_horizons(step_s: int) -> Ints:
    """Those that may be asked for: a few steps have always passed before the last values are in."""
    longest = 168 if step_s == HOUR_S else NOWCAST_MIN[-1] * 60 // step_s
    return np.arange(1, longest + 4, dtype=np.int64)


def _heard(panel: Panel, lag: int) -> np.ndarray:
    """Whether each place was heard in the last week, the steps that nobody told of yet counted in."""
    steps = SILENT_DAYS * panel.timeline.steps_a_day - lag
    since = panel.values[-steps:] if steps > 0 else panel.values[:0]
    heard: np.ndarray = np.isfinite(since).sum(0) > 0
    return heard


def rows_of(forecast: Forecast, panel: Panel, subject: Subject, heard: np.ndarray) -> pl.DataFrame:
    """A forecast as rows of `Forecasts`, within what the quantity can be; no row where there is no forecast."""
    quantity = QUANTITIES[subject.quantity]
    count = len(panel.places)
    decimals = DECIMALS.get(subject.quantity, 1)

    def told(values: np.ndarray) -> np.ndarray:
        bounded: np.ndarray = np.clip(values, quantity.low, quantity.high).round(decimals).astype(np.float32)
        return bounded.reshape(-1)

    moments = panel.timeline.moments(forecast.steps).astype("datetime64[us]")
    rows = pl.DataFrame(
        {
            "place": list(panel.places) * len(forecast.steps),
            "quantity": [subject.quantity] * (len(forecast.steps) * count),
            "observed_at": pl.Series(np.repeat(moments, count)).dt.replace_time_zone("UTC"),
            "span_s": [subject.step_s] * (len(forecast.steps) * count),
            **{name: told(forecast.quantiles[:, :, n]) for n, name in enumerate(QUANTILE_COLUMNS)},
            "mean": told(forecast.mean),
            "model": [forecast.model] * (len(forecast.steps) * count),
        },
        schema_overrides={"span_s": pl.Int32()},
    )
    said = np.tile(heard, len(forecast.steps)) & np.isfinite(forecast.mean).reshape(-1)
    return rows.filter(pl.Series(said))
