"""Counts of many places on the same regular steps: what every model is given."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stadsbeeld.domain.errors import InputError
from stadsbeeld.forecast.calendar import Calendar
from stadsbeeld.forecast.timeline import Ints, Timeline

Floats = NDArray[np.float32]
# How far ahead of the last known step a model may look: seven days, and the hour of a clock change.
AHEAD = timedelta(days=7, hours=2)
LONGEST_STEPS = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`values` has shape (known steps, places): the value in each step, NaN where it is not known. Zero is a count.

    `timeline` is longer than `values` by `AHEAD`, so that steps to come can be named. `calendar` tells what sort of
    day a date on the wall is; None: no holiday is known. `kinds` gives the kind of each place: errors are pooled
    within a kind only.
    """

    timeline: Timeline
    places: tuple[str, ...]
    values: Floats
    calendar: Calendar | None = None
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.values.shape[1] != len(self.places):
            raise ValueError(f"values of shape {self.values.shape} do not fit {len(self.places)} places")
        if len(set(self.places)) != len(self.places):
            raise ValueError("a place stands there twice")
        if self.timeline.length < len(self.values):
            raise ValueError("the timeline is shorter than the values")
        if np.isinf(self.values).any():
            raise ValueError("a value is infinite")
        if not self.kinds:
            object.__setattr__(self, "kinds", ("",) * len(self.places))
        if len(self.kinds) != len(self.places):
            raise ValueError("each place has one kind")

    @property
    def known(self) -> int:
        """Number of steps up to and with the last one that is known of any place."""
        return len(self.values)

    def before(self, step: int) -> Self:
        """The same panel with nothing at or after `step`: what was known at its start."""
        shorter = copy(self)  # checked already: asked for at each origin
        object.__setattr__(shorter, "values", self.values[: max(step, 0)])
        return shorter

    def only(self, places: Sequence[str]) -> Self:
        """The same panel with some of its places, in the order given."""
        columns = [self.column(place) for place in places]
        kinds = tuple(self.kinds[column] for column in columns)
        return replace(self, places=tuple(places), values=self.values[:, columns], kinds=kinds)

    def heard(self) -> Self:
        """The same panel without places of which nothing is known."""
        return self.only([self.places[column] for column in np.flatnonzero(np.isfinite(self.values).any(0))])

    @classmethod
    def of(
        cls,
        frame: pl.DataFrame,
        *,
        step: timedelta,
        zone: ZoneInfo | None = None,
        calendar: Calendar | None = None,
        kinds: dict[str, str] | None = None,
    ) -> Self:
        """From rows of `place`, `at` (start of the interval; aware, or all without a zone) and `value`.

        Rows within one step are averaged: give rates, or counts that were summed to the step before. A null or a
        missing row is unknown. Raises InputError for no rows, or for more steps than a panel can hold.
        """
        rows = frame.drop_nulls(["place", "at"]).with_columns(pl.col("place").cast(pl.String), _utc(frame["at"].dtype))
        if rows.is_empty():
            raise InputError("there are no rows to forecast from", field="data")
        step_s = int(step.total_seconds())
        first, last = rows["at"].min(), rows["at"].max()
        assert isinstance(first, datetime)
        assert isinstance(last, datetime)
        start = _on_grid(first, step_s)
        length = int((last - start).total_seconds() // step_s) + 1
        if length > LONGEST_STEPS:
            raise InputError(f"{length} steps of {step_s} s are too many; take a longer step", field="step")
        places = tuple(str(place) for place in rows["place"].unique().sort())
        values = np.full((length, len(places)), np.nan, np.float32)
        at = (pl.col("at") - pl.lit(start)).dt.total_seconds() // step_s
        mean = (
            rows.drop_nulls("value")
            .group_by(at.alias("t"), "place")
            .agg(pl.col("value").cast(pl.Float64).mean())
            .with_columns(s=pl.col("place").cast(pl.Enum(places)).to_physical())
        )
        values[mean["t"].to_numpy(), mean["s"].to_numpy()] = mean["value"].to_numpy()
        ahead = -(-int(AHEAD.total_seconds()) // step_s)
        timeline = Timeline(start=start, step_s=step_s, length=length + ahead, zone=zone if start.tzinfo else None)
        told = tuple((kinds or {}).get(place, "") for place in places)
        return cls(
            timeline=timeline,
            places=places,
            values=values,
            calendar=calendar,
            kinds=told,
        )

    def is_holiday(self, steps: Ints) -> NDArray[np.bool_]:
        """Whether the wall's date at steps is a holiday."""
        if self.calendar is None:
            return np.zeros(steps.shape, np.bool_)
        return self.calendar.is_holiday(self.timeline.wall(steps).astype("datetime64[D]"))

    def column(self, place: str) -> int:
        return self.places.index(place)


def _utc(dtype: pl.DataType) -> pl.Expr:
    """Moments of another zone in UTC: between two of one zone Python counts by the wall, not by the hours that pass."""
    at = pl.col("at")
    return at.dt.convert_time_zone("UTC") if isinstance(dtype, pl.Datetime) and dtype.time_zone else at


def _on_grid(first: datetime, step_s: int) -> datetime:
    """The last multiple of the step, counted from midnight, that is not after `first`."""
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    past = int((first - midnight).total_seconds())
    return midnight + timedelta(seconds=past // step_s * step_s)


def horizons(steps: Sequence[int]) -> NDArray[np.int64]:
    """Horizons in steps: 1 is the step that begins at the origin. Raises ValueError for one below 1 or a repeat."""
    told = np.array(steps, np.int64)
    if not len(told) or (told < 1).any() or len(np.unique(told)) != len(told):
        raise ValueError("horizons are whole steps from 1 on, each once")
    return told
