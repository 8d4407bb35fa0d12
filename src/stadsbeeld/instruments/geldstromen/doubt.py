"""What is not sure in an allocation, as draws of what might be true: functions of a generator of random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stadsbeeld.domain.figure import FIGURES
from stadsbeeld.instruments.geldstromen.weights import Bools, Floats, Ints

# A count that is rounded at random to 5 without bias differs from the truth by u − v with u and v evenly 0 to 4: its
# deviation is exactly 2.
ROUNDED_AT_RANDOM = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """How unsure each thing is; 0 or None switches a doubt off.

    `key_in_use`, `key_beside_it`: the parameters of the Dirichlet distribution over the mixes of a rule that a gemeente
    could use: what is in use weighs twice as much as each other. None: no doubt about the key.
    `rounding`: figures are rounded as their publisher rounds them.
    `misbooked`: the mean part of a taakveld that was booked there though it belongs to another of the same main group;
    `misbooked_sd` how much that differs between taakvelden. About 15 % is a rule of thumb, not a measurement; taxes and
    what stays with the city are not doubted.
    `years` between the figures and the money, and `drift`, the deviation (of the logarithm) by which areas grow apart
    in one: gemeenten did by 0.008 a year from 2022 to 2024; a wijk is a tenth of one, and is taken to do so by 0.02.
    """

    key_in_use: float | None = 2.0
    key_beside_it: float = 1.0
    rounding: bool = True
    misbooked: float = 0.15
    misbooked_sd: float = 0.08
    years: float = 1.0
    drift: float = 0.02


NO_DOUBT = Doubt(key_in_use=None, rounding=False, misbooked=0.0, years=0.0)


def unrounded(rng: np.random.Generator, figure: str, values: Floats, draws: int) -> Floats:
    """[draws, S]: what may have been the figure before it was rounded; a zero stays zero, and so does NaN."""
    step = FIGURES[figure].rounded_to if figure in FIGURES else None
    if not step:
        return np.broadcast_to(values, (draws, len(values)))
    shape = (draws, len(values))
    if step == ROUNDED_AT_RANDOM:
        off = (rng.integers(0, 5, shape) - rng.integers(0, 5, shape)).astype(np.float64)
    else:
        off = rng.uniform(-step / 2, step / 2, shape)
    found = np.where(values == 0, 0.0, values + off)
    return np.where(values > 0, np.maximum(found, 0.0), found)


def key_weights(rng: np.random.Generator, doubt: Doubt, in_use: int, usable: Sequence[int], draws: int) -> Floats:
    """[draws, usable mixes]: how far each is the right one."""
    if doubt.key_in_use is None or len(usable) == 1:
        return np.broadcast_to([float(mix == in_use) for mix in usable], (draws, len(usable)))
    parameters = [doubt.key_in_use if mix == in_use else doubt.key_beside_it for mix in usable]
    return rng.dirichlet(parameters, draws)


def rebooked(rng: np.random.Generator, doubt: Doubt, booked: Floats, groups: Ints, draws: int) -> Floats:
    """[draws, n]: what may have been spent where `booked` [n], not negative, was booked; a group keeps its total.

    T_t = B_t·(1 − m_t) + P·d_t with P = Σ_s m_s·B_s: of each taakveld a part m_t (Beta) is taken to the others of its
    group, in shares d (Dirichlet, with mean B_t/ΣB and as many in all as there are taakvelden). The mean of T is B.
    """
    found = np.broadcast_to(booked, (draws, len(booked))).copy()
    if not doubt.misbooked:
        return found
    strength = doubt.misbooked * (1 - doubt.misbooked) / doubt.misbooked_sd**2 - 1
    for group in np.unique(groups):
        own = np.flatnonzero((groups == group) & (booked > 0))
        if own.size < 2:
            continue
        size = booked[own]
        part = rng.beta(doubt.misbooked * strength, (1 - doubt.misbooked) * strength, (draws, own.size))
        pool = (part * size).sum(axis=1, keepdims=True)
        shares = rng.dirichlet(size / size.sum() * own.size, draws)
        found[:, own] = size * (1 - part) + pool * shares
    return found


def grown(rng: np.random.Generator, doubt: Doubt, which: Bools, draws: int) -> Floats:
    """[draws, S]: a factor for each area in `which`, the same under every key; 1 elsewhere."""
    sd = doubt.drift * doubt.years**0.5
    return np.where(which, np.exp(sd * rng.standard_normal((draws, len(which)))), 1.0)
