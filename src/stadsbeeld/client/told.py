"""A problem that a server told, as the error it was there: the same class, code and words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from stadsbeeld.domain.errors import (
    ConflictError,
    NotFoundError,
    RowsRefusedError,
    SlowDownError,
    SourceFormatError,
    StadsbeeldError,
    TooLargeError,
)

# Those whose words are made from their data. Of the others the server's sentence is kept.
MADE: Mapping[str, Callable[[Mapping[str, Any]], StadsbeeldError]] = {
    SourceFormatError.code: lambda told: SourceFormatError(told["source"], told["reason"], told.get("row")),
    NotFoundError.code: lambda told: NotFoundError(told["kind"], told["id"]),
    TooLargeError.code: lambda told: TooLargeError(told["what"], told["limitBytes"]),
    ConflictError.code: lambda told: ConflictError(told["kind"], told["id"], told["version"]),
    SlowDownError.code: lambda told: SlowDownError(told["waitS"]),
    RowsRefusedError.code: lambda told: RowsRefusedError(told["rows"]),
}
STANDARD = {"type", "title", "status", "detail", "code", "instance"}


def error_of(problem: Mapping[str, Any]) -> StadsbeeldError:
    """The error behind a problem (RFC 9457) of a Stadsbeeld; a code that this version does not know is a plain
    StadsbeeldError. Members that are lacking leave the server's sentence."""
    code = str(problem.get("code"))
    try:
        if code in MADE:
            return MADE[code](problem)
    except KeyError:
        pass
    kind = next((one for one in _all(StadsbeeldError) if one.code == code), StadsbeeldError)
    error = kind.__new__(kind)
    # A leaf may want its own data; what is known here is the sentence and what came along.
    data = {name: value for name, value in problem.items() if name not in STANDARD}
    StadsbeeldError.__init__(error, str(problem.get("detail", code)), **data)
    return error


def _all(kind: type[StadsbeeldError]) -> Iterator[type[StadsbeeldError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _all(below)
