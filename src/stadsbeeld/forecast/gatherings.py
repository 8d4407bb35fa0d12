"""Events in a forecast: what they brought is taken out of what was seen, and what they will bring is added.

Without the first half an event would count twice: a level that is three times the usual because of a concert would be
carried on, and the concert added to it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, timedelta

import numpy as np

from stadsbeeld.domain.event import AROUND, Event
from stadsbeeld.forecast.events import Counted, Sites, nearness, seconds, shares
from stadsbeeld.forecast.events_before import Past, alike, similar, with_event
from stadsbeeld.forecast.level import mean_of
from stadsbeeld.forecast.model import MEDIAN, QUANTILES, Forecast
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.profile import profile, values_at
from stadsbeeld.forecast.timeline import Doubles, Ints

# Levels look two weeks back at most; a median of eight weeks does not mind one evening.
TAKEN_OUT = timedelta(days=14)
# An earlier event is looked at from so long before its start until so long after its end, and at most so long.
BEFORE_AND_AFTER, LONGEST_SEEN = timedelta(hours=3), timedelta(days=3)
# More than the last few of a series say nothing new.
MOST_EARLIER = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """One event at the places near it: their `columns`, a panel of them alone, and which `share` passes each."""

    event: Event
    columns: Ints
    panel: Panel
    share: Doubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherings:
    """Events as known at the end of a panel, whose timeline is in UTC.

    `sites` are the places of the panel in its order. `counted` None: what is measured is no number of people or cars
    (a speed), and no event moves it.
    """

    events: tuple[Event, ...]
    sites: Sites
    counted: Counted | None

    def without(self, panel: Panel) -> Panel:
        """The panel with what events are thought to have brought in the last two weeks taken out.

        Nothing is taken out of what is usual: what an event did not bring was never there. Where more came than was
        thought, the rest stays, and a level carries it on.
        """
        since = panel.known - int(TAKEN_OUT.total_seconds()) // panel.timeline.step_s
        values = None
        for one in self._near(panel, max(since, 0), panel.known):
            steps = _active(one.event, panel, max(since, 0), panel.known)
            values = panel.values.copy() if values is None else values
            usual = profile(one.panel, steps, steps).usual
            plain = np.repeat(np.nan_to_num(usual.astype(np.float64))[..., None], len(QUANTILES), axis=2)
            brought = (self._moved(plain, one, steps) - plain)[..., MEDIAN]
            seen = values[np.ix_(steps, one.columns)]
            least = np.where(np.isfinite(usual), np.minimum(seen, usual), seen)
            values[np.ix_(steps, one.columns)] = np.clip(seen - brought, least, seen)
        return panel if values is None else replace(panel, values=values)

    def on(self, forecast: Forecast, panel: Panel) -> Forecast:
        """The forecast with events in its median and its band. `panel` with all that was seen."""
        quantiles = None
        for one in self._near(panel, int(forecast.steps.min()), int(forecast.steps.max()) + 1):
            quantiles = forecast.quantiles.copy() if quantiles is None else quantiles
            quantiles[:, one.columns] = self._moved(quantiles[:, one.columns], one, forecast.steps)
        if quantiles is None:
            return forecast
        # Of places that no event moved the mean stays as the model said it.
        moved = (quantiles != forecast.quantiles).any(2)
        return replace(forecast, quantiles=quantiles, mean=np.where(moved, quantiles.mean(-1), forecast.mean))

    def _near(self, panel: Panel, first: int, end: int) -> list[_Near]:
        """Those that may move a step in [first, end) at one of the places."""
        found = []
        for event in self.events if self.counted is not None else ():
            if event.cancelled or not len(_active(event, panel, first, end)):
                continue
            columns = np.flatnonzero(nearness(event, self.sites) > 0)
            if len(columns):
                share = shares(event, self.sites, mean_of(panel).astype(np.float64))[columns]
                near = panel.only([panel.places[column] for column in columns])
                found.append(_Near(event=event, columns=columns, panel=near, share=share))
        return found

    def _moved(self, quantiles: Doubles, one: _Near, steps: Ints) -> Doubles:
        assert self.counted is not None
        times = one.panel.timeline.moments(steps)
        return with_event(quantiles, one.event, times, one.share, self.counted, self._earlier(one)).quantiles

    def _earlier(self, one: _Near) -> list[Past]:
        """Events like it that were over before it began, as far as they are known."""
        told = [other for other in self.events if other.end <= one.event.start and alike(one.event, other)]
        seen = [_seen(other, one.panel) for other in sorted(told, key=lambda other: other.end)[-MOST_EARLIER:]]
        end = one.panel.timeline.moments(np.array([one.panel.known]))[0].item().replace(tzinfo=UTC)
        return similar(one.event, [past for past in seen if past is not None], min(end, one.event.start))


def _active(event: Event, panel: Panel, first: int, end: int) -> Ints:
    """The steps in [first, end) in which somebody may be on the way for an event."""
    low, high = panel.timeline.step_of(event.start - AROUND), panel.timeline.step_of(event.end + AROUND) + 1
    return np.arange(max(low, first), min(high, end), dtype=np.int64)


def _seen(event: Event, panel: Panel) -> Past | None:
    """What was seen of an earlier event beside what weeks before it had as usual; None where that is not known."""
    first = panel.timeline.step_of(event.start - BEFORE_AND_AFTER)
    last = panel.timeline.step_of(min(event.end, event.start + LONGEST_SEEN) + BEFORE_AND_AFTER)
    if first < 0 or first >= panel.known:
        return None
    steps = np.arange(first, min(last + 1, panel.known), dtype=np.int64)
    before = profile(panel, steps, np.full(len(steps), first, np.int64))
    usual = np.where(before.weekly, before.usual, np.nan).astype(np.float64)
    observed = values_at(panel, steps).astype(np.float64)
    if not (np.isfinite(usual) & np.isfinite(observed)).any():
        return None
    since = seconds(panel.timeline.moments(steps)) - event.start.timestamp()
    return Past(event=event, since_start_s=since, observed=observed, usual=usual)
