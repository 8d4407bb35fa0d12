# ruff: noqa: DTZ001  the wall clock of counts without a zone
"""Nights that are remembered from a year before."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.experts import Experts
from stadsbeeld.forecast.explain import why
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.remembered import a_year_ago, remembered
from stadsbeeld.forecast.timeline import Timeline

START = datetime(2012, 9, 1)
NIGHT = (datetime(2012, 12, 31, 22), datetime(2013, 1, 1, 2))
NL = calendar_of("NL")


def steps_of(*moments):
    return np.array([int((moment - START) / timedelta(hours=1)) for moment in moments])


@pytest.fixture(scope="module")
def panel():
    """Two places of 100 and 300; on New Year's night of 2012 the first had 2,000. Known until noon a year on."""
    until = int((datetime(2013, 12, 31, 12) - START) / timedelta(hours=1))
    values = np.tile(np.array([100.0, 300.0], np.float32), (until, 1))
    values += np.random.default_rng(0).normal(0, 5, values.shape).astype(np.float32)
    first, last = steps_of(*NIGHT)
    values[first:last, 0] = 2_000
    timeline = Timeline(start=START, step_s=3600, length=until + 200)
    return Panel(timeline=timeline, places=("square", "street"), values=values, calendar=NL)


@pytest.fixture(scope="module")
def mean(panel):
    return panel.values.mean(0)


def test_the_eve_and_the_holiday_are_told_as_a_year_ago(panel, mean):
    steps = steps_of(datetime(2013, 12, 31, 22), datetime(2014, 1, 1, 1), datetime(2014, 1, 2, 22))
    told = a_year_ago(panel, steps, mean)
    assert told[:2, 0] == pytest.approx(2_000, rel=0.1)
    assert told[:2, 1] == pytest.approx(300, rel=0.1)
    assert np.isnan(told[2]).all()  # the second of January is a day like others


def test_half_way_to_what_was_extraordinary_and_no_way_to_what_was_not(panel, mean):
    steps = steps_of(datetime(2013, 12, 31, 22))
    quantiles = np.stack([np.linspace(80, 120, 9), np.linspace(280, 320, 9)])[None]
    told = remembered(quantiles, panel, steps, mean)
    then = a_year_ago(panel, steps, mean)[0, 0]
    assert told[0, 0, 4] == pytest.approx((100 + then) / 2)
    assert told[0, 0, 0] == pytest.approx(80 + 0.1 * (then - 100))
    assert told[0, 0, 8] == pytest.approx(120 + 0.9 * (then - 100))
    assert (told[0, 1] == quantiles[0, 1]).all()


def test_the_forecast_of_the_evening_expects_the_crowd(panel):
    model = Experts().fit(panel, np.arange(1, 25))
    told = model.forecast(panel, np.array([3, 11, 12, 13]))
    assert told.median[0, 0] == pytest.approx(100, abs=15)
    assert (told.median[1:, 0] > 900).all()
    assert (told.quantiles[1:, 0, 8] > 1_700).all()
    assert told.median[:, 1] == pytest.approx(300, abs=30)


def test_without_a_calendar_no_night_is_remembered(panel):
    blind = replace(panel, calendar=None)
    told = Experts().fit(blind, np.arange(1, 25)).forecast(blind, np.array([11]))
    assert told.median[0, 0] == pytest.approx(100, abs=15)
    assert told.missing == ("calendar",)


def test_the_holiday_is_named_as_the_reason(panel):
    told = why(Experts().fit(panel, np.arange(1, 25)), panel, 11, "square")
    assert told.parts["holiday"] > 800
    assert abs(told.parts["level"]) < 50
    assert told.usual + sum(told.parts.values()) == pytest.approx(told.middle)
