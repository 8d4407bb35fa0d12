"""Tier 1, profile × level: simple forecasts side by side, weighed by how they did of late. No fit, from the first day.

Each expert is the profile times a level (seen over usual in a window, at full or half strength), or a recent mean
without a profile. All places of one kind share the weights, and the shape of the errors that make the band.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from stadsbeeld.forecast.bands import LEAST_ERRORS, Bands, Errors, between, unit
from stadsbeeld.forecast.level import Stretch, hours, mean_of
from stadsbeeld.forecast.model import Forecast, foretold, nothing
from stadsbeeld.forecast.panel import Floats, Panel
from stadsbeeld.forecast.profile import daily, long_ago, profile, values_at
from stadsbeeld.forecast.remembered import remembered
from stadsbeeld.forecast.timeline import Doubles, Ints

MEANS = {"mean-1h": 1, "mean-3h": 3}
# Window in hours, and the power of the level: a half is half its strength.
LEVELS = {
    "level-1h": (1, 1.0),
    "half-1h": (1, 0.5),
    "level-3h": (3, 1.0),
    "half-3h": (3, 0.5),
    "level-24h": (24, 1.0),
    "level-7d": (168, 1.0),
}
NAMES = ("usual", "day", "last", *MEANS, *LEVELS)
LONGEST_H = 168
# How fast an expert loses weight that errs more than the best one.
SHARPNESS = 7.0
# An expert that spoke of fewer truths than this share of the most has not shown what it can.
HEARD_SHARE = 0.15
# An expert with less of a say than this is not asked.
LEAST_SHARE = 0.005
LOOKED_BACK_DAYS = 28
# More cells (origins × places) than this tell nothing new about weights, and make refreshing slow.
MOST_CELLS, MOST_ORIGINS, LEAST_ORIGINS = 200_000, 700, 100
# A city is new for so many days. At its start a band so many hours ahead is twice as wide, three times at most.
NEW_DAYS, DOUBLED_AT_H, MOST_DOUBT = 2.0, 3.0, 2.0
# Silence makes a band wider, up to this much of it.
SILENT_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Experts:
    """The model. `fit` weighs the experts on the last four weeks of the panel, or on all there is."""

    id: ClassVar[str] = "profile-level"

    def fit(self, panel: Panel, horizons: Ints, seed: int = 0) -> "Weighed":
        """Nothing is drawn by lot, so `seed` changes nothing. Too little data gives a model that foretells nothing."""
        kind, mean = kinds_of(panel), mean_of(panel)
        weights: list[Doubles] = []
        errors: list[Errors] = []
        for horizon in anchors(horizons):
            found = _learn(panel, horizon, (mean, kind), weights[-1] if weights else None)
            if found is not None:
                weights.append(found[0])
                errors.append(Errors(horizon=horizon, relative=found[1]))
        try:
            bands = Bands.of(errors, kind)
        except ValueError:
            return Weighed(weights=np.zeros((0, 0, 0)), at=np.zeros(0, np.int64), bands=None, mean=mean, kind=kind)
        measured = np.array([one.horizon for one in errors])
        return Weighed(weights=np.stack(weights), at=measured, bands=bands, mean=mean, kind=kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """`weights` (horizons measured, kinds, experts) at the horizons `at`; `bands` None: nothing can be foretold."""

    weights: Doubles
    at: Ints
    bands: Bands | None
    mean: Floats
    kind: Ints
    id: ClassVar[str] = Experts.id

    def forecast(self, panel: Panel, horizons: Ints) -> Forecast:
        steps = panel.known + horizons - 1
        if self.bands is None:
            return nothing(self.id, panel, steps)
        middle = self.middles(panel, horizons)
        if len(dead := np.flatnonzero(~np.isfinite(middle).all(0))):
            old = long_ago(panel, steps, dead)
            middle[:, dead] = np.where(np.isfinite(middle[:, dead]), middle[:, dead], old)
        quantiles = self.banded(self.bands, panel, horizons, middle, doubt(panel, horizons))
        return foretold(self.id, panel, steps, remembered(quantiles, panel, steps, self.mean))

    def banded(self, bands: Bands, panel: Panel, horizons: Ints, middle: Doubles, hard: Doubles) -> Doubles:
        """Quantiles around a middle (horizons, places), further ahead where a place has been silent."""
        ahead = horizons[:, None].astype(np.float64) + silent_steps(panel)[None, :]
        return bands.around(middle, self.means(panel), ahead, hard)

    def means(self, panel: Panel) -> Doubles:
        """The mean of each place as it was learnt; of one that came since, as it is now; 0 of one never heard."""
        mean = (
            self.mean if np.isfinite(self.mean).all() else np.where(np.isfinite(self.mean), self.mean, mean_of(panel))
        )
        return np.nan_to_num(mean.astype(np.float64))

    def middles(self, panel: Panel, horizons: Ints) -> Doubles:
        """The weighed middle, before any band; (horizons, places)."""
        stretch = _stretch(panel, panel.known, panel.known, self.means(panel).astype(np.float32))
        weights = self._weights(horizons)
        worth = {name for name, share in zip(NAMES, weights.max((0, 1)), strict=True) if share > LEAST_SHARE}
        origins = np.full(len(horizons), panel.known, np.int64)
        middle = weigh(opinions(stretch, origins, horizons, worth), weights[:, self.kind])
        unsaid = ~np.isfinite(middle).all(0) & (silent_steps(panel) < panel.timeline.steps_a_day)
        if unsaid.any():  # where those that count are silent, one that hardly counts is better than none
            middle = weigh(opinions(stretch, origins, horizons), weights[:, self.kind])
        return middle

    def _weights(self, horizons: Ints) -> Doubles:
        """(horizons, kinds, experts): between the two horizons that were measured, in the logarithm."""
        low, high, share = between(self.at, horizons.astype(np.float64))
        return self.weights[low] + (self.weights[high] - self.weights[low]) * share[:, None, None]


def doubt(panel: Panel, horizons: Ints) -> Doubles:
    """How much wider bands are while a city is new, (horizons, 1); 1 once two whole days are known.

    Errors of an afternoon say nothing of a night that was not seen: until each hour of a day has been seen twice, what
    was measured is the least that a band can be. The more so the further ahead. The size is our choice.
    """
    unseen = max(0.0, 1 - panel.known * panel.timeline.step_s / (NEW_DAYS * 86_400))
    ahead_h = horizons[:, None] * panel.timeline.step_s / 3600
    wider: Doubles = 1 + unseen * np.minimum(ahead_h / DOUBLED_AT_H, MOST_DOUBT)
    return wider


def opinions(stretch: Stretch, origins: Ints, horizons: Ints, asked: Collection[str] = NAMES) -> Doubles:
    """What experts say at origins of the steps that lie horizons ahead: (experts, origins, places), as `NAMES`.

    Those that are not asked say nothing.
    """
    panel = stretch.panel
    steps = origins + horizons - 1
    usual = profile(panel, steps, origins).usual.astype(np.float64)
    told = np.full((len(NAMES), *usual.shape), np.nan)
    told[NAMES.index("usual")] = usual
    if "day" in asked:
        told[NAMES.index("day")] = daily(panel, steps, origins)
    if "last" in asked:
        told[NAMES.index("last")] = values_at(panel, origins - 1)
    for name, length_h in MEANS.items():
        if name in asked:
            told[NAMES.index(name)] = stretch.recent_mean(origins, hours(panel, length_h))
    for name, (length_h, power) in LEVELS.items():
        if name in asked:
            level = stretch.ratio(origins, hours(panel, length_h))
            told[NAMES.index(name)] = usual * (level if power == 1 else level**power)
    return told


def weigh(told: Doubles, weights: Doubles) -> Doubles:
    """Mean of what the experts say (experts, origins, places), by `weights` (origins or 1, places, experts)."""
    heard = np.isfinite(told)  # the share of an expert that says nothing goes to the others
    share = np.moveaxis(weights, -1, 0) * heard
    total = share.sum(0)
    return np.where(total > 1e-6, (share * np.where(heard, told, 0)).sum(0) / np.maximum(total, 1e-6), np.nan)


def anchors(horizons: Ints) -> list[int]:
    """At most eight of the horizons, spread evenly over their logarithm: what lies between is interpolated."""
    asked = np.sort(horizons)
    wanted = np.geomspace(asked[0], asked[-1], min(8, len(asked)))
    return sorted({int(asked[np.abs(np.log(asked / one)).argmin()]) for one in wanted})


def kinds_of(panel: Panel) -> Ints:
    """The number of each place's kind among the kinds, in order of their names."""
    return np.unique(np.array(panel.kinds, dtype=str), return_inverse=True)[1].astype(np.int64)


def silent_steps(panel: Panel) -> Ints:
    """Steps since the last value of each place; more than `SILENT_DAYS` where there is none within that time."""
    longest = SILENT_DAYS * panel.timeline.steps_a_day + 1
    known = np.isfinite(panel.values[: -longest - 1 : -1])
    return np.where(known.any(0), known.argmax(0), longest).astype(np.int64)


def learning_origins(panel: Panel, horizon: int) -> Ints:
    """Origins of the last four weeks whose truth at `horizon` has come, thinned evenly."""
    last = panel.known - horizon
    first = max(1, last - LOOKED_BACK_DAYS * panel.timeline.steps_a_day)
    most = int(np.clip(MOST_CELLS // max(len(panel.places), 1), LEAST_ORIGINS, MOST_ORIGINS))
    count = last - first + 1
    return (
        np.arange(last, first - 1, -max(1, -(-count // most)), dtype=np.int64)[::-1]
        if count > 0
        else np.zeros(0, np.int64)
    )


def _stretch(panel: Panel, first: int, last: int, mean: Floats) -> Stretch:
    """What the windows of origins in [first, last] need."""
    return Stretch(panel=panel, first=max(0, first - hours(panel, LONGEST_H)), last=last, mean=mean)


def _learn(
    panel: Panel, horizon: int, places: tuple[Floats, Ints], nearer: Doubles | None
) -> tuple[Doubles, Doubles] | None:
    """Weights (kinds, experts) and relative errors (origins, places) at one horizon; None where nothing is known.

    `places`: mean and kind of each. `nearer`: the weights at the horizon before, which hold where no profile was heard
    at this one yet: the rest would go on for days with the last value.
    """
    mean, kind = places
    origins = learning_origins(panel, horizon)
    if not len(origins):
        return None
    stretch = _stretch(panel, int(origins[0]), int(origins[-1]), mean)
    told = opinions(stretch, origins, np.full(len(origins), horizon, np.int64))
    truth = values_at(panel, origins + horizon - 1).astype(np.float64)
    compared = np.isfinite(told[NAMES.index("usual")]) & np.isfinite(truth)
    if nearer is not None and compared.sum() < LEAST_ERRORS:
        weights = nearer
    else:
        weights = np.stack([_weights(told[:, :, kind == k], truth[:, kind == k]) for k in range(int(kind.max()) + 1)])
    middle = weigh(told, weights[kind][None])
    return weights, (truth - middle) / unit(middle, np.nan_to_num(mean.astype(np.float64))[None, :])


def _weights(told: Doubles, truth: Doubles) -> Doubles:
    """Exponential weights by the mean error against the best; an expert that hardly ever spoke gets next to none.

    Errors are compared on the same truths, those that each of the others spoke of too: on the first days the profile
    speaks of other hours than a recent mean does.
    """
    known = np.isfinite(truth)[None] & np.isfinite(told)
    count = known.sum((1, 2))
    heard = count >= max(HEARD_SHARE * count.max(), 1)
    if not heard.any():
        return np.full(len(told), 1 / len(told))
    together = known[heard].all(0)
    compared = known & together[None] if together.sum() >= LEAST_ERRORS else known
    error = np.where(compared, np.abs(told - truth[None]), 0).sum((1, 2)) / np.maximum(compared.sum((1, 2)), 1)
    best = max(float(error[heard].min()), 1e-9)
    weight = np.where(heard, np.exp(-SHARPNESS * (error / best - 1)), 1e-4)
    share: Doubles = weight / weight.sum()
    return share
