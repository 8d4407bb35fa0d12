"""Observations are appended where they say something new, in one transaction for each delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from stadsbeeld.frames.observations import KEY, Observations
from stadsbeeld.store.claims import Claim, Delivery
from stadsbeeld.store.connection import Connection

__all__ = ["EARLY_TOLERANCE", "Claim", "Delivery", "Receipt", "append", "rows_of"]

# A sensor's clock may run ahead this much. Beyond it, the row claims to know the future.
EARLY_TOLERANCE = timedelta(minutes=15)
# One late row must not make the comparison read all that lies between it and today.
WINDOW_GAP = timedelta(hours=1)
MOST_WINDOWS = 16
# Few rows in a full hour: let the engine look them up, and not hand over the hour.
FEW = 500

# What the same source had said before the claim, of the time that the batch speaks of.
# DuckDB skips the row groups outside it.
KNOWN = """
    SELECT place, quantity, observed_at, span_s, value, mark, known_at, delivery
    FROM facts.observations AS f {only}
    WHERE observed_at BETWEEN $low AND $high AND source = $source
      AND known_at <= $known_at AND (known_at < $known_at OR delivery < $number)
"""
ONLY_BATCH = "SEMI JOIN batch USING (place, quantity, observed_at)"
INSERT = """
    INSERT INTO facts.observations
    SELECT place, quantity, observed_at, span_s, value, mark, $source, $known_at, $number FROM batch
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Rows (or versions) that were appended, that said nothing new, and that were refused because they lie
    more than `EARLY_TOLERANCE` after the moment of arrival."""

    new: int
    same: int
    early: int = 0


def append(connection: Connection, claim: Claim, table: Observations, *, settled: bool, stands: int) -> Receipt:
    """Append what differs from what this source last said as of the claim; all of it where the past is not settled.

    Another source's words are not compared: it may still bring something that it knew in between.

    `stands`: how many rows of the claim stand in facts already. They came in one transaction, so where there
    are any (the process was killed before it closed the claim) nothing is left to append. The caller is alone
    on facts.
    """
    batch = _not_early(table.frame, claim.known_at + EARLY_TOLERANCE)
    new = stands
    if not stands and len(batch):
        parts = windows(batch)
        if settled:
            parts = [_changed(part, _known(connection, claim, part)) for part in parts]
        new = sum(map(len, parts))
        if new:
            with connection.writing("facts") as cursor:
                cursor.register("batch", pl.concat(parts).to_arrow())
                cursor.execute(INSERT, {"source": claim.source, "known_at": claim.known_at, "number": claim.number})
    return Receipt(new=new, same=len(batch) - new, early=len(table) - len(batch))


def _not_early(frame: pl.DataFrame, latest: datetime) -> pl.DataFrame:
    newest = frame["observed_at"].max()
    if newest is None or newest <= latest:  # type: ignore[operator]
        return frame
    return frame.filter(pl.col("observed_at") <= latest)


def rows_of(connection: Connection, number: int) -> int:
    """How many rows of a claim stand in facts: none, or all of them."""
    sql = "SELECT count(*) FROM facts.observations WHERE delivery = ?"
    count: int = connection.rows("facts", sql, [number])[0][0]
    return count


def windows(batch: pl.DataFrame) -> list[pl.DataFrame]:
    """Parts of a batch that lie close together in time, in the order of time.

    A batch that covers more than an hour is sorted by time, so that each row group of the file covers a short
    while and a query skips the others. Within an hour the order by place compresses better.
    """
    times = batch["observed_at"]
    if times.max() - times.min() <= WINDOW_GAP:  # type: ignore[operator]
        return [batch]
    part = (pl.col("observed_at").diff() > WINDOW_GAP).fill_null(False).cum_sum().clip(0, MOST_WINDOWS - 1)
    ordered = batch.sort("observed_at", "place", "quantity").with_columns(part=part)
    return ordered.partition_by("part", include_key=False, maintain_order=True)


def _known(connection: Connection, claim: Claim, part: pl.DataFrame) -> pl.DataFrame | None:
    """What the source last said as of the claim, one row a key of the window; None for nothing."""
    bounds = {"low": part["observed_at"].min(), "high": part["observed_at"].max()}
    few = len(part) < FEW
    with connection.reading("facts") as cursor:
        if few:
            cursor.register("batch", part.select(KEY).to_arrow())
        rows = cursor.execute(
            KNOWN.format(only=ONLY_BATCH if few else ""),
            {"source": claim.source, "known_at": claim.known_at, "number": claim.number, **bounds},
        ).to_arrow_table()
    if not rows.num_rows:  # the usual case, and making a frame of nothing takes as long as asking
        return None
    return pl.DataFrame(rows).sort("known_at", "delivery").unique(KEY, keep="last")


def _changed(part: pl.DataFrame, known: pl.DataFrame | None) -> pl.DataFrame:
    """Rows that say something else than what is known: a null is a value, and A after B is new though it was
    known before B."""
    if known is None:
        return part
    both = part.join(known, on=KEY, how="left", suffix="_known", maintain_order="left")
    differs = pl.any_horizontal(
        pl.col("delivery").is_null(),
        *(pl.col(name).ne_missing(pl.col(f"{name}_known")) for name in ("span_s", "value", "mark")),
    )
    return both.filter(differs).select(part.columns)
