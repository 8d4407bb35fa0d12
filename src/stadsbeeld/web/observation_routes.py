"""The push door: observations of other systems, checked row by row."""

import secrets
import threading
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Literal

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Request
from starlette.exceptions import HTTPException

from stadsbeeld.domain.errors import RowsRefusedError
from stadsbeeld.store.store import Store
from stadsbeeld.web.models import ObservationIn, PushReceipt, RefusedRow
from stadsbeeld.web.parts import Parts, WallClock
from stadsbeeld.web.push import NDJSON, Pushed, read
from stadsbeeld.web.roles import Caller
from stadsbeeld.web.tokens import source_of

NAMED = 1_000
READ_AGAIN_AFTER = timedelta(seconds=10)
Mode = Literal["partial", "all"]


class KnownPlaces:
    """The ids of all places, read again every ten seconds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._read: tuple[datetime, frozenset[str]] | None = None

    def ids(self, now: datetime) -> frozenset[str]:
        with self._lock:
            if self._read is None or now - self._read[0] >= READ_AGAIN_AFTER:
                self._read = (now, frozenset(version.id for version in self._store.as_of().records("place")))
            return self._read[1]


def router(parts: Parts, wall: WallClock) -> APIRouter:
    found = APIRouter(tags=["observations"])
    places = KnownPlaces(parts.store)
    # Reading ten megabytes takes a core for a moment: two at a time, whatever comes in.
    reading = CapacityLimiter(2)

    def take(body: bytes, media_type: str, mode: Mode, key: str, caller: Caller) -> PushReceipt:
        pushed = read(body, media_type, places.ids(wall.now()), parts.clock.now())
        if mode == "all" and pushed.refused:
            raise RowsRefusedError([asdict(row) for row in pushed.refused[:NAMED]])
        new, same = _append(parts, pushed, source_of(caller), key)
        return PushReceipt(
            new=new,
            same=same,
            refused=[RefusedRow(row=row.row, field=row.field, reason=row.reason) for row in pushed.refused[:NAMED]],
            refused_count=len(pushed.refused),
        )

    @found.post("/observations", summary="Push observations", openapi_extra={"requestBody": _body()})
    async def push_observations(
        request: Request,
        mode: Mode = "partial",
        idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
    ) -> PushReceipt:
        """A JSON array or NDJSON (one row a line) of {place, quantity, observedAt, spanS, value}; at most 10 MB,
        gzip allowed.

        `mode=partial` keeps the good rows and names the others; `mode=all` keeps nothing where one is refused
        (422). The same delivery sent twice is taken once: the same `Idempotency-Key` and the same rows.
        """
        media_type = request.headers.get("content-type", "application/json")
        if media_type.partition(";")[0].strip().lower() not in ("application/json", *NDJSON):
            raise HTTPException(415, "Content-Type: application/json, application/x-ndjson")
        body = await request.body()
        # Without a key of the sender each request is a delivery of its own: rows that say nothing new are left out
        # anyway, and a value that went 50, 10, 50 must end at 50.
        key = idempotency_key or secrets.token_hex(16)
        return await run_sync(take, body, media_type, mode, key, request.state.caller, limiter=reading)

    return found


def _append(parts: Parts, pushed: Pushed, source: str, key: str) -> tuple[int, int]:
    """(new, same). A delivery that came before has nothing new."""
    count = len(pushed.observations)
    if not count:
        return 0, 0
    receipt = parts.push(pushed.observations, source, key, pushed.raw)
    return (0, count) if receipt is None else (receipt.new, receipt.same)


def _body() -> dict[str, object]:
    row = ObservationIn.model_json_schema(by_alias=True)
    return {
        "required": True,
        "content": {
            "application/json": {"schema": {"type": "array", "items": row}},
            "application/x-ndjson": {"schema": row},
        },
    }
