"""NDW's live feed: measured data, the site table, and what they say of one another."""

import subprocess
import sys

import pytest

from sources.contract import FIXTURES, SourceContract
from sources.datex2_feed import data, table, write_gzipped
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import ndw_traffic

FOLDER = FIXTURES / "ndw_traffic"
# VmHWM and not getrusage: the latter hands down the peak of the process that forked.
MEMORY = """
import sys
from pathlib import Path
from stadsbeeld.sources.ndw_traffic import parse
rows = len(parse(Path(sys.argv[1]).read_bytes()))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(rows, int(peak.split()[1]) // 1024)
"""


def measured(name="measured_data.xml", measures=None):
    raw = (FOLDER / name).read_bytes()
    read = (
        ndw_traffic.parse(raw)
        if measures is None
        else ndw_traffic.parse_with(raw, {f"ndw:{id}": {"measures": lanes} for id, lanes in measures.items()})
    )
    columns = ["place", "quantity", "value", "mark"]
    return {(place[4:], quantity): (value, mark) for place, quantity, value, mark in read.frame.select(columns).rows()}


def measures():
    table = ndw_traffic.parse((FOLDER / "site_table.xml").read_bytes())
    return {row.id.removeprefix("ndw:"): [tuple(lane) for lane in row.body["measures"]] for row in table.rows}


class TestMeasuredData(SourceContract):
    source = ndw_traffic.SOURCE
    fixture = "measured_data.xml"
    rows = 13
    implausible = 1

    def repeated(self, raw):
        one = raw[raw.index(b"<roa:siteMeasurements>") : raw.index(b"</roa:siteMeasurements>") + 24]
        return raw.replace(one, one + one)

    def test_plain_and_gzipped_tell_the_same(self):
        assert self.source.parse((FOLDER / "measured_data.xml.gz").read_bytes()) == self.source.parse(self.raw)

    def test_flow_is_the_sum_and_speed_the_mean_weighted_by_flow(self):
        # 360 + 600; (360 × 127 + 600 × 107) / 960
        assert measured()["RWS01_two_lanes", "flow_veh_h"] == (960.0, None)
        assert measured()["RWS01_two_lanes", "speed_kmh"] == (114.5, None)

    def test_a_site_that_measures_no_speed_has_no_row_for_it(self):
        assert measured()["GAD02_flow_alone", "flow_veh_h"] == (240.0, None)
        assert ("GAD02_flow_alone", "speed_kmh") not in measured()

    def test_minus_one_is_missing_and_nobody_is_a_count(self):
        assert measured()["RWS01_nobody", "flow_veh_h"] == (0.0, None)
        assert measured()["RWS01_nobody", "speed_kmh"] == (None, "missing")

    def test_a_lane_in_error_leaves_the_site_without_a_flow(self):
        assert measured()["RWS01_error", "flow_veh_h"] == (None, "missing")
        assert measured()["RWS01_error", "speed_kmh"] == (80.0, None)

    def test_a_speed_that_rests_on_no_vehicle_is_missing(self):
        assert measured()["RWS01_no_inputs", "speed_kmh"] == (None, "missing")

    def test_a_clipped_flow_is_kept_and_marked(self):
        assert measured()["RWS01_clipped", "flow_veh_h"] == (65535.0, "implausible")

    def test_several_flows_in_a_row_could_be_classes_and_are_not_summed(self):
        assert measured()["PZH01_classes", "flow_veh_h"] == (None, "missing")
        assert measured()["PZH01_classes", "speed_kmh"] == (None, "missing")

    def test_with_the_site_table_classes_are_told_from_the_total(self):
        told = measured(measures=measures())
        assert told["PZH01_classes", "flow_veh_h"] == (600.0, None)
        assert told["PZH01_classes", "speed_kmh"] == (74.0, None)
        assert {key for key in told if told[key] != measured()[key]} == {
            ("PZH01_classes", "flow_veh_h"),
            ("PZH01_classes", "speed_kmh"),
        }

    def test_the_time_is_the_start_of_a_minute_in_utc(self):
        frame = self.source.parse(self.raw).frame
        assert {str(moment) for moment in frame["observed_at"]} == {"2026-10-01 18:55:00+00:00"}
        assert set(frame["span_s"]) == {60}

    @pytest.mark.parametrize(
        ("was", "becomes"),
        [
            (b">240<", b">many<"),
            (b">240<", b">nan<"),
            (b">240<", b">2_40<"),
            (b">240<", b"><"),
            (b'index="1"', b'index="one"'),
            (b'index="2"', b'index="1"'),
            (b' index="1"', b""),
            (b"2026-10-01T18:55:00Z", b"2026-10-01T18:55:00"),
            (b"2026-10-01T18:55:00Z", b"now"),
            (b'id="GAD02_flow_alone"', b""),
            (b"roa:vehicleFlow>", b"roa:vehicleflow>"),
        ],
    )
    def test_a_wrong_value_is_refused(self, was, becomes):
        with pytest.raises(SourceFormatError):
            self.source.parse(self.raw.replace(was, becomes))

    def test_a_negative_lane_is_not_averaged_away(self):
        raw = self.raw.replace(b">360<", b">-60<")
        table = self.source.parse(raw).frame.filter(place="ndw:RWS01_two_lanes", quantity="flow_veh_h")
        assert table.select("value", "mark").rows() == [(-60.0, "implausible")]


class TestMeasuredDataGzipped(SourceContract):
    source = ndw_traffic.SOURCE
    fixture = "measured_data.xml.gz"
    rows = 13
    implausible = 1

    def repeated(self, raw):
        return raw + raw


class TestSiteTable(SourceContract):
    source = ndw_traffic.SOURCE
    fixture = "site_table.xml"
    rows = 3

    def repeated(self, raw):
        one = raw[raw.index(b"<roa:measurementSite ") : raw.index(b"</roa:measurementSite>") + 23]
        return raw.replace(one, one + one)

    def bodies(self):
        return {row.id: row.body for row in self.source.parse(self.raw).rows}

    def test_a_place_as_the_platform_knows_it(self):
        assert self.bodies()["ndw:RWS01_two_lanes"] == {
            "title": "A27 hmp 6.3 Li",
            "kind": "road",
            "lon": 4.97,
            "lat": 51.83,
            "lanes": 2,
            "measures": [[1, 2], [3, 4]],
        }

    def test_only_the_index_of_all_vehicles_counts(self):
        assert self.bodies()["ndw:PZH01_classes"]["measures"] == [[1, 4]]

    def test_the_point_where_it_is_measured_goes_before_the_one_for_display(self):
        body = self.bodies()["ndw:GAD02_flow_alone"]
        assert (body["lon"], body["lat"], body["measures"]) == (4.889, 52.361, [[1, None]])

    def test_a_site_without_a_name_is_called_by_its_id(self):
        body = self.bodies()["ndw:PZH01_classes"]
        assert (body["title"], body["lanes"]) == ("PZH01_classes", None)

    def test_travel_times_along_a_line_are_no_place(self):
        assert "ndw:RWS01_travel_time" not in self.bodies()

    @pytest.mark.parametrize(
        ("was", "becomes"), [(b">52.361<", b">152.361<"), (b">52.361<", b"><"), (b">2</", b">x</")]
    )
    def test_a_wrong_value_is_refused(self, was, becomes):
        with pytest.raises(SourceFormatError):
            self.source.parse(self.raw.replace(was, becomes))


def test_a_table_and_data_in_one_answer_are_refused():
    one, other = ((FOLDER / name).read_bytes() for name in ("measured_data.xml", "site_table.xml"))
    inner = other[other.index(b"<roa:measurementSiteTable ") : other.index(b"</mc:payload>")]
    with pytest.raises(SourceFormatError):
        ndw_traffic.parse(one.replace(b"</mc:payload>", inner + b"</mc:payload>"))


@pytest.mark.parametrize(("feed", "rows"), [(data, 40_000), (table, 20_000)])
def test_the_national_feed_stays_under_300_mb_of_memory(tmp_path, feed, rows):
    path = tmp_path / "feed.xml.gz"
    write_gzipped(path, feed(20_000))
    run = subprocess.run([sys.executable, "-c", MEMORY, path], check=True, capture_output=True, text=True)
    counted, megabytes = map(int, run.stdout.split())
    assert counted == rows
    assert megabytes < 300
