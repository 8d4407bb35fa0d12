"""How each source is doing, from what came in: nothing here asks the store."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.connect.source import Source
from stadsbeeld.frames.observations import IMPLAUSIBLE, MISSING

SHOWN_IMPLAUSIBLE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a source delivered since the process began."""

    deliveries: int = 0
    rows_new: int = 0
    rows_same: int = 0
    last_arrival_at: datetime | None = None
    last_delay_s: float | None = None
    failing_since: datetime | None = None
    last_error: Mapping[str, Any] | None = field(default=None)


class Tallies:
    """The tallies of all sources; safe to write from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, Tally] = {}

    def of(self, source: str) -> Tally:
        return self._of.get(source, Tally())

    def sources(self) -> list[str]:
        return sorted(self._of)

    def arrived(self, source: str, at: datetime, new: int, same: int, delay_s: float | None) -> bool:
        """Count a delivery; true where it ends a failure."""
        with self._lock:
            before = self.of(source)
            self._of[source] = replace(
                before,
                deliveries=before.deliveries + 1,
                rows_new=before.rows_new + new,
                rows_same=before.rows_same + same,
                last_arrival_at=at,
                last_delay_s=before.last_delay_s if delay_s is None else delay_s,
                failing_since=None,
            )
        return before.failing_since is not None

    def remember(self, source: str, at: datetime) -> None:
        """Note when a source was last heard, without counting a delivery."""
        with self._lock:
            self._of[source] = replace(self.of(source), last_arrival_at=at)

    def failed(self, source: str, at: datetime, code: str, detail: str) -> bool:
        """Note a failure; true where it begins one."""
        with self._lock:
            before = self.of(source)
            self._of[source] = replace(
                before,
                failing_since=before.failing_since or at,
                last_error={"at": at, "code": code, "detail": detail},
            )
        return before.failing_since is None


def state(source: Source, tally: Tally, newest_at: datetime | None, now: datetime) -> str:
    """`ok`, `late` (older than twice its rhythm), `silent` (older than its maximum age), `failing`, `never`.

    A source of observations is as old as its newest value, however often it delivers: an answer that repeats
    what was five hours ago is silence. A source of records alone is as old as its last delivery, and so is a yearly
    one: that is never late, for nothing new is expected of it before its maximum age.
    """
    if tally.failing_since is not None:
        return "failing"
    seen = newest_at if source.observes else tally.last_arrival_at
    if seen is None:
        return "never" if tally.last_arrival_at is None else "silent"
    if now - seen > source.max_age:
        return "silent"
    if source.yearly:
        return "ok"
    return "late" if now - seen > 2 * source.every + timedelta(minutes=1) else "ok"


def source_health(
    source: Source, tally: Tally, newest: pl.DataFrame, doubted: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """One source as `/v1/data-health` gives it.

    `newest` holds the newest row of each (place, quantity); `doubted` maps a place id to why its values may
    not colour a map. A share is null where the source has no places. A place is silent where its newest
    interval ended longer ago than the source's maximum age. `ageS` counts from the end of the newest interval; of a
    yearly source from its last delivery.
    """
    mine = newest.filter(pl.col("source") == source.id).with_columns(
        ended_at=pl.col("observed_at") + pl.duration(seconds="span_s")
    )
    newest_at: datetime | None = mine["ended_at"].max() if len(mine) else None  # type: ignore[assignment]
    places = mine.group_by("place").agg(
        silent=(pl.col("ended_at").max() < now - source.max_age),
        implausible=(pl.col("mark") == IMPLAUSIBLE).fill_null(False).any(),
        missing=(pl.col("mark") == MISSING).fill_null(False).all(),
    )
    aged_from = tally.last_arrival_at if source.yearly else newest_at
    count = len(places)
    silent = int(places["silent"].sum()) if count else 0
    implausible = int((places["implausible"] | places["place"].is_in(list(doubted))).sum()) if count else 0

    def share(part: int) -> float | None:
        return round(part / count, 4) if count else None

    return {
        "id": source.id,
        "title": source.title,
        "attribution": source.attribution,
        "licence": source.licence,
        "url": source.url,
        "purpose": source.purpose,
        "legalGround": source.legal_ground,
        "retentionDays": source.retention_days,
        "everyS": source.every.total_seconds(),
        "maxAgeS": source.max_age.total_seconds(),
        "state": state(source, tally, newest_at, now),
        "lastArrivalAt": tally.last_arrival_at,
        "newestObservedAt": newest_at,
        "ageS": (now - aged_from).total_seconds() if aged_from else None,
        "delayS": tally.last_delay_s,
        "deliveries": tally.deliveries,
        "rowsNew": tally.rows_new,
        "rowsSame": tally.rows_same,
        "places": count,
        "silentPlaces": silent,
        "silentShare": share(silent),
        "implausiblePlaces": implausible,
        "implausibleShare": share(implausible),
        "missingShare": share(int(places["missing"].sum()) if count else 0),
        "lastError": tally.last_error,
        "implausible": _implausible_rows(mine, doubted),
    }


def _implausible_rows(mine: pl.DataFrame, doubted: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = mine.filter((pl.col("mark") == IMPLAUSIBLE) | pl.col("place").is_in(list(doubted)))
    return [
        {
            "place": row["place"],
            "quantity": row["quantity"],
            "value": row["value"],
            "observedAt": row["observed_at"],
            "why": "out-of-bounds" if row["mark"] == IMPLAUSIBLE else doubted[row["place"]],
        }
        for row in rows.sort(pl.col("mark").eq_missing(pl.lit(IMPLAUSIBLE)), "value", descending=True)
        .head(SHOWN_IMPLAUSIBLE)
        .iter_rows(named=True)
    ]
