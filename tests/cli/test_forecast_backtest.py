"""`stadsbeeld forecast backtest` as a person runs it: real processes, broken off, on a real Dask cluster."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import polars as pl
import psutil
import pytest
from typer.testing import CliRunner

from forecast.squares import MONDAY, town, wall
from stadsbeeld.cli.main import app
from stadsbeeld.forecast.backtest import batches, published, run

BIN = Path(sys.executable).parent
STADSBEELD, DASK = BIN / "stadsbeeld", BIN / "dask"
PATIENCE_S = 120.0
QUANTILES = [f"q{n / 10}" for n in range(1, 10)]
HORIZONS = "1h..6h"
PANEL, ORIGINS = town(5), 24
HOUR = timedelta(hours=1)
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("STADSBEELD_")} | {"COLUMNS": "200"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five days of hourly counts, and origins of which each has a fit of its own."""
    panel = PANEL
    hours = [panel.timeline.start + timedelta(hours=n) for n in range(panel.known)]
    rows = [(hour, int(place), count) for n, hour in enumerate(hours)
            for place, count in zip(panel.places, panel.values[n].tolist(), strict=True)]  # fmt: skip
    counts = pl.DataFrame(rows, schema=["timestamp", "sensor", "count"], orient="row")
    counts.write_parquet(tmp_path / "counts.parquet")
    pl.DataFrame({"origin": [f"{hour:%Y-%m-%d %H:%M}" for hour in hours[72 : 72 + ORIGINS]]}).write_csv(
        tmp_path / "origins.csv"
    )
    return tmp_path


def words(folder: Path, out: str, *more: str) -> list[str]:
    told = {"data": folder / "counts.parquet", "zone": "Europe/Amsterdam", "origins": folder / "origins.csv",
            "out": folder / out, "horizons": HORIZONS, "processes": 1}  # fmt: skip
    return [str(STADSBEELD), "forecast", "backtest", *(str(w) for n, v in told.items() for w in (f"--{n}", v)), *more]


def backtest(folder: Path, out: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words(folder, out, *more), cwd=folder, capture_output=True, text=True, check=False, env=CLEAN)


def done(folder: Path, out: str, *more: str) -> pl.DataFrame:
    ran = backtest(folder, out, *more)
    assert ran.returncode == 0, ran.stderr
    return pl.read_parquet(folder / out)


@pytest.fixture(scope="module")
def whole() -> pl.DataFrame:
    """What has to come out, made here and now by the library."""
    origins = [PANEL.timeline.start + timedelta(hours=72 + n) for n in range(ORIGINS)]
    todo = batches(PANEL, origins, range(1, 7), seed=0, threads=1)
    return published(pl.concat(run(batch) for batch in todo), PANEL)


def wait_for(what, why: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < until, why
        time.sleep(0.02)


@contextmanager
def started(*command: str | Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own; nothing of it is left afterwards."""
    with (folder / f"{Path(command[1]).name}.log").open("ab") as log:
        process = subprocess.Popen(
            [str(word) for word in command], cwd=folder, stdout=log, stderr=log, env=CLEAN, start_new_session=True
        )
        try:
            yield process
        finally:
            with_group(process, signal.SIGKILL)
            process.wait()


def with_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def parts(folder: Path, out: str) -> list[Path]:
    return sorted(folder.glob(f"{out}.*.parts/*.parquet"))


def test_what_is_written_and_what_is_told(folder: Path, whole: pl.DataFrame) -> None:
    ran = backtest(folder, "out.parquet", "--processes", "2")
    assert ran.returncode == 0, ran.stderr
    told = pl.read_parquet(folder / "out.parquet")
    assert told.equals(whole)
    assert told.columns == ["origin", "sensor", "target_time", *QUANTILES, "mean"]
    assert told.schema["origin"] == told.schema["target_time"] == pl.Datetime("us")
    assert told.schema["sensor"] == pl.String
    assert all(told.schema[name] == pl.Float64 for name in (*QUANTILES, "mean"))
    assert len(told) == ORIGINS * 5 * 6
    assert told.select("origin", "sensor", "target_time").is_unique().all()
    ahead = told["target_time"] - told["origin"]
    assert (ahead.min(), ahead.max()) == (timedelta(0), timedelta(hours=5))  # horizon 1 begins at the origin
    assert told["origin"].min() == wall(2026, 1, 8)
    # A table: all horizons, then each. Of a first line: 1 h – 6 h, truths, WAPE, that of the day before, the gain.
    lines = [line.replace("│", " ").split() for line in ran.stdout.splitlines() if line.startswith("│")]
    assert len(lines) == 7
    known = told.filter(pl.col("target_time") < wall(2026, 1, 10))
    y, before = (
        [PANEL.values[int((at - MONDAY) / HOUR) - back, int(sensor) - 1] for _, sensor, at, *_ in known.iter_rows()]
        for back in (0, 24)
    )
    wape, naive = (
        float(sum(abs(a - b) for a, b in zip(y, one, strict=True)) / sum(y)) for one in (known["q0.5"], before)
    )
    assert lines[0][5:9] == [str(len(known)), f"{wape:.4f}", f"{naive:.4f}", f"{1 - wape / naive:+.1%}"]
    assert f"{len(told)} rows" in ran.stdout
    assert not parts(folder, "out.parquet")
    assert [path.name for path in folder.glob("*.parts")] == []


def test_broken_off_it_goes_on_where_it_was(folder: Path, whole: pl.DataFrame) -> None:
    with started(*words(folder, "out.parquet"), folder=folder) as process:
        wait_for(lambda: parts(folder, "out.parquet"), "no part was written")
        with_group(process, signal.SIGKILL)
    assert not (folder / "out.parquet").exists()
    assert 0 < len(parts(folder, "out.parquet")) < ORIGINS

    # In a copy the first part is marked: were it made again, the mark would be gone.
    marked = folder / "marked"
    shutil.copytree(folder, marked)
    first = parts(marked, "out.parquet")[0]
    pl.read_parquet(first).with_columns(mean=pl.col("mean") + 1e6).write_parquet(first)

    assert done(folder, "out.parquet").equals(whole)
    # Another question does not go on with it, and leaves it where it is.
    assert (done(marked, "out.parquet", "--seed", "5")["mean"] < 1e6).all()
    again = done(marked, "out.parquet")
    assert again.filter(pl.col("mean") > 1e6)["origin"].unique().to_list() == [wall(2026, 1, 8)]
    assert again.filter(pl.col("mean") < 1e6).equals(whole.filter(pl.col("origin") > wall(2026, 1, 8)))


def test_ended_it_leaves_no_worker_behind(folder: Path) -> None:
    with started(*words(folder, "out.parquet"), folder=folder) as process:
        wait_for(lambda: parts(folder, "out.parquet"), "no part was written")
        workers = psutil.Process(process.pid).children(recursive=True)
        assert workers
        process.terminate()
        process.wait()
        assert psutil.wait_procs(workers, timeout=5)[1] == []


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, three processes of this machine."""
    told = folder / "scheduler.json"
    loopback = ("--host", "127.0.0.1")
    with started(
        DASK, "scheduler", *loopback, "--port", "0", "--no-dashboard", "--scheduler-file", told, folder=folder
    ):
        wait_for(lambda: told.exists() and told.read_text("utf-8").endswith("}"), "no scheduler came up")
        worker = (
            DASK,
            "worker",
            *loopback,
            "--scheduler-file",
            told,
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
        )
        with started(*worker, folder=folder) as one, started(*worker, folder=folder) as other:
            address = told.read_text("utf-8").split('"address": "')[1].split('"')[0]
            log = folder / "worker.log"
            wait_for(lambda: log.read_text("utf-8").count("Registered to:") == 2, "no two workers came up")
            yield address, [one, other]


def test_a_cluster_of_which_a_worker_dies_gives_the_same(folder: Path, whole: pl.DataFrame) -> None:
    with cluster(folder) as (address, workers):
        with started(*words(folder, "out.parquet", "--executor", address), folder=folder) as process:
            wait_for(lambda: parts(folder, "out.parquet"), "no part was written")
            workers[0].kill()
            workers[0].wait()
            left = ORIGINS - len(parts(folder, "out.parquet"))
            assert left > 0
            assert process.wait(PATIENCE_S) == 0, (folder / "forecast.log").read_text("utf-8")
        assert workers[1].poll() is None
    assert pl.read_parquet(folder / "out.parquet").equals(whole)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--out", "out.csv"], ".parquet"),
        (["--zone", "Europe/Atlantis"], "Europe/Amsterdam"),
        (["--school", "zuid"], "--holidays NL"),
        (["--holidays", "Atlantis"], "AU-VIC"),
        (["--step", "an hour"], "15min"),
        (["--horizons", "90min"], "whole steps"),
        (["--horizons", "1h..169h"], "7 days"),
        (["--data", "none.parquet"], "none.parquet"),
        (["--origins", "counts.parquet"], "`origin`"),
    ],
)
def test_a_mistake_is_said_in_one_line_with_what_to_do(folder: Path, more: list[str], said: str) -> None:
    ran = CliRunner().invoke(app, [*words(folder, "out.parquet")[1:], *more])
    assert ran.exit_code == 4, ran.output
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) <= 2
    assert not list(folder.glob("out.*"))


def test_origins_outside_the_counts_are_said(folder: Path) -> None:
    (folder / "origins.csv").write_text("origin\n2020-01-01\n", "utf-8")
    ran = backtest(folder, "out.parquet")
    assert ran.returncode == 4
    assert "no origin lies within the counts" in ran.stderr
    assert "Traceback" not in ran.stderr
