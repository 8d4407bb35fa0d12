"""What every yearly table is checked for, in one place."""

from collections.abc import Collection, Sequence

import polars as pl

# A code of a gemeente, wijk or buurt as CBS writes it.
GEMEENTE = r"^GM\d{4}$"
# The last signs of a wijk or buurt may be letters: Amsterdam has WK0363AA and BU0363AA01.
AREA = r"^(GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4})$"
TEXTS = (pl.String, pl.Categorical, pl.Enum, pl.Null)
FIRST_YEAR, LAST_YEAR = 1900, 2199


def shaped(frame: pl.DataFrame, schema: pl.Schema, what: str) -> pl.DataFrame:
    """The columns of the schema, in its order and kinds. Raises ValueError where one is lacking or cannot be cast.

    A code that is no text is refused: as a number 0.10 became 0.1 already.
    """
    if lacking := set(schema) - set(frame.columns):
        raise ValueError(f"{what} lack the columns {sorted(lacking)}")
    for name, kind in schema.items():
        if kind == pl.String() and not isinstance(frame.schema[name], TEXTS):
            raise ValueError(f"{name} is {frame.schema[name]} and no text")
    try:
        return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
    except pl.exceptions.InvalidOperationError as error:
        raise ValueError(f"a column of the {what} is of another kind") from error


def refuse_nulls(frame: pl.DataFrame, columns: Sequence[str]) -> None:
    for column in columns:
        if frame[column].null_count():
            raise ValueError(f"{column} is null in {frame[column].null_count()} rows")


def refuse_repeats(frame: pl.DataFrame, key: Sequence[str]) -> None:
    if frame.select(pl.struct(key).is_duplicated().any()).item():
        raise ValueError(f"the same {', '.join(key)} stand there twice")


def refuse_unknown(frame: pl.DataFrame, column: str, known: Collection[str]) -> None:
    if unknown := set(frame[column].drop_nulls().unique()) - set(known):
        raise ValueError(f"unknown {column} {sorted(unknown)}")


def refuse_odd(frame: pl.DataFrame, column: str, pattern: str) -> None:
    """Raise ValueError where a text that is not null does not match."""
    odd = frame[column].drop_nulls().unique()
    if len(odd := odd.filter(~odd.str.contains(pattern))):
        raise ValueError(f"{column} cannot be {sorted(odd)[:3]}")


def refuse_years(frame: pl.DataFrame) -> None:
    if not frame["year"].is_between(FIRST_YEAR, LAST_YEAR).all():
        raise ValueError(f"a year lies outside {FIRST_YEAR} to {LAST_YEAR}")
