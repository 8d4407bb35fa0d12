"""Places and their thresholds as tables, from the records that hold them."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from stadsbeeld.domain.place import PlaceKind
from stadsbeeld.frames.records import Version
from stadsbeeld.geo.within import AreaIndex
from stadsbeeld.instruments.drukte.scales import DECIDES, SCALES, effective_width_m

PLACES = pl.Schema(
    {
        "id": pl.String(),
        "title": pl.String(),
        "kind": pl.String(),
        "lon": pl.Float64(),
        "lat": pl.Float64(),
        "lanes": pl.Int32(),
        "width_m": pl.Float64(),
        "width_source": pl.String(),
        "capacity_h": pl.Float64(),
        "capacity_source": pl.String(),
        "free_speed_kmh": pl.Float64(),
        "free_speed_source": pl.String(),
        "street": pl.String(),
        "areas": pl.List(pl.String()),
        "doubt": pl.String(),
        "effective_m": pl.Float64(),
    }
)
BOUNDS = ("bound_a", "bound_b", "bound_c", "bound_d", "bound_e")
THRESHOLDS = pl.Schema(
    {"id": pl.String(), "scale": pl.String(), "measured": pl.String(), **dict.fromkeys(BOUNDS, pl.Float64())}
)
CANDIDATES = pl.DataFrame(
    [
        {"kind": kind.value, "quantity": quantity, "scale": scale, "rank": rank}
        for kind, decides in DECIDES.items()
        for rank, (quantity, scale) in enumerate(decides)
    ],
    schema={"kind": pl.String(), "quantity": pl.String(), "scale": pl.String(), "rank": pl.Int32()},
)
SCALE_TABLE = pl.DataFrame(
    [
        {
            "scale": scale.id,
            "measured": scale.quantity,
            "higher": scale.direction == "higher-is-worse",
            "uncertain_from": scale.uncertain_from,
            "scale_unit": scale.unit,
            **dict(zip(BOUNDS, scale.bounds, strict=True)),
        }
        for scale in SCALES.values()
    ]
)


def places_table(versions: Iterable[Version], areas: AreaIndex | None = None) -> pl.DataFrame:
    """Columns of `PLACES`, one row a place, sorted by id.

    Measuring stations are left out: weather is no crowd, and has no level. `areas`, where given, tells in which
    areas a place lies that does not say so itself (its record has no `areas`). `effective_m` is the width that
    people use, null where the width is unknown.
    """
    rows = [
        _row(version, areas)
        for version in sorted(versions, key=lambda version: version.id)
        if version.body["kind"] != PlaceKind.MEASURING_STATION.value
    ]
    return pl.DataFrame(rows, schema=PLACES)


def _row(version: Version, areas: AreaIndex | None) -> dict[str, Any]:
    body = version.body
    row = {name: body.get(name) for name in PLACES}
    row["id"] = version.id
    if row["areas"] is None:
        row["areas"] = areas.around(body["lon"], body["lat"]) if areas else []
    row["effective_m"] = effective_width_m(row["width_m"]) if row["width_m"] else None
    return row


def thresholds_table(versions: Iterable[Version]) -> pl.DataFrame:
    """Columns of `THRESHOLDS`: the scale and bounds that somebody chose for a place, instead of the usual ones for what
    is `measured` there (the quantity of the scale)."""
    rows = [
        {
            "id": version.id,
            "scale": version.body["scale"],
            "measured": SCALES[version.body["scale"]].quantity,
            **{column: float(version.body["bounds"][letter]) for column, letter in zip(BOUNDS, "ABCDE", strict=True)},
        }
        for version in versions
        if version.body.get("bounds") and version.body["scale"] in SCALES
    ]
    return pl.DataFrame(rows, schema=THRESHOLDS)
