"""Disclosure control: what is shown never gives back how few people stand behind a figure.

An amount that was divided by a key, A_i = R·k_i/Σk, gives k_i back to whoever knows R and Σk. So the check runs on
what is shown, whatever it was made of, and on all that is shown together (`disclosure_table.py`), with `same_key` for
amounts that were divided by the same key.

Primary, a cell is withheld where
- fewer than `THRESHOLD` persons, clients or organisations stand behind it (minimum frequency rule), or
- one dominates: by the p% rule the second largest contributor could reckon the largest to within p percent,
  x − x₁ − x₂ < p/100·x₁. The p% rule and not (n, k) dominance, because it says what must not happen: an estimate of one
  contributor that is too good; an (n, k) rule can call safe what it calls unsafe, and the other way round.
  Hundepool et al., Handbook on Statistical Disclosure Control, 2nd edition (2024), the chapter on magnitude tables.

Secondary, further cells are withheld until an attacker who knows every shown cell, every relation and every bound
cannot narrow a withheld cell down to less than its protection range (`suppression.py`). Both kinds carry the same
mark, because the difference would tell. Withheld is null, never zero.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.sparse import csr_array, diags_array  # type: ignore[import-untyped]

from stadsbeeld.instruments.geldstromen.disclosure_table import Cell, Table
from stadsbeeld.instruments.geldstromen.suppression import Floats, Space, Target, attack, choose, filled

THRESHOLD = 10
P_PERCENT = 10.0
# A total is what others add up; an inner cell is given up before it.
TOTAL_COSTS = 10.0
Mark = Literal["withheld"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCell:
    """`value` None with mark "withheld". `instead`: the nearest shown sum that it is part of, a coarser area
    before a sum over columns; None: there is none."""

    id: str
    value: float | None
    mark: Mark | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`primary` and `weak` are for the maker of the table alone, and never shown.

    `weak`: cells of which what is published elsewhere (`fixed`) already tells more than the protection range allows.
    Nothing that is shown here adds to that.
    """

    cells: tuple[ShownCell, ...]
    primary: frozenset[str]
    weak: frozenset[str]

    @property
    def withheld(self) -> frozenset[str]:
        return frozenset(cell.id for cell in self.cells if cell.mark)


def protection(cell: Cell, threshold: int = THRESHOLD, p: float = P_PERCENT) -> tuple[float, float] | None:
    """The range [low, high] that an attacker may not narrow, in the unit of the value; None: the cell is not sensitive.

    Too few contributors: from none to `threshold`, so the attacker learns no more than the rule itself says. Besides,
    the other withheld cells of each sum then hold at least threshold − count contributors, so that one of them who
    knows itself learns nothing of the rest. Dominance: as far up and down as the p% rule falls short.
    """
    if cell.value is None:
        return cell.low, cell.high
    if not cell.personal or cell.count is None:
        return None
    low, high = math.inf, -math.inf
    if cell.count < threshold and cell.scale:  # where nothing was divided, an amount of nought tells no count
        whole = threshold * cell.scale * (-1 if cell.value < 0 or (cell.per_count or 0) < 0 else 1)
        low, high = min(0.0, whole), max(0.0, whole)
    if cell.largest:
        first, second = cell.largest[0], (*cell.largest, 0.0)[1]
        short = p / 100 * first - (cell.value - first - second)
        if short > 0:
            low, high = min(low, cell.value - short), max(high, cell.value + short)
    return (max(low, cell.low), min(high, cell.high)) if low <= high else None


def protect(table: Table, threshold: int = THRESHOLD, p: float = P_PERCENT) -> Shown:
    """Withhold what is sensitive, and as little besides as keeps it from being reckoned back.

    Where a range cannot be had otherwise, all parts of a sum are withheld and the coarser cell is shown (`instead`).
    Raises ValueError where what a source withholds does not fit what is shown.
    """
    ranges = {cell.id: found for cell in table.cells if (found := protection(cell, threshold, p)) and not cell.fixed}
    space, scale = _space(table)
    targets = [
        Target(cell=n, low=low / scale[n] - space.x[n], high=high / scale[n] - space.x[n])
        for id, (low, high) in ranges.items()
        for n in [table.place[id]]
    ]
    hide, weak = choose(space, targets)
    hidden = {cell.id for cell, away in zip(table.cells, hide, strict=True) if away}
    sums = _sums(table)
    return Shown(
        cells=tuple(
            ShownCell(id=cell.id, value=None, mark="withheld", instead=_instead(cell.id, sums, hidden))
            if cell.id in hidden
            else ShownCell(id=cell.id, value=cell.value)
            for cell in table.cells
        ),
        primary=frozenset(ranges),
        weak=frozenset(table.cells[n].id for n in weak),
    )


def recovered(table: Table, shown: Shown) -> dict[str, tuple[float, float]]:
    """The attack: the least and most that each withheld cell can be, in the unit of its value.

    Uses what is shown, the relations and the bounds, and no value that is withheld.
    """
    space, scale = _space(table)
    low, high = (np.array([getattr(cell, name) for cell in table.cells]) / scale for name in ("low", "high"))
    hidden = np.array([cell.value is None for cell in shown.cells])
    least, most = attack(space, hidden, low, high)
    return {id: (float(least[n] * scale[n]), float(most[n] * scale[n])) for id, n in table.place.items() if hidden[n]}


def _space(table: Table) -> tuple[Space, Floats]:
    """The table in contributors, and the value of one contributor of each cell."""
    own = [cell.scale for cell in table.cells]
    usual = float(np.median([scale for scale in own if scale] or [1.0]))
    scale = np.array([found or usual for found in own])
    low, high = (np.array([getattr(cell, name) for cell in table.cells]) / scale for name in ("low", "high"))
    rows, columns, terms = [], [], []
    for number, relation in enumerate(table.relations):
        for id, coefficient in relation.terms:
            rows.append(number)
            columns.append(table.place[id])
            terms.append(coefficient * scale[table.place[id]])
    matrix = csr_array((terms, (rows, columns)), shape=(len(table.relations), len(scale)))
    size = np.maximum(abs(matrix).max(axis=1).toarray().ravel(), np.finfo(float).tiny) if rows else np.empty(0)
    known = np.array([np.nan if cell.value is None else cell.value for cell in table.cells]) / scale
    space = Space(
        x=known,
        down=known - low,
        up=high - known,
        cost=_costs(table, known),
        fixed=np.array([cell.fixed for cell in table.cells]),
        relations=csr_array(diags_array(1 / size) @ matrix) if rows else matrix,
        within=np.array([relation.within for relation in table.relations]) / size,
    )
    x = filled(space, np.isnan(known), low, high)
    return replace(space, x=x, down=x - low, up=high - x), scale


def _costs(table: Table, known: Floats) -> Floats:
    """What is lost by withholding: the logarithm of the contributors, tenfold for each sum that a cell is of sums."""
    parts = {relation.total: relation for relation in table.relations if relation.total}
    depth: dict[str, int] = {}

    def of(id: str) -> int:
        if id not in depth:
            depth[id] = 0  # a circle of sums ends here
            below = [of(part) for part, _ in parts[id].terms if part != id] if id in parts else []
            depth[id] = 1 + max(below) if below else 0
        return depth[id]

    depths = np.array([of(cell.id) for cell in table.cells], float)
    return np.asarray((1 + np.log10(1 + np.nan_to_num(np.abs(known)))) * TOTAL_COSTS**depths)


def _sums(table: Table) -> dict[str, list[str]]:
    """For each cell the sums that it is part of, in the order of the relations."""
    found: dict[str, list[str]] = {}
    for relation in table.relations:
        for id, _ in relation.terms if relation.total else ():
            if relation.total and id != relation.total:
                found.setdefault(id, []).append(relation.total)
    return found


def _instead(id: str, sums: Mapping[str, list[str]], hidden: set[str]) -> str | None:
    level, seen = [id], {id}
    while level:
        above = [total for one in level for total in sums.get(one, ()) if total not in seen]
        if shown := [total for total in above if total not in hidden]:
            return shown[0]
        seen.update(above)
        level = above
    return None
