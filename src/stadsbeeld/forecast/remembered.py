"""Nights that are remembered: holidays and their eves on which it was extraordinary a year before.

A profile knows ordinary weeks, and trees have seen such a night once or twice: neither expects New Year's Eve. Where
the same holiday, or the eve of it, was more than twice as busy a year ago as what is foretold now, the forecast goes
half way, and its band grows by what it does not know: whether it will be so again.
"""

import numpy as np

from stadsbeeld.forecast.features import days_to_same_holiday
from stadsbeeld.forecast.ground import calm_of
from stadsbeeld.forecast.model import MEDIAN, QUANTILES
from stadsbeeld.forecast.panel import Floats, Panel
from stadsbeeld.forecast.profile import values_at, weekly
from stadsbeeld.forecast.timeline import Doubles, Ints

EXTRAORDINARY = 2.0
# How much busier than a year ago it may be foretold to be: a small usual makes a ratio run away.
MOST_GROWTH = 1.5
# Twice as many as nobody is nobody: less than this share of the mean of a place is no night to remember.
LEAST_SHARE = 0.5


def a_year_ago(panel: Panel, steps: Ints, mean: Floats) -> Doubles:
    """What a step would hold if it departed from its usual as the same holiday, or eve, did a year before.

    (steps, places); NaN on other days, and where the year before is not known.
    """
    told = np.full((len(steps), len(panel.places)), np.nan)
    back = days_to_same_holiday(panel, steps)
    some = np.flatnonzero(back > 0)
    if not len(some):
        return told
    then = panel.timeline.days_before(steps[some], back[some])
    seen, usual_then = values_at(panel, then).astype(np.float64), weekly(panel, then)[0].astype(np.float64)
    usual = weekly(panel, steps[some], np.full(len(some), panel.known, np.int64))[0].astype(np.float64)
    calm = calm_of(mean).astype(np.float64)
    ratio = (seen - usual_then) / (usual_then + calm)
    told[some] = np.clip(usual + ratio * (usual + calm), 0, MOST_GROWTH * seen)
    return told


def remembered(quantiles: Doubles, panel: Panel, steps: Ints, mean: Floats) -> Doubles:
    """The quantiles (steps, places, 9), half way to a year ago where that was extraordinary."""
    then = a_year_ago(panel, steps, mean)
    middle = quantiles[..., MEDIAN]
    with np.errstate(invalid="ignore"):
        moved = (then > EXTRAORDINARY * middle) & (then > LEAST_SHARE * np.nan_to_num(mean)[None, :])
    if not moved.any():
        return quantiles
    apart = np.where(moved, then - middle, 0)[..., None]
    # q10 goes 0.1 of the way, the median half, q90 nine tenths: from "as always" to "as then".
    further: Doubles = quantiles + apart * np.array(QUANTILES)
    return further
