"""Figures carried from one division of the land to another that does not nest in it, and never a unit more or less.

Area weighting takes the land of a zone as even; dasymetric weighting (Wright 1936; Eicher and Brewer 2001) knows from a
third, finer division how many people live where. `tobler` does both, but brings geopandas and rasterio (and with it
GDAL) into every installation for a few lines of Shapely, which is here already.

Land is measured in the cylindrical equal-area projection of Lambert (x = R·λ, y = R·sin φ): shapes are stretched, areas
are exact on the sphere, and within one country parts of a zone are to each other as they are on the ellipsoid to a few
in a hundred thousand. Borders are straight in it between the points of a map, which lie near to each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from stadsbeeld.domain.errors import InputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shapes = NDArray[Any]
Zones = Mapping[str, Mapping[str, Any]]
"""Code → GeoJSON geometry in WGS84 degrees. A polygon that crosses itself is mended."""
EARTH_M = 6_371_007.2  # the sphere with the area of the earth
OUTSIDE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A finer division with how many live (or whatever else is to weigh) in each of its zones, spread evenly within."""

    zones: Zones
    count: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    """What source `i` and target `j` share, or what of source `i` lies outside all targets (`j` is OUTSIDE)."""

    i: Ints
    j: Ints
    shape: Shapes


def areas_m2(zones: Zones) -> dict[str, float]:
    """Land and water together."""
    return dict(zip(zones, shapely.area(_flat(zones)).tolist(), strict=True))


def shares(source: Zones, target: Zones, people: People | None = None, *, least: float = 0.0) -> pl.DataFrame:
    """Which part of each source zone lies in which target zone: `source`, `target`, `share`, sorted.

    Shares of a source sum to 1. A null `target` is what lies outside all targets. Where targets overlap, each gets its
    part of the overlap. With `people` parts are weighed by those who live there; a source where nobody lives falls back
    to area, for what is to be carried must go somewhere. A part that holds less than `least` of its source is taken for
    a seam between two maps and left out, unless it is the largest. Raises InputError for a zone without area, or a
    count that is negative or not known.
    """
    ours, theirs = _flat(source), _flat(target)
    size = shapely.area(ours)
    if (size <= 0).any():
        raise InputError(f"the zone {list(source)[int(np.argmin(size))]} has no area")
    pieces = _pieces(ours, theirs)
    weight = by_area = shapely.area(pieces.shape)
    if people is not None:
        weight = _lived_in(pieces.shape, people)
        peopled = np.bincount(pieces.i, weight, len(ours)) > 0
        weight = np.where(peopled[pieces.i], weight, by_area)
    targets = pl.Series(list(target), dtype=pl.String)
    parts = pl.DataFrame(
        {
            "source": pl.Series(list(source), dtype=pl.String).gather(pieces.i),
            "target": targets.gather(pl.Series(pieces.j).replace(OUTSIDE, None)),
            "weight": weight,
        }
    )
    part = pl.col("weight") / pl.col("weight").sum().over("source")
    parts = parts.with_columns(part=part).filter(
        (pl.col("part") >= least) | (pl.col("part") == pl.col("part").max().over("source")), pl.col("part") > 0
    )
    return parts.select("source", "target", share=part).sort("source", "target", nulls_last=True)


def carried(counts: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """Counts or amounts (`source`, `value`) in the other division (`target`, `value`), the null target included.

    The sum stays what it was. A target that holds a part of a source of which the value is null has null: what is not
    known in a part is not known in the whole. A source without a row counts as null.
    """
    parts = shares.join(counts, on="source", how="left").with_columns(value=pl.col("value") * pl.col("share"))
    return _known(parts, pl.col("value").sum())


def averaged(means: pl.DataFrame, counts: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """Means (`source`, `value`), such as a WOZ per dwelling, in the other division: weighed by `counts`.

    Null as in `carried`, and where the counts in a target sum to 0.
    """
    parts = shares.join(means, on="source", how="left").join(counts.rename({"value": "count"}), on="source", how="left")
    weight = pl.col("count") * pl.col("share")
    parts = parts.with_columns(weight=weight, value=pl.when(weight > 0).then("value").when(weight == 0).then(0.0))
    weighed = (pl.col("value") * pl.col("weight")).sum() / pl.col("weight").sum()
    return _known(parts, pl.when(pl.col("weight").sum() > 0).then(weighed))


def _known(parts: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    known = pl.col("value").null_count() == 0
    return parts.group_by("target").agg(pl.when(known).then(value).alias("value")).sort("target", nulls_last=True)


def _flat(zones: Zones) -> Shapes:
    shapes = shapely.make_valid(np.array([shape(zone) for zone in zones.values()], dtype=object))
    return np.asarray(shapely.make_valid(shapely.transform(shapes, _equal_area)), dtype=object)


def _equal_area(degrees: Floats) -> Floats:
    lon, lat = np.radians(degrees).T
    return np.column_stack([EARTH_M * lon, EARTH_M * np.sin(lat)])


def _pieces(ours: Shapes, theirs: Shapes) -> _Pieces:
    i, j, shared = _shared(ours, theirs)
    over = [shapely.union_all(theirs[j[i == n]]) for n in range(len(ours))]
    left = shapely.difference(ours, np.array(over, dtype=object))
    some = np.flatnonzero(shapely.area(left) > 0)
    return _Pieces(
        i=np.concatenate([i, some]),
        j=np.concatenate([j, np.full(len(some), OUTSIDE)]),
        shape=np.concatenate([shared, left[some]]),
    )


def _shared(ours: Shapes, theirs: Shapes) -> tuple[Ints, Ints, Shapes]:
    i, j = shapely.STRtree(theirs).query(ours, predicate="intersects")
    shared = shapely.intersection(ours[i], theirs[j])
    some = shapely.area(shared) > 0
    return i[some], j[some], shared[some]


def _lived_in(shapes: Shapes, people: People) -> Floats:
    """How many live within each shape."""
    fine = _flat(people.zones)
    count = np.array([people.count[zone] for zone in people.zones], dtype=np.float64)
    if not (np.isfinite(count).all() and (count >= 0).all()):
        raise InputError("a count of people is negative or not known")
    i, j, shared = _shared(shapes, fine)
    here = shapely.area(shared) / shapely.area(fine)[j] * count[j]
    lived: Floats = np.bincount(i, here, len(shapes)).astype(np.float64)
    return lived
