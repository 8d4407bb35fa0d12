"""`password`: a way back in for who lost it, for whoever may read the data folder."""

from pathlib import Path
from typing import Annotated

import typer

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.runtime.assemble import addresses
from stadsbeeld.runtime.clock import SystemClock
from stadsbeeld.runtime.settings import load
from stadsbeeld.store.store import Store
from stadsbeeld.web.passwords import Passwords, one_time
from stadsbeeld.web.people import SYSTEM, People


@said_plainly
def password(
    login: Annotated[str, typer.Argument(help="The login, such as `beheerder`.")],
    settings: Annotated[Path | None, typer.Option(help="A TOML file with settings; see docs/settings.md.")] = None,
    data_folder: Annotated[Path | None, typer.Option(help="The folder for databases and raw answers.")] = None,
) -> None:
    """Give a person a new one-time password and print it once. The server must not be running.

    The account is active again, and the password must be changed at the first sign-in.
    """
    passwords = Passwords()
    with Store(addresses(load(settings, data_folder=data_folder))) as store:
        people = People(store, passwords)
        account = people.by_login(login)
        if account is None:
            raise NotFoundError("person", login)
        made = one_time()
        people.change(
            account,
            by=SYSTEM,
            now=SystemClock().now(),
            password_hash=passwords.hash(made),
            must_change=True,
            active=True,
        )
    typer.echo(made)
