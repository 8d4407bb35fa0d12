"""The jobs that foretell: from what was known at their moment, of what tells enough, and of nothing else."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.little_city import NOW, LittleCity
from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.instruments.drukte.forecast_desk import NOWCAST_MIN
from stadsbeeld.instruments.drukte.forecaster import Forecaster
from stadsbeeld.instruments.drukte.learner import Learner
from stadsbeeld.instruments.drukte.panels import History, Subject, back_of, hourly, step_of, subjects

FIVE = timedelta(minutes=5)
HOUR = timedelta(hours=1)
SPEED, FLOW, PED = "speed_kmh", "flow_veh_h", "flow_ped_h"


@pytest.fixture
def city() -> Iterator[LittleCity]:
    made = LittleCity()
    yield made
    made.store.close()


def daily(at: datetime, size: float) -> float:
    """A day as roads have them: a wave, and something that no profile knows."""
    turn = 2 * math.pi * at.timestamp() / 86_400
    return size * (1.5 + math.sin(turn) + 0.2 * math.sin(37 * turn))


def fill(city: LittleCity, days: float, until: datetime = NOW, places: tuple[str, ...] = ("road-1", "road-2")) -> None:
    """Speeds of five minutes, an hour a delivery, all known a minute after the last of them ended."""
    steps = int(days * 288)
    for start in range(0, steps, 12):
        moments = [until - FIVE * (steps - n) for n in range(start, min(start + 12, steps))]
        rows = [(place, SPEED, at, daily(at, 40.0)) for at in moments for place in places]
        city.deliver(rows, moments[-1] + FIVE + timedelta(seconds=60))


def told(city: LittleCity, at: datetime, span_s: int = 300) -> pl.DataFrame:
    found = city.store.as_of(at).forecasts([SPEED, FLOW, PED], at - HOUR, at + timedelta(days=9))
    return found.filter(pl.col("span_s") == span_s)


def test_a_nowcast_is_issued_at_its_moment_for_intervals_that_end_after_it(city: LittleCity) -> None:
    fill(city, 2, NOW - FIVE)
    Forecaster(city.context()).nowcast(NOW)
    found = told(city, NOW)
    ends = (found["observed_at"] + FIVE - NOW).dt.total_minutes()
    assert sorted(set(ends)) == list(NOWCAST_MIN)
    assert set(found["place"]) == {"road-1", "road-2"}
    assert set(found["known_at"]) == {NOW}
    assert found.equals(city.store.foretold.frame())
    # The wave goes on: two hours ahead a median follows it, where the last value stands still.
    last = found.filter(pl.col("place") == "road-1").sort("observed_at").row(-1, named=True)
    truth = daily(last["observed_at"], 40.0)
    assert abs(last["q50"] - truth) < 0.5 * abs(daily(NOW - 2 * FIVE, 40.0) - truth)


def test_the_same_run_again_says_the_same_and_stands_there_once(city: LittleCity) -> None:
    fill(city, 1)
    Forecaster(city.context()).nowcast(NOW)
    first = told(city, NOW)
    Forecaster(city.context()).nowcast(NOW)
    assert told(city, NOW).equals(first)
    assert city.store.connection.rows("facts", "SELECT count(*) FROM facts.forecasts") == [(len(first),)]


later = st.lists(
    st.tuples(
        st.sampled_from(["road-1", "road-2"]),
        st.sampled_from([SPEED, FLOW]),
        st.integers(-300, 40).map(lambda n: NOW + n * FIVE),
        st.one_of(st.none(), st.floats(-10, 300)),
    ),
    max_size=30,
    unique_by=lambda row: row[:3],
)


@given(later)
@settings(max_examples=6, deadline=None)
def test_nothing_that_is_learnt_later_changes_a_forecast(rows: list[tuple[str, str, datetime, float | None]]) -> None:
    plain, other, moment = LittleCity(), LittleCity(), NOW + FIVE
    try:
        fill(plain, 1.5)
        fill(other, 1.5)
        # The last half hour is mended as well: what a nowcast leans on most.
        mended = {("road-1", SPEED, NOW - n * FIVE): 199.0 for n in range(1, 7)}
        drawn = [row for row in rows if row[:3] not in mended]
        other.deliver([*((*key, value) for key, value in mended.items()), *drawn], NOW + FIVE + timedelta(seconds=1))
        for city in (plain, other):
            forecaster = Forecaster(city.context())
            forecaster.nowcast(moment)
            forecaster.days(moment.replace(minute=0))
        speeds = [told(city, moment).filter(pl.col("quantity") == SPEED) for city in (plain, other)]
        assert speeds[0].equals(speeds[1])
        assert set(speeds[0]["known_at"]) == {moment}
    finally:
        plain.store.close()
        other.store.close()


def test_values_that_cannot_be_are_no_values(city: LittleCity) -> None:
    """A loop that saw nobody (0 km/h) and one that counts 300 km/h say nothing; what is left is foretold."""
    fill(city, 1, places=("road-1",))
    moments = [NOW - FIVE * n for n in range(1, 289)]
    rows: list[tuple[str, str, datetime, float | None]] = [
        ("road-2", SPEED, at, (0.0, 300.0, None)[n % 3]) for n, at in enumerate(moments)
    ]
    city.deliver(rows, NOW)
    Forecaster(city.context()).nowcast(NOW)
    assert set(told(city, NOW)["place"]) == {"road-1"}


def test_a_place_that_was_silent_for_a_week_is_not_foretold(city: LittleCity) -> None:
    fill(city, 9, places=("road-1",))
    fill(city, 1, NOW - timedelta(days=7, hours=1), places=("road-2",))
    forecaster = Forecaster(city.context())
    forecaster.nowcast(NOW)
    assert set(told(city, NOW)["place"]) == {"road-1"}
    # Nobody tells anything any more: the weeks that pass count, also where no step of the panel does.
    for days, expected in ((6.9, {"road-1"}), (7.05, set())):
        moment = NOW + timedelta(days=days) - (NOW + timedelta(days=days) - NOW) % FIVE
        forecaster.nowcast(moment)
        assert set(told(city, moment)["place"]) == expected


def test_hours_come_by_the_hour_for_three_days_and_then_by_the_night_for_a_week(city: LittleCity) -> None:
    fill(city, 6)
    forecaster = Forecaster(city.context())
    hour = NOW.replace(minute=0)
    forecaster.days(hour)
    assert len(told(city, hour, 3600)) == 2 * 72
    forecaster.week(hour)
    found = told(city, hour, 3600).filter(pl.col("place") == "road-1")
    assert found["observed_at"].to_list() == [hour + HOUR * n for n in range(168)]


def test_what_comes_by_the_hour_has_no_nowcast_of_its_own(city: LittleCity) -> None:
    hour = NOW.replace(minute=0)
    for n in range(24 * 8, 0, -1):
        city.deliver([("walk-1", PED, hour - HOUR * n, daily(hour - HOUR * n, 900.0))], hour - HOUR * (n - 1), 3600)
    forecaster = Forecaster(city.context())
    forecaster.nowcast(hour)
    assert told(city, hour, 3600).is_empty()
    forecaster.days(hour)
    assert len(told(city, hour, 3600)) == 72


def test_bands_follow_how_earlier_forecasts_did_and_medians_do_not(city: LittleCity) -> None:
    fill(city, 4, until=NOW + 2 * FIVE)
    followed = Forecaster(city.context())
    for hours in range(40, 0, -1):
        followed.nowcast(NOW - hours * HOUR)
        Learner(followed).learn(NOW - hours * HOUR)
    Forecaster(city.context()).nowcast(NOW)
    fresh = told(city, NOW).filter(pl.col("known_at") == NOW)
    # In a store of its own: the same moment is never issued twice.
    other = LittleCity()
    try:
        fill(other, 4, until=NOW + 2 * FIVE)
        followed._context = other.context()
        followed.nowcast(NOW)
        after = told(other, NOW)
    finally:
        other.store.close()
    assert after["q50"].to_list() == pytest.approx(fresh["q50"].to_list(), abs=0.11)
    ratio = ((after["q90"] - after["q10"]) / (fresh["q90"] - fresh["q10"])).to_numpy()
    assert np.isfinite(ratio).all()
    assert abs(float(np.median(ratio)) - 1) > 0.03


def test_with_hardly_anything_known_nothing_is_foretold(city: LittleCity) -> None:
    forecaster = Forecaster(city.context())
    forecaster.nowcast(NOW)
    city.deliver([("road-1", SPEED, NOW - 2 * FIVE, 80.0)], NOW)
    forecaster.nowcast(NOW)
    forecaster.days(NOW)
    assert told(city, NOW).is_empty()


def test_a_place_that_is_new_is_taken_in(city: LittleCity) -> None:
    fill(city, 1, places=("road-1",))
    forecaster = Forecaster(city.context())
    forecaster.nowcast(NOW)
    fill(city, 0.5, NOW + HOUR, places=("road-1", "road-2"))
    forecaster.nowcast(NOW + 2 * HOUR)
    assert set(told(city, NOW + 2 * HOUR)["place"]) == {"road-1", "road-2"}


def subject(step_s: int = 300) -> Subject:
    kinds = {"road-1": "road", "road-2": "road"}
    return Subject(quantity=SPEED, step_s=step_s, kinds=kinds, zone=ZoneInfo("Europe/Amsterdam"))


def test_a_history_takes_in_what_came_late_and_lets_go_of_what_is_old(city: LittleCity) -> None:
    start = NOW - HOUR
    rows = [("road-1", SPEED, start + n * FIVE, 10.0 + n) for n in range(6)]
    city.deliver(rows, start + 6 * FIVE)
    history = History(subject=subject(), back=timedelta(hours=2))
    history.read(city.store.as_of(start + 6 * FIVE), start + 6 * FIVE, start)
    assert (history.start, history.values[:, 0].tolist()) == (start, [10.0, 11.0, 12.0, 13.0, 14.0, 15.0])
    assert np.isnan(history.values[:, 1]).all()
    city.deliver([("road-1", SPEED, start, 50.0), ("road-2", SPEED, start + FIVE, 20.0)], NOW)
    history.read(city.store.as_of(NOW), NOW, start)
    assert history.values[0, 0] == 50
    assert history.values[1].tolist() == [11.0, 20.0]
    assert len(history.values) == 12
    history.read(city.store.as_of(NOW + 2 * HOUR), NOW + 2 * HOUR, start)
    assert history.start is not None
    assert NOW + 2 * HOUR - history.start == timedelta(hours=2) + FIVE
    assert len(history.values) == 25


def test_a_speed_of_nothing_and_an_impossible_one_are_unknown_in_a_history(city: LittleCity) -> None:
    rows = [("road-1", SPEED, NOW - n * FIVE, value) for n, value in ((4, 0.0), (3, 50.0), (2, 300.0), (1, None))]
    city.deliver(rows, NOW)
    history = History(subject=subject())
    history.read(city.store.as_of(NOW), NOW, NOW - 4 * FIVE)
    assert np.isfinite(history.values[:, 0]).tolist() == [False, True, False, False]


def test_a_panel_ends_where_a_fair_share_has_told(city: LittleCity) -> None:
    """One fast place of eight does not make the last step of the others a silence; the step that nobody told is lag."""
    kinds = {f"p{n}": "road" for n in range(8)}
    rows = [(place, SPEED, NOW - n * FIVE, 50.0) for place in kinds for n in range(2, 6)]
    city.deliver([*rows, ("p0", SPEED, NOW - FIVE, 60.0)], NOW)
    history = History(subject=Subject(quantity=SPEED, step_s=300, kinds=kinds, zone=ZoneInfo("Europe/Amsterdam")))
    history.read(city.store.as_of(NOW), NOW + 2 * FIVE, NOW - HOUR)
    panel = history.panel()
    assert panel is not None
    assert panel.timeline.moments(np.array([panel.known])).item() == (NOW - FIVE).replace(tzinfo=None)
    assert history.lag(NOW + 2 * FIVE, panel) == 3


@pytest.mark.parametrize(
    ("span_s", "step_s"), [(0, 300), (60, 300), (300, 300), (900, 900), (1000, 3600), (3600, 3600)]
)
def test_steps(span_s: int, step_s: int) -> None:
    assert step_of(span_s) == step_s


def test_subjects_are_what_is_foretold_by_quantity_and_step(city: LittleCity) -> None:
    city.deliver(
        [("road-1", SPEED, NOW, 80.0), ("road-1", FLOW, NOW, 80.0), ("weather", "temperature_c", NOW, 20.0)], NOW
    )
    city.deliver([("road-2", SPEED, NOW, 80.0)], NOW, span_s=900)
    kinds = {"road-1": "road", "road-2": "road"}
    found = subjects(city.newest.frame(), kinds, ZoneInfo("Europe/Amsterdam"), None)
    assert [(one.id, one.places) for one in found] == [
        ("flow_veh_h-300", ("road-1",)),
        ("speed_kmh-300", ("road-1",)),
        ("speed_kmh-900", ("road-2",)),
    ]
    assert [(one.id, one.places) for one in hourly(found)] == [
        ("flow_veh_h-3600", ("road-1",)),
        ("speed_kmh-3600", ("road-1", "road-2")),
    ]


def test_why_a_forecast_departs_from_the_usual_adds_up(city: LittleCity) -> None:
    fill(city, 3, NOW - FIVE)
    forecaster = Forecaster(city.context())
    forecaster.nowcast(NOW)
    one = told(city, NOW).filter(pl.col("place") == "road-1").sort("observed_at").row(-1, named=True)
    why, model = forecaster.why("road-1", SPEED, 300, one["observed_at"])
    assert model == one["model"] == "profile-level"
    assert why.middle == pytest.approx(one["q50"], abs=0.06)
    assert why.usual + sum(why.parts.values()) == pytest.approx(why.middle)


@pytest.mark.parametrize(
    ("place", "quantity", "span_s", "after"),
    [
        ("road-9", SPEED, 300, HOUR),
        ("road-1", FLOW, 300, HOUR),
        ("road-1", SPEED, 60, HOUR),
        ("road-1", SPEED, 300, -HOUR),
        ("road-1", SPEED, 300, timedelta(days=8)),
    ],
)
def test_what_is_not_foretold_has_no_reasons(
    city: LittleCity, place: str, quantity: str, span_s: int, after: timedelta
) -> None:
    fill(city, 3, NOW - FIVE)
    forecaster = Forecaster(city.context())
    with pytest.raises(NotFoundError):
        forecaster.why(place, quantity, span_s, NOW + after)
    forecaster.nowcast(NOW)
    with pytest.raises(NotFoundError):
        forecaster.why(place, quantity, span_s, NOW + after)


def test_a_year_is_read_by_the_hour_of_few_places_and_two_months_of_others() -> None:
    few = {f"p{number}": "walkway" for number in range(200)}
    zone = ZoneInfo("Europe/Amsterdam")
    of = {
        (step, len(kinds)): back_of(Subject(quantity=PED, step_s=step, kinds=kinds, zone=zone)).days
        for step in (300, 3_600)
        for kinds in (few, {**few, "one more": "walkway"})
    }
    assert of == {(300, 200): 57, (300, 201): 57, (3_600, 200): 400, (3_600, 201): 57}
