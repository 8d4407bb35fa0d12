"""Observations are appended where they say something new, in one transaction for each delivery."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import polars as pl

from stadsbeeld.frames.observations import Observations
from stadsbeeld.store.claims import Claim, Delivery
from stadsbeeld.store.connection import Connection

__all__ = ["EARLY_TOLERANCE", "Claim", "Delivery", "Receipt", "append", "rows_of"]

# A sensor's clock may run ahead this much. Beyond it, the row claims to know the future.
EARLY_TOLERANCE = timedelta(minutes=15)
# One late row must not make the comparison read all that lies between it and today.
WINDOW_GAP = timedelta(hours=12)
MOST_WINDOWS = 8

# The newest known value of each key of the batch as of the claim, and only what differs from it. DuckDB skips
# the row groups outside [$low, $high]; `max` over the row compares known_at first, then the number of the claim.
# LEFT JOIN and not an anti-join: a value that went A, B and A again is new. IS DISTINCT FROM: null is a value.
CHANGED = """
    SELECT b.place, b.quantity, b.observed_at, b.span_s, b.value, b.mark,
           $source AS source, $known_at AS known_at, $number AS delivery
    FROM batch AS b
    LEFT JOIN (
        SELECT f.place, f.quantity, f.observed_at, max(row(f.known_at, f.delivery, f.span_s, f.value, f.mark)) AS newest
        FROM facts.observations AS f
        SEMI JOIN batch ON f.place = batch.place AND f.quantity = batch.quantity
            AND f.observed_at = batch.observed_at
        WHERE f.observed_at BETWEEN $low AND $high
          AND f.known_at <= $known_at AND (f.known_at < $known_at OR f.delivery < $number)
        GROUP BY ALL
    ) AS n ON n.place = b.place AND n.quantity = b.quantity AND n.observed_at = b.observed_at
    WHERE n.newest IS NULL
       OR n.newest[3] IS DISTINCT FROM b.span_s
       OR n.newest[4] IS DISTINCT FROM b.value
       OR n.newest[5] IS DISTINCT FROM b.mark
"""
ALL = """
    SELECT place, quantity, observed_at, span_s, value, mark, $source, $known_at, $number
    FROM batch WHERE observed_at BETWEEN $low AND $high
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Rows (or versions) that were appended, that said nothing new, and that were refused because they lie
    more than `EARLY_TOLERANCE` after the moment of arrival."""

    new: int
    same: int
    early: int = 0


def append(connection: Connection, claim: Claim, table: Observations, settled: bool) -> Receipt:
    """Append what differs from the newest known value as of the claim; all of it where the past is not settled.

    The caller is alone on facts. A claim whose rows stand there already (the process was killed before it
    closed the claim) appends nothing.
    """
    latest = claim.known_at + EARLY_TOLERANCE
    batch = table.frame.filter(pl.col("observed_at") <= latest)
    early = len(table) - len(batch)
    new = rows_of(connection, claim.number)
    if not new and len(batch):
        with connection.writing("facts") as cursor:
            for low, high, part in windows(batch):
                new += _insert(cursor, claim, part, (low, high), CHANGED if settled else ALL)
    return Receipt(new=new, same=len(batch) - new, early=early)


def rows_of(connection: Connection, number: int) -> int:
    """How many rows of a claim stand in facts: none, or all of them."""
    sql = "SELECT count(*) FROM facts.observations WHERE delivery = ?"
    count: int = connection.rows("facts", sql, [number])[0][0]
    return count


def windows(batch: pl.DataFrame) -> Iterator[tuple[datetime, datetime, pl.DataFrame]]:
    """Parts of a batch that lie close together in time, with their first and last `observed_at`."""
    ordered = batch.sort("observed_at", "place", "quantity")
    gap = pl.col("observed_at").diff() > WINDOW_GAP
    parts = ordered.with_columns(part=gap.fill_null(False).cum_sum().clip(0, MOST_WINDOWS - 1))
    for frame in parts.partition_by("part", include_key=False, maintain_order=True):
        yield frame["observed_at"][0], frame["observed_at"][-1], frame


def _insert(
    cursor: duckdb.DuckDBPyConnection, claim: Claim, part: pl.DataFrame, bounds: tuple[datetime, datetime], sql: str
) -> int:
    cursor.register("batch", part.to_arrow())
    parameters = {
        "source": claim.source,
        "known_at": claim.known_at,
        "number": claim.number,
        "low": bounds[0],
        "high": bounds[1],
    }
    # In the order of time: each row group then covers a short while, and a query skips the others.
    counted = cursor.execute(
        f"INSERT INTO facts.observations {sql} ORDER BY observed_at, place, quantity", parameters
    ).fetchone()
    cursor.unregister("batch")
    return int(counted[0]) if counted else 0
