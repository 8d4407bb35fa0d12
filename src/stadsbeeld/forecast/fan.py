"""A second opinion on what lies further ahead than a few hours: boosters of the quantiles themselves.

They see all horizons beyond the first specialist's at once, and years of holidays, storms and quiet nights; the band of
`bands` sees the errors of the last weeks. Each errs in its own way, and their mean errs less than either.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import lightgbm as lgb
import numpy as np

from stadsbeeld.forecast.features import Features
from stadsbeeld.forecast.gradient import SETTINGS, Gradient, dataset
from stadsbeeld.forecast.ground import Ground
from stadsbeeld.forecast.level import hours
from stadsbeeld.forecast.model import QUANTILES
from stadsbeeld.forecast.ranges import RANGES_H, furthest
from stadsbeeld.forecast.timeline import Doubles, Ints

# What is fitted; the quantiles between them are read off the straight line.
LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
LEAVES, TREES_SHARE = 31, 2 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """A booster for each of `LEVELS`. It speaks of horizons of more than `from_steps` steps."""

    boosters: Mapping[float, lgb.Booster]
    from_steps: int
    threads: int = 1

    @classmethod
    def fit(cls, gradient: Gradient, ground: Ground, horizons: Ints, seed: int) -> "Fan | None":
        """None where no horizon lies so far ahead."""
        near = hours(ground.panel, RANGES_H[0])
        far = horizons[(horizons > near) & (horizons <= furthest(ground.panel))]
        if not len(far):
            return None
        drawn = gradient.drawn(ground.panel, far, np.random.default_rng([seed, len(RANGES_H)]))
        data = dataset(ground, drawn)
        told = SETTINGS | {"objective": "quantile", "num_leaves": LEAVES, "seed": seed, "num_threads": gradient.threads}
        trees = max(1, round(gradient.trees * TREES_SHARE))
        boosters = {level: lgb.train(told | {"alpha": level}, data, trees) for level in LEVELS}
        return cls(boosters=boosters, from_steps=near, threads=gradient.threads)

    def median(self, told: Features) -> Doubles:
        """The median of each row, not negative, in the unit of the counts."""
        return np.maximum(self._said(told, 0.5), 0)

    def around(self, middle: Doubles, told: Features) -> Doubles:
        """The nine quantiles of each row, (rows, 9), rising and not negative, with `middle` (rows,) for a median."""
        said = [middle if level == 0.5 else self._said(told, level) for level in LEVELS]
        below = [np.minimum(one, middle) for one in said[:2]]
        above = [np.maximum(one, middle) for one in said[3:]]
        known = np.sort([*below, middle, *above], axis=0)
        quantiles = np.empty((len(middle), len(QUANTILES)))
        for number, level in enumerate(QUANTILES):
            high = int(np.clip(np.searchsorted(LEVELS, level - 1e-9), 1, len(LEVELS) - 1))
            share = (level - LEVELS[high - 1]) / (LEVELS[high] - LEVELS[high - 1])
            quantiles[:, number] = known[high - 1] * (1 - share) + known[high] * share
        # Between two equal levels the straight line may fall by a rounding.
        return np.maximum(np.maximum.accumulate(quantiles, axis=1), 0)

    def _said(self, told: Features, level: float) -> Doubles:
        departs = np.asarray(self.boosters[level].predict(told.rows, num_threads=self.threads), np.float64)
        said: Doubles = told.usual + (told.usual + told.calm) * departs
        return said
