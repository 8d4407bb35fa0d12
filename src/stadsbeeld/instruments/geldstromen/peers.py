"""Which gemeenten are alike: by size, urbanity and social structure, with what makes them so.

Each figure is put on a scale (the logarithm for counts and densities, where twice as many is a step), then
standardised over all gemeenten that take part: z = (x − mean) / standard deviation. The distance in a dimension is the
root mean square of the differences in z of its figures, so that a dimension with more figures does not weigh more. The
distance of two gemeenten is √Σ w·d² over dimensions, with weights that add up to 1; similarity = 1 / (1 + distance).

A gemeente of which a figure is missing, withheld or implausible takes no part: it is nobody's peer, and is in no mean.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stadsbeeld.domain.errors import InputError, NotFoundError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """`figures`: ids, each with whether its logarithm is taken. `weight`: relative to the others."""

    id: str
    figures: Mapping[str, bool]
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not self.figures or self.weight <= 0:
            raise ValueError(f"dimension {self.id} has no figures or no weight")


DIMENSIONS = (
    Dimension(id="size", figures=MappingProxyType({"inhabitants_n": True})),
    Dimension(id="urbanity", figures=MappingProxyType({"addresses_n_km2": True})),
    Dimension(
        id="social-structure",
        figures=MappingProxyType(
            {"low_income_40_pct": False, "social_minimum_pct": False, "social_structure_class": False}
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """In one dimension: `distance` in standard deviations, `share` of the squared distance of the two that it makes
    (0 where they do not differ at all), and the values of both by figure, in the figure's own unit."""

    dimension: str
    distance: float
    share: float
    own: Mapping[str, float]
    other: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """`differences` in the order of the dimensions. `driver`: the dimension in which they differ most and that
    therefore drove the distance, None where they differ in none."""

    area: str
    distance: float
    similarity: float
    differences: tuple[Difference, ...]
    driver: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """`peers`: nearest first. `compared`: how many gemeenten took part, itself included. `left_out`: those that did
    not, each with the figures that are not told of it (none where it was left out by the caller)."""

    area: str
    peers: tuple[Peer, ...]
    compared: int
    left_out: Mapping[str, tuple[str, ...]]


def peers_of(
    area: str,
    figures: pl.DataFrame,
    *,
    count: int = 10,
    dimensions: tuple[Dimension, ...] = DIMENSIONS,
    without: Set[str] = frozenset(),
) -> Peers:
    """The `count` gemeenten nearest to `area`; equally near ones in the order of their codes.

    `figures`: `area`, `figure`, `value`, `mark`, one row for each area and figure (the caller chose the year); only
    values without a mark are used. `without`: gemeenten that take no part, such as those without accounts. Raises
    NotFoundError where nothing is told of `area`, and InputError where a figure of it is not told or it was left out.
    """
    names = [name for dimension in dimensions for name in dimension.figures]
    wide = _wide(figures, names)
    absent = {
        row["area"]: tuple(name for name in names if row[name] is None)
        for row in wide.iter_rows(named=True)
        if row["area"] in without or any(row[name] is None for name in names)
    }
    if area not in set(wide["area"]):
        raise NotFoundError("gemeente", area)
    if area in absent:
        raise InputError(f"{area} has no peers: {list(absent[area])} are not told of it", figures=list(absent[area]))
    kept = wide.filter(~pl.col("area").is_in(list(absent))).sort("area")
    values = kept.select(names).to_numpy().astype(np.float64)
    distances = _distances(values, kept["area"].to_list().index(area), names, dimensions)
    weights = np.array([dimension.weight for dimension in dimensions])
    weighed = distances**2 * (weights / weights.sum())
    order = np.argsort(np.sqrt(weighed.sum(axis=1)), kind="stable")
    codes = kept["area"].to_list()
    own = codes.index(area)
    return Peers(
        area=area,
        peers=tuple(
            _peer(codes[other], (distances[other], weighed[other]), (values[own], values[other]), dimensions)
            for other in [int(index) for index in order if index != own][:count]
        ),
        compared=len(codes),
        left_out=MappingProxyType(absent),
    )


def _wide(figures: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """A row for each gemeente, a column for each figure; null where it has no value without a mark."""
    asked = figures.filter(pl.col("area").str.starts_with("GM") & pl.col("figure").is_in(names))
    plain = asked.with_columns(value=pl.when(pl.col("mark").is_null()).then(pl.col("value")))
    wide = plain.pivot(on="figure", index="area", values="value")
    return wide.with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in names if name not in wide.columns)


def _distances(values: Floats, own: int, names: list[str], dimensions: tuple[Dimension, ...]) -> Floats:
    """[gemeenten, dimensions]: root mean square difference in z to the row `own`."""
    logged = [by_log for dimension in dimensions for by_log in dimension.figures.values()]
    if (values[:, logged] <= 0).any():
        raise InputError(f"no logarithm can be taken of all values of {names}", figures=names)
    scaled = np.where(logged, np.log(np.where(logged, values, 1.0)), values)
    # A figure that is the same everywhere tells nobody apart, and has no deviation to divide by.
    varies = np.ptp(values, axis=0) > 0
    z = np.where(varies, scaled - scaled.mean(axis=0), 0.0) / np.where(varies, scaled.std(axis=0), 1.0)
    squared = (z - z[own]) ** 2
    ends = np.cumsum([len(dimension.figures) for dimension in dimensions])
    parts = np.split(squared, ends[:-1], axis=1)
    return np.column_stack([np.sqrt(part.mean(axis=1)) for part in parts])


def _peer(
    area: str, told: tuple[Floats, Floats], values: tuple[Floats, Floats], dimensions: tuple[Dimension, ...]
) -> Peer:
    distances, weighed = told
    total = float(weighed.sum())
    distance = total**0.5
    differences, at = [], 0
    for index, dimension in enumerate(dimensions):
        of = slice(at, at := at + len(dimension.figures))
        own, other = (
            MappingProxyType(dict(zip(dimension.figures, map(float, row[of]), strict=True))) for row in values
        )
        share = float(weighed[index]) / total if total > 0 else 0.0
        differences.append(
            Difference(dimension=dimension.id, distance=float(distances[index]), share=share, own=own, other=other)
        )
    widest = max(differences, key=lambda difference: difference.share)
    return Peer(
        area=area,
        distance=distance,
        similarity=1 / (1 + distance),
        differences=tuple(differences),
        driver=widest.dimension if total > 0 else None,
    )
