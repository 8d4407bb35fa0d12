"""From an observed value to the number that a scale speaks of, as column expressions over one table."""

from itertools import pairwise

import polars as pl

from stadsbeeld.instruments.drukte.register import BOUNDS


def measure() -> pl.Expr:
    """The value on its scale; null where the place lacks what it takes (free speed, width).

    Needs `scale`, `quantity`, `value`, `free_speed_kmh`, `effective_m`. Speed becomes a share of free speed, a
    count becomes people a minute through each metre of effective width; anything else stays as it is.
    """
    return (
        pl.when(pl.col("scale") == "road-speed-share")
        .then(pl.col("value") / pl.col("free_speed_kmh"))
        .when(pl.col("quantity") == "flow_ped_h")
        .then(pl.col("value") / 60 / pl.col("effective_m"))
        .when(pl.col("quantity") == "flow_ped_min")
        .then(pl.col("value") / pl.col("effective_m"))
        .otherwise(pl.col("value"))
    )


def level_index() -> pl.Expr:
    """How many bounds `scale_value` has passed: 0 is A, 5 is F. Needs the bounds and `higher`.

    A bound belongs to the better level where higher is worse, and to the worse one where lower is worse.
    """
    value = pl.col("scale_value")
    return pl.sum_horizontal(
        pl.when("higher").then(value > pl.col(bound)).otherwise(value <= pl.col(bound)).cast(pl.Int32)
        for bound in BOUNDS
    )


def position(value: pl.Expr) -> pl.Expr:
    """Where a value stands on its scale, 0 (best) to 6 (worst), straight between the bounds.

    The whole part is the level's number; so 0.5 is half a level's width on every scale. The first band begins at 0,
    or at the bound / 0.85 where lower is worse (a share of 1 on the road scale); the last ends at twice the
    last bound, or at 0.
    """
    bounds = [pl.col(bound) for bound in BOUNDS]
    up = [pl.lit(0.0), *bounds, bounds[-1] * 2]
    down = [bounds[0] / 0.85, *bounds, pl.lit(0.0)]
    return (
        pl.when("higher")
        .then(pl.sum_horizontal(((value - a) / (b - a)).clip(0, 1) for a, b in pairwise(up)))
        .otherwise(pl.sum_horizontal(((a - value) / (a - b)).clip(0, 1) for a, b in pairwise(down)))
    )
