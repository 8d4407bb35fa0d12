"""Spending of one gemeente against the norm, per cluster and inhabitant, with the median of its peers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from stadsbeeld.instruments.geldstromen.clusters import NOT_NORMED, OVERHEAD
from stadsbeeld.instruments.geldstromen.gemeentefonds import Body, Fund, fund_of, paid, totals
from stadsbeeld.instruments.geldstromen.norm import Overhead, against_norm, fund_against_own, spending, with_overhead

VOLUMES, PAYMENTS = "gemeentefonds_volumes", "gemeentefonds_payments"
WEIGHTS, FACTOR = "gemeentefonds_weights", "gemeentefonds_factor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Normed:
    """`lines`: `cluster`, `net_cents`, `norm_cents`, `difference_cents` and, in euro per inhabitant, `net`, `norm`,
    `difference`, `peers_net`, `peers_difference`. `whole`: the same of all clusters that have both and of
    overhead, which is in every norm. `own`: of `fund_against_own`, the one row."""

    lines: pl.DataFrame
    whole: Mapping[str, Any]
    own: Mapping[str, Any]


def years(volumes: Sequence[Body]) -> list[int]:
    """Of which circulars are complete enough to recompute the fund."""
    return sorted({int(body["year"]) for body in volumes})


def newest_fund(tables: Mapping[str, Sequence[Body]], year: int) -> Fund | None:
    """Of the circulars about that year the newest: of one spring and autumn, that of September (S) after May (M).

    `tables`: bodies by kind. None where no circular is about that year.
    """
    circulars = {str(body["circular"]) for body in tables[VOLUMES] if int(body["year"]) == year}
    known = [one for one in tables[FACTOR] if int(one["year"]) == year and str(one["circular"]) in circulars]
    if not known:
        return None
    factor = max(known, key=lambda one: (str(one["circular"])[1:], str(one["circular"])[0]))
    of = {
        kind: [one for one in told if (one["circular"], int(one["year"])) == (factor["circular"], year)]
        for kind, told in tables.items()
    }
    return fund_of(of[VOLUMES], of[PAYMENTS], of[WEIGHTS], factor)


def normed(ledger: pl.DataFrame, fund: Fund, people: pl.DataFrame, gm: str, overhead: Overhead) -> Normed:
    """`ledger`: one period of the gemeente and its peers; `people`: `area`, `heads`."""
    spent = spending(ledger)
    there = ledger["area"].unique().to_list()
    norm = paid(fund).filter(pl.col("area").is_in(there))
    table = against_norm(with_overhead(spent, overhead), norm).join(people, on="area", how="left")
    # Overhead has no norm of its own because it is in that of every cluster: where it stands apart it counts as well.
    either = (~pl.col("cluster").is_in(NOT_NORMED) & pl.col("norm").is_not_null()) | (pl.col("cluster") == OVERHEAD)
    both = table.filter(either & pl.col("net").is_not_null())
    sums = both.group_by("area", "heads").agg(pl.col("net", "norm").sum())
    sums = sums.with_columns(difference=pl.col("net") - pl.col("norm"))
    whole = _beside(sums.with_columns(cluster=pl.lit("")), gm).row(0, named=True) if len(sums) else {}
    recomputed = totals(fund).filter(pl.col("area") == gm)
    own = fund_against_own(spent.filter(pl.col("area") == gm), recomputed).row(0, named=True)
    return Normed(lines=_beside(table, gm), whole=whole, own=own)


def _beside(table: pl.DataFrame, gm: str) -> pl.DataFrame:
    amounts = ("net", "norm", "difference")
    per = table.select(
        "area",
        "cluster",
        *(pl.col(name).alias(f"{name}_cents") for name in amounts),
        *(pl.col(name) / 100 / pl.when(pl.col("heads") > 0).then(pl.col("heads")) for name in amounts),
    )
    others = (
        per.filter(pl.col("area") != gm)
        .group_by("cluster")
        .agg(peers_net=pl.col("net").median(), peers_difference=pl.col("difference").median())
    )
    own = per.filter(pl.col("area") == gm)
    return own.join(others, on="cluster", how="left", maintain_order="left")
