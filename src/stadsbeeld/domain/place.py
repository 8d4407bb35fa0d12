"""Places: where something is observed or decided, and what is known of them."""

import math
from dataclasses import dataclass, field
from enum import Enum


class PlaceKind(Enum):
    """The kind decides which scale gives the level: 2 p/m² is E on a walkway and D in a queue."""

    ROAD = "road"
    WALKWAY = "walkway"
    QUEUE = "queue"
    EVENT_GROUND = "event-ground"
    CAR_PARK = "car-park"
    STOP = "stop"
    MEASURING_STATION = "measuring-station"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A figure that a level rests on, with where it came from: `value` in the unit its name gives."""

    value: float
    source: str

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and self.value > 0):
            raise ValueError(f"a sourced figure is a positive number, not {self.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cross-section, facility or station at a point (WGS84 degrees).

    `lanes` counts all lanes the counts are summed over. `street` names the street it stands for, `areas` the
    ids of the areas it lies in. `doubt` says in a word why its values may not colour a map
    (`too-many-lanes`), None where there is no reason to doubt.
    """

    id: str
    title: str
    kind: PlaceKind
    lon: float
    lat: float
    lanes: int | None = None
    width_m: Sourced | None = None
    capacity_h: Sourced | None = None
    free_speed_kmh: Sourced | None = None
    street: str | None = None
    areas: tuple[str, ...] = field(default=())
    doubt: str | None = None

    def __post_init__(self) -> None:
        if not self.id or not self.title:
            raise ValueError("a place has an id and a title")
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise ValueError(f"{self.id}: ({self.lon}, {self.lat}) is not longitude, latitude in degrees")
        if self.lanes is not None and self.lanes < 1:
            raise ValueError(f"{self.id}: {self.lanes} lanes")
