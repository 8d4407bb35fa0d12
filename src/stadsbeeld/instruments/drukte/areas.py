"""The state of an area or a street from that of its places.

Rule: the worst level that at least a quarter of the known places have reached, at least one of them (so of one to
four known places simply the worst). Unknown where fewer than half of all places are known. One jammed ramp
does not turn a district red, and a district whose loops fall silent does not turn green: how many are known always
goes with the state. A place that gets worse never makes the state better; a place that falls silent never
makes it better either, unless it was itself among the places that made it bad.
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
    known = sorted((level for level in levels if level != "unknown"), reverse=True)
    if not known or len(known) < KNOWN_AT_LEAST * len(levels):
        return Level.UNKNOWN
    return Level(known[math.ceil(REACHED_BY * len(known)) - 1])


def group_state(rows: pl.DataFrame) -> GroupState:
    """`rows` are rows of `state.state` of one group."""
    levels: list[str] = rows["level"].to_list()
    counts = {letter: levels.count(letter) for letter in [*LETTERS, "unknown"]}
    known = len(levels) - counts["unknown"]
    reached = combined(levels)
    worst = (
        rows.filter(pl.col("level").is_in(list("CDEF")))
        .sort(["level", "position", "id"], descending=[True, True, False])["id"]
        .head(3)
        .to_list()
    )
    trend = None if reached is Level.UNKNOWN else _trend(rows["trend"].to_list(), known)
    return GroupState(state=reached, known=known, total=len(levels), counts=counts, worst=tuple(worst), trend=trend)


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
    parts = rows.explode("areas").filter(pl.col("areas").is_not_null()).partition_by("areas", as_dict=True)
    return {str(key[0]): group_state(part) for key, part in parts.items()}


def street_states(rows: pl.DataFrame) -> dict[str, GroupState]:
    """Name of the street → state, for every street that a place stands for."""
    parts = rows.filter(pl.col("street").is_not_null()).partition_by("street", as_dict=True)
    return {str(key[0]): group_state(part) for key, part in parts.items()}


EMPTY = GroupState(
    state=Level.UNKNOWN, known=0, total=0, counts=dict.fromkeys([*LETTERS, "unknown"], 0), worst=(), trend=None
)


def street_id(street: str) -> str:
    """A name as part of an address: "'s-Gravendijkwal" → "s-gravendijkwal"."""
    plain = unicodedata.normalize("NFKD", street).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
