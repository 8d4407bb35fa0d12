"""What is usual, and the free speed of nights: by hand, across clock changes, and never from what came later."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.little_city import PLACES, observed, versions
from stadsbeeld.instruments.drukte.free_speed import night_speeds, nights_before, settled_at, with_night_speeds
from stadsbeeld.instruments.drukte.register import places_table
from stadsbeeld.instruments.drukte.usual import usual

ZONE = ZoneInfo("Europe/Amsterdam")
# A Thursday, 16:00 in Rotterdam.
START = datetime(2026, 8, 20, 14, tzinfo=UTC)
SLOT = timedelta(minutes=15)


def weeks(values: dict[int, float]) -> pl.DataFrame:
    """Weeks back → the value at 16:00 local of that Thursday."""
    return observed(("p", "speed_kmh", START - timedelta(weeks=back), value) for back, value in values.items()).frame


def test_three_earlier_thursdays_make_a_band() -> None:
    told = usual(weeks({1: 50, 2: 60, 3: 100}), START, START + SLOT, ZONE, set())
    assert told.days == 3
    assert told.points.to_dicts() == [{"t": START, "p10": 52.0, "p50": 60.0, "p90": 92.0}]


@pytest.mark.parametrize("values", [{}, {1: 50.0, 2: 60.0}, {0: 1.0, 1: 50.0, 2: 60.0}, {1: 50.0, 2: 60.0, 9: 70.0}])
def test_two_days_the_day_itself_or_two_months_ago_are_too_little(values: dict[int, float]) -> None:
    assert usual(weeks(values), START, START + SLOT, ZONE, set()).points.is_empty()


def test_another_weekday_or_a_holiday_is_not_comparable() -> None:
    a_day_off = weeks({1: 50, 2: 60, 3: 100}).with_columns(pl.col("observed_at") - timedelta(days=1))
    assert usual(a_day_off, START, START + SLOT, ZONE, set()).points.is_empty()
    holiday = {date(2026, 8, 13)}
    assert usual(weeks({1: 50, 2: 60, 3: 100}), START, START + SLOT, ZONE, holiday).days == 2
    assert usual(weeks({1: 1, 2: 1, 3: 1, 4: 1}), START, START + SLOT, ZONE, {date(2026, 8, 20)}).points.is_empty()


def test_marked_values_are_not_usual() -> None:
    assert usual(weeks({1: 50, 2: 60, 3: 900}), START, START + SLOT, ZONE, set()).days == 2


def test_the_slot_is_of_the_local_clock_across_a_clock_change() -> None:
    # Clocks go back on Sunday 25 October 2026: 16:00 local is 14:00 UTC before and 15:00 UTC after.
    after = datetime(2026, 10, 29, 15, tzinfo=UTC)
    thursdays = [datetime(2026, 10, day, 14, tzinfo=UTC) for day in (8, 15, 22)]
    values = observed(("p", "speed_kmh", at, 50.0) for at in thursdays).frame
    assert usual(values, after, after + SLOT, ZONE, set()).points["t"].to_list() == [after]
    assert usual(values, after - timedelta(hours=1), after, ZONE, set()).points.is_empty()


def test_hourly_values_make_hourly_slots() -> None:
    rows = [("p", "flow_ped_h", START - timedelta(weeks=back), 100.0 * back) for back in (1, 2, 3)]
    told = usual(observed(rows, 3600).frame, START, START + timedelta(hours=2), ZONE, set())
    assert told.points["t"].to_list() == [START]


@given(st.lists(st.tuples(st.integers(0, 2000), st.floats(1, 200)), max_size=30))
@settings(max_examples=40, deadline=None)
def test_nothing_on_or_after_the_day_changes_its_band(later: list[tuple[int, float]]) -> None:
    before = weeks({1: 50, 2: 60, 3: 100})
    midnight = datetime(2026, 8, 19, 22, tzinfo=UTC)
    rows = {midnight + timedelta(minutes=5 * n): value for n, value in later}
    more = observed(("p", "speed_kmh", at, value) for at, value in rows.items()).frame
    both = pl.concat([before, more])
    end = START + timedelta(hours=2)
    assert usual(both, START, end, ZONE, set()).points.equals(usual(before, START, end, ZONE, set()).points)


# ── Free speed ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("moment", "settled"),
    [
        (datetime(2026, 8, 20, 3, 59, tzinfo=UTC), datetime(2026, 8, 19, 4, tzinfo=UTC)),
        (datetime(2026, 8, 20, 4, 0, tzinfo=UTC), datetime(2026, 8, 20, 4, tzinfo=UTC)),
        (datetime(2026, 12, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 5, tzinfo=UTC)),
    ],
)
def test_nights_are_settled_at_six_local(moment: datetime, settled: datetime) -> None:
    assert settled_at(moment, ZONE) == settled


def test_nights_end_at_five_local_and_the_clock_change_makes_one_longer() -> None:
    settled = settled_at(datetime(2026, 10, 26, 12, tzinfo=UTC), ZONE)
    (last, change, *_) = nights_before(settled, ZONE)
    assert last == (datetime(2026, 10, 25, 23, tzinfo=UTC), datetime(2026, 10, 26, 4, tzinfo=UTC))
    assert change[1] - change[0] == timedelta(hours=6)
    assert all(end <= settled for _, end in nights_before(settled, ZONE))


def night(values: list[float], place: str = "road-1") -> pl.DataFrame:
    start = datetime(2026, 8, 19, 22, tzinfo=UTC)
    return observed((place, "speed_kmh", start + timedelta(minutes=5 * n), v) for n, v in enumerate(values)).frame


def test_the_85th_percentile_by_hand() -> None:
    # 1 … 21: rank 0.85 × 20 = 17 steps from the first, so 18.
    told = night_speeds(night([float(n) for n in range(1, 22)]), ZONE)
    assert told.to_dicts() == [{"night_speed_kmh": 18.0, "nights": 1, "id": "road-1"}]


def test_zeros_marks_and_too_few_values_tell_nothing() -> None:
    assert night_speeds(night([0.0] * 60), ZONE).is_empty()
    assert night_speeds(night([300.0] * 60), ZONE).is_empty()
    assert night_speeds(night([100.0] * 19), ZONE).is_empty()
    assert len(night_speeds(night([100.0] * 20), ZONE)) == 1


def test_what_was_driven_takes_the_place_of_what_was_assumed_and_says_so() -> None:
    places = places_table(versions("place", PLACES))
    told = with_night_speeds(places, night_speeds(night([90.0] * 60), ZONE))
    found = {
        id: (speed, source) for id, speed, source in told.select("id", "free_speed_kmh", "free_speed_source").rows()
    }
    assert found["road-1"] == (90.0, "85e percentiel van 1 eerdere nacht")
    assert found["road-2"] == (100.0, "limiet (aanname)")
    assert told["id"].to_list() == places["id"].to_list()
