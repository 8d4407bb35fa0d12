"""What is shown together: cells, what anybody knows of them, and the relations between them.

Two tables that are protected apart are not protected side by side: what is shown together goes into one `Table`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure that could be shown.

    `value`: in any unit (persons, euro); None: its source withholds it, and then `low` and `high` are what the source
    tells of it (CBS: 0 to 7). `count`: contributors behind it; None where there is no value, or where `personal` is
    False, so nobody stands behind it (length of road). `per_count`: what one contributor stands for, R/Σk; None: value
    / count. `largest`: the largest contributions, largest first, where known. `low`, `high`: what anybody knows of it
    beforehand. `fixed`: published elsewhere already, so to withhold it here hides nothing.
    """

    id: str
    value: float | None
    count: float | None = None
    per_count: float | None = None
    largest: tuple[float, ...] = ()
    low: float = 0.0
    high: float = math.inf
    personal: bool = True
    fixed: bool = False

    def __post_init__(self) -> None:
        if self.value is None:
            if self.count is not None or self.fixed or not (math.isfinite(self.low) and math.isfinite(self.high)):
                raise ValueError(f"{self.id}: what its source withholds has finite bounds, no count, and is not fixed")
            return
        if not math.isfinite(self.value) or not self.low <= self.value <= self.high:
            raise ValueError(f"{self.id}: {self.value} does not lie from {self.low} to {self.high}")
        if self.personal and (self.count is None or self.count < 0):
            raise ValueError(f"{self.id}: {self.count} contributors; say how many, or that it is not personal")
        if self.count == 0 and self.personal and self.per_count is None:
            raise ValueError(f"{self.id}: nobody stands behind it, so say what one would stand for (per_count)")

    @property
    def scale(self) -> float | None:
        """What one contributor stands for; None where that is not known."""
        if self.per_count is not None:
            return abs(self.per_count) or None
        return abs(self.value / self.count) or None if self.value is not None and self.count else None


def people(id: str, count: int, *, fixed: bool = False) -> Cell:
    """A cell that shows the count itself."""
    return Cell(id=id, value=float(count), count=count, per_count=1.0, fixed=fixed)


def secret(id: str, low: float = 0, high: float = 7) -> Cell:
    """A count that its source withholds; CBS withholds Wmo and youth-care counts from 0 to 7."""
    return Cell(id=id, value=None, low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Something that anybody knows of the cells: |Σ coefficient·value| ≤ `within`.

    `within`: 0 where it holds exactly, else the most that rounding can leave and no more, since what is not exact
    protects. `total` names the cell that the others add up to, None where it is no sum.
    """

    terms: tuple[tuple[str, float], ...]
    within: float = 0.0
    total: str | None = None


def total_of(total: str, parts: Sequence[str], within: float = 0.0) -> Relation:
    return Relation(terms=((total, 1.0), *((part, -1.0) for part in parts)), within=within, total=total)


def same_key(of: str, to: str, ratio: float, within: float = 0.0) -> Relation:
    """`of` = ratio · `to`: both were divided by the same key, so one gives the other; ratio is R_of / R_to."""
    return Relation(terms=((of, 1.0), (to, -ratio)), within=within)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All that is shown together. Raises ValueError for a relation that names no cell or that does not hold."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...] = ()
    place: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", {cell.id: number for number, cell in enumerate(self.cells)})
        if len(self.place) < len(self.cells):
            raise ValueError("two cells have the same id")
        for relation in self.relations:
            if unknown := [id for id, _ in relation.terms if id not in self.place]:
                raise ValueError(f"a relation names {unknown[0]!r}, which is no cell")
            values = [(c, self[id].value) for id, c in relation.terms]
            known = [c * value for c, value in values if value is not None]
            if len(known) == len(values) and abs(sum(known)) > relation.within + 1e-9 * sum(map(abs, known)):
                raise ValueError(f"a relation does not hold: {relation.terms[0][0]} is off by {sum(known)}")

    def __getitem__(self, id: str) -> Cell:
        return self.cells[self.place[id]]


def at(area: str, column: str) -> str:
    """The id of a cell of `nested`."""
    return f"{area}|{column}"


def nested(
    cells: Mapping[tuple[str, str], Cell],
    parents: Mapping[str, str],
    *,
    total: str | None = None,
    keys: Mapping[str, str] | None = None,
    within: float = 0.0,
) -> Table:
    """A table of areas by columns with all its relations; `cells` maps (area, column) to a cell with the id `at`.

    Areas that have the same parent add up to it, in each column in which the parent has a cell. In column `total`
    stands the sum of an area's other columns. `keys` maps a column to the key it was divided by: columns with the same
    key tell one another in every area. `within`: as in `Relation`, for each sum.
    Raises ValueError where a part of a sum has no cell: give it, also where it is only a remainder.
    """
    relations: list[Relation] = []
    areas = list(dict.fromkeys(area for area, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    for parent in dict.fromkeys(parents.values()):
        children = [area for area in areas if parents.get(area) == parent]
        relations += [
            total_of(at(parent, column), [at(area, column) for area in children], within)
            for column in columns
            if (parent, column) in cells
        ]
    for area in areas:
        own = [column for column in columns if column != total and (area, column) in cells]
        if total and (area, total) in cells:
            relations.append(total_of(at(area, total), [at(area, column) for column in own], within))
        relations += _by_key(area, own, cells, keys or {}, within)
    return Table(cells=tuple(cells.values()), relations=tuple(relations))


def _by_key(
    area: str, columns: Sequence[str], cells: Mapping[tuple[str, str], Cell], keys: Mapping[str, str], within: float
) -> list[Relation]:
    first: dict[str, str] = {}
    found = []
    for column in columns:
        if (key := keys.get(column)) is not None:
            of, to = cells[area, column], cells[area, first.setdefault(key, column)]
            if of is not to and of.per_count and to.per_count:
                found.append(
                    same_key(of.id, to.id, of.per_count / to.per_count, within * (1 + abs(of.per_count / to.per_count)))
                )
    return found
