"""Figures: what is told of an area for a year. The id carries the unit, and each has one unit only; sources convert.

`low` and `high` are bounds of the plausible. A value outside is kept and marked, and never enters a sum or a key.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`id` ends in the unit; `unit` is how it is written for people; bounds inclusive.

    `rounded_to`: the step to which the publisher rounds, None where it does not. `secret_below`: a count below this
    is withheld by the publisher, None where nothing is.
    """

    id: str
    unit: str
    low: float
    high: float
    rounded_to: float | None = None
    secret_below: int | None = None

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"{self.id}: low {self.low} is not below high {self.high}")
        if self.rounded_to is not None and not self.rounded_to > 0:
            raise ValueError(f"{self.id}: is rounded to {self.rounded_to}")

    def plausible(self, value: float) -> bool:
        """False also for NaN and infinities."""
        return self.low <= value <= self.high


FIGURES: dict[str, Figure] = {
    figure.id: figure
    for figure in (
        # The largest gemeente has 0.94 M inhabitants; CBS rounds its counts to 5.
        Figure(id="inhabitants_n", unit="inwoners", low=0, high=2_000_000, rounded_to=5),
        Figure(id="households_n", unit="huishoudens", low=0, high=1_000_000, rounded_to=5),
        Figure(id="age_0_14_pct", unit="%", low=0, high=100, rounded_to=1),
    )
}
