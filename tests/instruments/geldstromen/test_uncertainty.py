"""Ranges: what they mean, that they close, and that they are the same on any number of workers, also when one dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from distributed import Client

from instruments.geldstromen import national
from instruments.geldstromen.little_gemeente import GM, TOTALS, areas, figures, question, totals
from instruments.geldstromen.national import needs_data
from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.allocate import Question, allocate
from stadsbeeld.instruments.geldstromen.doubt import NO_DOUBT, Doubt
from stadsbeeld.instruments.geldstromen.uncertainty import CHUNK, COLUMNS, chunks, planned, run, spread

OOST, WEST, KADE = "WK000101", "WK000102", "WK000103"
ONLY_KEY = replace(NO_DOUBT, key_in_use=2.0)
CELL = ["area", "taakveld", "side"]


def of(told: pl.DataFrame, area: str, taakveld: str | None, side: str = "lasten") -> dict[str, object]:
    of_taakveld = pl.col("taakveld").is_null() if taakveld is None else pl.col("taakveld") == taakveld
    return told.filter(pl.col("area") == area, pl.col("side") == side, of_taakveld).row(0, named=True)


def test_without_doubt_there_is_no_range() -> None:
    asked = question(("7.3", "lasten", 40_001), ("0.2", "lasten", 82_003), ("4.2", "lasten", 977), ("0.1", "baten", 7))
    told = spread(asked, NO_DOUBT, draws=10)
    for name in COLUMNS:
        assert (told[name] - told["cents"]).abs().max() <= 2  # the cents of rounding
    parts = told.drop_nulls("taakveld")
    frame = allocate(asked).frame
    assert parts.select(*CELL, "cents").sort(CELL).equals(frame.select(*CELL, "cents").sort(CELL))


def test_two_keys_by_hand() -> None:
    """Waste by households or by inhabitants: Oost gets 25 % or 200/820; a Dirichlet of 2 and 1 is a Beta(2, 1)."""
    told = spread(question(("7.3", "lasten", 10**9)), ONLY_KEY, draws=4000)
    one, other = 100 / 400, 200 / 820
    for name, part in zip(COLUMNS, (0.1, 0.5, 0.9), strict=True):
        # The weight w of the key in use has P(w < x) = x²; a lower w is a lower amount here.
        expected = 10**9 * (other + (one - other) * part**0.5)
        assert of(told, OOST, "7.3")[name] == pytest.approx(expected, rel=1e-3)
    row = of(told, OOST, "7.3")
    assert (row["cents"], row["grade"]) == (250_000_000, "C")


def test_money_of_the_city_and_of_an_address_does_not_vary() -> None:
    direct = pl.DataFrame([(GM, "7.3", "lasten", 600, KADE)], {**TOTALS, "area": pl.String}, orient="row")
    asked = question(("0.1", "lasten", 500), ("7.3", "lasten", 600), ("1.2", "lasten", -70), direct=direct)
    told = spread(asked, Doubt(), draws=50)
    for name in COLUMNS:
        assert of(told, f"{GM}-stad", "0.1")[name] == 500
        assert of(told, f"{GM}-stad", "1.2")[name] == -70
        assert of(told, f"{GM}-stad", None)[name] == 430
        assert of(told, KADE, "7.3")[name] == 600
        assert of(told, OOST, "7.3")[name] == 0
    assert of(told, KADE, "7.3")["grade"] == "A"


def test_the_city_as_a_whole_is_no_other_key_where_areas_can_be_told_apart() -> None:
    told = figures(businesses_n={OOST: 30, WEST: 60, KADE: 10})
    ranges = spread(question(("0.62", "baten", 10_000), figures=told), ONLY_KEY, draws=20)
    assert [of(ranges, OOST, "0.62", "baten")[name] for name in COLUMNS] == [3000] * 3


def test_what_was_not_delivered_has_no_range() -> None:
    told = spread(question(("7.3", "lasten", None), ("0.2", "lasten", 100)), Doubt(), draws=50)
    assert [of(told, OOST, "7.3")[name] for name in ("cents", *COLUMNS)] == [None] * 4
    assert [of(told, OOST, None)[name] for name in ("cents", *COLUMNS)] == [None] * 4  # a part is no whole
    assert of(told, OOST, "0.2")["p50"] is not None


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(InputError, match="lowest tenth"):
        spread(question(("7.3", "lasten", 1)), Doubt(), draws=9)
    both = question(
        totals=pl.concat(
            [totals(("7.3", "lasten", 1)), totals(("7.3", "lasten", 1)).with_columns(gm=pl.lit("GM0002"))]
        ),
        areas=pl.concat([areas(), areas("GM0002", {"WK000201": "Noord"})]),
    )
    with pytest.raises(InputError, match="one gemeente"):
        spread(both, Doubt())


def city(gm: str, *, overhead: bool = False, perspective: str = "residents") -> Question:
    told = national.totals().filter(gm=gm)
    salaries = told.filter(side="lasten").select("gm", "taakveld", cents="salaries")
    return Question(
        totals=told,
        areas=national.wijken().filter(gm=gm),
        figures=national.figures(),
        perspective=perspective,  # type: ignore[arg-type]
        salaries=salaries if overhead else None,
    )


@needs_data
@pytest.mark.parametrize("gm", ["GM0599", "GM0687"])  # in Middelburg the wijken count one person more than the gemeente
@pytest.mark.parametrize("overhead", [False, True])
def test_every_draw_is_money_of_the_gemeente(gm: str, overhead: bool) -> None:
    """In each draw a main group keeps its money, and so does the whole; a taakveld need not."""
    asked = city(gm, overhead=overhead)
    plan, cells, sums = planned(asked, Doubt())
    drawn = run(chunks(plan, 3, 40)[0])
    found = drawn[:, : len(cells)]
    main = cells.with_columns(main=pl.col("taakveld").str.split(".").list.first())
    varies = main.select("taakveld", "side", "main").unique().join(asked.totals, on=["taakveld", "side"])
    for (group, side), own in varies.group_by("main", "side"):
        which = ((main["main"] == group) & (main["side"] == side)).to_numpy()
        assert found[:, which].sum(axis=1) == pytest.approx(np.full(40, own["cents"].sum()), rel=1e-12)
    assert drawn[:, len(cells) :].sum(axis=1) == pytest.approx(found.sum(axis=1))
    assert len(sums) + len(cells) == drawn.shape[1]
    waste = ((cells["taakveld"] == "7.3") & (cells["side"] == "lasten")).to_numpy()
    assert found[:, waste].sum(axis=1).std() > 0


@needs_data
def test_ranges_hold_what_was_allocated_and_misbooking_takes_no_side() -> None:
    told = spread(city("GM0599"), Doubt())
    allocated = allocate(city("GM0599")).frame
    assert told.drop_nulls("taakveld")["cents"].sum() == allocated["cents"].sum()
    assert (told["p10"] <= told["p50"]).all()
    assert (told["p50"] <= told["p90"]).all()
    large = told.filter(pl.col("cents") > 10**8, ~pl.col("area").str.ends_with("-stad"))
    assert ((large["p10"] <= large["cents"]) & (large["cents"] <= large["p90"])).mean() > 0.8
    only = spread(city("GM0599"), replace(NO_DOUBT, misbooked=0.15))
    moved = only.filter(pl.col("cents") > 10**8, pl.col("p90") > pl.col("p10"))
    assert (moved["p50"] / moved["cents"]).median() == pytest.approx(1, abs=0.05)


@needs_data
def test_the_key_matters_more_than_rounding_or_a_year() -> None:
    """By taakveld of the wijken of Rotterdam; it is why a range is shown for a choice, and not for a sample."""
    widths = {}
    for name, doubt in {
        "key": ONLY_KEY,
        "rounding": replace(NO_DOUBT, rounding=True),
        "years": replace(NO_DOUBT, years=1.0),
    }.items():
        told = spread(city("GM0599"), doubt, draws=300)
        told = told.filter(
            pl.col("cents") > 10**7, pl.col("taakveld").is_not_null(), pl.col("area").str.starts_with("WK")
        )
        widths[name] = told.select(((pl.col("p90") - pl.col("p10")) / pl.col("cents")).median()).item()
    assert widths["key"] > 2 * widths["rounding"]
    assert widths["key"] > widths["years"]
    assert widths["rounding"] > 0


# The same on any number of workers.


def small() -> Question:
    told = figures(age_65_pct={OOST: 10, WEST: 25, KADE: None, GM: 20})
    rows = [("7.3", "lasten", 40_001), ("0.2", "lasten", 82_003), ("4.2", "lasten", 977), ("6.6", "lasten", 5_555)]
    return question(*rows, ("7.5", "lasten", 8_001), figures=told, perspective="residents")


DRAWS = 5 * CHUNK + 30


def test_chunks_have_seeds_of_their_own() -> None:
    plan, _, _ = planned(small(), Doubt())
    todo = chunks(plan, 7, DRAWS)
    assert [chunk.draws for chunk in todo] == [CHUNK] * 5 + [30]
    drawn = [run(chunk) for chunk in todo[:2]]
    assert not np.array_equal(drawn[0], drawn[1])
    assert np.array_equal(drawn[1], run(chunks(plan, 7, 2 * CHUNK)[1]))
    assert not np.array_equal(drawn[0], run(chunks(plan, 8, CHUNK)[0]))


@pytest.fixture(scope="module")
def here() -> pl.DataFrame:
    return spread(small(), Doubt(), seed=7, draws=DRAWS)


@pytest.mark.parametrize("workers", [1, 3])
def test_threads_give_the_same(here: pl.DataFrame, workers: int) -> None:
    with ThreadPoolExecutor(workers) as pool:
        assert spread(small(), Doubt(), seed=7, draws=DRAWS, executor=pool).equals(here)


def test_processes_give_the_same(here: pl.DataFrame) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert spread(small(), Doubt(), seed=7, draws=DRAWS, executor=pool).equals(here)
    assert not spread(small(), Doubt(), seed=8, draws=DRAWS).equals(here)


BIN = Path(sys.executable).parent
PATIENCE_S = 120.0


@contextmanager
def started(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """`dask …` in a group of its own, of which nothing is left afterwards."""
    command = [str(BIN / "dask"), *words, "--host", "127.0.0.1", "--no-dashboard"]
    with (folder / f"{words[0]}.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(what: object, why: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not what():  # type: ignore[operator]
        assert time.monotonic() < until, why
        time.sleep(0.02)


def test_a_cluster_of_which_a_worker_dies_half_way_gives_the_same(here: pl.DataFrame, tmp_path: Path) -> None:
    """Two workers of a real Dask cluster; the one that holds the first chunks dies, and they are made again."""
    told = tmp_path / "scheduler.json"
    with started(tmp_path, "scheduler", "--port", "0", "--scheduler-file", str(told)):
        wait_for(lambda: told.exists() and told.read_text("utf-8").endswith("}"), "no scheduler came up")
        worker = ("worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-nanny")
        with started(tmp_path, *worker) as one, started(tmp_path, *worker), Client(scheduler_file=str(told)) as client:
            client.wait_for_workers(2, timeout=PATIENCE_S)
            with client.get_executor() as pool:
                dying = Dying(pool, one, after=3)
                again = spread(small(), Doubt(), seed=7, draws=DRAWS, executor=dying)  # type: ignore[arg-type]
            assert one.poll() is not None
            wait_for(lambda: len(client.scheduler_info()["workers"]) == 1, "the dead worker is still counted")
    assert again.equals(here)


class Dying:
    """An executor that hands everything on, and kills a worker when so many results have been asked for and made."""

    def __init__(self, pool: object, worker: subprocess.Popen[bytes], *, after: int) -> None:
        self.pool, self.worker, self.after, self.asked = pool, worker, after, 0

    def submit(self, *call: object) -> object:
        future = self.pool.submit(*call)  # type: ignore[attr-defined]
        self.asked += 1
        if self.asked == self.after:
            future.result()  # half-way: something is done, something runs, and the rest is still to come
            self.worker.kill()
            self.worker.wait()
        return future
