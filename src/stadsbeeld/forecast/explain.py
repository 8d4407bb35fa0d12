"""What moved one forecast away from the usual, in the unit of the forecast and in groups that people know.

The parts of the trees are LightGBM's own contributions (Shapley values over the trees: Lundberg et al. 2020); they add
up to what the trees say. Of tier 1 there is one part: the level of late.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from stadsbeeld.forecast.experts import Weighed
from stadsbeeld.forecast.features import Features, group_of
from stadsbeeld.forecast.gatherings import Gatherings
from stadsbeeld.forecast.level import mean_of
from stadsbeeld.forecast.model import Fitted
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.profile import profile
from stadsbeeld.forecast.remembered import EXTRAORDINARY, LEAST_SHARE, a_year_ago
from stadsbeeld.forecast.timeline import Ints

if TYPE_CHECKING:  # tier 1 is explained where LightGBM cannot be loaded too
    import lightgbm as lgb

    from stadsbeeld.forecast.ensemble import Mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """`usual` plus all `parts` is `middle`, the median that is forecast. NaN `usual`: nothing comparable is known."""

    usual: float
    parts: Mapping[str, float]
    middle: float


def why(model: Fitted, panel: Panel, horizon: int, place: str, events: Gatherings | None = None) -> Why:
    """Of the forecast from the end of `panel`, `horizon` steps ahead. Raises ValueError for an unknown place.

    `events` as known at that end; they are a part of their own.
    """
    if events is None:
        return _why(model, panel, horizon, place)
    calm = events.without(panel)
    plain = _why(model, calm, horizon, place)
    forecast = model.forecast(calm, np.array([horizon], np.int64))
    moved = float(events.on(forecast, panel).median[0, panel.column(place)])
    shift = moved - plain.middle
    parts = {**plain.parts} | ({"event": shift} if shift else {})
    return Why(usual=plain.usual, parts=parts, middle=moved)


def _why(model: Fitted, panel: Panel, horizon: int, place: str) -> Why:
    column, ahead = panel.column(place), np.array([horizon], np.int64)
    usual = float(profile(panel, panel.known + ahead - 1, np.full(1, panel.known, np.int64)).usual[0, column])
    middle = float(model.forecast(panel, ahead).median[0, column])
    shift = _remembered(model, panel, ahead, column)
    mixed = cast("Mixed | None", None if isinstance(model, Weighed) else model)
    if mixed is None or not mixed.trees.learnt[column]:
        parts = {"level": middle - usual - shift} | ({"holiday": shift} if shift else {})
        return Why(usual=usual, parts=parts, middle=middle)
    told = mixed.trees.look(panel, ahead)
    parts = _parts(mixed.trees.booster_of(panel, horizon), told, column)
    nearest = int(np.abs(np.log(horizon / mixed.horizons)).argmin())
    said = {group: float(mixed.weight[nearest, column]) * part for group, part in parts.items()}
    if mixed.fan and horizon > mixed.fan.from_steps:
        second = _parts(mixed.fan.boosters[0.5], told, column)
        said = {group: (said.get(group, 0.0) + second.get(group, 0.0)) / 2 for group in said | second}
    said["holiday"] = said.get("holiday", 0.0) + shift
    # What is left is the say of tier 1, which rests on the level of late, and what keeps a count from falling below 0.
    said["level"] = said.get("level", 0.0) + middle - usual - sum(said.values())
    return Why(usual=usual, parts=said, middle=middle)


def _remembered(model: Fitted, panel: Panel, ahead: Ints, column: int) -> float:
    """By how much a year ago moves the median: that of the same quantiles without it is not known, but their sum is."""
    steps = panel.known + ahead - 1
    mean = mean_of(panel)
    then = float(a_year_ago(panel, steps, mean)[0, column])
    after = float(model.forecast(panel, ahead).median[0, column])
    before = 2 * after - then
    moved = np.isfinite(then) and then > EXTRAORDINARY * before and then > LEAST_SHARE * float(mean[column])
    return after - before if moved else 0.0


def _parts(booster: "lgb.Booster", told: Features, column: int) -> dict[str, float]:
    """By how much each group of features moves what a booster says of one place, in its unit."""
    size = float(told.usual[column] + told.calm[column])
    shares = np.asarray(booster.predict(told.rows[column : column + 1], pred_contrib=True), np.float64)[0] * size
    parts: dict[str, float] = {}
    for name, part in zip(told.names, shares[:-1], strict=True):
        parts[group_of(name)] = parts.get(group_of(name), 0.0) + float(part)
    # The average departure from the usual belongs to no feature: it is what the trees find usual.
    parts["usual"] = parts.get("usual", 0.0) + float(shares[-1])
    return parts
