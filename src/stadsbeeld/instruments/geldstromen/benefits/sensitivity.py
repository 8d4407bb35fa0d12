"""Which figures a case hangs on (tornado), and what they would have to be for it to pay (break-even)."""

from dataclasses import dataclass

import numpy as np

from stadsbeeld.instruments.geldstromen.benefits.case import Case, Factor, Line
from stadsbeeld.instruments.geldstromen.benefits.value import (
    Floats,
    amounts,
    central,
    discount,
    factors,
    flows,
    present_values,
    profile,
    worth,
)

# How much the discount rate is moved for the tornado: our choice, a point up and down.
RATE_STEP = 0.01
RATE_ID = "discount_rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """The net present value of all together with one figure at its `low` and at its `high`, the others central.

    `factor` None: the discount rate.
    """

    factor: Factor | None
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def size(self) -> float:
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A figure's `central` value (None: not known), and `needed`: what would make the net present value of all together
    zero. `needed` None: no value of its own sign does."""

    id: str
    line: Line | None
    factor: Factor | None
    central: float | None
    needed: float | None


def known(case: Case) -> tuple[Line, ...]:
    """The lines that count and whose amount is known."""
    return tuple(line for line in case.lines if line.counted and line.factors is not None)


def tornado(case: Case) -> list[Swing]:
    """The largest swing first. Of what is known: where a cost is not, it is left out of both ends."""
    one = {factor.id: np.array(central(factor)) for factor in factors(case)}
    within = {factor.id for line in known(case) for factor in line.factors or ()}
    swings = []
    for factor in factors(case):
        if factor.id in within and factor.value.low < factor.value.high:
            ends = [
                _balance(case, one | {factor.id: np.array(end)}, case.rate)
                for end in (factor.value.low, factor.value.high)
            ]
            swings.append(
                Swing(factor=factor, low=factor.value.low, high=factor.value.high, at_low=ends[0], at_high=ends[1])
            )
    low, high = (round(max(0.0, case.rate + step), 6) for step in (-RATE_STEP, RATE_STEP))
    swings.append(
        Swing(factor=None, low=low, high=high, at_low=_balance(case, one, low), at_high=_balance(case, one, high))
    )
    return sorted(swings, key=lambda swing: -swing.size)


def _balance(case: Case, values: dict[str, Floats], rate: float) -> float:
    signs = np.array([line.sign * (line in known(case)) for line in case.lines], np.float64)
    return float(signs @ np.nan_to_num(present_values(case, amounts(case, values), rate)))


def break_even(case: Case) -> list[Turn]:
    """For each figure with a range, and for a cost that is not known, the value that makes all come out at zero.

    The present value P of the lines that a figure stands in is proportional to it, so needed = central · (P − NPV) / P.
    Where one cost is not known, all others are as they are: needed is what it may amount to at most, for a whole year
    or once. Where more than one is not known, none can be told.
    """
    worths = present_values(case, amounts(case))
    lacking = [n for n, line in enumerate(case.lines) if line.counted and line.factors is None]
    signed = np.array([line.sign * line.counted for line in case.lines], np.float64)
    balance = float(signed @ np.nan_to_num(worths))
    if len(lacking) == 1:
        line = case.lines[lacking[0]]
        weight = float(profile(case, line) @ discount(case))
        needed = balance / weight if balance >= 0 and weight else None
        return [Turn(id=line.id, line=line, factor=None, central=None, needed=needed)]
    if lacking:
        return []
    turns = []
    for factor in factors(case):
        uses = np.array([line.counted and factor in (line.factors or ()) for line in case.lines])
        part = float(signed[uses] @ worths[uses])
        if factor.value.low < factor.value.high and part:
            ratio = (part - balance) / part
            needed = central(factor) * ratio if ratio >= 0 else None
            turns.append(Turn(id=factor.id, line=None, factor=factor, central=central(factor), needed=needed))
    return turns


def pays_back(case: Case) -> list[int | None]:
    """By party and for all together: the first year from which on what came in, discounted, covers what went out.

    None: not within the years of the case, not known, or nothing ever goes out.
    """
    by_party = flows(case)[[line.counted for line in case.lines]].sum(axis=0)
    total = np.vstack([by_party, by_party.sum(axis=0)]) * discount(case)
    found: list[int | None] = []
    for row in total:
        under = np.flatnonzero(np.cumsum(row) < -1e-6)
        never = np.isnan(row).any() or not under.size or under[-1] == case.years - 1
        found.append(None if never else case.start + int(under[-1]) + 1)
    return found


def effects_times(case: Case) -> float | None:
    """By how much all effects together would have to be multiplied to pay for the costs; None: no effects, or a cost
    that is not known."""
    worths = present_values(case, amounts(case))
    costs = sum(float(worths[n]) for n, line in enumerate(case.lines) if line.sign < 0)
    gains = sum(float(worths[n]) for n, line in enumerate(case.lines) if line.sign > 0 and line.counted)
    return costs / gains if gains > 0 and np.isfinite(costs) else None


def worth_now(case: Case) -> tuple[Floats, Floats]:
    """The central net present values by party and for all together: with effects, and with correlations as well."""
    found = worth(case, present_values(case, amounts(case)))
    return found.npv, found.if_causal
