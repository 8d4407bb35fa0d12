"""How far what was seen of late lies from what is usual, per place and for all places together."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.forecast.panel import Floats, Panel
from stadsbeeld.forecast.profile import profile, values_at
from stadsbeeld.forecast.timeline import Doubles, Ints

# Keeps a ratio of small numbers from exploding: this share of the place's mean is added above and below.
CALM = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Values of `panel` beside the profile over the steps [first, last), with running sums for windows in it.

    `mean` of each place, as `mean_of` gives it: of the panel, or of a shorter one that was known earlier.
    """

    panel: Panel
    first: int
    last: int
    mean: Floats
    usual: Floats = field(init=False, repr=False)
    values: Floats = field(init=False, repr=False)
    sums: dict[str, Doubles] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        steps = np.arange(self.first, max(self.last, self.first), dtype=np.int64)
        usual = profile(self.panel, steps, steps)
        values = values_at(self.panel, steps)
        both = np.isfinite(usual.usual) & np.isfinite(values)
        told = np.isfinite(values)
        object.__setattr__(self, "usual", usual.usual)
        object.__setattr__(self, "values", values)
        object.__setattr__(
            self,
            "sums",
            {
                "seen": running(np.where(both, values, 0)),
                "usual": running(np.where(both, usual.usual, 0)),
                "both": running(both),
                "told": running(np.where(told, values, 0)),
                "count": running(told),
            },
        )

    def over(self, name: str, origins: Ints, steps: int) -> Doubles:
        """The sum of one of `sums` over the `steps` steps before each origin, shape (origins, places)."""
        end = np.clip(origins - self.first, 0, self.last - self.first)
        total = self.sums[name]
        difference: Doubles = total[end] - total[np.maximum(end - steps, 0)]
        return difference

    def ratio(self, origins: Ints, steps: int) -> Doubles:
        """Seen over usual in the `steps` steps before each origin; 1 where nothing is known to compare."""
        calm = CALM * np.nan_to_num(self.mean) * np.maximum(self.over("both", origins, steps), 1) + 1e-9
        ratio: Doubles = (self.over("seen", origins, steps) + calm) / (self.over("usual", origins, steps) + calm)
        return ratio

    def recent_mean(self, origins: Ints, steps: int) -> Doubles:
        """Mean of the values in the `steps` steps before each origin; NaN where none is known."""
        count = self.over("count", origins, steps)
        return np.where(count > 0, self.over("told", origins, steps) / np.maximum(count, 1), np.nan)


def mean_of(panel: Panel) -> Floats:
    """Mean of all that is known of each place; NaN where nothing is."""
    known = np.isfinite(panel.values)
    count = known.sum(0)
    total = np.where(known, panel.values, 0).sum(0, dtype=np.float64)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan).astype(np.float32)


def hours(panel: Panel, count: float) -> int:
    """Steps in so many hours, at least one."""
    return max(1, round(count * 3600 / panel.timeline.step_s))


def running(values: NDArray[np.generic]) -> Doubles:
    return np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0, dtype=np.float64)])
