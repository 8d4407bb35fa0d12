"""JSON as published: read strictly, its fields asked for by name and type."""

import math
from typing import Any, TypeVar

import orjson

from stadsbeeld.domain.errors import SourceFormatError

T = TypeVar("T", str, bool, float)


def read_rows(source: str, raw: bytes) -> list[dict[str, Any]]:
    """The rows of a JSON list of objects, at least one. JSON only: no NaN, no comments, no bytes after the end.

    Raises SourceFormatError, with the row (1-based) where one of them is not an object.
    """
    try:
        told = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise SourceFormatError(source, f"this is not JSON: {error}") from error
    if not isinstance(told, list):
        raise SourceFormatError(source, "a list is expected")
    if not told:
        raise SourceFormatError(source, "there are no rows")
    for number, row in enumerate(told, start=1):
        if not isinstance(row, dict):
            raise SourceFormatError(source, "an object is expected", number)
    return told


def field(source: str, row: dict[str, Any], name: str, kind: type[T], number: int) -> T:
    """The field `name` of row `number`; it must be there, not null, and of that type (a float may be written as an
    integer; true is not a number). Raises SourceFormatError."""
    value = row.get(name)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value) if abs(value) < 1 << 53 else math.inf
    if not isinstance(value, kind) or (isinstance(value, float) and not math.isfinite(value)):
        raise SourceFormatError(source, f"{name} is not a {kind.__name__}: {value!r}", number)
    return value
