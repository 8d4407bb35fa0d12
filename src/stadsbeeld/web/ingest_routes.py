"""The bytes of a source's delivery, taken as if the source had just been asked: what `stadsbeeld ingest` sends."""

import tempfile
from collections.abc import Mapping
from datetime import datetime
from typing import IO, Annotated, Protocol

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stadsbeeld.connect.http import Bounds as AnswerBounds
from stadsbeeld.connect.source import Source
from stadsbeeld.domain.errors import NotFoundError, TooLargeError
from stadsbeeld.web.bounds import Bounds
from stadsbeeld.web.parts import Parts, ReceiptLike

PATH = "/v1/deliveries"
# As much as a source may answer when it is asked itself.
LARGEST = AnswerBounds().max_bytes
IN_MEMORY = 1 << 20
NO_ZERO = r"^[^\x00]+$"


class Takes(Protocol):
    """The one path by which data comes in."""

    def deliver(self, source_id: str, raw: bytes, key: str, at: datetime | None = None) -> ReceiptLike | None: ...


class IngestParts(Parts, Protocol):
    """A platform that also takes deliveries of its sources."""

    @property
    def ingest(self) -> Takes: ...


class Delivered(BaseModel):
    """Rows (or versions) that were new, and that said nothing new; both 0 where the delivery came before."""

    new: int
    same: int


def take(parts: IngestParts, source_id: str, raw: bytes, key: str, *, as_it_came: bool) -> Delivered:
    """Take one delivery, or with `as_it_came` an archive as its single deliveries where the source has such.

    Raises NotFoundError for a source that the city does not run, SourceFormatError, StoreError.
    """
    source = _source(parts.sources, source_id)
    if not (as_it_came and source.slices):
        receipts = [parts.ingest.deliver(source_id, raw, key)]
    else:
        receipts = [parts.ingest.deliver(source_id, one.raw, one.key, at=one.at) for one in source.slices(raw)]
    return Delivered(new=sum(one.new for one in receipts if one), same=sum(one.same for one in receipts if one))


def _source(sources: Mapping[str, Source], id: str) -> Source:
    if id not in sources:
        raise NotFoundError("source", id)
    return sources[id]


def router(parts: IngestParts) -> APIRouter:
    found = APIRouter(tags=["observations"])
    # One delivery at a time is held in memory; the others wait in files.
    taking = CapacityLimiter(1)

    def taken(kept: IO[bytes], source_id: str, key: str, as_it_came: bool) -> Delivered:
        kept.seek(0)
        return take(parts, source_id, kept.read(), key, as_it_came=as_it_came)

    @found.post("/deliveries", summary="Deliver the bytes of a source", openapi_extra={"requestBody": _body()})
    async def deliver(
        request: Request,
        source: Annotated[str, Query(description="The id of a source of this city.")],
        key: Annotated[
            str,
            Query(min_length=1, max_length=255, pattern=NO_ZERO, description="The publisher's time or number of it."),
        ],
        as_it_came: Annotated[
            bool, Query(alias="asItCame", description="An archive: as its single deliveries, each at its own moment.")
        ] = False,
    ) -> Delivered:
        """Raw bytes, at most 256 MB, exactly as the source gives them. The same bytes under the same `key` are taken
        once. What cannot be read is kept and refused (422)."""
        _source(parts.sources, source)
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
            async for piece in request.stream():
                await run_sync(kept.write, piece)
            return await run_sync(taken, kept, source, key, as_it_came, limiter=taking)

    return found


class DeliveryBounds:
    """`Bounds` for every route but this one, whose body may be as large as a source's own answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._others = app, Bounds(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self._others(scope, receive, send)
            return
        headers = dict(scope["headers"])
        encoding = headers.get(b"content-encoding", b"identity").decode("latin-1").strip().lower()
        if encoding != "identity":
            raise HTTPException(415, f"Content-Encoding: {encoding}")
        length = headers.get(b"content-length", b"").decode("latin-1")
        if length.isdigit() and int(length) > LARGEST:
            raise TooLargeError("the body", LARGEST)
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > LARGEST:
                raise TooLargeError("the body", LARGEST)
            return message

        await self._app(scope, counted, send)


def _body() -> dict[str, object]:
    return {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
