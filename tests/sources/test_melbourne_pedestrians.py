"""Pedestrians of Melbourne: local wall time, both clock changes."""

import io
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.contract import LocalTimeContract, SourceContract
from stadsbeeld.connect.table import write_parquet
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import melbourne_pedestrians


class TestMelbournePedestrians(SourceContract, LocalTimeContract):
    source = melbourne_pedestrians.SOURCE
    fixture = "both_changes.parquet"
    rows = 7  # of 9: one has no counter, one stands at an hour that never was
    implausible = 1
    doubled = datetime.fromisoformat("2012-04-01T02:00")
    first = datetime(2012, 3, 31, 15, tzinfo=UTC)
    second = datetime(2012, 3, 31, 16, tzinfo=UTC)
    skipped = datetime.fromisoformat("2012-10-07T02:00")

    def repeated(self, raw):
        frame = pl.read_parquet(io.BytesIO(raw))
        return write_parquet(pl.concat([frame, frame[-1:]]))

    def at_wall_times(self, *moments):
        return write_parquet(
            pl.DataFrame(
                {"timestamp": moments, "sensor": 1.0, "count": [float(n) for n in range(len(moments))]},
                schema={"timestamp": pl.Datetime("ns"), "sensor": pl.Float64, "count": pl.Float64},
            )
        )

    def test_a_place_is_its_counter_in_two_digits_and_counts_an_hour(self):
        frame = self.source.parse(self.raw).frame
        assert set(frame["place"]) == {"counter-01", "counter-02"}
        assert set(frame["span_s"]) == {3600}

    def test_wall_time_is_read_as_melbournes(self):
        moments = self._moments(datetime.fromisoformat("2012-01-02T08:00"), datetime.fromisoformat("2012-07-02T08:00"))
        assert moments == [datetime(2012, 1, 1, 21, tzinfo=UTC), datetime(2012, 7, 1, 22, tzinfo=UTC)]

    def test_two_counters_in_the_doubled_hour_are_told_apart_each_by_its_own_order(self):
        frame = pl.read_parquet(io.BytesIO(self.at_wall_times(self.doubled, self.doubled)))
        both = pl.concat([frame, frame.with_columns(sensor=pl.lit(2.0))])
        table = self.source.parse(write_parquet(both)).frame
        assert table.select("place", "observed_at", "value").rows() == [
            ("counter-01", self.first, 0.0),
            ("counter-01", self.second, 1.0),
            ("counter-02", self.first, 0.0),
            ("counter-02", self.second, 1.0),
        ]

    def test_an_empty_count_is_missing(self):
        frame = self.source.parse(self.raw).frame
        assert frame.filter(mark="missing").select("place", "value").rows() == [("counter-01", None)]

    def test_half_a_counter_is_refused(self):
        frame = pl.read_parquet(io.BytesIO(self.raw)).with_columns(pl.col("sensor") + 0.5)
        with pytest.raises(SourceFormatError):
            self.source.parse(write_parquet(frame))

    def test_a_delivery_for_each_hour_that_was(self):
        arrivals = list(melbourne_pedestrians.slices(self.raw))
        assert "2012-10-07T02:00:00" not in {arrival.key for arrival in arrivals}
        assert "2012-01-01T17:00:00" not in {arrival.key for arrival in arrivals}
        doubled = next(arrival for arrival in arrivals if arrival.key == "2012-04-01T02:00:00")
        assert doubled.at == self.first + timedelta(hours=1, minutes=1)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    @given(hours=st.integers(0, 12 * 24), until=st.integers(-2, 13 * 24))
    def test_a_split_archive_tells_the_same_and_in_bulk_nothing_that_came_later(self, hours, until):
        # From 25 March over the doubled hour of 1 April 2012, both of it.
        walls = [datetime.fromisoformat("2012-03-25T00:00") + timedelta(hours=n) for n in range(hours + 1)]
        raw = self.at_wall_times(*sorted([*walls, *(wall for wall in walls if wall == self.doubled)]))
        moment = datetime(2012, 3, 24, 13, tzinfo=UTC) + timedelta(hours=until)
        parts = self.source.split(raw, moment)
        late = [] if parts.rest is None else list(self.source.slices(parts.rest))
        assert late == [arrival for arrival in self.source.slices(raw) if arrival.at > moment]
        told = [self.source.parse(one).frame for one in (*(arrival.raw for arrival in parts.bulk), parts.rest) if one]
        assert pl.concat(told).sort("observed_at").equals(self.source.parse(raw).frame.sort("observed_at"))
        for arrival, frame in zip(parts.bulk, told, strict=False):
            assert arrival.at == frame["observed_at"].max() + timedelta(hours=1, minutes=1) <= moment
        assert len(parts.bulk) <= 2  # of as many as 289 hours: a delivery for each month

    def test_what_cannot_be_placed_hinders_no_split_and_junk_is_refused(self):
        parts = self.source.split(self.raw, datetime(2013, 1, 1, tzinfo=UTC))
        told = [row for arrival in parts.bulk for row in self.source.parse(arrival.raw).frame.rows()]
        assert sorted(told, key=str) == sorted(self.source.parse(self.raw).frame.rows(), key=str)
        assert list(self.source.slices(parts.rest)) == []
        with pytest.raises(SourceFormatError):
            self.source.split(b"PAR1 no table", datetime(2013, 1, 1, tzinfo=UTC))

    @pytest.mark.parametrize("column", ["sensor", "timestamp"])
    def test_a_file_in_which_no_row_can_be_placed_is_refused(self, column):
        frame = pl.read_parquet(io.BytesIO(self.raw)).with_columns(pl.lit(None).alias(column).cast(pl.Float64))
        frame = frame.with_columns(pl.col("timestamp").cast(pl.Int64).cast(pl.Datetime("ns")))
        with pytest.raises(SourceFormatError):
            self.source.parse(write_parquet(frame))
        assert list(self.source.slices(write_parquet(frame))) == []

    def test_a_file_of_skipped_hours_alone_is_refused(self):
        with pytest.raises(SourceFormatError):
            self.source.parse(self.at_wall_times(self.skipped))
