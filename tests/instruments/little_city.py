"""A city of five places in memory, with real store and newest values, for tests of instruments."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.frames.observations import Observations
from stadsbeeld.frames.records import Record, Records, Version
from stadsbeeld.instruments import City, Context, SourceInfo
from stadsbeeld.instruments.drukte.register import places_table, thresholds_table
from stadsbeeld.instruments.drukte.state import Picture, state
from stadsbeeld.runtime.newest import Newest
from stadsbeeld.store.store import Addresses, Delivery, Store

# A Thursday, 16:30 in Rotterdam.
NOW = datetime(2026, 8, 20, 14, 30, tzinfo=UTC)
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
SPAN_S, MAX_AGE_S = 300, 900

ROAD: dict[str, Any] = {
    "title": "A20 km 40,5 links",
    "kind": "road",
    "lon": 4.43,
    "lat": 51.956,
    "lanes": 2,
    "capacity_h": 4200.0,
    "capacity_source": "aanname",
    "free_speed_kmh": 100.0,
    "free_speed_source": "limiet (aanname)",
    "street": "A20",
    "areas": ["gebied-04"],
}
PLACES: dict[str, dict[str, Any]] = {
    "road-1": ROAD,
    "road-2": ROAD | {"title": "A20 km 41,0 links", "lon": 4.44},
    "road-3": ROAD | {"title": "A20 km 41,5 links", "lanes": 12, "capacity_h": None, "doubt": "too-many-lanes"},
    "walk-1": {
        "title": "Coolsingel",
        "kind": "walkway",
        "lon": 4.479,
        "lat": 51.92,
        "width_m": 5.0,
        "width_source": "aanname",
    },
    "weather": {"title": "Weer", "kind": "measuring-station", "lon": 4.48, "lat": 51.92, "areas": []},
}
SQUARE = [[4.47, 51.91], [4.49, 51.91], [4.49, 51.93], [4.47, 51.93], [4.47, 51.91]]
AREAS = {
    "gebied-04": {"title": "Overschie", "level": "gebied", "geometry": {"type": "Polygon", "coordinates": []}},
    "BU05990112": {"title": "Cool", "level": "buurt", "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
    "GM0599": {"title": "Rotterdam", "level": "gemeente", "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
}

Row = tuple[str, str, datetime, float | None]


def observed(rows: Iterable[Row], span_s: int = SPAN_S) -> Observations:
    table = [
        {"place": place, "quantity": quantity, "observed_at": at, "span_s": span_s, "value": value}
        for place, quantity, at, value in rows
    ]
    schema = {
        "place": pl.String(),
        "quantity": pl.String(),
        "observed_at": pl.Datetime("us", "UTC"),
        "span_s": pl.Int32(),
        "value": pl.Float64(),
    }
    return Observations(pl.DataFrame(table, schema=schema))


def versions(kind: str, bodies: Mapping[str, Mapping[str, Any]]) -> list[Version]:
    return [
        Version(kind=kind, id=id, version=1, known_at=BEFORE, author="pack", body=body) for id, body in bodies.items()
    ]


def picture(rows: Iterable[Row], places: Mapping[str, Mapping[str, Any]] = PLACES, **more: Any) -> Picture:
    """A picture of plain rows that were known a minute after their interval."""
    known = observed(rows, more.pop("span_s", SPAN_S)).frame.with_columns(
        known_at=pl.col("observed_at") + timedelta(seconds=SPAN_S + 60), source=pl.lit("counts")
    )
    newest = known.sort("observed_at").unique(["place", "quantity"], keep="last")
    return Picture(
        places=places_table(versions("place", places)),
        thresholds=thresholds_table(versions("threshold", more.pop("thresholds", {}))),
        newest=newest,
        recent=known,
        max_age_s={"counts": MAX_AGE_S},
    )


def levels(rows: Iterable[Row], now: datetime = NOW, **more: Any) -> dict[str, tuple[str, str | None]]:
    """Place id → (level, reason)."""
    table = state(picture(rows, **more), now)
    return {id: (level, reason) for id, level, reason in table.select("id", "level", "reason").iter_rows()}


@dataclass(slots=True)
class SetClock:
    """A clock that stands still until it is set."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Person:
    author: str = "author-1"


@dataclass(slots=True)
class LittleCity:
    """The city with its store; `deliver` brings observations as the runtime does."""

    store: Store = field(
        default_factory=lambda: Store(Addresses(facts=":memory:", records=":memory:", raw="memory://little-city"))
    )
    clock: SetClock = field(default_factory=SetClock)
    newest: Newest = field(default_factory=Newest)
    number: int = 0

    def __post_init__(self) -> None:
        self.records("place", PLACES, BEFORE)
        self.records("area", AREAS, BEFORE)

    def records(self, kind: str, bodies: Mapping[str, Mapping[str, Any]], known_at: datetime) -> None:
        claim = self.claim(f"made-{kind}", known_at)
        self.store.append(claim, Records.of(kind, (Record(id=id, body=body) for id, body in bodies.items())))

    def claim(self, source: str, known_at: datetime) -> Any:
        self.number += 1
        key = str(self.number)
        claim = self.store.claim(Delivery(source=source, key=key, sha256=key, known_at=known_at))
        assert claim is not None
        return claim

    def deliver(self, rows: Iterable[Row], known_at: datetime, span_s: int = SPAN_S) -> None:
        claim = self.claim("counts", known_at)
        table = observed(rows, span_s)
        self.store.append(claim, table)
        self.newest.take(
            table.frame.with_columns(
                known_at=pl.lit(claim.known_at).cast(pl.Datetime("us", "UTC")), source=pl.lit("counts")
            )
        )

    def context(self, require: Callable[[str], Any] | None = None) -> Context:
        return Context(
            store=self.store,
            newest=self.newest,
            clock=self.clock,
            city=City(
                id="rotterdam",
                title="Rotterdam",
                centre=(4.48, 51.92),
                zoom=12,
                bounds=(4.3, 51.8, 4.7, 52.1),
                time_zone="Europe/Amsterdam",
                holidays=(date(2026, 4, 27),),
            ),
            sources={
                "counts": SourceInfo(
                    title="Tellingen",
                    attribution="NDW",
                    licence="CC0-1.0",
                    url="https://example.nl/",
                    every_s=SPAN_S,
                    max_age_s=MAX_AGE_S,
                )
            },
            require=require or (lambda action: lambda: Person()),
        )
