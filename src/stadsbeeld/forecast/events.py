"""What an event does to a forecast: who is there when, near which places, and how far up it moves what is usual.

Everything here takes events **as they were known at the origin**: `known_events` gives them from the versions of
their records. An event that was entered, moved or cancelled after the origin may not reach a forecast.

When visitors come and go is measured nowhere yet. Where an event has a programme, that holds; else `STAYS`, which is
**our assumption** by kind, written down here so that it can be argued with, and the band is wide because of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.domain.event import Event
from stadsbeeld.forecast.timeline import Doubles
from stadsbeeld.frames.records import Version

Moments = NDArray[np.datetime64]
MINUTE, HOUR = 60.0, 3600.0
# An event longer ago or further ahead than this says nothing of a moment.
NEAR_S = 24 * HOUR
# From the border of its circle an event's pull falls to a third over 300 m (four minutes' walk), to nothing at 1.5 km.
FADES_M, REACH_M = 300.0, 1500.0
# Spread (of the logarithm): expected visitors come out some 30 % off. Which street they take is a guess by a factor e:
# on two nights of one festival what was counted at a place, against its share, spread by 0.9 and 1.0.
VISITORS_SPREAD, STREETS_SPREAD = 0.3, 1.0
SHIFTS_S = tuple(minutes * MINUTE for minutes in (-30, -15, 0, 15, 30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """All come from `before_min` before the start on and leave within `after_min` after the end. `stay_min`: they
    come and go all day and stay that long; None: they are all there from the start to the end."""

    before_min: float
    after_min: float
    stay_min: float | None = None


OTHER = Stay(before_min=60, after_min=60)
STAYS = {
    "concert": Stay(before_min=90, after_min=45),
    "football": Stay(before_min=90, after_min=40),
    "fireworks": Stay(before_min=60, after_min=45),
    "demonstration": Stay(before_min=45, after_min=60),
    "parade": Stay(before_min=60, after_min=60),
    "run": Stay(before_min=60, after_min=90),
    "market": Stay(before_min=0, after_min=15, stay_min=90),
    "festival": Stay(before_min=30, after_min=60, stay_min=240),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """Where places are: `lon` and `lat` (places,) in degrees, NaN where not known; `areas` those of each place."""

    places: tuple[str, ...]
    lon: Doubles
    lat: Doubles
    areas: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What values are: counts or rates over `per_s` seconds (3600 for an hour), in steps of `step_s`. `per_visitor`:
    how often a visitor is counted each way in all places together. A half, once in all: our assumption, and what those
    two nights came to (0.50, 0.49); less where many come by other ways, or share cars."""

    step_s: float
    per_s: float = HOUR
    per_visitor: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Uplift:
    """Quantiles with the event in them; `degraded`: in a word why a part could not be told; None where all could."""

    quantiles: Doubles
    degraded: str | None


def known_events(versions: Iterable[Version], origin: datetime) -> tuple[list[Event], list[str]]:
    """Events as known at `origin` (versions with a later `known_at` fall away), and ids that cannot be read."""
    newest: dict[str, Version] = {}
    for one in versions:
        if one.known_at <= origin and (one.id not in newest or one.version > newest[one.id].version):
            newest[one.id] = one
    found, refused = [], []
    for id, one in sorted(newest.items()):
        try:
            found.append(Event.from_body(id, one.body))
        except ValueError:
            refused.append(id)
    return found, refused


def come_and_gone(event: Event, times: Moments) -> tuple[Doubles, Doubles]:
    """The shares of all visitors that have come, and that have left again, at each moment (UTC): 0 … 1, and above 1
    where a programme has people come back. In a programme those who come while others go are not seen. Nobody, where
    it is cancelled.
    """
    at = seconds(times)
    if event.cancelled:
        return np.zeros(at.shape), np.zeros(at.shape)
    stay = STAYS.get(event.kind, OTHER)
    start, end = event.start.timestamp(), event.end.timestamp()
    first, last = start - stay.before_min * MINUTE, end + stay.after_min * MINUTE
    if event.programme:
        moments = [one.at.timestamp() for one in event.programme]
        first, last = moments[0] - max(stay.before_min, 15) * MINUTE, moments[-1] + max(stay.after_min, 15) * MINUTE
        step = np.diff([0.0, *(one.present for one in event.programme), 0.0])
        knots = [first, *moments, last]
        come, gone = (np.cumsum([0.0, *np.maximum(sign * step, 0)]) for sign in (1, -1))
        return np.interp(at, knots, come), np.interp(at, knots, gone)
    if stay.stay_min is None:
        return np.interp(at, [first, start], [0, 1]), np.interp(at, [end, last], [0, 1])
    # At least half of the time is for coming: a stay longer than the event is not the event's.
    stays = min(stay.stay_min * MINUTE, (end - start) / 2)
    return np.interp(at, [first, end - stays], [0, 1]), np.interp(at, [first + stays, last], [0, 1])


def visitor_curve(event: Event, times: Moments) -> Doubles:
    """The share of all expected visitors that is there at each moment (UTC): 0 … 1."""
    come, gone = come_and_gone(event, times)
    return np.clip(come - gone, 0, 1)


def nearness(event: Event, sites: Sites) -> Doubles:
    """How much each place belongs to the event, 1 … 0: in it, or fading with the distance to its circle."""
    pairs = zip(sites.places, sites.areas, strict=True)
    inside = [place in event.places or not areas.isdisjoint(event.areas) for place, areas in pairs]
    near: Doubles = np.array(inside, np.float64)
    if (circle := event.circle) is not None:
        east = np.radians(sites.lon - circle.lon) * np.cos(np.radians(circle.lat))
        away_m = 6_371_009 * np.hypot(east, np.radians(sites.lat - circle.lat)) - circle.radius_m
        fading = np.where(away_m < REACH_M, np.exp(-np.maximum(away_m, 0) / FADES_M), 0)
        near = np.maximum(near, fading)
    return near


def shares(event: Event, sites: Sites, usual: Doubles) -> Doubles:
    """Which share of the visitors passes each place: nearness × what usually passes there, together 1 (or all 0).

    `usual` (places,), NaN where not known: then as much as the middle one of the places where it is.
    """
    near = nearness(event, sites)
    known = np.isfinite(usual) & (usual > 0)
    middle = float(np.median(usual[known])) if known.any() else 1.0
    weight = near * np.where(known, usual, np.where(np.isfinite(usual), 0, middle))
    if not weight.sum() > 0:
        weight = near
    total = weight.sum()
    return weight / total if total > 0 else weight


def event_uplift(quantiles: Doubles, event: Event, times: Moments, share: Doubles, counted: Counted) -> Uplift:
    """For an event that never was before: those who come and go pass the places around, on top of what is usual.

    `quantiles` (times, places, levels) of the forecast without the event; `times` (UTC) begin the steps; `share` as
    `shares`. What is added at each level is that quantile of: visitors (median as expected, spread 30 %) × which
    street they take (a factor e) × when (half an hour early to late). Levels are added level by level, which is the
    wide way. Without a number of visitors or a place near by nothing is added, and that is said.
    """
    passing = _passings(event, times, counted)
    if not passing.any():
        return Uplift(quantiles=quantiles, degraded=None)
    if event.expected_visitors is None or not share.sum() > 0:
        unknown = "expected-visitors" if event.expected_visitors is None else "places"
        return Uplift(quantiles=quantiles, degraded=unknown)
    added = _added(event.expected_visitors, passing, levels_of(quantiles))
    return Uplift(quantiles=quantiles + added[:, None, :] * share[None, :, None], degraded=None)


def event_features(events: Sequence[Event], sites: Sites, origin: datetime, times: Moments) -> dict[str, Doubles]:
    """For a model, each (times, places), of `events` as known at the origin. `event-people-now` (at the origin) and
    `event-people` (at the moment): visitors near by; NaN where one of the events has no number, 0 without events.
    `event-to-start`, `event-since-end`: minutes to the next start and since the last end near by, within a day; NaN
    where there is none."""
    shape = (len(times), len(sites.places))
    found = {"event-people-now": np.zeros(shape), "event-people": np.zeros(shape)}
    found |= {name: np.full(shape, np.nan) for name in ("event-to-start", "event-since-end")}
    now = np.array([origin.timestamp()]).astype("datetime64[s]")
    for event in (one for one in events if not one.cancelled):
        near = nearness(event, sites)[None, :]
        visitors = np.nan if event.expected_visitors is None else event.expected_visitors
        for name, at in (("event-people-now", now), ("event-people", times)):
            present = visitor_curve(event, at)[:, None] * near
            found[name] = found[name] + np.where(present > 0, present * visitors, 0)
        ahead = event.start.timestamp() - seconds(times)
        since = seconds(times) - event.end.timestamp()
        for name, gap in (("event-to-start", ahead), ("event-since-end", since)):
            told = ((gap >= 0) & (gap < NEAR_S))[:, None] & (near > 0)
            found[name] = np.fmin(found[name], np.where(told, gap[:, None] / MINUTE, np.nan))
    return found


def _passings(event: Event, times: Moments, counted: Counted) -> Doubles:
    """(shifts, times): as `_passing`, when all comes half an hour early to late."""
    return np.stack([_passing(event, times, shift, counted) for shift in SHIFTS_S])


def _added(visitors: int, passing: Doubles, levels: Doubles) -> Doubles:
    """(times, levels): the quantiles of what passes in all places together."""
    spread = float(np.hypot(VISITORS_SPREAD, STREETS_SPREAD))
    factors = np.exp(spread * normal((np.arange(100) + 0.5) / 100))
    mixed = (passing[:, None, :] * factors[None, :, None]).reshape(-1, passing.shape[1])
    added: Doubles = np.quantile(mixed, levels, axis=0).T * visitors
    return added


def _passing(event: Event, times: Moments, shift_s: float, counted: Counted) -> Doubles:
    """Passages of one visitor, in the unit of the values, in each step when all comes `shift_s` later."""
    start = seconds(times) - shift_s
    before, after = (come_and_gone(event, at.astype("datetime64[s]")) for at in (start, start + counted.step_s))
    passed: Doubles = (after[0] - before[0]) + (after[1] - before[1])
    return passed * counted.per_visitor * counted.per_s / counted.step_s


def levels_of(quantiles: Doubles) -> Doubles:
    """The levels of evenly spread quantiles: nine are 0.1 … 0.9."""
    count = quantiles.shape[2]
    levels: Doubles = np.arange(1, count + 1) / (count + 1)
    return levels


def normal(levels: Doubles) -> Doubles:
    return np.array([NormalDist().inv_cdf(float(level)) for level in levels])


def seconds(times: Moments) -> Doubles:
    return times.astype("datetime64[s]").astype(np.float64)
