"""Bands that follow what happens: wider where truths of late fell outside them, narrower where they never did.

Of each truth it is asked how far it lay from the median, in widths of the band on its side; where the band is right, 80
of 100 lie within 1. The factor is what would have made it so over the last two weeks, per kind of place and range of
horizons (conformal prediction under drift: Gibbs and Candès 2021, here with a window in place of a step).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stadsbeeld.forecast.experts import kinds_of
from stadsbeeld.forecast.model import MEDIAN, Forecast
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.profile import values_at
from stadsbeeld.forecast.ranges import ranges_of
from stadsbeeld.forecast.timeline import Doubles, Ints

BACK_DAYS = 14
# Days of truths at which the factor is believed for half.
BELIEVED_DAYS = 3.0
MOST_PAST = 40
LEAST_TRUTHS = 200
NARROWEST, WIDEST = 0.6, 2.5
COVERED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Widths:
    """`factor` (kinds, ranges): by how much bands are widened; 1 where too little is known to tell."""

    factor: Doubles

    def of(self, forecast: Forecast, panel: Panel) -> Forecast:
        """The forecast with its quantiles moved away from the median, or towards it."""
        ranges = ranges_of(panel, forecast.steps - forecast.origin + 1)
        factor = self.factor[kinds_of(panel)[None, :], ranges[:, None]][..., None]
        middle = forecast.quantiles[..., MEDIAN : MEDIAN + 1]
        moved = np.maximum(middle + (forecast.quantiles - middle) * factor, 0)
        return replace(forecast, quantiles=moved, mean=moved.mean(-1))


def widths(past: Sequence[Forecast], panel: Panel) -> Widths:
    """From forecasts as they came from the model (before any widening), by the truths that `panel` knows."""
    kinds, day = kinds_of(panel), panel.timeline.steps_a_day
    since = panel.known - BACK_DAYS * day
    recent = [one for one in past if one.steps[-1] >= since and one.origin < panel.known]
    chosen = recent[:: max(1, -(-len(recent) // MOST_PAST))]
    distance, ranges, steps = _distances(chosen, panel, since)
    factor = np.ones((int(kinds.max()) + 1, int(ranges.max(initial=0)) + 3))
    for kind in range(len(factor)):
        for number in np.unique(ranges):
            rows = ranges == number
            told = distance[rows][:, kinds == kind]
            told = told[np.isfinite(told)]
            if len(told) < LEAST_TRUTHS:
                continue
            days = len(np.unique(steps[rows] // day))
            believed = days / (days + BELIEVED_DAYS)
            factor[kind, number] = np.clip(np.quantile(told, COVERED), NARROWEST, WIDEST) ** believed
    return Widths(factor=factor)


def _distances(past: Sequence[Forecast], panel: Panel, since: int) -> tuple[Doubles, Ints, Ints]:
    """(rows, places): how far truths lay from the median, in widths of the band; range and step of rows."""
    told = [np.zeros((0, len(panel.places)))]
    ranges, steps = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for one in past:
        known = (one.steps < panel.known) & (one.steps >= since)
        truth = values_at(panel, one.steps[known]).astype(np.float64)
        quantiles = one.quantiles[known]
        middle = quantiles[..., MEDIAN]
        side = np.where(truth >= middle, quantiles[..., -1] - middle, middle - quantiles[..., 0])
        told.append(np.abs(truth - middle) / np.maximum(side, 1e-9))
        ranges.append(ranges_of(panel, one.steps[known] - one.origin + 1))
        steps.append(one.steps[known])
    return np.concatenate(told), np.concatenate(ranges), np.concatenate(steps)
