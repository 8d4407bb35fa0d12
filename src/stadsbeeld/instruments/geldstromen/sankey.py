"""Money as streams: payer → domain → wijk → whom it is for; inside a domain its taakvelden, inside a taakveld itself.

On the left stand the baten, by who pays them. What a domain costs more than it receives comes from the general means
(gemeentefonds, taxes on homes); what it receives more than it costs is left for them. To the right stand the lasten, by
wijk and by whom they are for. Of the reserves, what is taken from them pays into the general means, and what is put
into them comes out of those.

A stream has no negative amount: such an amount is a `Correction` beside the drawing. Of the lasten, what is drawn and
what is corrected are the published total together, to the cent; so are they of the baten.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.instruments.geldstromen.parties import DOMAINS, GENERAL, RESERVES, beneficiary, payer
from stadsbeeld.instruments.geldstromen.sheet import Side
from stadsbeeld.instruments.geldstromen.streams import Correction, Link, without_cycles

Level = Literal["payer", "general", "domain", "area", "beneficiary"]
# More wijken than this, or thinner than this part of all, cannot be told apart in a drawing: they are drawn as one.
MOST, THINNEST = 20, 0.004
REST, SURPLUS = "rest", "surplus"
REGISTERED = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """`ref`: the party, domain, taakveld or area. `cents`: the greater of what comes in and what goes out. `opens`:
    what to ask for to look inside, None where nothing is deeper."""

    level: Level
    ref: str
    cents: int
    opens: str | None

    @property
    def id(self) -> str:
        return f"{self.level}:{self.ref}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """`back`: the focus one step back, None: the whole. `merged`: the wijken that are drawn as one."""

    focus: str | None
    back: str | None
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    corrections: tuple[Correction, ...]
    merged: tuple[str, ...]


@dataclass(slots=True)
class _Drawing:
    """Amounts between nodes, with the worst grade in each; nothing below zero ever comes in."""

    cents: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    grades: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, source: str, target: str, cents: int, grade: str) -> None:
        if cents > 0:
            self.cents[source, target] += cents
            self.grades[source, target] = max(self.grades.get((source, target), grade), grade)

    def links(self) -> tuple[Link, ...]:
        return tuple(
            Link(source=source, target=target, cents=cents, grade=self.grades[source, target])
            for (source, target), cents in self.cents.items()
        )


def streams(frame: pl.DataFrame, focus: str | None = None, apart: Set[str] = frozenset()) -> Streams:
    """`frame`: as `Sheet.frame`, of one gemeente. `apart`: wijken that are never drawn on their own.

    Raises NotFoundError for a focus that is no domain and no taakveld here.
    """
    rows, back = inside(frame, focus)
    known = rows.filter(pl.col("cents").is_not_null())
    spent = known.filter((pl.col("side") == "lasten") & (pl.col("cents") > 0))
    # What is received has one payer for each taakveld, wherever it was allocated.
    whole = known.filter(pl.col("side") == "baten").group_by("taakveld", "domain").agg(pl.col("cents").sum())
    received = whole.filter(pl.col("cents") > 0).sort("taakveld")
    corrections = [
        *_left_out(rows.filter(pl.col("cents").is_null()), "missing"),
        *_left_out(known.filter((pl.col("side") == "lasten") & (pl.col("cents") < 0)), "negative"),
        *_left_out(whole.filter(pl.col("cents") < 0).with_columns(side=pl.lit("baten")), "negative"),
    ]
    merged = _merged(spent, apart)
    drawing = _Drawing()
    _draw(drawing, spent, received, focus, set(merged))
    links, taken = without_cycles(drawing.links())
    corrections += [
        Correction(reason="cycle", side="lasten", taakveld=None, cents=cents, areas=1) for cents in taken.values()
    ]
    return Streams(
        focus=focus,
        back=back,
        nodes=_nodes(links, focus, frame),
        links=links,
        corrections=tuple(corrections),
        merged=merged,
    )


def inside(frame: pl.DataFrame, focus: str | None) -> tuple[pl.DataFrame, str | None]:
    """The rows of a domain or a taakveld, and the focus one step back. Raises NotFoundError for neither."""
    if focus is None:
        return frame, None
    if focus in DOMAINS:
        found, back = frame.filter(pl.col("domain") == focus), None
    else:
        found = frame.filter(pl.col("taakveld") == focus)
        back = None if found.is_empty() else str(found["domain"][0])
    if found.is_empty():
        raise NotFoundError("taakveld", focus)
    return found, back


def _left_out(rows: pl.DataFrame, reason: Literal["missing", "negative"]) -> list[Correction]:
    told = rows.group_by("side", "taakveld").agg(pl.col("cents").sum(), areas=pl.len()).sort("side", "taakveld")
    return [
        Correction(
            reason=reason,
            side=row["side"],
            taakveld=row["taakveld"],
            cents=None if reason == "missing" else row["cents"],
            areas=row["areas"],
        )
        for row in told.iter_rows(named=True)
    ]


def _merged(spent: pl.DataFrame, apart: Set[str]) -> tuple[str, ...]:
    wijken = spent.filter(pl.col("area").str.starts_with("WK")).group_by("area").agg(pl.col("cents").sum())
    order = wijken.sort(-pl.col("cents"), "area")
    thin = THINNEST * float(wijken["cents"].sum())
    own = order.filter(~pl.col("area").is_in(list(apart)))
    least = {area for place, (area, cents) in enumerate(own.iter_rows()) if place >= MOST or cents < thin}
    # One alone would be no clearer as "the others".
    least = least if len(least) > 1 or apart else set()
    return tuple(area for area in order["area"] if area in apart or area in least)


def _draw(drawing: _Drawing, spent: pl.DataFrame, received: pl.DataFrame, focus: str | None, merged: set[str]) -> None:
    costs: dict[str, int] = defaultdict(int)
    gains: dict[str, int] = defaultdict(int)
    for row in received.iter_rows(named=True):
        middle = _middle(row, focus)
        gains[middle] += row["cents"]
        if focus is None and row["domain"] == RESERVES:
            drawing.add(f"payer:{RESERVES}", f"general:{GENERAL}", row["cents"], REGISTERED)
        else:
            pays = payer(row["taakveld"])
            drawing.add(f"payer:{pays.party}", middle, row["cents"], pays.grade)
    for row in spent.iter_rows(named=True):
        middle = _middle(row, focus)
        costs[middle] += row["cents"]
        if focus is None and row["domain"] == RESERVES:
            drawing.add(f"general:{GENERAL}", f"beneficiary:{RESERVES}", row["cents"], REGISTERED)
            continue
        area = f"area:{REST if row['area'] in merged else row['area']}"
        gets = beneficiary(row["taakveld"])
        drawing.add(middle, area, row["cents"], row["grade"])
        drawing.add(area, f"beneficiary:{gets.party}", row["cents"], max(row["grade"], gets.grade))
    _balance(drawing, costs, gains, focus)


def _middle(row: Mapping[str, str], focus: str | None) -> str:
    if focus is not None:
        return f"domain:{row['taakveld']}"
    return f"general:{GENERAL}" if row["domain"] in (GENERAL, RESERVES) else f"domain:{row['domain']}"


def _balance(drawing: _Drawing, costs: Mapping[str, int], gains: Mapping[str, int], focus: str | None) -> None:
    """What is short comes from the general means, what is over goes to them."""
    pot = f"general:{GENERAL}" if focus is None else f"payer:{GENERAL}"
    for middle in sorted(set(costs) | set(gains)):
        over = gains.get(middle, 0) - costs.get(middle, 0)
        if middle == pot:
            continue
        drawing.add(pot, middle, -over, REGISTERED)
        drawing.add(middle, f"beneficiary:{GENERAL}", over, REGISTERED)
        if focus is None:
            drawing.add(f"payer:{SURPLUS}", pot, over, REGISTERED)


def _nodes(links: Sequence[Link], focus: str | None, frame: pl.DataFrame) -> tuple[Node, ...]:
    comes: dict[str, int] = defaultdict(int)
    goes: dict[str, int] = defaultdict(int)
    for link in links:
        goes[link.source] += link.cents
        comes[link.target] += link.cents
    sizes = {id: max(comes.get(id, 0), goes.get(id, 0)) for id in _ordered((*goes, *comes), frame)}
    found = []
    for id, cents in sizes.items():
        level, _, ref = id.partition(":")
        deeper = level in ("domain", "general") and ref != focus
        found.append(Node(level=level, ref=ref, cents=cents, opens=ref if deeper else None))  # type: ignore[arg-type]
    return tuple(found)


def _ordered(ids: Iterable[str], frame: pl.DataFrame) -> list[str]:
    """Domains and taakvelden as CBS orders them, wijken by code, what is of no wijk last; parties as they come."""
    codes = [*DOMAINS, *frame["taakveld"].unique(maintain_order=True)]
    places = {f"domain:{code}": place for place, code in enumerate(codes)}

    def key(id: str) -> tuple[str, int, str]:
        level, _, ref = id.partition(":")
        return (level, places.get(id, 0), ref if level == "area" and ref != REST else "~" if level == "area" else "")

    return sorted(dict.fromkeys(ids), key=key)


def drawn(streams: Streams, side: Side) -> int:
    """Cents of one side that are drawn: with its corrections they are the published total."""
    if side == "lasten":
        own = [one for one in streams.links if one.target.startswith("beneficiary:")]
        return sum(one.cents for one in own if one.target != f"beneficiary:{GENERAL}")
    ours = (f"payer:{GENERAL}", f"payer:{SURPLUS}")
    return sum(one.cents for one in streams.links if one.source.startswith("payer:") and one.source not in ours)
