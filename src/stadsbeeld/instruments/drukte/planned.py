"""What is planned: events as they were known at a moment, the places near them, and what that means for a forecast."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from stadsbeeld.domain.event import AROUND, Event
from stadsbeeld.forecast.events import HOUR, MINUTE, Counted, Sites, known_events, nearness
from stadsbeeld.forecast.events_before import alike
from stadsbeeld.forecast.gatherings import TAKEN_OUT, Gatherings
from stadsbeeld.forecast.panel import AHEAD
from stadsbeeld.forecast.timeline import Doubles
from stadsbeeld.geo.within import AreaIndex
from stadsbeeld.instruments.drukte.panels import Subject
from stadsbeeld.instruments.drukte.register import places_table
from stadsbeeld.store.store import Store
from stadsbeeld.store.view import View

EVENT = "event"
# Per how many seconds a quantity counts, and how often it counts one visitor each way in all places together. Walkers:
# a half, as `Counted` tells. Cars: a sixth as many, where four of ten come by car and five share two: our assumption,
# which no city has measured for us. How much slower a fuller road goes is not known: a speed is not moved.
COUNTED = {"flow_ped_h": (HOUR, 0.5), "flow_ped_min": (MINUTE, 0.5), "flow_veh_h": (HOUR, 0.08)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where places are, by their ids."""

    rows: dict[str, tuple[float, float, frozenset[str]]]

    def of(self, places: Sequence[str]) -> Sites:
        nowhere = (np.nan, np.nan, frozenset[str]())
        told = [self.rows.get(place, nowhere) for place in places]
        lon, lat = (np.array([one[n] for one in told], np.float64) for n in (0, 1))
        return Sites(places=tuple(places), lon=lon, lat=lat, areas=tuple(one[2] for one in told))


class Planned:
    """For one store; safe from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._where: tuple[Any, Where] | None = None

    def known(self, moment: datetime) -> tuple[list[Event], list[str]]:
        """All events as known then, and the ids of those that cannot be read."""
        return known_events(self._store.as_of(moment).records(EVENT), moment)

    def gatherings(self, subject: Subject, moment: datetime) -> Gatherings:
        """What forecasts of a subject from a moment on rest on; no event where none lies near in time."""
        counted = None
        if subject.quantity in COUNTED:
            per_s, per_visitor = COUNTED[subject.quantity]
            counted = Counted(step_s=subject.step_s, per_s=per_s, per_visitor=per_visitor)
        events = self.known(moment)[0] if counted is not None else []
        if not any(_within(one, moment - TAKEN_OUT, moment + AHEAD) for one in events):
            return Gatherings(events=(), sites=Where(rows={}).of(subject.places), counted=counted)
        return Gatherings(events=tuple(events), sites=self.where(moment).of(subject.places), counted=counted)

    def where(self, moment: datetime) -> Where:
        """Where places are as known then; worked out anew where a place or an area changed."""
        view = self._store.as_of(moment)
        places = view.records("place")
        areas = view.records("area") if any(one.body.get("areas") is None for one in places) else []
        key = tuple((one.kind, one.id, one.version) for one in (*places, *areas))
        with self._lock:
            if self._where is None or self._where[0] != key:
                index = AreaIndex((one.id, one.body["geometry"]) for one in areas) if areas else None
                rows = places_table(places, index).select("id", "lon", "lat", "areas").iter_rows()
                self._where = key, Where(rows={id: (lon, lat, frozenset(held)) for id, lon, lat, held in rows})
            return self._where[1]

    def told(self, moment: datetime) -> list[dict[str, Any]]:
        """Events that may move a forecast from a moment on, by their start, with `near`: the nearness of each place.

        `reason`: in a word why nothing is moved; None where something is.
        """
        events = self.known(moment)[0]
        coming = [one for one in events if _within(one, moment, moment + AHEAD)]
        if not coming:
            return []
        where, first = self.where(moment), self._store.as_of(moment).first()
        sites = where.of(tuple(where.rows))
        found = []
        for event in sorted(coming, key=lambda one: (one.start, one.id)):
            near = nearness(event, sites)
            earlier = any(
                alike(event, one) and not one.cancelled and first is not None and first < one.start
                for one in events
                if one.end <= min(event.start, moment)
            )
            found.append(
                {
                    "id": event.id,
                    "title": event.title,
                    "kind": event.kind,
                    "startsAt": event.start,
                    "endsAt": event.end,
                    "expectedVisitors": event.expected_visitors,
                    "places": int((near > 0).sum()),
                    "reason": _reason(event, near, earlier=earlier),
                    "near": {place for place, one in zip(sites.places, near, strict=True) if one > 0},
                }
            )
        return found


def told_of_place(events: Sequence[dict[str, Any]], place: str, quantities: Sequence[str]) -> list[dict[str, Any]]:
    """Of those of `Planned.told` what concerns one place: what is near it, and what may be as nobody knows where it is.

    `quantities`: what is foretold there.
    """
    found = []
    for one in events:
        if place not in one["near"] and one["reason"] != "place-unknown":
            continue
        reason = one["reason"]
        if reason is None and not any(quantity in COUNTED for quantity in quantities):
            reason = "not-counted"
        found.append(without_near(one) | {"reason": reason})
    return found


def without_near(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "near"}


def ever_known(view: View) -> bool:
    """Whether anybody ever told of an event."""
    return bool(view.records(EVENT))


def _within(event: Event, start: datetime, end: datetime) -> bool:
    return event.start - AROUND < end and event.end + AROUND > start


def _reason(event: Event, near: Doubles, *, earlier: bool) -> str | None:
    if event.cancelled:
        return "cancelled"
    if not event.located:
        return "place-unknown"
    if not (near > 0).any():
        return "no-place-near"
    return "visitors-unknown" if event.expected_visitors is None and not earlier else None
