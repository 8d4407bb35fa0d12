"""Incidents, roadworks and bridge openings around a city, as a JSON list kept from NDW's open data.

A row: `k` (a key that comes again when the same thing happens at the same spot), `t` (start), `until` (end; absent
or null while it lasts; roadworks may give an end that is planned), `type`, `name` of the road (may be empty), `x`
and `y`: metres east and north of 51.92 N 4.48 E, which belongs to the format. `seen` (last seen) is not read.

A record of kind `incident` has the id `<k>@<t>`: the same `k` at another time is another incident.
"""

import itertools
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from stadsbeeld.connect.json_text import field, read_rows
from stadsbeeld.connect.source import Arrival, Source
from stadsbeeld.connect.times import utc
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.records import Record, Records

ID = "road_incidents"
TYPES = {"obstruction", "accident", "roadworks", "bridge-open"}
ORIGIN_LON, ORIGIN_LAT = 4.48, 51.92
METRES_PER_DEGREE = math.pi * 6_371_008.8 / 180
FARTHEST_M = 200_000
# Not names of a road, but what the publisher writes where it has none.
PLACEHOLDERS = {"": "Naam van de weg onbekend", "MOTORWAY SEGMENT": "Autosnelweg"}


def parse(raw: bytes) -> Records:
    """One incident for each row: type, title, lon and lat (WGS84), startedAt, endedAt (null while it lasts).

    The point is equirectangular around the origin: lat = 51.92 + y / R, lon = 4.48 + x / (R cos 51.92°), R one
    degree of a sphere of 6,371,008.8 m; within 10 km that is 60 m at most. Raises SourceFormatError with the row.
    """
    records = [_record(row, number) for number, row in enumerate(read_rows(ID, raw), start=1)]
    try:
        return Records.of("incident", records)
    except ValueError as error:
        raise SourceFormatError(ID, str(error)) from error


def slices(raw: bytes) -> Iterator[Arrival]:
    """What came in, minute by minute: an incident without its end when it starts, and with it when it has ended.

    `at` is the last of these moments in the minute. `seen` and a later `until` are hidden: nothing tells the future.
    """
    parse(raw)
    events: list[tuple[datetime, dict[str, Any]]] = []
    for row in read_rows(ID, raw):
        told = {name: value for name, value in row.items() if name not in {"seen", "until"}}
        events.append((utc(row["t"]), told))
        if (end := row.get("until")) is not None:
            events.append((utc(end), told | {"until": end}))
    events.sort(key=lambda event: event[0])
    for minute, group in itertools.groupby(events, key=lambda event: event[0].replace(second=0, microsecond=0)):
        newest: dict[tuple[str, str], dict[str, Any]] = {}
        at = minute
        for moment, told in group:
            at = moment
            newest[told["k"], told["t"]] = told
        yield Arrival(at=at, key=minute.isoformat(), raw=orjson.dumps(list(newest.values())))


def _record(row: dict[str, Any], number: int) -> Record:
    key, name, kind = (field(ID, row, column, str, number) for column in ("k", "name", "type"))
    east, north = (field(ID, row, column, float, number) for column in ("x", "y"))
    if kind not in TYPES:
        raise SourceFormatError(ID, f"the type {kind!r} is not one of {', '.join(sorted(TYPES))}", number)
    if not key or max(abs(east), abs(north)) > FARTHEST_M:
        raise SourceFormatError(ID, "k is empty, or the point lies more than 200 km away", number)
    start = _moment(row, "t", number)
    end = None if row.get("until") is None else _moment(row, "until", number)
    if end is not None and end < start:
        raise SourceFormatError(ID, "it ends before it starts", number)
    return Record(
        id=f"{key}@{_iso(start)}",
        body={
            "type": kind,
            "title": PLACEHOLDERS.get(name, name),
            "lon": round(ORIGIN_LON + east / (METRES_PER_DEGREE * math.cos(math.radians(ORIGIN_LAT))), 6),
            "lat": round(ORIGIN_LAT + north / METRES_PER_DEGREE, 6),
            "startedAt": _iso(start),
            "endedAt": None if end is None else _iso(end),
        },
    )


def _moment(row: dict[str, Any], name: str, number: int) -> datetime:
    try:
        return utc(field(ID, row, name, str, number))
    except ValueError as error:
        raise SourceFormatError(ID, f"{name} is not a time with an offset", number) from error


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


SOURCE = Source(
    id=ID,
    title="Incidenten, wegwerkzaamheden en brugopeningen (NDW)",
    url="https://opendata.ndw.nu/",
    licence="CC0-1.0",
    attribution="NDW",
    purpose="Zien waar een weg gestremd of een brug open is.",
    legal_ground="Open data van overheden; geen persoonsgegevens.",
    retention_days=1095,
    every=timedelta(minutes=5),
    max_age=timedelta(minutes=90),
    yields=frozenset({"record:incident"}),
    parse=parse,
    slices=slices,
)
