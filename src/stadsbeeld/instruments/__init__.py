"""What an instrument is: a declaration, the routes it answers, the jobs it needs, and what it tells live.

An instrument asks for quantities, never for a source. It gets a frozen `Context`; nothing reaches upwards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

import polars as pl
from fastapi import APIRouter

from stadsbeeld.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """What a city pack says about its city. WGS84 degrees; `bounds` west, south, east, north; `zoom` of the start.

    `holidays` are local dates that are no ordinary weekday. `holiday_region` is the country or part of one (`NL`,
    `AU-VIC`) whose public holidays are kept, `school_region` the part of the Netherlands (`noord`, `midden`, `zuid`)
    whose school holidays; None: not known. `gemeente` is its code at CBS (`GM0599`), None outside the Netherlands.
    `attribution` are the lines a map must show.
    """

    id: str
    title: str
    centre: tuple[float, float]
    zoom: float
    bounds: tuple[float, float, float, float]
    time_zone: str
    holidays: Sequence[date] = ()
    holiday_region: str | None = None
    school_region: str | None = None
    gemeente: str | None = None
    attribution: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """What a screen says of a source. A value whose interval ended more than `max_age_s` ago is unknown."""

    title: str
    attribution: str
    licence: str
    url: str
    every_s: int
    max_age_s: int


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC; in a replay the replayed moment."""
        ...


class NewestLike(Protocol):
    """The newest observations in memory. Frames are immutable; `version` rises with each change.

    Columns: those of `Observations`, with `known_at` and `source`.
    """

    @property
    def version(self) -> int: ...

    def frame(self) -> pl.DataFrame:
        """One row per (place, quantity)."""
        ...

    def recent(self) -> pl.DataFrame:
        """With the hour before each newest row: what a trend needs."""
        ...


class Caller(Protocol):
    """Who asks, as the dependency of `Context.require` gives it: `author` is the opaque id for records."""

    @property
    def author(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that an instrument may use.

    `require(action)` gives a FastAPI dependency (for `Depends`) that raises an AccessError, or gives a `Caller`.
    `sources` maps a source id to its `SourceInfo`. `shared` is what an instrument's jobs leave in memory for its
    routes, by the instrument's id; empty where the jobs run in another process.
    """

    store: Store
    newest: NewestLike
    clock: Clock
    city: City
    sources: Mapping[str, SourceInfo]
    require: Callable[[str], Any]
    shared: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that the runtime does on a thread of its own, one run at a time.

    `every`: at whole multiples of so long (of the clock, so also in a replay), or each day at a time of the city's
    wall. `run` gets that moment, and may take its time: what it missed meanwhile is skipped up to the newest. It rests
    on what was known at the moment it gets, and on nothing later. `title_id` is a Fluent id.
    """

    name: str
    title_id: str
    every: timedelta | time
    run: Callable[[datetime], None]


# (context, what the previous call gave or None) → (what to hand to the next call, JSON bytes of a `state` event or
# None where nothing changed). Called after each delivery and at least once a minute of the clock, because a value
# that grows too old changes without any delivery. The first call (None) never gives an event.
Live = Callable[[Context, Any], tuple[Any, bytes | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """`title_id` is a Fluent id. `routes(context)` gives a router with prefix `/<id>`, mounted under `/v1`.

    `jobs(context)` gives its jobs; what they remember from run to run lives with them.
    `actions` names what `require` may be asked for, with the least role that may do it. `record_events` maps a kind
    of record to the event that tells every screen to read anew when a delivery brought some of that kind.
    `look_backs` are the routes (as in `/<id>/…`) whose answer always looks back over a stretch of time.
    """

    id: str
    title_id: str
    routes: Callable[[Context], APIRouter]
    jobs: Callable[[Context], Sequence[Job]] = lambda context: ()
    live: Live | None = None
    actions: Mapping[str, str] = field(default_factory=dict)
    record_events: Mapping[str, str] = field(default_factory=dict)
    look_backs: frozenset[str] = frozenset()
