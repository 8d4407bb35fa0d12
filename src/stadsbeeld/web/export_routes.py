"""Observations as a file, an hour of the city at a time: however long the stretch, the memory it takes is bounded."""

import io
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from stadsbeeld.domain.errors import InputError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.store.view import COLUMNS, View
from stadsbeeld.web.parts import Parts

Format = Literal["csv", "parquet"]
MEDIA_TYPES: dict[Format, str] = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
HOUR, LONGEST_STEP = timedelta(hours=1), timedelta(days=366)
CSV_TIME = "%Y-%m-%dT%H:%M:%S%.fZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to export: quantities, and [`since`, `until`). A moment is ISO 8601; without a zone it is local time of
    the city. `known_at` None: all that is known, as each hour is read."""

    quantities: tuple[str, ...]
    since: str
    until: str
    known_at: str | None = None

    def __post_init__(self) -> None:
        """Raises InputError for an unknown quantity or none."""
        if unknown := [id for id in self.quantities if id not in QUANTITIES]:
            raise InputError(f"unknown quantity {unknown[0]}; there are {', '.join(QUANTITIES)}", detail=unknown[0])
        if not self.quantities:
            raise InputError("no quantity was named", detail="quantity")


def pieces(parts: Parts, asked: Asked, format: Format) -> Iterator[bytes]:
    """The file in pieces. Columns of `Observations`, `known_at`, `source`; sorted by place, quantity and time within
    each hour. Raises InputError for what is no moment; nothing is read before the first piece is asked for."""
    zone = ZoneInfo(parts.city.time_zone)
    since, until = _moment(asked.since, zone), _moment(asked.until, zone)
    view = parts.store.as_of(_moment(asked.known_at, zone) if asked.known_at else None)
    tables = _hours(view, asked.quantities, since, until)
    return _parquet(tables) if format == "parquet" else _csv(tables)


def router(parts: Parts) -> APIRouter:
    found = APIRouter(tags=["observations"])
    # Each piece takes its turn: two at a time, however many export.
    reading = CapacityLimiter(2)

    @found.get(
        "/export",
        summary="Observations as a file",
        response_class=Response,
        responses={200: {"content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()}}},
    )
    async def export_observations(
        quantity: Annotated[list[str], Query(description="One or more quantities.")],
        since: Annotated[str, Query(alias="from", description="From this moment on; without a zone: local time.")],
        until: Annotated[str, Query(alias="to", description="Up to this moment, not with it.")],
        known_at: Annotated[str | None, Query(alias="knownAt", description="As it was known then; else now.")] = None,
        format: Format = "csv",
    ) -> Response:
        """Each row with both times, its source and its mark; by the hour, so that any length can be asked for."""
        asked = Asked(quantities=tuple(quantity), since=since, until=until, known_at=known_at)
        made = pieces(parts, asked, format)
        # The first piece before the answer begins: a store that cannot do its work is then told as a problem.
        first = await run_sync(next, made, None, limiter=reading)

        async def answer() -> AsyncIterator[bytes]:
            piece = first
            while piece is not None:
                yield piece
                piece = await run_sync(next, made, None, limiter=reading)

        return StreamingResponse(answer(), media_type=MEDIA_TYPES[format], headers={"Cache-Control": "no-store"})

    return found


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{text!r} is not a moment such as 2026-08-20T15:30", detail=text) from error


def _hours(view: View, quantities: Sequence[str], since: datetime, until: datetime) -> Iterator[pl.DataFrame]:
    """What is known in [since, until), by the hour from `since`; hours without rows are left out.

    Over an empty stretch the steps grow; a longer step is only asked for the newest of each place, which stays small.
    """
    at, step = since, HOUR
    while at < until:
        end = until if until - at <= step else at + step
        if step > HOUR:
            rows = view.newest(since=at, until=end, quantities=quantities)
            if len(rows):
                step = HOUR
                continue
        else:
            rows = view.window(quantities, at, end)
        if len(rows):
            yield rows
        else:
            step = min(2 * step, LONGEST_STEP)
        at = end


def _csv(tables: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    head = pl.DataFrame(schema=COLUMNS).write_csv().encode()
    for table in tables:
        yield head + table.write_csv(include_header=False, datetime_format=CSV_TIME).encode()
        head = b""
    if head:
        yield head


def _parquet(tables: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    schema = pl.DataFrame(schema=COLUMNS).to_arrow().schema
    sink = io.BytesIO()
    with pq.ParquetWriter(pa.PythonFile(_Onward(sink), mode="w"), schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table.to_arrow().cast(schema))
            yield _taken(sink)
    yield _taken(sink)


def _taken(sink: io.BytesIO) -> bytes:
    """What was written since the last time; the buffer starts anew."""
    piece = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return piece


class _Onward(io.RawIOBase):
    """A file that is only written, never sought: the writer keeps count of where it is."""

    def __init__(self, sink: io.BytesIO) -> None:
        self._sink, self._at = sink, 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, piece: bytes, /) -> int:  # type: ignore[override]
        self._at += len(piece)
        return self._sink.write(piece)
