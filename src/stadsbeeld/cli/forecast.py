"""`forecast backtest`: forecasts as they would have been made, on anybody's counts."""

import hashlib
import multiprocessing
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.domain.errors import InputError, SettingError
from stadsbeeld.forecast.backtest import Batch, batches, end_with_parent, perform, published, with_truth
from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.counts import Reading, read_counts, read_origins, span, spans
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.score import score

app = typer.Typer(help="Forecasts: how good they would have been.", no_args_is_help=True)
MOST_BANDS = 6


@app.callback()
def forecast() -> None:
    """Forecasts: how good they would have been."""


@app.command()
@said_plainly
def backtest(
    data: Annotated[Path, typer.Option(help="Parquet or CSV: timestamp, sensor, count, optionally bearing_deg.")],
    zone: Annotated[str, typer.Option(help="The city's time zone, such as Europe/Amsterdam.")],
    origins: Annotated[Path, typer.Option(help="A CSV with a column `origin`: when each forecast is made.")],
    out: Annotated[Path, typer.Option(help="The Parquet file to write.")],
    step: Annotated[str, typer.Option(help="The step of the forecast: 15min, 1h. Counts are summed to it.")] = "1h",
    horizons: Annotated[str, typer.Option(help="How far ahead: 1h..72h, or 15min,30min,60min.")] = "1h..72h",
    holidays: Annotated[
        str | None, typer.Option(help="Whose public holidays: NL, AU-VIC. Left out: none are known.")
    ] = None,
    school: Annotated[str | None, typer.Option(help="School holidays of noord, midden or zuid (Netherlands).")] = None,
    per_bearing: Annotated[bool, typer.Option(help="Forecast each direction apart (sensor@degrees).")] = False,
    executor: Annotated[
        str | None, typer.Option(help="The address of a Dask scheduler; left out: processes on this machine.")
    ] = None,
    processes: Annotated[int, typer.Option(help="How many processes; 0: as many as there are cores.", min=0)] = 0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same forecasts.")] = 0,
) -> None:
    """Make the forecasts that would have been made at each origin, score them beside the naive one, and write them.

    At an origin only counts that begin before it are used, whatever the file holds. Broken off, the same command goes
    on where it was. The file has a row for each origin, sensor and target_time (start of the interval), with q0.1 to
    q0.9 and mean.
    """
    if out.suffix != ".parquet":
        raise InputError(f"{out}: end the name in .parquet", detail=str(out))
    if school and not holidays:
        raise InputError("school holidays need --holidays NL beside them", detail=school)
    panel = read_counts(data, _reading(step, zone, (holidays, school), per_bearing))
    ahead = spans(horizons, span(step))
    count = processes or os.cpu_count() or 1
    todo = batches(panel, read_origins(origins, panel), ahead, seed=seed, threads=1)
    if not todo:
        raise InputError("no origin lies within the counts", detail=str(origins))
    parts = _Parts(out, _fingerprint(data, origins, (step, zone, horizons, holidays, school, per_bearing, seed)))
    with _workers(executor, min(count, len(todo))) as pool, _progress() as progress:
        task = progress.add_task("backtest", total=sum(len(batch.origins) for batch in todo))
        for batch, rows in parts.through(todo, pool):
            parts.keep(batch, rows)
            progress.advance(task, len(batch.origins))
    rows = parts.all(todo)
    published(rows, panel).write_parquet(out)
    _tell(with_truth(rows, panel), panel, ahead)
    parts.drop()
    typer.echo(f"{out}: {len(rows)} rows")


class _Parts:
    """Batches that are done, in a folder beside the output, until all are."""

    def __init__(self, out: Path, fingerprint: str) -> None:
        self.folder = out.with_name(f"{out.name}.{fingerprint}.parts")
        self.folder.mkdir(parents=True, exist_ok=True)

    def _file(self, batch: Batch) -> Path:
        return self.folder / f"{batch.name}.parquet"

    def keep(self, batch: Batch, rows: pl.DataFrame) -> None:
        half = self._file(batch).with_suffix(".half")
        rows.write_parquet(half)
        half.replace(self._file(batch))  # a broken-off write never looks like a part

    def through(self, todo: list[Batch], pool: Executor) -> Iterator[tuple[Batch, pl.DataFrame]]:
        for batch in todo:
            if self._file(batch).exists():
                yield batch, pl.read_parquet(self._file(batch))
        yield from perform([batch for batch in todo if not self._file(batch).exists()], pool)

    def all(self, todo: list[Batch]) -> pl.DataFrame:
        return pl.concat(pl.read_parquet(self._file(batch)) for batch in todo)

    def drop(self) -> None:
        shutil.rmtree(self.folder)


def _reading(step: str, zone: str, calendar: tuple[str | None, str | None], per_bearing: bool) -> Reading:
    try:
        city = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(f"{zone!r} is not a time zone such as Europe/Amsterdam", detail=zone) from error
    region, school = calendar
    days = calendar_of(region, school) if region else None
    return Reading(step=span(step), zone=city, calendar=days, per_bearing=per_bearing)


@contextmanager
def _workers(address: str | None, count: int) -> Iterator[Executor]:
    """Processes of this machine, or those of a Dask cluster. Raises SettingError where Dask is not installed."""
    if address is None:
        # A fresh interpreter for each: a forked one may inherit locks of the threads of polars.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=count, mp_context=context, initializer=end_with_parent) as pool:
            try:
                yield pool
            except BaseException:
                # What is queued would be worked off before the end, and thrown away.
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise SettingError(
            "a Dask cluster needs the extra: pip install 'stadsbeeld[dask]'", setting="executor"
        ) from error
    with Client(address) as client, client.get_executor() as pool:
        yield pool


def _fingerprint(data: Path, origins: Path, options: tuple[object, ...]) -> str:
    """Parts of another file, other origins or other options are not gone on with."""
    digest = hashlib.sha256(repr(options).encode())
    for path in (data, origins):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _tell(rows: pl.DataFrame, panel: Panel, horizons: list[int]) -> None:
    table = Table("horizon", "truths", "WAPE", "naive", "gain", "WQL", "in 80 % band")
    for first, last in [(horizons[0], horizons[-1]), *_bands(horizons)]:
        told = score(rows.filter(pl.col("horizon").is_between(first, last)))
        beside, naive = told.wape_beside, told.naive_wape
        gain = 1 - beside / naive if beside is not None and naive else None
        table.add_row(
            _ahead(first, last, panel),
            str(told.count),
            _figure(told.wape),
            _figure(naive) + ("" if told.naive_count == told.count else f" ({told.naive_count})"),
            "–" if gain is None else f"{gain:+.1%}",
            _figure(told.wql),
            "–" if told.coverage is None else f"{told.coverage:.1%}",
        )
    Console().print(table)


def _bands(horizons: list[int]) -> list[tuple[int, int]]:
    """Each horizon on its own where there are few, else ranges that double."""
    if len(horizons) <= MOST_BANDS:
        return [(one, one) for one in horizons]
    edges = [horizons[0]]
    while edges[-1] * 3 < horizons[-1]:
        edges.append(edges[-1] * 3)
    return [(low, high - 1) for low, high in zip(edges, [*edges[1:], horizons[-1] + 1], strict=True)]


def _ahead(first: int, last: int, panel: Panel) -> str:
    def text(steps: int) -> str:
        seconds = steps * panel.timeline.step_s
        return f"{seconds // 3600} h" if seconds % 3600 == 0 else f"{seconds // 60} min"

    return text(first) if first == last else f"{text(first)} – {text(last)}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
