"""Levels of places: each reason for unknown, each rule by hand, and what must hold whatever comes in."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.little_city import NOW, PLACES, ROAD, Row, levels, picture
from stadsbeeld.domain.level import Level
from stadsbeeld.instruments.drukte.scales import SCALES
from stadsbeeld.instruments.drukte.state import state

FRESH = NOW - timedelta(seconds=300)


def road(speed: float | None, flow: float | None = 1000, place: str = "road-1") -> list[Row]:
    return [(place, "speed_kmh", FRESH, speed), (place, "flow_veh_h", FRESH, flow)]


@pytest.mark.parametrize(
    ("speed", "flow", "level"),
    [
        (86, 1000, "A"),
        (85, 1000, "B"),
        (86, 3780, "A"),  # 0.9 × 4,200 is not above it
        (86, 3781, "B"),
        (51, 3900, "D"),
        (29, 4000, "F"),
        (60, None, "C"),
        (120, 100, "A"),
    ],
)
def test_a_road_by_hand(speed: float, flow: float | None, level: str) -> None:
    assert levels(road(speed, flow))["road-1"] == (level, None)


def test_nobody_heard_is_never_not_calm() -> None:
    assert set(levels([]).values()) == {("unknown", "never")}


@pytest.mark.parametrize(("age_s", "found"), [(900, ("A", None)), (901, ("unknown", "stale"))])
def test_a_value_holds_up_to_the_maximum_age_of_its_source(age_s: int, found: tuple[str, str | None]) -> None:
    late = NOW + timedelta(seconds=age_s)
    assert levels(road(95), now=late)["road-1"] == found


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (road(None), "missing"),
        (road(0), "missing"),
        (road(0, 0), "missing"),
        (road(251), "implausible"),
        (road(90, 65_535), "implausible"),
        (road(90, -1), "implausible"),
        (road(95, place="road-3"), "doubt"),
        (road(95, 65_535, place="road-3"), "implausible"),
    ],
)
def test_each_reason_for_unknown(rows: list[Row], reason: str) -> None:
    assert levels(rows)[rows[0][0]] == ("unknown", reason)


def test_what_gives_no_level_is_still_shown() -> None:
    row = state(picture(road(251, 65_535)), NOW).filter(pl.col("id") == "road-1").row(0, named=True)
    assert (row["level"], row["value"], row["flow"]) == ("unknown", 251, 65_535)


def test_without_free_speed_or_width_there_is_no_scale() -> None:
    bare = {"road-1": ROAD | {"free_speed_kmh": None}, "walk-1": PLACES["walk-1"] | {"width_m": None}}
    found = levels([*road(95), ("walk-1", "flow_ped_h", FRESH, 500)], places=bare)
    assert found == {"road-1": ("unknown", "no-scale"), "walk-1": ("unknown", "no-scale")}


def test_a_walkway_by_flow_through_its_effective_width() -> None:
    # 5 m wide is 4.08 m effective; 23 p/m/min is 93.84 a minute, 5,630.4 an hour.
    assert levels([("walk-1", "flow_ped_h", FRESH, 5630)])["walk-1"] == ("A", None)
    assert levels([("walk-1", "flow_ped_h", FRESH, 5631)])["walk-1"] == ("B", None)
    assert levels([("walk-1", "flow_ped_min", FRESH, 94)])["walk-1"] == ("B", None)


def test_a_density_says_more_than_a_flow_while_it_is_fresh() -> None:
    rows: list[Row] = [("walk-1", "density_p_m2", FRESH, 2.0), ("walk-1", "flow_ped_h", FRESH, 100)]
    assert levels(rows)["walk-1"] == ("E", None)
    old: list[Row] = [("walk-1", "density_p_m2", NOW - timedelta(hours=2), 2.0), rows[1]]
    assert levels(old)["walk-1"] == ("A", None)


def test_a_high_flow_of_people_says_that_it_is_uncertain() -> None:
    told = state(picture([("walk-1", "flow_ped_min", FRESH, 61 * 4.08)]), NOW).filter(pl.col("id") == "walk-1")
    assert told["uncertain"].item()
    assert told["scale_value"].item() == pytest.approx(61)


def test_a_measuring_station_is_no_place_that_gets_busy() -> None:
    assert "weather" not in levels([("weather", "temperature_c", FRESH, 20)])


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [(95, 60, "worse"), (60, 95, "better"), (95, 92, "steady"), (95, 0, None), (None, 95, None)],
)
def test_the_trend_looks_a_quarter_of_an_hour_back(before: float | None, after: float, trend: str | None) -> None:
    rows = [*road(after), ("road-1", "speed_kmh", FRESH - timedelta(seconds=900), before)]
    assert state(picture(rows), NOW).filter(pl.col("id") == "road-1")["trend"].item() == trend


def test_nothing_between_10_and_25_minutes_back_is_no_trend() -> None:
    for minutes in (5, 30):
        rows = [*road(60), ("road-1", "speed_kmh", FRESH - timedelta(minutes=minutes), 95.0)]
        assert state(picture(rows), NOW).filter(pl.col("id") == "road-1")["trend"].item() is None


def test_of_two_as_near_the_later_tells_the_trend_in_whatever_order_they_come() -> None:
    back = {minutes: FRESH - timedelta(minutes=minutes) for minutes in (12, 18)}
    rows = [*road(60), ("road-1", "speed_kmh", back[18], 20.0), ("road-1", "speed_kmh", back[12], 95.0)]
    told = picture(rows)
    for recent in (told.recent, told.recent.reverse()):
        found = state(replace(told, recent=recent), NOW).filter(pl.col("id") == "road-1")
        assert found["trend"].item() == "worse"


def test_thresholds_of_a_place_hold_instead_of_those_of_its_scale() -> None:
    stricter = {"A": 0.95, "B": 0.9, "C": 0.8, "D": 0.7, "E": 0.6}
    set_here = {"road-1": {"scale": "road-speed-share", "bounds": stricter, "why": "school"}}
    rows = road(65) + road(65, place="road-2")
    found = levels(rows, thresholds=set_here)
    assert (found["road-1"][0], found["road-2"][0]) == ("E", "C")


@given(st.floats(1, 250), st.one_of(st.none(), st.floats(0, 20_000)))
@settings(max_examples=60, deadline=None)
def test_the_table_gives_what_the_scale_gives_for_one_value(speed: float, flow: float | None) -> None:
    passed = sum(speed / 100 <= bound for bound in SCALES["road-speed-share"].bounds)
    near = flow is not None and flow > 0.9 * 4200
    assert levels(road(speed, flow))["road-1"] == ("ABCDEF"[min(passed + near, 5)], None)


@given(st.floats(1, 250), st.floats(1, 250), st.floats(0, 20_000), st.floats(0, 20_000))
@settings(max_examples=60, deadline=None)
def test_slower_or_fuller_is_never_better(v: float, w: float, q: float, r: float) -> None:
    (slow, fast), (thin, full) = sorted((v, w)), sorted((q, r))
    better, worse = levels(road(fast, thin))["road-1"][0], levels(road(slow, full))["road-1"][0]
    assert better <= worse


@given(st.floats(0, 10), st.floats(0, 10))
@settings(max_examples=40, deadline=None)
def test_denser_is_never_better(one: float, other: float) -> None:
    low, high = sorted((one, other))
    told = [levels([("walk-1", "density_p_m2", FRESH, density)])["walk-1"][0] for density in (low, high)]
    assert told[0] <= told[1]


any_value = st.one_of(st.none(), st.floats(-1e6, 1e6))
any_age = st.integers(-600, 90_000)


@given(any_value, any_value, any_age)
@settings(max_examples=80, deadline=None)
def test_unknown_has_a_reason_and_known_has_none_whatever_comes_in(
    speed: float | None, flow: float | None, age_s: int
) -> None:
    at = NOW - timedelta(seconds=300 + age_s)
    rows: list[Row] = [("road-1", "speed_kmh", at, speed), ("road-1", "flow_veh_h", at, flow)]
    told = state(picture(rows), NOW)
    assert len(told) == 4
    for level, reason in told.select("level", "reason").iter_rows():
        assert (level == "unknown") == (reason is not None)
    level = told.filter(pl.col("id") == "road-1")["level"].item()
    usable = speed is not None and 0 < speed <= 250 and age_s <= 900
    assert usable or Level(level) is Level.UNKNOWN
