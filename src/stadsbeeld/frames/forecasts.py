"""Forecasts: what was said, at a moment, of what would be so."""

import itertools
from typing import Self

import polars as pl

from stadsbeeld.domain.quantity import QUANTITIES

LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
QUANTILE_COLUMNS = tuple(f"q{round(100 * level)}" for level in LEVELS)
SCHEMA = pl.Schema(
    {
        "place": pl.String(),
        "quantity": pl.String(),
        "observed_at": pl.Datetime("us", "UTC"),
        "span_s": pl.Int32(),
        **dict.fromkeys(QUANTILE_COLUMNS, pl.Float32()),
        "mean": pl.Float32(),
        "model": pl.String(),
    }
)
KEY = ["place", "quantity", "observed_at", "span_s"]


class Forecasts:
    """A checked table of one issue of forecasts, sorted by key. The issue time is their `known_at`: the store sets it.

    Columns: `place`; `quantity`; `observed_at`, the start of the interval that is foretold (UTC), and `span_s` its
    length; `q10` … `q90`, the quantiles in the quantity's unit, rising and not negative; `mean`; `model`, its id. A
    place that is not foretold has no row. The key (place, quantity, observed_at, span_s) is unique.

    Raises ValueError on a wrong schema, a null, an unknown quantity, a repeated key, or quantiles that fall.
    """

    __slots__ = ("frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        if lacking := set(SCHEMA) - set(frame.columns):
            raise ValueError(f"forecasts lack the columns {sorted(lacking)}")
        frame = frame.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
        if frame.null_count().sum_horizontal().item():
            raise ValueError("a forecast is null")
        if unknown := set(frame["quantity"].unique()) - set(QUANTITIES):
            raise ValueError(f"unknown quantities {sorted(unknown)}")
        if frame.select(pl.struct(KEY).is_duplicated().any()).item():
            raise ValueError("the same place, quantity and interval is foretold twice")
        _refuse_disorder(frame)
        self.frame = frame.sort(KEY)

    @classmethod
    def empty(cls) -> Self:
        return cls(pl.DataFrame(schema=SCHEMA))

    def __len__(self) -> int:
        return len(self.frame)


def _refuse_disorder(frame: pl.DataFrame) -> None:
    pairs = itertools.pairwise(QUANTILE_COLUMNS)
    falls = frame.select(pl.any_horizontal((pl.col(low) > pl.col(high)) for low, high in pairs).any()).item()
    if falls or frame.select((pl.col("q10") < 0).any()).item():
        raise ValueError("quantiles rise and are not negative")
    finite = frame.select(pl.all_horizontal(pl.col(*QUANTILE_COLUMNS, "mean").is_finite()).all()).item()
    if len(frame) and not finite:
        raise ValueError("a quantile is not a finite number")
