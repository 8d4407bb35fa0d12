"""How a state is written for others: GeoJSON features and counts, in camelCase, as `/v1/drukte` says them."""

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson
import polars as pl

from stadsbeeld.instruments.drukte.reader import Snapshot
from stadsbeeld.instruments.drukte.state import LEVELS

# name in the answer → column of `state.state`
NAMES = {
    "id": "id",
    "title": "title",
    "kind": "kind",
    "level": "level",
    "reason": "reason",
    "quantity": "quantity",
    "value": "value",
    "unit": "unit",
    "flow": "flow",
    "flowUnit": "flow_unit",
    "share": "share",
    "scale": "scale",
    "scaleValue": "scale_value",
    "scaleUnit": "scale_unit",
    "uncertain": "uncertain",
    "freeSpeedKmh": "free_speed_kmh",
    "freeSpeedSource": "free_speed_source",
    "capacityH": "capacity_h",
    "capacitySource": "capacity_source",
    "widthM": "width_m",
    "widthSource": "width_source",
    "observedAt": "observed_at",
    "spanS": "span_s",
    "knownAt": "known_at",
    "ageS": "age_s",
    "maxAgeS": "max_age_s",
    "trend": "trend",
    "street": "street",
    "areas": "areas",
    "lanes": "lanes",
    "doubt": "doubt",
    "source": "source",
}
ROUNDED = {"share": 3, "scaleValue": 3, "freeSpeedKmh": 1, "capacityH": 0, "value": 3, "flow": 1}


def as_json(answer: Any) -> bytes:
    """Times in UTC with Z, without fractions of a second."""
    return orjson.dumps(answer, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    body: bytes
    etag: str


def answer(content: Any) -> Answer:
    body = as_json(content)
    return Answer(body=body, etag=f'W/"{hashlib.blake2b(body, digest_size=16).hexdigest()}"')


def properties(rows: pl.DataFrame) -> pl.DataFrame:
    """The table of the answer: a column for each name, rounded as people read it."""
    renamed = rows.select(pl.col(column).alias(name) for name, column in NAMES.items())
    return renamed.with_columns(pl.col(name).round(digits) for name, digits in ROUNDED.items())


def counts(rows: pl.DataFrame) -> dict[str, int]:
    """How many places have each level, `unknown` among them."""
    found = dict(rows["level"].value_counts().iter_rows())
    return {level: found.get(level, 0) for level in LEVELS}


def feature(row: dict[str, Any], lon: float, lat: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": row,
    }


def collection(snapshot: Snapshot) -> dict[str, Any]:
    """Every place as GeoJSON, with the moment, what it rests on, and how many are in each level."""
    rows = snapshot.rows
    found = zip(properties(rows).iter_rows(named=True), rows["lon"], rows["lat"], strict=True)
    return {
        "type": "FeatureCollection",
        "at": snapshot.at,
        "knownAt": snapshot.known_at,
        "live": snapshot.live,
        "counts": counts(rows),
        "total": len(rows),
        "features": [feature(row, lon, lat) for row, lon, lat in found],
    }
