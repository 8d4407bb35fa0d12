"""What a case is worth: flows by party and year, net present value, and how it ranges.

Present value of a line: amount · Σ_t profile(t) / (1 + rate)^(t − start), with the amount from the line's factors and
the profile from its years, ramp and growth (`case.py`). A party's net present value is what it gains less what it pays.
What is only a correlation never counts in it; `if_causal` adds it, to show what it would be worth if it were a cause.

A line whose amount is not known makes the net present value of those who share in it, and of all together, unknown
(NaN): a cost that nobody wrote down is no zero.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.instruments.geldstromen.benefits.case import Case, Factor, Line

Floats = NDArray[np.float64]
BLOCK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """By party (in the order of the case), with all together in the last place. NaN: not known.

    `npv` counts effects, `if_causal` correlations as well.
    """

    npv: Floats
    if_causal: Floats


def profile(case: Case, line: Line) -> Floats:
    """[years]: what of a line's amount falls in each year, before discounting."""
    year = np.arange(case.years) + case.start
    running = (year >= line.first) & (year <= line.last)
    ramp = np.minimum(1.0, (year - line.first + 1) / line.ramp_years) if line.ramp_years else np.ones(case.years)
    grown: Floats = running * ramp * (1 + line.growth) ** (year - case.start)
    return grown


def discount(case: Case, rate: float | None = None) -> Floats:
    """[years]: the worth in the first year of a euro in each year."""
    weights: Floats = (1 + (case.rate if rate is None else rate)) ** -np.arange(case.years, dtype=np.float64)
    return weights


def central(factor: Factor) -> float:
    return factor.value.central


def amounts(case: Case, values: dict[str, Floats] | None = None) -> Floats:
    """[lines, …]: what each line amounts to in a whole year, without its sign. `values` by factor; else the central."""
    found = []
    for line in case.lines:
        if line.factors is None:
            found.append(np.array(np.nan))
            continue
        made = np.array(line.index)
        for factor in line.factors:
            made = made * (central(factor) if values is None else values[factor.id])
        found.append(made)
    return np.stack(np.broadcast_arrays(*found)) if found else np.empty((0,))


def shares(case: Case) -> Floats:
    """[lines, parties + 1]: each party's share with its sign; all together in the last place."""
    table = [[line.sign * line.shares.get(party.id, 0.0) for party in case.parties] for line in case.lines]
    whole = [[float(line.sign)] for line in case.lines]
    return np.hstack([np.array(table), np.array(whole)])


def present_values(case: Case, made: Floats, rate: float | None = None) -> Floats:
    """[lines, …]: the present value of each line in euros of the first year, without its sign."""
    weights = np.array([profile(case, line) @ discount(case, rate) for line in case.lines])
    found: Floats = (made.T * weights).T
    return found


def worth(case: Case, worths: Floats) -> Worth:
    """From the present values [lines, …] to [parties + 1, …]."""
    counted = np.array([line.counted for line in case.lines])
    part = shares(case)
    return Worth(npv=_sum(part[counted], worths[counted]), if_causal=_sum(part, worths))


def _sum(part: Floats, worths: Floats) -> Floats:
    """Σ over lines. What is not known spoils only the sums of those who share in it."""
    rows = []
    for column in part.T:
        has = column != 0
        rows.append(np.tensordot(column[has], worths[has], axes=1))
    return np.stack(rows)


def flows(case: Case) -> Floats:
    """[lines, parties, years]: central amounts with their sign, before discounting. NaN: not known, where it runs."""
    made, part = amounts(case), shares(case)[:, :-1]
    run = np.stack([profile(case, line) for line in case.lines])
    known = np.nan_to_num(made)[:, None, None] * part[:, :, None] * run[:, None, :]
    lacking = np.isnan(made)[:, None, None] & (part != 0)[:, :, None] & (run != 0)[:, None, :]
    return np.where(lacking, np.nan, known)


def factors(case: Case) -> tuple[Factor, ...]:
    """Each uncertain figure once, in the order of use."""
    return tuple({factor.id: factor for line in case.lines for factor in line.factors or ()}.values())


def ranges(case: Case, draws: int, seed: int, executor: Executor | None = None) -> Worth:
    """The worth in each of so many draws: arrays [parties + 1, draws].

    Each figure is drawn apart from the others, from a triangle on its bounds with its top at the central value; shares,
    years and the discount rate stay as they are. Draws come in blocks with a seed of their own (`SeedSequence.spawn`),
    so that an executor with any number of workers gives the same numbers.
    """
    sizes = [min(BLOCK, draws - done) for done in range(0, draws, BLOCK)]
    seeds = np.random.SeedSequence(seed).spawn(len(sizes))
    blocks = (executor.map if executor else map)(_block, repeat(case), seeds, sizes)
    made = list(blocks)
    return Worth(
        npv=np.concatenate([block.npv for block in made], axis=1),
        if_causal=np.concatenate([block.if_causal for block in made], axis=1),
    )


def _block(case: Case, seed: np.random.SeedSequence, draws: int) -> Worth:
    rng = np.random.default_rng(seed)
    values = {factor.id: _drawn(factor, rng, draws) for factor in factors(case)}
    made = amounts(case, values)
    return worth(case, present_values(case, np.broadcast_to(made.T, (draws, len(case.lines))).T))


def _drawn(factor: Factor, rng: np.random.Generator, draws: int) -> Floats:
    value = factor.value
    if value.low == value.high:
        return np.full(draws, value.central)
    return rng.triangular(value.low, value.central, value.high, draws)
