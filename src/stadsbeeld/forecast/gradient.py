"""Tier 2: one LightGBM for all places, a specialist for each range of horizons.

It learns (y − usual) / (usual + calm): how far each row departs from the usual of its own place, so that a square and
an alley teach each other. A row weighs as much as its share of the summed error. Huber's loss, near to the absolute
one, keeps one mad night from bending the rest. Trees: Ke et al. 2017 (LightGBM).
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from stadsbeeld.forecast.features import YEAR_DAYS, Asked, Features, days_to_same_holiday, features
from stadsbeeld.forecast.ground import Ground, Grounds, alike
from stadsbeeld.forecast.level import hours, mean_of
from stadsbeeld.forecast.panel import Floats, Panel
from stadsbeeld.forecast.profile import WEEKS_BACK
from stadsbeeld.forecast.ranges import RANGES_H, furthest, ranges_of
from stadsbeeld.forecast.timeline import Doubles, Ints

LEAST_WEEKS = 11
# A place is learnt from once the profile has its eight weeks.
KNOWN_AT_LEAST_DAYS = 7 * WEEKS_BACK
ROWS = 300_000
TREES = 300
ALIKE = 5
CATEGORIES = ("place", "holiday")
SETTINGS: dict[str, Any] = {
    "objective": "huber",
    "alpha": 0.15,
    "num_leaves": 63,
    "learning_rate": 0.08,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 127,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradient:
    """What is fitted, and on how many rows. `threads` 1 inside worker processes."""

    id: ClassVar[str] = "gradient"
    rows: int = ROWS
    trees: int = TREES
    threads: int = 1

    def enough(self, panel: Panel) -> bool:
        """Whether there is history enough to learn from: eight weeks of profile, two of levels, one to learn in."""
        weeks = panel.known / (7 * panel.timeline.steps_a_day)
        return bool(weeks >= LEAST_WEEKS and learnable(panel).any())

    def fit(self, panel: Panel, horizons: Ints, seed: int) -> "Boosted":
        """Raises ValueError where `enough` does not hold."""
        return self.fit_on(self.ground(panel, horizons), horizons, seed)

    def ground(self, panel: Panel, horizons: Ints) -> Ground:
        """All that is known, to learn from. Raises ValueError where `enough` does not hold."""
        if not self.enough(panel):
            raise ValueError("there is too little history for trees")
        mean = mean_of(panel)
        first = 7 * panel.timeline.steps_a_day
        last = min(panel.known + int(horizons.max()) + panel.timeline.steps_a_day, panel.timeline.length)
        none = np.zeros((len(panel.places), 1), np.int64)
        ground = Ground(panel=panel, first=first, last=last, mean=mean, alike=none)
        return Ground(panel=panel, first=first, last=last, mean=mean, alike=alike(ground.ratio, ALIKE))

    def fit_on(self, ground: Ground, horizons: Ints, seed: int) -> "Boosted":
        panel, boosters = ground.panel, []
        for number, some in enumerate(ranges(panel, horizons)):
            asked = self.drawn(panel, some, np.random.default_rng([seed, number])) if len(some) else None
            boosters.append(None if asked is None else self._boosted(ground, asked, seed))
        names: list[str] = next((one.feature_name() for one in boosters if one is not None), [])
        return Boosted(
            boosters=tuple(boosters),
            names=tuple(names),
            mean=ground.mean,
            alike=ground.alike,
            learnt=learnable(panel),
            threads=self.threads,
        )

    def drawn(self, panel: Panel, horizons: Ints, lot: np.random.Generator) -> Asked:
        """Rows at random among those whose truth and profile are known."""
        start = (KNOWN_AT_LEAST_DAYS + 14) * panel.timeline.steps_a_day
        places = np.flatnonzero(learnable(panel))
        steps = lot.integers(start, panel.known, 2 * self.rows)
        place = places[lot.integers(0, len(places), 2 * self.rows)]
        ahead = horizons[lot.integers(0, len(horizons), 2 * self.rows)]
        known = np.isfinite(panel.values[steps, place]) & (steps - ahead + 1 > start)
        kept = np.flatnonzero(known)[: self.rows]
        return Asked(origin=(steps - ahead + 1)[kept], step=steps[kept], place=place[kept])

    def _boosted(self, ground: Ground, asked: Asked, seed: int) -> lgb.Booster:
        settings = SETTINGS | {"seed": seed, "num_threads": self.threads}
        return lgb.train(settings, dataset(ground, asked), self.trees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boosted:
    """The trees, and what they need to be shown the same things: `mean` and `alike` of the places.

    `learnt` (places,) tells which places it learnt from; of the others it says nothing.
    """

    boosters: tuple[lgb.Booster | None, ...]
    names: tuple[str, ...]
    mean: Floats
    alike: Ints
    learnt: NDArray[np.bool_]
    id: ClassVar[str] = Gradient.id
    threads: int = 1

    def look(self, panel: Panel, horizons: Ints) -> Features:
        """What the trees look at, one row for each of (horizons, places)."""
        return features(self.grounds(panel, horizons), asked_of(panel, horizons))

    def middles(self, panel: Panel, horizons: Ints, told: Features) -> Doubles:
        """The middle of what may come, (horizons, places); NaN where the place or its profile was not known."""
        asked = asked_of(panel, horizons)
        found = np.full(len(asked.step), np.nan)
        which = ranges_of(panel, asked.step - asked.origin + 1)
        near = asked.step - asked.origin + 1 <= furthest(panel)
        for number, booster in enumerate(self.boosters):
            rows = (which == number) & near
            if booster is not None and rows.any():
                found[rows] = booster.predict(told.rows[rows], num_threads=self.threads)
        middle = np.maximum(told.usual + (told.usual + told.calm) * found, 0)
        middle = np.where(self.learnt[asked.place], middle, np.nan)
        return middle.reshape(len(horizons), len(panel.places))

    def grounds(self, panel: Panel, horizons: Ints) -> Grounds:
        """What the features of one origin stand on: two weeks back and the horizons, also a year before."""
        # A day more than the last horizon: what is usual of its whole day is looked at.
        now, ahead = panel.known, int(horizons.max()) + panel.timeline.steps_a_day
        back, half = hours(panel, 337) + panel.timeline.steps_a_day, hours(panel, 12)
        parts = [(now - back, now + ahead)]
        year = YEAR_DAYS * panel.timeline.steps_a_day
        parts.append((now - year - half - 1, now - year + ahead + half + 1))
        parts += self._holidays_before(panel, np.arange(now, now + ahead))
        grounds = [self._ground(panel, first, last) for first, last in joined(parts)]
        return Grounds(now=grounds[-1], before=tuple(grounds[:-1]))

    def _holidays_before(self, panel: Panel, steps: Ints) -> list[tuple[int, int]]:
        """Stretches of the same holidays a year before, for the holidays among the steps."""
        back = days_to_same_holiday(panel, steps)
        then = panel.timeline.days_before(steps, back)
        return [
            (int(then[back == days].min()), int(then[back == days].max()) + 1) for days in np.unique(back[back > 0])
        ]

    def booster_of(self, panel: Panel, horizon: int) -> lgb.Booster:
        """The specialist of a horizon in steps. Raises ValueError for one that it was not fitted for."""
        booster = self.boosters[int(ranges_of(panel, np.array([horizon]))[0])]
        if booster is None:
            raise ValueError(f"no trees were fitted for {horizon} steps ahead")
        return booster

    def _ground(self, panel: Panel, first: int, last: int) -> Ground:
        return Ground(panel=panel, first=first, last=last, mean=self.mean, alike=self.alike)


def dataset(ground: Ground, asked: Asked) -> lgb.Dataset:
    """Rows with what they depart from the usual, weighed between their share of the error and its square root."""
    told = features(Grounds(now=ground), asked)
    size = told.usual + told.calm
    target = (ground.panel.values[asked.step, asked.place] - told.usual) / size
    share = size / np.maximum(ground.mean[asked.place], 1)
    weight = 0.5 * share + 0.5 * np.sqrt(share)
    known = np.isfinite(target)
    return lgb.Dataset(
        told.rows[known],
        target[known],
        weight=weight[known],
        feature_name=list(told.names),
        categorical_feature=list(CATEGORIES),
        params={"max_bin": SETTINGS["max_bin"]},
        free_raw_data=False,
    )


def asked_of(panel: Panel, horizons: Ints) -> Asked:
    """All places at all horizons from the end of the panel, in the order of (horizons, places)."""
    places = np.tile(np.arange(len(panel.places)), len(horizons))
    steps = np.repeat(panel.known + horizons - 1, len(panel.places))
    return Asked(origin=np.full(len(steps), panel.known, np.int64), step=steps, place=places)


def ranges(panel: Panel, horizons: Ints) -> list[Ints]:
    """The horizons of each specialist, as far as the trees look."""
    horizons = horizons[horizons <= furthest(panel)]
    which = ranges_of(panel, horizons)
    return [horizons[which == number] for number in range(len(RANGES_H))]


def learnable(panel: Panel) -> NDArray[np.bool_]:
    """Places with as many known steps as the profile's eight weeks have."""
    enough: NDArray[np.bool_] = np.isfinite(panel.values).sum(0) >= KNOWN_AT_LEAST_DAYS * panel.timeline.steps_a_day
    return enough


def joined(parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in the order of time, with those that touch made one. The last one holds the latest step."""
    told: list[tuple[int, int]] = []
    for first, last in sorted((first, last) for first, last in parts if last > 0):
        if told and first <= told[-1][1]:
            told[-1] = (told[-1][0], max(told[-1][1], last))
        else:
            told.append((max(first, 0), last))
    return told
