"""Whether the parts are the whole: what was published, beside what wijken, the city and nobody in particular got."""

from dataclasses import dataclass

import polars as pl

from stadsbeeld.instruments.geldstromen.library import WIJK
from stadsbeeld.instruments.geldstromen.parties import DOMAINS, RESERVES
from stadsbeeld.instruments.geldstromen.sheet import Side, with_domain
from stadsbeeld.instruments.geldstromen.weights import CITY_SUFFIX, UNKNOWN_SUFFIX

PARTS = ("wijken", "city", "unknown", "reserves")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """One line of a closing, in cents, null where the gemeente did not deliver.

    `published` is what the ledger holds, the other four what was allocated of it; `difference` = published − parts.
    """

    domain: str | None
    published: int | None
    wijken: int | None
    city: int | None
    unknown: int | None
    reserves: int | None

    @property
    def difference(self) -> int | None:
        told = [self.published, self.wijken, self.city, self.unknown, self.reserves]
        if any(one is None for one in told):
            return None
        whole, *parts = (one or 0 for one in told)
        return whole - sum(parts)


def closing(published: pl.DataFrame, frame: pl.DataFrame, side: Side) -> tuple[Closed, tuple[Closed, ...]]:
    """The whole and each domain in it. `published`: `taakveld`, `side`, `cents`; `frame`: as `Sheet.frame`.

    Reserves stand apart, wherever they were allocated: moving money to another year is spent in no wijk.
    """
    told = with_domain(published.filter(pl.col("side") == side))
    allocated = frame.filter(pl.col("side") == side).with_columns(part=_part())
    rows = tuple(
        _line(domain, told.filter(pl.col("domain") == domain), allocated.filter(pl.col("domain") == domain))
        for domain in DOMAINS
        if not told.filter(pl.col("domain") == domain).is_empty()
    )
    return _line(None, told, allocated), rows


def _part() -> pl.Expr:
    area = pl.col("area")
    return (
        pl.when(pl.col("domain") == RESERVES)
        .then(pl.lit("reserves"))
        .when(area.str.ends_with(CITY_SUFFIX))
        .then(pl.lit("city"))
        .when(area.str.ends_with(UNKNOWN_SUFFIX))
        .then(pl.lit("unknown"))
        .otherwise(pl.lit(f"{WIJK}en"))
    )


def _line(domain: str | None, told: pl.DataFrame, allocated: pl.DataFrame) -> Closed:
    parts = {part: _sum(allocated.filter(pl.col("part") == part)["cents"]) for part in PARTS}
    return Closed(
        domain=domain,
        published=_sum(told["cents"]),
        wijken=parts["wijken"],
        city=parts["city"],
        unknown=parts["unknown"],
        reserves=parts["reserves"],
    )


def _sum(cents: pl.Series) -> int | None:
    """0 of nothing, null where one of them is not told."""
    return None if cents.null_count() else int(cents.sum())
