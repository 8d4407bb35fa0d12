"""Wide yearly tables (a row for each area, a column for each figure) as checked figures and areas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.areas import Areas
from stadsbeeld.frames.figures import SECRET, Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a published column holds: the figure, and what its number is multiplied by to be in the figure's unit.

    `year`: the column that tells its year, where that is another one than the table's. `secret`: the publisher
    withholds it of small areas, so that an empty cell is not always an absent one. `zero_is_missing`: the publisher
    writes 0 where it has no value.
    """

    figure: str
    times: float = 1
    year: str | None = None
    secret: bool = False
    zero_is_missing: bool = False


def figure_rows(
    source: str, wide: pl.DataFrame, columns: Mapping[str, Column], year: int, withheld: str
) -> pl.DataFrame:
    """Every cell of the wide frame (`area`, and numbers) as a row of figures, the empty ones too.

    `columns` that the frame lacks are left out. `withheld` names a column that is above zero where an empty cell of a
    `secret` column is withheld, such as that of inhabitants. The year is that of the table, or what the column's own
    year column tells; without a value that may be empty. Raises SourceFormatError for a value whose own year is not
    told.
    """
    hidden = (pl.col(withheld) > 0).alias("withheld")
    return pl.concat(
        [
            _one(source, wide.with_columns(hidden), name, column, year)
            for name, column in columns.items()
            if name in wide
        ]
    )


def _one(source: str, wide: pl.DataFrame, name: str, column: Column, year: int) -> pl.DataFrame:
    value = pl.col(name).cast(pl.Float64)
    if column.zero_is_missing:
        value = pl.when(value != 0).then(value)
    own = pl.lit(year, dtype=pl.Float64) if column.year is None else pl.col(column.year).cast(pl.Float64)
    withheld = value.is_null() & pl.col("withheld") & pl.lit(column.secret)
    rows = wide.select(
        "area",
        own.alias("year"),
        pl.lit(column.figure).alias("figure"),
        (value * column.times).alias("value"),
        pl.when(withheld).then(pl.lit(SECRET)).alias("mark"),
    )
    if rows.select((pl.col("year").is_null() & pl.col("value").is_not_null()).any()).item():
        raise SourceFormatError(source, f"{name} has a value and {column.year} does not tell its year")
    whole = pl.col("year").fill_null(year)
    if not rows.select(((whole == whole.floor()) & whole.is_between(1900, 2199)).all()).item():
        raise SourceFormatError(source, f"{column.year} is not a year")
    return rows.with_columns(whole.cast(pl.Int32))


def figures(source: str, frame: pl.DataFrame) -> Figures:
    """The checked table; what it refuses (a repeated key, a code that is none) becomes a SourceFormatError."""
    try:
        return Figures(frame)
    except ValueError as error:
        raise SourceFormatError(source, str(error)) from error


def areas(source: str, frame: pl.DataFrame, told: Figures) -> Areas:
    """The checked table with its figures; what it refuses becomes a SourceFormatError."""
    try:
        return Areas(frame, told)
    except ValueError as error:
        raise SourceFormatError(source, str(error)) from error


def yields_of(columns: Iterable[Column]) -> frozenset[str]:
    """What a source with these columns may give, as `Source.yields` wants it."""
    return frozenset(f"figure:{column.figure}" for column in columns)
