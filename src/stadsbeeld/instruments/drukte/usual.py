"""What is usual: the band p10 to p90 of the same weekday and slot on earlier days, where enough of them are known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

WEEKS_BACK = 8
DAYS_AT_LEAST = 3
SLOT_S = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """`points`: columns `t` (UTC), `p10`, `p50`, `p90`, only slots with enough days. `days`: comparable days known
    for the last weekday asked. Empty `points` means too little history."""

    points: pl.DataFrame
    days: int


def history_from(start: datetime) -> datetime:
    """From when on observations are needed for a band that begins at `start`."""
    return start - timedelta(weeks=WEEKS_BACK, days=1)


def usual(values: pl.DataFrame, start: datetime, end: datetime, zone: ZoneInfo, holidays: Collection[date]) -> Usual:
    """The band for [start, end) from rows of one place and quantity (`observed_at`, `value`, `mark`).

    A day is comparable when it has the same local weekday, lies before the day asked for (never on it, never after),
    at most eight weeks back, and is no holiday; a holiday itself has no band. Slots are 15 minutes of the local clock,
    or the interval of the data where that is longer. The caller gives values known at the moment asked for.
    """
    slot_s = _slot_s(values)
    local = pl.col("observed_at").dt.convert_time_zone(zone.key)
    plain = values.filter(pl.col("mark").is_null(), pl.col("value").is_not_null()).with_columns(
        day=local.dt.date(), slot=_slot(local, slot_s)
    )
    a_day = plain.group_by("day", "slot").agg(pl.col("value").mean())
    a_day = a_day.filter(~pl.col("day").is_in(list(holidays))) if holidays else a_day
    asked = _asked(start, end, zone, slot_s).filter(~pl.col("day").is_in(list(holidays)) if holidays else True)
    pairs = asked.join(a_day, on="slot", suffix="_then").filter(
        pl.col("day_then") < pl.col("day"),
        pl.col("day_then") >= pl.col("day") - pl.duration(weeks=WEEKS_BACK),
        pl.col("day_then").dt.weekday() == pl.col("day").dt.weekday(),
    )
    points = (
        pairs.group_by("t")
        .agg(
            *(pl.col("value").quantile(q / 100, interpolation="linear").alias(f"p{q}") for q in (10, 50, 90)),
            _days=pl.col("day_then").n_unique(),
        )
        .filter(pl.col("_days") >= DAYS_AT_LEAST)
        .sort("t")
        .select("t", "p10", "p50", "p90")
    )
    last = asked["day"].max()
    days = pairs.filter(pl.col("day") == last)["day_then"].n_unique() if last is not None else 0
    return Usual(points=points, days=days)


def _slot_s(values: pl.DataFrame) -> int:
    span = values["span_s"].mode().min() if len(values) else None
    return max(SLOT_S, int(span)) if isinstance(span, int) else SLOT_S


def _slot(local: pl.Expr, slot_s: int) -> pl.Expr:
    seconds = local.dt.hour().cast(pl.Int32) * 3600 + local.dt.minute().cast(pl.Int32) * 60
    return seconds // slot_s


def _asked(start: datetime, end: datetime, zone: ZoneInfo, slot_s: int) -> pl.DataFrame:
    """Slots of [start, end): `t` (UTC), local `day`, `slot`."""
    first = datetime.fromtimestamp(start.timestamp() // slot_s * slot_s, tz=start.tzinfo)
    times = pl.datetime_range(first, end, timedelta(seconds=slot_s), closed="left", eager=True, time_unit="us")
    local = pl.col("t").dt.convert_time_zone(zone.key)
    return pl.DataFrame({"t": times}).with_columns(day=local.dt.date(), slot=_slot(local, slot_s))
