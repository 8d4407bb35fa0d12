"""Ranges of horizons that are judged, weighed and learnt apart: the next hours, the day, and what lies beyond."""

import numpy as np

from stadsbeeld.forecast.level import hours
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.timeline import Ints

# Up to so many hours; the last one takes what lies beyond.
RANGES_H = (6, 24, 168)
# Beyond this a profile may, while the clocks go forward, rest on the origin itself: there trees say nothing.
FURTHEST_H = 166


def ranges_of(panel: Panel, horizons: Ints) -> Ints:
    """The number of the range of each horizon in steps."""
    return np.searchsorted([hours(panel, h) for h in RANGES_H[:-1]], horizons).astype(np.int64)


def furthest(panel: Panel) -> int:
    """The longest horizon, in steps, that trees speak of."""
    return FURTHEST_H * 3600 // panel.timeline.step_s
