"""What is otherwise than the first key of a rule says, as a table beside the allocated money.

Kinds: `fallback` (`wanted` could not be used, `used` was; `figure` lacks in `count` areas, or null where it sums to
nothing), `filled` (of `figure` a share was withheld in `count` areas where few live, and the gemeente's was taken),
`unknown-persons` (`count` of `figure` have no area), `missing` (the total was not delivered), `negative` (a
correction of `cents` stays with the city), `direct-over` (more is booked to addresses than the total; the difference
stays with the city), `no-salaries` (overhead cannot be spread). A null `taakveld` or `side` means all of them.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from stadsbeeld.instruments.geldstromen.choose import Chosen
from stadsbeeld.instruments.geldstromen.weights import Bools, Floats, Ints

NOTES = pl.Schema(
    {
        "gm": pl.String(),
        "taakveld": pl.String(),
        "side": pl.String(),
        "kind": pl.String(),
        "wanted": pl.String(),
        "used": pl.String(),
        "figure": pl.String(),
        "count": pl.Int64(),
        "cents": pl.Int64(),
    }
)


def notes(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    empty = pl.DataFrame(schema=NOTES)
    told = pl.concat([empty, *(part.cast({c: NOTES[c] for c in part.columns}) for part in parts)], how="diagonal")
    return told.select(NOTES.names()).sort("gm", "kind", "taakveld", "side", "figure")


def of_rows(rows: pl.DataFrame, which: Bools, kind: str, cents: Ints | None = None) -> pl.DataFrame:
    """`rows`: `gm`, `taakveld`, `side`."""
    told = rows.select("gm", "taakveld", "side", kind=pl.lit(kind))
    told = told if cents is None else told.with_columns(cents=pl.Series(cents))
    return told.filter(pl.Series(which, dtype=pl.Boolean))


def fallbacks(rows: pl.DataFrame, gm: Ints, wanted: Ints, used: Ints, chosen: Chosen) -> pl.DataFrame:
    """`gm`, `wanted` and `used` [rows] are numbers of gemeenten and mixes."""
    ids = pl.Series([mix.id for mix in chosen.mixes])
    names, first, count = _lacking(chosen)
    lacks = first[wanted, gm]
    told = rows.select("gm", "taakveld", "side", kind=pl.lit("fallback")).with_columns(
        wanted=ids.gather(wanted),
        used=ids.gather(used),
        figure=pl.Series(names, dtype=pl.String).gather(pl.Series(lacks).replace(-1, None)),
        count=pl.Series(count[wanted, gm]),
    )
    return told.filter(pl.Series(wanted != used, dtype=pl.Boolean))


def _lacking(chosen: Chosen) -> tuple[list[str], Ints, Ints]:
    """Names of figures; per mix and gemeente the number of the first that lacks (−1: none does), in how many areas."""
    names: list[str] = []
    first, count = np.full(chosen.usable.shape, -1), np.zeros(chosen.usable.shape, np.int64)
    for n, mix in enumerate(chosen.mixes):
        for key in mix.keys:
            for figure, lacks in chosen.weighed[key].lacking.items():
                names += [] if figure in names else [figure]
                here = (first[n] < 0) & (lacks > 0)
                first[n] = np.where(here, names.index(figure), first[n])
                count[n] = np.where(here, lacks, count[n])
    return names, first, count


def of_figures(chosen: Chosen, bases: dict[str, str]) -> list[pl.DataFrame]:
    """What was filled and who is unknown, once for each figure; `bases` key → its base."""
    filled: dict[str, Ints] = {}
    unknown: dict[str, Floats] = {}
    used = chosen.used
    for n, mix in enumerate(chosen.mixes):
        for key in mix.keys:
            weighed = chosen.weighed[key]
            for figure, count in weighed.filled.items():
                filled[figure] = np.maximum(filled.get(figure, 0), np.where(used[n], count, 0))
            if key in bases:
                base = bases[key]
                unknown[base] = np.maximum(unknown.get(base, 0.0), np.where(used[n], weighed.unknown, 0.0))
    gms = pl.Series(chosen.slots.gms, dtype=pl.String)
    told = [("filled", figure, count) for figure, count in filled.items()]
    told += [("unknown-persons", figure, np.rint(count).astype(np.int64)) for figure, count in unknown.items()]
    return [
        pl.DataFrame({"gm": gms, "kind": kind, "figure": figure, "count": count}).filter(pl.col("count") > 0)
        for kind, figure, count in told
    ]
