"""What was foretold, as the map and the chart show it: for all places at one moment to come, or for one place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS
from stadsbeeld.instruments.drukte.chances import REACHED, chances
from stadsbeeld.instruments.drukte.panels import DAY_S, EPOCH, HOUR_S, STEP_S
from stadsbeeld.instruments.drukte.reader import Register
from stadsbeeld.instruments.drukte.state import Picture, state

NEAR = timedelta(minutes=15)
FARTHEST_MIN = 168 * 60
STALE_AFTER = 3
# Nothing older can be fresh: three of the nightly rhythm.
LONGEST_FRESH = STALE_AFTER * timedelta(days=1)
# What is foretold by the hour comes anew each hour up to this lead, and each night beyond.
HOURLY_UP_TO_S = 72 * HOUR_S
NO_FORECAST, STALE = "no-forecast", "stale"
# Drivers that no source brings yet.
NOT_THERE = ("weather",)
FOREVER_S = 10**9
FORECAST = "forecast"


def checked_ahead(ahead: int) -> timedelta:
    """Raises InputError unless it is a number of quarters of an hour up to two hours, or of hours up to a week."""
    if not (0 < ahead <= 120 and ahead % 15 == 0) and not (0 < ahead <= FARTHEST_MIN and ahead % 60 == 0):
        raise InputError(
            "a forecast is for 15 to 120 minutes ahead by quarters, or for whole hours up to 168", field="ahead"
        )
    return timedelta(minutes=ahead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """`rows` as `state.state` gives them for the median, with `q10`, `q50`, `q90`, `model`, `issued_at` of the deciding
    quantity (null: no forecast) and the probabilities `B` … `F`. `issued_at`: the oldest issue that is used."""

    rows: pl.DataFrame
    at: datetime
    target: datetime
    issued_at: datetime | None


def fresh(at: datetime) -> pl.Expr:
    """Whether a forecast is not older than three of the rhythm in which it comes anew."""
    lead_s = (pl.col("observed_at") + pl.duration(seconds="span_s") - pl.col("known_at")).dt.total_seconds()
    rhythm_s = (
        pl.when(pl.col("span_s") < HOUR_S)
        .then(pl.max_horizontal("span_s", STEP_S))
        .when(lead_s <= HOURLY_UP_TO_S)
        .then(HOUR_S)
        .otherwise(DAY_S)
    )
    return (pl.lit(at) - pl.col("known_at")).dt.total_seconds() <= STALE_AFTER * rhythm_s


def _for_moment(told: pl.DataFrame, target: datetime) -> pl.DataFrame:
    """The rows in whose interval `target` lies, its end included; of shorter steps also one that ends near it."""
    end = pl.col("observed_at") + pl.duration(seconds="span_s")
    holds = (pl.col("observed_at") < target) & (end >= target)
    off = (end - pl.lit(target)).abs()
    near = (pl.col("span_s") < HOUR_S) & (off <= NEAR)
    return told.filter(holds | near).with_columns(_off=off)


def prospect(told: pl.DataFrame, register: Register, at: datetime, ahead: timedelta) -> Prospect:
    """The levels that the medians give for `at + ahead`. `told`: forecasts as known at `at`, with `known_at`."""
    target = at + ahead
    near = _for_moment(told.filter(pl.col("known_at") <= at), target).with_columns(_fresh=fresh(at))
    used = (
        near.filter("_fresh")
        .sort(pl.col("span_s") >= HOUR_S, -pl.col("known_at").dt.epoch("us"), "_off")
        .unique(["place", "quantity"], keep="first", maintain_order=True)
    )
    stale = near.select("place").unique().join(used, on="place", how="anti")["place"].implode()
    newest = used.select(
        "place",
        "quantity",
        "observed_at",
        "span_s",
        "known_at",
        value=pl.col("q50").cast(pl.Float64),
        mark=pl.lit(None, dtype=pl.String),
        source=pl.lit(FORECAST),
    )
    picture = Picture(
        places=register.places,
        thresholds=register.thresholds,
        newest=newest,
        recent=newest.clear(),
        max_age_s={FORECAST: FOREVER_S},
    )
    rows = state(picture, target).with_columns(
        reason=pl.when(pl.col("reason") == "never")
        .then(pl.when(pl.col("id").is_in(stale)).then(pl.lit(STALE)).otherwise(pl.lit(NO_FORECAST)))
        .otherwise("reason"),
        source=pl.lit(None, dtype=pl.String),
        max_age_s=pl.lit(None, dtype=pl.Int64),
    )
    said = used.select(*QUANTILE_COLUMNS, "model", "quantity", id="place", issued_at="known_at")
    rows = rows.join(said, on=["id", "quantity"], how="left", maintain_order="left")
    told_of = chances(rows.filter(pl.col("reason").is_null()))
    issued: datetime | None = used["known_at"].min()  # type: ignore[assignment]
    rows = rows.join(told_of, on="id", how="left", maintain_order="left")
    return Prospect(rows=rows, at=at, target=target, issued_at=issued)


def forecast_of(row: dict[str, Any], ahead: int) -> dict[str, Any] | None:
    """What a feature says of its forecast; None where there is none. `row` of `Prospect.rows`."""
    if row["issued_at"] is None:
        return None
    return {
        "ahead": ahead,
        "target": row["observed_at"] + timedelta(seconds=row["span_s"]),
        "issuedAt": row["issued_at"],
        "q10": _rounded(row["q10"]),
        "q50": _rounded(row["q50"]),
        "q90": _rounded(row["q90"]),
        "atLeast": {letter: row[letter] for letter in REACHED} if row["B"] is not None else None,
        "model": row["model"],
    }


def points_of(told: pl.DataFrame, at: datetime) -> dict[str, dict[str, Any]]:
    """Quantity → `unit` and `points` of one place: the newest nowcast, then the hours beyond it, by time."""
    ends = pl.col("observed_at") + pl.duration(seconds="span_s")
    known = told.filter(pl.col("known_at") <= at, ends > at, fresh(at)).with_columns(
        _lead_s=(ends - pl.col("known_at")).dt.total_seconds()
    )
    parts = known.sort("quantity", "observed_at").partition_by("quantity", as_dict=True, maintain_order=True)
    found = {}
    for (quantity,), part in parts.items():
        rows = _in_turn(part)
        unit = QUANTITIES[str(quantity)].unit
        found[str(quantity)] = {"unit": unit, "points": [_point(row) for row in rows.iter_rows(named=True)]}
    return found


def _in_turn(rows: pl.DataFrame) -> pl.DataFrame:
    """Of each rhythm its newest issue, and of a slower one only what lies beyond the quicker one."""
    kinds = (
        pl.col("span_s") < HOUR_S,
        (pl.col("span_s") >= HOUR_S) & (pl.col("_lead_s") <= HOURLY_UP_TO_S),
        (pl.col("span_s") >= HOUR_S) & (pl.col("_lead_s") > HOURLY_UP_TO_S),
    )
    taken, beyond = [], EPOCH
    for kind in kinds:
        part = rows.filter(kind).filter(pl.col("known_at") == pl.col("known_at").max(), pl.col("observed_at") > beyond)
        if len(part):
            taken.append(part)
            beyond = part["observed_at"].max()  # type: ignore[assignment]
    return pl.concat(taken) if taken else rows.clear()


def _point(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "t": row["observed_at"],
        "spanS": row["span_s"],
        **{name: _rounded(row[name]) for name in (*QUANTILE_COLUMNS, "mean")},
        "issuedAt": row["known_at"],
        "model": row["model"],
    }


def _rounded(value: float) -> float:
    return round(value, 2)
