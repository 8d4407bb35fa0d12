"""Forecasts as they would have been made: what a batch holds, who does it, and what is written."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import numpy as np
import polars as pl
import pytest

from forecast.squares import AMSTERDAM, PLACES, noise_from, seen_as, town, wall, wall_of
from stadsbeeld.domain.errors import InputError
from stadsbeeld.forecast.backtest import Batch, batches, perform, published, rows_of, run, with_truth
from stadsbeeld.forecast.model import Forecast, nothing
from stadsbeeld.forecast.panel import Panel

DAY = 24
HOUR = timedelta(hours=1)
SHORT = town(4)


def moments(panel, *steps):
    return [panel.timeline.start + panel.timeline.step_s * timedelta(seconds=1) * step for step in steps]


def todo(panel, *steps, horizons=(1, 3), seed=0):
    return batches(panel, moments(panel, *steps), horizons, seed=seed, threads=1)


def rows(*batches):
    return pl.concat(run(batch) for batch in batches)


# -- batches


def test_an_origin_before_all_counts_or_after_them_is_left_out():
    found = todo(SHORT, -5, 0, 1, 96, 97, 500)
    assert [batch.origins for batch in found] == [(1,), (96,)]  # 96 is the end: the next step is to come
    assert batches(SHORT, [], [1], seed=0, threads=1) == []


@pytest.mark.parametrize(
    ("days", "step_s", "steps", "expected"),
    [
        (4, 3600, (72, 73, 75), [(72,), (73,), (75,)]),  # less than four weeks: each hour
        (3, 900, (200, 203, 204, 207), [(200, 203), (204, 207)]),  # which is four quarters
        (40, 3600, (700, 710, 723, 724, 750), [(700, 710, 723), (724,), (750,)]),  # tier 1: each day
        (7 * 20, 3600, (2600, 3200, 3271, 3272), [(2600, 3200, 3271), (3272,)]),  # trees: each four weeks
    ],
)
def test_one_fit_serves_as_long_as_it_is_fresh(days, step_s, steps, expected):
    panel = town(days, step_s=step_s)
    assert [batch.origins for batch in todo(panel, *steps)] == expected


def test_a_batch_holds_nothing_from_its_last_origin_on():
    for batch in todo(town(40), 700, 710, 723, 750, 958):
        assert batch.panel.known == batch.origins[-1]


def test_origins_in_any_order_and_twice_are_the_same_origins():
    assert [batch.origins for batch in todo(SHORT, 80, 72, 80, 9)] == [(9,), (72,), (80,)]


def test_a_place_that_is_yet_to_be_heard_is_in_no_batch():
    values = SHORT.values.copy()
    values[:80, 3] = np.nan
    panel = replace(SHORT, values=values, kinds=("a", "b", "c", "d", "e"))
    early, late = todo(panel, 75, 85)
    assert early.panel.places == ("1", "2", "3", "5")
    assert early.panel.kinds == ("a", "b", "c", "e")
    assert (early.panel.values == values[:75, [0, 1, 2, 4]]).all()
    assert late.panel.places == PLACES
    assert todo(seen_as(SHORT, np.full((96, 5), np.nan)), 50) == []


def test_names_are_in_the_order_of_time():
    names = [batch.name for batch in todo(SHORT, 9, 72, 80)]
    assert names == sorted(names)
    assert len(set(names)) == 3


def test_further_ahead_than_a_week_is_refused():
    with pytest.raises(InputError, match="7 days"):
        todo(SHORT, 72, horizons=(1, 169))
    assert todo(SHORT, 72, horizons=(168,))


# -- what is in the file after an origin changes nothing


def test_counts_that_are_to_come_change_nothing():
    one = rows(*todo(SHORT, 70, 73, 90))
    for cut, seed in ((70, 0), (73, 1)):
        other = rows(*todo(noise_from(SHORT, cut, seed), 70, 73, 90))
        assert one.filter(pl.col("origin") <= cut).equals(other.filter(pl.col("origin") <= cut))
        assert not one.equals(other)


def test_counts_that_are_to_come_change_nothing_within_a_batch():
    panel = town(40)
    one = rows(*todo(panel, 700, 710, 719))
    for cut in (700, 710, 719):
        other = rows(*todo(noise_from(panel, cut, 0), 700, 710, 719))
        assert one.filter(pl.col("origin") <= cut).equals(other.filter(pl.col("origin") <= cut))
    assert one["origin"].unique(maintain_order=True).to_list() == [700, 710, 719]


@pytest.mark.parametrize("zone", [None, AMSTERDAM])
def test_a_file_that_ends_at_the_origin_gives_the_same(zone):
    """Also the length of the file tells nothing."""
    panel = town(9, zone=zone)
    origin, horizons = 100, (1, 24, 167, 168)
    there = replace(panel.timeline, length=origin + 7 * DAY + 2)
    ended = Panel(timeline=there, places=PLACES, values=panel.values[:origin])
    assert rows(*todo(panel, origin, horizons=horizons)).equals(rows(*todo(ended, origin, horizons=horizons)))


def test_a_sensor_that_is_yet_to_come_changes_nothing():
    """A file of years names sensors that nobody had at the origin."""
    few = town(40)
    places = tuple(f"new{n}" for n in range(400))
    values = np.concatenate([few.values, np.full((few.known, 400), np.nan, np.float32)], axis=1)
    values[-1] = 5
    many = Panel(timeline=few.timeline, places=(*few.places, *places), values=values)
    one, other = (rows(*todo(panel, 900, horizons=(1, 6))) for panel in (few, many))
    assert one.equals(other)


# -- who does it


def test_processes_and_threads_give_what_one_process_gives():
    work = todo(SHORT, 60, 61, 70, 80)
    alone = rows(*work)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        done = {batch.name: told for batch, told in perform(work, pool)}
    assert pl.concat(done[batch.name] for batch in work).equals(alone)
    with ThreadPoolExecutor(2) as pool:
        done = {batch.name: told for batch, told in perform(work, pool)}
    assert pl.concat(done[batch.name] for batch in work).equals(alone)


def test_what_fails_in_a_worker_is_raised_here():
    broken = Batch(panel=SHORT, origins=(), horizons=(1,), seed=0, threads=1)
    with ThreadPoolExecutor(1) as pool, pytest.raises(IndexError):
        list(perform([broken], pool))


# -- what comes out


def forecast_of(panel, steps, origin):
    quantiles = np.broadcast_to(np.arange(1.0, 10), (len(steps), len(panel.places), 9)).copy()
    return Forecast(model="m", origin=origin, steps=np.array(steps), quantiles=quantiles, mean=quantiles.mean(2) + 0.5)


def test_a_forecast_as_rows():
    told = forecast_of(SHORT, [10, 12], 10)
    told.quantiles[1, 2] = np.nan
    told.mean[1, 2] = np.nan
    found = rows_of(told, SHORT.places)
    assert len(found) == 9  # where there is no forecast there is no row
    assert found.columns == ["origin", "target", "sensor", *(f"q{n / 10}" for n in range(1, 10)), "mean"]
    assert found.filter(sensor="3")["target"].to_list() == [10]
    assert found.row(0) == (10, 10, "1", 1, 2, 3, 4, 5, 6, 7, 8, 9, 5.5)
    assert rows_of(nothing("m", SHORT, np.array([10])), SHORT.places).is_empty()


def test_what_is_published_is_on_the_wall_as_the_scorer_reads_it():
    panel = town(3, zone=AMSTERDAM, start=wall(2026, 3, 28))
    found = published(rows_of(forecast_of(panel, [30, 27], 27), panel.places), panel)
    assert found.columns == ["origin", "sensor", "target_time", *(f"q{n / 10}" for n in range(1, 10)), "mean"]
    assert found.schema["origin"] == found.schema["target_time"] == pl.Datetime("us")
    assert found.schema["sensor"] == pl.String
    assert set(found.dtypes[3:]) == {pl.Float64}
    # Step 27 is 29 March 04:00 on the wall: the hour from 02:00 was skipped. Horizon 1 begins at the origin.
    assert found["origin"].unique().to_list() == [wall(2026, 3, 29, 4)]
    assert found["target_time"].to_list() == [wall(2026, 3, 29, 4)] * 5 + [wall(2026, 3, 29, 7)] * 5
    assert found["sensor"].to_list() == list(PLACES) * 2


def test_of_an_hour_that_comes_twice_there_is_one_row():
    panel = town(3, zone=AMSTERDAM, start=wall(2026, 10, 24))
    told = forecast_of(panel, [25, 26, 27, 28], 25)
    told.quantiles[1] += 100
    found = published(rows_of(told, panel.places), panel)
    assert found.select(["origin", "sensor", "target_time"]).is_unique().all()
    assert len(found) == 15
    assert found.filter(sensor="1")["q0.1"].to_list() == [1, 101, 1]  # the first of the two


def ramp(days, step=1.0):
    """The value is the number of the step."""
    panel = town(days)
    return seen_as(panel, np.repeat(np.arange(panel.known, dtype=float)[:, None] * step, 5, axis=1))


def test_the_truth_and_the_naive_stand_beside_the_forecast():
    panel = ramp(20)
    found = with_truth(rows_of(forecast_of(panel, [400, 470, 479, 481], 400), panel.places), panel).filter(sensor="2")
    assert found["horizon"].to_list() == [1, 71, 80, 82]
    assert np.array_equal(found["y"], [400, 470, 479, np.nan], equal_nan=True)
    assert found["naive"].to_list() == [400 - 168, 470 - 168, 479 - 168, 481 - 168]


def test_without_a_week_the_naive_is_the_last_day_that_was_known():
    panel = ramp(6)
    found = with_truth(rows_of(forecast_of(panel, [60, 83, 84, 110], 60), panel.places), panel).filter(sensor="2")
    assert found["naive"].to_list() == [36, 59, 36, 38]  # 84 is 25 hours ahead: the day before it was not over
    early = with_truth(rows_of(forecast_of(panel, [10], 10), panel.places), panel)
    assert early["naive"].is_nan().all()


def test_the_naive_never_sees_past_its_origin():
    panel = ramp(30)
    found = with_truth(rows_of(forecast_of(panel, [400 + h for h in range(160, 175)], 400), panel.places), panel)
    known = found.filter(pl.col("naive").is_not_nan())
    assert (known["naive"] < 400).all()
    assert known["horizon"].max() == 168


def test_quarters_of_three_days_are_foretold():
    """What an event has: 15-minute counts since two days, and the next three hours."""
    panel = town(3, step_s=900)
    (batch,) = todo(panel, 200, horizons=(1, 2, 4, 8, 12))
    found = with_truth(run(batch), panel)
    assert len(found) == 25
    assert published(found, panel)["target_time"].max() == wall_of(panel, 211)
    assert (found["q0.9"] > found["q0.1"]).all()


def test_origins_in_utc_come_out_on_the_wall():
    panel = town(4, zone=AMSTERDAM)
    (batch,) = batches(panel, [datetime(2026, 1, 8, 11, tzinfo=UTC)], [1], seed=0, threads=1)
    assert published(run(batch), panel)["target_time"].unique().to_list() == [wall(2026, 1, 8, 12)]
