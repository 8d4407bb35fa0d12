"""Levels through time and silences, by hand."""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from instruments.little_city import NOW, Row, observed, picture
from stadsbeeld.instruments.drukte.chapters import on_steps
from stadsbeeld.instruments.drukte.state import Picture
from stadsbeeld.instruments.drukte.timeline import bins, gaps, heard, step_s

HOUR = timedelta(hours=1)
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


def test_a_silence_of_a_source_is_told_from_its_last_interval_to_its_next() -> None:
    rows = observed(speeds({0: 1, 5: 1, 30: 1})).frame.with_columns(source=pl.lit("counts"))
    found = gaps(heard(rows), NOW, NOW + HOUR, {"counts": 300})
    assert [(gap["from"] - NOW, gap["to"] - NOW, gap["source"]) for gap in found] == [
        (timedelta(minutes=10), timedelta(minutes=30), "counts"),
        (timedelta(minutes=35), HOUR, "counts"),
    ]
    assert gaps(heard(rows), NOW, NOW + HOUR, {"counts": 1800}) == []
