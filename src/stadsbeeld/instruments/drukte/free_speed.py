"""Free speed as it is driven: the 85th percentile of the speeds of nights that were seen before.

Night is 00:00 to 05:00 local time. What nights tell is settled at 06:00 local and holds from then for a day: it
rests on what was known at that 06:00 and on nothing later, so that a moment asked for back gives what it gave then.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import polars as pl

NIGHT_ENDS, SETTLED = time(5), time(6)
NIGHTS = 14
# Fewer five-minute means than this say nothing about a road; one whole night has 60.
AT_LEAST = 20


def settled_at(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last 06:00 local at or before `moment`: what the free speed of that moment rests on."""
    local = moment.astimezone(zone)
    day = local.date() if local.time() >= SETTLED else local.date() - timedelta(days=1)
    return datetime.combine(day, SETTLED, zone).astimezone(moment.tzinfo)


def nights_before(settled: datetime, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """[start, end) of the nights before, the newest first. A clock change makes one four or six hours long."""
    last: date = settled.astimezone(zone).date()
    days = [last - timedelta(days=back) for back in range(NIGHTS)]
    return [
        (
            datetime.combine(day, time(0), zone).astimezone(settled.tzinfo),
            datetime.combine(day, NIGHT_ENDS, zone).astimezone(settled.tzinfo),
        )
        for day in days
    ]


def night_speeds(speeds: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """Per place `id`: `night_speed_kmh` and `nights`, from plain rows of `speed_kmh` in those nights.

    Zeros are nothing seen, not a standstill. Places with fewer than `AT_LEAST` values are left out.
    """
    plain = speeds.filter(pl.col("mark").is_null(), pl.col("value") > 0)
    return (
        plain.group_by("place")
        .agg(
            night_speed_kmh=pl.col("value").quantile(0.85, interpolation="linear"),
            nights=pl.col("observed_at").dt.convert_time_zone(zone.key).dt.date().n_unique(),
            _seen=pl.len(),
        )
        .filter(pl.col("_seen") >= AT_LEAST)
        .select("night_speed_kmh", "nights", id="place")
    )


def with_night_speeds(places: pl.DataFrame, nights: pl.DataFrame) -> pl.DataFrame:
    """`places` with the free speed that was driven, where it was seen, in the place of what was assumed."""
    seen = pl.col("night_speed_kmh").is_not_null() & (pl.col("kind") == "road")
    plural = pl.when(pl.col("nights") == 1).then(pl.lit("nacht")).otherwise(pl.lit("nachten"))
    said = pl.format("85e percentiel van {} eerdere {}", pl.col("nights"), plural)
    return (
        places.join(nights, on="id", how="left", maintain_order="left")
        .with_columns(
            free_speed_kmh=pl.when(seen).then("night_speed_kmh").otherwise("free_speed_kmh"),
            free_speed_source=pl.when(seen).then(said).otherwise("free_speed_source"),
        )
        .drop("night_speed_kmh", "nights")
    )
