"""Tables as bytes (CSV, Parquet) to polars, strictly: what is not whole or not as published is refused."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from stadsbeeld.connect.times import FIRST_YEAR, LAST_YEAR
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.observations import Observations

MAX_EXPANDED_BYTES = 1 << 30
_FIRST_S, _LAST_S = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (FIRST_YEAR, LAST_YEAR + 1))


def read_csv(source: str, raw: bytes, columns: Sequence[str], *, delimiter: str = ",") -> pl.DataFrame:
    """The named columns of a CSV with a header, all as text; an empty cell is null. Other columns are left alone.

    Every row has as many cells as the header and the last one ends in a newline: without that, an answer that
    was cut inside its last number would pass as a smaller number. Raises SourceFormatError, with the row (1-based,
    the header not counted) where that is known; also for a table without rows.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceFormatError(source, "the text is not UTF-8") from error
    if not text.endswith("\n"):
        raise SourceFormatError(source, "the last line does not end: the answer is empty or was cut off")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SourceFormatError(source, f"this is not CSV: {error}") from error
    header, rows = lines[0], lines[1:]
    if len(set(header)) != len(header):
        raise SourceFormatError(source, "a column stands there twice")
    _need(source, columns, header)
    if not rows:
        raise SourceFormatError(source, "there are no rows")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise SourceFormatError(source, f"{len(row)} cells under {len(header)} columns", number)
    return pl.DataFrame(
        {name: [row[header.index(name)] or None for row in rows] for name in columns},
        schema=dict.fromkeys(columns, pl.String),
    )


def numbers(source: str, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Text columns as Float64; null stays null. Raises SourceFormatError for anything that is not a finite number."""
    try:
        cast = frame.with_columns(pl.col(name).cast(pl.Float64, strict=True) for name in columns)
    except pl.exceptions.PolarsError as error:
        raise SourceFormatError(source, f"a number is expected in {', '.join(columns)}") from error
    for name in columns:
        if not cast[name].drop_nulls().is_finite().all():
            raise SourceFormatError(source, f"{name} holds something that is not a finite number")
    return cast


def read_parquet(
    source: str, raw: bytes, columns: Mapping[str, pl.DataType], *, max_expanded: int = MAX_EXPANDED_BYTES
) -> pl.DataFrame:
    """The named columns of a Parquet file, cast to the given types without loss; others are not read.

    A Parquet file that was cut has no footer, so no part of one can pass for the whole. Read and cast by pyarrow,
    which answers damaged bytes with an error where polars aborts; polars sees types of our own making only.
    Raises SourceFormatError; also for a table without rows, one that would expand beyond `max_expanded` bytes, a time
    with a zone where wall time is expected or the other way round, and a time outside 1900 to 2200.
    """
    wanted = pl.DataFrame(schema=columns).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    try:
        # A footer may claim any size: it is held against the bound before a page is opened.
        file = pq.ParquetFile(pa.BufferReader(raw))
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        if sum(group.total_byte_size for group in groups) > max_expanded:
            raise SourceFormatError(source, f"the table expands beyond {max_expanded} bytes")
        _need(source, list(columns), file.schema_arrow.names)
        table = file.read(columns=list(columns)).select(list(columns))
        table.validate(full=True)
        for name in columns:
            _refuse_other_zone(source, name, table.schema.field(name).type, wanted.field(name).type)
        frame = pl.DataFrame(pl.from_arrow(table.cast(wanted)))
    except (pa.ArrowException, OSError, ValueError, TypeError, MemoryError) as error:
        raise SourceFormatError(source, f"this is not the Parquet table that was published: {error}") from error
    if frame.is_empty():
        raise SourceFormatError(source, "there are no rows")
    for name in (name for name, kind in columns.items() if isinstance(kind, pl.Datetime)):
        # By the seconds: polars gives null for the year of a moment outside the calendar, and null would pass.
        if not frame[name].drop_nulls().dt.epoch("s").is_between(_FIRST_S, _LAST_S).all():
            raise SourceFormatError(source, f"{name} lies outside {FIRST_YEAR} to {LAST_YEAR}")
    return frame.cast(pl.Schema(columns))


def _refuse_other_zone(source: str, name: str, told: pa.DataType, wanted: pa.DataType) -> None:
    if pa.types.is_timestamp(wanted) and (not pa.types.is_timestamp(told) or (told.tz is None) != (wanted.tz is None)):
        raise SourceFormatError(source, f"{name} is {told}, not {wanted}")


def write_parquet(frame: pl.DataFrame) -> bytes:
    """The same frame gives the same bytes (with the same version of Arrow): for slices of an archive."""
    sink = pa.BufferOutputStream()
    pq.write_table(frame.to_arrow(compat_level=pl.CompatLevel.oldest()), sink, compression="zstd", use_dictionary=False)
    return bytes(sink.getvalue())


def observations(source: str, frame: pl.DataFrame) -> Observations:
    """The checked table; what it refuses (a repeated key, a null in it) becomes a SourceFormatError."""
    try:
        return Observations(frame)
    except ValueError as error:
        raise SourceFormatError(source, str(error)) from error


def unpivot(frame: pl.DataFrame, values: Mapping[str, str], span_s: int) -> pl.DataFrame:
    """A wide frame (`place`, `observed_at`, one column a quantity) as rows of observations.

    `values` gives the quantity of each column. Every cell becomes a row, the empty ones too: null means that the
    source had a row and no value in it.
    """
    return pl.concat(
        frame.select(
            "place",
            pl.lit(quantity).alias("quantity"),
            "observed_at",
            pl.lit(span_s).alias("span_s"),
            pl.col(column).cast(pl.Float64).alias("value"),
        )
        for column, quantity in values.items()
    )


def _need(source: str, columns: Sequence[str], present: Sequence[str]) -> None:
    if absent := [name for name in columns if name not in present]:
        raise SourceFormatError(source, f"the columns {', '.join(absent)} are not there")
