"""Weather, river and air of a city, one CSV row for every five minutes.

Columns that are read: `ts` (start of the interval, with offset), `temp_c` (°C), `rain` (mm/h: the publisher does
not say; it comes in pairs of intervals, as Buienradar's ten-minute intensity does), `water_cm` (cm above NAP),
`no2` and `pm25` (µg/m³). Other columns are left alone. An empty cell is a missing value.

The file names no station, so all rows belong to one place, `conditions`: the city of the installation.
"""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from stadsbeeld.connect.source import Arrival, Source
from stadsbeeld.connect.table import numbers, observations, read_csv, unpivot
from stadsbeeld.connect.times import utc_moments
from stadsbeeld.frames.observations import Observations

ID = "city_conditions"
QUANTITY_OF = {
    "temp_c": "temperature_c",
    "rain": "rain_mm_h",
    "water_cm": "water_level_cm",
    "no2": "no2_ug_m3",
    "pm25": "pm25_ug_m3",
}
SPAN = timedelta(minutes=5)
DELAY = timedelta(seconds=60)


def parse(raw: bytes) -> Observations:
    """Five rows for each row of the file, over [ts, ts + 300 s)."""
    frame = numbers(ID, read_csv(ID, raw, ["ts", *QUANTITY_OF]), list(QUANTITY_OF))
    wide = frame.select(*QUANTITY_OF, place=pl.lit("conditions"), observed_at=utc_moments(ID, frame["ts"]))
    return observations(ID, unpivot(wide, QUANTITY_OF, 300))


def slices(raw: bytes) -> Iterator[Arrival]:
    """One delivery for each row, with the columns that are read, 60 seconds after the interval's end."""
    frame = read_csv(ID, raw, ["ts", *QUANTITY_OF])
    frame = frame.with_columns(start=utc_moments(ID, frame["ts"])).sort("start")
    for row in frame.iter_slices(1):
        start = row.item(0, "start")
        yield Arrival(at=start + SPAN + DELAY, key=start.isoformat(), raw=row.drop("start").write_csv().encode())


SOURCE = Source(
    id=ID,
    title="Weer, water en lucht",
    url="https://www.buienradar.nl/",
    licence="Open data van de uitgevers, met bronvermelding",
    attribution="Buienradar, Rijkswaterstaat, Luchtmeetnet",
    purpose="Zien onder welke omstandigheden het druk is: weer, waterstand en lucht.",
    legal_ground="Open data van overheden; geen persoonsgegevens.",
    retention_days=1095,
    every=SPAN,
    max_age=timedelta(minutes=30),
    yields=frozenset(QUANTITY_OF.values()),
    parse=parse,
    slices=slices,
)
