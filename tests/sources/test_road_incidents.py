"""Incidents on the road: one record each, and nothing told before its time."""

import json

import pytest

from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import road_incidents

WRONG = [("t", "yesterday"), ("t", "2026-08-20T11:40:07"), ("type", "party"), ("x", "12"), ("x", True), ("y", 9e9)]
WRONG += [("k", ""), ("k", None), ("name", 3), ("until", "2026-08-20T11:40:00Z"), ("until", 5)]


class TestRoadIncidents(SourceContract):
    source = road_incidents.SOURCE
    fixture = "five.json"
    rows = 5

    def repeated(self, raw):
        told = json.loads(raw)
        return json.dumps([*told, told[0]]).encode()

    def bodies(self, raw=None):
        return {row.id: row.body for row in self.source.parse(raw or self.raw).rows}

    def test_an_incident_as_the_contract_has_it(self):
        assert self.bodies()["i:1:2755:2955@2026-08-20T11:40:07.965Z"] == {
            "type": "obstruction",
            "title": "Bosdreef",
            # by hand: 4.48 + 2754.6 / (111195.08 × 0.616758), 51.92 + 2955 / 111195.08
            "lon": pytest.approx(4.520166, abs=2e-6),
            "lat": pytest.approx(51.946575, abs=2e-6),
            "startedAt": "2026-08-20T11:40:07.965Z",
            "endedAt": "2026-08-20T11:52:10.882Z",
        }

    def test_the_origin_is_the_origin(self):
        body = self.bodies()["w:3:-100:50@2026-08-20T11:40:07.965Z"]
        assert (body["lon"], body["lat"]) == (4.48, 51.92)

    def test_the_same_bridge_at_another_time_is_another_opening(self):
        openings = [key for key in self.bodies() if key.startswith("b:1359:29@")]
        assert openings == ["b:1359:29@2026-08-20T11:40:09.965Z", "b:1359:29@2026-08-20T15:38:07.965Z"]

    def test_a_road_without_a_name_says_so(self):
        titles = {body["title"] for body in self.bodies().values()}
        assert titles == {"Bosdreef", "Maasboulevard", "Autosnelweg", "Naam van de weg onbekend"}

    @pytest.mark.parametrize(("name", "value"), WRONG)
    def test_a_wrong_field_is_refused_with_its_row(self, name, value):
        told = json.loads(self.raw)
        told[2][name] = value
        with pytest.raises(SourceFormatError) as refused:
            self.source.parse(json.dumps(told).encode())
        assert refused.value.row == 3

    def test_an_end_is_not_told_before_it_comes(self):
        for arrival in road_incidents.slices(self.raw):
            assert b"seen" not in arrival.raw
            for row in json.loads(arrival.raw):
                assert road_incidents.utc(row["t"]) <= arrival.at
                assert "until" not in row or road_incidents.utc(row["until"]) <= arrival.at

    def test_one_delivery_a_minute_with_the_newest_state(self):
        first = next(iter(road_incidents.slices(self.raw)))
        assert first.key == "2026-08-20T11:40:00+00:00"
        assert first.at == road_incidents.utc("2026-08-20T11:40:50.275Z")
        ended = {key: body["endedAt"] for key, body in self.bodies(first.raw).items()}
        assert ended == {
            "i:1:2755:2955@2026-08-20T11:40:07.965Z": None,
            "b:1359:29@2026-08-20T11:40:09.965Z": "2026-08-20T11:40:50.275Z",
            "w:3:-100:50@2026-08-20T11:40:07.965Z": None,
        }
