"""How many places had each level through time, and where a source was silent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.instruments.drukte.present import counts
from stadsbeeld.instruments.drukte.state import LEVELS, MAX_AGE_S, Picture, state

FINE_S, COARSE_S = 300, 900
FINE_UP_TO = timedelta(hours=12)
FOREVER_S = 10**9
LONGEST = timedelta(days=8)


def step_s(start: datetime, end: datetime) -> int:
    """Five minutes up to twelve hours, fifteen beyond."""
    return FINE_S if end - start <= FINE_UP_TO else COARSE_S


def bins(picture: Picture, start: datetime, end: datetime, now: datetime, step: int) -> list[dict[str, Any]]:
    """Levels counted for each step of [start, end): `t` its start.

    A place has the level that the map showed at the end of the step: that of its newest interval that had ended
    and was not too old; else it is unknown there. `picture.newest` holds all observations of the stretch and the
    hours before it. A step that ends after `now` (itself on a step) is unknown. Free speed and thresholds are those
    of the moment at which the timeline was asked for.
    """
    rows = _per_bin(picture, start, min(end, now), step)
    # One table in which each (place, bin) is a place of its own: the same rules, once, for all bins.
    asked = picture.places.select(pl.exclude("areas", "street")).join(rows.select("bin").unique(), how="cross")
    asked = asked.with_columns(id=_key("id"), areas=pl.lit(None, dtype=pl.List(pl.String)), street=pl.lit(""))
    thresholds = picture.thresholds.join(rows.select("bin").unique(), how="cross").with_columns(id=_key("id"))
    levels = state(
        Picture(
            places=asked.drop("bin").select(picture.places.columns),
            thresholds=thresholds.drop("bin"),
            newest=rows.with_columns(place=_key("place")).drop("bin"),
            recent=rows.clear(),
            max_age_s=dict.fromkeys(rows["source"].unique().to_list(), FOREVER_S),
        ),
        end,
    )
    told = levels.with_columns(bin=pl.col("id").str.split("|").list.last().cast(pl.Int64))
    by_bin = {key[0]: counts(part) for key, part in told.partition_by("bin", as_dict=True).items()}
    nothing = dict.fromkeys(LEVELS, 0) | {"unknown": len(picture.places)}
    number = int((end - start).total_seconds()) // step
    return [{"t": start + timedelta(seconds=n * step), "counts": by_bin.get(n, nothing)} for n in range(number)]


def _key(name: str) -> pl.Expr:
    return pl.format("{}|{}", pl.col(name), pl.col("bin"))


def _per_bin(picture: Picture, start: datetime, end: datetime, step: int) -> pl.DataFrame:
    """Rows of `picture.newest` with the `bin` they hold for: the newest of those that had ended and were not too old
    at the bin's end."""
    ended = (pl.col("observed_at") - pl.lit(start)).dt.total_seconds() + pl.col("span_s")
    held_s = pl.col("source").replace_strict(dict(picture.max_age_s), default=MAX_AGE_S, return_dtype=pl.Int64)
    number = int((end - start).total_seconds()) // step
    # A bin's end lies at (bin + 1) · step; −(−x // y) is x / y rounded up.
    first, last = -((-ended).floordiv(step)) - 1, (ended + held_s).floordiv(step) - 1
    return (
        picture.newest.with_columns(bin=pl.int_ranges(first.clip(0), last.clip(upper_bound=number - 1) + 1))
        .explode("bin", empty_as_null=False)
        .sort("observed_at")
        .unique(["place", "quantity", "bin"], keep="last")
    )


def heard(rows: pl.DataFrame) -> pl.DataFrame:
    """When each source told anything: distinct `source`, `observed_at`, with the longest `span_s`."""
    return rows.group_by("source", "observed_at").agg(pl.col("span_s").max())


def gaps(told: pl.DataFrame, start: datetime, end: datetime, every_s: Mapping[str, int]) -> list[dict[str, Any]]:
    """Stretches of [start, end) in which a source told nothing at all, at least one of its intervals long.

    `told` as `heard` gives it. A source that is silent all the stretch is not in it and has no gap here.
    """
    found = []
    for (source,), part in told.partition_by("source", as_dict=True).items():
        allowed = timedelta(seconds=max(every_s.get(str(source), FINE_S), FINE_S))
        heard_until = start
        for began, span in [*part.sort("observed_at").select("observed_at", "span_s").iter_rows(), (end, 0)]:
            if began - heard_until >= allowed:
                found.append({"from": heard_until, "to": began, "source": source})
            heard_until = max(heard_until, began + timedelta(seconds=span))
    return sorted(found, key=lambda gap: (gap["from"], str(gap["source"])))
