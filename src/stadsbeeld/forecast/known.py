"""Means over what is known."""

from collections.abc import Sequence

import numpy as np

from stadsbeeld.forecast.panel import Floats


def mean_known(parts: Floats | Sequence[Floats]) -> Floats:
    """Mean over the first axis of what is known, summed in double precision; NaN where nothing is."""
    stacked = np.asarray(parts)
    known = np.isfinite(stacked)
    count = known.sum(0)
    total = np.where(known, stacked, 0).sum(0, dtype=np.float64)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan).astype(np.float32)
