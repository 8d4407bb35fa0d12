"""Events: what is planned, when, where, and how many people are expected."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

LONGEST = timedelta(days=366)
# People are there before it starts and after it ends, but not the days around it.
AROUND = timedelta(days=1)
MOST_VISITORS = 10_000_000
FARTHEST_M = 50_000.0
# Kinds that a visitor curve knows; another word is allowed and is treated as `other`.
KINDS = ("concert", "market", "football", "festival", "demonstration", "parade", "fireworks", "run", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A point (WGS84 degrees) and how far around it the event reaches."""

    lon: float
    lat: float
    radius_m: float

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise ValueError(f"({self.lon}, {self.lat}) is not longitude, latitude in degrees")
        if not 0 < self.radius_m <= FARTHEST_M:
            raise ValueError(f"a radius of {self.radius_m} m is not above 0 and at most {FARTHEST_M:.0f} m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point of the programme: the share of all expected visitors (0 … 1) that is present at `at` (UTC)."""

    at: datetime
    present: float

    def __post_init__(self) -> None:
        if not 0 <= self.present <= 1:
            raise ValueError(f"a share of {self.present} does not lie between 0 and 1")
        object.__setattr__(self, "at", _utc(self.at, "a moment of the programme"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event over [start, end), both given with a zone and kept in UTC.

    - `expected_visitors`: all visitors together, not the most at one moment. None: nobody has said; never zero.
    - `places`, `areas`: ids of places and areas where it is held; `circle`: or a point with a radius. All may be
      empty: then it is known when it is, and not where.
    - `programme`: in the order of time, from at most a day before the start to at most a day after the end.
    - `cancelled`: it was planned and does not take place. `source` says who told it.
    """

    id: str
    title: str
    start: datetime
    end: datetime
    source: str
    kind: str = "other"
    expected_visitors: int | None = None
    places: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    circle: Circle | None = None
    programme: tuple[Moment, ...] = ()
    cancelled: bool = False

    def __post_init__(self) -> None:
        for name in ("id", "title", "source", "kind"):
            if not getattr(self, name).strip():
                raise ValueError(f"an event has no {name}")
        for name in ("start", "end"):
            object.__setattr__(self, name, _utc(getattr(self, name), f"the {name}"))
        if not timedelta(0) < self.end - self.start <= LONGEST:
            raise ValueError("the end does not come after the start, or more than 366 days later")
        visitors = self.expected_visitors
        if visitors is not None and not 0 <= visitors <= MOST_VISITORS:
            raise ValueError(f"{visitors} expected visitors: give a number from 0 to {MOST_VISITORS}, or none")
        if not all(self.places) or not all(self.areas):
            raise ValueError("the id of a place or an area is empty")
        self._refuse_a_programme_out_of_order()

    def _refuse_a_programme_out_of_order(self) -> None:
        moments = [one.at for one in self.programme]
        if any(after <= before for before, after in itertools.pairwise(moments)):
            raise ValueError("the programme is not in the order of time")
        if moments and (moments[0] < self.start - AROUND or moments[-1] > self.end + AROUND):
            raise ValueError("the programme lies more than a day before the start or after the end")

    @property
    def located(self) -> bool:
        """Whether it is known where it is held."""
        return bool(self.places or self.areas or self.circle)

    def body(self) -> dict[str, Any]:
        """Plain JSON, as a record of kind `event` keeps it; times in UTC. `from_body` reads it."""
        circle = self.circle
        return {
            "title": self.title,
            "startsAt": _text(self.start),
            "endsAt": _text(self.end),
            "kind": self.kind,
            "expectedVisitors": self.expected_visitors,
            "places": list(self.places),
            "areas": list(self.areas),
            "circle": {"lon": circle.lon, "lat": circle.lat, "radiusM": circle.radius_m} if circle else None,
            "programme": [{"at": _text(one.at), "present": one.present} for one in self.programme],
            "cancelled": self.cancelled,
            "source": self.source,
        }

    @classmethod
    def from_body(cls, id: str, body: Mapping[str, Any]) -> "Event":
        """The event that a record's body tells. What may be left out is what has a default. Raises ValueError."""
        try:
            circle = body.get("circle")
            return cls(
                id=id,
                title=body["title"],
                start=datetime.fromisoformat(body["startsAt"]),
                end=datetime.fromisoformat(body["endsAt"]),
                source=body["source"],
                kind=body.get("kind", "other"),
                expected_visitors=_whole(body.get("expectedVisitors")),
                places=_texts(body.get("places", [])),
                areas=_texts(body.get("areas", [])),
                circle=Circle(lon=circle["lon"], lat=circle["lat"], radius_m=circle["radiusM"]) if circle else None,
                programme=tuple(
                    Moment(at=datetime.fromisoformat(one["at"]), present=one["present"])
                    for one in body.get("programme", [])
                ),
                cancelled=body.get("cancelled", False) is True,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is not the body of an event: {error!r}") from error


def _utc(moment: datetime, what: str) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{what} has no zone")
    if not 1900 < moment.year < 2200:
        raise ValueError(f"{what} lies outside 1901 to 2199")
    return moment.astimezone(UTC)


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _whole(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return int(value)
    raise ValueError(f"{value!r} is not a whole number of visitors")


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{value!r} is not a list of ids")
    return tuple(value)
