"""Five-minute flow and speed of road cross-sections, kept from NDW's open data as one Parquet file.

Columns: `ts` (UTC), `station` (0 … 9999), `flow_veh_h`, `speed_kmh`; one row for each station and interval.
`ts` is read as the **start** of a five-minute interval. The file itself does not say so; it follows from its
first interval, which is named 11:40:00 while the recording began at 11:40:07.

What a zero means, as found in 58 hours of 610 stations (364,780 rows):

- Flow 0 comes with speed 0 always (17,962 rows). Some are empty roads at night, some are silent detectors: one
  interval (22 August, 04:20 UTC) has 73% zeros between intervals with 2,000 veh/h. The two cannot be told apart,
  and an unknown road must not look calm: both values are missing.
- Speed 0 beside a flow above 0 (407 rows; 14,820 veh/h at 0 km/h among them, or 840 veh/h at 0 between 53 and
  49 km/h): what is counted, moves. The speed is missing, the flow stands.

Values outside the plausible are kept and marked: three stations clip at 65,535 veh/h.
"""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from stadsbeeld.connect.source import Arrival, Source
from stadsbeeld.connect.table import observations, read_parquet, unpivot, write_parquet
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.observations import Observations

ID = "ndw_archive"
COLUMNS = {
    "ts": pl.Datetime("us", "UTC"),
    "station": pl.Int32(),
    "flow_veh_h": pl.Int32(),
    "speed_kmh": pl.Int32(),
}
SPAN = timedelta(minutes=5)
DELAY = timedelta(seconds=60)


def parse(raw: bytes) -> Observations:
    """Two rows for each row of the file: place `station-0017`, flow and speed of [ts, ts + 300 s)."""
    frame = _read(raw)
    seen = pl.col("flow_veh_h") != 0
    wide = frame.select(
        place=pl.format("station-{}", pl.col("station").cast(pl.String).str.zfill(4)),
        observed_at="ts",
        flow_veh_h=pl.when(seen).then("flow_veh_h"),
        speed_kmh=pl.when(seen & (pl.col("speed_kmh") != 0)).then("speed_kmh"),
    )
    return observations(ID, unpivot(wide, {"flow_veh_h": "flow_veh_h", "speed_kmh": "speed_kmh"}, 300))


def slices(raw: bytes) -> Iterator[Arrival]:
    """One delivery an interval, as a file of the same shape: it came in 60 seconds after the interval's end."""
    for part in _read(raw).sort("ts", "station").partition_by("ts", maintain_order=True):
        start = part.item(0, "ts")
        yield Arrival(at=start + SPAN + DELAY, key=start.isoformat(), raw=write_parquet(part))


def _read(raw: bytes) -> pl.DataFrame:
    frame = read_parquet(ID, raw, COLUMNS)
    if frame["ts"].null_count() or not frame["station"].is_between(0, 9999).fill_null(value=False).all():
        raise SourceFormatError(ID, "a row has no ts, or a station that is not a whole number from 0 to 9999")
    return frame


SOURCE = Source(
    id=ID,
    title="Rijkswegen en provinciale wegen: intensiteit en snelheid (NDW, archief)",
    url="https://opendata.ndw.nu/",
    licence="CC0-1.0",
    attribution="NDW",
    purpose="Zien hoe druk de wegen in en om de stad zijn, nu en eerder.",
    legal_ground="Open data van overheden; tellingen per wegdoorsnede, geen persoonsgegevens.",
    retention_days=1095,
    every=SPAN,
    max_age=timedelta(minutes=15),
    yields=frozenset({"flow_veh_h", "speed_kmh"}),
    parse=parse,
    slices=slices,
)
