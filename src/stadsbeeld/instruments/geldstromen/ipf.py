"""Tables that keep their pattern and get the margins that were published: iterative proportional fitting in any number
of dimensions (Deming and Stephan 1940), and its kin for tables with negative cells, GRAS (Junius and Oosterhaven 2003;
where nothing is negative they are the same).

Of all tables with these margins the fitted one is nearest to the seed in the sense of Kullback and Leibler (Csiszár
1975): zeros stay zero, and so do the odds ratios of the seed. The peer `ipfn` has not been kept since 2021, walks over
cells in Python, and gives a table too where no table has the margins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.domain.errors import InputError

Floats = NDArray[np.float64]
# Every so many rounds the deviation has to have come down by a thousandth: on a feasible table even the slowest, whose
# deviation goes like 1/round because a cell has to become zero, does so until round 100,000.
LOOK_BACK, LEAST_GAIN = 100, 0.999
TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """`wanted` has one dimension for each of `axes`, which are axes of the table in ascending order."""

    axes: tuple[int, ...]
    wanted: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """Cell `at` of margin `margin` (both counted from 0) is `reached` where `wanted` was asked.

    Of margins that contradict each other: `margin` sums to `reached` where margin `other` sums to `wanted`, over the
    axes that they do not share; `at` is then the cell of the shared axes, () where they share none.
    """

    margin: int
    at: tuple[int, ...]
    wanted: float
    reached: float
    other: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """In the last of `rounds` no cell of any margin was off by more than `deviation`, relative to what was wanted."""

    table: Floats
    rounds: int
    deviation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Infeasible:
    """No table has these zeros and these margins, or none was found.

    `reason`: `contradiction`, margins sum to different things; `no-cell`, a margin wants something where the seed has
    only zeros; `zeros`, the deviation no longer comes down: the zeros leave some cells too little room together;
    `rounds`, it still came down when the rounds were over. `off`: the worst cells, the worst first, at most 20.
    `table`: as far as it came, for looking and not for use; None where no round was made.
    """

    reason: Literal["contradiction", "no-cell", "zeros", "rounds"]
    off: tuple[Off, ...]
    table: Floats | None
    rounds: int


def fit(
    seed: Floats, margins: Sequence[Margin], *, tolerance: float = 1e-9, rounds: int = 10_000
) -> Fitted | Infeasible:
    """Scale the seed to each margin in turn until a whole round changes none by more than `tolerance` (relative).

    `seed`: not negative, finite. Margins of which the sums differ by more than 1e-9 (relative) are a contradiction:
    make them agree first (`least_squares`). Raises InputError for a shape that does not fit, or a value that cannot be.
    """
    for margin in margins:
        _refuse_unusable(seed, margin)
    before = _contradictions(margins) or _no_cells(seed, margins)
    if before:
        reason: Literal["contradiction", "no-cell"] = "no-cell" if before[0].other is None else "contradiction"
        return Infeasible(reason=reason, off=before, table=None, rounds=0)
    table, looked = seed.astype(np.float64, copy=True), np.inf
    for number in range(1, rounds + 1):
        deviation = max(_scaled(table, margin) for margin in margins)
        if deviation <= tolerance:
            return Fitted(table=table, rounds=number, deviation=deviation)
        if number % LOOK_BACK == 0:
            if deviation > LEAST_GAIN * looked:
                return Infeasible(reason="zeros", off=_off(table, margins), table=table, rounds=number)
            looked = deviation
    return Infeasible(reason="rounds", off=_off(table, margins), table=table, rounds=rounds)


def _refuse_unusable(seed: Floats, margin: Margin) -> None:
    axes = margin.axes
    if not axes or list(axes) != sorted(set(axes)) or axes[0] < 0 or axes[-1] >= seed.ndim:
        raise InputError(f"a table of {seed.ndim} dimensions has no margin over the axes {axes}")
    if margin.wanted.shape != tuple(seed.shape[axis] for axis in axes):
        raise InputError(f"the margin over the axes {axes} has another size than the table")
    for values in (seed, margin.wanted):
        if not (np.isfinite(values).all() and (values >= 0).all()):
            raise InputError("a cell or a margin is negative or not a number; for negative cells there is `gras`")


def _summed(values: Floats, axes: Sequence[int], over: Sequence[int]) -> Floats:
    """`values`, which has the dimensions `axes`, summed to the dimensions `over`."""
    sums: Floats = np.asarray(values.sum(axis=tuple(n for n, axis in enumerate(axes) if axis not in over)))
    return sums


def _scaled(table: Floats, margin: Margin) -> float:
    """Scale the table, in place, to the margin; gives the largest relative deviation that it had before."""
    rest = tuple(axis for axis in range(table.ndim) if axis not in margin.axes)
    sums = table.sum(axis=rest, keepdims=True)
    wanted = margin.wanted.reshape(sums.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(sums > 0, wanted / sums, 0.0)
    table *= factor
    asked = wanted > 0
    return float(np.abs(sums[asked] / wanted[asked] - 1).max(initial=0.0))


def _contradictions(margins: Sequence[Margin]) -> tuple[Off, ...]:
    found = []
    for (n, one), (m, other) in combinations(enumerate(margins), 2):
        shared = [axis for axis in one.axes if axis in other.axes]
        reached, wanted = _summed(other.wanted, other.axes, shared), _summed(one.wanted, one.axes, shared)
        apart = np.abs(reached - wanted) > 1e-9 * np.maximum(np.abs(reached), np.abs(wanted))
        found += [
            Off(margin=m, other=n, at=at, wanted=float(wanted[at]), reached=float(reached[at])) for at in _cells(apart)
        ]
    return _worst(found)


def _no_cells(seed: Floats, margins: Sequence[Margin]) -> tuple[Off, ...]:
    return _worst(
        Off(margin=n, at=at, wanted=float(margin.wanted[at]), reached=0.0)
        for n, margin in enumerate(margins)
        for at in _cells((margin.wanted > 0) & (_summed(seed, range(seed.ndim), margin.axes) == 0))
    )


def _off(table: Floats, margins: Sequence[Margin]) -> tuple[Off, ...]:
    found = []
    for n, margin in enumerate(margins):
        reached = _summed(table, range(table.ndim), margin.axes)
        apart = np.abs(reached - margin.wanted) > 1e-9 * margin.wanted
        found += [
            Off(margin=n, at=at, wanted=float(margin.wanted[at]), reached=float(reached[at])) for at in _cells(apart)
        ]
    return _worst(found)


def _cells(which: NDArray[np.bool_]) -> Iterator[tuple[int, ...]]:
    return (tuple(int(place) for place in at) for at in np.argwhere(which))


def _worst(found: Sequence[Off] | Iterator[Off]) -> tuple[Off, ...]:
    return tuple(sorted(found, key=lambda off: -abs(off.reached - off.wanted))[:TOLD])


def gras(
    seed: Floats, rows: Floats, columns: Floats, *, tolerance: float = 1e-9, rounds: int = 10_000
) -> Fitted | Infeasible:
    """A table of two dimensions with cells and margins of either sign: x = r·p·s − n/(r·s), where seed = p − n.

    r solves p(s)·r² − u·r − n(s) = 0 in each row, and s likewise in each column (Lenzen, Wood and Gallego 2007 for rows
    without positive cells). Cells keep their sign. `deviation` is relative to the largest margin, for a margin may be
    near zero. Raises InputError as `fit` does.
    """
    if seed.shape != (len(rows), len(columns)) or not all(np.isfinite(v).all() for v in (seed, rows, columns)):
        raise InputError("the margins do not fit the table, or something is not a number")
    margins = (Margin(axes=(0,), wanted=rows), Margin(axes=(1,), wanted=columns))
    off = _contradictions(margins) or _no_cells(np.abs(seed), margins) or _wrong_sign(seed, margins)
    if off:
        return Infeasible(
            reason="contradiction" if off[0].other is not None else "no-cell", off=off, table=None, rounds=0
        )
    positive, negative = np.maximum(seed, 0.0), np.maximum(-seed, 0.0)
    s, looked, table = np.ones(len(columns)), np.inf, seed
    size = max(float(np.abs(rows).max(initial=0)), float(np.abs(columns).max(initial=0)), 1e-300)
    for number in range(1, rounds + 1):
        r = _multiplier(positive @ s, negative @ (1 / s), rows)
        s = _multiplier(r @ positive, (1 / r) @ negative, columns)
        table = r[:, None] * positive * s - negative / (r[:, None] * s)
        deviation = float(np.abs(table.sum(axis=1) - rows).max(initial=0) / size)
        if deviation <= tolerance:
            return Fitted(table=table, rounds=number, deviation=deviation)
        if not np.isfinite(deviation) or (number % LOOK_BACK == 0 and deviation > LEAST_GAIN * looked):
            return Infeasible(reason="zeros", off=_off(table, margins), table=table, rounds=number)
        looked = deviation if number % LOOK_BACK == 0 else looked
    return Infeasible(reason="rounds", off=_off(table, margins), table=table, rounds=rounds)


def _wrong_sign(seed: Floats, margins: Sequence[Margin]) -> tuple[Off, ...]:
    """A row of only positive cells cannot sum to less than zero, nor one of only negative cells to more."""
    found = []
    for n, margin in enumerate(margins):
        low, high = (seed < 0).any(axis=1 - n), (seed > 0).any(axis=1 - n)
        wrong = ((margin.wanted < 0) & ~low) | ((margin.wanted > 0) & ~high)
        found += [Off(margin=n, at=at, wanted=float(margin.wanted[at]), reached=0.0) for at in _cells(wrong)]
    return _worst(found)


def _multiplier(positive: Floats, negative: Floats, wanted: Floats) -> Floats:
    """The positive root of p·r² − u·r − n = 0; −n/u where p is 0, and 1 where nothing stands in the row at all.

    Each of the two ways to write the root is used where it takes no difference of nearly equal numbers.
    """
    root = np.sqrt(wanted**2 + 4 * positive * negative)
    with np.errstate(divide="ignore", invalid="ignore"):
        up, down = (wanted + root) / (2 * positive), 2 * negative / (root - wanted)
    found = np.where((wanted > 0) | (negative == 0), up, down)
    return np.where((positive == 0) & (negative == 0), 1.0, found)
