"""A forecast as rows of `Forecasts`."""

import numpy as np
import polars as pl

from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.forecast.experts import SILENT_DAYS
from stadsbeeld.forecast.model import Forecast
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS
from stadsbeeld.instruments.drukte.panels import Subject

DECIMALS = {"flow_ped_min": 2}


def heard(panel: Panel, lag: int) -> np.ndarray:
    """Whether each place was heard in the last week, the steps that nobody told of yet counted in."""
    steps = SILENT_DAYS * panel.timeline.steps_a_day - lag
    since = panel.values[-steps:] if steps > 0 else panel.values[:0]
    found: np.ndarray = np.isfinite(since).sum(0) > 0
    return found


def rows_of(forecast: Forecast, panel: Panel, subject: Subject, told_of: np.ndarray) -> pl.DataFrame:
    """A forecast as rows of `Forecasts`, within what the quantity can be; no row where there is no forecast.

    `told_of` (places,): which places are spoken of.
    """
    quantity = QUANTITIES[subject.quantity]
    count = len(panel.places)
    decimals = DECIMALS.get(subject.quantity, 1)

    def told(values: np.ndarray) -> np.ndarray:
        bounded: np.ndarray = np.clip(values, quantity.low, quantity.high).round(decimals).astype(np.float32)
        return bounded.reshape(-1)

    moments = panel.timeline.moments(forecast.steps).astype("datetime64[us]")
    rows = pl.DataFrame(
        {
            "place": list(panel.places) * len(forecast.steps),
            "quantity": [subject.quantity] * (len(forecast.steps) * count),
            "observed_at": pl.Series(np.repeat(moments, count)).dt.replace_time_zone("UTC"),
            "span_s": [subject.step_s] * (len(forecast.steps) * count),
            **{name: told(forecast.quantiles[:, :, n]) for n, name in enumerate(QUANTILE_COLUMNS)},
            "mean": told(forecast.mean),
            "model": [forecast.model] * (len(forecast.steps) * count),
        },
        schema_overrides={"span_s": pl.Int32()},
    )
    said = np.tile(told_of, len(forecast.steps)) & np.isfinite(forecast.mean).reshape(-1)
    return rows.filter(pl.Series(said))
