"""How many places had each level through time, and where a source was silent."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.instruments import SourceInfo
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """What was heard of intervals that began in [since, until), as known at `moment`: `told` as `heard` gives it.

    `sources` are known to tell, also where nothing of theirs stands in `told`.
    """

    told: pl.DataFrame
    sources: Collection[str]
    since: datetime
    until: datetime
    moment: datetime


def gaps(listened: Listened, start: datetime, end: datetime, infos: Mapping[str, SourceInfo]) -> list[dict[str, Any]]:
    """Stretches of [start, end) in which a source told nothing at all.

    Between two of its intervals: at least one of its intervals long. After the last: only where that ended longer
    ago than the source's maximum age, because until then what it told may be on its way.
    """
    told: dict[str, list[tuple[datetime, datetime]]] = {source: [] for source in listened.sources}
    ordered = listened.told.sort("observed_at").select("source", "observed_at", "span_s")
    for source, began, span_s in ordered.iter_rows():
        told.setdefault(source, []).append((began, began + timedelta(seconds=span_s)))
    found = [
        {"from": max(begun, start), "to": min(over, end), "source": source}
        for source, intervals in told.items()
        for begun, over in _silences(intervals, listened, infos.get(source))
        if max(begun, start) < min(over, end)
    ]
    return sorted(found, key=lambda gap: (gap["from"], gap["source"]))


def _silences(
    intervals: Iterable[tuple[datetime, datetime]], listened: Listened, info: SourceInfo | None
) -> Iterator[tuple[datetime, datetime]]:
    shortest = timedelta(seconds=max(info.every_s if info else FINE_S, FINE_S))
    held = timedelta(seconds=info.max_age_s if info else MAX_AGE_S)
    heard_until = listened.since
    for began, ended in intervals:
        if began - heard_until >= shortest:
            yield heard_until, began
        heard_until = max(heard_until, ended)
    if listened.until - heard_until >= shortest and listened.moment - heard_until > held:
        yield heard_until, listened.until
