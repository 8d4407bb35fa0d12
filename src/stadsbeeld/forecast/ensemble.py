"""Both tiers together: each place and range of horizons listens to the one that erred less of late.

To know what errs less, the trees are first fitted without the last weeks and foretell those; from the errors come the
weights of the tiers, the spread and the bands. Then the trees are fitted on everything. With too little history for
trees, tier 1 speaks alone.
"""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.forecast.bands import Bands, Errors, unit
from stadsbeeld.forecast.experts import Experts, Weighed, anchors, kinds_of, silent_steps
from stadsbeeld.forecast.fan import Fan
from stadsbeeld.forecast.gradient import Boosted, Gradient
from stadsbeeld.forecast.model import MEDIAN, Forecast, foretold
from stadsbeeld.forecast.panel import Floats, Panel
from stadsbeeld.forecast.profile import values_at
from stadsbeeld.forecast.ranges import furthest, ranges_of
from stadsbeeld.forecast.remembered import remembered
from stadsbeeld.forecast.spread import Spread, rows_of
from stadsbeeld.forecast.timeline import Doubles, Ints

# How long the trees are tried for: a short history gives less away.
HELD_WEEKS, HELD_WEEKS_OF_FEW, FEW_WEEKS = 8, 4, 30
TRIED_ORIGINS = 100
# How fast a tier loses its weight that errs more than the other.
SHARPNESS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What both tiers said of the weeks that were held back: (origins, horizons, places); `rows` of the spread."""

    truth: Doubles
    simple: Doubles
    trees: Doubles
    mean: Doubles
    rows: list[Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """The model. `gradient` says how large the trees are; they may be fitted on another machine's worker."""

    id: ClassVar[str] = "ensemble"
    gradient: Gradient = field(default_factory=Gradient)

    def has_trees(self, panel: Panel) -> bool:
        """Whether there is history enough to learn from and to be tried on."""
        return self.gradient.enough(panel.before(panel.known - held_steps(panel)))

    def fit(self, panel: Panel, horizons: Ints, seed: int) -> "Weighed | Mixed":
        """Tier 1 alone where the trees have too little to learn from and to be tried on."""
        simple = Experts().fit(panel, horizons)
        if simple.bands is None or not self.has_trees(panel):
            return simple
        before = panel.before(panel.known - held_steps(panel))
        tried = _tried(self.gradient.fit(before, horizons, seed), Experts().fit(before, horizons), panel, horizons)
        weight = weights(tried, ranges_of(panel, horizons))
        middle = mixed(tried.simple, tried.trees, weight[None])
        error = (tried.truth - middle) / unit(middle, tried.mean)
        spread = Spread.fit(np.concatenate(tried.rows), error.reshape(-1), seed, self.gradient.threads)
        hard = np.stack([spread.of(one).reshape(error.shape[1:]) for one in tried.rows])
        try:
            bands = Bands.of(by_anchor(error / hard, horizons), kinds_of(panel))
        except ValueError:  # one place and one horizon: too few errors to judge trees by
            return simple
        ground = self.gradient.ground(panel, horizons)
        return Mixed(
            simple=simple,
            trees=self.gradient.fit_on(ground, horizons, seed),
            fan=Fan.fit(self.gradient, ground, horizons, seed),
            weight=weight,
            horizons=horizons,
            spread=spread,
            bands=bands,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """`weight` (horizons, places) of the trees, for the `horizons` it was fitted for."""

    simple: Weighed
    trees: Boosted
    fan: Fan | None
    weight: Doubles
    horizons: Ints
    spread: Spread
    bands: Bands
    id: ClassVar[str] = Ensemble.id

    def forecast(self, panel: Panel, horizons: Ints) -> Forecast:
        """Horizons that it was not fitted for take the weight of the nearest."""
        alone = self.simple.forecast(panel, horizons)
        look = self.trees.look(panel, horizons)
        trees = self.trees.middles(panel, horizons, look)
        nearest = np.abs(np.log(horizons[:, None] / self.horizons[None, :])).argmin(1)
        middle = mixed(alone.median, trees, self.weight[nearest])
        far = self._far(panel, horizons)
        rows = np.repeat(far, len(panel.places))
        if self.fan and far.any():
            second = self.fan.median(look.only(rows)).reshape(-1, len(panel.places))
            middle[far] = np.where(np.isfinite(trees[far]), (middle[far] + second) / 2, middle[far])
        hard = self.spread.of(rows_of(look, middle)).reshape(middle.shape)
        quantiles = self.simple.banded(self.bands, panel, horizons, middle, hard)
        if self.fan and far.any():
            fan = self.fan.around(middle[far].reshape(-1), look.only(rows)).reshape(quantiles[far].shape)
            quantiles[far] = np.where(np.isfinite(trees[far])[..., None], (quantiles[far] + fan) / 2, quantiles[far])
        quantiles = _no_narrower(quantiles, alone.quantiles, silent_steps(panel) > 0)
        quantiles = remembered(quantiles, panel, alone.steps, self.trees.mean)
        # Of a place that the trees do not know the simple tier says all, its band too.
        known = np.isfinite(trees)
        quantiles, mean = (
            np.where(known[..., None], quantiles, alone.quantiles),
            np.where(known, quantiles.mean(-1), alone.mean),
        )
        return foretold(self.id, panel, alone.steps, quantiles, mean)

    def _far(self, panel: Panel, horizons: Ints) -> NDArray[np.bool_]:
        """Which horizons the fan speaks of."""
        if self.fan is None:
            return np.zeros(len(horizons), np.bool_)
        return (horizons > self.fan.from_steps) & (horizons <= furthest(panel))


def _no_narrower(quantiles: Doubles, other: Doubles, places: NDArray[np.bool_]) -> Doubles:
    """Of some places: as far from the median as another band is, where that is further.

    The spread never saw a silence; the errors of tier 1 grow with it, as with the horizon.
    """
    middle = quantiles[..., MEDIAN : MEDIAN + 1]
    offset = other - other[..., MEDIAN : MEDIAN + 1]
    below, above = np.minimum(quantiles, middle + offset), np.maximum(quantiles, middle + offset)
    wider = np.concatenate([below[..., :MEDIAN], middle, above[..., MEDIAN + 1 :]], axis=-1)
    wider = np.maximum(np.where(np.isfinite(wider), wider, quantiles), 0)
    return np.where(places[None, :, None], wider, quantiles)


def held_steps(panel: Panel) -> int:
    weeks = panel.known / (7 * panel.timeline.steps_a_day)
    return (HELD_WEEKS if weeks >= FEW_WEEKS else HELD_WEEKS_OF_FEW) * 7 * panel.timeline.steps_a_day


def mixed(simple: Doubles, trees: Doubles, weight: Doubles) -> Doubles:
    """The weighed mean of both tiers; of the one that speaks where the other does not."""
    both = weight * trees + (1 - weight) * simple
    return np.where(np.isfinite(trees) & np.isfinite(simple), both, np.where(np.isfinite(trees), trees, simple))


def weights(tried: Tried, ranges: Ints) -> Doubles:
    """(horizons, places): the weight of the trees by the errors of both, per place and range of horizons."""
    told = np.zeros((len(ranges), tried.truth.shape[2]))
    for number in np.unique(ranges):
        rows = ranges == number
        simple, trees = (_error(tried.truth[:, rows], said[:, rows]) for said in (tried.simple, tried.trees))
        ratio = simple / np.maximum(trees, 1e-9)
        # A few weeks of one place say little: half of what counts is how all places did. That is also what holds for
        # a place that was too new to be tried.
        common = np.nanmedian(ratio) if np.isfinite(ratio).any() else 1.0
        leaning = 0.5 * np.where(np.isfinite(ratio), ratio, common) + 0.5 * common
        told[rows] = 1 / (1 + np.exp(-SHARPNESS * (leaning - 1)))
    return told


def by_anchor(error: Doubles, horizons: Ints) -> list[Errors]:
    """Errors (origins, horizons, places) put with the nearest of the horizons that bands are measured at."""
    measured = np.array(anchors(horizons))
    nearest = measured[np.abs(np.log(horizons[:, None] / measured[None, :])).argmin(1)]
    return [Errors(horizon=int(one), relative=error[:, nearest == one].reshape(-1, error.shape[2])) for one in measured]


def _error(truth: Doubles, said: Doubles) -> Doubles:
    """Mean absolute error of each place; NaN where nothing can be compared."""
    known = np.isfinite(truth) & np.isfinite(said)
    count = known.sum((0, 1))
    return np.where(count > 0, np.where(known, np.abs(truth - said), 0).sum((0, 1)) / np.maximum(count, 1), np.nan)


def _tried(trees: Boosted, simple: Weighed, panel: Panel, horizons: Ints) -> Tried:
    """Let both foretell the weeks that were held back, from origins spread evenly over them and over the day."""
    held = held_steps(panel)
    # A stride that shares no factor with a day meets every hour of it.
    stride = max(1, held // TRIED_ORIGINS)
    while np.gcd(stride, panel.timeline.steps_a_day) > 1:
        stride += 1
    told: list[tuple[Doubles, Doubles, Doubles]] = []
    rows = []
    for origin in range(panel.known - held, panel.known, stride):
        then = panel.before(origin)
        look = trees.look(then, horizons)
        middle = trees.middles(then, horizons, look)
        truth = values_at(panel, origin + horizons - 1).astype(np.float64)
        told.append((truth, simple.middles(then, horizons), middle))
        rows.append(rows_of(look, middle))
    truth, alone, middles = (np.stack(part) for part in zip(*told, strict=True))
    mean = np.nan_to_num(trees.mean.astype(np.float64))
    return Tried(truth=truth, simple=alone, trees=middles, mean=mean[None, None], rows=rows)
