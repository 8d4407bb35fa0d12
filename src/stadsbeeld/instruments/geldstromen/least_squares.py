"""Figures of different reliability made to agree: generalised least squares with constraints (Stone, Champernowne and
Meade 1942), and what the agreement teaches about them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.domain.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced:
    """`values` x* [n]; `variance` V* [n, n]; `moved` (x* − x)/√(V − V*) [n], about standard normal where all is well.

    `moved` is 0 where a figure had no room to move. `rank`: how many of the constraints say something of their own.
    """

    values: Floats
    variance: Floats
    moved: Floats
    rank: int


def balance(
    values: Floats, variance: Floats, constraints: Floats, wanted: Floats, *, tolerance: float = 1e-9
) -> Balanced:
    """x* = x − VGᵀ(GVGᵀ)⁻¹(Gx−b), with V* = V − VGᵀ(GVGᵀ)⁻¹GV: the nearest figures with G·x* = b.

    `values` x [n]; `variance` V: [n] where figures are independent, else [n, n], symmetrical and not negative; 0 is a
    figure that does not move. `constraints` G [m, n], `wanted` b [m].

    Constraints that repeat each other are fine: (GVGᵀ)⁻¹ is then the pseudo-inverse, which gives the same x*. Raises
    InputError where they contradict each other, or ask a figure that cannot move to move (`constraints` in its data are
    their numbers, `off` by how much): no figure then satisfies them.
    """
    covariance = np.diag(variance) if variance.ndim == 1 else variance
    _refuse_unusable(values, covariance, constraints, wanted)
    spread = covariance @ constraints.T
    system = constraints @ spread
    # In units of its own spread, or the rank would hang on whether a figure is told in euros or in millions.
    scale = np.sqrt(np.diag(system))
    scale = np.where(scale > 0, scale, 1.0)
    eigen, vectors = np.linalg.eigh(system / np.outer(scale, scale))
    free = eigen > tolerance * max(float(eigen[-1]), 1e-300) * len(wanted)
    inverse = ((vectors[:, free] / eigen[free]) @ vectors[:, free].T) / np.outer(scale, scale)
    found = values - spread @ (inverse @ (constraints @ values - wanted))
    found -= spread @ (inverse @ (constraints @ found - wanted))  # once more, for what the first step rounded away
    _refuse_contradiction(constraints @ found - wanted, constraints, values, wanted, tolerance)
    after = covariance - spread @ inverse @ spread.T
    room = np.diag(covariance) - np.diag(after)
    moves = room > tolerance * np.diag(covariance)
    moved = np.where(moves, (found - values) / np.sqrt(np.where(moves, room, 1.0)), 0.0)
    return Balanced(values=found, variance=(after + after.T) / 2, moved=moved, rank=int(free.sum()))


def _refuse_unusable(values: Floats, covariance: Floats, constraints: Floats, wanted: Floats) -> None:
    count = len(values)
    if covariance.shape != (count, count) or constraints.shape != (len(wanted), count) or not len(wanted):
        raise InputError("figures, variance, constraints and what is wanted differ in size")
    if not all(np.isfinite(part).all() for part in (values, covariance, constraints, wanted)):
        raise InputError("a figure, a variance or a constraint is not a finite number")
    size = float(np.abs(covariance).max(initial=0.0))
    if not np.allclose(covariance, covariance.T, rtol=0, atol=1e-9 * size):
        raise InputError("the variance is not symmetrical")
    if float(np.linalg.eigvalsh(covariance).min(initial=0.0)) < -1e-9 * size:
        raise InputError("the variance is negative in some direction")


def _refuse_contradiction(off: Floats, constraints: Floats, values: Floats, wanted: Floats, tolerance: float) -> None:
    size = np.abs(constraints) @ np.abs(values) + np.abs(wanted)
    if (broken := np.flatnonzero(np.abs(off) > max(tolerance, 1e-9) * 1e3 * np.maximum(size, 1e-300))).size:
        raise InputError(
            f"constraints {broken.tolist()} cannot hold together",
            constraints=broken.tolist(),
            off=np.abs(off[broken]).tolist(),
        )
