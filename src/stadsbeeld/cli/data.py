"""`ingest`, `export` and `status`: what goes in, what comes out, and how it stands."""

from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.cli.reach import Address, City, Folder, SettingsFile, TokenFile, reached, settings_of
from stadsbeeld.domain.errors import InputError, SourceFormatError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.web.export_routes import Asked, Format

FORMATS: dict[str, Format] = {".parquet": "parquet", ".csv": "csv"}


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
    server: Address = None,
    token_file: TokenFile = None,
) -> None:
    """Take files as if the source had just delivered them. The same file twice changes nothing.

    A file that cannot be read is named and kept; the others are taken. Where a server holds the data, it takes them;
    then a file is at most 256 MB.
    """
    chosen = settings_of(settings, city, data_folder, server, token_file)
    with reached(chosen) as data, Progress(transient=True) as progress:
        task, refused = progress.add_task("ingest", total=len(files)), 0
        for file in files:
            try:
                new, same = data.deliver(source, file, as_it_came)
                progress.console.print(f"{file}: {new} new, {same} were known")
            except SourceFormatError as error:
                refused += 1
                progress.console.print(f"[red]{file}: {error}[/red]")
            progress.advance(task)
    if refused:
        raise InputError(f"{refused} of {len(files)} files could not be read", detail="files")


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
    server: Address = None,
    token_file: TokenFile = None,
) -> None:
    """Write observations to a file, with both times, source and mark of each row; sorted within each hour.

    Where a server holds the data, it gives them.
    """
    asked = Asked(quantities=tuple(quantity), since=since, until=until, known_at=known_at)
    if out.suffix not in FORMATS:
        raise InputError(f"{out}: end the name in .parquet or .csv", detail=str(out))
    with reached(settings_of(settings, city, data_folder, server, token_file)) as data:
        data.export(asked, FORMATS[out.suffix], out)
    scan = pl.scan_parquet if out.suffix == ".parquet" else pl.scan_csv
    typer.echo(f"{out}: {scan(out).select(pl.len()).collect().item()} rows")


@said_plainly
def status(
    settings: SettingsFile = None,
    city: City = None,
    data_folder: Folder = None,
    server: Address = None,
    token_file: TokenFile = None,
) -> None:
    """Show each source: its state, the age of its newest value, and the share of silent and implausible places.

    Where a server holds the data, it tells.
    """
    with reached(settings_of(settings, city, data_folder, server, token_file)) as data:
        health = data.health()
    table = Table("source", "state", "newest value", "places", "silent", "implausible")
    for told in health:
        newest = told.newest_observed_at
        table.add_row(
            told.id,
            told.state,
            f"{newest:%Y-%m-%d %H:%M} UTC" if newest else "–",
            str(told.places),
            _share(told.silent_share),
            _share(told.implausible_share),
        )
    Console().print(table)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
