"""What the experts are worth is learnt beside the forecasts: they do not wait for it, and it knows nothing of later."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest

from instruments.little_city import NOW, LittleCity
from instruments.test_drukte_forecaster import FIVE, HOUR, SPEED, daily, fill, told
from stadsbeeld.forecast.model import Fitted
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.timeline import Ints
from stadsbeeld.instruments.drukte.forecast_desk import experts
from stadsbeeld.instruments.drukte.forecaster import Forecaster
from stadsbeeld.instruments.drukte.learner import Learner

MINUTE = timedelta(minutes=1)


@pytest.fixture
def city() -> Iterator[LittleCity]:
    made = LittleCity()
    yield made
    made.store.close()


class Counting:
    """Tier 1, with the number of times that it was learnt; learning in another thread waits until it may."""

    def __init__(self) -> None:
        self.panels: list[int] = []
        self.begun, self.may = threading.Event(), threading.Event()

    def __call__(self, panel: Panel, horizons: Ints) -> Fitted:
        self.panels.append(panel.known)
        if threading.current_thread() is not threading.main_thread():
            self.begun.set()
            assert self.may.wait(30)
        return experts(panel, horizons)


def test_a_nowcast_does_not_wait_while_is_learnt(city: LittleCity) -> None:
    fill(city, 2, NOW + 2 * HOUR)
    fit = Counting()
    forecaster = Forecaster(city.context(), fit)
    forecaster.nowcast(NOW)
    thread = threading.Thread(target=Learner(forecaster).learn, args=(NOW + HOUR + MINUTE,))
    forecaster.nowcast(NOW + HOUR)
    thread.start()
    assert fit.begun.wait(30)
    forecaster.nowcast(NOW + HOUR + FIVE)  # would stand still here for as long as is learnt
    assert len(issued(city, NOW + HOUR + FIVE)) == 20
    fit.may.set()
    thread.join(30)
    # Once to begin with, in the nowcast; once beside it, of what was read an hour later.
    assert [known - fit.panels[0] for known in fit.panels] == [0, 12]


def test_what_was_learnt_is_used_from_the_next_forecast_on(city: LittleCity) -> None:
    """Flat until now, then a wave that no flat history has: what is learnt of it foretells otherwise."""
    flat = [(place, SPEED, NOW - n * FIVE, 60.0) for n in range(1, 577) for place in ("road-1", "road-2")]
    city.deliver(flat, NOW)
    waves = [(place, SPEED, NOW + n * FIVE, daily(NOW + n * FIVE, 40.0)) for n in range(36) for place in ("road-1",)]
    city.deliver([*waves, *(("road-2", SPEED, at, 60.0) for _, _, at, _ in waves)], NOW + 3 * HOUR)
    moment = NOW + 3 * HOUR
    taught, other = Forecaster(city.context()), Forecaster(city.context())
    for forecaster in (taught, other):
        forecaster.nowcast(NOW)
        forecaster.nowcast(moment)
    Learner(taught).learn(moment + 7 * MINUTE)
    first, second = (said_by(forecaster, moment + FIVE) for forecaster in (taught, other))
    assert not (first == second).all()
    # An hour old at most is young enough; nothing new was read since either.
    assert [len(desk.learnt) for desk in taught.desks()] == [2]
    Learner(taught).learn(moment + 3 * HOUR)
    assert [len(desk.learnt) for desk in taught.desks()] == [2]


def said_by(forecaster: Forecaster, moment: datetime) -> np.ndarray:
    (desk,) = forecaster.desks()
    panel = desk.history.panel()
    assert panel is not None
    return desk.speaks(panel, moment).forecast(panel, np.arange(1, 25)).quantiles


@pytest.mark.parametrize("wild", [0.0, 199.0])
def test_what_is_learnt_of_later_does_not_reach_an_earlier_moment(wild: float) -> None:
    """A nowcast that comes late finds weights, and a history, of after its moment: it uses neither."""
    late, on_time = LittleCity(), LittleCity()
    moment = NOW + 30 * MINUTE
    try:
        for city in (late, on_time):
            fill(city, 2, NOW + 25 * MINUTE)
        for at in (NOW + n * FIVE for n in range(24)):
            late.deliver([(place, SPEED, at, wild) for place in ("road-1", "road-2")], NOW + 2 * HOUR)
        forecaster = Forecaster(late.context())
        forecaster.nowcast(NOW)
        forecaster.nowcast(NOW + 2 * HOUR)
        Learner(forecaster).learn(NOW + 2 * HOUR + MINUTE)
        assert [len(desk.learnt) for desk in forecaster.desks()] == [2]
        forecaster.nowcast(moment)
        expected = Forecaster(on_time.context())
        expected.nowcast(NOW)
        expected.nowcast(moment)
        assert issued(late, moment).equals(issued(on_time, moment))
        # And the next one is as if that late one had not been.
        forecaster.nowcast(NOW + 2 * HOUR + FIVE)
        assert len(issued(late, NOW + 2 * HOUR + FIVE))
    finally:
        late.store.close()
        on_time.store.close()


def issued(city: LittleCity, moment: datetime) -> pl.DataFrame:
    return told(city, moment).filter(pl.col("known_at") == moment)


def test_a_week_ahead_from_three_in_the_morning_knows_nothing_of_the_day_that_followed() -> None:
    """At a start in the afternoon both jobs work at one desk: the days of now, and the week of last night."""
    after, before = LittleCity(), LittleCity()
    hour = NOW.replace(minute=0)
    night = hour - 13 * HOUR
    try:
        for city in (after, before):
            fill(city, 5, night)
        # The night is mended and the morning wild, both known by the afternoon.
        later = [("road-1", SPEED, night + n * FIVE, 3.0) for n in range(-30, 150)]
        after.deliver(later, hour - HOUR)
        both = Forecaster(after.context())
        both.days(hour)
        both.week(night)
        alone = Forecaster(before.context())
        alone.week(night)
        told_after = after.store.as_of(night).forecasts([SPEED], night, night + timedelta(days=9))
        assert len(told_after) == 2 * 96
        assert told_after.equals(before.store.as_of(night).forecasts([SPEED], night, night + timedelta(days=9)))
    finally:
        after.store.close()
        before.store.close()
