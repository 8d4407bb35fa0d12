"""Small deliveries, written as rows, and their way into a store."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import polars as pl

from stadsbeeld.frames.observations import Observations
from stadsbeeld.store.store import Claim, Delivery, Receipt, Store

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
ONE = timedelta(hours=1)
SPEED = "speed_kmh"
SERIAL = count()

Row = tuple[str, float, float | None]  # place, minutes after noon, value


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def observations(rows: Iterable[Row], span_s: int = 300, quantity: str = SPEED) -> Observations:
    rows = list(rows)
    return Observations(
        pl.DataFrame(
            {
                "place": [row[0] for row in rows],
                "quantity": pl.Series([quantity] * len(rows), dtype=pl.String),
                "observed_at": pl.Series([at(row[1]) for row in rows], dtype=pl.Datetime("us", "UTC")),
                "span_s": pl.Series([span_s] * len(rows), dtype=pl.Int32),
                "value": pl.Series([row[2] for row in rows], dtype=pl.Float64),
            }
        )
    )


def claimed(
    store: Store, raw: bytes, key: str = "", known_at: datetime = NOON + ONE, source: str = "s"
) -> Claim | None:
    return store.claim(Delivery(source=source, key=key, sha256=store.raw.put(raw), known_at=known_at))


def deliver(
    store: Store, rows: Iterable[Row], key: str | None = None, known_at: datetime = NOON + ONE, source: str = "s"
) -> Receipt | None:
    """As ingest does it. Without a `key` each call is a delivery of its own. None: it came before."""
    rows = list(rows)
    own_key = f"own {next(SERIAL)}" if key is None else key
    claim = claimed(store, json.dumps(rows).encode(), own_key, known_at, source)
    return None if claim is None else store.append(claim, observations(rows))


def finish(store: Store) -> list[Claim]:
    """What a process does at its start: run unfinished claims again from their raw bytes."""
    claims = store.unfinished()
    for claim in claims:
        store.append(claim, observations(json.loads(store.raw.get(claim.sha256))))
    return claims


def shown(store: Store, known_at: datetime | None = None, place: str | None = None) -> dict[tuple[str, float], Any]:
    """(place, minutes after noon) → value, as of a moment."""
    window = store.as_of(known_at).window([SPEED], at(-100_000), at(100_000))
    return {
        (row["place"], (row["observed_at"] - NOON) / timedelta(minutes=1)): row["value"]
        for row in window.iter_rows(named=True)
        if place is None or row["place"] == place
    }


def facts(store: Store) -> int:
    """All rows that were ever appended."""
    count_: int = store.connection.rows("facts", "SELECT count(*) FROM facts.observations")[0][0]
    return count_
