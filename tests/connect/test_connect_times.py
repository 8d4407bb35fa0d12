"""Times with an offset, and local wall time across both clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.connect.times import utc, utc_moments, wall_to_utc
from stadsbeeld.domain.errors import SourceFormatError

AMSTERDAM = "Europe/Amsterdam"


def converted(*walls, zone=AMSTERDAM, places=None):
    frame = pl.DataFrame(
        {"at": [datetime.fromisoformat(wall) for wall in walls], "place": places or ["p"] * len(walls)},
        schema={"at": pl.Datetime("us"), "place": pl.String},
    )
    return [
        None if moment is None else f"{moment:%m-%d %H:%M}"
        for moment in wall_to_utc(frame, "at", zone, ["place"])["at"]
    ]


@pytest.mark.parametrize(
    "text", ["2026-08-20T13:40:00+02:00", "2026-08-20T11:40:00Z", "2026-08-20T11:40:00.000000+0000"]
)
def test_an_offset_is_read(text):
    assert utc(text) == datetime(2026, 8, 20, 11, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-08-20T11:40:00", "2026-08-20", "", "now", "1899-12-31T23:59:59Z", "2201-01-01T00:00:00Z"]
)
def test_without_an_offset_it_is_no_moment(text):
    with pytest.raises(ValueError, match="is not a time with an offset"):
        utc(text)


def test_a_column_of_times_is_refused_with_its_row():
    column = pl.Series("ts", ["2026-08-20T11:40:00Z", "2026-08-20T11:40:00"])
    with pytest.raises(SourceFormatError, match="ts is not a time with an offset") as refused:
        utc_moments("made", column)
    assert refused.value.row == 2
    with pytest.raises(SourceFormatError):
        utc_moments("made", pl.Series("ts", [None], dtype=pl.String))


def test_autumn_the_doubled_hour_goes_by_the_order_of_the_rows():
    # 25 October 2026: at 03:00 summer time the clock goes back to 02:00.
    walls = ["2026-10-25T01:30", "2026-10-25T02:30", "2026-10-25T02:30", "2026-10-25T03:30"]
    assert converted(*walls) == ["10-24 23:30", "10-25 00:30", "10-25 01:30", "10-25 02:30"]


def test_autumn_quarters_of_the_doubled_hour_keep_their_order():
    quarters = [f"2026-10-25T02:{minute:02d}" for minute in (0, 15, 30, 45)]
    assert converted(*quarters, *quarters) == [
        *(f"10-25 00:{minute:02d}" for minute in (0, 15, 30, 45)),
        *(f"10-25 01:{minute:02d}" for minute in (0, 15, 30, 45)),
    ]


def test_autumn_a_single_row_is_the_first_hour():
    assert converted("2026-10-25T01:30", "2026-10-25T02:30", "2026-10-25T03:30") == [
        "10-24 23:30",
        "10-25 00:30",
        "10-25 02:30",
    ]


def test_autumn_each_place_has_an_order_of_its_own():
    walls = ["2026-10-25T02:30"] * 4
    assert converted(*walls, places=["p", "q", "p", "q"]) == [
        "10-25 00:30",
        "10-25 00:30",
        "10-25 01:30",
        "10-25 01:30",
    ]


def test_spring_the_skipped_hour_has_no_moment():
    # 29 March 2026: at 02:00 the clock goes on to 03:00.
    assert converted("2026-03-29T01:59", "2026-03-29T02:00", "2026-03-29T02:59", "2026-03-29T03:00") == [
        "03-29 00:59",
        None,
        None,
        "03-29 01:00",
    ]


def test_no_rows_stay_no_rows():
    frame = pl.DataFrame(schema={"at": pl.Datetime("ns"), "place": pl.String})
    assert wall_to_utc(frame, "at", AMSTERDAM, ["place"]).schema["at"] == pl.Datetime("us", "UTC")


def test_a_zone_without_clock_changes():
    assert converted("2026-03-29T02:30", zone="UTC") == ["03-29 02:30"]


@given(
    st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2035-01-01")),
    st.sampled_from([AMSTERDAM, "Australia/Melbourne"]),
)
def test_it_agrees_with_the_standard_library(wall, zone):
    there = ZoneInfo(zone)
    first = wall.replace(tzinfo=there).astimezone(UTC)
    frame = pl.DataFrame({"at": [wall], "place": ["p"]}, schema={"at": pl.Datetime("us"), "place": pl.String})
    got = wall_to_utc(frame, "at", zone, ["place"]).item(0, "at")
    was = first.astimezone(there).replace(tzinfo=None) == wall
    assert got == (first if was else None)
    assert got is None or got.utcoffset() == timedelta(0)
