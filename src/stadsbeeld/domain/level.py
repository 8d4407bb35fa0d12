"""Levels of service: six letters and unknown. Unknown is a level, and never a good one."""

from enum import Enum


class Level(Enum):
    """A (calm) … F (dangerous; on a road: at a standstill), or unknown.

    Levels are compared with `severity`; `UNKNOWN` has none, so that it can never be taken for calm by an
    ordering that somebody forgot to think about.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    UNKNOWN = "unknown"

    @property
    def severity(self) -> int | None:
        """0 (A) … 5 (F); None where the level is unknown."""
        return None if self is Level.UNKNOWN else "ABCDEF".index(self.value)

    def raised(self, steps: int = 1) -> "Level":
        """The level `steps` worse, F at most; unknown stays unknown."""
        if self.severity is None:
            return self
        return Level("ABCDEF"[min(self.severity + steps, 5)])
