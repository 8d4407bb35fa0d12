"""The only clock of the platform: the wall clock, or one that replays a recorded stretch."""

import time
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

ClockMode = Literal["live", "replay"]


class Clock(Protocol):
    """What time it is, as an aware UTC datetime."""

    @property
    def mode(self) -> ClockMode: ...

    @property
    def speed(self) -> float: ...

    def now(self) -> datetime: ...


class SystemClock:
    """The wall clock."""

    mode: ClockMode = "live"
    speed = 1.0

    def now(self) -> datetime:
        return datetime.now(UTC)


class ReplayClock:
    """A clock that stands at `start` until `begin`, then runs `speed` times as fast as the wall, up to `end`.

    It counts on the monotonic clock, so that a mended wall clock cannot turn it back.
    """

    mode: ClockMode = "replay"

    def __init__(self, start: datetime, end: datetime, speed: float) -> None:
        if start.tzinfo is None or end.tzinfo is None:
            raise ValueError("a replay starts and ends at a moment with a zone")
        if not (start < end and 0 < speed <= 3_600):
            raise ValueError(f"a replay runs forward: {start} to {end} at {speed}×")
        self._start, self._end = start.astimezone(UTC), end.astimezone(UTC)
        self.speed = speed
        self._began_s: float | None = None

    def begin(self) -> None:
        """Let it run, once everything is loaded: what is waited for is not missed."""
        self._began_s = time.monotonic()

    def now(self) -> datetime:
        if self._began_s is None:
            return self._start
        elapsed_s = (time.monotonic() - self._began_s) * self.speed
        return min(self._start + timedelta(seconds=elapsed_s), self._end)
