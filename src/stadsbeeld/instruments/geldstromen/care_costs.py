"""From costs of care by gemeente, sex and age class (records `zvw_costs`) to what `care` asks for.

c_g = Σ costs / Σ insured years over the gemeenten of the country, for each kind of cost, sex and age group of CBS. An
insured year is one person for a whole year, so that who was born, died or moved counts for as long as it was so.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from stadsbeeld.domain.errors import InputError

# The last age of each group of CBS; the oldest has none.
GROUPS = (
    ("age_0_14_pct", 14),
    ("age_15_24_pct", 24),
    ("age_25_44_pct", 44),
    ("age_45_64_pct", 64),
    ("age_65_pct", None),
)
SEXES = {"M": "men", "V": "women"}
ROWS = {
    "gm": pl.String,
    "age": pl.String,
    "sex": pl.String,
    "years": pl.Float64,
    "kind": pl.String,
    "euro": pl.Float64,
}


def group_of(first: int, last: int | None) -> str:
    """The age group of CBS that an age class lies in. Raises InputError for a class that lies in two."""
    name, end = next((name, end) for name, end in GROUPS if end is None or first <= end)
    if end is not None and (last is None or last > end):
        raise InputError(f"the ages {first} to {last} lie in two groups of CBS", first=first, last=last)
    return name


def rows_of(bodies: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Bodies of `zvw_costs` of one year, a row for each kind: `gm`, `age`, `sex`, `years`, `kind`, `euro`.

    Raises InputError for bodies of two years, which must not be added up.
    """
    told = list(bodies)
    if len(years := sorted({body["year"] for body in told})) > 1:
        raise InputError(f"costs of {years} are of more than one year", years=years)
    rows = [
        (
            body["area"],
            group_of(body["fromAge"], body["toAge"]),
            SEXES[body["sex"]],
            body["insuredYears"],
            kind,
            euro,
        )
        for body in told
        for kind, euro in body["costs"].items()
    ]
    return pl.DataFrame(rows, schema=ROWS, orient="row")


def costs(rows: pl.DataFrame) -> pl.DataFrame:
    """`kind`, `age`, `sex`, `cents` of one person in a year, `persons` in the country: `costs` of `care.care`.

    Where costs or insured years are not told the row counts for neither.
    """
    whole = rows.drop_nulls(["euro", "years"])
    return (
        whole.group_by("kind", "age", "sex")
        .agg(persons=pl.col("years").sum(), euro=pl.col("euro").sum())
        .filter(pl.col("persons") > 0)
        .select("kind", "age", "sex", cents=pl.col("euro") * 100 / pl.col("persons"), persons="persons")
        .sort("kind", "age", "sex")
    )


def totals(rows: pl.DataFrame) -> pl.DataFrame:
    """`gm`, `kind`, `cents`: what a gemeente costs in all; null where one of its rows is not told."""
    euro = pl.col("euro")
    return (
        rows.group_by("gm", "kind")
        .agg(cents=pl.when(~euro.is_null().any()).then((euro.sum() * 100).round()).cast(pl.Int64))
        .sort("gm", "kind")
    )
