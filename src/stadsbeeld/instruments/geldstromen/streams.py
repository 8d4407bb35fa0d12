"""A graph of money: links between nodes, without cycles, so that it can be drawn as streams."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`cents` above zero. `grade`: of the allocation, or of the party where that is the worse."""

    source: str
    target: str
    cents: int
    grade: str

    def __post_init__(self) -> None:
        if self.cents <= 0:
            raise ValueError(f"{self.source} → {self.target}: {self.cents} cents is no stream")


Reason = Literal["negative", "cycle", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is left out of the drawing, and why. Links and corrections of a side are its total together.

    `cents` has the sign that it has in the accounts, null for what was not delivered; `areas`: over how many it lay.
    """

    reason: Reason
    side: Literal["lasten", "baten"]
    taakveld: str | None
    cents: int | None
    areas: int


def without_cycles(links: Iterable[Link]) -> tuple[tuple[Link, ...], Mapping[tuple[str, str], int]]:
    """The links without a way back to any node, and what was taken off each link, in cents.

    From each cycle the smallest amount in it is taken off all of its links: what goes into a node and what comes out
    of it fall by the same, so no balance changes. A link from a node to itself goes as a whole.
    """
    left = {(link.source, link.target): link for link in links}
    taken: dict[tuple[str, str], int] = {}
    while cycle := _cycle(left):
        least = min(left[pair].cents for pair in cycle)
        for pair in cycle:
            taken[pair] = taken.get(pair, 0) + least
            rest = left[pair].cents - least
            if rest:
                left[pair] = replace(left[pair], cents=rest)
            else:
                del left[pair]
    return tuple(left.values()), taken


def _cycle(links: Mapping[tuple[str, str], Link]) -> list[tuple[str, str]]:
    """The links of one cycle in order; empty where there is none."""
    onward: dict[str, list[str]] = {}
    for source, target in links:
        onward.setdefault(source, []).append(target)
    done: set[str] = set()
    for start in sorted(onward):
        path: list[str] = []
        turns = [iter([start])]
        while turns:
            node = next(turns[-1], None)
            if node is None:
                turns.pop()
                if path:
                    done.add(path.pop())
            elif node in path:
                around = [*path[path.index(node) :], node]
                return list(itertools.pairwise(around))
            elif node not in done:
                path.append(node)
                turns.append(iter(onward.get(node, [])))
    return []
