"""What is foretold: on the map at a moment to come, for one place, and how likely each level is."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import orjson
import polars as pl
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from instruments.asking import Asking
from instruments.little_city import NOW, LittleCity
from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.forecast.explain import Why
from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS, SCHEMA, Forecasts
from stadsbeeld.instruments.drukte.chances import below
from stadsbeeld.instruments.drukte.desk import Desk
from stadsbeeld.instruments.drukte.forecast_shapes import PlaceForecast, Reasons
from stadsbeeld.instruments.drukte.routes import routes
from stadsbeeld.instruments.drukte.shapes import Places

Told = tuple[str, str, int, float]  # place, quantity, minutes from NOW to the end of the interval, median
FIVE = 300


def issue(rows: list[Told], span_s: int = FIVE, step: float = 5.0) -> Forecasts:
    """Quantiles `step` apart around the median."""
    table = [
        {
            "place": place,
            "quantity": quantity,
            "observed_at": NOW + timedelta(minutes=end) - timedelta(seconds=span_s),
            "span_s": span_s,
            **{name: max(0.0, median + step * (n - 4)) for n, name in enumerate(QUANTILE_COLUMNS)},
            "mean": median,
            "model": "profile-level",
        }
        for place, quantity, end, median in rows
    ]
    return Forecasts(pl.DataFrame(table, schema=SCHEMA))


def ahead(desk: Desk, minutes: int, at: datetime | None = None) -> dict[str, Any]:
    """id → properties."""
    told = orjson.loads(desk.foresight.places(minutes, at).body)
    return {feature["id"]: feature["properties"] for feature in told["features"]}


@pytest.fixture
def city() -> Any:
    made = LittleCity()
    yield made
    made.store.close()


@given(
    st.lists(st.integers(0, 50), min_size=9, max_size=9).map(sorted),
    st.integers(-5, 60),
)
def test_a_probability_rises_with_its_bound_and_meets_the_quantiles(told: list[int], bound: int) -> None:
    quantiles = np.array([told, told], np.float64)
    lower, upper = below(quantiles, np.array([bound, bound + 3.0]))
    assert 0.1 <= lower <= upper <= 0.9
    for level, value in zip(np.arange(1, 10) / 10, told, strict=True):
        (met,) = below(quantiles[:1], np.array([float(value)]))
        assert met >= level - 1e-9


def test_a_probability_by_hand() -> None:
    """Nine quantiles 10 … 90: 45 lies half between the 40 % and the 50 % one."""
    quantiles = np.tile(np.arange(10.0, 100, 10), (5, 1))
    found = below(quantiles, np.array([45.0, 10.0, 9.9, 90.0, 1000.0]))
    assert found.tolist() == pytest.approx([0.45, 0.1, 0.1, 0.9, 0.9])


def test_the_map_ahead_shows_the_level_of_the_median_and_how_likely_each_level_is(city: LittleCity) -> None:
    """At 45 of 100 km/h the road is at D (0.40 to 0.50). Quantiles 25, 30 … 65 km/h: 50 km/h, the end of C, is the 60 %
    quantile, 67 the end of B lies beyond the 90 % one, 40 is the 40 % one and 30 the 20 % one."""
    city.store.append_forecasts(issue([("road-1", "speed_kmh", 60, 45.0), ("road-1", "flow_veh_h", 60, 900.0)]), NOW)
    told = ahead(Desk(city.context()), 60)
    road = told["road-1"]
    assert (road["level"], road["value"], road["flow"], road["share"]) == ("D", 45.0, 900.0, 0.45)
    assert road["trend"] is None
    assert road["forecast"] == {
        "ahead": 60,
        "target": "2026-08-20T15:30:00Z",
        "issuedAt": "2026-08-20T14:30:00Z",
        "q10": 25.0,
        "q50": 45.0,
        "q90": 65.0,
        "atLeast": {"B": 0.9, "C": 0.9, "D": 0.6, "E": 0.4, "F": 0.2},
        "model": "profile-level",
    }
    assert (told["road-2"]["level"], told["road-2"]["reason"]) == ("unknown", "no-forecast")
    assert told["road-2"]["forecast"] is None
    assert told["walk-1"]["reason"] == "no-forecast"


def test_a_flow_near_capacity_moves_the_probabilities_with_the_level(city: LittleCity) -> None:
    rows = [("road-1", "speed_kmh", 60, 45.0), ("road-1", "flow_veh_h", 60, 4000.0)]
    city.store.append_forecasts(issue(rows), NOW)
    road = ahead(Desk(city.context()), 60)["road-1"]
    assert road["level"] == "E"
    assert road["forecast"]["atLeast"] == {"B": 0.9, "C": 0.9, "D": 0.9, "E": 0.6, "F": 0.4}


def test_people_are_worse_where_there_are_more(city: LittleCity) -> None:
    """5 m wide is 4.08 m of effective width; 4.08 · 60 · 33 = 8,078 an hour is the end of B."""
    city.store.append_forecasts(issue([("walk-1", "flow_ped_h", 60, 8078.4)], 3600, step=1000.0), NOW)
    walk = ahead(Desk(city.context()), 60)["walk-1"]
    assert (walk["level"], walk["forecast"]["atLeast"]["C"]) == ("B", pytest.approx(0.5, abs=0.001))


def test_a_doubted_place_stays_unknown_and_says_what_was_foretold(city: LittleCity) -> None:
    city.store.append_forecasts(issue([("road-3", "speed_kmh", 60, 45.0)]), NOW)
    road = ahead(Desk(city.context()), 60)["road-3"]
    assert (road["level"], road["reason"], road["forecast"]["atLeast"]) == ("unknown", "doubt", None)
    assert road["forecast"]["q50"] == 45.0


@pytest.mark.parametrize(
    ("minutes", "late", "level", "reason"),
    [(60, 15, "D", None), (60, 16, "unknown", "stale"), (180, 180, "D", None), (180, 181, "unknown", "stale")],
)
def test_a_forecast_older_than_three_of_its_rhythm_is_no_forecast(
    city: LittleCity, minutes: int, late: int, level: str, reason: str | None
) -> None:
    """Of five minutes after a quarter of an hour, of hours after three hours: unknown, and never shown as new."""
    span_s = FIVE if minutes == 60 else 3600
    ends = [minutes + late, minutes + late + 5]
    rows = [("road-1", "speed_kmh", end, 45.0) for end in ends]
    city.store.append_forecasts(issue(rows, span_s), NOW)
    city.clock.moment = NOW + timedelta(minutes=late)
    desk = Desk(city.context())
    for at in (None, city.clock.moment):
        road = ahead(desk, minutes, at)["road-1"]
        assert (road["level"], road["reason"]) == (level, reason)
    told = orjson.loads(desk.foresight.place("road-1", None).body)
    assert told["reason"] == (None if reason is None else "stale")


def test_the_newest_issue_holds_and_its_nearest_interval(city: LittleCity) -> None:
    rows = [("road-1", "speed_kmh", 45, 90.0), ("road-1", "speed_kmh", 60, 80.0), ("road-1", "speed_kmh", 75, 70.0)]
    city.store.append_forecasts(issue(rows), NOW)
    later = [(place, quantity, end + 5, value - 50) for place, quantity, end, value in rows]
    city.store.append_forecasts(issue(later), NOW + timedelta(minutes=5))
    city.clock.moment = NOW + timedelta(minutes=7)
    desk = Desk(city.context())
    told = ahead(desk, 60)["road-1"]
    assert (told["value"], told["forecast"]["target"]) == (30.0, "2026-08-20T15:35:00Z")
    assert ahead(desk, 60, NOW + timedelta(minutes=4))["road-1"]["value"] == 80.0
    # Of an older issue an interval lies nearer to 15:42; what was said last holds all the same.
    city.clock.moment = NOW + timedelta(minutes=12)
    assert ahead(desk, 60)["road-1"]["value"] == 30.0
    # Two hours further nothing is foretold.
    assert ahead(desk, 120)["road-1"]["reason"] == "no-forecast"


def test_an_hour_holds_the_moments_in_it(city: LittleCity) -> None:
    hour = NOW.replace(minute=0)
    rows = [("walk-1", "flow_ped_h", 30 + 60 * n, 1000.0 * (n + 1)) for n in range(4)]
    city.store.append_forecasts(issue(rows, 3600), hour)
    desk = Desk(city.context())
    assert ahead(desk, 120)["walk-1"]["value"] == 3000.0  # 16:30 lies in 16:00 to 17:00
    assert ahead(desk, 120, hour)["walk-1"]["value"] == 2000.0  # 16:00 is the end of 15:00 to 16:00


def test_the_whole_answer_says_when_the_oldest_issue_in_it_was_made(city: LittleCity) -> None:
    city.store.append_forecasts(issue([("road-1", "speed_kmh", 60, 45.0)]), NOW - timedelta(minutes=5))
    city.store.append_forecasts(issue([("road-2", "speed_kmh", 60, 95.0)]), NOW)
    desk = Desk(city.context())
    told = orjson.loads(desk.foresight.places(60, None).body)
    assert (told["ahead"], told["issuedAt"], told["at"]) == (60, "2026-08-20T14:25:00Z", "2026-08-20T14:30:00Z")
    assert told["target"] == "2026-08-20T15:30:00Z"
    assert told["counts"] == {"A": 1, "B": 0, "C": 0, "D": 1, "E": 0, "F": 0, "unknown": 2}
    past = orjson.loads(desk.foresight.places(60, NOW).body)
    assert past | {"live": True} == told
    empty = orjson.loads(desk.foresight.places(180, None).body)
    assert (empty["issuedAt"], empty["counts"]["unknown"]) == (None, 4)


@pytest.mark.parametrize("minutes", [0, -15, 5, 50, 135, 169 * 60])
def test_a_lead_that_is_not_made_is_refused(city: LittleCity, minutes: int) -> None:
    with pytest.raises(InputError):
        Desk(city.context()).foresight.places(minutes, None)


def test_the_band_of_a_place_is_of_one_issue_and_then_by_the_hour(city: LittleCity) -> None:
    hour = NOW.replace(minute=0)
    hours = [("road-1", "speed_kmh", 30 + 60 * n, 60.0 + n) for n in range(72)]
    city.store.append_forecasts(issue(hours, 3600), hour)
    beyond = [("road-1", "speed_kmh", 30 + 60 * n, 1.0) for n in range(60, 100)]
    city.store.append_forecasts(issue(beyond, 3600), hour - timedelta(hours=14))
    city.store.append_forecasts(
        issue([("road-1", "speed_kmh", end, 99.0) for end in (5, 60, 120)]), NOW - timedelta(minutes=5)
    )
    city.store.append_forecasts(issue([("road-1", "speed_kmh", end, 45.0) for end in (0, 5, 60)]), NOW)
    desk = Desk(city.context())
    told = orjson.loads(desk.foresight.place("road-1", None).body)
    assert orjson.loads(desk.foresight.place("road-1", NOW).body) == told
    assert (told["reason"], told["missing"]) == (None, ["weather", "events", "calendar"])
    found = told["quantities"]["speed_kmh"]
    assert found["unit"] == "km/h"
    assert [(point["t"], point["spanS"], point["q50"]) for point in found["points"][:3]] == [
        ("2026-08-20T14:30:00Z", 300, 45.0),
        ("2026-08-20T15:25:00Z", 300, 45.0),
        ("2026-08-20T16:00:00Z", 3600, 62.0),
    ]
    medians = [point["q50"] for point in found["points"][2:]]
    assert medians == [60.0 + n for n in range(2, 72)] + [1.0] * 28
    assert [point["t"] for point in found["points"]] == sorted({point["t"] for point in found["points"]})
    first = found["points"][0]
    assert [first[name] for name in QUANTILE_COLUMNS] == [25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0, 65.0]
    assert (first["issuedAt"], first["model"], first["mean"]) == ("2026-08-20T14:30:00Z", "profile-level", 45.0)


def test_why_nothing_is_foretold(city: LittleCity) -> None:
    def reason(id: str) -> Any:
        return orjson.loads(Desk(city.context()).foresight.place(id, None).body)["reason"]

    city.deliver([("road-1", "speed_kmh", NOW - timedelta(days=6), 80.0)], NOW - timedelta(days=5))
    assert (reason("road-1"), reason("road-2")) == ("no-model", "silent")
    city.store.append_forecasts(issue([("walk-1", "flow_ped_h", 60, 45.0)], 3600), NOW)
    assert (reason("road-1"), reason("road-2"), reason("walk-1")) == ("too-little-history", "silent", None)
    with pytest.raises(NotFoundError):
        reason("nowhere")


def test_the_routes_keep_to_their_shapes_and_have_etags(city: LittleCity) -> None:
    city.deliver([("road-1", "speed_kmh", NOW - timedelta(minutes=6), 80.0)], NOW)
    city.store.append_forecasts(issue([("road-1", "speed_kmh", end, 45.0) for end in (5, 60)]), NOW)
    app = FastAPI()
    app.include_router(routes(city.context()), prefix="/v1")
    ask = Asking(app)
    places = ask.get("/v1/drukte/places", {"ahead": "60"})
    assert Places.model_validate_json(places.content).ahead == 60
    assert places.headers["content-type"] == "application/geo+json"
    again = ask.get("/v1/drukte/places", {"ahead": "60"})
    assert (again.headers["etag"], again.content) == (places.headers["etag"], places.content)
    past = ask.get("/v1/drukte/places", {"ahead": "60", "at": NOW.isoformat()})
    assert past.headers["etag"] != places.headers["etag"]
    Places.model_validate_json(past.content)
    place = ask.get("/v1/drukte/places/road-1/forecast")
    assert PlaceForecast.model_validate_json(place.content).quantities["speed_kmh"].points
    assert place.headers["etag"].startswith('W/"')
    assert ask.get("/v1/drukte/places").json()["features"][0]["properties"].get("forecast") is None


def test_the_route_tells_why_from_the_last_issue_of_the_same_process(city: Any) -> None:
    context = city.context()
    app = FastAPI()
    app.include_router(routes(context))
    asked = {"target": (NOW + timedelta(minutes=30)).isoformat(), "quantity": "speed_kmh", "span": "300"}
    with pytest.raises(NotFoundError):  # nobody foretells here
        Asking(app).get("/drukte/places/road-1/forecast/why", asked)
    context.shared["drukte"] = Explained()
    told = Asking(app).get("/drukte/places/road-1/forecast/why", asked).json()
    assert Reasons.model_validate(told)
    assert (told["usual"], told["median"], told["unit"]) == (50.0, 35.0, "km/h")
    assert told["parts"] == [{"group": "level", "value": -20.0}, {"group": "time", "value": 5.0}]


class Explained:
    def why(self, *_: Any) -> tuple[Why, str]:
        return Why(usual=50.0, parts={"time": 5.0, "level": -20.0}, middle=35.0), "ensemble"
