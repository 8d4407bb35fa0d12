"""Claim: the money of all gemeenten goes to all wijken by all taakvelden and both sides in less than 1 s; and the ratio
to the bare Polars join that moves the same bytes.

The bare join gets what we have to find out: which key each total uses and what part of it each wijk gets. It joins
them to the totals, multiplies and rounds, and gives the same rows and columns. Each in turn; medians.

    python benchmarks/geldstromen/allocate.py
"""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable

import polars as pl
from country import KEY, question

from stadsbeeld.instruments.geldstromen.allocate import allocate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=15)
    repeats = parser.parse_args().repeats
    print(f"{platform.machine()}, {os.cpu_count()} cores, Polars {pl.__version__}")
    asked = question()
    made = allocate(asked).frame
    totals = asked.totals.join(made.select(*KEY, "key").unique(), on=KEY)
    whole = pl.col("cents").sum().over(*KEY)
    parts = made.select(*KEY, "area", "key", "grade", part=pl.col("cents") / pl.when(whole != 0).then(whole))

    def bare() -> pl.DataFrame:
        return totals.join(parts, on=[*KEY, "key"]).select(
            "gm", "area", "taakveld", "side", (pl.col("cents") * pl.col("part")).round().cast(pl.Int64), "key", "grade"
        )

    assert bare().height == made.height
    took: dict[str, list[float]] = {"allocate": [], "bare join": []}
    for _ in range(repeats):
        took["allocate"].append(timed(lambda: allocate(asked)))
        took["bare join"].append(timed(bare))
    ours, theirs = (statistics.median(took[name]) for name in took)
    gms, areas, fields = asked.totals["gm"].n_unique(), len(asked.areas), asked.totals["taakveld"].n_unique()
    print(f"{gms} gemeenten, {areas:,} wijken, {fields} taakvelden, 2 sides: {made.height:,} rows")
    print(f"allocate {ours:.3f} s; bare join {theirs:.3f} s; ratio {ours / theirs:.1f}")
    sums = made.group_by(KEY).agg(pl.col("cents").sum()).join(asked.totals, on=KEY)
    off = sums.filter(pl.col("cents_right").is_not_null(), pl.col("cents") != pl.col("cents_right")).height
    print(f"totals that do not close to the cent: {off}")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
