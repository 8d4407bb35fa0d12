"""The state of every place at a moment: pure, and the same for now and for any moment back.

A level comes from the newest value of the deciding quantity. It is unknown, with a reason, where there is none, where
it is too old, missing, implausible or doubted, or where no scale can be applied. The value itself stays visible.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.observations import MISSING
from stadsbeeld.instruments.drukte.measure import level_index, measure, position
from stadsbeeld.instruments.drukte.register import BOUNDS, CANDIDATES, SCALE_TABLE
from stadsbeeld.instruments.drukte.scales import NEAR_CAPACITY

# For a source that does not say how long its values hold: three intervals of five minutes.
MAX_AGE_S = 900
TREND_BACK_S, TREND_EARLIEST_S, TREND_LATEST_S = 900, 600, 300
# A change of half a level's width in a quarter of an hour is a trend; less is noise.
TREND_STEP = 0.5
REASONS = ("doubt", "implausible", "missing", "stale", "no-scale", "never")
LEVELS = ["A", "B", "C", "D", "E", "F", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that the state rests on. `places` and `thresholds` as in `register`.

    `newest`: the newest observation per (place, quantity); `recent`: with at least 25 minutes before each.
    `max_age_s`: source id → seconds after the end of its interval that a value holds.
    """

    places: pl.DataFrame
    thresholds: pl.DataFrame
    newest: pl.DataFrame
    recent: pl.DataFrame
    max_age_s: Mapping[str, int]


def state(picture: Picture, now: datetime) -> pl.DataFrame:
    """One row a place, in the order of `picture.places`.

    Columns: those of `places`; `level` (A..F or `unknown`) and `reason` (null, or why unknown, see `REASONS`);
    `quantity`, `value`, `unit` of what decides; `scale` id, `scale_value` (share, people a metre and minute, …) with
    `scale_unit`; `share` of free speed (roads only); `flow` with `flow_unit` (null where it is too old);
    `observed_at`, `span_s`, `known_at`, `source`; `age_s` since the end of the interval; `max_age_s`; `trend`
    (`worse`, `better`, `steady`, null where it cannot be told); `uncertain` (a flow that fits two densities).
    """
    rows = _with_bounds(picture)
    rows = _with_values(rows, picture, now)
    rows = rows.with_columns(measure().alias("scale_value")).with_columns(_reason().alias("reason"))
    chosen = (
        rows.with_columns(_order=pl.col("reason").replace_strict(REASONS, range(1, 7), default=0))
        .sort("_order", "rank")
        .unique("id", keep="first", maintain_order=True)
    )
    leveled = _level(chosen)
    leveled = leveled.join(_earlier(leveled, picture.recent), on="id", how="left")
    return picture.places.select("id").join(_trend(leveled), on="id", how="left", maintain_order="left")


def _with_bounds(picture: Picture) -> pl.DataFrame:
    """Each place once per quantity that could decide, with the bounds in force."""
    rows = picture.places.join(CANDIDATES, on="kind", how="left").join(SCALE_TABLE, on="scale", how="left")
    if picture.thresholds.is_empty():
        return rows
    rows = rows.join(picture.thresholds, on=["id", "measured"], how="left", suffix="_set")
    chosen = ["scale", *BOUNDS]
    return rows.with_columns(pl.coalesce(f"{name}_set", name).alias(name) for name in chosen).drop(
        f"{name}_set" for name in chosen
    )


def _with_values(rows: pl.DataFrame, picture: Picture, now: datetime) -> pl.DataFrame:
    limits = dict(picture.max_age_s)
    newest = picture.newest.with_columns(
        age_s=(pl.lit(now) - pl.col("observed_at") - pl.duration(seconds="span_s")).dt.total_seconds().clip(0),
        max_age_s=pl.col("source").replace_strict(limits, default=MAX_AGE_S, return_dtype=pl.Int64),
    )
    flows = newest.filter(
        pl.col("quantity").is_in(["flow_veh_h", "flow_ped_h", "flow_ped_min"]), pl.col("age_s") <= pl.col("max_age_s")
    ).sort("place", "observed_at")
    flows = flows.unique("place", keep="last", maintain_order=True).select(
        "place", flow="value", flow_mark="mark", flow_unit=pl.col("quantity").replace(_UNITS)
    )
    return (
        rows.join(newest, left_on=["id", "quantity"], right_on=["place", "quantity"], how="left")
        .join(flows, left_on="id", right_on="place", how="left")
        .with_columns(unit=pl.col("quantity").replace(_UNITS))
        # A mean speed of nothing is a loop that saw nobody or is broken: never a standstill, which has a speed.
        .with_columns(
            value=pl.when((pl.col("quantity") == "speed_kmh") & (pl.col("value") <= 0)).then(None).otherwise("value")
        )
    )


_UNITS = {quantity.id: quantity.unit for quantity in QUANTITIES.values()}


def _reason() -> pl.Expr:
    """Why the row gives no level; null where it does. The first that holds."""
    road_flow_is_wrong = (
        (pl.col("kind") == "road") & pl.col("flow_mark").is_not_null() & (pl.col("flow_mark") != MISSING)
    )
    return (
        pl.when(pl.col("scale").is_null())
        .then(pl.lit("no-scale"))
        .when(pl.col("observed_at").is_null())
        .then(pl.lit("never"))
        .when(pl.col("age_s") > pl.col("max_age_s"))
        .then(pl.lit("stale"))
        .when(pl.col("value").is_null())
        .then(pl.lit("missing"))
        .when(pl.col("mark").is_not_null() | road_flow_is_wrong)
        .then(pl.lit("implausible"))
        .when(pl.col("doubt").is_not_null())
        .then(pl.lit("doubt"))
        .when(pl.col("scale_value").is_null())
        .then(pl.lit("no-scale"))
        .otherwise(None)
    )


def _level(rows: pl.DataFrame) -> pl.DataFrame:
    near_capacity = (
        (pl.col("kind") == "road")
        & pl.col("flow_mark").is_null()
        & (pl.col("flow") > NEAR_CAPACITY * pl.col("capacity_h"))
    )
    index = (level_index() + near_capacity.fill_null(False).cast(pl.Int32)).clip(0, 5)
    return rows.with_columns(
        level=pl.when(pl.col("reason").is_null()).then(index).otherwise(6).replace_strict(range(7), LEVELS),
        share=pl.when(pl.col("scale") == "road-speed-share").then("scale_value"),
        uncertain=(pl.col("scale_value") > pl.col("uncertain_from")).fill_null(False),
        position=position(pl.col("scale_value")),
    )


def _earlier(rows: pl.DataFrame, recent: pl.DataFrame) -> pl.DataFrame:
    """Per place (id) its `earlier_position`: from the plain value nearest to a quarter of an hour before.

    One whole interval before, where the interval is longer; at most 5 minutes nearer and 10 further back.
    """
    asked = rows.filter(pl.col("reason").is_null()).with_columns(
        _target=pl.max_horizontal(pl.lit(TREND_BACK_S), pl.col("span_s"))
    )
    kept = ["id", "quantity", "scale", "kind", "free_speed_kmh", "effective_m", "higher", *BOUNDS, "_target"]
    before = (
        asked.select(*kept, newest_at="observed_at")
        .join(
            recent.filter(pl.col("mark").is_null(), pl.col("value").is_not_null()).select(
                "place", "quantity", "observed_at", "value"
            ),
            left_on=["id", "quantity"],
            right_on=["place", "quantity"],
        )
        .filter((pl.col("quantity") != "speed_kmh") | (pl.col("value") > 0))
        .with_columns(_back=(pl.col("newest_at") - pl.col("observed_at")).dt.total_seconds())
        .filter(pl.col("_back").is_between(pl.col("_target") - TREND_LATEST_S, pl.col("_target") + TREND_EARLIEST_S))
        # Of two as near the later one: the same for now and for a look back.
        .sort((pl.col("_back") - pl.col("_target")).abs(), "_back")
        .unique("id", keep="first")
    )
    return before.select("id", earlier_position=position(measure()))


def _trend(rows: pl.DataFrame) -> pl.DataFrame:
    change = pl.col("position") - pl.col("earlier_position")
    return rows.with_columns(
        trend=pl.when(pl.col("reason").is_not_null() | change.is_null())
        .then(None)
        .when(change >= TREND_STEP)
        .then(pl.lit("worse"))
        .when(change <= -TREND_STEP)
        .then(pl.lit("better"))
        .otherwise(pl.lit("steady"))
    )
