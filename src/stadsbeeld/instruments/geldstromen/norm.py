"""What a gemeente spends in each cluster, against what the gemeentefonds reckons with.

*Net*: lasten − baten. The weights of the fund were set on net spending, after what a gemeente receives for the task
itself (leges, rioolheffing, afvalstoffenheffing, specifieke uitkeringen); own means and OZB are clusters of their own,
with a norm below zero, in which income counts. Lasten alone would set what the rioolheffing pays against the fund.

*Overhead* (0.4) is booked apart in Iv3, while the norms hold it: for Bestuur en ondersteuning alone the fund reckons
with four times what 0.1 and 0.2 cost. `Overhead.SALARIES` divides it over the clusters pro rata their salaries
(category L1.1), `Overhead.APART` leaves it beside them without a norm. Nobody publishes how much of it each norm
holds, so neither makes a difference of one cluster exact: read it as a question, and the sum over clusters as the
answer that does not depend on it.
"""

from enum import StrEnum

import numpy as np
import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.clusters import CLUSTER_OF, FUND, NOT_NORMED, OVERHEAD
from stadsbeeld.instruments.geldstromen.rounding import largest_remainder

SALARIES_OF = "L1.1"
KEY = ["area", "year", "stage", "cluster"]


class Overhead(StrEnum):
    APART = "apart"
    SALARIES = "salaries"


def spending(ledger: pl.DataFrame) -> pl.DataFrame:
    """A ledger by cluster: `area`, `year`, `stage`, `cluster`, `lasten`, `baten`, `net`, `salaries`, in cents.

    Null where an amount in it was not delivered: a sum without it would be a good figure that is not true. Only
    clusters that have rows. Raises InputError for a taakveld that no cluster has (`flows` in its data).
    """
    flows = set(ledger["flow"].unique())
    if unknown := sorted(flows - set(CLUSTER_OF)):
        raise InputError(f"no cluster has the taakvelden {unknown}", flows=unknown)
    cents, lasten = pl.col("cents"), pl.col("side") == "lasten"
    absent = cents.is_null().any()

    def sums(which: pl.Expr) -> pl.Expr:
        return pl.when(~absent).then(cents.filter(which).sum())

    return (
        ledger.with_columns(cluster=pl.col("flow").replace_strict(CLUSTER_OF, return_dtype=pl.String))
        .group_by(KEY)
        .agg(lasten=sums(lasten), baten=sums(~lasten), salaries=sums(lasten & (pl.col("category") == SALARIES_OF)))
        .with_columns(net=pl.col("lasten") - pl.col("baten"))
        .select(*KEY, "lasten", "baten", "net", "salaries")
        .sort(KEY)
    )


def with_overhead(spent: pl.DataFrame, overhead: Overhead) -> pl.DataFrame:
    """Net spending by cluster, `area`, `year`, `stage`, `cluster`, `net`, with overhead where `overhead` puts it.

    `SALARIES`: net overhead × salaries of the cluster / salaries of all clusters with a norm, in whole cents that add
    up; the row Overhead is gone. A gemeente without salaries in any cluster keeps it: nothing says where it belongs.
    """
    plain = spent.select(*KEY, "net")
    if overhead is Overhead.APART:
        return plain
    group = KEY[:3]
    apart = spent.filter(pl.col("cluster") == OVERHEAD).select(*group, total=pl.col("net"))
    shares = (
        spent.filter(~pl.col("cluster").is_in(NOT_NORMED))
        .join(apart.drop_nulls(), on=group, how="inner")
        .with_columns(weight=pl.col("salaries").fill_null(0).clip(0).cast(pl.Float64))
        .filter(pl.col("weight").sum().over(group) > 0)
        .with_columns(number=pl.struct(group).rank("dense") - 1)
        .sort("number", "cluster")
    )
    totals = shares.unique("number", keep="first", maintain_order=True)["total"].to_numpy()
    given = largest_remainder(
        totals.astype(np.int64), shares["weight"].to_numpy(), shares["number"].to_numpy().astype(np.int64)
    )
    added = shares.select(*KEY, pl.Series("added", given, dtype=pl.Int64))
    divided = added.select(group).unique().with_columns(divided=pl.lit(True))
    return (
        plain.join(added, on=KEY, how="left")
        .join(divided, on=group, how="left")
        .filter(~((pl.col("cluster") == OVERHEAD) & pl.col("divided").fill_null(value=False)))
        .select(*KEY, net=pl.col("net") + pl.col("added").fill_null(0))
        .sort(KEY)
    )


def against_norm(net: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """Net spending beside the norm: `area`, `year`, `stage`, `cluster`, `net`, `norm`, `difference` in cents, `ratio`.

    `net` of `with_overhead`; `paid` of `gemeentefonds.paid`, the same for every year and stage in `net`: take the
    circular of that year. `difference` = net − norm: above zero a gemeente spends more than the fund reckons with, or
    in a cluster of income receives less. `ratio` = net / norm, null where the norm is zero. Null where either side is
    not told. Without a norm: overhead, the fund itself, reserves; without spending: Overig.
    """
    norm = paid.select("area", "cluster", norm=pl.col("cents"))
    years = net.select("area", "year", "stage").unique()
    wanted = years.join(norm, on="area", how="inner")
    return (
        net.join(wanted, on=KEY, how="full", coalesce=True)
        .with_columns(difference=pl.col("net") - pl.col("norm"))
        .with_columns(ratio=pl.when(pl.col("norm") != 0).then(pl.col("net") / pl.col("norm")))
        .select(*KEY, "net", "norm", "difference", "ratio")
        .sort(KEY)
    )


def fund_against_own(spent: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """The recomputed fund beside what each gemeente booked as received: its own Iv3 taakveld 0.7, baten.

    Columns `area`, `year`, `stage`, `recomputed`, `booked`, `difference` = booked − recomputed, in cents, and `ratio` =
    booked / recomputed. A budget was made before the circular, and accounts hold what came for earlier years, so they
    never meet exactly. Null where either is not told.
    """
    booked = spent.filter(pl.col("cluster") == FUND).select("area", "year", "stage", booked=pl.col("baten"))
    return (
        booked.join(totals.select("area", recomputed=pl.col("cents")), on="area", how="full", coalesce=True)
        .with_columns(difference=pl.col("booked") - pl.col("recomputed"))
        .with_columns(ratio=pl.when(pl.col("recomputed") != 0).then(pl.col("booked") / pl.col("recomputed")))
        .select("area", "year", "stage", "recomputed", "booked", "difference", "ratio")
        .sort("area", "year", "stage")
    )
