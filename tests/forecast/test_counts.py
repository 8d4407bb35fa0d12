"""Counts as anybody publishes them: sums, zones, names and holes by hand, and what is said of a file that fails."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from forecast.squares import AMSTERDAM, wall
from stadsbeeld.domain.errors import InputError
from stadsbeeld.forecast.counts import Reading, read_counts, read_origins, span, spans

NAN = np.nan
NOON = wall(2026, 6, 1, 12)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HOURLY = Reading(step=HOUR, zone=AMSTERDAM)
QUARTERS = Reading(step=15 * MINUTE, zone=AMSTERDAM)


def csv(folder, text):
    path = folder / "counts.csv"
    path.write_text(text, "utf-8")
    return path


def parquet(folder, rows, **dtypes):
    path = folder / "counts.parquet"
    rows = pl.DataFrame(rows, schema=["timestamp", "sensor", "count", "bearing_deg"][: len(rows[0])], orient="row")
    rows.cast(dtypes).write_parquet(path)
    return path


def column(panel, place):
    return panel.values[:, panel.column(place)].tolist()


def each(minutes, *, until=60, sensor="a", start=NOON, count=1):
    return [(start + n * MINUTE, sensor, count) for n in range(0, until, minutes)]


def test_a_csv_on_the_wall(tmp_path):
    path = csv(
        tmp_path, "timestamp,sensor,count\n2026-06-01 12:00,4,10\n2026-06-01T13:00:00,4,12\n2026-06-01 12:00,11,3\n"
    )
    panel = read_counts(path, HOURLY)
    assert panel.places == ("11", "4")
    assert column(panel, "4") == [10, 12]
    assert panel.timeline.start == NOON
    assert panel.timeline.zone is None


@pytest.mark.parametrize("text", ["2026-06-01T10:00:00Z", "2026-06-01T12:00:00+02:00", "2026-06-01 10:00:00+00:00"])
def test_a_csv_with_a_zone(tmp_path, text):
    panel = read_counts(csv(tmp_path, f"timestamp,sensor,count\n{text},4,10\n"), HOURLY)
    assert panel.timeline.start == datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert panel.timeline.zone == AMSTERDAM
    assert panel.timeline.wall(np.array([0]))[0] == np.datetime64("2026-06-01T12:00")


def test_parquet_on_the_wall_and_with_a_zone(tmp_path):
    plain = read_counts(parquet(tmp_path, [(NOON, "a", 10)]), HOURLY)
    assert (plain.timeline.start, plain.timeline.zone) == (NOON, None)
    rows = [(NOON.replace(tzinfo=AMSTERDAM), "a", 10)]
    aware = read_counts(parquet(tmp_path, rows, timestamp=pl.Datetime("ns", "Europe/Amsterdam")), HOURLY)
    assert aware.timeline.start == datetime(2026, 6, 1, 10, tzinfo=UTC)


def test_columns_in_any_order_and_others_beside_them(tmp_path):
    path = csv(tmp_path, "id,count,sensor,timestamp,remark\n1,10,4,2026-06-01 12:00,busy\n")
    assert column(read_counts(path, HOURLY), "4") == [10]


@pytest.mark.parametrize("ids", ["4.0", "4"])
def test_a_sensor_that_came_as_a_float_is_a_whole_number(tmp_path, ids):
    path = csv(tmp_path, f"timestamp,sensor,count\n2026-06-01 12:00,{ids},10\n2026-06-01 13:00,,12\n")
    assert read_counts(path, HOURLY).places == ("4",)


def test_a_row_without_sensor_moment_or_count_is_left_out(tmp_path):
    rows = [(NOON, "a", 10.0), (NOON, None, 5.0), (None, "a", 5.0), (NOON, "b", NAN)]
    later = [None, -3.0, float("inf"), 0.0]
    rows += [(NOON + n * HOUR, "a", count) for n, count in enumerate(later, 1)]
    panel = read_counts(parquet(tmp_path, rows), HOURLY)
    assert panel.places == ("a",)
    assert np.array_equal(column(panel, "a"), [10, NAN, NAN, NAN, 0], equal_nan=True)


def test_bearings_are_summed_or_kept_apart(tmp_path):
    rows = [(NOON, "4", 10, 90.0), (NOON, "4", 5, 270.0), (NOON + HOUR, "4", 7, 90.0), (NOON + HOUR, "4", 1, 270.2)]
    path = parquet(tmp_path, rows)
    assert column(read_counts(path, HOURLY), "4") == [15, 8]
    apart = read_counts(path, Reading(step=HOUR, zone=AMSTERDAM, per_bearing=True))
    assert apart.places == ("4@270", "4@90")
    assert column(apart, "4@90") == [10, 7]
    assert column(apart, "4@270") == [5, 1]
    # A file without bearings can be asked for them and has none.
    path = parquet(tmp_path, [row[:3] for row in rows[:1]])
    assert read_counts(path, Reading(step=HOUR, zone=AMSTERDAM, per_bearing=True)).places == ("4",)


def test_three_minutes_become_a_quarter(tmp_path):
    rows = [(NOON + 3 * n * MINUTE, "a", n) for n in range(10)]
    assert column(read_counts(parquet(tmp_path, rows), QUARTERS), "a") == [0 + 1 + 2 + 3 + 4, 5 + 6 + 7 + 8 + 9]


def test_a_quarter_that_lost_some_is_scaled_and_one_that_lost_most_is_unknown(tmp_path):
    rows = each(3, until=90)  # six quarters of five counts of 1
    lost = [row for row in rows if row[0] not in {NOON + 15 * MINUTE, NOON + 18 * MINUTE}]
    lost = [row for row in lost if not NOON + 30 * MINUTE <= row[0] < NOON + 39 * MINUTE]
    assert np.array_equal(
        column(read_counts(parquet(tmp_path, lost), QUARTERS), "a"), [5, 5, NAN, 5, 5, 5], equal_nan=True
    )
    # Zeros are counts: a quarter of zeros is empty, not unknown.
    zeros = [(at, sensor, 0 if at < NOON + 15 * MINUTE else 1) for at, sensor, _ in rows]
    assert column(read_counts(parquet(tmp_path, zeros), QUARTERS), "a")[0] == 0


def test_an_unknown_count_is_no_zero_in_a_sum(tmp_path):
    rows = [(at, sensor, None if n == 7 else count) for n, (at, sensor, count) in enumerate(each(3))]
    assert column(read_counts(parquet(tmp_path, rows), QUARTERS), "a") == [5, 5, 5, 5]


def test_each_sensor_has_its_own_pace(tmp_path):
    """One counts each minute and another each quarter: the second is not a first that lost nearly everything."""
    rows = each(1) + each(15, sensor="b", count=30)
    panel = read_counts(parquet(tmp_path, rows), QUARTERS)
    assert column(panel, "a") == [15] * 4
    assert column(panel, "b") == [30] * 4


def test_an_hour_that_comes_twice_on_the_wall_is_not_twice_as_busy(tmp_path):
    """25 October 2026, 02:00 twice: one of the two, or their mean, but never their sum."""
    night = wall(2026, 10, 25)
    rows = [(night + n * HOUR, "a", 10 * n) for n in (0, 1, 2, 2, 3, 4)]
    assert column(read_counts(parquet(tmp_path, rows), HOURLY), "a") == [0, 10, 20, 30, 40]
    fine = [(night + 2 * HOUR + n * MINUTE, "a", 2) for n in [*range(0, 60, 3), *range(0, 60, 3)]]
    fine += [(night + 3 * HOUR + n * MINUTE, "a", 2) for n in range(0, 60, 3)]
    assert column(read_counts(parquet(tmp_path, fine), HOURLY), "a") == [40, 40]


def test_a_line_that_stands_there_twice_counts_once(tmp_path):
    rows = [(NOON, "4", 10, 90.0), (NOON, "4", 5, 270.0)]
    assert column(read_counts(parquet(tmp_path, rows * 2), HOURLY), "4") == [15]


def test_hours_without_a_row_are_unknown(tmp_path):
    rows = [(NOON, "a", 1), (NOON + 3 * HOUR, "a", 2)]
    assert np.array_equal(column(read_counts(parquet(tmp_path, rows), HOURLY), "a"), [1, NAN, NAN, 2], equal_nan=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("timestamp,sensor\n2026-06-01 12:00,4\n", "lacks the columns count"),
        ("time,place,n\n2026-06-01 12:00,4,3\n", "timestamp, sensor, count"),
        ("timestamp,sensor,count\n2026-06-01 12:00,4,many\n", "not a number"),
        ("timestamp,sensor,count\n2026-06-01 12:00,4.5,3\n", "whole number"),
        ("timestamp,sensor,count\n12,4,3\n", "not moments"),
        ("timestamp,sensor,count\nyesterday,4,3\n", "timestamp"),
        ("timestamp,sensor,count\n2026-06-01 12:00,4,3\nyesterday,4,3\n", "yesterday"),
        ("timestamp,sensor,count\n2026-06-01T12:00:00Z,4,3\n2026-06-01T13:00:00,4,3\n", "zone"),
        ("timestamp,sensor,count\n2026-06-01 12:00,4,\n", "count"),
        ("timestamp,sensor,count\n", "no row has a count"),
        ("", "cannot be read"),
    ],
)
def test_what_will_not_do_is_said(tmp_path, text, said):
    with pytest.raises(InputError, match=said) as caught:
        read_counts(csv(tmp_path, text), HOURLY)
    assert caught.value.data


def test_a_file_that_is_not_there_or_no_parquet_is_said(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv"):
        read_counts(tmp_path / "none.csv", HOURLY)
    (tmp_path / "junk.parquet").write_bytes(b"<html>")
    with pytest.raises(InputError, match=r"junk\.parquet"):
        read_counts(tmp_path / "junk.parquet", HOURLY)


# -- origins


def origins(folder, *lines):
    path = folder / "origins.csv"
    path.write_text("\n".join(["origin", *lines, ""]), "utf-8")
    return path


@pytest.fixture
def plain(tmp_path):
    return read_counts(parquet(tmp_path, [(NOON, "a", 1)]), HOURLY)


@pytest.fixture
def aware(tmp_path):
    return read_counts(csv(tmp_path, "timestamp,sensor,count\n2026-06-01T10:00:00Z,a,1\n"), HOURLY)


def test_origins_in_order_and_each_once(tmp_path, plain):
    path = origins(tmp_path, "2026-06-02 00:00:00", "2026-06-01T18:00", "2026-06-02 00:00")
    assert read_origins(path, plain) == [wall(2026, 6, 1, 18), wall(2026, 6, 2)]


def test_an_origin_without_a_zone_is_on_the_wall_of_the_city(tmp_path, aware):
    path = origins(tmp_path, "2026-06-01 18:00", "2026-06-01T17:00:00Z")
    assert read_origins(path, aware) == [datetime(2026, 6, 1, 16, tzinfo=UTC), datetime(2026, 6, 1, 17, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("line", "said"),
    [("soon", "line 2.*soon"), ("2026-06-01 12:30", "step"), ("2026-06-01T12:00:00Z", "zone")],
)
def test_an_origin_that_will_not_do_is_said(tmp_path, plain, line, said):
    with pytest.raises(InputError, match=said):
        read_origins(origins(tmp_path, line), plain)


def test_a_file_without_origins_is_said(tmp_path, plain):
    with pytest.raises(InputError, match="column `origin`"):
        read_origins(csv(tmp_path, "start\n2026-06-01\n"), plain)
    with pytest.raises(InputError, match="column `origin`"):
        read_origins(tmp_path / "none.csv", plain)


def test_the_line_that_is_named_is_the_line_of_the_file(tmp_path, plain):
    path = csv(tmp_path, "origin,n\n2026-06-01 12:00,1\n,2\nsoon,3\n")
    with pytest.raises(InputError, match="line 4"):
        read_origins(path, plain)


@pytest.mark.parametrize(
    ("text", "told"), [("15min", 15 * MINUTE), ("1h", HOUR), (" 7 d ", 168 * HOUR), ("30s", timedelta(seconds=30))]
)
def test_spans(text, told):
    assert span(text) == told


@pytest.mark.parametrize("text", ["", "h", "0h", "-1h", "1.5h", "1 uur", "15 m", "1h..3h"])
def test_what_is_no_span(text):
    with pytest.raises(InputError, match="span"):
        span(text)


def test_horizons():
    assert spans("1h..72h", HOUR) == list(range(1, 73))
    assert spans("15min,30min,1h", 15 * MINUTE) == [1, 2, 4]
    assert spans("2h,1h..3h,2h", HOUR) == [1, 2, 3]
    for wrong in ("90min", "3h..1h", "1h..", "..", "", "1h,,2h"):
        with pytest.raises(InputError):
            spans(wrong, HOUR)
