"""Levels through time and silences, by hand."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.little_city import NOW, Row, observed, picture
from stadsbeeld.instruments import SourceInfo
from stadsbeeld.instruments.drukte.chapters import on_steps
from stadsbeeld.instruments.drukte.state import Picture
from stadsbeeld.instruments.drukte.timeline import Listened, bins, gaps, heard, step_s

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
STEP = timedelta(minutes=5)


def speeds(values: dict[int, float | None], place: str = "road-1") -> list[Row]:
    """Minutes after NOW → speed."""
    return [(place, "speed_kmh", NOW + timedelta(minutes=minutes), value) for minutes, value in values.items()]


def whole(told: Picture) -> Picture:
    """All observations of the stretch, as a timeline needs them."""
    return replace(told, newest=told.recent)


def counted(rows: list[Row], known_up_to: timedelta = HOUR) -> list[str]:
    """Per step of an hour the letters of the places that are known, in order."""
    told = bins(whole(picture(rows)), NOW, NOW + HOUR, NOW + known_up_to, 300)
    assert [one["t"] for one in told] == [NOW + n * STEP for n in range(12)]
    assert all(sum(one["counts"].values()) == 4 for one in told)
    return ["".join(c * n for c, n in one["counts"].items() if c != "unknown") for one in told]


def test_a_value_shows_from_the_end_of_its_interval_until_it_is_too_old() -> None:
    # It ends at 5 minutes, and holds 15 minutes more: the steps that end at 5, 10, 15 and 20.
    assert counted(speeds({0: 95})) == ["A", "A", "A", "A", *[""] * 8]


def test_the_newest_value_holds_and_a_missing_one_is_not_calm() -> None:
    assert counted(speeds({0: 95, 5: 45, 10: None, 15: 20})) == ["A", "D", "", "F", "F", "F", "F", *[""] * 5]


def test_what_was_observed_before_the_stretch_still_holds_in_it() -> None:
    assert counted(speeds({-15: 95}))[:3] == ["A", "", ""]
    assert counted(speeds({-10: 95}))[:3] == ["A", "A", ""]


def test_the_future_is_unknown() -> None:
    assert counted(speeds({0: 95}), known_up_to=timedelta(minutes=10)) == ["A", "A", *[""] * 10]


def test_flow_near_capacity_counts_here_too() -> None:
    assert counted([*speeds({0: 95}), ("road-1", "flow_veh_h", NOW, 4000.0)])[0] == "B"


def test_thresholds_of_a_place_hold_here_too() -> None:
    stricter = {
        "road-1": {
            "scale": "road-speed-share",
            "bounds": dict(zip("ABCDE", (0.99, 0.98, 0.97, 0.96, 0.5), strict=True)),
        }
    }
    told = bins(picture(speeds({0: 95}), thresholds=stricter), NOW, NOW + HOUR, NOW + HOUR, 300)
    assert told[0]["counts"]["E"] == 1


def test_steps_are_five_minutes_up_to_twelve_hours_and_fifteen_beyond() -> None:
    assert (step_s(NOW, NOW + 12 * HOUR), step_s(NOW, NOW + 13 * HOUR)) == (300, 900)
    start, end = on_steps(NOW + timedelta(seconds=301), NOW + timedelta(seconds=901))
    assert (start, end) == (NOW + STEP, NOW + 3 * STEP)


def silent(
    told: dict[int, float | None],
    stretch: tuple[int, int] = (0, 60),
    moment: int = 60,
    every_s: int = 300,
    sources: tuple[str, ...] = ("counts",),
) -> list[tuple[int, int, str]]:
    """Silences in minutes after NOW: heard from three hours before to the moment; a word holds 15 minutes."""
    rows = observed(speeds(told)).frame.with_columns(source=pl.lit("counts"))
    listened = Listened(
        told=heard(rows),
        sources=sources,
        since=NOW - 3 * HOUR,
        until=NOW + timedelta(minutes=moment),
        moment=NOW + timedelta(minutes=moment),
    )
    info = SourceInfo(title="", attribution="", licence="", url="", every_s=every_s, max_age_s=900)
    start, end = (NOW + timedelta(minutes=minutes) for minutes in stretch)
    return [
        (round((gap["from"] - NOW) / MINUTE), round((gap["to"] - NOW) / MINUTE), gap["source"])
        for gap in gaps(listened, start, end, {"counts": info})
    ]


def test_a_silence_of_a_source_is_told_from_its_last_interval_to_its_next() -> None:
    assert silent({0: 1, 5: 1, 30: 1}) == [(10, 30, "counts"), (35, 60, "counts")]
    assert silent({0: 1, 5: 1, 30: 1}, every_s=1800) == []


def test_the_end_of_what_is_known_is_a_silence_only_past_the_maximum_age() -> None:
    # Its last interval ended at 10; what it tells of later comes in later, and holds until 25.
    assert silent({0: 1, 5: 1}, moment=25) == []
    assert silent({0: 1, 5: 1}, moment=26) == [(10, 26, "counts")]
    # A stretch that ended before: what was told after it is known, and so is that nothing was.
    assert silent({0: 1, 5: 1}, stretch=(0, 20), moment=60) == [(10, 20, "counts")]
    assert silent({0: 1, 5: 1, 10: 1, 17: 1}, stretch=(0, 17), moment=60) == []


def test_a_silence_that_began_before_the_stretch_is_as_long_as_it_is() -> None:
    # It ended at -5: at 13 that is 18 minutes, of which the stretch shows 13.
    assert silent({-10: 1}, stretch=(0, 13), moment=13) == [(0, 13, "counts")]
    assert silent({-10: 1}, stretch=(0, 10), moment=10) == []
    assert silent({-10: 1, 2: 1}, stretch=(0, 15), moment=15) == [(0, 2, "counts")]
    assert silent({-10: 1, -2: 1}, stretch=(0, 15), moment=15) == []


def test_a_source_that_is_silent_all_the_stretch_has_a_band_and_one_that_is_not_known_has_none() -> None:
    assert silent({}) == [(0, 60, "counts")]
    assert silent({}, sources=()) == []
    assert silent({0: 1}, sources=("counts", "other")) == [(0, 60, "other"), (5, 60, "counts")]


@given(
    st.sets(st.integers(-30, 23).map(lambda n: 5 * n)),
    st.integers(0, 23),
    st.integers(1, 24),
    st.integers(0, 24).map(lambda n: 5 * n),
)
@settings(max_examples=60, deadline=None)
def test_a_band_lies_where_nothing_was_told_and_leaves_no_silence_out(
    told: set[int], first: int, length: int, later: int
) -> None:
    start, end = 5 * first, 5 * min(first + length, 24)
    moment = end + later
    heard_minutes = {minute for minute in told if minute < moment}
    bands = silent(dict.fromkeys(heard_minutes, 1.0), stretch=(start, end), moment=moment)
    last = max((minute + 5 for minute in heard_minutes), default=-180)
    # Minute by minute: silent, unless it is the end of what is known and may still come in.
    expected = {
        minute
        for minute in range(start, end, 5)
        if minute not in heard_minutes and (minute < last or moment - last > 15)
    }
    assert {minute for a, b, _ in bands for minute in range(a, b, 5)} == expected
