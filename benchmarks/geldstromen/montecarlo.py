"""Claim: 1,000 draws of the ranges of one city take less than 2 s: Rotterdam, and Amsterdam with the most wijken.

Here, on a pool of processes that is up already, and as a ratio to as many allocations of the same city one by one.

    python benchmarks/geldstromen/montecarlo.py
"""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from country import of, question

from stadsbeeld.instruments.geldstromen.allocate import allocate
from stadsbeeld.instruments.geldstromen.doubt import Doubt
from stadsbeeld.instruments.geldstromen.uncertainty import spread

CITIES = {"GM0599": "Rotterdam", "GM0363": "Amsterdam"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=7)
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores; {chosen.draws} draws")
    country = question()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(abs, range(4)))
        for gm, name in CITIES.items():
            asked = of(country, gm)
            spread(asked, Doubt(), draws=chosen.draws, executor=pool)
            here = median(lambda asked=asked: spread(asked, Doubt(), draws=chosen.draws), chosen.repeats)
            pooled = median(
                lambda asked=asked: spread(asked, Doubt(), draws=chosen.draws, executor=pool), chosen.repeats
            )
            once = median(lambda asked=asked: allocate(asked), chosen.repeats)
            print(
                f"{name}, {len(asked.areas)} wijken: {here:.2f} s here, {pooled:.2f} s on 2 processes; "
                f"one allocation {once * 1e3:.1f} ms, ratio to as many {here / (once * chosen.draws):.4f}"
            )


def median(work: Callable[[], object], repeats: int) -> float:
    return statistics.median(timed(work) for _ in range(repeats))


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
