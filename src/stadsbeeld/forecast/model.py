"""What a model is: it is fitted on a panel, and says from its end on what may come, as a distribution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.timeline import Doubles, Ints

QUANTILES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
MEDIAN = QUANTILES.index(0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What a model says from `origin` on. `steps` (horizons,) are the steps that are foretold, `origin` the first.

    `quantiles` (horizons, places, 9) rise and are not negative; `mean` (horizons, places). NaN: no forecast, because
    too little is known of the place; never a zero by habit. `missing` names drivers that the model would have used.
    """

    model: str
    origin: int
    steps: Ints
    quantiles: Doubles
    mean: Doubles
    missing: tuple[str, ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (len(self.steps), self.mean.shape[1], len(QUANTILES))
        if self.quantiles.shape != shape or self.mean.shape != shape[:2]:
            raise ValueError(f"quantiles of shape {self.quantiles.shape} do not fit {shape}")
        known = self.quantiles[np.isfinite(self.quantiles).all(2)]
        if (known < 0).any() or (np.diff(known, axis=1) < 0).any():
            raise ValueError("quantiles rise and are not negative")

    @property
    def median(self) -> Doubles:
        middle: Doubles = self.quantiles[:, :, MEDIAN]
        return middle


class Fitted(Protocol):
    """A model that has learnt. It keeps nothing that it is shown afterwards, so any origin may be asked for."""

    @property
    def id(self) -> str: ...

    def forecast(self, panel: Panel, horizons: Ints) -> Forecast:
        """From the end of `panel` on. `horizons` in steps, from 1 (the step that begins at the origin)."""
        ...


class Model(Protocol):
    """The same panel, horizons and seed give the same result."""

    @property
    def id(self) -> str: ...

    def fit(self, panel: Panel, horizons: Ints, seed: int) -> Fitted: ...


def missing(panel: Panel) -> tuple[str, ...]:
    """Drivers that a forecast would have used, and that are not there."""
    return () if panel.calendar is not None else ("calendar",)


def foretold(model: str, panel: Panel, steps: Ints, quantiles: Doubles, mean: Doubles | None = None) -> Forecast:
    """A forecast from the end of `panel` on.

    `mean` None: that of the quantiles, which a few wild errors do not move as far as a mean of errors.
    """
    return Forecast(
        model=model,
        origin=panel.known,
        steps=steps,
        quantiles=quantiles,
        mean=quantiles.mean(-1) if mean is None else mean,
        missing=missing(panel),
    )


def nothing(model: str, panel: Panel, steps: Ints) -> Forecast:
    """No forecast, for any place."""
    empty = np.full((len(steps), len(panel.places)), np.nan)
    return foretold(model, panel, steps, np.repeat(empty[..., None], len(QUANTILES), axis=2), empty)
