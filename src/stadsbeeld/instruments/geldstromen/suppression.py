"""Secondary suppression by linear programming: which cells to withhold besides, and the attack that tries them.

The attacker knows every shown cell, every relation and every bound. What the withheld cells can then be is a polytope,
and one linear program up and one down give the least and most that a cell can be (Fischetti and Salazar, "Solving the
cell suppression problem on tabular data with linear constraints", Management Science 47, 2001). To withhold as little
as possible is NP-hard; this is the heuristic of Kelly, Golden and Assad ("Cell suppression: disclosure protection for
sensitive tabular data", Networks 22, 1992): one target after the other, the cheapest shift of cells by which the
target moves as far as it must while all relations hold. The cells that shift are withheld. For one target in a table of
rows and columns that shift is a cycle, and the linear program finds the cheapest; over many targets together it is
no proven optimum. Each shift proves a reach, and what is withheld later only adds to it: the outcome is safe by
construction.

Reckoning is in contributors (value / scale), so that euros and counts weigh alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog  # type: ignore[import-untyped]
from scipy.sparse import block_array, coo_array, csr_array, diags_array, hstack, vstack  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
# A contributor is 1; what moves less does not move.
STILL = 1e-6
# What is withheld already costs next to nothing, but a short way is better than a long one.
FREE = 1e-4
# What can give way without end counts for so many.
MOST = 10.0
INFEASIBLE, UNBOUNDED = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Cell `cell` must be able to shift to `low` ≤ 0 and to `high` ≥ 0, in contributors."""

    cell: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """All in contributors. `x` [cells] values; `down`, `up` how far each can shift (≥ 0, may be infinite); `cost` of
    withholding each; `fixed` those that cannot be. `relations` [relations × cells]: |relations · x| ≤ `within`."""

    x: Floats
    down: Floats
    up: Floats
    cost: Floats
    fixed: Bools
    relations: csr_array
    within: Floats

    def parts(self, moving: Bools) -> Iterator[Ints]:
        """The cells that move, in groups that no relation ties to one another."""
        cells = np.flatnonzero(moving)
        if not cells.size:
            return
        tied = self.relations[:, cells]
        _, both = connected_components(block_array([[None, tied], [tied.T, None]]), directed=False)
        part = both[tied.shape[0] :]
        order = np.argsort(part, kind="stable")
        yield from np.split(cells[order], np.flatnonzero(np.diff(part[order])) + 1)

    def only(self, cells: Ints) -> "_Shifts":
        """What these cells can do while all others stand still."""
        rows = np.unique(self.relations[:, cells].nonzero()[0])
        off = self.relations[rows] @ self.x
        return _Shifts(
            matrix=self.relations[rows][:, cells],
            least=-self.within[rows] - off,
            most=self.within[rows] - off,
            down=self.down[cells],
            up=self.up[cells],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shifts:
    """least ≤ matrix · shift ≤ most, −down ≤ shift ≤ up."""

    matrix: csr_array
    least: Floats
    most: Floats
    down: Floats
    up: Floats

    def extreme(self, cell: int, sign: int) -> float:
        """The most (+1) or the least (−1) that one cell can shift; may be infinite. Raises ValueError: nothing fits."""
        goal = np.zeros(len(self.up))
        goal[cell] = -sign
        found = _solve(goal, self.matrix, self, np.column_stack([-self.down, self.up]))
        if found.status == INFEASIBLE:
            raise ValueError("what is shown and what is known beforehand contradict each other")
        return sign * np.inf if found.status == UNBOUNDED else -sign * float(found.fun)

    def together(self, cells: Ints, needs: Floats, sign: int) -> Floats:
        """One shift in which as many of these cells as can go as far as they need, up (+1) or down (−1)."""
        count, several = len(self.up), len(cells)
        behind = coo_array((np.full(several, -float(sign)), (np.arange(several), cells)), shape=(several, count))
        reached = diags_array(np.ones(several))
        matrix = vstack([hstack([self.matrix, csr_array((len(self.least), several))]), hstack([behind, reached])])
        rows = replace(
            self,
            least=np.append(self.least, np.full(several, -np.inf)),
            most=np.append(self.most, np.zeros(several)),
        )
        bounds = np.column_stack([np.append(-self.down, np.zeros(several)), np.append(self.up, needs)])
        found = _solve(np.append(np.zeros(count), -1 / needs), matrix.tocsr(), rows, bounds)
        shift: Floats = found.x[:count]
        return shift

    def cheapest(self, cells: Ints, needs: Floats, sign: int, cost: Floats) -> Floats | None:
        """The shift that moves all these cells so far at the least Σ cost · |shift|; None: they cannot go so far."""
        count = len(self.up)
        least, most = np.zeros(2 * count), np.append(self.up, self.down)
        ahead, back = (cells, cells + count) if sign > 0 else (cells + count, cells)
        least[ahead] = most[ahead] = needs
        most[back] = 0.0
        matrix = hstack([self.matrix, -self.matrix]).tocsr()
        found = _solve(np.append(cost, cost), matrix, self, np.column_stack([least, most]))
        if found.status == INFEASIBLE:
            return None
        shift: Floats = found.x[:count] - found.x[count:]
        return shift


def _solve(goal: Floats, matrix: csr_array, rows: _Shifts, bounds: Floats) -> OptimizeResult:
    """Least goal · x. Raises ArithmeticError where the solver gives up."""
    exact = rows.least == rows.most
    upper = ~exact & np.isfinite(rows.most)
    lower = ~exact & np.isfinite(rows.least)
    inexact = (upper | lower).any()
    for presolve in (True, False):  # with presolve HiGHS may leave it open whether nothing fits or all does
        found = linprog(
            goal,
            A_ub=vstack([matrix[upper], -matrix[lower]]).tocsr() if inexact else None,
            b_ub=np.append(rows.most[upper], -rows.least[lower]) if inexact else None,
            A_eq=matrix[exact] if exact.any() else None,
            b_eq=rows.least[exact] if exact.any() else None,
            bounds=bounds,
            method="highs",
            options={"presolve": presolve},
        )
        if found.status in (0, INFEASIBLE, UNBOUNDED):
            return found
    raise ArithmeticError(found.message)


class _Search:
    """One part of a table. `hidden` [cells] grows; `low`, `high` [cells] is the reach that was proven of each."""

    def __init__(self, space: Space, cells: Ints, targets: Sequence[Target]) -> None:
        self.space, self.cells, self.targets = space, cells, targets
        self.cost = space.cost[cells]
        self.hidden = np.zeros(len(cells), np.bool_)
        self.hidden[[target.cell for target in targets]] = True
        self.low, self.high = np.zeros(len(cells)), np.zeros(len(cells))
        self.everything = space.only(cells)
        self.columns = abs(space.relations[:, cells]).tocsc()
        self.weak: set[int] = set()
        self.most: dict[tuple[int, int], float] = {}

    def run(self) -> None:
        for sign in (1, -1):
            tried = -1  # with so many withheld no more can go their way by themselves
            while left := self._left(sign):
                if tried == self.hidden.sum():
                    self._widen(self._side_by_side(left, sign), sign)
                    continue
                self._learn(self._among_themselves(left, sign))
                if len(self._left(sign)) == len(left):
                    tried = int(self.hidden.sum())

    def _left(self, sign: int) -> list[Target]:
        """Who must still go this way, the one that must go furthest first."""
        reach = self.high if sign > 0 else -self.low
        left = [target for target in self.targets if reach[target.cell] < self._need(target, sign) - STILL]
        return sorted(left, key=lambda target: -self._need(target, sign))

    def _need(self, target: Target, sign: int) -> float:
        return min(target.high if sign > 0 else -target.low, self.most.get((target.cell, sign), np.inf))

    def _learn(self, shift: Floats) -> None:
        self.low, self.high = np.minimum(self.low, shift), np.maximum(self.high, shift)

    def _among_themselves(self, left: list[Target], sign: int) -> Floats:
        """How far those that are left can go by what is withheld already, as many as can at once."""
        inside = np.flatnonzero(self.hidden)
        place = {int(cell): n for n, cell in enumerate(inside)}
        needs = np.array([self._need(target, sign) for target in left])
        shift = np.zeros(len(self.cells))
        shifts = self.space.only(self.cells[inside])
        shift[inside] = shifts.together(np.array([place[target.cell] for target in left]), needs, sign)
        return shift

    def _side_by_side(self, left: list[Target], sign: int) -> list[Target]:
        """Those that can go their way in one shift: in each relation one, or more as far as half of what is withheld
        there can give way to them."""
        give = self.everything.down if sign > 0 else self.everything.up
        gives = np.where(self.hidden, np.where(np.isfinite(give), give, MOST), 0.0)
        room = self.columns @ gives
        taken = np.zeros(len(room))
        chosen = []
        for target in left:
            rows = self.columns.indices[self.columns.indptr[target.cell] : self.columns.indptr[target.cell + 1]]
            need, own = self._need(target, sign), gives[target.cell]
            if ((taken[rows] == 0) | (taken[rows] + need + own <= room[rows] / 2)).all():
                taken[rows] += need + own
                chosen.append(target)
        return chosen

    def _widen(self, targets: list[Target], sign: int) -> None:
        """Withhold further cells, so that these targets go as far as they must, or one by one as far as they can."""
        cells = np.array([target.cell for target in targets])
        needs = np.array([self._need(target, sign) for target in targets])
        shift = self.everything.cheapest(cells, needs, sign, np.where(self.hidden, FREE, self.cost))
        if shift is not None:
            self.hidden |= np.abs(shift) > STILL
            self._learn(shift)
        elif len(targets) > 1:
            for target in targets:
                self._widen([target], sign)
        else:
            cell = targets[0].cell
            self.weak.add(cell)
            furthest = abs(self.everything.extreme(cell, sign)) * (1 - STILL)
            # Half of what failed before: an end within the solver's tolerance must not be tried for ever.
            self.most[cell, sign] = min(furthest, self.most.get((cell, sign), np.inf) / 2)


def choose(space: Space, targets: Sequence[Target]) -> tuple[Bools, frozenset[int]]:
    """Which cells are withheld, and the targets that cannot shift as far as they must even if all but `fixed` were.

    Those can then shift as far as `fixed` lets them. Groups of cells that no relation ties together are done apart. A
    group of c cells with t targets takes some 2t linear programs of at most 2c variables, mostly a fifth of that.
    """
    hide = np.zeros(len(space.x), np.bool_)
    weak: set[int] = set()
    by_cell = {target.cell: target for target in targets}
    for cells in space.parts(~space.fixed):
        mine = [
            Target(cell=n, low=by_cell[int(cell)].low, high=by_cell[int(cell)].high)
            for n, cell in enumerate(cells)
            if int(cell) in by_cell
        ]
        if mine:
            search = _Search(space, cells, mine)
            search.run()
            hide[cells] = search.hidden
            weak |= {int(cells[n]) for n in search.weak}
    return hide, frozenset(weak)


def attack(space: Space, hidden: Bools, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The least and most that each cell can be, for whoever knows the cells that are not hidden: of these, just that.

    `low`, `high` [cells]: what is known beforehand. Uses no value of a hidden cell. That counts are whole is not used.
    Two linear programs a cell.
    """
    least, most = space.x.copy(), space.x.copy()
    for cells, unknown in _unknown(space, hidden, low, high):
        for n, cell in enumerate(cells):
            least[cell], most[cell] = unknown.extreme(n, -1), unknown.extreme(n, 1)
    return least, most


def filled(space: Space, hidden: Bools, low: Floats, high: Floats) -> Floats:
    """`space.x` with values for the hidden cells that fit the others. Raises ValueError where none do."""
    x = space.x.copy()
    for cells, unknown in _unknown(space, hidden, low, high):
        found = _solve(np.zeros(len(cells)), unknown.matrix, unknown, np.column_stack([low[cells], high[cells]]))
        if found.status == INFEASIBLE:
            raise ValueError("what its source withholds does not fit what is shown")
        x[cells] = found.x
    return x


def _unknown(space: Space, hidden: Bools, low: Floats, high: Floats) -> Iterator[tuple[Ints, _Shifts]]:
    """Groups of hidden cells with what the others and the relations tell of them: a shift from zero is the value."""
    known = np.where(hidden, 0.0, space.x)
    told = replace(space, x=known, down=-low, up=high)
    for cells in space.parts(hidden):
        yield cells, told.only(cells)
