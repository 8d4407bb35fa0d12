"""How good the forecasts were: by hand, beside the naive one, with the misses and the alarm; and cards of models."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import numpy as np
import orjson
import polars as pl
import pytest
from fastapi import FastAPI

from instruments.asking import Asking
from instruments.little_city import NOW, LittleCity
from instruments.test_drukte_forecast import issue
from instruments.test_drukte_forecaster import FIVE, FLOW, HOUR, PED, SPEED, daily, fill
from stadsbeeld.domain.errors import ModelUnavailableError, NotFoundError
from stadsbeeld.instruments.drukte.desk import Desk
from stadsbeeld.instruments.drukte.forecast_shapes import ForecastRecord, Models
from stadsbeeld.instruments.drukte.forecaster import Forecaster
from stadsbeeld.instruments.drukte.routes import routes
from stadsbeeld.instruments.drukte.trainer import KIND, Trainer, trees

DAY = timedelta(days=1)


@pytest.fixture
def city() -> Iterator[LittleCity]:
    made = LittleCity()
    yield made
    made.store.close()


def record(city: LittleCity, place: str | None = None, days: int = 28) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(Desk(city.context()).foresight.record(place, None, days).body)
    return told


def test_figures_by_hand(city: LittleCity) -> None:
    """Two truths an hour ahead: 100 where 80 was said and 60 where 60 was. WAPE 20/160; one of two in the band (±20 is
    its edge, and in it). The day before it was 90 and 60: naive 10/160."""
    city.deliver(
        [("road-1", FLOW, NOW + 55 * FIVE / 5 - DAY, 90.0), ("road-2", FLOW, NOW + 11 * FIVE - DAY, 60.0)],
        NOW - DAY + 2 * HOUR,
    )
    city.store.append_forecasts(issue([("road-1", FLOW, 60, 80.0), ("road-2", FLOW, 60, 60.0)], step=4.0), NOW)
    city.deliver([("road-1", FLOW, NOW + 11 * FIVE, 100.0), ("road-2", FLOW, NOW + 11 * FIVE, 60.0)], NOW + HOUR)
    city.clock.moment = NOW + 2 * HOUR
    told = record(city)
    (row,) = told["rows"]
    assert (row["ahead"], row["quantity"], row["count"], row["naive"]) == (60, FLOW, 2, "day")
    assert (row["wape"], row["naiveWape"], row["wapeBeside"]) == (0.125, 0.0625, 0.125)
    assert (row["gain"], row["coverage"]) == (-1.0, 0.5)
    assert told["drift"] == {"state": "too-little", "coverage": None, "since": None, "sentenceId": "drift-too-little"}
    (miss,) = told["misses"]
    assert miss == {
        "place": "road-1",
        "title": "A20 km 40,5 links",
        "quantity": FLOW,
        "target": "2026-08-20T15:30:00Z",
        "issuedAt": "2026-08-20T14:30:00Z",
        "ahead": 60,
        "q10": 64.0,
        "q50": 80.0,
        "q90": 96.0,
        "truth": 100.0,
    }
    assert [row["count"] for row in record(city, "road-2")["rows"]] == [1]
    assert record(city, "walk-1")["rows"] == []
    assert record(city, "walk-1")["misses"] == []
    with pytest.raises(NotFoundError):
        record(city, "nowhere")


def test_without_a_day_before_there_is_no_naive_forecast(city: LittleCity) -> None:
    city.store.append_forecasts(issue([("road-1", FLOW, 60, 80.0)]), NOW)
    city.deliver([("road-1", FLOW, NOW + 11 * FIVE, 100.0)], NOW + HOUR)
    city.clock.moment = NOW + 2 * HOUR
    (row,) = record(city)["rows"]
    assert (row["naive"], row["naiveWape"], row["gain"], row["wape"]) == (None, None, None, 0.2)


def test_a_lead_that_is_made_in_two_spans_counts_once_and_hours_by_their_mean(city: LittleCity) -> None:
    """An hour ahead comes as five minutes and as a whole hour; six hours ahead as an hour alone."""
    city.store.append_forecasts(issue([("road-1", FLOW, 60, 80.0)]), NOW.replace(minute=30))
    city.store.append_forecasts(issue([("road-1", FLOW, 60, 70.0), ("road-1", FLOW, 360, 50.0)], 3600), NOW - 2 * HOUR)
    hour = NOW.replace(minute=0)
    city.store.append_forecasts(issue([("road-1", FLOW, 30, 70.0), ("road-1", FLOW, 330, 50.0)], 3600), hour)
    late = [("road-1", FLOW, hour + 5 * HOUR + n * FIVE, 10.0 * n) for n in range(12)]
    city.deliver([("road-1", FLOW, NOW + 11 * FIVE, 100.0), *late], hour + 6 * HOUR)
    city.clock.moment = hour + 7 * HOUR
    rows = {row["ahead"]: row for row in record(city, "road-1")["rows"]}
    assert sorted(rows) == [60, 360]
    assert (rows[60]["count"], rows[60]["wape"]) == (1, 0.2)
    assert (rows[360]["count"], rows[360]["wape"]) == (1, pytest.approx(5 / 55, abs=1e-4))


@pytest.mark.parametrize(
    ("before", "last", "state"),
    [(0.0, 0.0, "alarm"), (10.0, 10.0, "ok"), (10.0, 30.0, "alarm"), (4.0, 10.0, "alarm"), (8.0, 10.0, "ok")],
)
def test_the_alarm(city: LittleCity, before: float, last: float, state: str) -> None:
    """Each fifth truth lies outside the band of ±20. Errors that grow by more than half, and a band that holds nothing
    (±20 is less than 30) or always everything, are an alarm."""

    def day(start: Any, off: float, steps: int = 210) -> None:
        rows, truths = [], []
        for n in range(steps):
            end = (start - NOW) / timedelta(minutes=1) + 5 * n
            wild = n % 5 == 0 and off > 0
            rows.append(("road-1", FLOW, int(end), 100.0))
            truths.append(("road-1", FLOW, start + FIVE * (n - 1), 100.0 + (21.0 if wild else off)))
        for row in rows:
            city.store.append_forecasts(issue([row]), NOW + timedelta(minutes=row[2] - 60))
        city.deliver(truths, start + FIVE * steps)

    day(NOW - 50 * HOUR, before, 300)
    day(NOW - 18 * HOUR, last)
    city.clock.moment = NOW
    told = record(city, "road-1")["drift"]
    assert (told["state"], told["sentenceId"]) == (state, f"drift-{state}")
    assert told["since"] == ("2026-08-19T14:30:00Z" if state == "alarm" else None)


def test_the_routes_keep_to_their_shapes(city: LittleCity) -> None:
    fill(city, 1)
    Trainer(city.context(), Forecaster(city.context())).train(NOW)
    city.store.append_forecasts(issue([("road-1", FLOW, 60, 80.0)]), NOW - 2 * HOUR)
    app = FastAPI()
    app.include_router(routes(city.context()), prefix="/v1")
    ask = Asking(app)
    for params in ({}, {"place": "road-1", "days": "7"}):
        told = ask.get("/v1/drukte/record", params)
        assert ForecastRecord.model_validate_json(told.content).days == int(params.get("days", 28))
        assert told.headers["etag"] == ask.get("/v1/drukte/record", params).headers["etag"]
    models = Models.model_validate_json(ask.get("/v1/drukte/models").content).models
    assert [(one.id, one.version, one.previous) for one in models] == [
        ("speed_kmh-300", 1, None),
        ("speed_kmh-3600", 1, None),
    ]
    assert ask.get("/v1/drukte/record", {"days": "0"}).status_code == 422


def test_a_card_says_what_was_learnt_from_and_how_it_did(city: LittleCity) -> None:
    fill(city, 2)
    forecaster = Forecaster(city.context())
    for hours in range(5, 0, -1):
        forecaster.nowcast(NOW - hours * HOUR)
    moment = NOW + timedelta(seconds=60)
    trainer = Trainer(city.context(), forecaster)
    trainer.train(moment)
    version = city.store.records.record(KIND, "speed_kmh-300")
    assert version is not None
    card = version.body
    assert (card["model"], card["places"], card["quantities"], card["seed"]) == ("profile-level", 2, [SPEED], 1)
    assert (card["trainedUntil"], card["horizons"]) == ("2026-08-20T14:30:00Z", {"from_h": 300 / 3600, "to_h": 2.0})
    assert (card["scoredFrom"], card["scoredUntil"]) == ("2026-08-20T09:30:00+00:00", "2026-08-20T13:30:00+00:00")
    assert [row["ahead"] for row in card["scores"]] == ["15 min", "30 min", "1 h", "2 h"]
    assert all(row["count"] and 0 <= row["wape"] < 1 and row["coverage"] is not None for row in card["scores"])
    # The same day again, and the same data: no new version.
    trainer.train(moment + HOUR)
    Trainer(city.context(), Forecaster(city.context())).train(moment)
    assert len(city.store.records.history(KIND, "speed_kmh-300")) == 1
    fill(city, 0.5, NOW + DAY)
    trainer.train(NOW + DAY + 2 * HOUR)
    assert len(city.store.records.history(KIND, "speed_kmh-300")) == 2
    city.clock.moment = moment
    told = orjson.loads(Desk(city.context()).foresight.models(None).body)["models"]
    assert [one["version"] for one in told] == [1, 1]
    city.clock.moment = NOW + DAY + 2 * HOUR
    told = orjson.loads(Desk(city.context()).foresight.models(None).body)["models"]
    assert [(one["version"], one["previous"]["version"]) for one in told] == [(2, 1), (2, 1)]
    assert told[0]["card"]["dataSha256"] != told[0]["previous"]["card"]["dataSha256"]


def hourly_weeks(city: LittleCity, weeks: int) -> None:
    """Two counters by the hour, a week a delivery, with a chance that no model knows."""
    hour, lot = NOW.replace(minute=0), np.random.default_rng(1)
    for week in range(weeks, 0, -1):
        moments = [hour - timedelta(weeks=week) + HOUR * n for n in range(168)]
        rows = [
            (place, PED, at, daily(at, size) * float(lot.uniform(0.8, 1.2)))
            for at in moments
            for place, size in (("walk-1", 900.0), ("road-1", 400.0))
        ]
        city.deliver(rows, moments[-1] + HOUR, 3600)


def test_where_trees_can_be_learnt_both_tiers_speak_from_then_on(city: LittleCity) -> None:
    hourly_weeks(city, 20)
    hour = NOW.replace(minute=0)
    forecaster = Forecaster(city.context())
    forecaster.days(hour)
    assert set(city.store.foretold.frame()["model"]) == {"profile-level"}
    Trainer(city.context(), forecaster, partial(trees, rows=4_000, trees=8)).train(hour)
    forecaster.days(hour + HOUR)
    found = city.store.foretold.frame().filter(pl.col("known_at") == hour + HOUR)
    assert set(found["model"]) == {"ensemble"}
    assert len(found) == 2 * 72
    card = city.store.records.record(KIND, "flow_ped_h-3600")
    assert card is not None
    assert card.body["model"] == "ensemble"
    assert card.body["software"]["lightgbm"]
    assert len(card.body["features"]) > 15


def test_without_lightgbm_tier_one_goes_on_and_the_job_says_why(
    city: LittleCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    hourly_weeks(city, 2)
    monkeypatch.setitem(sys.modules, "stadsbeeld.forecast.ensemble", None)
    hour = NOW.replace(minute=0)
    forecaster = Forecaster(city.context())
    with pytest.raises(ModelUnavailableError):
        Trainer(city.context(), forecaster).train(hour)
    card = city.store.records.record(KIND, "flow_ped_h-3600")
    assert card is not None
    assert card.body["model"] == "profile-level"
    forecaster.days(hour)
    assert len(city.store.foretold.frame()) == 2 * 72
