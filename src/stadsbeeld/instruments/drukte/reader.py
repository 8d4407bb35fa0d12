"""From the store and the newest values to a snapshot: the state of all places, now or as it was known then."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.geo.within import AreaIndex
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.drukte.free_speed import night_speeds, nights_before, settled_at, with_night_speeds
from stadsbeeld.instruments.drukte.memo import Memo
from stadsbeeld.instruments.drukte.register import CANDIDATES, places_table, thresholds_table
from stadsbeeld.instruments.drukte.scales import DECIDES
from stadsbeeld.instruments.drukte.state import MAX_AGE_S, Picture, state
from stadsbeeld.store.observations import EARLY_TOLERANCE

# How far back a value is looked for when a moment is asked for; what is older counts as never heard.
HEARD_WITHIN = timedelta(hours=24)
HOUR = timedelta(hours=1)
# What a clock that runs ahead told of is known too: up to the tolerance and, since a window is open at its end, on it.
AHEAD = EARLY_TOLERANCE + timedelta(microseconds=1)
YEARS = (1971, 2200)
# A delivery that is being taken may still get a moment of arrival as long ago as this: not to be remembered yet.
SETTLING = timedelta(minutes=10)
QUANTITIES = sorted({quantity for decides in DECIDES.values() for quantity, _ in decides} | {"flow_veh_h"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`rows` as `state.state` gives them; `known_at` the newest of what they rest on, None where nothing is known.

    `serial` is different for each snapshot of one reader.
    """

    rows: pl.DataFrame
    at: datetime
    known_at: datetime | None
    live: bool
    serial: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What was said of the places: `places` with the free speed in force, and `thresholds`."""

    places: pl.DataFrame
    thresholds: pl.DataFrame


def zoned(moment: datetime, field: str) -> datetime:
    """`moment` in UTC. Raises InputError for one without a zone, or in a year that no calendar sum can bear."""
    if moment.tzinfo is None:
        raise InputError("a moment needs a zone, as in 2026-08-20T16:30:00Z", field=field)
    if not YEARS[0] <= moment.year < YEARS[1]:
        raise InputError(f"a moment lies in the years {YEARS[0]} to {YEARS[1]}", field=field)
    return moment.astimezone(UTC)


class Reader:
    """Reads for one context and remembers: the live snapshot per change and minute, a past one per moment.

    The live one asks the store nothing but once a minute of the clock for places and thresholds, and once a day for
    the nights behind the free speed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.zone = ZoneInfo(context.city.time_zone)
        self.max_age_s = {id: source.max_age_s for id, source in context.sources.items()}
        self._live: Memo[Snapshot] = Memo(2)
        self._past: Memo[Snapshot] = Memo(16)
        self._registers: Memo[Register] = Memo(4)
        self._nights: Memo[pl.DataFrame] = Memo(8)
        self._changes = 0
        # Of a source that tells every hour the newest began up to two hours ago, and a trend needs one more.
        slowest = max([timedelta(seconds=source.every_s) for source in context.sources.values()], default=HOUR)
        self._trend_within = min(max(3 * slowest, HOUR), 6 * HOUR)
        self._serials = itertools.count()

    @property
    def changes(self) -> int:
        """How often something was changed here."""
        return self._changes

    def forget(self) -> None:
        """Places or thresholds were changed here: read them again now, not in a minute."""
        self._changes += 1

    def live_key(self, now: datetime) -> tuple[int, int, int]:
        """What the live snapshot depends on; the same key gives the same snapshot."""
        return (self._context.newest.version, int(now.timestamp()) // 60, self._changes)

    def snapshot(self, at: datetime | None) -> Snapshot:
        """The state now (None), or at a moment as it was known then. Raises InputError for a moment to come."""
        now = self._context.clock.now()
        if at is None:
            return self._live.get(self.live_key(now), lambda: self._read_live(now))
        moment = self.moment(at)
        if now - moment < SETTLING:
            return self._read_past(moment)
        return self._past.get(moment, lambda: self._read_past(moment))

    def ready(self) -> Snapshot | None:
        """The live snapshot where it is worked out already."""
        return self._live.peek(self.live_key(self._context.clock.now()))

    def moment(self, at: datetime | None) -> datetime:
        """`at` in UTC, or the clock's now. Raises InputError for a moment without zone, or one still to come."""
        now = self._context.clock.now()
        if at is None:
            return now
        moment = zoned(at, "at")
        if moment > now:
            raise InputError(f"{moment.isoformat()} has not come yet", field="at", now=now.isoformat())
        return moment

    def register(self, at: datetime | None) -> Register:
        """Places and thresholds as known then; now: at most a minute old."""
        now = self._context.clock.now()
        if at is None:
            key = ("live", int(now.timestamp()) // 60, self._changes)
            return self._registers.get(key, lambda: self._read_register(None, now))
        return self._registers.get(at, lambda: self._read_register(at, at))

    def _read_register(self, known_at: datetime | None, moment: datetime) -> Register:
        view = self._context.store.as_of(known_at)
        records = view.records("place")
        unplaced = any(record.body.get("areas") is None for record in records)
        areas = AreaIndex((area.id, area.body["geometry"]) for area in view.records("area")) if unplaced else None
        places = with_night_speeds(places_table(records, areas), self.night_speeds(moment))
        return Register(places=places, thresholds=thresholds_table(view.records("threshold")))

    def night_speeds(self, moment: datetime) -> pl.DataFrame:
        """What nights told by the last 06:00 local, and nothing later."""
        settled = settled_at(moment, self.zone)
        return self._nights.get(settled, lambda: self._read_nights(settled))

    def _read_nights(self, settled: datetime) -> pl.DataFrame:
        view = self._context.store.as_of(settled)
        parts = [view.window(["speed_kmh"], start, end) for start, end in nights_before(settled, self.zone)]
        return night_speeds(pl.concat(parts), self.zone)

    def _read_live(self, now: datetime) -> Snapshot:
        newest = self._context.newest
        register = self.register(None)
        # `recent` first: where a delivery comes in between, the trend is one delivery old and the state is not.
        recent, frame = newest.recent(), newest.frame()
        return self._snapshot(register, frame, recent, now, live=True)

    def _read_past(self, at: datetime) -> Snapshot:
        view, register = self._context.store.as_of(at), self.register(at)
        recent = view.window(QUANTITIES, at - self._trend_within, at + AHEAD)
        newest = recent.sort("observed_at").unique(["place", "quantity"], keep="last")
        quiet = self._quiet(register.places, newest, at)
        if len(quiet):
            # Only the quiet ones are looked for further back: a whole day of all places takes ten times as long.
            day = view.newest(since=at - HEARD_WITHIN, until=at + AHEAD, quantities=QUANTITIES)
            heard = newest.join(quiet, on="place", how="anti")
            newest = pl.concat([heard, day.join(quiet, on="place", how="semi")])
        return self._snapshot(register, newest, recent, at, live=False)

    def _quiet(self, places: pl.DataFrame, newest: pl.DataFrame, at: datetime) -> pl.DataFrame:
        """The places (`place`) of which no quantity that could decide is fresh: an older one may be what is shown."""
        held_s = pl.col("source").replace_strict(self.max_age_s, default=MAX_AGE_S, return_dtype=pl.Int64)
        fresh = newest.filter(pl.col("observed_at") + pl.duration(seconds=held_s + pl.col("span_s")) >= at)
        decides = places.select("kind", place="id").join(CANDIDATES, on="kind").join(fresh, on=["place", "quantity"])
        return places.select(place="id").join(decides, on="place", how="anti")

    def _snapshot(
        self, register: Register, newest: pl.DataFrame, recent: pl.DataFrame, at: datetime, *, live: bool
    ) -> Snapshot:
        picture = Picture(
            places=register.places,
            thresholds=register.thresholds,
            newest=newest,
            recent=recent,
            max_age_s=self.max_age_s,
        )
        rows = state(picture, at)
        newest_known = rows["known_at"].max()
        return Snapshot(
            rows=rows,
            at=at,
            known_at=newest_known if isinstance(newest_known, datetime) else None,
            live=live,
            serial=next(self._serials),
        )
