"""Weather, river and air."""

import pytest

from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import city_conditions


class TestCityConditions(SourceContract):
    source = city_conditions.SOURCE
    fixture = "three_intervals.csv"
    rows = 15
    implausible = 1

    def repeated(self, raw):
        return raw + raw.splitlines(keepends=True)[-1]

    def test_each_column_becomes_its_quantity(self):
        frame = self.source.parse(self.raw).frame
        at_start = frame.filter(frame["observed_at"] == frame["observed_at"].min())
        assert dict(at_start.select("quantity", "value").iter_rows()) == {
            "temperature_c": 17.6,
            "rain_mm_h": 3.0,
            "water_level_cm": 8.0,
            "no2_ug_m3": 9.0,
            "pm25_ug_m3": 5.0,
        }
        assert set(at_start["place"]) == {"conditions"}

    def test_an_empty_cell_is_missing_and_not_zero(self):
        frame = self.source.parse(self.raw).frame
        assert frame.filter(mark="missing").select("quantity", "value").rows() == [("no2_ug_m3", None)]

    @pytest.mark.parametrize("text", ["17,6", "warm", "nan", "inf", "0x10"])
    def test_a_cell_that_is_no_number_is_refused(self, text):
        with pytest.raises(SourceFormatError):
            self.source.parse(self.raw.replace(b",17.6,", f",{text},".encode()))

    def test_a_time_without_an_offset_is_refused_with_its_row(self):
        with pytest.raises(SourceFormatError) as refused:
            self.source.parse(self.raw.replace(b"11:45:00.000000+0000", b"11:45:00"))
        assert refused.value.row == 2
