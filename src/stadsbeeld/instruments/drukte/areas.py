"""The state of an area or a street from that of its places.

Rule: the worst level that at least a quarter of the known places have reached, at least one of them (so of one to
four known places simply the worst). One jammed ramp does not turn a district red.

Unknown is never better than known: the state stands only where the silent places cannot make it worse. It is worked
out once without them and once with each of them at F, and is unknown where the two differ, and where fewer than half
are known. So neither a place that gets worse nor one that falls silent ever makes the state better. A place whose
values are in doubt for good (72 summed lanes) says nothing either way: it counts in the total and not in the rule.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stadsbeeld.domain.level import Level

KNOWN_AT_LEAST = 0.5
REACHED_BY = 0.25
LETTERS = "ABCDEF"
# From here on a place is called one of the worst: a calm place never is.
BUSY = "CDEF"
GROUPED = ("id", "level", "trend", "position", "doubt")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupState:
    """`known` of `total` places have a level; `counts` per level and `unknown`; `worst` at most three place ids."""

    state: Level
    known: int
    total: int
    counts: dict[str, int]
    worst: tuple[str, ...]
    trend: str | None


def combined(levels: Sequence[str]) -> Level:
    """The state of a group from the levels of its places, as the rule above says."""
    known = [level for level in levels if level != "unknown"]
    silent = len(levels) - len(known)
    if not known or len(known) < KNOWN_AT_LEAST * len(levels):
        return Level.UNKNOWN
    state = _reached(known)
    return Level(state) if state == _reached([*known, *["F"] * silent]) else Level.UNKNOWN


def _reached(letters: Sequence[str]) -> str:
    return sorted(letters, reverse=True)[math.ceil(REACHED_BY * len(letters)) - 1]


def _of(
    ids: Sequence[str],
    levels: Sequence[str],
    trends: Sequence[str | None],
    positions: Sequence[float | None],
    doubts: Sequence[str | None],
) -> GroupState:
    counts = {letter: levels.count(letter) for letter in [*LETTERS, "unknown"]}
    known = len(levels) - counts["unknown"]
    reached = combined([level for level, doubt in zip(levels, doubts, strict=True) if doubt is None])
    busy = [
        (level, position or 0.0, id)
        for id, level, position in zip(ids, levels, positions, strict=True)
        if level in BUSY
    ]
    worst = sorted(sorted(busy, key=lambda one: one[2]), key=lambda one: one[:2], reverse=True)[:3]
    return GroupState(
        state=reached,
        known=known,
        total=len(levels),
        counts=counts,
        worst=tuple(id for _, _, id in worst),
        trend=None if reached is Level.UNKNOWN else _trend(trends, known),
    )


def _trend(trends: Sequence[str | None], known: int) -> str | None:
    """Worse (better) where that many more places get worse than better that it is a quarter of the known ones."""
    told = [trend for trend in trends if trend is not None]
    if not told:
        return None
    surplus = told.count("worse") - told.count("better")
    needed = math.ceil(REACHED_BY * known)
    if abs(surplus) < needed:
        return "steady"
    return "worse" if surplus > 0 else "better"


def area_states(rows: pl.DataFrame) -> dict[str, GroupState]:
    """Area id → state, for every area in which a place lies."""
    return _by(rows.select(*GROUPED, "areas").explode("areas", empty_as_null=False), "areas")


def street_states(rows: pl.DataFrame) -> dict[str, GroupState]:
    """Name of the street → state, for every street that a place stands for."""
    return _by(rows.select(*GROUPED, "street"), "street")


def _by(rows: pl.DataFrame, name: str) -> dict[str, GroupState]:
    grouped = rows.filter(pl.col(name).is_not_null()).group_by(name, maintain_order=True).agg(*GROUPED)
    return {group: _of(*lists) for group, *lists in grouped.iter_rows()}


EMPTY = GroupState(
    state=Level.UNKNOWN, known=0, total=0, counts=dict.fromkeys([*LETTERS, "unknown"], 0), worst=(), trend=None
)


def street_id(street: str) -> str:
    """A name as part of an address: "'s-Gravendijkwal" → "s-gravendijkwal"."""
    plain = unicodedata.normalize("NFKD", street).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
