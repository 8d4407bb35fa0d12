"""The archive of five-minute flows and speeds."""

import io
from datetime import UTC, datetime

import polars as pl
import pytest

from sources.contract import SourceContract
from stadsbeeld.connect.table import write_parquet
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import ndw_archive


class TestNdwArchive(SourceContract):
    source = ndw_archive.SOURCE
    fixture = "two_intervals.parquet"
    rows = 12
    implausible = 1

    def repeated(self, raw):
        frame = pl.read_parquet(io.BytesIO(raw))
        return write_parquet(pl.concat([frame, frame[-1:]]))

    def values(self) -> dict[tuple[str, str, int], tuple[float | None, str | None]]:
        return {
            (place, quantity, moment.minute): (value, mark)
            for place, quantity, moment, _, value, mark in self.source.parse(self.raw).frame.iter_rows()
        }

    def test_a_place_is_its_station_in_four_digits(self):
        assert {place for place, _, _ in self.values()} == {"station-0000", "station-0017", "station-0609"}

    def test_ts_is_the_start_of_five_minutes(self):
        frame = self.source.parse(self.raw).frame
        assert frame["observed_at"].min() == datetime(2026, 8, 20, 11, 40, tzinfo=UTC)
        assert set(frame["span_s"]) == {300}

    def test_flow_and_speed_both_zero_is_no_data(self):
        assert self.values()["station-0609", "flow_veh_h", 40] == (None, "missing")
        assert self.values()["station-0609", "speed_kmh", 40] == (None, "missing")

    def test_what_is_counted_moves(self):
        assert self.values()["station-0000", "flow_veh_h", 45] == (8160.0, None)
        assert self.values()["station-0000", "speed_kmh", 45] == (None, "missing")

    def test_a_clipped_flow_is_kept_and_marked(self):
        assert self.values()["station-0017", "flow_veh_h", 40] == (65535.0, "implausible")
        assert self.values()["station-0017", "speed_kmh", 40] == (88.0, None)

    def test_a_slice_comes_in_a_minute_after_its_end(self):
        first, second = ndw_archive.slices(self.raw)
        assert first.at == datetime(2026, 8, 20, 11, 46, tzinfo=UTC)
        assert (first.key, second.key) == ("2026-08-20T11:40:00+00:00", "2026-08-20T11:45:00+00:00")

    @pytest.mark.parametrize("change", [{"ts": None}, {"station": None}, {"station": -1}, {"station": 10_000}])
    def test_a_row_without_a_moment_or_a_station_is_refused(self, change):
        frame = pl.read_parquet(io.BytesIO(self.raw))
        kinds = frame.schema
        wrong = frame.with_columns(
            pl.when(pl.int_range(pl.len()) == 3)
            .then(pl.lit(value))
            .otherwise(pl.col(name))
            .cast(kinds[name])
            .alias(name)
            for name, value in change.items()
        )
        for read in (self.source.parse, lambda raw: list(self.source.slices(raw))):
            with pytest.raises(SourceFormatError):
                read(write_parquet(wrong))
