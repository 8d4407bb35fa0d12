"""Hourly pedestrians per counter, as the City of Melbourne publishes them, in one Parquet file.

Columns: `timestamp` (local wall time without a zone, start of the hour: Australia/Melbourne), `sensor`, `name`,
`count`; one row for each counter and hour.

What the file of January 2012 to June 2014 does at the clock changes, as found:

- Autumn (1 April 2012, 7 April 2013, 6 April 2014): the hour 02:00 comes twice on the wall and **once** in the
  file. Whether its count is of one hour or of both cannot be seen (Bourke Street: 148, 327, 21). It is taken for
  the first of the two; the second stays unknown.
- Spring: 02:00 never was. On 6 October 2013 the file has no row for it; on 7 October 2012 it has one for each
  counter. Those rows are left out, because no moment belongs to them.

Also left out: a row without a counter (1 in the file), which belongs to no place. An empty count (6) is a row with
a missing value.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import polars as pl

from stadsbeeld.connect.source import Arrival, Source, Split
from stadsbeeld.connect.table import observations, read_parquet, unpivot, write_parquet
from stadsbeeld.connect.times import wall_to_utc
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.observations import Observations

ID = "melbourne_pedestrians"
ZONE = "Australia/Melbourne"
COLUMNS = {"timestamp": pl.Datetime("us"), "sensor": pl.Float64(), "count": pl.Float64()}
HOUR = timedelta(hours=1)
DELAY = timedelta(seconds=60)


def parse(raw: bytes) -> Observations:
    """One row for each row of the file that has a counter and a moment: place `counter-01`, [hour, hour + 3600 s)."""
    frame = _keyed(_read(raw))
    if frame.is_empty():
        raise SourceFormatError(ID, "no row has both a counter and a moment")
    wide = frame.select(
        place=pl.format("counter-{}", pl.col("sensor").cast(pl.Int32).cast(pl.String).str.zfill(2)),
        observed_at="timestamp",
        flow_ped_h="count",
    )
    return observations(ID, unpivot(wide, {"flow_ped_h": "flow_ped_h"}, 3600))


def slices(raw: bytes) -> Iterator[Arrival]:
    """One delivery for each hour on the wall, as a file of the same shape, 60 seconds after the hour's end.

    Hours in which no row can be placed give no delivery. Made one by one, as they are asked for.
    """
    frame = _read(raw)
    rows = frame.partition_by("timestamp", as_dict=True, maintain_order=True)
    for wall, at in _arrivals(frame).iter_rows():
        yield Arrival(at=at, key=wall.isoformat(), raw=write_parquet(rows[wall,]))


def split(raw: bytes, until: datetime) -> Split:
    """In bulk one delivery for each month on the wall, as a file of the same shape; the rest arrived after `until`."""
    frame = _read(raw)
    earlier = _arrivals(frame).filter(pl.col("at") <= until)
    timed = frame.join(earlier, left_on="timestamp", right_on="wall", how="inner", maintain_order="left")
    months = timed.with_columns(month=pl.col("timestamp").dt.truncate("1mo")).sort("month", maintain_order=True)
    rest = frame.join(earlier, left_on="timestamp", right_on="wall", how="anti", maintain_order="left")
    return Split(
        bulk=tuple(_month(part) for part in months.partition_by("month", include_key=False, maintain_order=True)),
        rest=write_parquet(rest) if len(rest) else None,
    )


def _month(timed: pl.DataFrame) -> Arrival:
    first, last, at = timed.select(
        pl.col("timestamp").min().alias("first"), pl.col("timestamp").max().alias("last"), pl.col("at").max()
    ).row(0)
    return Arrival(at=at, key=f"{first.isoformat()}/{last.isoformat()}", raw=write_parquet(timed.drop("at")))


def _arrivals(frame: pl.DataFrame) -> pl.DataFrame:
    """When each hour on the wall came in: `wall`, `at` (UTC), in the order of arrival. Hours without a moment lack."""
    placed = _keyed(frame.with_columns(wall="timestamp")).group_by("wall").agg(at=pl.col("timestamp").max())
    return placed.sort("at").with_columns(pl.col("at") + HOUR + DELAY)


def _read(raw: bytes) -> pl.DataFrame:
    frame = read_parquet(ID, raw, COLUMNS)
    known = frame["sensor"].drop_nulls()
    if not ((known % 1 == 0) & known.is_between(0, 9999)).all():
        raise SourceFormatError(ID, "a counter is not a whole number from 0 to 9999")
    if not frame["count"].drop_nulls().is_finite().all():
        raise SourceFormatError(ID, "a count is not a finite number")
    return frame


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that have a counter and a moment, with the moment in UTC."""
    return wall_to_utc(frame.drop_nulls(["sensor", "timestamp"]), "timestamp", ZONE, ["sensor"]).drop_nulls("timestamp")


SOURCE = Source(
    id=ID,
    title="Voetgangers per uur (City of Melbourne)",
    url="https://data.melbourne.vic.gov.au/",
    licence="CC-BY-4.0",
    attribution="City of Melbourne, CC BY",
    purpose="Zien hoe druk het in de voetgangersgebieden is, nu en eerder.",
    legal_ground="Open data van overheden; tellingen per telpunt, geen persoonsgegevens.",
    retention_days=1095,
    every=HOUR,
    max_age=timedelta(minutes=90),
    yields=frozenset({"flow_ped_h"}),
    parse=parse,
    slices=slices,
    split=split,
)
