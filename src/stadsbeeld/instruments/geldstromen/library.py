"""What the instrument reads from the store, kept in memory for as long as nothing new came in."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import polars as pl

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.geldstromen.taakvelden import one_form

WIJK, GEMEENTE = "wijk", "gemeente"


@dataclass(frozen=True, kw_only=True)
class Book:
    """All yearly tables as known at one moment. Frames have the columns of `Ledger`, `Figures` and `Areas` (without
    geometry), with `known_at` and `source`; of equal keys the newest. The ledger holds one form
    of each gemeente's Iv3 (`taakvelden.one_form`)."""

    known_at: datetime | None
    ledger: pl.DataFrame
    figures: pl.DataFrame
    areas: pl.DataFrame

    @cached_property
    def periods(self) -> pl.DataFrame:
        """`year`, `stage`, `delivered` (codes with any amount) and `missing` (codes that delivered nothing); newest
        accounts first: what was spent says more than what was planned."""
        by_area = self.ledger.group_by("year", "stage", "area").agg(known=pl.col("cents").is_not_null().any())
        return (
            by_area.group_by("year", "stage")
            .agg(
                delivered=pl.col("area").filter("known").sort(),
                missing=pl.col("area").filter(~pl.col("known")).sort(),
            )
            .sort(pl.col("stage") != "rekening", -pl.col("year"))
        )

    def areas_year(self, kind: str, year: int) -> int:
        """The vintage of the boundaries nearest to the year, of equals the later. Raises NotFoundError for none."""
        vintages = self.areas.filter(pl.col("kind") == kind)["year"].unique().to_list()
        if not vintages:
            raise NotFoundError("areas", kind)
        return int(min(vintages, key=lambda one: (abs(one - year), -one)))

    def nearest(self, year: int, areas: Sequence[str] | None = None) -> pl.DataFrame:
        """`area`, `figure`, `value`, `mark`, `year`, `source`: of each area and figure the year nearest to `year`, of
        equals the later."""
        told = self.figures if areas is None else self.figures.filter(pl.col("area").is_in(list(areas)))
        return (
            told.with_columns(off=(pl.col("year") - year).abs())
            .sort("area", "figure", "off", -pl.col("year"))
            .unique(["area", "figure"], keep="first", maintain_order=True)
            .select("area", "figure", "value", "mark", "year", "source")
        )

    def name(self, code: str) -> str:
        """As the newest boundaries name it; the code where none does."""
        found = self.areas.filter(pl.col("area") == code).sort("year")["name"].to_list()
        return found[-1] if found else code

    def totals(self, year: int, stage: str) -> pl.DataFrame:
        """`gm`, `taakveld`, `side`, `cents` of one period; null where the gemeente did not deliver."""
        return (
            self.ledger.filter((pl.col("year") == year) & (pl.col("stage") == stage))
            .group_by("area", "flow", "side")
            # A sum of nothing known is not zero.
            .agg(cents=pl.when(pl.col("cents").is_not_null().any()).then(pl.col("cents").sum()))
            .select("side", "cents", gm="area", taakveld="flow")
            .select("gm", "taakveld", "side", "cents")
            .sort("gm", "taakveld", "side")
        )

    def salaries(self, year: int, stage: str) -> pl.DataFrame:
        """`gm`, `taakveld`, `cents`: what went to own staff (category L1.1)."""
        return self.ledger.filter(
            (pl.col("year") == year) & (pl.col("stage") == stage) & (pl.col("category") == "L1.1")
        ).select("cents", gm="area", taakveld="flow")


class Library:
    """Gives the book as it is known now; reads it anew only where something came in. Safe from several threads."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._book: Book | None = None

    def book(self) -> Book:
        view = self._context.store.as_of(None)
        known_at = view.yearly_known_at()
        with self._lock:
            if self._book is None or self._book.known_at != known_at:
                self._book = Book(
                    known_at=known_at,
                    ledger=one_form(view.ledger()),
                    figures=view.figures(),
                    areas=pl.concat([view.areas(kind, geometry=False) for kind in (GEMEENTE, WIJK)]),
                )
            return self._book
