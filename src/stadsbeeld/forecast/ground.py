"""What features of the second tier stand on: a stretch of steps with what was usual, seen, and shared by the city."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.forecast.known import mean_known
from stadsbeeld.forecast.level import running
from stadsbeeld.forecast.panel import Floats, Panel
from stadsbeeld.forecast.profile import median, values_at, weeks_before
from stadsbeeld.forecast.timeline import Doubles, Ints

# The share of a place's mean that is added to a profile before it divides, and at least this many in its own unit.
CALM_SHARE, CALM_LEAST = 0.05, 2.0
FURTHEST_RATIO = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Over the steps [first, last): `usual` and `seen`, `ratio` = (seen − usual) / (usual + calm), and running sums.

    `mean` (places,) is that of what the model learnt from, `alike` (places, n) the places that go up and down with
    each one. All arrays are (steps, places); NaN is unknown.
    """

    panel: Panel
    first: int
    last: int
    mean: Floats
    alike: Ints
    usual: Floats = field(init=False, repr=False)
    four: Floats = field(init=False, repr=False)
    wobble: Floats = field(init=False, repr=False)
    seen: Floats = field(init=False, repr=False)
    ratio: Floats = field(init=False, repr=False)
    city: Floats = field(init=False, repr=False)
    sums: dict[str, Doubles] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        steps = np.arange(self.first, self.last, dtype=np.int64)
        weeks = weeks_before(self.panel, steps)
        usual, seen = median(weeks), values_at(self.panel, steps)
        calm = calm_of(self.mean)
        known = np.isfinite(usual) & np.isfinite(seen)
        plain_seen, plain_usual = np.where(known, seen, 0), np.where(known, usual, 0)
        fair = np.where(known, 1 / np.maximum(self.mean, 1e-3), 0)
        set_here = object.__setattr__
        set_here(self, "usual", usual)
        set_here(self, "four", mean_known(weeks[:4]))
        set_here(self, "wobble", _deviation(weeks))
        set_here(self, "seen", seen)
        set_here(self, "ratio", np.clip((seen - usual) / (usual + calm), -1, FURTHEST_RATIO))
        total = plain_usual.sum(1)
        set_here(self, "city", np.where(total > 0, plain_seen.sum(1) / np.maximum(total, 1e-6), np.nan))
        relative_seen, relative_usual = plain_seen * fair, plain_usual * fair
        set_here(
            self,
            "sums",
            {
                "seen": running(plain_seen),
                "usual": running(plain_usual),
                "ratio": running(np.where(known, self.ratio, 0)),
                "known": running(known),
                "profile": running(np.nan_to_num(usual)),
                "city-seen": running(plain_seen.sum(1, keepdims=True)),
                "city-usual": running(plain_usual.sum(1, keepdims=True)),
                "fair-seen": running(relative_seen.sum(1, keepdims=True)),
                "fair-usual": running(relative_usual.sum(1, keepdims=True)),
                "alike-seen": running(relative_seen[:, self.alike].sum(2)),
                "alike-usual": running(relative_usual[:, self.alike].sum(2)),
            },
        )

    def at(self, name: str, steps: Ints, places: Ints) -> Floats:
        """One of the arrays at steps and places; NaN outside the stretch."""
        array: Floats = getattr(self, name)
        inside = (steps >= self.first) & (steps < self.last)
        found = array[np.clip(steps - self.first, 0, len(array) - 1), places]
        return np.where(inside, found, np.nan)

    def city_at(self, steps: Ints) -> Floats:
        inside = (steps >= self.first) & (steps < self.last)
        return np.where(inside, self.city[np.clip(steps - self.first, 0, len(self.city) - 1)], np.nan)

    def over(self, name: str, start: Ints, end: Ints, places: Ints | int) -> Doubles:
        """The sum of one of `sums` over [start, end) at places."""
        total = self.sums[name]
        low, high = np.clip(start - self.first, 0, len(total) - 1), np.clip(end - self.first, 0, len(total) - 1)
        difference: Doubles = total[high, places] - total[low, places]
        return difference

    def value(self, steps: Ints, places: Ints) -> Floats:
        """What was seen at any steps of the panel, not of the stretch alone; NaN where it is not known."""
        values = self.panel.values
        known = (steps >= 0) & (steps < len(values))
        return np.where(known, values[np.clip(steps, 0, len(values) - 1), places], np.nan)

    def ordinary(self, steps: Ints, places: Ints) -> Floats:
        """As `value`, NaN on holidays."""
        return np.where(self.panel.is_holiday(steps), np.nan, self.value(steps, places))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Stretches that do not overlap: `now`, around the origins, and those of a year `before`."""

    now: Ground
    before: tuple[Ground, ...] = ()

    def at(self, name: str, steps: Ints, places: Ints) -> Floats:
        found = self.now.at(name, steps, places)
        for one in self.before:
            found = np.where(_inside(one, steps), one.at(name, steps, places), found)
        return found

    def city_at(self, steps: Ints) -> Floats:
        found = self.now.city_at(steps)
        for one in self.before:
            found = np.where(_inside(one, steps), one.city_at(steps), found)
        return found

    def over(self, name: str, start: Ints, end: Ints, places: Ints) -> Doubles:
        found = self.now.over(name, start, end, places)
        for one in self.before:
            found = np.where(_inside(one, start), one.over(name, start, end, places), found)
        return found


def _inside(ground: Ground, steps: Ints) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (steps >= ground.first) & (steps < ground.last)
    return inside


def calm_of(mean: Floats) -> Floats:
    return (np.nan_to_num(mean) * CALM_SHARE + CALM_LEAST).astype(np.float32)


def alike(ratio: Floats, count: int) -> Ints:
    """(places, count): the places whose ratio to the usual correlates most with each place's."""
    filled = np.nan_to_num(ratio)
    centred = filled - filled.mean(0)
    spread = np.sqrt((centred**2).sum(0))
    together = (centred.T @ centred) / np.maximum(np.outer(spread, spread), 1e-9)
    np.fill_diagonal(together, -2)
    count = min(count, max(len(together) - 1, 1))
    return np.argsort(-together, axis=1, kind="stable")[:, :count].astype(np.int64)


def _deviation(weeks: Floats) -> Floats:
    known = np.isfinite(weeks)
    count, middle = known.sum(0), mean_known(weeks)
    squares = np.where(known, (weeks - middle) ** 2, 0).sum(0)
    return np.where(count > 0, np.sqrt(squares / np.maximum(count, 1)), np.nan).astype(np.float32)
