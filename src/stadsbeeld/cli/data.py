"""`ingest`, `export` and `status`: what goes in, what comes out, and how it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import polars as pl
import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.domain.errors import InputError, SourceFormatError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.runtime.assemble import Platform, assemble
from stadsbeeld.runtime.settings import load

SettingsFile = Annotated[Path | None, typer.Option(help="A TOML file with settings; see docs/settings.md.")]
City = Annotated[str | None, typer.Option(help="A packaged city or the folder of a pack.")]
Folder = Annotated[Path | None, typer.Option(help="The folder for databases and raw answers.")]


@contextmanager
def _opened(settings: Path | None, city: str | None, data_folder: Path | None) -> Iterator[Platform]:
    """The platform with nothing running. Raises StoreLockedError where a server holds the data."""
    platform = assemble(load(settings, city=city, data_folder=data_folder, fetch_sources=False))
    try:
        yield platform
    finally:
        platform.stop()


@said_plainly
def ingest(
    source: Annotated[str, typer.Argument(help="The id of the source; `stadsbeeld status` lists them.")],
    files: Annotated[list[Path], typer.Argument(help="Files with what the source gave.", exists=True, dir_okay=False)],
    as_it_came: Annotated[
        bool, typer.Option(help="Take an archive as its single deliveries, each known when it would have come in.")
    ] = False,
    settings: SettingsFile = None,
    city: City = None,
    data_folder: Folder = None,
) -> None:
    """Take files as if the source had just delivered them. The same file twice changes nothing.

    A file that cannot be read is named and kept; the others are taken. The server must not be running on the same
    data; push through `POST /v1/observations` while it is.
    """
    with _opened(settings, city, data_folder) as platform, Progress(transient=True) as progress:
        task, refused = progress.add_task("ingest", total=len(files)), 0
        for file in files:
            try:
                new, same = _take(platform, source, file.name, file.read_bytes(), as_it_came)
                progress.console.print(f"{file}: {new} new, {same} were known")
            except SourceFormatError as error:
                refused += 1
                progress.console.print(f"[red]{file}: {error}[/red]")
            progress.advance(task)
    if refused:
        raise InputError(f"{refused} of {len(files)} files could not be read", detail="files")


def _take(platform: Platform, source: str, name: str, raw: bytes, as_it_came: bool) -> tuple[int, int]:
    slices = platform.sources[source].slices if source in platform.sources else None
    if not (as_it_came and slices):
        receipt = platform.ingest.deliver(source, raw, name)
        return (receipt.new, receipt.same) if receipt else (0, 0)
    receipts = [platform.ingest.deliver(source, part.raw, part.key, at=part.at) for part in slices(raw)]
    return sum(r.new for r in receipts if r), sum(r.same for r in receipts if r)


@said_plainly
def export(
    out: Annotated[Path, typer.Argument(help="Where to: a .parquet or .csv file.")],
    quantity: Annotated[list[str], typer.Option(help=f"One or more of: {', '.join(QUANTITIES)}.")],
    since: Annotated[
        str, typer.Option("--from", help="From this moment on, as 2026-08-20T15:30 (local) or with zone.")
    ],
    until: Annotated[str, typer.Option("--to", help="Up to this moment, not with it.")],
    known_at: Annotated[
        str | None, typer.Option(help="As it was known at this moment; else all that is known.")
    ] = None,
    settings: SettingsFile = None,
    city: City = None,
    data_folder: Folder = None,
) -> None:
    """Write observations to a file, with both times, source and mark of each row."""
    if unknown := [id for id in quantity if id not in QUANTITIES]:
        raise InputError(f"unknown quantity {unknown[0]}; there are {', '.join(QUANTITIES)}", detail=unknown[0])
    if out.suffix not in {".parquet", ".csv"}:
        raise InputError(f"{out}: end the name in .parquet or .csv", detail=str(out))
    with _opened(settings, city, data_folder) as platform:
        zone = ZoneInfo(platform.city.time_zone)
        view = platform.store.as_of(_moment(known_at, zone) if known_at else None)
        rows = view.window(quantity, _moment(since, zone), _moment(until, zone))
    _write(rows, out)
    typer.echo(f"{out}: {len(rows)} rows")


def _write(rows: pl.DataFrame, out: Path) -> None:
    if out.suffix == ".parquet":
        rows.write_parquet(out)
    else:
        rows.write_csv(out, datetime_format="%Y-%m-%dT%H:%M:%S%.fZ")


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is not a moment such as 2026-08-20T15:30", detail=text) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


@said_plainly
def status(settings: SettingsFile = None, city: City = None, data_folder: Folder = None) -> None:
    """Show each source: its state, the age of its newest value, and the share of silent and implausible places."""
    with _opened(settings, city, data_folder) as platform:
        health = platform.health()
    table = Table("source", "state", "newest value", "places", "silent", "implausible")
    for told in health:
        newest = told["newestObservedAt"]
        table.add_row(
            told["id"],
            told["state"],
            f"{newest:%Y-%m-%d %H:%M} UTC" if newest else "–",
            str(told["places"]),
            _share(told["silentShare"]),
            _share(told["implausibleShare"]),
        )
    Console().print(table)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
