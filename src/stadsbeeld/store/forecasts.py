"""Forecasts are appended issue by issue, shown as they were known, and laid beside what came."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.forecasts import KEY, QUANTILE_COLUMNS, SCHEMA, Forecasts
from stadsbeeld.store.claims import aware
from stadsbeeld.store.connection import Connection, placeholders

COLUMNS = pl.Schema({**SCHEMA, "known_at": pl.Datetime("us", "UTC")})
TOLD_SCHEMA = pl.Schema({**COLUMNS, "lead_s": pl.Int64()})
ISSUED = pl.Schema({**TOLD_SCHEMA, "y": pl.Float64(), "naive": pl.Float64()})
TOLD = (*QUANTILE_COLUMNS, "mean", "model")
DAY_S = 86_400
# With less history than this, nothing is known of a week before the first targets.
WEEK_KNOWN = timedelta(days=8)
LONGEST_SPAN_S = DAY_S

STANDS = """
    SELECT place, quantity, observed_at, span_s FROM facts.forecasts
    WHERE known_at = ? AND observed_at BETWEEN ? AND ?
"""
INSERT = f"INSERT INTO facts.forecasts SELECT {', '.join(SCHEMA)}, $known_at FROM batch"
# Of what was said of one interval, what was said last.
NEWEST = f"""
    SELECT place, quantity, observed_at, span_s, {", ".join(f"n.{name}" for name in TOLD)}, n.known_at FROM (
        SELECT place, quantity, observed_at, span_s, max(struct_pack(known_at := known_at,
            {", ".join(f"{name} := {name}" for name in TOLD)})) AS n
        FROM facts.forecasts
        WHERE observed_at >= ? AND observed_at < ? AND known_at <= ? {{only}}
        GROUP BY place, quantity, observed_at, span_s
    ) ORDER BY place, quantity, observed_at, span_s
"""
# Whole numbers throughout: millions of rows are asked.
LEAD = "(epoch_us(observed_at) - epoch_us(known_at) + span_s::BIGINT * 1000000 + 30000000) // 60000000 * 60"
ASKED = f"""
    SELECT {", ".join(COLUMNS)}, {LEAD} AS lead_s FROM facts.forecasts
    WHERE known_at >= ? AND known_at <= ? AND observed_at >= ? AND observed_at <= ?
      {{only}} AND {LEAD} IN ({{leads}})
"""
# What came in the interval of each forecast, as known at the moment; the mean of its parts where it was told in
# parts, and of at least half of it. `plain` keeps what is missing or cannot be out.
TRUTH = """
    SELECT place, quantity, bin, avg(n.value) AS y FROM (
        SELECT place, quantity, epoch_us(observed_at) // $span_us AS bin, observed_at,
               max(struct_pack(known_at := known_at, delivery := delivery, value := value, span_s := span_s,
                   mark := mark)) AS n
        FROM facts.observations SEMI JOIN places USING (place, quantity)
        WHERE observed_at >= $low AND observed_at < $high AND known_at <= $moment AND span_s <= $span_s
        GROUP BY place, quantity, observed_at
    ) JOIN floors USING (quantity) WHERE n.mark IS NULL AND n.value >= floor
    GROUP BY place, quantity, bin HAVING 2 * sum(n.span_s) >= $span_s
"""
# The same of an earlier interval, as it was known when the forecast was issued.
BEFORE = """
    SELECT place, quantity, observed_at, issued_at AS known_at, avg(n.value) AS naive FROM (
        SELECT place, quantity, t.observed_at, t.known_at AS issued_at, o.observed_at AS at,
               max(struct_pack(known_at := o.known_at, delivery := o.delivery, value := o.value, span_s := o.span_s,
                   mark := o.mark)) AS n
        FROM told AS t JOIN (
            SELECT *, epoch_us(observed_at) // $span_us AS bin FROM facts.observations
            WHERE observed_at >= $low AND observed_at < $high AND known_at <= $moment AND span_s <= $span_s
        ) AS o USING (place, quantity, bin)
        WHERE o.known_at <= t.known_at
        GROUP BY place, quantity, t.observed_at, t.known_at, o.observed_at
    ) JOIN floors USING (quantity) WHERE n.mark IS NULL AND n.value >= floor
    GROUP BY place, quantity, observed_at, issued_at HAVING 2 * sum(n.span_s) >= $span_s
"""


class Foretold:
    """The issues that were appended last, in memory: no screen has to wait for a query.

    An issue takes the place of what an earlier one said of the same interval; what was said of an interval that was
    over at the newest issue is let go. Readers get an immutable frame and never wait. `version` rises with each
    change.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frame = pl.DataFrame(schema=COLUMNS)
        self.version = 0

    def frame(self) -> pl.DataFrame:
        """One row an interval: columns of `Forecasts` and `known_at`, sorted by key."""
        return self._frame

    def take(self, forecasts: Forecasts, known_at: datetime) -> None:
        with self._lock:
            rows = _stamped(forecasts, aware(known_at))
            both = pl.concat([self._frame, rows]).sort("known_at", maintain_order=True)
            ends = pl.col("observed_at") + pl.duration(seconds="span_s")
            kept = both.unique(KEY, keep="last", maintain_order=True).filter(ends > pl.col("known_at").max())
            self._frame = kept.sort(KEY)
            self.version += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedAsked:
    """Which forecasts are laid beside the truth: those issued in [since, until] with one of the leads.

    A lead is the end of the foretold interval less the moment of issue, in seconds, rounded to the minute. `places`
    None: all. `every_s`: only issues at a whole multiple of so many seconds since 1970, so that a long stretch
    stays quick. `positive`: quantities of which a zero is nothing seen, and no truth.
    """

    quantities: Sequence[str]
    since: datetime
    until: datetime
    aheads_s: Sequence[int]
    places: Sequence[str] | None = None
    every_s: int | None = None
    positive: Sequence[str] = ()


def _stamped(forecasts: Forecasts, known_at: datetime) -> pl.DataFrame:
    return forecasts.frame.with_columns(known_at=pl.lit(known_at).cast(COLUMNS["known_at"]))


def append(connection: Connection, forecasts: Forecasts, known_at: datetime) -> int:
    """Append what this issue did not say before, in one transaction; gives the number of rows."""
    moment = aware(known_at)
    frame = forecasts.frame
    if frame.is_empty():
        return 0
    with connection.alone_on_facts():
        bounds = [frame["observed_at"].min(), frame["observed_at"].max()]
        stands = connection.frame("facts", STANDS, [moment, *bounds])
        if len(stands):
            known = stands.cast({name: SCHEMA[name] for name in KEY})
            frame = frame.join(known, on=KEY, how="anti", maintain_order="left")
        if len(frame):
            with connection.writing("facts") as cursor:
                cursor.register("batch", frame.to_arrow())
                cursor.execute(INSERT, {"known_at": moment})
    return len(frame)


def newest(connection: Connection, sql_only: str, parameters: Sequence[object]) -> pl.DataFrame:
    """The newest issue of each interval; columns of `COLUMNS`. `parameters`: start, end, moment, and of `sql_only`."""
    found = connection.frame("facts", NEWEST.format(only=sql_only), parameters)
    return found.cast(dict(COLUMNS))  # type: ignore[arg-type]


def issued(connection: Connection, asked: IssuedAsked, moment: datetime, first: datetime | None) -> pl.DataFrame:
    """Forecasts beside the truth and the naive forecast, as known at `moment`; columns of `ISSUED`.

    `first`: the earliest observation that is known. `y`: the mean of plain values in the interval, null where less
    than half of it is known. `naive`: the same, exactly seven days before, as known at the issue; where less than
    eight days are known, as few whole days before as lie before the issue.
    """
    told = _told(connection, asked, moment)
    back_s = pl.lit(7 * DAY_S)
    if first is None or min(asked.until, moment) - first < WEEK_KNOWN:
        back_s = -(-pl.col("lead_s")).floordiv(DAY_S) * DAY_S
    told = told.with_columns(_back_s=back_s.cast(pl.Int64))
    parts = [
        _beside(connection, part, moment, asked.positive)
        for part in told.partition_by("span_s", maintain_order=True)
        if len(part)
    ]
    found = pl.concat(parts) if parts else pl.DataFrame(schema=ISSUED)
    return found.select(ISSUED.names()).sort("known_at", *KEY)


def _told(connection: Connection, asked: IssuedAsked, moment: datetime) -> pl.DataFrame:
    since, until = aware(asked.since), aware(asked.until)
    only = f"AND quantity IN ({placeholders(asked.quantities)})"
    parameters: list[object] = [*asked.quantities]
    if asked.places is not None:
        only += f" AND place IN ({placeholders(asked.places)})"
        parameters += asked.places
    if asked.every_s is not None:
        only += " AND epoch_us(known_at) % (?::BIGINT * 1000000) = 0"
        parameters.append(asked.every_s)
    leads = sorted(set(asked.aheads_s))
    longest = timedelta(seconds=max(leads, default=0) + 60)
    bounds = [since, min(until, moment), since - timedelta(seconds=LONGEST_SPAN_S), until + longest]
    sql = ASKED.format(leads=placeholders(leads), only=only)
    found = connection.frame("facts", sql, [*bounds, *parameters, *leads])
    return found.cast(dict(TOLD_SCHEMA))  # type: ignore[arg-type]


def _beside(connection: Connection, told: pl.DataFrame, moment: datetime, positive: Sequence[str]) -> pl.DataFrame:
    """`told` (of one span) with `y` and `naive`."""
    span_s: int = told["span_s"][0]
    micros, span_us = pl.col("observed_at").dt.epoch("us"), span_s * 1_000_000
    told = told.with_columns(bin=micros // span_us, _naive_bin=(micros - pl.col("_back_s") * 1_000_000) // span_us)
    words = {"span_s": span_s, "span_us": span_us, "moment": moment}
    span = timedelta(seconds=span_s)
    low: datetime = told["observed_at"].min()  # type: ignore[assignment]
    high: datetime = told["observed_at"].max()  # type: ignore[assignment]
    back = timedelta(seconds=int(told["_back_s"].max()))  # type: ignore[arg-type]
    with connection.reading("facts") as cursor:
        cursor.register("floors", _floors(positive).to_arrow())
        cursor.register("places", told.select("place", "quantity").unique().to_arrow())
        truth = cursor.execute(TRUTH, {**words, "low": low, "high": high + span}).pl()
        asked = told.select("place", "quantity", "observed_at", "known_at", bin="_naive_bin")
        cursor.register("told", asked.to_arrow())
        before = cursor.execute(BEFORE, {**words, "low": low - back, "high": high + span}).pl()
    before = before.cast({"observed_at": COLUMNS["observed_at"], "known_at": COLUMNS["known_at"]})
    told = told.join(truth, on=["place", "quantity", "bin"], how="left")
    return told.join(before, on=["place", "quantity", "observed_at", "known_at"], how="left")


def floor_of(*, positive: bool) -> float:
    """The least value that counts: the smallest number above zero where a zero is nothing seen."""
    return 5e-324 if positive else float("-inf")


def _floors(positive: Sequence[str]) -> pl.DataFrame:
    floors = [floor_of(positive=id in positive) for id in QUANTITIES]
    return pl.DataFrame({"quantity": list(QUANTITIES), "floor": floors})
