"""Whole cents that add up: the method of the largest remainder (Hare–Niemeyer), for all groups at once."""

import numpy as np
from numpy.typing import NDArray

from stadsbeeld.domain.errors import InputError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def largest_remainder(totals: Ints, weights: Floats, groups: Ints) -> Ints:
    """Divide each group's total over its parts in proportion to their weights; parts add up to the total exactly.

    `totals` [groups]: whole cents, of either sign. `weights` [parts]: finite, not negative. `groups` [parts]: the index
    of each part's group, in any order. Gives whole cents [parts].

    A part's quota is |total|·w/Σw. Each gets its quota rounded down; the cents that are left go one by one to the
    largest remainders, equal ones in the order in which they stand. A negative total is divided like its opposite. A
    part without weight gets nothing. Raises InputError for a weight that is negative or not finite, and for a total
    other than zero of a group that has no weight at all (`groups` in its data): there nothing says where it belongs.
    """
    if weights.size and not (np.isfinite(weights).all() and weights.min() >= 0):
        raise InputError("a weight is negative or not a number")
    count = len(totals)
    sums = np.bincount(groups, weights, count)
    if (lost := np.flatnonzero((totals != 0) & ~(sums > 0))).size:
        raise InputError(f"{lost.size} totals have no weight to go to", groups=lost.tolist())
    size = np.abs(totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotas = size[groups] * (weights / sums[groups])
    quotas[weights == 0] = 0.0
    parts = np.floor(quotas).astype(np.int64)
    order = np.lexsort((np.arange(len(groups)), parts - quotas, groups))
    left = size - _sums(parts, groups, count)
    while left.any():  # once; again only where a remainder was lost to the rounding of floating point
        parts += _a_cent_each(left, parts, weights, groups, order)
        left = size - _sums(parts, groups, count)
    return parts * np.sign(totals)[groups]


def _a_cent_each(left: Ints, parts: Ints, weights: Floats, groups: Ints, order: Ints) -> Ints:
    """+1 for the first `left` of each group in `order`, −1 for the last −`left` of them that have a cent to give."""
    more, fewer = left[groups] > 0, left[groups] < 0
    change = np.zeros_like(parts)
    for may, step, turn in ((more & (weights > 0), 1, order), (fewer & (parts > 0), -1, order[::-1])):
        those = turn[may[turn]]
        if those.size:
            place = _place_in_group(groups[those])
            change[those[place < np.abs(left[groups[those]])]] = step
    return change


def _place_in_group(groups: Ints) -> Ints:
    """0, 1, 2 … within each run of the same group; `groups` has each group in one run."""
    starts = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))
    lengths = np.diff(np.append(starts, len(groups)))
    return np.arange(len(groups)) - np.repeat(starts, lengths)


def _sums(parts: Ints, groups: Ints, count: int) -> Ints:
    """Whole sums: floating point would lose cents above 2⁵³."""
    sums = np.zeros(count, np.int64)
    np.add.at(sums, groups, parts)
    return sums
