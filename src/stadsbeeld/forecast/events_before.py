"""An event like one that was seen before: how far up that moved what is usual, and what it tells of the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from stadsbeeld.domain.event import Event
from stadsbeeld.forecast.events import (
    Counted,
    Moments,
    Uplift,
    event_uplift,
    levels_of,
    normal,
    seconds,
    visitor_curve,
)
from stadsbeeld.forecast.timeline import Doubles

# A repetition with far more or fewer visitors is no longer the same event.
MOST_SCALED = 5.0
EARLIER_SPREAD, EARLIER_WEIGHT = 0.5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An earlier event and what was seen: `observed` and `usual` have shape (steps, places), NaN where not known, and
    `since_start_s` (steps,) rises. `usual` is what was expected without the event, from before it."""

    event: Event
    since_start_s: Doubles
    observed: Doubles
    usual: Doubles


def learned_uplift(quantiles: Doubles, event: Event, times: Moments, past: Sequence[Past]) -> Uplift:
    """For an event like earlier ones: (seen + c) / (usual + c) at the same time since the start, c a twentieth of the
    usual, moved with the number of visitors where both are known, and pooled (median).

    `past` as `similar` gives them. The band widens by how much they differed; before that is
    known, by a spread of a half, which is our assumption. A place where nothing was seen keeps its quantiles, and
    `places` is said.
    """
    since = seconds(times) - event.start.timestamp()
    if event.cancelled or not past:
        return Uplift(quantiles=quantiles, degraded=None if event.cancelled else "similar-events")
    logs = np.log(np.stack([_ratio(one, event, since) for one in past]))
    seen = np.isfinite(logs)
    count = seen.sum(0)
    with np.errstate(all="ignore"):
        middle = np.where(count > 0, np.nanmedian(np.where(seen.any(0), logs, 0.0), axis=0), 0.0)
    off = np.where(seen, logs - middle, 0.0)
    variance = (EARLIER_WEIGHT * EARLIER_SPREAD**2 + (off**2).sum(0)) / (EARLIER_WEIGHT + np.maximum(count - 1, 0))
    spread = np.sqrt(variance * (1 + 1 / np.maximum(count, 1)))
    factor = np.exp(middle[:, :, None] + spread[:, :, None] * normal(levels_of(quantiles)))
    moved = np.where((count > 0)[:, :, None], quantiles * factor, quantiles)
    unseen = (visitor_curve(event, times) > 0)[:, None] & (count == 0)
    return Uplift(quantiles=moved, degraded="places" if unseen.any() else None)


def with_event(
    quantiles: Doubles, event: Event, times: Moments, share: Doubles, counted: Counted, past: Sequence[Past]
) -> Uplift:
    """The better way where a similar event was seen, else the first way. Arguments as theirs."""
    if past:
        return learned_uplift(quantiles, event, times, past)
    return event_uplift(quantiles, event, times, share, counted)


def similar(event: Event, past: Iterable[Past], origin: datetime) -> list[Past]:
    """Those that had ended at the origin and are `alike`."""
    ended = (one for one in past if not one.event.cancelled and one.event.end <= origin)
    return [one for one in ended if alike(event, one.event)]


def alike(event: Event, other: Event) -> bool:
    """Whether both bear the same title, or are of the same kind at the same place."""
    same_place = not set(other.places).isdisjoint(event.places)
    return other.title.casefold() == event.title.casefold() or (other.kind == event.kind != "other" and same_place)


def _ratio(past: Past, event: Event, since: Doubles) -> Doubles:
    """(times, places): how far an earlier event moved what was usual, at the same time since the start; NaN unknown."""
    known = np.isfinite(past.usual)
    mean = np.where(known, past.usual, 0).sum(0) / np.maximum(known.sum(0), 1)
    small = 0.05 * np.maximum(mean, 1e-9)
    ratio = (past.observed + small) / (past.usual + small)
    rows = np.searchsorted(past.since_start_s, since, side="right") - 1
    inside = (rows >= 0) & (since <= past.since_start_s[-1])
    found = np.where(inside[:, None], ratio[np.clip(rows, 0, len(ratio) - 1)], np.nan)
    scale = 1.0
    if event.expected_visitors is not None and past.event.expected_visitors:
        scale = float(np.clip(event.expected_visitors / past.event.expected_visitors, 0, MOST_SCALED))
    moved: Doubles = np.maximum(1 + (found - 1) * scale, 0.01)
    return moved
