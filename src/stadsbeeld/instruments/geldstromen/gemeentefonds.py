"""What a gemeente gets from the gemeentefonds, recomputed from how BZK calculates it.

payment = Σ over maatstaven: uitkeringsfactor × weight × volume, + Σ over payments with a fixed amount (SIUDU):
weight × amount. The factor is 1 for the three maatstaven of the WOZ value, which are deducted as they are. Weights are
euro for each unit of a volume, one in each cluster; a SIUDU has weight 1 in its cluster. Source: Financiële-
verhoudingswet and the circulars of the gemeentefonds; checked with the published total of September 2024.

Names of weights and of volumes must meet. `SPELLINGS` holds the four that are spelled differently, by hand; any other
name that stands on one side only is an error that names it, since leaving it out would lose it silently.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import polars as pl

from stadsbeeld.domain.errors import InputError

Body = Mapping[str, Any]

SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "vast nieuw": "vast",
        "Participatie": "participatie",
        "Beschermd wonen": "beschermd wonen",
        "ART.12": "Art. 12",
    }
)
"""How volumes and payments spell it, to how the weights do."""

WITHOUT_FACTOR = frozenset({"WOZnwe70", "WOZnwg70", "WOZwe80"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What is known to be absent in the tables of a circular.

    `without_volume`: weights of which no volume or amount was published; what they would pay is in no total.
    `clusters`: payments of which no weight was published, each with the cluster in which another circular has it.
    """

    without_volume: frozenset[str] = frozenset()
    clusters: Mapping[str, str] = field(default_factory=dict)


KNOWN_GAPS: Mapping[str, Gaps] = MappingProxyType(
    {
        # The table of May lacks the three columns of suppleties that September has; its weights lack article 12.
        "M2024/2024": Gaps(
            without_volume=frozenset({"herindeling", "suppletie bommenregeling", "Suppletie nieuwe verdeling GF"}),
            clusters={"Art. 12": "Overig"},
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """The tables of one circular for one year, names already met.

    `volumes`: `area`, `key`, `amount` (units of the maatstaf, or euro), `is_fixed` (a SIUDU), null where it is not
    told. `weights`: `key`, `cluster`, `weight`, without zeros. `gaps`: what is in no total.
    """

    circular: str
    year: int
    factor: float
    volumes: pl.DataFrame
    weights: pl.DataFrame
    gaps: Gaps

    @property
    def id(self) -> str:
        return f"{self.circular}/{self.year}"


def fund_of(
    volumes: Iterable[Body], payments: Iterable[Body], weights: Iterable[Body], factor: Body, gaps: Gaps | None = None
) -> Fund:
    """The bodies of the records of one circular and year as tables that meet.

    `gaps`: by default what `KNOWN_GAPS` holds for it. Raises InputError, naming them in `data`, for a weight without
    a volume and a volume without a weight (`names`), for a gemeente in one table only (`areas`), for records of
    another circular, and for an unknown maatstaf of the WOZ value.
    """
    circular, year = str(factor["circular"]), int(factor["year"])
    known = KNOWN_GAPS.get(f"{circular}/{year}", Gaps()) if gaps is None else gaps
    parts = [list(volumes), list(payments), list(weights)]
    others = {f"{body['circular']}/{body['year']}" for part in parts for body in part} - {f"{circular}/{year}"}
    if others:
        raise InputError(f"{sorted(others)} is not {circular}/{year}", names=sorted(others))
    amounts = pl.concat([_amounts(parts[0], "volumes"), _amounts(parts[1], "payments")])
    told = _weights(parts[2])
    names = set(told["key"])
    borrowed = [(key, cluster, 1.0) for key, cluster in known.clusters.items() if key not in names]
    told = pl.concat([told, pl.DataFrame(borrowed, schema=told.schema, orient="row")])
    _refuse_unmatched(names | set(known.clusters), set(amounts["key"]), known.without_volume)
    _refuse_lone_areas(amounts)
    return Fund(
        circular=circular,
        year=year,
        factor=float(factor["factor"]),
        volumes=amounts,
        weights=told.filter(pl.col("weight") != 0),
        gaps=known,
    )


def _amounts(bodies: list[Body], kind: str) -> pl.DataFrame:
    rows = [
        (str(body["area"]), SPELLINGS.get(name, name), amount, kind == "payments")
        for body in bodies
        for name, amount in body[kind].items()
    ]
    schema = {"area": pl.String, "key": pl.String, "amount": pl.Float64, "is_fixed": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _weights(bodies: list[Body]) -> pl.DataFrame:
    rows = [
        (str(body["key"]), cluster, float(weight)) for body in bodies for cluster, weight in body["weights"].items()
    ]
    return pl.DataFrame(rows, schema={"key": pl.String, "cluster": pl.String, "weight": pl.Float64}, orient="row")


def _refuse_unmatched(weights: set[str], amounts: set[str], absent: frozenset[str]) -> None:
    without_volume = sorted(weights - amounts - absent)
    without_weight = sorted(amounts - weights)
    if without_volume or without_weight:
        raise InputError(
            f"weights without a volume: {without_volume}; volumes without a weight: {without_weight}",
            names=[*without_volume, *without_weight],
        )
    if strange := sorted(key for key in amounts if key.startswith("WOZ") and key not in WITHOUT_FACTOR):
        raise InputError(f"nobody said whether {strange} are multiplied by the uitkeringsfactor", names=strange)


def _refuse_lone_areas(amounts: pl.DataFrame) -> None:
    tables = amounts.select("area", "is_fixed").unique()
    lone = tables.group_by("area").len().filter(pl.col("len") != 2)["area"].sort().to_list()
    if lone:
        raise InputError(f"these stand in the volumes or in the payments only: {lone}", areas=lone)


def parts(fund: Fund) -> pl.DataFrame:
    """Every term of the sum, for the origin of a figure.

    Columns `area`, `key`, `cluster`, `amount`, `weight`, `factor` and `euro` = factor × weight × amount, in which null
    means that the amount is not told.
    """
    own = pl.col("is_fixed") | pl.col("key").is_in(list(WITHOUT_FACTOR))
    return (
        fund.volumes.join(fund.weights, on="key", how="inner")
        .with_columns(factor=pl.when(own).then(1.0).otherwise(fund.factor))
        .with_columns(euro=pl.col("factor") * pl.col("weight") * pl.col("amount"))
        .select("area", "key", "cluster", "amount", "weight", "factor", "euro")
        .sort("area", "key", "cluster")
    )


def paid(fund: Fund) -> pl.DataFrame:
    """What each gemeente gets in each cluster: `area`, `cluster`, `cents`, a row for every pair that has a weight.

    Cents are rounded once for each pair. Null where one of the amounts in it is not told: the sum of the others is
    not what the gemeente gets. Clusters with a deduction (own means, OZB) are negative.
    """
    euro = pl.col("euro")
    return (
        parts(fund)
        .group_by("area", "cluster")
        .agg(cents=pl.when(euro.is_null().any()).then(None).otherwise((euro.sum() * 100).round()).cast(pl.Int64))
        .sort("area", "cluster")
    )


def totals(fund: Fund) -> pl.DataFrame:
    """What each gemeente gets in all: `area`, `cents`, null where one of its clusters is."""
    cents = pl.col("cents")
    return (
        paid(fund)
        .group_by("area")
        .agg(cents=pl.when(cents.is_null().any()).then(None).otherwise(cents.sum()))
        .sort("area")
    )
