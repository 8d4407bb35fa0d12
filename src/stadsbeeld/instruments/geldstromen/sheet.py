"""One gemeente in one period, allocated: what most answers are made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.instruments.geldstromen.allocate import Allocation, Question, allocate
from stadsbeeld.instruments.geldstromen.disclosure import protect
from stadsbeeld.instruments.geldstromen.disclosure_table import Table, people, total_of
from stadsbeeld.instruments.geldstromen.keys import KeyTable, Perspective
from stadsbeeld.instruments.geldstromen.library import WIJK, Book
from stadsbeeld.instruments.geldstromen.parties import RESERVES, domain_of
from stadsbeeld.instruments.geldstromen.weights import CITY_SUFFIX, UNKNOWN_SUFFIX, WATER

Side = Literal["lasten", "baten"]
TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which money, and how it is allocated. `overhead`: taakveld 0.4 follows the salaries of the others."""

    gm: str
    year: int
    stage: str
    perspective: Perspective = "residents"
    variant: str | None = None
    overhead: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`areas`: `area`, `kind` (`wijk`, `stad`, `onbekend`), `name`, `inhabitants`, `households` (null: not told).

    `frame`: as `Allocation.frame`, with `domain`. `missing`: the gemeente delivered nothing for the period.
    """

    asked: Asked
    table: KeyTable
    question: Question
    allocation: Allocation
    areas: pl.DataFrame
    areas_year: int
    name: str
    inhabitants: float | None
    households: float | None

    @cached_property
    def frame(self) -> pl.DataFrame:
        return with_domain(self.allocation.frame)

    @cached_property
    def wijken(self) -> pl.DataFrame:
        return self.areas.filter(pl.col("kind") == WIJK)

    @cached_property
    def withheld(self) -> frozenset[str]:
        """Wijken of which nothing is told, because an amount per inhabitant would tell of a few people; and those
        without which the few could be reckoned back from the sum of all."""
        counts = self.wijken.filter(pl.col("inhabitants") > 0).select("area", "inhabitants").rows()
        cells = [people(area, round(count)) for area, count in counts]
        whole = people(self.asked.gm, sum(round(count) for _, count in counts), fixed=True)
        relation = total_of(whole.id, [cell.id for cell in cells])
        shown = protect(Table(cells=(*cells, whole), relations=(relation,))) if cells else None
        return frozenset(cell.id for cell in shown.cells if cell.mark) if shown else frozenset()

    @property
    def missing(self) -> bool:
        return bool(self.allocation.frame["cents"].is_null().all())

    def area(self, area: str) -> dict[str, object]:
        """Raises NotFoundError for an area that is not of this gemeente."""
        found = self.areas.filter(pl.col("area") == area)
        if found.is_empty():
            raise NotFoundError("area", area)
        return found.row(0, named=True)


def with_domain(frame: pl.DataFrame) -> pl.DataFrame:
    codes = frame["taakveld"].unique()
    return frame.with_columns(
        domain=pl.col("taakveld").replace_strict({code: domain_of(code) for code in codes}, return_dtype=pl.String)
    )


def chosen(frame: pl.DataFrame, of: str) -> pl.DataFrame:
    """The rows of a domain, of a taakveld, or of all but the reserves (`total`). Raises NotFoundError for neither."""
    if of == TOTAL:
        return frame.filter(pl.col("domain") != RESERVES)
    found = frame.filter((pl.col("domain") == of) | (pl.col("taakveld") == of))
    if found.is_empty():
        raise NotFoundError("taakveld", of)
    return found


def summed(frame: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """`cents` by the columns: null where any part was not delivered; and the worst `grade` of what is not zero."""
    worst = pl.col("grade").filter(pl.col("cents").fill_null(1) != 0).max()
    return frame.group_by(by, maintain_order=True).agg(
        cents=pl.when(pl.col("cents").is_not_null().all()).then(pl.col("cents").sum()),
        grade=pl.coalesce(worst, pl.col("grade").max()),
    )


def drawn_up(book: Book, asked: Asked, table: KeyTable) -> Sheet:
    """Raises NotFoundError for a gemeente or a period that is not in the book."""
    totals = book.totals(asked.year, asked.stage).filter(pl.col("gm") == asked.gm)
    if totals.is_empty():
        raise NotFoundError("accounts", f"{asked.gm} {asked.year} {asked.stage}")
    year = book.areas_year(WIJK, asked.year)
    own = book.areas.filter((pl.col("kind") == WIJK) & (pl.col("year") == year) & (pl.col("parent") == asked.gm))
    if own.is_empty():
        raise NotFoundError("wijken", asked.gm)
    figures = book.nearest(year, [asked.gm, *own["area"]])
    salaries = book.salaries(asked.year, asked.stage).filter(pl.col("gm") == asked.gm) if asked.overhead else None
    question = Question(
        totals=totals,
        areas=own.select("area", "name", gm="parent"),
        figures=figures,
        table=table,
        perspective=asked.perspective,
        salaries=salaries,
    )
    told = figures.filter(pl.col("mark").is_null()).select("area", "figure", "value")
    counts = {
        name: told.filter(pl.col("figure") == f"{name}_n").select("area", value="value")
        for name in ("inhabitants", "households")
    }
    city = {name: frame.filter(pl.col("area") == asked.gm)["value"].to_list() for name, frame in counts.items()}
    allocation = allocate(question)
    return Sheet(
        asked=asked,
        table=table,
        question=question,
        allocation=allocation,
        areas=_areas(own, counts, asked.gm, allocation.frame),
        areas_year=year,
        name=book.name(asked.gm),
        inhabitants=next(iter(city["inhabitants"]), None),
        households=next(iter(city["households"]), None),
    )


def _areas(own: pl.DataFrame, counts: dict[str, pl.DataFrame], gm: str, allocated: pl.DataFrame) -> pl.DataFrame:
    """The wijken, without water where nobody is, and what belongs to none of them."""
    wijken = own.filter(pl.col("name") != WATER).select("area", "name", kind=pl.lit(WIJK)).sort("area")
    rest = [
        {"area": f"{gm}{suffix}", "name": None, "kind": suffix.removeprefix("-")}
        for suffix in (CITY_SUFFIX, UNKNOWN_SUFFIX)
        if not allocated.filter(pl.col("area") == f"{gm}{suffix}").is_empty()
    ]
    areas = pl.concat([wijken, pl.DataFrame(rest, schema=wijken.schema)])
    for name, frame in counts.items():
        areas = areas.join(frame.rename({"value": name}), on="area", how="left", maintain_order="left")
    return areas


def per(cents: int | None, heads: float | None) -> float | None:
    """Euro for each; null where either is not known, or there is nobody."""
    return None if cents is None or not heads else round(cents / 100 / heads, 2)
