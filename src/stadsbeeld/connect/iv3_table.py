"""The Iv3 table that CBS publishes: a row for each gemeente and taakveld, in thousands of euro, with names.

Columns between semicolons: `Gemeenten` (a name), `Taakveld` (a code, a blank and a name, which may be cut off:
`0.11 Resultaat van de rekening van bat..`), `L1.1 Salarissen en sociale lasten`, `Baten`, `Lasten`; no others are read.
The code is the text before the blank: 0.1 is Bestuur, 0.10 the reserves. 6.71, 6.72, 6.81 and 6.82 are what was booked
beside their children (6.71a, …) and no sums of them.

What makes a table whole: every gemeente in it has every taakveld of the year once, and the row `Nederland`, the sum of
all others, is there and adds up for each taakveld and column. So no part of a table passes for a table.
"""

from collections.abc import Mapping

import polars as pl

from stadsbeeld.connect import iv3_codes
from stadsbeeld.connect.table import numbers, read_csv
from stadsbeeld.domain.errors import NotFoundError, SourceFormatError
from stadsbeeld.geo.gemeenten import code_of

NAME, FLOW = "Gemeenten", "Taakveld"
SALARIES, BATEN, LASTEN = "L1.1 Salarissen en sociale lasten", "Baten", "Lasten"
AMOUNTS = [SALARIES, BATEN, LASTEN]
NATION = "Nederland"
CENTS_PER_UNIT = 100_000
# A million million euro: above the product of the whole country, so the number is damaged.
LARGEST = 1e9


def read_table(source: str, raw: bytes, year: int) -> pl.DataFrame:
    """`area`, `flow`, `side`, `category` (`L1.1`, `L.overig`, `B.totaal`) and `cents` of every cell but Nederland's.

    An empty cell of L1.1 says that nothing was booked there, or nothing told: it gives no row, and `L.overig` is the
    whole of the lasten. A gemeente of which every cell is zero or empty delivered nothing: all its cents are null.
    Negative amounts are kept as they are. Raises SourceFormatError.
    """
    text = read_csv(source, raw, [NAME, FLOW, *AMOUNTS], delimiter=";")
    _whole(source, text, [NAME, FLOW, BATEN, LASTEN])
    frame = numbers(source, text, AMOUNTS)
    wide = frame.select(
        pl.col(NAME),
        pl.col(FLOW).str.splitn(" ", 2).struct.field("field_0").alias("flow"),
        *(_thousands(source, frame[name]) for name in AMOUNTS),
    )
    _every_taakveld_once(source, wide, year)
    _adds_up(source, wide)
    areas = _areas(source, wide, year)
    return _categories(
        wide.filter(pl.col(NAME) != NATION).with_columns(
            area=pl.col(NAME).replace_strict(areas, return_dtype=pl.String),
            delivered=pl.any_horizontal(pl.col(AMOUNTS).fill_null(0) != 0).any().over(NAME),
        )
    )


def _whole(source: str, text: pl.DataFrame, columns: list[str]) -> None:
    for name in columns:
        if text[name].null_count():
            row = int(text[name].is_null().arg_true()[0]) + 1
            raise SourceFormatError(source, f"{name} is empty", row)


def _thousands(source: str, amounts: pl.Series) -> pl.Series:
    """As cents, rounded. What no gemeente can spend is refused."""
    if len(wrong := (amounts.abs() > LARGEST).fill_null(value=False).arg_true()):
        raise SourceFormatError(source, f"{amounts.name} is no amount: {amounts[wrong[0]]}", int(wrong[0]) + 1)
    return (amounts * CENTS_PER_UNIT).round().cast(pl.Int64)


def _every_taakveld_once(source: str, wide: pl.DataFrame, year: int) -> None:
    known = iv3_codes.taakvelden(year)
    if len(wrong := (~wide["flow"].is_in(list(known))).arg_true()):
        row = int(wrong[0])
        raise SourceFormatError(source, f"DF001: {wide['flow'][row]!r} is not a taakveld of {year}", row + 1)
    told = wide.group_by(NAME, maintain_order=True).agg(rows=pl.len(), flows=pl.col("flow").n_unique())
    for name, rows, flows in told.iter_rows():
        if rows != flows:
            raise SourceFormatError(source, f"a taakveld of {name} stands there twice")
        if flows != len(known):
            raise SourceFormatError(
                source, f"{name} has {flows} of the {len(known)} taakvelden of {year}: it was cut off"
            )


def _adds_up(source: str, wide: pl.DataFrame) -> None:
    sums = [pl.col(name).sum() for name in AMOUNTS]
    nation = pl.col(NAME) == NATION
    whole, parts = (wide.filter(which).group_by("flow").agg(sums).sort("flow") for which in (nation, ~nation))
    if whole.is_empty() or parts.is_empty():
        raise SourceFormatError(source, f"the row {NATION}, or what it is the sum of, is not there")
    for told, summed in zip(whole.iter_rows(), parts.iter_rows(), strict=True):
        if told != summed:
            raise SourceFormatError(source, f"the gemeenten do not add up to {NATION} for taakveld {told[0]}")


def _areas(source: str, wide: pl.DataFrame, year: int) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name in wide[NAME].unique(maintain_order=True):
        if name == NATION:
            continue
        try:
            found[name] = code_of(name, year)
        except NotFoundError as error:
            raise SourceFormatError(source, f"{name!r} is not a gemeente of {year}") from error
    if len(set(found.values())) != len(found):
        raise SourceFormatError(source, "a gemeente stands there under two names")
    return found


def _categories(wide: pl.DataFrame) -> pl.DataFrame:
    salaries, lasten = pl.col(SALARIES), pl.col(LASTEN)
    parts = (
        ("lasten", "L1.1", salaries, salaries.is_not_null()),
        ("lasten", "L.overig", lasten - salaries.fill_null(0), pl.lit(value=True)),
        ("baten", "B.totaal", pl.col(BATEN), pl.lit(value=True)),
    )
    return pl.concat(
        wide.filter(which).select(
            "area",
            "flow",
            pl.lit(side).alias("side"),
            pl.lit(category).alias("category"),
            pl.when("delivered").then(amount).alias("cents"),
        )
        for side, category, amount, which in parts
    )
