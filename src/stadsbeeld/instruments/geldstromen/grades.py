"""How far an allocated amount can be trusted, from A to E.

A registered: booked to an address. B: by the volume of its actual users. C: by one demographic key. D: modelled.
E: not attributable to a part of the city.
"""

from collections.abc import Iterable, Sequence

import polars as pl

GRADES: tuple[str, ...] = ("A", "B", "C", "D", "E")
NOT_ATTRIBUTABLE = "E"
# Less than a tenth of a sum cannot spoil its grade.
SPOILS = 0.1


def number(grade: str) -> int:
    """0 for A to 4 for E. Raises ValueError for anything else."""
    return GRADES.index(grade)


def worst(grades: Iterable[str]) -> str:
    """Raises ValueError where there is none: nothing has no grade."""
    return max(grades, key=number)


def lowered(grade: str, steps: int = 1) -> str:
    """So many steps worse, but never E: what was attributed by another key is still attributed."""
    return GRADES[max(number(grade), min(number(grade) + steps, number("D")))]


def of_sums(parts: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The sums of `cents` over `by`, each with `grade`: the worst that at least a tenth of the money has, or worse.

    `parts` has `cents` (null: not delivered) and `grade` beside `by`. A sum over nothing but nulls is null; a sum in
    which something was not delivered is null too, for a part is no whole. Money is counted without its sign.
    """
    spent = pl.col("cents").abs().sum()
    no_better = [
        pl.col("cents").abs().filter(pl.col("grade").is_in(list(GRADES[n:]))).sum().alias(grade)
        for n, grade in enumerate(GRADES)
    ]
    known = pl.when(pl.col("cents").null_count() == 0).then(pl.col("cents").sum()).alias("cents")
    sums = parts.group_by(by, maintain_order=True).agg(
        known, spent.alias("spent"), pl.col("grade").max().alias("of_nothing"), *no_better
    )
    found = pl.coalesce(
        *(
            pl.when((pl.col("spent") > 0) & (pl.col(grade) >= SPOILS * pl.col("spent"))).then(pl.lit(grade))
            for grade in reversed(GRADES)
        ),
        pl.col("of_nothing"),
    )
    return sums.select(*by, "cents", grade=found)
