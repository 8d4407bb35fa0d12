"""How far an allocated amount may be off: a Monte Carlo over keys, figures, bookings and years, for one gemeente.

Draws are made in chunks, each with a seed of its own (`SeedSequence.spawn`) and nothing else that is shared: the answer
is the same for any executor, any number of workers, and a worker that dies half-way. What comes out is the middle 80 %
of each amount, and of the sum of each area, whose parts must not be added up.
"""

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.allocate import DIRECT, OVERHEAD, Question, Rows, allocate, paid, prepared
from stadsbeeld.instruments.geldstromen.choose import Chosen, shared
from stadsbeeld.instruments.geldstromen.doubt import Doubt, grown, key_weights, rebooked, unrounded
from stadsbeeld.instruments.geldstromen.grades import of_sums
from stadsbeeld.instruments.geldstromen.keys import SIDES, Key, Mix
from stadsbeeld.instruments.geldstromen.weights import AREA, UNKNOWN, Bools, Floats, Ground, Ints, weigh

CHUNK = 100
QUANTILES = (0.1, 0.5, 0.9)
COLUMNS = ("p10", "p50", "p90")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a chunk needs, and nothing that is not the same in each.

    `tried` [Q]: for each rule and list the mix in use and those usable, as indices of `mixes` [M]. Of the totals [P]:
    `group` [P] its number in `tried`, `cents` to be allocated, `main` number of its main group and side, −1 where
    bookings are not doubted. `paid` [Q]: salaries, for the totals in `spread` [P]. `row` and `slot` [K]: the cells that
    vary, sorted by `sum` [K], the number of the area and side they add up to.
    """

    ground: Ground
    keys: dict[str, Key]
    mixes: tuple[Mix, ...]
    tried: tuple[tuple[int, tuple[int, ...]], ...]
    group: Ints
    cents: Floats
    main: Ints
    paid: Floats
    spread: Ints
    row: Ints
    slot: Ints
    sum: Ints
    doubt: Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    plan: Plan
    seed: np.random.SeedSequence
    draws: int


def run(chunk: Chunk) -> Floats:
    """[draws, K + sums]: cents of each cell, and behind them the sums of each area and side. A task for a worker."""
    plan, draws = chunk.plan, chunk.draws
    rng = np.random.default_rng(chunk.seed)
    parts = _parts(rng, plan, draws)
    amounts = np.broadcast_to(plan.cents, (draws, len(plan.cents))).copy()
    doubted = np.flatnonzero(plan.main >= 0)
    amounts[:, doubted] = rebooked(rng, plan.doubt, plan.cents[doubted], plan.main[doubted], draws)
    cells = amounts[:, plan.row] * parts[:, plan.group[plan.row], plan.slot]
    if plan.spread.size:
        whole = np.einsum("dqs,q->ds", parts, plan.paid) / plan.paid.sum()
        spread = np.isin(plan.row, plan.spread)
        cells[:, spread] = amounts[:, plan.row[spread]] * whole[:, plan.slot[spread]]
    starts = np.flatnonzero(np.diff(plan.sum, prepend=-1))
    return np.concatenate([cells, np.add.reduceat(cells, starts, axis=1)], axis=1)


def _parts(rng: np.random.Generator, plan: Plan, draws: int) -> Floats:
    """[draws, Q, S]: the part of each slot under the rule, between its mixes."""
    slots, doubt = plan.ground.slots, plan.doubt
    used = sorted({figure for key in plan.keys.values() for figure in key.figures} & set(plan.ground.table))
    table = plan.ground.table
    if doubt.rounding:
        table = {figure: unrounded(rng, figure, table[figure], draws) for figure in used}
    ground = replace(plan.ground, table=table)
    growth = grown(rng, doubt, slots.kind == AREA, draws)
    weighed = {id: weigh(key, ground) for id, key in plan.keys.items()}
    weighed = {id: replace(one, values=one.values * growth) for id, one in weighed.items()}
    shares = [np.broadcast_to(shared(slots, weighed, mix), (draws, len(slots.gm))) for mix in plan.mixes]
    parts = np.zeros((draws, len(plan.tried), len(slots.gm)))
    for n, (in_use, usable) in enumerate(plan.tried):
        weights = key_weights(rng, doubt, in_use, usable, draws)
        for place, mix in enumerate(usable):
            parts[:, n] += weights[:, place, None] * shares[mix]
    return parts


def chunks(plan: Plan, seed: int, draws: int) -> list[Chunk]:
    """Of CHUNK draws each, the last of what is left: how many workers there are is of no account."""
    sizes = [min(CHUNK, draws - start) for start in range(0, draws, CHUNK)]
    seeds = np.random.SeedSequence(seed).spawn(len(sizes))
    return [Chunk(plan=plan, seed=own, draws=size) for own, size in zip(seeds, sizes, strict=True)]


def spread(
    question: Question, doubt: Doubt, *, seed: int = 0, draws: int = 1000, executor: Executor | None = None
) -> pl.DataFrame:
    """`gm`, `area`, `taakveld` (null: all of them), `side`, `cents` as allocated, `p10`, `p50`, `p90` (cents), `grade`.

    One row for each area, taakveld and side of the allocation, and one for each area and side. What is booked to an
    address and what stays with the city does not vary: there all are the same. Null where the total was not delivered.
    Without an `executor` all is done here. Raises InputError for any but one gemeente, or fewer than 10 draws, and as
    `allocate` does.
    """
    if draws < 1 / min(QUANTILES):
        raise InputError(f"{draws} draws say nothing of the lowest tenth", draws=draws)
    plan, cells, sums = planned(question, doubt)
    todo = chunks(plan, seed, draws)
    made = map(run, todo) if executor is None else _performed(todo, executor)
    found = np.concatenate(list(made))
    told = np.quantile(found, QUANTILES, axis=0) if found.size else np.empty((len(QUANTILES), 0))
    varying = {name: pl.Series(np.rint(values)).cast(pl.Int64) for name, values in zip(COLUMNS, told, strict=True)}
    parts = pl.concat([cells, sums], how="diagonal").with_columns(**varying)
    return _beside(allocate(question).frame, parts, cells)


def _performed(todo: list[Chunk], executor: Executor) -> Iterable[Floats]:
    running = [executor.submit(run, chunk) for chunk in todo]
    return (one.result() for one in running)


def _beside(frame: pl.DataFrame, parts: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The allocation with the ranges of what varies; what does not vary is added to all of them."""
    cell = ["area", "taakveld", "side"]
    own = frame.join(cells, on=cell, how="semi").filter(pl.col("key") != DIRECT)
    fixed = frame.join(own, on=[*cell, "key"], how="anti")
    found = []
    for by in (cell, ["area", "side"]):
        always = fixed.group_by(by).agg(always=pl.col("cents").sum())
        ranges = parts.filter(pl.col("taakveld").is_null() == ("taakveld" not in by)).select(*by, *COLUMNS)
        sums = of_sums(frame, ["gm", *by]).join(always, on=by, how="left", maintain_order="left")
        both = sums.join(ranges, on=by, how="left", maintain_order="left")
        told = [(pl.col(name).fill_null(0) + pl.col("always").fill_null(0)).alias(name) for name in COLUMNS]
        known = pl.when(pl.col("cents").is_not_null())
        found.append(both.with_columns(known.then(one) for one in told))
    columns = ["gm", *cell, "cents", *COLUMNS, "grade"]
    return pl.concat(found, how="diagonal").select(columns)


def planned(question: Question, doubt: Doubt) -> tuple[Plan, pl.DataFrame, pl.DataFrame]:
    """The plan; its cells [K] as `area`, `taakveld`, `side`; and its sums as `area`, `side`."""
    chosen, rows, _ = prepared(question)
    slots = chosen.slots
    if len(slots.gms) != 1:
        raise InputError("a range is made for one gemeente at a time", gms=slots.gms)
    numbers: dict[tuple[str, tuple[Mix, ...]], int] = {}
    group = np.array([_group(numbers, question, *pair) for pair in rows.frame.select("taakveld", "side").rows()])
    salaries = paid(question)
    payers = [_group(numbers, question, taakveld, "lasten") for taakveld in salaries["taakveld"]]
    tried = [_usable(chosen, mixes) for _, mixes in numbers]
    paid_by = np.bincount(np.array(payers, np.int64), salaries["cents"].to_numpy(), len(tried)).astype(np.float64)
    reach = np.array([_reached(question, chosen, usable) for _, usable in tried])
    overhead = (rows.frame["taakveld"] == OVERHEAD).to_numpy() & bool(paid_by.any())
    keyed = np.array([in_use != chosen.city for in_use, _ in tried])[group]
    varies = rows.known & ~rows.city & (keyed | overhead)
    reach_of_row = np.where(overhead[:, None], reach[paid_by > 0].any(axis=0), reach[group])
    row, slot = np.nonzero(varies[:, None] & reach_of_row)
    side = (rows.frame["side"] == SIDES[0]).to_numpy()[row]
    order = np.lexsort((row, slot, side))
    row, slot, side = row[order], slot[order], side[order]
    used = sorted({mix for _, usable in tried for mix in usable})
    mixes = tuple(chosen.mixes[n] for n in used)
    plan = Plan(
        ground=chosen.ground,
        keys={key: question.table.keys[key] for mix in mixes for key in mix.keys},
        mixes=mixes,
        tried=tuple((used.index(in_use), tuple(used.index(mix) for mix in usable)) for in_use, usable in tried),
        group=group,
        cents=rows.rest.astype(np.float64),
        main=_main(rows, varies),
        paid=paid_by,
        spread=np.flatnonzero(overhead & varies),
        row=row,
        slot=slot,
        sum=np.cumsum(np.diff(side * len(slots.gm) + slot, prepend=-1) != 0) - 1,
        doubt=doubt,
    )
    cells = rows.frame.select("taakveld", "side")[row].with_columns(area=slots.areas.gather(slot))
    sums = cells[np.flatnonzero(np.diff(plan.sum, prepend=-1))].select("area", "side")
    return plan, cells, sums


def _group(numbers: dict[tuple[str, tuple[Mix, ...]], int], question: Question, taakveld: str, side: str) -> int:
    """Taakvelden under one rule share the doubt about its key: if it is wrong for one, it is for the other."""
    rule = question.table.rule(taakveld, side)
    return numbers.setdefault((rule.id, rule.tried(question.perspective)), len(numbers))


def _usable(chosen: Chosen, mixes: tuple[Mix, ...]) -> tuple[int, tuple[int, ...]]:
    """The mix in use, and all that could be; the city as a whole is no alternative where anything else is."""
    usable = [n for n in (chosen.mixes.index(mix) for mix in mixes) if chosen.usable[n, 0]]
    return usable[0], tuple(n for n in usable if n == usable[0] or n != chosen.city)


def _reached(question: Question, chosen: Chosen, usable: tuple[int, ...]) -> Bools:
    """[S]: what may get a part in some draw; persons of unknown address also where they are nobody as it is."""
    kind = chosen.slots.kind
    reached: Bools = np.any(chosen.shares[list(usable)] > 0, axis=0)
    if usable != (chosen.city,):
        keys = {question.table.keys[key] for mix in usable for key in chosen.mixes[mix].keys}
        kinds = [AREA, UNKNOWN] if any(key.unknown for key in keys) else [AREA]
        reached = np.logical_or(reached, np.isin(kind, kinds))
    return reached


def _main(rows: Rows, varies: Bools) -> Ints:
    """The number of the main group and side within which a booking may belong elsewhere, −1 for none."""
    codes = rows.frame.select(pl.col("taakveld").str.split(".").list.first() + pl.col("side")).to_series()
    number = codes.rank("dense").to_numpy().astype(np.int64)
    general = rows.frame["taakveld"].str.starts_with("0.").to_numpy()
    return np.where(varies & (rows.rest > 0) & ~general, number, -1)
