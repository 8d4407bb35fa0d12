"""What the exit code of a command means, in one table."""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer

from stadsbeeld.domain.errors import (
    AccessError,
    ConflictError,
    InputError,
    ModelUnavailableError,
    NotFoundError,
    SettingError,
    SourceUnreachableError,
    StadsbeeldError,
    StoreError,
    StoreLockedError,
)

P = ParamSpec("P")
R = TypeVar("R")

# The first that fits counts. 0 is success, 1 a fault of ours, 2 a wrong command line.
EXITS: tuple[tuple[type[StadsbeeldError], int, str], ...] = (
    (SettingError, 3, "a setting is unknown or wrong"),
    (InputError, 4, "what came in cannot be used"),
    (NotFoundError, 5, "there is no such thing"),
    (ConflictError, 6, "somebody else changed it first"),
    (AccessError, 7, "not allowed"),
    (StoreLockedError, 8, "another process uses the data, and no server answers"),
    (StoreError, 9, "the store cannot do its work"),
    (SourceUnreachableError, 10, "a source gives no answer"),
    (ModelUnavailableError, 11, "a model cannot be loaded"),
)

EPILOG = "Exit codes: 0 done; 1 a fault of ours; 2 a wrong command line; " + "; ".join(
    f"{code} {meaning}" for _, code, meaning in EXITS
)


def exit_code(error: StadsbeeldError) -> int:
    return next((code for kind, code, _ in EXITS if isinstance(error, kind)), 1)


def said_plainly(command: Callable[P, R]) -> Callable[P, R]:
    """An error of our own tree becomes one line on stderr and an exit code, never a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except StadsbeeldError as error:
            typer.secho(f"stadsbeeld: {error}", fg=typer.colors.RED, err=True)
            sys.exit(exit_code(error))

    return run
