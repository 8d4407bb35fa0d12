"""Forecasts as they would have been made, for origins in the past, on as many processes as there are.

Origins are taken in batches: a model is fitted on what was known at the first origin of a batch and serves it whole. A
batch is one task for an executor and depends on nothing but its own panel, so that any worker may do it, and do it
again.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import connection

import numpy as np
import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.forecast.adapt import widths
from stadsbeeld.forecast.ensemble import Ensemble
from stadsbeeld.forecast.gradient import Gradient
from stadsbeeld.forecast.model import Forecast
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.score import COLUMNS
from stadsbeeld.forecast.timeline import Ints

REFIT = timedelta(days=28)
# Tier 1 costs a second, and with little history each hour tells it something.
REFIT_SIMPLE, REFIT_SIMPLE_SHORT = timedelta(days=1), timedelta(hours=1)
SHORT = timedelta(days=28)
FURTHEST = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Origins (steps) that one fit serves. `panel` holds nothing from the last origin on."""

    panel: Panel
    origins: tuple[int, ...]
    horizons: tuple[int, ...]
    seed: int
    threads: int

    @property
    def name(self) -> str:
        return f"{self.origins[0]:09}"


def batches(
    panel: Panel, origins: Sequence[datetime], horizons: Sequence[int], *, seed: int, threads: int
) -> list[Batch]:
    """The batches in the order of time. An origin before all data, or far after it, is left out.

    A batch knows no place of which nothing was known at its first origin: that a sensor is still to come would be news.
    Raises InputError for a horizon of more than a week: profiles rest on the week before.
    """
    if max(horizons) * panel.timeline.step_s > FURTHEST.total_seconds():
        raise InputError(f"horizons go up to {FURTHEST.days} days", field="horizons")
    steps = sorted({step for step in map(panel.timeline.step_of, origins) if 0 < step <= panel.known})
    model, found, taken = Ensemble(), [], 0
    while taken < len(steps):
        first = steps[taken]
        then = panel.before(first).heard()
        until = first + _refit_steps(then, model)
        batch = [step for step in steps[taken:] if step < until]
        taken += len(batch)
        if then.places:
            known = panel.before(batch[-1]).only(then.places)
            found.append(Batch(panel=known, origins=tuple(batch), horizons=tuple(horizons), seed=seed, threads=threads))
    return found


def _refit_steps(panel: Panel, model: Ensemble) -> int:
    step = timedelta(seconds=panel.timeline.step_s)
    if model.has_trees(panel):
        return REFIT // step
    return max(1, (REFIT_SIMPLE_SHORT if panel.known * step < SHORT else REFIT_SIMPLE) // step)


def end_with_parent() -> None:
    """For a worker process: end when whoever started it has ended, also by a kill."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def run(batch: Batch) -> pl.DataFrame:
    """The rows of a batch: `origin` and `target` in steps, `sensor`, `q0.1` … `q0.9`, `mean`. A task for a worker."""
    horizons = np.array(batch.horizons, np.int64)
    model = Ensemble(gradient=Gradient(threads=batch.threads))
    fitted = model.fit(batch.panel.before(batch.origins[0]), horizons, batch.seed)
    made: list[Forecast] = []
    rows = []
    for origin in batch.origins:
        then = batch.panel.before(origin)
        forecast = fitted.forecast(then, horizons)
        rows.append(rows_of(widths(made, then).of(forecast, then), then.places))
        made.append(forecast)
    return pl.concat(rows)


def rows_of(forecast: Forecast, places: Sequence[str]) -> pl.DataFrame:
    """A forecast as rows; where there is none, there is no row."""
    count = len(places)
    rows = pl.DataFrame(
        {
            "origin": np.full(len(forecast.steps) * count, forecast.origin, np.int64),
            "target": np.repeat(forecast.steps, count),
            "sensor": pl.Series(list(places) * len(forecast.steps), dtype=pl.String),
            **{name: forecast.quantiles[:, :, n].reshape(-1) for n, name in enumerate(COLUMNS)},
            "mean": forecast.mean.reshape(-1),
        }
    )
    return rows.filter(pl.col("mean").is_not_nan())


def perform(todo: Sequence[Batch], executor: Executor) -> Iterator[tuple[Batch, pl.DataFrame]]:
    """Each batch with its rows as it is done, in any order. An error of a worker is raised here."""
    running = {executor.submit(run, batch): batch for batch in todo}
    for done in as_completed(running):
        yield running[done], done.result()


def published(rows: pl.DataFrame, panel: Panel) -> pl.DataFrame:
    """With `origin` and `target_time` as moments on the city's wall, without a zone, as counts are published.

    Of an hour that comes twice on the wall the first is given: the two cannot be told apart there.
    """
    told = rows.sort("origin", "target", "sensor")
    told = told.with_columns(
        origin=pl.Series(panel.timeline.wall(told["origin"].to_numpy()).astype("datetime64[us]")),
        target_time=pl.Series(panel.timeline.wall(told["target"].to_numpy()).astype("datetime64[us]")),
    )
    columns = ["origin", "sensor", "target_time", *COLUMNS, "mean"]
    return told.unique(["origin", "sensor", "target_time"], keep="first", maintain_order=True).select(columns)


def with_truth(rows: pl.DataFrame, panel: Panel) -> pl.DataFrame:
    """Beside the rows of `run`: `y`, `horizon` in steps, and `naive`, the same time a week before the target.

    Without a week of history it is the same time on the last day that was known at the origin. NaN: not known.
    """
    steps, origins = rows["target"].to_numpy(), rows["origin"].to_numpy()
    column = {place: number for number, place in enumerate(panel.places)}
    place = rows["sensor"].replace_strict(column, return_dtype=pl.Int64).to_numpy()
    return rows.with_columns(
        y=pl.Series(_pairs(panel, steps, place)),
        horizon=pl.Series(steps - origins + 1),
        naive=pl.Series(_naive(panel, steps, origins, place)),
    )


def _naive(panel: Panel, steps: Ints, origins: Ints, place: Ints) -> np.ndarray:
    a_day = panel.timeline.steps_a_day
    if origins.min() >= 7 * a_day:
        week = panel.timeline.days_before(steps, 7)
        return np.where(week < origins, _pairs(panel, week, place), np.nan)
    day = panel.timeline.days_before(steps, -(-(steps - origins + 1) // a_day))
    return np.where(day < origins, _pairs(panel, day, place), np.nan)


def _pairs(panel: Panel, steps: Ints, place: Ints) -> np.ndarray:
    known = (steps >= 0) & (steps < panel.known)
    found: np.ndarray = panel.values[np.clip(steps, 0, panel.known - 1), place]
    return np.where(known, found, np.nan)
