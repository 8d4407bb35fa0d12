"""`token`: a key for a machine that pushes or reads."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.cli.reach import beside
from stadsbeeld.domain.errors import StoreLockedError
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
        list[str],
        typer.Option(
            help="`read`, `export`, `deliveries:write`, `observations:write`, or "
            "`observations:write:<name of the source>`."
        ),
    ],
    days: Annotated[int, typer.Option(help="How long it is good for.", min=1, max=732)] = 365,
    settings: Annotated[Path | None, typer.Option(help="A TOML file with settings; see docs/settings.md.")] = None,
    data_folder: Annotated[Path | None, typer.Option(help="The folder for databases and raw answers.")] = None,
) -> None:
    """Make an API token and print it once. Where a server holds the data, it makes the token: this needs the right to
    read `server.json` in the data folder."""
    chosen, now = load(settings, data_folder=data_folder), SystemClock().now()
    ends_at = now + timedelta(days=days)
    try:
        store = Store(addresses(chosen))
    except StoreLockedError as error:
        locked = error
    else:
        with store:
            typer.echo(Tokens(store).create(title=title, scopes=scope, ends_at=ends_at, by=SYSTEM, now=now)[1])
        return
    with beside(chosen.data_folder, locked) as server:
        typer.echo(server.create_token(title, scope, ends_at))
