"""The jobs that foretell: each few minutes the next two hours, each hour three days, each night a week."""

import threading
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.domain.place import PlaceKind
from stadsbeeld.forecast.calendar import Calendar, calendar_of
from stadsbeeld.forecast.explain import Why
from stadsbeeld.forecast.explain import why as explain
from stadsbeeld.forecast.panel import AHEAD
from stadsbeeld.frames.forecasts import SCHEMA, Forecasts
from stadsbeeld.instruments import City, Context, Job
from stadsbeeld.instruments.drukte.forecast_desk import NOWCAST_MIN, Desk, Fit, Learnt, experts
from stadsbeeld.instruments.drukte.issued_rows import heard, rows_of
from stadsbeeld.instruments.drukte.panels import HOUR_S, History, Subject, floored, hourly, subjects
from stadsbeeld.instruments.drukte.planned import Planned

DAYS_H, WEEK_H = range(1, 73), range(73, 169)
NOWCAST_EVERY, DAYS_EVERY, WEEK_AT = timedelta(minutes=5), timedelta(hours=1), time(hour=3)
SEED = 1
# Under which the forecaster stands in what jobs and routes share.
ID = "drukte"


class Forecaster:
    """One for each context. What is foretold at a moment rests on what was known at it."""

    def __init__(self, context: Context, fit: Fit = experts) -> None:
        """`fit`: tier 1."""
        self._context, self._fit = context, fit
        self._zone = ZoneInfo(context.city.time_zone)
        self._planned = Planned(context.store)
        self._desks: dict[str, Desk] = {}
        self._opening = threading.Lock()

    def jobs(self) -> tuple[Job, ...]:
        """Those that foretell; what is learnt is the learner's, and slowly the trainer's."""
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

    def learnt(self, subject: Subject, history: History, learnt: Learnt, moment: datetime) -> bool:
        """From now on speak with what was learnt elsewhere; false where the places changed. `history` was read at the
        moment."""
        desk = self._desk(subject)
        with desk.lock:
            if desk.history.subject.kinds != history.subject.kinds:
                return False
            desk.taught(history, learnt, moment)
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
            if (
                panel is None
                or desk.read_at is None
                or not desk.learnt
                or not 0 < horizon * span_s <= AHEAD.total_seconds()
            ):
                raise NotFoundError("forecast", place)
            events = self._planned.gatherings(desk.history.subject, desk.read_at)
            fitted = desk.learnt[-1].fitted
            return explain(fitted, panel, horizon, place, events), fitted.id

    def _issue(self, told: Sequence[pl.DataFrame], moment: datetime) -> None:
        rows = [part for part in told if len(part)]
        if rows:
            self._context.store.append_forecasts(Forecasts(pl.concat(rows)), moment)

    def _foretell(self, subject: Subject, moment: datetime, leads_s: Sequence[int]) -> pl.DataFrame:
        """Rows of `Forecasts` for the intervals that end so long after the moment; none where too little is known."""
        desk = self._desk(subject)
        with desk.lock:
            history = desk.read(self._context.store, moment)
            panel = history.panel() if history is not None else None
            if history is None or panel is None:
                return pl.DataFrame(schema=SCHEMA)
            lag = history.lag(moment, panel)
            ahead = [lag + lead // subject.step_s for lead in leads_s if lead % subject.step_s == 0]
            longest = int(AHEAD.total_seconds()) // subject.step_s
            horizons = np.array([one for one in ahead if one <= longest], np.int64)
            if not len(horizons):
                return pl.DataFrame(schema=SCHEMA)
            events = self._planned.gatherings(subject, moment)
            plain = desk.speaks(panel, moment).forecast(events.without(panel), horizons)
            forecast = events.on(plain, panel)
            return rows_of(desk.widened(forecast, panel, moment), panel, subject, heard(panel, lag))

    def desks(self) -> list[Desk]:
        with self._opening:
            return list(self._desks.values())

    def _desk(self, subject: Subject) -> Desk:
        """The desk of a subject; a new one where there are other places than before."""
        with self._opening:
            desk = self._desks.get(subject.id)
            if desk is None or desk.history.subject.kinds != subject.kinds:
                desk = self._desks[subject.id] = Desk.of(subject, self._fit)
            return desk


def calendar(city: City) -> Calendar | None:
    """What sort of day each date is; None where the city does not say in which region it lies."""
    if city.holiday_region is None:
        return None
    return calendar_of(city.holiday_region, city.school_region, tuple(city.holidays))


def _hours(told: range) -> list[int]:
    return [hour * HOUR_S for hour in told]
