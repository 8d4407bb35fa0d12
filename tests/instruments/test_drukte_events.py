"""Events move the live forecast: from what was imported, near them, in their hours, and only once they were known."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import polars as pl
import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.asking import Asking
from instruments.little_city import NOW, PLACES, LittleCity
from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS
from stadsbeeld.instruments.drukte import INSTRUMENT
from stadsbeeld.instruments.drukte.forecast_shapes import ComingEvents, PlaceForecast, Reasons
from stadsbeeld.instruments.drukte.forecaster import Forecaster
from stadsbeeld.runtime.health import Tallies
from stadsbeeld.runtime.ingest import Ingest
from stadsbeeld.runtime.scope import Scope
from stadsbeeld.sources.event_list import SOURCE
from stadsbeeld.web.app import create_app
from stadsbeeld.web.parts import WebOptions
from stadsbeeld.web.passwords import Passwords
from web.town import QUICK, WALL_NOW, Browser, Members, Town, browsers
from web.town import SetClock as WallClock

FIVE, HOUR = timedelta(minutes=5), timedelta(hours=1)
PED, FLOW, SPEED = "flow_ped_h", "flow_veh_h", "speed_kmh"
WALK = PLACES["walk-1"]
# walk-2 lies 200 m from walk-1, walk-9 six kilometres.
COUNTERS = {"walk-1": WALK, "walk-2": WALK | {"lon": 4.482}, "walk-9": WALK | {"lon": 4.57}}
CSV = """id,title,start,end,expected_visitors,kind,lon,lat,radius_m,place
concert,Concert op het plein,2026-08-20T18:00+02:00,2026-08-20T21:00+02:00,5000,concert,4.479,51.92,100,
unknown,Ergens in de stad,2026-08-20T18:00+02:00,2026-08-20T21:00+02:00,900,market,,,,
quiet,Zonder getal,2026-08-20T20:00+02:00,2026-08-20T21:00+02:00,,market,,,,walk-2
lost,Ver weg,2026-08-20T20:00+02:00,2026-08-20T21:00+02:00,800,market,,,,nowhere
"""


def walked(city: LittleCity, days: int = 4) -> None:
    """Pedestrians by five minutes, in a wave of a day, in deliveries of an hour."""
    for hour in range(days * 24, 0, -1):
        moments = [NOW - hour * HOUR + n * FIVE for n in range(12)]
        rows = [
            (place, PED, at, 400.0 + 200 * math.sin(2 * math.pi * at.timestamp() / 86_400))
            for at in moments
            for place in COUNTERS
        ]
        city.deliver(rows, moments[-1] + FIVE)


def event(**other: Any) -> dict[str, Any]:
    told = {"title": "Concert", "kind": "concert", "source": "test", "expectedVisitors": 5_000, "places": ["walk-1"]}
    times = {"startsAt": (NOW + HOUR).isoformat(), "endsAt": (NOW + 3 * HOUR).isoformat()}
    return told | times | other


@pytest.fixture
def city() -> Iterator[LittleCity]:
    made = LittleCity()
    made.records("place", COUNTERS, NOW - timedelta(days=60))
    walked(made)
    yield made
    made.store.close()


def test_an_imported_event_raises_what_is_foretold_near_it_and_nothing_far_away(city: LittleCity) -> None:
    """Through the real import and the real interface: deliver a list, let the jobs run, and ask."""
    town = Town(
        store=city.store,
        newest=city.newest,
        clock=city.clock,
        tallies=(tallies := Tallies()),
        sources={SOURCE.id: SOURCE},
        ingest=Ingest(
            store=city.store,
            sources={SOURCE.id: SOURCE},
            clock=city.clock,
            newest=city.newest,
            tallies=tallies,
            scope=Scope((3.9, 51.8, 4.7, 52.1), []),
        ),
        instruments=(INSTRUMENT,),
    )
    wall = WallClock(WALL_NOW)
    options = WebOptions(wall=wall, passwords=Passwords(QUICK), hosts=("testserver",))
    members = Members(town.store, wall, options.passwords)
    context = city.context()
    jobs = {job.name: job for job in INSTRUMENT.jobs(context)}
    town.shared = context.shared
    with browsers() as open_one:
        app = create_app(town, options)
        browser = open_one(app)
        members.sign_in(browser, members.person("beheerder")[0])
        hour = NOW.replace(minute=0)
        jobs["next-72h"].run(hour)
        before = {place: hours(browser, place) for place in COUNTERS}
        assert asked(browser, "walk-1")["missing"] == ["weather", "events", "calendar"]
        done = browser.post("/v1/deliveries", params={"source": "event_list", "key": "one"}, content=CSV.encode())
        assert (done.status_code, done.json()["new"]) == (200, 4)
        jobs["nowcast"].run(NOW)
        jobs["next-72h"].run(hour + HOUR)
        city.clock.moment = hour + HOUR
        after = {place: hours(browser, place) for place in COUNTERS}
        # 18:00 in Rotterdam is 16:00; they come from 14:30 on and have left by 19:45.
        for place in ("walk-1", "walk-2"):
            more = {at for at, median in after[place].items() if median > before[place].get(at, math.inf) + 100}
            assert more == {hour + HOUR, hour + 5 * HOUR}
        calm = [at for at in after["walk-9"] if at in before["walk-9"]]
        assert max(abs(after["walk-9"][at] - before["walk-9"][at]) for at in calm) < 20
        near, far = asked(browser, "walk-2"), asked(browser, "walk-9")
        assert near["missing"] == far["missing"] == ["weather", "calendar"]
        assert {one["id"]: one["reason"] for one in near["events"]} == {
            "concert": None,
            "unknown": "place-unknown",
            "quiet": "visitors-unknown",
        }
        assert [one["id"] for one in far["events"]] == ["unknown"]
        told = ComingEvents.model_validate(browser.get("/v1/drukte/events").json())
        assert {one.id: (one.places, one.reason) for one in told.events} == {
            "concert": (2, None),
            "unknown": (0, "place-unknown"),
            "quiet": (1, "visitors-unknown"),
            "lost": (0, "no-place-near"),
        }
        target = {"target": (hour + HOUR).isoformat(), "quantity": PED, "span": "3600"}
        why = browser.get("/v1/drukte/places/walk-1/forecast/why", params=target)
        parts = {part.group: part.value for part in Reasons.model_validate(why.json()).parts}
        assert parts["event"] > 100
        why = browser.get("/v1/drukte/places/walk-9/forecast/why", params=target)
        assert "event" not in {part["group"] for part in why.json()["parts"]}


def asked(browser: Browser, place: str) -> dict[str, Any]:
    answer = browser.get(f"/v1/drukte/places/{place}/forecast")
    assert answer.status_code == 200
    PlaceForecast.model_validate(answer.json())
    told: dict[str, Any] = answer.json()
    return told


def hours(browser: Browser, place: str) -> dict[datetime, float]:
    """Start of the hour → median."""
    points = asked(browser, place)["quantities"][PED]["points"]
    return {datetime.fromisoformat(one["t"]): one["q50"] for one in points if one["spanS"] == 3600}


versions = st.lists(
    st.tuples(
        st.integers(-600, 600).filter(lambda minutes: minutes != 0),  # known so many minutes after the origin
        st.sampled_from([{}, {"cancelled": True}, {"expectedVisitors": 90_000}, {"places": ["walk-9"]}]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda told: told[0],
).map(lambda told: sorted(told, key=lambda one: one[0]))


@given(versions)
@settings(max_examples=10, deadline=None)
def test_an_event_that_is_known_after_the_origin_never_moves_it(told: list[tuple[int, dict[str, Any]]]) -> None:
    """With versions of an event from before and after the origin a forecast is as with those from before alone."""
    whole, known = LittleCity(), LittleCity()
    try:
        for city in (whole, known):
            city.records("place", COUNTERS, NOW - timedelta(days=60))
            walked(city, 2)
            for minutes, other in told:
                if city is whole or minutes < 0:
                    city.store.records.put(
                        kind="event",
                        id="c",
                        body=event(**other),
                        author="test",
                        known_at=NOW + timedelta(minutes=minutes),
                    )
            Forecaster(city.context()).nowcast(NOW)
        said = [one.store.as_of(NOW).forecasts([PED], NOW, NOW + 9 * HOUR) for one in (whole, known)]
        assert len(said[0]) == 30
        assert said[0].equals(said[1])
        # And what was known does move it: the last version before the origin says where and whether.
        before = [other for minutes, other in told if minutes < 0]
        plain = whole.store.as_of(NOW)
        raised = raised_places(said[0])
        assert plain.records("event") == [] or before
        expected = set() if not before or before[-1].get("cancelled") else set(before[-1].get("places", ["walk-1"]))
        assert raised == expected
    finally:
        whole.store.close()
        known.store.close()


def raised_places(told: pl.DataFrame) -> set[str]:
    """The three counters count alike: a place is raised whose median an hour ahead is above that of the lowest."""
    at = told.filter(pl.col("observed_at") == NOW + HOUR - FIVE)
    return set(at.filter(pl.col("q50") > at["q50"].min() + 5)["place"])


def test_a_speed_is_not_moved_and_a_flow_of_cars_less_than_walkers(city: LittleCity) -> None:
    rows = [
        (place, quantity, NOW - n * FIVE, value)
        for n in range(1, 577)
        for place in ("road-1", "road-2")
        for quantity, value in ((FLOW, 900.0), (SPEED, 80.0))
    ]
    city.deliver(rows, NOW)
    city.records("event", {"c": event(places=["road-1", "walk-1"])}, NOW - HOUR)
    Forecaster(city.context()).nowcast(NOW)
    told = city.store.as_of(NOW).forecasts([PED, FLOW, SPEED], NOW, NOW + 9 * HOUR)
    at = told.filter(pl.col("observed_at") == NOW + HOUR - FIVE).sort("place", "quantity")
    median = {(place, quantity): q50 for place, quantity, q50 in at.select("place", "quantity", "q50").iter_rows()}
    assert median["road-1", SPEED] == median["road-2", SPEED]
    cars = median["road-1", FLOW] - median["road-2", FLOW]
    walkers = median["walk-1", PED] - median["walk-9", PED]
    assert cars == pytest.approx(walkers * 0.16, rel=0.1)


def test_a_place_where_only_speed_is_foretold_says_that_the_event_is_not_counted(city: LittleCity) -> None:
    city.deliver([("road-1", SPEED, NOW - n * FIVE, 80.0) for n in range(1, 577)], NOW)
    city.records("event", {"c": event(places=["road-1"])}, NOW - HOUR)
    Forecaster(city.context()).nowcast(NOW)
    app = FastAPI()
    app.include_router(INSTRUMENT.routes(city.context()))
    told = Asking(app).get("/drukte/places/road-1/forecast").json()
    assert [(one["id"], one["reason"]) for one in told["events"]] == [("c", "not-counted")]
    walk = Asking(app).get("/drukte/places/walk-1/forecast").json()
    assert (walk["events"], walk["missing"]) == ([], ["weather", "calendar"])


def test_a_record_that_cannot_be_read_is_named(city: LittleCity) -> None:
    city.records("event", {"broken": {"title": "x"}}, NOW - HOUR)
    Forecaster(city.context()).nowcast(NOW)
    app = FastAPI()
    app.include_router(INSTRUMENT.routes(city.context()))
    assert Asking(app).get("/drukte/events").json()["unreadable"] == ["broken"]


def test_quantiles_rise_with_an_event_too(city: LittleCity) -> None:
    city.records("event", {"c": event()}, NOW - HOUR)
    Forecaster(city.context()).nowcast(NOW)
    told = city.store.foretold.frame().select(QUANTILE_COLUMNS).to_numpy()
    assert (told[:, 1:] >= told[:, :-1]).all()
