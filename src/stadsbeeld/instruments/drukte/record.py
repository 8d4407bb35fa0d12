"""How good the forecasts were, laid beside what came: by lead, the worst misses, and whether it gets worse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.forecast.model import QUANTILES
from stadsbeeld.forecast.score import Score, score
from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS
from stadsbeeld.instruments.drukte.panels import FORETOLD, POSITIVE
from stadsbeeld.store.forecasts import WEEK_KNOWN, IssuedAsked
from stadsbeeld.store.view import View

NEAR_MIN, FAR_MIN = (15, 30, 60, 120), (360, 1440, 4320)
NAMED = dict(zip(QUANTILE_COLUMNS, (f"q{level}" for level in QUANTILES), strict=True))
MISSES = 10
DAY = timedelta(days=1)
LEAST_TRUTHS = 200
# 80 of 100 belong in the band; outside these bounds it is no chance any more.
COVERED_LEAST, COVERED_MOST = 0.65, 0.92
WORSE = 1.5
# Of all places together only some issues are laid beside the truth: (up to so long, one in so many seconds). Beyond two
# days each fifth hour, which meets every hour of the day.
THINNED = ((timedelta(hours=6), 300), (timedelta(days=2), 3_600))
THINNED_BEYOND_S = 18_000
HOURLY_IN_FULL, HOUR_S = timedelta(days=7), 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """`rows`: forecasts with a truth, as `View.issued` gives them; of a lead that is made in two spans the shorter one.

    `naive`: what the naive forecast takes, the same time a `week` before or a `day` before.
    """

    rows: pl.DataFrame
    naive: str
    moment: datetime


def beside(view: View, place: str | None, moment: datetime, days: int) -> Beside:
    """Forecasts of the last `days` before `moment`, beside what is known of them at it; `view` is that of the moment.

    Of one place, or of all of them in some of the issues.
    """
    since, first = moment - timedelta(days=days), view.first()
    issued_first = view.first_issue()
    stretch = moment - max(since, issued_first) if issued_first else timedelta(0)
    every = (None, None) if place is not None else _thinned(stretch)
    places = None if place is None else [place]
    parts = []
    for leads, every_s in zip((NEAR_MIN, FAR_MIN), every, strict=True):
        asked = IssuedAsked(
            quantities=FORETOLD,
            since=since,
            until=moment,
            aheads_s=[60 * lead for lead in leads],
            places=places,
            every_s=every_s,
            positive=POSITIVE,
        )
        parts.append(view.issued(asked))
    rows = pl.concat(parts).drop_nulls("y").with_columns(ahead=pl.col("lead_s") // 60)
    shortest = pl.col("span_s") == pl.col("span_s").min().over("place", "quantity", "ahead")
    week = first is not None and moment - first >= WEEK_KNOWN
    return Beside(rows=rows.filter(shortest), naive="week" if week else "day", moment=moment)


def _thinned(stretch: timedelta) -> tuple[int | None, int | None]:
    """One issue in so many seconds, of those that come each few minutes and of those that come each hour."""
    near = next((every_s for longest, every_s in THINNED if stretch <= longest), THINNED_BEYOND_S)
    return near, HOUR_S if stretch <= HOURLY_IN_FULL else THINNED_BEYOND_S


def table(told: Beside) -> list[dict[str, Any]]:
    """One row for each quantity and lead with a truth, as the answer gives them."""
    found = []
    parts = told.rows.sort("quantity", "ahead").partition_by("quantity", "ahead", as_dict=True, maintain_order=True)
    for (quantity, ahead), part in parts.items():
        one = score(part.rename(NAMED))
        found.append({"ahead": ahead, "quantity": quantity, **_figures(one, told.naive)})
    return found


def _figures(one: Score, naive: str) -> dict[str, Any]:
    both = one.naive_wape is not None and one.wape_beside is not None and one.naive_wape > 0
    gain = 1 - one.wape_beside / one.naive_wape if both and one.wape_beside is not None and one.naive_wape else None
    return {
        "count": one.count,
        "wape": _rounded(one.wape),
        "naiveWape": _rounded(one.naive_wape),
        "wapeBeside": _rounded(one.wape_beside),
        "naive": naive if one.naive_count else None,
        "gain": _rounded(gain),
        "coverage": _rounded(one.coverage),
        "wql": _rounded(one.wql),
    }


def misses(told: Beside, titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Of the last day of truths those farthest outside the band, in widths of it; one of each place and quantity, the
    newest first. `titles`: place id → title."""
    newest = told.rows["observed_at"].max()
    if not isinstance(newest, datetime):
        return []
    width = pl.max_horizontal(pl.col("q90") - pl.col("q10"), 0.02 * pl.col("q50"), 0.1)
    off = pl.max_horizontal(pl.col("q10") - pl.col("y"), pl.col("y") - pl.col("q90")) / width
    worst = (
        told.rows.filter(pl.col("observed_at") > newest - DAY)
        .with_columns(_off=off)
        .filter(pl.col("_off") > 0)
        .sort("_off", "observed_at", descending=True)
        .unique(["place", "quantity"], keep="first", maintain_order=True)
        .head(MISSES)
        .sort("observed_at", "place", descending=[True, False])
    )
    return [
        {
            "place": row["place"],
            "title": titles.get(row["place"], row["place"]),
            "quantity": row["quantity"],
            "target": row["observed_at"] + timedelta(seconds=row["span_s"]),
            "issuedAt": row["known_at"],
            "ahead": row["ahead"],
            "q10": round(row["q10"], 2),
            "q50": round(row["q50"], 2),
            "q90": round(row["q90"], 2),
            "truth": round(row["y"], 2),
        }
        for row in worst.iter_rows(named=True)
    ]


def drift(told: Beside) -> dict[str, Any]:
    """Whether the last day is out of the ordinary: too few or too many truths in the band, or errors half as large
    again as in the days before. `since`: from when on the truths were looked at. Of leads up to two hours."""
    near = told.rows.filter(pl.col("ahead") <= max(NEAR_MIN))
    since = told.moment - DAY
    last = near.filter(pl.col("observed_at") >= since)
    if len(last) < LEAST_TRUTHS:
        return {"state": "too-little", "coverage": None, "since": None, "sentenceId": "drift-too-little"}
    covered = last.select(pl.col("y").is_between("q10", "q90").mean()).item()
    before = near.filter(pl.col("observed_at") < since)
    worse = any(
        _worse(last.filter(pl.col("quantity") == quantity), before.filter(pl.col("quantity") == quantity))
        for quantity in last["quantity"].unique()
    )
    alarm = worse or not COVERED_LEAST <= covered <= COVERED_MOST
    return {
        "state": "alarm" if alarm else "ok",
        "coverage": _rounded(covered),
        "since": since if alarm else None,
        "sentenceId": "drift-alarm" if alarm else "drift-ok",
    }


def _worse(last: pl.DataFrame, before: pl.DataFrame) -> bool:
    times = before["observed_at"]
    if len(before) < LEAST_TRUTHS or times.max() - times.min() < DAY:  # type: ignore[operator]
        return False  # a calm evening is no measure for a whole day
    now, then = (score(part.rename(NAMED)).wape for part in (last, before))
    return now is not None and then is not None and now > WORSE * then


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
