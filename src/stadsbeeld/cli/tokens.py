"""`token`: a key for a machine that pushes or reads."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.runtime.assemble import addresses
from stadsbeeld.runtime.clock import SystemClock
from stadsbeeld.runtime.settings import load
from stadsbeeld.store.store import Store
from stadsbeeld.web.people import SYSTEM
from stadsbeeld.web.tokens import Tokens


@said_plainly
def token(
    title: Annotated[str, typer.Argument(help="What the token is for, such as 'counting cameras Coolsingel'.")],
    scope: Annotated[
        list[str], typer.Option(help="`read`, `observations:write`, or `observations:write:<name of the source>`.")
    ],
    days: Annotated[int, typer.Option(help="How long it is good for.", min=1, max=732)] = 365,
    settings: Annotated[Path | None, typer.Option(help="A TOML file with settings; see docs/settings.md.")] = None,
    data_folder: Annotated[Path | None, typer.Option(help="The folder for databases and raw answers.")] = None,
) -> None:
    """Make an API token and print it once. The server must not be running; while it is, use its settings screen."""
    now = SystemClock().now()
    with Store(addresses(load(settings, data_folder=data_folder))) as store:
        _, made = Tokens(store).create(
            title=title, scopes=scope, ends_at=now + timedelta(days=days), by=SYSTEM, now=now
        )
    typer.echo(made)
