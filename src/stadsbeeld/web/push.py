"""Reading what is pushed: JSON or NDJSON to checked observations, column by column, with each refused row named.

A hundred thousand rows are read in well under a second: no object is made for a row.
"""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.observations import SCHEMA, Observations

FIELDS = ("place", "quantity", "observedAt", "spanS", "value")
LONGEST_SPAN_S = 24 * 3_600
# Ten million bytes hold some hundred thousand rows; what has more lines is not rows, and each refusal costs memory.
MOST_ROWS = 250_000
FUTURE_TOLERANCE = timedelta(minutes=5)
OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
NDJSON = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """`row` is 1-based: its place in the array, or its line. `field` empty where it is the row as a whole."""

    row: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What was pushed: the good rows as a checked table, and the refused ones in their order."""

    observations: Observations
    refused: Sequence[Refused]

    @property
    def raw(self) -> bytes:
        """The good rows as NDJSON, in the very form that the door takes: these bytes are kept.

        Refused rows and unknown fields never are: they may hold what nobody allowed us to have.
        """
        frame = self.observations.frame.select(
            "place",
            "quantity",
            observedAt=pl.col("observed_at").dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ"),
            spanS="span_s",
            value="value",
        )
        return frame.write_ndjson().encode()


@dataclass(slots=True)
class _Rows:
    """The rows as columns. `numbers` are their 1-based numbers; `refused` says why, by index."""

    numbers: list[int]
    columns: dict[str, list[Any]]
    refused: dict[int, Refused] = field(default_factory=dict)

    def refuse(self, index: int, name: str, reason: str) -> None:
        """The first reason stands: one mistake is mended at a time."""
        self.refused.setdefault(index, Refused(row=self.numbers[index], field=name, reason=reason))


def read(body: bytes, media_type: str, places: Collection[str], now: datetime) -> Pushed:
    """Read a body. `places` are the ids that exist; `now` is the city's clock.

    Raises InputError where the body as a whole is not JSON (or, as JSON, not an array).
    """
    rows = _lines(body) if media_type.partition(";")[0].strip().lower() in NDJSON else _array(body)
    _check(rows, "place", _place_checker(places))
    _check(rows, "quantity", _quantity)
    _check(rows, "observedAt", _moment_checker(now))
    _check(rows, "spanS", _span)
    _refuse_unended(rows, now + FUTURE_TOLERANCE)
    _check(rows, "value", _value)
    _refuse_repeated(rows)
    good = [index for index in range(len(rows.numbers)) if index not in rows.refused]
    taken = {name: [values[index] for index in good] for name, values in rows.columns.items()}
    frame = pl.DataFrame(
        {
            "place": taken["place"],
            "quantity": taken["quantity"],
            "observed_at": taken["observedAt"],
            "span_s": taken["spanS"],
            "value": taken["value"],
        },
        schema={name: kind for name, kind in SCHEMA.items() if name != "mark"},
    )
    return Pushed(observations=Observations(frame), refused=[rows.refused[index] for index in sorted(rows.refused)])


def _refuse_unended(rows: _Rows, latest: datetime) -> None:
    """An interval that ends in the future would stay fresh until then, however silent its sensor is."""
    for index, (begun, span_s) in enumerate(zip(rows.columns["observedAt"], rows.columns["spanS"], strict=True)):
        if index not in rows.refused and begun + timedelta(seconds=span_s) > latest:
            rows.refuse(index, "spanS", "the interval ends in the future")


def _bounded(count: int) -> None:
    if count > MOST_ROWS:
        raise InputError(f"more than {MOST_ROWS} rows", detail=f"{count} > {MOST_ROWS}")


def _array(body: bytes) -> _Rows:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InputError(f"the body is not JSON: {error}", detail=f"JSON: {error}") from error
    if not isinstance(found, list):
        raise InputError("the body is not an array", detail="JSON: [{…}, {…}]")
    _bounded(len(found))
    return _columns(found, list(range(1, len(found) + 1)), {})


def _lines(body: bytes) -> _Rows:
    _bounded(body.count(b"\n"))
    found: list[Any] = []
    numbers: list[int] = []
    broken: dict[int, str] = {}
    for number, line in enumerate(body.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            broken[len(found)] = f"not JSON: {error}"
            row = {}
        found.append(row)
        numbers.append(number)
    return _columns(found, numbers, broken)


def _columns(found: list[Any], numbers: list[int], broken: dict[int, str]) -> _Rows:
    rows = _Rows(numbers, {})
    for index, reason in broken.items():
        rows.refuse(index, "", reason)
    allowed = set(FIELDS)
    for index, row in enumerate(found):
        if type(row) is not dict:
            rows.refuse(index, "", "not an object")
            found[index] = {}
        elif row.keys() != allowed:
            _refuse_fields(rows, index, row)
    rows.columns = {name: [row.get(name) for row in found] for name in FIELDS}
    return rows


def _refuse_fields(rows: _Rows, index: int, row: dict[str, Any]) -> None:
    lacking = [name for name in FIELDS if name not in row]
    if lacking:
        rows.refuse(index, lacking[0], "missing")
    else:
        # The name itself is the sender's and may hold anything, so it is cut short.
        unknown = next(name for name in row if name not in FIELDS)
        rows.refuse(index, unknown[:40], "unknown field")


def _check(rows: _Rows, name: str, checker: Callable[[Any], Any]) -> None:
    """Replace each value by what `checker` makes of it; refuse the row where it raises ValueError."""
    values = rows.columns[name]
    for index, value in enumerate(values):
        if index in rows.refused:
            continue
        try:
            values[index] = checker(value)
        except ValueError as error:
            rows.refuse(index, name, str(error))


def _place_checker(places: Collection[str]) -> Callable[[Any], str]:
    def place(value: Any) -> str:
        if type(value) is not str or not value:
            raise ValueError("not a text")
        if value not in places:
            raise ValueError("there is no place with this id")
        return value

    return place


def _quantity(value: Any) -> str:
    if type(value) is not str or value not in QUANTITIES:
        raise ValueError(f"not one of {', '.join(QUANTITIES)}")
    return value


def _moment_checker(now: datetime) -> Callable[[Any], datetime]:
    """Many rows share few moments: each text is read once."""
    known: dict[str, datetime] = {}
    latest = now + FUTURE_TOLERANCE

    def moment(value: Any) -> datetime:
        if type(value) is not str:
            raise ValueError("not a text")
        found = known.get(value)
        if found is None:
            found = _moment(value)
            if found > latest:
                raise ValueError(f"in the future: it is {now.isoformat(timespec='seconds')} here")
            known[value] = found
        return found

    return moment


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("not a date and time of ISO 8601") from None
    if found.tzinfo is None:
        raise ValueError("a date and time without a zone")
    try:
        found = found.astimezone(UTC)
    except OverflowError:
        raise ValueError("outside the calendar") from None
    if found < OLDEST:
        raise ValueError("before 1970")
    return found


def _span(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LONGEST_SPAN_S:
        raise ValueError(f"not a whole number of seconds from 0 to {LONGEST_SPAN_S}")
    return value


def _value(value: Any) -> float | None:
    """null says that there is no value: it is kept, as missing."""
    if value is None:
        return None
    if type(value) is not float and type(value) is not int:
        raise ValueError("not a number")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


def _refuse_repeated(rows: _Rows) -> None:
    first: dict[tuple[str, str, datetime], int] = {}
    columns = rows.columns
    for index, key in enumerate(zip(columns["place"], columns["quantity"], columns["observedAt"], strict=True)):
        if index in rows.refused:
            continue
        before = first.setdefault(key, rows.numbers[index])
        if before != rows.numbers[index]:
            rows.refuse(index, "observedAt", f"the same place, quantity and observedAt as row {before}")
