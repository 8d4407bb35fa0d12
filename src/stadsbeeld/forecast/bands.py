"""From past errors to a band: how far the truth lay from the middle, per kind of place and distance ahead.

An error is measured in a unit that grows with what is foretold, so that a quiet hour and a rush hour can be pooled, and
with how hard the place itself is to foretell. Quantiles of such errors, laid around a new forecast, cover as often as
they did before (split conformal prediction: Vovk, Gammerman and Shafer 2005; Lei et al. 2018).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.forecast.model import MEDIAN, QUANTILES
from stadsbeeld.forecast.timeline import Doubles, Ints

# The spread of counts grows slower than the count itself.
GROWTH = 0.7
# A place with fewer errors than this leans on the others of its kind.
LEAN_ON = 40.0
NARROWEST, WIDEST = 0.4, 4.0
LEAST_ERRORS = 100


def unit(middle: Doubles, mean: Doubles) -> Doubles:
    """The unit of an error: (middle + c)^0.7 · (mean + c)^0.3 with c a twentieth of the place's mean, in its unit."""
    calm = 0.05 * mean + 1e-6 + 0.01 * np.maximum(mean, 1)
    size: Doubles = (np.maximum(middle, 0) + calm) ** GROWTH * (mean + calm) ** (1 - GROWTH)
    return size


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """Past errors at one horizon (in steps): `relative` (origins, places) is (truth − middle) / unit, NaN: unknown."""

    horizon: int
    relative: Doubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """`shape` (kinds, horizons, 9): quantiles of relative errors at `horizons`, less their median.

    `scale` (places,): how hard the place is, 1 for the average of its kind. `kind` (places,) numbers the kinds.
    """

    horizons: Ints
    shape: Doubles
    scale: Doubles
    kind: Ints

    @classmethod
    def of(cls, errors: Sequence[Errors], kind: Ints) -> "Bands":
        """Raises ValueError where no horizon has enough errors to tell anything."""
        told = [one for one in errors if np.isfinite(one.relative).sum() >= LEAST_ERRORS]
        if not told:
            raise ValueError("too few errors are known to make a band")
        scale = _scale(told, kind)
        kinds = int(kind.max()) + 1
        shape = np.empty((kinds, len(told), len(QUANTILES)))
        for h, one in enumerate(told):
            scaled = one.relative / scale
            pooled = scaled[np.isfinite(scaled)]
            for k in range(kinds):
                own = scaled[:, kind == k]
                own = own[np.isfinite(own)]
                used = own if len(own) >= LEAST_ERRORS else pooled
                found = quantiles_of(used)
                # The middle is where the forecast puts it: past errors give the width and the skew only.
                shape[k, h] = found - found[MEDIAN]
        return cls(horizons=np.array([one.horizon for one in told]), shape=shape, scale=scale, kind=kind)

    def around(self, middle: Doubles, mean: Doubles, horizon: Doubles, hard: Doubles | float = 1.0) -> Doubles:
        """Quantiles (horizons, places, 9) around `middle` (horizons, places).

        `hard` (horizons, places): how hard each single forecast is, where the errors were divided by the same.
        `horizon` (horizons, places) in steps, longer where the place has been silent. Beyond the longest that was
        measured the band grows with the square root of the horizon, as the sum of independent steps does.
        """
        low, high, share = between(self.horizons, horizon)
        kind = self.kind[None, :]
        shape = _blend(self.shape[kind, low], self.shape[kind, high], share[..., None])
        wider = np.sqrt(np.maximum(horizon / self.horizons[-1], 1))
        size = unit(middle, mean[None, :]) * self.scale[None, :] * hard
        around: Doubles = np.maximum(middle[..., None] + (size * wider)[..., None] * shape, 0)
        return around


def between(known: Ints, asked: Doubles) -> tuple[Ints, Ints, Doubles]:
    """The known horizons on both sides of each one asked for, and how far it lies between them in the logarithm."""
    steps = np.log(known.astype(np.float64))
    wanted = np.clip(np.log(np.maximum(asked, 1)), steps[0], steps[-1])
    high = np.clip(np.searchsorted(steps, wanted), 0, len(steps) - 1)
    low = np.maximum(high - 1, 0)
    width = np.where(high > low, steps[high] - steps[low], 1)
    return low, high, np.where(high > low, (wanted - steps[low]) / width, 0.0)


def quantiles_of(errors: NDArray[np.float64]) -> Doubles:
    """The nine quantiles, a little wider for few errors: rank (n + 1)·q, as conformal prediction asks.

    A level q above a half is read at q·(n+1)/n, one below a half mirrored; with many errors that is q itself.
    """
    count = len(errors)
    levels = np.array(QUANTILES)
    wide = 0.5 + (levels - 0.5) * (count + 1) / count
    found: Doubles = np.quantile(errors, np.clip(wide, 0, 1))
    return found


def _scale(errors: Sequence[Errors], kind: Ints) -> Doubles:
    """Mean size of a place's errors against those of its kind, leaning on its kind where it has few."""
    size = np.zeros(len(kind))
    count = np.zeros(len(kind))
    for one in errors:
        known = np.isfinite(one.relative)
        typical = np.abs(one.relative[known]).mean() or 1.0
        size += np.where(known, np.abs(one.relative), 0).sum(0) / typical
        count += known.sum(0)
    # Errors of one origin at several horizons are nearly the same error: count them once.
    size, count = size / len(errors), count / len(errors)
    scale = np.ones(len(kind))
    for k in range(int(kind.max()) + 1):
        own = kind == k
        average = size[own].sum() / max(count[own].sum(), 1) or 1.0
        scale[own] = (size[own] / average + LEAN_ON) / (count[own] + LEAN_ON)
    return np.clip(scale, NARROWEST, WIDEST)


def _blend(low: Doubles, high: Doubles, share: Doubles) -> Doubles:
    blended: Doubles = low + (high - low) * share
    return blended
