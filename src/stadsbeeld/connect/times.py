"""Times as publishers write them, to aware UTC. A time without a zone is local wall time and says so by its reader."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

import polars as pl

from stadsbeeld.domain.errors import SourceFormatError

# Nothing published here is older or later: a time outside is a damaged one, and breaks arithmetic near the ends.
FIRST_YEAR, LAST_YEAR = 1900, 2200


@lru_cache(maxsize=4096)
def utc(text: str) -> datetime:
    """An ISO 8601 date and time with an offset, as UTC. Raises ValueError without an offset, outside 1900 to 2200, or
    for anything else."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment.astimezone(UTC)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a time with an offset") from error
    raise ValueError(f"{text!r} is not a time with an offset")


def utc_moments(source: str, texts: pl.Series) -> pl.Series:
    """A column of such texts. Raises SourceFormatError with the row (1-based); null is refused too."""
    moments = []
    for number, text in enumerate(texts, start=1):
        try:
            moments.append(utc(text))
        except (ValueError, TypeError) as error:
            raise SourceFormatError(source, f"{texts.name} is not a time with an offset: {text!r}", number) from error
    return pl.Series(texts.name, moments, dtype=pl.Datetime("us", "UTC"))


def wall_to_utc(frame: pl.DataFrame, column: str, zone: str, of: Sequence[str]) -> pl.DataFrame:
    """The frame with `column`, local wall time of `zone`, as UTC; `of` are the columns that name the place.

    Two hours a year need a decision:

    - **Autumn: the doubled hour.** The wall shows the same hour twice. Where a place has two rows for it, the first
      row is the first of the two hours and the second row the second: a file is written in the order of time. Where
      it has one row only, that is taken for the first hour; the second is then unknown, not invented. A third row
      falls together with the second, and the check on repeated keys refuses the table.
    - **Spring: the skipped hour.** A row at a wall time that never was cannot be placed: its UTC is **null**, for
      the source to leave out (and say so) or to refuse. Moving it an hour on would put two hours in one.

    Null stays null.
    """
    if frame.is_empty():
        # polars 2.1 panics on a zone that depends on another column where there are no rows.
        return frame.with_columns(pl.col(column).cast(pl.Datetime("us", "UTC")))
    order = pl.int_range(pl.len()).over([*of, column])
    which = pl.when(order == 0).then(pl.lit("earliest")).otherwise(pl.lit("latest"))
    return frame.with_columns(
        pl.col(column)
        .dt.replace_time_zone(zone, ambiguous=which, non_existent="null")
        .dt.convert_time_zone("UTC")
        .dt.cast_time_unit("us")
    )
