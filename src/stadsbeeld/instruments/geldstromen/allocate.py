"""A gemeente's money to its wijken: A_i = D_i + R · Σ_m w_m · k_i⁽ᵐ⁾ / Σ_i k⁽ᵐ⁾, closing to the cent.

D is what is booked to an address, R the rest of the total of a taakveld, k⁽ᵐ⁾ the m-th key of the mix (`keys`). What is
of the city as a whole goes to the area `<GM>-stad`, the part of persons of unknown address to `<GM>-onbekend`. Of every
gemeente, taakveld and side the parts add up to what was published, always.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.choose import Chosen, choose
from stadsbeeld.instruments.geldstromen.grades import NOT_ATTRIBUTABLE
from stadsbeeld.instruments.geldstromen.keys import KeyTable, Perspective, declared
from stadsbeeld.instruments.geldstromen.notes import fallbacks, notes, of_figures, of_rows
from stadsbeeld.instruments.geldstromen.rounding import largest_remainder
from stadsbeeld.instruments.geldstromen.weights import AREA, WHOLE, Bools, Floats, Ground, Ints, Slots

OVERHEAD = "0.4"
RESERVES = ("0.10", "0.11")
DIRECT, NEGATIVE, SALARIES = "direct", "negative", "salaries"
ROW = ["gm", "taakveld", "side"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`totals`: `gm`, `taakveld`, `side`, `cents` (null: not delivered). `areas`: `gm`, `area` and, where known,
    `name`; areas of a gemeente are disjoint (all wijken, or all buurten). `figures`: of those areas and their
    gemeenten, one year of each: `area`, `figure`, `value` and, where known, `mark` and `year`.

    `direct`: `gm`, `area`, `taakveld`, `side`, `cents` that are booked to an address. `salaries`: `gm`, `taakveld`,
    `cents` of L1.1; where given, overhead (0.4) is spread over the taakvelden pro rata salaries and follows their keys.
    `negatives`: a total below zero is a correction; it stays with the city as a whole, or is spread like any other.
    """

    totals: pl.DataFrame
    areas: pl.DataFrame
    figures: pl.DataFrame
    table: KeyTable = field(default_factory=declared)
    perspective: Perspective = "place"
    direct: pl.DataFrame | None = None
    salaries: pl.DataFrame | None = None
    negatives: Literal["city", "spread"] = "city"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """`frame`: `gm`, `area`, `taakveld`, `side`, `cents` (i64; null: the total was not delivered), `key`, `grade`.

    A row for each area that the key reaches, zeros too, unique in all but `cents` and `grade`. `key` is the id of a
    mix, `direct` (booked to an address), `negative` (a correction that stays with the city) or `salaries` (overhead).
    `notes`: as the module `notes` says; whatever is otherwise than the first key of a rule stands there.
    """

    frame: pl.DataFrame
    notes: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """`frame`: `gm`, `taakveld`, `side` of each total, sorted; `gm` its number; `tried` that of its list of mixes.

    `rest`: cents that keys allocate, 0 where not `known`. `city`: stays with the city, whatever the key.
    """

    frame: pl.DataFrame
    gm: Ints
    tried: Ints
    known: Bools
    rest: Ints
    city: Bools


def prepared(question: Question) -> tuple[Chosen, Rows, list[pl.DataFrame]]:
    """What allocates, what is allocated, and the notes that come of it. Raises InputError as `allocate` does."""
    table = question.table
    ground = Ground.of(question.areas, question.figures, {f for key in table.keys.values() for f in key.figures})
    totals = _checked(question.totals, ROW, ground.slots)
    pairs = totals.select("taakveld", "side").unique().sort("taakveld", "side").rows()
    salaried = paid(question)["taakveld"].unique().sort().to_list()
    every = list(dict.fromkeys([*pairs, *((taakveld, "lasten") for taakveld in salaried)]))
    of_pair = {pair: table.rule(*pair).tried(question.perspective) for pair in every}
    different = list(dict.fromkeys(of_pair.values()))
    chosen = choose(ground, table, different)
    number = pl.DataFrame(
        [(*pair, different.index(tried)) for pair, tried in of_pair.items()],
        schema={"taakveld": pl.String, "side": pl.String, "tried": pl.Int64},
        orient="row",
    )
    totals = totals.join(number, on=["taakveld", "side"], how="left", maintain_order="left")
    booked = _booked(question, totals, ground.slots)
    known = totals["cents"].is_not_null().to_numpy()
    cents = totals["cents"].fill_null(0).to_numpy()
    rest = np.where(known, cents - booked, 0)
    over = (booked != 0) & ((rest < 0) & (cents >= 0) | (rest > 0) & (cents <= 0))
    below = (rest < 0) & (question.negatives == "city")
    rows = Rows(
        frame=totals.select(ROW),
        gm=_numbers(totals["gm"], ground.slots),
        tried=totals["tried"].to_numpy(),
        known=known,
        rest=rest,
        city=over | below,
    )
    told = [
        of_rows(rows.frame, ~known, "missing"),
        of_rows(rows.frame, over, "direct-over", rest),
        of_rows(rows.frame, below & ~over, "negative", rest),
    ]
    return chosen, rows, told


def allocate(question: Question) -> Allocation:
    """Raises InputError for a total that stands there twice, a gemeente without areas, a taakveld without a rule, and
    for direct money of an area or total that is none."""
    chosen, rows, told = prepared(question)
    mix = np.where(rows.city, chosen.city, chosen.choice[rows.tried, rows.gm])
    first = np.array([one[0] for one in chosen.tried])[rows.tried]
    grade = chosen.grades(question.table)[rows.tried, mix]
    keys = [one.id for one in chosen.mixes] + [SALARIES, NEGATIVE]
    told += [fallbacks(rows.frame, rows.gm, first, np.where(rows.city, first, mix), chosen)]
    told += of_figures(chosen, {id: key.base for id, key in question.table.keys.items() if key.base and key.unknown})
    shares, key = chosen.shares, np.where(rows.city, len(keys) - 1, mix)
    if question.salaries is not None:
        overhead = by_salaries(question, chosen)
        spread = (rows.frame["taakveld"] == OVERHEAD).to_numpy() & ~rows.city
        reached = spread & (chosen.slots.sums(overhead) > 0)[rows.gm]
        told += [of_rows(rows.frame, spread & ~reached, "no-salaries")]
        shares = np.vstack([shares, overhead])
        mix, key = np.where(reached, len(shares) - 1, mix), np.where(reached, len(keys) - 2, key)
        grade = np.where(reached, "D", grade)
    row, slot, cents = divided(chosen, rows, mix, shares)
    whole = pl.Series(chosen.slots.kind[slot] == WHOLE)
    frame = rows.frame[row].select(
        "gm",
        chosen.slots.areas[slot].alias("area"),
        "taakveld",
        "side",
        pl.Series("cents", cents).set(~pl.Series(rows.known[row]), None),
        pl.Series("key", keys).gather(key[row]),
        pl.Series("grade", grade[row]).set(whole, NOT_ATTRIBUTABLE),
    )
    direct = _direct(question).join(rows.frame.filter(pl.Series(rows.known)), on=ROW, how="semi")
    return Allocation(frame=pl.concat([frame, direct.select(frame.columns)]), notes=notes(told))


def divided(chosen: Chosen, rows: Rows, mix: Ints, shares: Floats) -> tuple[Ints, Ints, Ints]:
    """Each total in whole cents over the slots that its mix reaches: numbers of the row and of the slot, and cents."""
    slots = chosen.slots
    size = np.diff(np.append(slots.starts, len(slots.gm)))[rows.gm]
    row = np.repeat(np.arange(len(size)), size)
    slot = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size) + slots.starts[rows.gm][row]
    weight = shares[mix[row], slot]
    reached = (weight > 0) | ((slots.kind[slot] == AREA) & (mix[row] != chosen.city))
    row, slot, weight = row[reached], slot[reached], weight[reached]
    return row, slot, largest_remainder(rows.rest, weight, row)


def by_salaries(question: Question, chosen: Chosen) -> Floats:
    """[S]: what part of its gemeente's overhead each slot gets, Σ_t salaries_t · share_t; 0 where none are told."""
    slots, told = chosen.slots, paid(question)
    whole = np.zeros(len(slots.gm))
    tried = {
        taakveld: chosen.tried.index(
            tuple(
                chosen.mixes.index(mix) for mix in question.table.rule(taakveld, "lasten").tried(question.perspective)
            )
        )
        for taakveld in told["taakveld"].unique().to_list()
    }
    for (taakveld,), own in told.partition_by("taakveld", as_dict=True).items():
        salary = np.zeros(len(slots.gms))
        salary[_numbers(own["gm"], slots)] = own["cents"].to_numpy()
        mix = chosen.choice[tried[str(taakveld)]]
        whole += salary[slots.gm] * chosen.shares[mix[slots.gm], np.arange(len(slots.gm))]
    sums = slots.sums(whole)[slots.gm]
    return np.divide(whole, sums, out=np.zeros_like(whole), where=sums > 0)


def paid(question: Question) -> pl.DataFrame:
    """`gm`, `taakveld`, `cents` above 0 of all that can carry overhead: not itself, and no reserves."""
    if question.salaries is None:
        return pl.DataFrame(schema={"gm": pl.String, "taakveld": pl.String, "cents": pl.Int64})
    told = question.salaries.filter(pl.col("cents") > 0, ~pl.col("taakveld").is_in([OVERHEAD, *RESERVES]))
    known = question.areas.select("gm").unique()
    return told.group_by("gm", "taakveld").agg(pl.col("cents").sum()).join(known, on="gm", how="semi")


def _direct(question: Question) -> pl.DataFrame:
    schema = {"gm": pl.String, "area": pl.String, "taakveld": pl.String, "side": pl.String, "cents": pl.Int64}
    told = pl.DataFrame(schema=schema) if question.direct is None else question.direct.select(list(schema))
    summed = told.group_by("gm", "area", "taakveld", "side", maintain_order=True).agg(pl.col("cents").sum())
    return summed.with_columns(key=pl.lit(DIRECT), grade=pl.lit("A"))


def _booked(question: Question, totals: pl.DataFrame, slots: Slots) -> Ints:
    """[rows]: Σ D. Raises InputError for an area or a total that is none."""
    direct = _direct(question)
    areas = pl.DataFrame({"gm": pl.Series(slots.gms).gather(slots.gm), "area": slots.areas, "kind": slots.kind})
    own = areas.filter(pl.col("kind") == AREA)
    for lost in (direct.join(own, on=["gm", "area"], how="anti"), direct.join(totals, on=ROW, how="anti")):
        if len(lost):
            raise InputError("direct money of an area or a total that is none", direct=lost.row(0, named=True))
    sums = direct.group_by(ROW).agg(booked=pl.col("cents").sum())
    booked = totals.join(sums, on=ROW, how="left", maintain_order="left")["booked"].fill_null(0).to_numpy()
    return booked.astype(np.int64)


def _checked(totals: pl.DataFrame, key: list[str], slots: Slots) -> pl.DataFrame:
    told = totals.select(*key, pl.col("cents").cast(pl.Int64)).sort(key)
    if (twice := told.filter(pl.struct(key).is_duplicated())).height:
        raise InputError("a total stands there twice", total=twice.row(0, named=True))
    if lost := sorted(set(told["gm"].unique()) - set(slots.gms)):
        raise InputError(f"{lost[0]} has no areas", gm=lost[0])
    return told


def _numbers(gms: pl.Series, slots: Slots) -> Ints:
    number = {gm: n for n, gm in enumerate(slots.gms)}
    return gms.replace_strict(number, return_dtype=pl.Int64).to_numpy()
