"""Observations: what was so, somewhere, for a while."""

from typing import Self

import polars as pl

from stadsbeeld.domain.quantity import QUANTITIES

SCHEMA = pl.Schema(
    {
        "place": pl.String(),
        "quantity": pl.String(),
        "observed_at": pl.Datetime("us", "UTC"),
        "span_s": pl.Int32(),
        "value": pl.Float64(),
        "mark": pl.String(),
    }
)
KEY = ["place", "quantity", "observed_at"]
MISSING, IMPLAUSIBLE = "missing", "implausible"


class Observations:
    """A checked table of observations, sorted by key.

    Columns: `place` id; `quantity` id of `domain.quantity`; `observed_at` start of the interval (UTC);
    `span_s` its length in seconds (0: a moment; the interval is [observed_at, observed_at + span_s));
    `value` in the quantity's unit, null where the source says it has none; `mark` null for a plain value,
    `missing` where value is null, `implausible` where the value lies outside the quantity's bounds (kept, but
    it never colours a map).

    The key (place, quantity, observed_at) is unique. `__init__` raises ValueError on a wrong schema, a null
    in the key, a repeated key, an unknown quantity, a negative span or a NaN; marks are set here, in one
    place, so no source can forget them.
    """

    __slots__ = ("frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        if "mark" not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("mark"))
        if missing := set(SCHEMA) - set(frame.columns):
            raise ValueError(f"observations lack the columns {sorted(missing)}")
        frame = frame.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
        _refuse_unusable(frame)
        low = pl.col("quantity").replace_strict(
            {q.id: float(q.low) for q in QUANTITIES.values()}, return_dtype=pl.Float64
        )
        high = pl.col("quantity").replace_strict(
            {q.id: float(q.high) for q in QUANTITIES.values()}, return_dtype=pl.Float64
        )
        self.frame = frame.with_columns(
            mark=pl.when(pl.col("value").is_null())
            .then(pl.lit(MISSING))
            .when((pl.col("value") < low) | (pl.col("value") > high))
            .then(pl.lit(IMPLAUSIBLE))
            .otherwise(pl.col("mark"))
        ).sort(KEY)

    @classmethod
    def empty(cls) -> Self:
        return cls(pl.DataFrame(schema=SCHEMA))

    def __len__(self) -> int:
        return len(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Observations) and self.frame.equals(other.frame)

    __hash__ = None  # type: ignore[assignment]


def _refuse_unusable(frame: pl.DataFrame) -> None:
    """Raise ValueError for the first thing that makes the table unusable."""
    for column in [*KEY, "span_s"]:
        if frame[column].null_count():
            raise ValueError(f"{column} is null in {frame[column].null_count()} rows")
    if unknown := set(frame["quantity"].unique()) - set(QUANTITIES):
        raise ValueError(f"unknown quantities {sorted(unknown)}")
    if frame.select(pl.struct(KEY).is_duplicated().any()).item():
        raise ValueError("the same place, quantity and observed_at stand there twice")
    if len(frame) and frame.select((pl.col("span_s") < 0).any()).item():
        raise ValueError("a span is negative")
    if frame.select((pl.col("value").is_nan() | pl.col("value").is_infinite()).any()).item():
        raise ValueError("a value is not a finite number")
