"""The routes against a real store in memory: what is answered, what is refused, and that nothing tells the future."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

from instruments.asking import Asking
from instruments.little_city import BEFORE, NOW, LittleCity, Person, observed
from stadsbeeld.domain.errors import ConflictError, InputError, NotFoundError, StadsbeeldError
from stadsbeeld.instruments.drukte import INSTRUMENT, shapes
from stadsbeeld.instruments.drukte.desk import Desk

FRESH = NOW - timedelta(seconds=360)
STATUS = {NotFoundError: 404, ConflictError: 409, InputError: 422}


class May:
    """Who may do what, as the web gives it: `allowed` actions."""

    def __init__(self) -> None:
        self.allowed = {"drukte.read", "drukte.thresholds"}

    def require(self, action: str) -> Any:
        def check() -> Person:
            if action not in self.allowed:
                raise HTTPException(403)
            return Person()

        return check


@pytest.fixture
def city() -> Iterator[LittleCity]:
    made = LittleCity()
    made.deliver(
        [
            ("road-1", "speed_kmh", FRESH, 45.0),
            ("road-1", "flow_veh_h", FRESH, 1800.0),
            ("road-2", "speed_kmh", FRESH, None),
            ("road-3", "speed_kmh", FRESH, 90.0),
            ("walk-1", "flow_ped_min", FRESH, 33 * 4.08),
        ],
        NOW - timedelta(seconds=30),
    )
    yield made
    made.store.close()


@pytest.fixture
def may() -> May:
    return May()


@pytest.fixture
def client(city: LittleCity, may: May) -> Asking:
    app = FastAPI()
    app.include_router(INSTRUMENT.routes(city.context(may.require)), prefix="/v1")

    @app.exception_handler(StadsbeeldError)
    def told(request: Request, error: StadsbeeldError) -> JSONResponse:
        status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
        return JSONResponse({"code": error.code, **error.data}, status)

    return Asking(app)


def get(client: Asking, path: str, **query: str) -> Any:
    answer = client.get(f"/v1/drukte{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def places(client: Asking, **query: str) -> dict[str, Any]:
    return {feature["id"]: feature["properties"] for feature in get(client, "/places", **query)["features"]}


def test_every_place_with_its_level_value_unit_and_both_times(client: Asking) -> None:
    answer = get(client, "/places")
    shapes.Places.model_validate(answer)
    assert answer["counts"] == {"A": 0, "B": 1, "C": 0, "D": 1, "E": 0, "F": 0, "unknown": 2}
    assert (answer["live"], answer["total"], answer["at"]) == (True, 4, "2026-08-20T14:30:00Z")
    assert answer["knownAt"] == "2026-08-20T14:29:30Z"
    road = answer["features"][0]
    assert road["geometry"] == {"type": "Point", "coordinates": [4.43, 51.956]}
    told = road["properties"]
    assert (told["id"], told["level"], told["value"], told["unit"], told["share"]) == ("road-1", "D", 45, "km/h", 0.45)
    assert (told["flow"], told["flowUnit"], told["observedAt"]) == (1800, "vtg/u", "2026-08-20T14:24:00Z")
    assert (told["ageS"], told["maxAgeS"], told["source"], told["areas"]) == (60, 900, "counts", ["gebied-04"])


def test_unknown_says_why(client: Asking) -> None:
    found = {id: (told["level"], told["reason"]) for id, told in places(client).items()}
    assert found["road-2"] == ("unknown", "missing")
    assert found["road-3"] == ("unknown", "doubt")


def test_a_place_without_areas_of_its_own_lies_where_its_point_lies(client: Asking) -> None:
    assert sorted(places(client)["walk-1"]["areas"]) == ["BU05990112", "GM0599"]


def test_one_place_with_its_thresholds_and_both_densities(client: Asking) -> None:
    answer = get(client, "/places/walk-1")
    shapes.OnePlace.model_validate(answer)
    told = answer["properties"]
    assert told["scaleValue"] == pytest.approx(33)
    assert told["density"]["free"] == pytest.approx(0.42, abs=0.005)
    assert told["density"]["jammed"] == pytest.approx(4.18, abs=0.005)
    assert told["thresholds"]["values"] == {"A": 23, "B": 33, "C": 49, "D": 66, "E": 82}
    assert told["thresholds"]["setBy"] is None


@pytest.mark.parametrize("path", ["/places/none", "/places/none/series", "/places/none/thresholds"])
def test_a_place_that_does_not_exist(client: Asking, path: str) -> None:
    answer = client.get(f"/v1/drukte{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize("path", ["/places", "/areas", "/streets", "/timeline", "/incidents", "/places/road-1/series"])
def test_the_future_and_a_time_without_zone_are_refused(client: Asking, path: str) -> None:
    for moment in ("2026-08-20T14:30:01Z", "2026-08-20T14:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"):
        answer = client.get(f"/v1/drukte{path}", params={"at": moment})
        assert (answer.status_code, answer.json()["code"]) == (422, "input")


def test_an_etag_changes_with_what_is_said(client: Asking, city: LittleCity) -> None:
    first, again = client.get("/v1/drukte/places"), client.get("/v1/drukte/places")
    assert first.headers["etag"] == again.headers["etag"]
    assert first.headers["content-type"].startswith("application/geo+json")
    city.deliver([("road-2", "speed_kmh", FRESH, 90.0)], NOW)
    assert client.get("/v1/drukte/places").headers["etag"] != first.headers["etag"]


def test_what_is_live_grows_stale_by_itself(client: Asking, city: LittleCity) -> None:
    city.clock.moment = NOW + timedelta(minutes=15)
    assert places(client)["road-1"]["reason"] == "stale"
    assert places(client)["road-1"]["value"] == 45


def test_a_moment_back_is_as_it_was_known_then(client: Asking, city: LittleCity) -> None:
    city.clock.moment = NOW + timedelta(hours=1)
    city.deliver([("road-1", "speed_kmh", FRESH, 95.0)], NOW + timedelta(minutes=30))
    assert places(client, at="2026-08-20T14:30:00Z")["road-1"]["level"] == "D"
    assert places(client, at="2026-08-20T14:29:29Z")["road-1"]["reason"] == "never"
    assert places(client, at="2026-08-20T15:01:00Z")["road-1"]["reason"] == "stale"
    assert places(client, at="2026-08-20T15:01:00Z")["road-1"]["value"] == 95


def test_the_live_answer_and_that_of_the_same_moment_agree(client: Asking) -> None:
    live, past = get(client, "/places"), get(client, "/places", at="2026-08-20T14:30:00Z")
    assert live["features"] == past["features"]
    assert live["counts"] == past["counts"]


def test_areas_without_the_gemeente_and_with_those_where_nothing_stands(client: Asking) -> None:
    answer = get(client, "/areas")
    shapes.Areas.model_validate(answer)
    found = {area["id"]: (area["state"], area["known"], area["total"]) for area in answer["areas"]}
    assert found == {"gebied-04": ("unknown", 1, 3), "BU05990112": ("B", 1, 1)}


def test_streets(client: Asking) -> None:
    answer = get(client, "/streets")
    shapes.Streets.model_validate(answer)
    (street,) = answer["streets"]
    assert (street["id"], street["title"], street["state"], street["worst"]) == ("a20", "A20", "unknown", ["road-1"])


def test_scales_are_named_with_their_reference(client: Asking) -> None:
    answer = get(client, "/scales")
    shapes.Scales.model_validate(answer)
    road = next(scale for scale in answer["scales"] if scale["id"] == "road-speed-share")
    assert (road["direction"], road["bounds"]["E"]) == ("lower-is-worse", 0.3)


def test_a_series_with_its_silence_bounds_and_source(client: Asking, city: LittleCity) -> None:
    earlier = FRESH - timedelta(minutes=30)
    city.deliver([("road-1", "speed_kmh", earlier, 99.0)], NOW)
    answer = get(client, "/places/road-1/series")
    shapes.Series.model_validate(answer)
    assert answer["quantities"]["speed_kmh"]["points"] == [
        {"t": "2026-08-20T13:54:00Z", "value": 99, "mark": None},
        {"t": "2026-08-20T13:59:00Z", "value": None, "mark": "silent"},
        {"t": "2026-08-20T14:24:00Z", "value": 45, "mark": None},
    ]
    assert (answer["usual"], answer["usualReason"], answer["comparableDays"]) == (None, "too-little-history", 0)
    assert answer["thresholds"][-1] == {"level": "F", "value": 30, "quantity": "speed_kmh"}
    assert answer["freeSpeed"] == {"value": 100, "source": "limiet (aanname)"}
    assert answer["source"]["title"] == "Tellingen"


def test_a_series_with_three_comparable_days_has_a_band(client: Asking, city: LittleCity) -> None:
    rows = [("road-1", "speed_kmh", FRESH - timedelta(weeks=back), 90.0) for back in (1, 2, 3)]
    city.deliver(rows, NOW - timedelta(seconds=10))
    answer = get(client, "/places/road-1/series")
    shapes.Series.model_validate(answer)
    assert answer["comparableDays"] == 3
    assert answer["usual"]["speed_kmh"]["points"] == [{"t": "2026-08-20T14:15:00Z", "p10": 90, "p50": 90, "p90": 90}]
    assert get(client, "/places/road-1/series", at="2026-08-20T14:29:45Z")["usual"] is None


def test_the_weather_station_has_a_series_and_no_level(client: Asking, city: LittleCity) -> None:
    city.deliver([("weather", "temperature_c", FRESH, 21.5)], NOW)
    answer = get(client, "/places/weather/series")
    shapes.Series.model_validate(answer)
    assert answer["quantities"]["temperature_c"]["points"][0]["value"] == 21.5
    assert client.get("/v1/drukte/places/weather").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-08-20T14:00:00Z", "to": "2026-08-20T14:00:00Z"},
        {"from": "2026-08-01T14:00:00Z", "to": "2026-08-20T14:00:00Z"},
        {"from": "2026-08-20T13:00:00", "to": "2026-08-20T14:00:00Z"},
        {"from": "9999-12-30T00:00:00Z", "to": "9999-12-31T00:00:00Z"},
        {"to": "0001-01-02T00:00:00Z"},
    ],
)
def test_a_stretch_that_cannot_be(client: Asking, query: dict[str, str]) -> None:
    assert client.get("/v1/drukte/timeline", params=query).status_code == 422
    assert client.get("/v1/drukte/places/road-1/series", params=query).status_code == 422


def test_the_timeline_shows_what_was_known_then_and_the_silence_before(client: Asking, city: LittleCity) -> None:
    city.clock.moment = NOW + timedelta(minutes=15)
    query = {"from": "2026-08-20T14:00:00Z", "to": "2026-08-20T14:45:00Z"}
    answer = get(client, "/timeline", **query)
    shapes.Timeline.model_validate(answer)
    told = {one["t"]: one["counts"]["D"] for one in answer["bins"]}
    # The interval of 14:24 ended at 14:29 and holds until 14:44.
    assert [t for t, number in told.items() if number] == [f"2026-08-20T14:{m}:00Z" for m in (25, 30, 35)]
    assert answer["gaps"][0] == {"from": "2026-08-20T14:00:00Z", "to": "2026-08-20T14:24:00Z", "source": "counts"}
    then = get(client, "/timeline", at="2026-08-20T14:29:00Z", **query)
    assert all(one["counts"]["unknown"] == 4 for one in then["bins"])


def test_a_source_that_is_silent_all_the_stretch_has_a_band_and_no_other_has_one(
    client: Asking, city: LittleCity
) -> None:
    # Weather and records arrived as well, and are not on the time bar; what was refused told nothing.
    weather = observed([("weather", "temperature_c", FRESH, 20.0)])
    city.store.append(city.claim("weather", NOW), weather)
    city.store.refuse(city.claim("broken", NOW), "source-format", "not XML")
    city.clock.moment = NOW + timedelta(days=2)
    query = {"from": "2026-08-22T10:00:00Z", "to": "2026-08-22T14:30:00Z"}
    band = {"from": query["from"], "to": query["to"], "source": "counts"}
    assert get(client, "/timeline", **query)["gaps"] == [band]
    # A source that came later is not known in a look back.
    late = observed([("walk-1", "flow_ped_min", NOW + timedelta(days=1), 9.0)])
    city.store.append(city.claim("late", NOW + timedelta(days=3)), late)
    city.clock.moment = NOW + timedelta(days=4)
    back = get(client, "/timeline", at="2026-08-22T13:30:00Z", **query)
    assert back["gaps"] == [band | {"to": "2026-08-22T13:30:00Z"}]
    assert get(client, "/timeline", **query)["gaps"] == [band, band | {"source": "late"}]


@pytest.mark.parametrize(("now", "gaps"), [("14:44", 0), ("14:45", 1)])
def test_what_is_on_its_way_is_no_silence_at_the_end_of_the_time_bar(
    client: Asking, city: LittleCity, now: str, gaps: int
) -> None:
    # The interval of 14:24 ended at 14:29; a word of this source holds 15 minutes.
    city.clock.moment = datetime.fromisoformat(f"2026-08-20T{now}:00Z")
    answer = get(client, "/timeline", **{"from": "2026-08-20T14:25:00Z", "to": "2026-08-20T15:00:00Z"})
    assert [gap["from"] for gap in answer["gaps"]] == ["2026-08-20T14:29:00Z"] * gaps


def test_a_stretch_that_holds_no_whole_step_is_empty(client: Asking) -> None:
    query = {"from": "2026-08-20T12:00:00Z", "to": "2026-08-20T12:02:00Z"}
    answer = get(client, "/timeline", **query)
    assert (answer["bins"], answer["gaps"]) == ([], [])


def test_a_past_chapter_is_read_once_and_tells_nothing_that_was_learnt_later(client: Asking, city: LittleCity) -> None:
    query = {"from": "2026-08-20T14:00:00Z", "to": "2026-08-20T15:00:00Z"}
    city.clock.moment = NOW + timedelta(days=2)
    first = get(client, "/timeline", **query)
    city.deliver([("road-1", "speed_kmh", FRESH, 95.0)], NOW + timedelta(days=2))
    assert get(client, "/timeline", **query)["bins"] == first["bins"]
    city.clock.moment = NOW + timedelta(days=9)
    after = get(client, "/timeline", **query)
    assert after["bins"][5]["counts"]["A"] == 1


def test_incidents_that_go_on_as_known_then(client: Asking, city: LittleCity) -> None:
    began = {"type": "accident", "title": "A20", "lon": 4.43, "lat": 51.95, "startedAt": "2026-08-20T14:00:00.000Z"}
    city.records("incident", {"i1": began | {"endedAt": None}}, NOW - timedelta(minutes=25))
    city.clock.moment = NOW + timedelta(hours=1)
    city.records("incident", {"i1": began | {"endedAt": "2026-08-20T14:40:00.000Z"}}, NOW + timedelta(minutes=10))
    answer = get(client, "/incidents", at="2026-08-20T14:30:00Z")
    shapes.Incidents.model_validate(answer)
    assert [(i["id"], i["properties"]["endedAt"]) for i in answer["features"]] == [("i1", None)]
    assert get(client, "/incidents", at="2026-08-20T14:04:00Z")["features"] == []
    assert get(client, "/incidents")["features"] == []


def test_an_incident_without_an_end_is_uncertain_where_its_source_fell_silent(client: Asking, city: LittleCity) -> None:
    began = {"type": "accident", "title": "A20", "lon": 4.43, "lat": 51.95, "startedAt": "2026-08-20T14:00:00.000Z"}
    bodies = {"open": began | {"endedAt": None}, "planned": began | {"endedAt": "2026-08-21T00:00:00.000Z"}}
    city.records("incident", bodies, NOW - timedelta(minutes=25))
    # A person who wrote one down does not write it down again every few minutes.
    city.store.records.put(kind="incident", id="told", body=bodies["open"], author="p1", known_at=NOW)
    city.clock.moment = NOW + timedelta(hours=2)

    def uncertain(**at: str) -> dict[str, bool]:
        answer = get(client, "/incidents", **at)
        shapes.Incidents.model_validate(answer)
        return {each["id"]: each["properties"]["uncertain"] for each in answer["features"]}

    # Heard at 14:05; for a source that does not say how long its word holds that is 15 minutes.
    assert uncertain(at="2026-08-20T14:20:00Z") == {"planned": False, "open": False}
    assert uncertain(at="2026-08-20T14:20:01Z") == {"planned": False, "open": True}
    assert uncertain() == {"told": False, "planned": False, "open": True}
    # It is heard again: what it does not say is over goes on, for sure. Then it was uncertain, and that stays so.
    city.records("incident", {}, NOW + timedelta(hours=1, minutes=50))
    assert uncertain() == {"told": False, "planned": False, "open": False}
    assert uncertain(at="2026-08-20T14:30:00Z") == {"told": False, "planned": False, "open": True}
    # Bytes that could not be read are no word of the source.
    city.clock.moment = NOW + timedelta(hours=4)
    city.store.refuse(city.claim("made-incident", NOW + timedelta(hours=4)), "source-format", "not JSON")
    assert uncertain()["open"]


def test_a_source_that_says_how_long_its_word_holds_is_believed_so_long(client: Asking, city: LittleCity) -> None:
    body = {"type": "accident", "title": "A20", "lon": 4.43, "lat": 51.95, "startedAt": "2026-08-20T14:00:00.000Z"}
    at = NOW - timedelta(minutes=25)
    longer = replace(city.context().sources["counts"], max_age_s=5400)
    context = replace(city.context(), sources={**city.context().sources, "made-incident": longer})
    city.records("incident", {"i": body | {"endedAt": None}}, at)
    city.clock.moment = NOW + timedelta(hours=2)
    desk = Desk(context)
    for minutes, uncertain in ((90, False), (91, True)):
        (told,) = json.loads(desk.incidents(at + timedelta(minutes=minutes)).body)["features"]
        assert told["properties"]["uncertain"] is uncertain


# ── Thresholds ──────────────────────────────────────────────────────────────────────────────────────────────

STRICTER = {"A": 0.95, "B": 0.9, "C": 0.8, "D": 0.7, "E": 0.6}


def put(client: Asking, id: str = "road-1", **body: Any) -> Any:
    asked = {"bounds": STRICTER, "why": "school aan de weg", "after": 0} | body
    return client.put(f"/v1/drukte/places/{id}/thresholds", json=asked)


def test_a_planner_sets_thresholds_with_who_and_why_and_they_hold_from_then(client: Asking, city: LittleCity) -> None:
    city.store.records.put_person("author-1", "p.planner", "P. Planner")
    assert places(client)["road-1"]["level"] == "D"
    answer = put(client)
    assert answer.status_code == 200
    shapes.Thresholds.model_validate(answer.json())
    assert places(client)["road-1"]["level"] == "F"
    told = get(client, "/places/road-1/thresholds")
    assert (told["values"], told["setBy"], told["why"], told["version"]) == (
        STRICTER,
        "P. Planner",
        "school aan de weg",
        1,
    )
    assert places(client, at="2026-08-20T14:29:59Z")["road-1"]["level"] == "D"
    assert city.store.records.history("threshold", "road-1")[0].author == "author-1"


def test_another_scale_for_the_same_measure_can_be_chosen(client: Asking) -> None:
    hcm = {"A": 16, "B": 23, "C": 33, "D": 49, "E": 75}
    before = places(client)["walk-1"]
    assert (before["level"], before["scale"]) == ("B", "fruin-walkway-flow")
    assert put(client, "walk-1", bounds=hcm, scale="hcm-walkway-flow", why="zoals de provincie").status_code == 200
    after = places(client)["walk-1"]
    assert (after["level"], after["scale"]) == ("C", "hcm-walkway-flow")
    told = get(client, "/places/walk-1/thresholds")
    assert (told["scale"], told["values"], told["why"]) == ("hcm-walkway-flow", hcm, "zoals de provincie")


def test_the_second_of_two_who_change_at_once_is_told(client: Asking) -> None:
    assert put(client).status_code == 200
    assert put(client).json()["code"] == "conflict"
    assert put(client, after=1).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"bounds": STRICTER | {"B": 0.99}},
        {"bounds": STRICTER | {"E": 0}},
        {"bounds": {"A": 0.9}},
        {"bounds": STRICTER | {"G": 1}},
        {"why": ""},
        {"after": -1},
        {"scale": "fruin-queue"},
        {"scale": "none"},
    ],
)
def test_thresholds_that_cannot_be_are_refused_and_nothing_is_kept(
    client: Asking, city: LittleCity, body: dict[str, Any]
) -> None:
    assert put(client, **body).status_code == 422
    assert city.store.records.records("threshold") == []


def test_who_may_not_set_may_still_look(client: Asking, may: May) -> None:
    may.allowed = {"drukte.read"}
    assert put(client).status_code == 403
    assert get(client, "/places/road-1/thresholds")["version"] == 0
    may.allowed = set()
    for path in ("/places", "/areas", "/streets", "/scales", "/timeline", "/incidents", "/places/road-1/thresholds"):
        assert client.get(f"/v1/drukte{path}").status_code == 403


def test_before_anything_was_known_there_are_no_places(client: Asking) -> None:
    moment = (BEFORE - timedelta(days=1)).isoformat().replace("+00:00", "Z")
    assert get(client, "/places", at=moment)["total"] == 0
