"""The regular steps that a forecast counts in, and where the same moment of the wall clock lies on earlier days."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

DAY_S = 86_400
Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Steps of `step_s` seconds, counted from `start`: step `t` is the interval [start + t·step_s, … + step_s).

    `start` is in UTC where `zone` is given. Without a zone it is a time on a wall clock that tells no offset, as
    published counts often do: such a clock is taken as it stands, and on the nights of a clock change an hour is
    missing from it or holds one of two. `length` is the number of steps that can be looked up, those to come included.
    """

    start: datetime
    step_s: int
    length: int
    zone: ZoneInfo | None = None
    offsets: Ints = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.step_s <= 0 or DAY_S % self.step_s:
            raise ValueError(f"a step of {self.step_s} s does not go into a day a whole number of times")
        if self.length < 1:
            raise ValueError("a timeline has at least one step")
        if (self.zone is None) != (self.start.tzinfo is None):
            raise ValueError("a start with a zone needs the city's zone, and a wall clock has neither")
        object.__setattr__(self, "offsets", self._offsets())

    def _offsets(self) -> Ints:
        """Seconds that the wall clock is ahead of UTC at each step."""
        if self.zone is None:
            return np.zeros(self.length, np.int64)
        seconds = self._first_s() + np.arange(self.length, dtype=np.int64) * self.step_s
        changes = _changes(self.zone, int(seconds[0]), int(seconds[-1]))
        known = np.array([_ahead_s(self.zone, second) for second in changes], np.int64)
        return known[np.searchsorted(np.array(changes), seconds, side="right") - 1]

    def _first_s(self) -> int:
        """Seconds since 1970 of step 0: of UTC, or of the wall clock that tells no offset."""
        return int((self.start if self.start.tzinfo else self.start.replace(tzinfo=UTC)).timestamp())

    @property
    def steps_a_day(self) -> int:
        return DAY_S // self.step_s

    def wall(self, steps: Ints) -> NDArray[np.datetime64]:
        """The wall clock at the start of steps; of one outside the timeline, that of its nearest end."""
        inside = self._inside(steps)
        return (self._first_s() + inside * self.step_s + self.offsets[inside]).astype("datetime64[s]")

    def moments(self, steps: Ints) -> NDArray[np.datetime64]:
        """The start of steps: in UTC, or on the wall clock without offset."""
        return (self._first_s() + steps * self.step_s).astype("datetime64[s]")

    def step_of(self, moment: datetime) -> int:
        """The step in which `moment` lies; may be before the first or after the last.

        Raises ValueError where one has a zone and the other does not.
        """
        if (moment.tzinfo is None) != (self.start.tzinfo is None):
            raise ValueError("a moment with a zone and a wall clock without one cannot be compared")
        return int((moment - self.start).total_seconds() // self.step_s)

    def _inside(self, steps: Ints) -> Ints:
        nearest: Ints = np.minimum(np.maximum(steps, 0), self.length - 1)
        return nearest

    def midnight(self, steps: Ints) -> Ints:
        """The step at which the wall's day of each step begins, as if that day had no clock change."""
        past = (self.wall(steps) - self.wall(steps).astype("datetime64[D]")).astype(np.int64)
        first: Ints = steps - past // self.step_s
        return first

    def days_before(self, steps: Ints, days: Ints | int) -> Ints:
        """The steps with the same time on the wall, `days` days earlier; negative where that lies before the start.

        Across a clock change it is the wall that stays: 18:00 is compared with 18:00. A time that was on the wall
        twice means its second hour; one that was skipped, the hour after.
        """
        plain = steps - days * self.steps_a_day
        if self.zone is None:
            return plain
        shift = self.offsets[self._inside(steps)] - self.offsets[self._inside(plain)]
        then: Ints = plain + shift // self.step_s
        return then


def _changes(zone: ZoneInfo, first: int, last: int) -> list[int]:
    """Seconds of `first`, and of each change of offset until `last`, found to the second by halving."""
    found, at = [first], first
    while at < last:
        ahead = min(at + 7 * DAY_S, last)
        if _ahead_s(zone, ahead) != _ahead_s(zone, at):
            low, high = at, ahead
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _ahead_s(zone, middle) == _ahead_s(zone, at) else (low, middle)
            found.append(high)
        at = ahead
    return found


def _ahead_s(zone: ZoneInfo, second: int) -> int:
    offset = datetime.fromtimestamp(second, zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
