"""What is kept of one subject from forecast to forecast: what was read, what was learnt, how earlier forecasts did."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from stadsbeeld.forecast.experts import Experts
from stadsbeeld.forecast.model import Fitted, Forecast
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.timeline import Ints
from stadsbeeld.instruments.drukte.panels import HOUR_S, History, Subject, back_of
from stadsbeeld.store.store import Store

# How far ahead, in minutes: where they are whole steps of the data.
NOWCAST_MIN = (5, 10, 15, 30, 45, 60, 75, 90, 105, 120)
# How old what tier 1 learnt may be; where the trainer's trees speak it learns anew by the day.
LEARNT_FOR, SLOWLY_LEARNT_FOR = timedelta(hours=1), timedelta(days=1)
# Of how many earlier forecasts the truths are looked at, and how far apart those lie: two days, and two weeks.
KEPT, KEPT_EVERY, KEPT_EVERY_HOURS = 40, timedelta(hours=1), timedelta(hours=8)
# What was learnt last, and what a forecast needs that is made for an earlier moment meanwhile.
LEARNT_KEPT = 3

Fit = Callable[[Panel, Ints], Fitted]


def experts(panel: Panel, horizons: Ints) -> Fitted:
    """Tier 1, as of the end of the panel."""
    return Experts().fit(panel, horizons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A forecast as it came from the model at a moment; its steps are counted from `start`."""

    moment: datetime
    start: datetime
    forecast: Forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """A model, and until when what it learnt from was known: before that moment it may not speak.

    `slow`: both tiers, which the trainer learnt. `version` of its card; None: tier 1, which has none of its own.
    """

    fitted: Fitted
    at: datetime
    slow: bool = False
    version: int | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether it need not learn anew yet."""
        return moment - self.at < (SLOWLY_LEARNT_FOR if self.slow else LEARNT_FOR)


@dataclass(slots=True)
class Desk:
    """One subject with what was learnt of it. Whoever uses it holds the lock, but for `relearn`, which takes it."""

    history: History
    fit: Fit = experts
    read_at: datetime | None = None
    learnt: deque[Learnt] = field(default_factory=lambda: deque(maxlen=LEARNT_KEPT))
    past: deque[Past] = field(default_factory=lambda: deque(maxlen=KEPT))
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, subject: Subject, fit: Fit) -> "Desk":
        return cls(history=History(subject=subject, back=back_of(subject)), fit=fit)

    def read(self, store: Store, moment: datetime) -> History | None:
        """What was known at the moment; None where nothing was.

        For a moment before that of the last reading a history of its own is read: this one holds what came later.
        """
        view = store.as_of(moment)
        first = view.first()
        if first is None:
            return None
        if self.read_at is not None and moment < self.read_at:
            earlier = History(subject=self.history.subject, back=self.history.back)
            earlier.read(view, moment, first)
            return earlier
        self.history.read(view, moment, first)
        self.read_at = moment
        return self.history

    def speaks(self, panel: Panel, moment: datetime) -> Fitted:
        """What was learnt last of what was known at the moment; learnt here only where there is no such thing yet."""
        known = [one for one in self.learnt if one.at <= moment]
        if known:
            return known[-1].fitted
        fitted = self.fit(panel, learnt_horizons(self.history.subject.step_s))
        if not self.learnt:
            self.learnt.append(Learnt(fitted=fitted, at=moment))
        return fitted

    def taught(self, history: History, learnt: Learnt, moment: datetime) -> None:
        """Speak from now on with what was learnt elsewhere; `history` may be longer, and was read at the moment."""
        self.history, self.read_at = history, moment
        self.learnt.append(learnt)
        self.past.clear()  # of another model

    def relearn(self, moment: datetime) -> bool:
        """Learn anew of what was read last, where that is due, and let nobody wait for it; whether it was done."""
        with self.lock:
            before, read_at = self.learnt[-1] if self.learnt else None, self.read_at
            if before is None or read_at is None or before.at >= read_at or before.holds(moment):
                return False
            panel = self.history.panel()
        if panel is None:
            return False
        fitted = self.fit(panel, learnt_horizons(self.history.subject.step_s))
        if before.slow:
            # Of both tiers the simple one learns anew; the trees are the trainer's.
            fitted = replace(before.fitted, simple=fitted)  # type: ignore[type-var]
        with self.lock:
            if self.learnt[-1] is not before:  # the trainer came first
                return False
            self.learnt.append(replace(before, fitted=fitted, at=read_at))
        return True

    def widened(self, forecast: Forecast, panel: Panel, moment: datetime) -> Forecast:
        """With bands that follow how truths of late lay in those of earlier forecasts; as it is without LightGBM."""
        start, step = panel.timeline.start, timedelta(seconds=panel.timeline.step_s)
        try:
            from stadsbeeld.forecast.adapt import widths
        except (ImportError, OSError):
            return forecast
        past = [_moved(one.forecast, (start - one.start) // step) for one in self.past if one.moment < moment]
        every = KEPT_EVERY_HOURS if panel.timeline.step_s == HOUR_S else KEPT_EVERY
        if not self.past or moment - self.past[-1].moment >= every:
            slim = replace(forecast, quantiles=forecast.quantiles.astype(np.float32))
            self.past.append(Past(moment=moment, start=start, forecast=slim))
        return widths(past, panel).of(forecast, panel)


def learnt_horizons(step_s: int) -> Ints:
    """Those that may be asked for: a few steps have always passed before the last values are in."""
    longest = 168 if step_s == HOUR_S else NOWCAST_MIN[-1] * 60 // step_s
    return np.arange(1, longest + 4, dtype=np.int64)


def _moved(forecast: Forecast, steps: int) -> Forecast:
    """The same forecast, counted from a start that lies so many steps later."""
    return replace(forecast, origin=forecast.origin - steps, steps=forecast.steps - steps)
