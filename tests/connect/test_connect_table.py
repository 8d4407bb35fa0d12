"""CSV and Parquet bytes, strictly."""

import io
from datetime import datetime

import polars as pl
import pytest

from stadsbeeld.connect.table import numbers, observations, read_csv, read_parquet, unpivot, write_parquet
from stadsbeeld.domain.errors import SourceFormatError

FRAME = pl.DataFrame({"n": [1, 2], "text": ["a", None], "other": [0.5, 1.5]})
COLUMNS = {"n": pl.Int16(), "text": pl.String()}


def test_the_named_columns_as_text_and_an_empty_cell_is_null():
    frame = read_csv("made", b'a,b,c\n1,,"x, y"\n2,z,\n', ["c", "a", "b"])
    assert frame.rows() == [("x, y", "1", None), (None, "2", "z")]
    assert frame.columns == ["c", "a", "b"]


def test_a_mark_of_byte_order_and_windows_lines_are_fine():
    assert read_csv("made", b"\xef\xbb\xbfa;b\r\n1;2\r\n", ["a", "b"], delimiter=";").rows() == [("1", "2")]


@pytest.mark.parametrize(
    ("raw", "reason", "row"),
    [
        (b"", "does not end", None),
        (b"a,b\n1,23", "does not end", None),
        (b"a,b\n", "no rows", None),
        (b"a,c\n1,2\n", "columns b are not there", None),
        (b"a,b,a\n1,2,3\n", "stands there twice", None),
        (b"a,b\n1,2\n3\n", "1 cells under 2 columns", 2),
        (b"a,b\n1,2,3\n", "3 cells under 2 columns", 1),
        (b"a,b\n1,2\n\n", "0 cells under 2 columns", 2),
        (b'a,b\n1,"2\n', "not CSV", None),
        (b'a,b\n1,"2"x\n', "not CSV", None),
        (b"a,b\n\xff,2\n", "not UTF-8", None),
    ],
)
def test_a_csv_is_refused(raw, reason, row):
    with pytest.raises(SourceFormatError, match=reason) as refused:
        read_csv("made", raw, ["a", "b"])
    assert refused.value.row == row


def test_numbers_are_finite_or_null():
    frame = pl.DataFrame({"a": ["1", "-2.5", None, "1e3"]})
    assert numbers("made", frame, ["a"])["a"].to_list() == [1.0, -2.5, None, 1000.0]
    for text in ("x", "1,5", "nan", "inf", "0x1", " ", "1_0"):
        with pytest.raises(SourceFormatError):
            numbers("made", pl.DataFrame({"a": [text]}), ["a"])


def test_parquet_in_the_types_that_were_asked_for():
    frame = read_parquet("made", write_parquet(FRAME), COLUMNS)
    assert frame.schema == pl.Schema(COLUMNS)
    assert frame.rows() == [(1, "a"), (2, None)]


def test_the_same_frame_gives_the_same_bytes():
    assert write_parquet(FRAME) == write_parquet(FRAME.clone())


def test_parquet_of_another_writer_is_read():
    file = io.BytesIO()
    FRAME.write_parquet(file)
    assert read_parquet("made", file.getvalue(), COLUMNS).rows() == [(1, "a"), (2, None)]


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (FRAME.select("n"), "columns text are not there"),
        (FRAME.clear(), "no rows"),
        (FRAME.with_columns(n=pl.lit(70_000)), "not the Parquet table"),
        (FRAME.with_columns(n=pl.lit("one")), "not the Parquet table"),
    ],
)
def test_a_parquet_table_is_refused(frame, reason):
    with pytest.raises(SourceFormatError, match=reason):
        read_parquet("made", write_parquet(frame), COLUMNS)


WALL = pl.DataFrame({"at": [datetime.fromisoformat("2026-01-01T00:00:00.000001")]}, schema={"at": pl.Datetime("ns")})
UTC = WALL.select(pl.col("at").dt.replace_time_zone("UTC"))


def test_times_come_in_the_unit_that_was_asked_for():
    assert read_parquet("made", write_parquet(WALL), {"at": pl.Datetime("us")}).schema == {"at": pl.Datetime("us")}
    there = UTC.select(pl.col("at").dt.convert_time_zone("Europe/Amsterdam"))
    here = read_parquet("made", write_parquet(there), {"at": pl.Datetime("us", "UTC")})
    assert here["at"].to_list() == UTC["at"].to_list()


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (WALL, pl.Datetime("us", "UTC")),
        (UTC, pl.Datetime("us")),
        (WALL.cast(pl.Int64), pl.Datetime("us")),
        (WALL, pl.Datetime("ms")),
        (WALL.select(pl.lit(-(2**62)).cast(pl.Datetime("us")).alias("at")), pl.Datetime("us")),
        (WALL.select(pl.lit(datetime.fromisoformat("1899-12-31")).alias("at")), pl.Datetime("us")),
    ],
)
def test_a_time_of_another_kind_is_refused(frame, kind):
    with pytest.raises(SourceFormatError):
        read_parquet("made", write_parquet(frame), {"at": kind})


def test_a_table_that_would_expand_beyond_the_bound_is_refused_before_it_is_read():
    raw = write_parquet(pl.DataFrame({"n": pl.zeros(1_000_000, pl.Int64, eager=True)}))
    assert len(raw) < 100_000
    with pytest.raises(SourceFormatError, match="expands beyond 1000000 bytes"):
        read_parquet("made", raw, {"n": pl.Int64()}, max_expanded=1_000_000)


def test_what_observations_refuse_is_an_error_of_the_source():
    wide = pl.DataFrame({"place": ["p", "p"], "observed_at": ["2026-01-01T00:00:00Z"] * 2, "x": [1.0, 2.0]})
    wide = wide.with_columns(pl.col("observed_at").str.to_datetime(time_zone="UTC"))
    with pytest.raises(SourceFormatError, match="twice"):
        observations("made", unpivot(wide, {"x": "flow_veh_h"}, 60))
    assert len(observations("made", unpivot(wide[:1], {"x": "flow_veh_h"}, 60))) == 1
