"""What each area weighs under each key, from the figures that were published; and where they were not.

All arrays end in the axis of the slots: the areas of every gemeente in one row, and behind those of each gemeente two
more, the city as a whole and persons of unknown address. Figures may have more axes before it (draws of a Monte Carlo).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stadsbeeld.domain.errors import InputError
from stadsbeeld.domain.figure import FIGURES
from stadsbeeld.instruments.geldstromen.keys import CITY, Key

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
AREA, WHOLE, UNKNOWN = 0, 1, 2
CITY_SUFFIX, UNKNOWN_SUFFIX = "-stad", "-onbekend"
# CBS gives each large water a wijk of this name in each gemeente that has a part of it, and no figure at all.
WATER = "Groot water"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """`gms` [G] in order; `areas` [S] codes; `gm` [S] index of the gemeente; `kind` [S] AREA, WHOLE or UNKNOWN.

    `starts` [G]: the first slot of each gemeente; its last two are the whole and the unknown. `water` [S]: nobody lives
    or builds there.
    """

    gms: list[str]
    areas: pl.Series
    gm: Ints
    kind: Ints
    starts: Ints
    water: Bools

    @classmethod
    def of(cls, areas: pl.DataFrame) -> "Slots":
        """From `gm`, `area` and, where known, `name`. Raises InputError for an area that stands there twice."""
        own = areas.select(
            "gm", "area", kind=AREA, water=(pl.col("name") == WATER) if "name" in areas.columns else pl.lit(False)
        )
        if own["area"].is_duplicated().any():
            raise InputError("an area stands there twice", area=own.filter(own["area"].is_duplicated())["area"][0])
        gms = areas.select("gm").unique()
        more = [
            gms.select("gm", area=pl.col("gm") + suffix, kind=kind, water=False)
            for suffix, kind in ((CITY_SUFFIX, WHOLE), (UNKNOWN_SUFFIX, UNKNOWN))
        ]
        slots = pl.concat([own.with_columns(pl.col("kind").cast(pl.Int32)), *more]).sort("gm", "kind", "area")
        number = slots["gm"].rle_id().to_numpy().astype(np.int64)
        return cls(
            gms=slots["gm"].unique(maintain_order=True).to_list(),
            areas=slots["area"],
            gm=number,
            kind=slots["kind"].to_numpy().astype(np.int64),
            starts=np.flatnonzero(np.diff(number, prepend=-1)),
            water=slots["water"].fill_null(False).to_numpy(),
        )

    def sums(self, values: Floats) -> Floats:
        """[…, S] to […, G]."""
        return np.add.reduceat(values, self.starts, axis=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The figures of the areas: `table` figure → […, S], and of the gemeente: `own` figure → [G]; NaN: not told."""

    slots: Slots
    table: Mapping[str, Floats]
    own: Mapping[str, Floats]

    @classmethod
    def of(cls, areas: pl.DataFrame, figures: pl.DataFrame, wanted: Iterable[str]) -> "Ground":
        """`figures`: `area`, `figure`, `value` and, where known, `mark` and `year`. A marked value counts as not told.

        Raises InputError where a figure of an area stands there twice: which year is meant is the caller's to say. A
        figure of the gemeente is used only where it is of the year of its areas.
        """
        slots = Slots.of(areas)
        told = figures.filter(pl.col("figure").is_in(sorted(set(wanted))), pl.col("value").is_not_null())
        told = told.filter(pl.col("mark").is_null()) if "mark" in told.columns else told
        told = told if "year" in told.columns else told.with_columns(year=pl.lit(0))
        if told.select(pl.struct("area", "figure").is_duplicated().any()).item():
            raise InputError("a figure of an area is told for more than one year")
        count = len(slots.areas)
        at = pl.DataFrame({"area": slots.areas, "slot": np.arange(count), "gm": slots.gm})
        ours = told.join(at, on="area", how="inner")
        years = ours.group_by("gm", "figure").agg(pl.col("year").max())
        city = pl.DataFrame({"area": slots.gms, "gm": np.arange(len(slots.gms))})
        theirs = told.join(city, on="area", how="inner").join(years, on=["gm", "figure", "year"], how="semi")
        return cls(slots=slots, table=_wide(ours, "slot", count), own=_wide(theirs, "gm", len(slots.gms)))


def _wide(told: pl.DataFrame, column: str, count: int) -> dict[str, Floats]:
    found = {}
    for (figure,), rows in told.partition_by("figure", as_dict=True).items():
        values = np.full(count, np.nan)
        values[rows[column].to_numpy()] = rows["value"].to_numpy()
        found[str(figure)] = values
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """`values` […, S]: the weight under a key, NaN where a figure lacks; the whole and the unknown are in it.

    `lacking` figure → [G]: in how many areas it lacks. `filled` figure → [G]: in how many it was withheld because
    so few live there that the publisher tells no shares, so that the mean of the gemeente was taken. `unknown` [G]: how
    many of the base have no area.
    """

    values: Floats
    lacking: Mapping[str, Ints] = field(default_factory=dict)
    filled: Mapping[str, Ints] = field(default_factory=dict)
    unknown: Floats


def weigh(key: Key, ground: Ground) -> Weighed:
    """The weights under a key.

    An area of which the base is 0 weighs 0, whatever else is not told there; so does water. A share that is withheld
    where the base may be below the publisher's bound (`secret_below`) is taken to be the gemeente's own, or the mean of
    its other areas: it moves some tens of people. Anything else that lacks makes the weight NaN.
    """
    slots = ground.slots
    count = len(slots.gms)
    if key.id == CITY or key.base is None:
        return Weighed(values=(slots.kind == WHOLE).astype(np.float64), unknown=np.zeros(count))
    empty = slots.water | (slots.kind != AREA)
    base = np.where(empty, 0.0, _told(ground, key.base))
    values, lacking, filled = base.copy(), {key.base: _count(slots, np.isnan(base))}, {}

    def use(figure: str) -> Floats:
        told, taken = _completed(ground, figure, str(key.base), base)
        lacking[figure] = _count(slots, np.isnan(told) & (base > 0))
        filled[figure] = _count(slots, taken)
        return told

    if key.parts:
        values = values * sum(use(figure) for figure in key.parts)
    for figure in key.times:
        values = values * use(figure)
    if key.tilt is not None:
        values = values * np.exp(-key.rate * use(key.tilt))
    values = np.where(base == 0, 0.0, values)
    unknown = np.zeros(count)
    if key.unknown and key.base in ground.own:
        bases = slots.sums(base)
        unknown = np.maximum(np.nan_to_num(ground.own[key.base] - bases), 0.0)
        part = np.divide(unknown, bases, out=np.zeros_like(bases), where=bases > 0)
        extra = (slots.sums(values) * part)[..., slots.gm]
        values = np.where(slots.kind == UNKNOWN, extra, values)
    return Weighed(values=values, lacking=lacking, filled=filled, unknown=unknown)


def _told(ground: Ground, figure: str) -> Floats:
    found = ground.table.get(figure)
    return np.full(len(ground.slots.areas), np.nan) if found is None else found


def _completed(ground: Ground, figure: str, counted: str, base: Floats) -> tuple[Floats, Bools]:
    """The figure with what was withheld for smallness filled, and where that was."""
    told, slots = _told(ground, figure), ground.slots
    small = np.isnan(told) & (base > 0) & (base < _few(figure, counted))
    if not small.any():
        return told, small
    known = ~np.isnan(told) & ~np.isnan(base)
    weight = slots.sums(np.where(known, base, 0.0))
    summed = slots.sums(np.where(known, base * told, 0.0))
    mean = np.divide(summed, weight, out=np.full_like(summed, np.nan), where=weight > 0)
    own = ground.own.get(figure)
    mean = mean if own is None else np.where(np.isnan(own), mean, own)
    return np.where(small, mean[..., slots.gm], told), small


def _few(figure: str, counted: str) -> float:
    """Below this a share of the figure may be withheld. A count that is rounded up hides a true one below the bound."""
    bound = FIGURES[figure].secret_below if figure in FIGURES else None
    step = FIGURES[counted].rounded_to if counted in FIGURES else None
    return bound + (step or 0) if bound else 0


def _count(slots: Slots, which: Bools) -> Ints:
    """[…, S] to [G]; of several draws the first: what is told is the same in all."""
    first = which.reshape(-1, which.shape[-1])[0]
    return np.add.reduceat(first.astype(np.int64), slots.starts)
