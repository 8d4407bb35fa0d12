"""Nothing that was learnt after a moment changes what is told of that moment, whatever it was."""

from datetime import datetime, timedelta
from typing import Any

import orjson
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.little_city import AREAS, NOW, PLACES, LittleCity
from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS, SCHEMA, Forecasts
from stadsbeeld.instruments.drukte.desk import Desk, Stretch
from stadsbeeld.instruments.drukte.thresholds import ThresholdsAsked

PAST = NOW - timedelta(seconds=360)
EARLIER = NOW - timedelta(hours=1)
LATER = NOW + timedelta(days=30)

place = st.sampled_from(["road-1", "road-2", "walk-1"])
quantity = st.sampled_from(["speed_kmh", "flow_veh_h", "flow_ped_h"])
# Before, at and after the moment asked for: corrections, late rows and the future itself.
minutes = st.integers(-3 * 24 * 60, 24 * 60).map(lambda n: n // 5 * 5)
rows = st.dictionaries(st.tuples(place, quantity, minutes), st.one_of(st.none(), st.floats(-1, 70_000)), max_size=40)
bounds = st.sampled_from(
    [{"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.6, "E": 0.5}, {"A": 0.2, "B": 0.1, "C": 0.09, "D": 0.08, "E": 0.01}]
)


def told(desk: Desk, at: datetime) -> list[Any]:
    stretch = Stretch(start=at - timedelta(hours=30), end=at + timedelta(hours=5), at=at)
    answers = [
        desk.places(at),
        desk.place("road-1", at),
        desk.areas(at),
        desk.streets(at),
        desk.incidents(at),
        desk.timeline(stretch),
        desk.series("road-1", stretch),
        desk.series("walk-1", stretch),
        desk.foresight.places(60, at),
        desk.foresight.places(180, at),
        desk.foresight.place("road-1", at),
        desk.foresight.place("walk-1", at),
        desk.foresight.record(None, at, 28),
        desk.foresight.record("road-1", at, 28),
        desk.foresight.models(at),
    ]
    return [orjson.loads(answer.body) for answer in answers]


def asked_live(desk: Desk, at: datetime) -> None:
    """All that is remembered of now, over the same stretch: none of it may turn up in a look back."""
    stretch = Stretch(start=at - timedelta(hours=30), end=at + timedelta(hours=5), at=None)
    for ask in (desk.places, desk.areas, desk.streets, desk.incidents):
        ask(None)
    desk.timeline(stretch)
    desk.series("road-1", stretch)
    desk.foresight.places(60, None)
    desk.foresight.place("road-1", None)
    desk.foresight.record(None, None, 28)
    desk.foresight.record("road-1", None, 28)


def foretold_of(at: datetime, median: float) -> Forecasts:
    """Of the interval of five minutes that began then."""
    return Forecasts(foretold([median]).frame.with_columns(observed_at=pl.lit(at).cast(SCHEMA["observed_at"])))


def foretold(medians: list[float], span_s: int = 300) -> Forecasts:
    """Of the intervals that end in the hour after `NOW`, or of so many hours."""
    rows = [
        {
            "place": "road-1",
            "quantity": "speed_kmh",
            "observed_at": NOW + timedelta(seconds=span_s * n),
            "span_s": span_s,
            "mean": median,
            "model": "m",
        }
        | dict.fromkeys(QUANTILE_COLUMNS, median)
        for n, median in enumerate(medians)
    ]
    return Forecasts(pl.DataFrame(rows, schema=SCHEMA))


@given(rows, bounds, st.lists(st.floats(0, 200), max_size=3))
@settings(max_examples=8, deadline=None)
def test_what_is_learnt_later_changes_nothing(
    later: dict[tuple[str, str, int], float | None], stricter: Any, medians: list[float]
) -> None:
    city = LittleCity()
    try:
        nights = [PAST.replace(hour=0, minute=0) + timedelta(minutes=5 * n) for n in range(30)]
        city.deliver([("road-1", "speed_kmh", at, 88.0) for at in nights], NOW - timedelta(hours=12))
        city.deliver([("road-1", "speed_kmh", PAST, 45.0), ("walk-1", "flow_ped_h", PAST, 900.0)], NOW)
        incident = {"type": "accident", "title": "x", "lon": 4.4, "lat": 51.9, "startedAt": EARLIER.isoformat()}
        city.records("incident", {"open": incident | {"endedAt": None}}, EARLIER)
        city.store.append_forecasts(foretold([44.0] * 12), NOW)
        # The interval that ended at NOW, foretold an hour before it.
        city.store.append_forecasts(foretold_of(PAST, 50.0), PAST + timedelta(minutes=5) - timedelta(hours=1))
        city.store.records.put(kind="model", id="m", body={"n": 1}, author="forecaster", known_at=EARLIER)
        city.store.append_forecasts(foretold([43.0] * 5, 3600), NOW - timedelta(minutes=30))
        city.clock.moment = LATER
        before = told(Desk(city.context()), NOW)
        learnt = [(id, what, NOW + timedelta(minutes=n), value) for (id, what, n), value in later.items()]
        city.deliver(learnt, LATER - timedelta(days=1))
        city.records("place", {"road-1": PLACES["road-1"] | {"free_speed_kmh": 30.0, "title": "Anders"}}, LATER)
        city.records("area", {"gebied-04": AREAS["gebied-04"] | {"title": "Anders"}}, LATER)
        city.records("threshold", {"road-1": {"scale": "road-speed-share", "bounds": stricter, "why": "later"}}, LATER)
        city.records("incident", {"i": incident | {"endedAt": None}}, LATER)
        city.store.records.put(kind="model", id="m", body={"n": 2}, author="forecaster", known_at=LATER)
        city.store.append_forecasts(foretold_of(PAST, 99.0), NOW + timedelta(seconds=1))
        for n, median in enumerate(medians):
            city.store.append_forecasts(foretold([median] * 12), NOW + timedelta(seconds=1 + n))
            city.store.append_forecasts(foretold([median] * 5, 3600), NOW + timedelta(seconds=1 + n))
        desk = Desk(city.context())
        asked_live(desk, NOW)
        assert told(desk, NOW) == before
    finally:
        city.store.close()


def test_a_threshold_set_later_does_not_reach_back_through_what_one_desk_remembers() -> None:
    city = LittleCity()
    try:
        start = NOW.replace(hour=7, minute=30)
        for n in range(12):
            at = start + timedelta(minutes=5 * n)
            city.deliver([("road-1", "speed_kmh", at, 45.0)], at + timedelta(minutes=6))
        city.clock.moment = NOW.replace(hour=13, minute=40)
        desk = Desk(city.context())
        calmer = {"A": 0.30, "B": 0.25, "C": 0.2, "D": 0.15, "E": 0.1}
        desk.set_thresholds("road-1", ThresholdsAsked(bounds=calmer, why="later", after=0), "planner")

        def levels(at: datetime | None) -> dict[str, int]:
            stretch = Stretch(start=start, end=start + timedelta(minutes=30), at=at)
            counts = orjson.loads(desk.timeline(stretch).body)["bins"][3]["counts"]
            return {level: count for level, count in counts.items() if count and level != "unknown"}

        assert levels(None) == {"A": 1}
        assert levels(NOW.replace(hour=13, minute=10)) == {"D": 1}
    finally:
        city.store.close()


def test_a_free_speed_rests_on_nights_that_were_over() -> None:
    city = LittleCity()
    try:
        night = NOW.replace(hour=23, minute=0)  # 01:00 local, the night after the moment asked for
        rows = [("road-1", "speed_kmh", night + timedelta(minutes=5 * n), 70.0) for n in range(30)]
        city.deliver(rows, night + timedelta(hours=3))
        city.clock.moment = NOW + timedelta(days=1)
        desk = Desk(city.context())

        def free_speed(at: datetime) -> float:
            return orjson.loads(desk.place("road-1", at).body)["properties"]["freeSpeedKmh"]

        assert free_speed(NOW) == 100
        assert free_speed(datetime.fromisoformat("2026-08-21T03:59:59Z")) == 100
        assert free_speed(datetime.fromisoformat("2026-08-21T04:00:00Z")) == 70
    finally:
        city.store.close()
