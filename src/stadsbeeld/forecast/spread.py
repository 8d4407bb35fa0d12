"""How hard a single forecast is: the size of the error to expect, learnt from errors that were really made.

It learns from forecasts of a model that had not seen the truth, so that it is not fooled by how well trees fit what
they were shown. What it gives widens and narrows the band; how wide the band has to be in all is left to `bands`.
"""

from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np

from stadsbeeld.forecast.features import Features
from stadsbeeld.forecast.panel import Floats
from stadsbeeld.forecast.timeline import Doubles

TREES = 120
LEAST, MOST = 0.05, 4.0
MOST_ROWS = 250_000
SETTINGS: dict[str, Any] = {
    "objective": "l2",
    "num_leaves": 31,
    "learning_rate": 0.08,
    "min_data_in_leaf": 300,
    "feature_fraction": 0.5,
    "max_bin": 63,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Trees for the square root of the size of an error, in the unit of `bands.unit`."""

    booster: lgb.Booster
    threads: int = 1

    @classmethod
    def fit(cls, rows: Floats, error: Doubles, seed: int, threads: int) -> "Spread":
        """From rows of `rows_of` and the errors that were made, in their unit; NaN where no truth is known."""
        known = np.flatnonzero(np.isfinite(error) & np.isfinite(rows).any(1))
        if len(known) > MOST_ROWS:
            known = np.random.default_rng(seed).choice(known, MOST_ROWS, replace=False)
        data = lgb.Dataset(rows[known], np.sqrt(np.abs(error[known])), params={"max_bin": SETTINGS["max_bin"]})
        return cls(booster=lgb.train(SETTINGS | {"seed": seed, "num_threads": threads}, data, TREES), threads=threads)

    def of(self, rows: Floats) -> Doubles:
        """The size to expect of each row's error, in the unit of `bands.unit`."""
        told = np.asarray(self.booster.predict(rows, num_threads=self.threads), np.float64)
        size: Doubles = np.clip(told, np.sqrt(LEAST), np.sqrt(MOST)) ** 2
        return size


def rows_of(told: Features, middle: Doubles) -> Floats:
    """What the spread looks at: all that the trees look at, and what they said of it."""
    flat = middle.reshape(-1)
    said = np.column_stack([np.log1p(flat), flat / (told.usual + told.calm)]).astype(np.float32)
    return np.concatenate([told.rows, said], axis=1)
