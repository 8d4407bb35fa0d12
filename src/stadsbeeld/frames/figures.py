"""Figures: what was told of an area for a year."""

from typing import Self

import polars as pl

from stadsbeeld.domain.figure import FIGURES
from stadsbeeld.frames import checks

SCHEMA = pl.Schema(
    {
        "area": pl.String(),
        "year": pl.Int32(),
        "figure": pl.String(),
        "value": pl.Float64(),
        "mark": pl.String(),
    }
)
KEY = ["area", "year", "figure"]
MISSING, SECRET, IMPLAUSIBLE = "missing", "secret", "implausible"


class Figures:
    """A checked table of figures, sorted by key.

    Columns: `area`, the code of a gemeente, wijk or buurt; `year`; `figure`, id of `domain.figure`; `value` in the
    figure's unit, null where it is not told; `mark` null for a plain value, `secret` where the publisher withholds it
    and `missing` where it has none (the value is null in both), `implausible` where the value lies outside the
    figure's bounds (kept, but in no sum and no key). A source says `secret` itself; the other marks are set here, in
    one place.

    The key (area, year, figure) is unique. Raises ValueError on a wrong schema, a null in the key, a repeated key, a
    code that is none, an unknown figure or mark, a secret with a value, or a value that is no finite number.
    """

    __slots__ = ("frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        if "mark" not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("mark"))
        frame = checks.shaped(frame, SCHEMA, "figures")
        _refuse_unusable(frame)
        bounds = pl.DataFrame(
            [(figure.id, float(figure.low), float(figure.high)) for figure in FIGURES.values()],
            schema={"figure": pl.String(), "low": pl.Float64(), "high": pl.Float64()},
            orient="row",
        )
        value, mark = pl.col("value"), pl.col("mark")
        self.frame = (
            frame.join(bounds, on="figure", how="left", maintain_order="left")
            .with_columns(
                mark=pl.when(value.is_null())
                .then(mark.fill_null(MISSING))
                .when((value < pl.col("low")) | (value > pl.col("high")))
                .then(pl.lit(IMPLAUSIBLE))
            )
            .select(SCHEMA.names())
            .sort(KEY)
        )

    @classmethod
    def empty(cls) -> Self:
        return cls(pl.DataFrame(schema=SCHEMA))

    def __len__(self) -> int:
        return len(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figures) and self.frame.equals(other.frame)

    __hash__ = None  # type: ignore[assignment]


def _refuse_unusable(frame: pl.DataFrame) -> None:
    """Raise ValueError for the first thing that makes the table unusable."""
    checks.refuse_nulls(frame, KEY)
    checks.refuse_odd(frame, "area", checks.AREA)
    checks.refuse_unknown(frame, "figure", FIGURES)
    checks.refuse_unknown(frame, "mark", (MISSING, SECRET, IMPLAUSIBLE))
    checks.refuse_years(frame)
    checks.refuse_repeats(frame, KEY)
    if not frame["value"].is_finite().all():
        raise ValueError("a value is not a finite number")
    if frame.select(((pl.col("mark") == SECRET) & pl.col("value").is_not_null()).any()).item():
        raise ValueError("a secret figure carries its value")
    if frame.select(((pl.col("mark") == IMPLAUSIBLE) & pl.col("value").is_null()).any()).item():
        raise ValueError("an implausible figure carries no value")
