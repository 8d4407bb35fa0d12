"""Areas: the gemeenten, wijken and buurten of a year, with their boundaries and what was told of them."""

from typing import Self

import orjson
import polars as pl

from stadsbeeld.frames import checks
from stadsbeeld.frames.figures import Figures

SCHEMA = pl.Schema(
    {
        "area": pl.String(),
        "kind": pl.String(),
        "name": pl.String(),
        "parent": pl.String(),
        "year": pl.Int32(),
        "geometry": pl.String(),
    }
)
KEY = ["area", "year"]
# The letters with which a code of the kind begins.
KINDS = {"gemeente": "GM", "wijk": "WK", "buurt": "BU"}


class Areas:
    """A checked table of areas, sorted by key, with the `figures` that came along with it.

    Columns: `area`, its CBS code; `kind`; `name`; `parent`, the code of what it is part of, null where nothing is
    known above it; `year`, the vintage of the boundary; `geometry`, a GeoJSON Polygon or MultiPolygon as text in WGS84
    (longitude first), null where the boundary is not known.

    The key (area, year) is unique; its length counts areas. Raises ValueError on a wrong schema, a null elsewhere, a
    repeated key, an unknown kind, a code that does not fit the kind, or a geometry that is none.
    """

    __slots__ = ("figures", "frame")

    def __init__(self, frame: pl.DataFrame, figures: Figures | None = None) -> None:
        frame = checks.shaped(frame, SCHEMA, "areas")
        checks.refuse_nulls(frame, [*KEY, "kind", "name"])
        checks.refuse_unknown(frame, "kind", KINDS)
        checks.refuse_odd(frame, "area", checks.AREA)
        checks.refuse_odd(frame, "parent", checks.AREA)
        checks.refuse_years(frame)
        checks.refuse_repeats(frame, KEY)
        if not (frame["area"].str.head(2) == frame["kind"].replace_strict(KINDS, return_dtype=pl.String)).all():
            raise ValueError("the code of an area does not fit its kind")
        for area, geometry in frame.select("area", "geometry").drop_nulls().iter_rows():
            if not _is_on_earth(geometry):
                raise ValueError(f"the geometry of {area} is no polygon in degrees")
        self.frame = frame.sort(KEY)
        self.figures = Figures.empty() if figures is None else figures

    @classmethod
    def empty(cls) -> Self:
        return cls(pl.DataFrame(schema=SCHEMA))

    def __len__(self) -> int:
        return len(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Areas) and self.frame.equals(other.frame) and self.figures == other.figures

    __hash__ = None  # type: ignore[assignment]


def _is_on_earth(geometry: str) -> bool:
    """Whether it is a (Multi)Polygon whose first point is a longitude and latitude: RD New is metres."""
    try:
        told = orjson.loads(geometry)
        ring = {"Polygon": told["coordinates"], "MultiPolygon": told["coordinates"][0]}[told["type"]][0]
        longitude, latitude = ring[0][:2]
        return bool(-180 <= longitude <= 180 and -90 <= latitude <= 90)
    except (LookupError, TypeError, ValueError):
        return False
