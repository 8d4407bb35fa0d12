"""How much may come in: bounds on bodies, compressed bodies, and addresses."""

import zlib
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stadsbeeld.domain.errors import InputError, TooLargeError

SMALL = 64 * 1024
PUSHED = 10 * 1024 * 1024
LIMITS: Mapping[str, int] = {"/v1/observations": PUSHED}
COMPRESSED_ALLOWED = {"/v1/observations"}
# Each costs a copy of what is behind it; block gzip makes one for each 64 KB.
MOST_MEMBERS = 1_000


class Bounds:
    """Refuses, while it streams in, a body larger than its route's bound, whatever its Content-Length says.

    A gzipped body is unpacked here, and the bound holds for both sides: a small one that unpacks into more is
    refused at the bound.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if b"%00" in scope.get("raw_path", b"") + scope["query_string"] or "\0" in scope["path"]:
            raise InputError("a zero byte in the address", detail="%00")
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = LIMITS.get(scope["path"], SMALL)
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise TooLargeError("the body", limit)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip") or (encoding == "gzip" and scope["path"] not in COMPRESSED_ALLOWED):
            raise HTTPException(415, f"Content-Encoding: {encoding}")
        inward = _Counted(receive, limit)
        await self._app(scope, _Unpacked(inward, limit) if encoding == "gzip" else inward, send)


class _Counted:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._limit, self._seen = receive, limit, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._limit:
            raise TooLargeError("the body", self._limit)
        return message


class _Unpacked:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left = receive, limit
        self._limit, self._members = limit, 1
        self._unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    def _expand(self, packed: bytes) -> bytes:
        """A gzip file may have several members, one behind the other: all of them are the body. Zero bytes behind a
        member are padding, as gzip(1) takes them; they count for the bound like any other."""
        out = b""
        while packed and len(out) <= self._left:
            if self._unpacker.eof:
                packed = packed.lstrip(b"\0")
                if not packed:
                    break
                self._members += 1
                if self._members > MOST_MEMBERS:
                    raise InputError("the body has too many gzip members", detail=f"gzip: > {MOST_MEMBERS}")
                self._unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            # One byte more than is left: so that exactly the bound passes, and more is seen.
            out += self._unpacker.decompress(packed, self._left + 1 - len(out))
            packed = self._unpacker.unused_data
        return out

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] != "http.request":
            return message
        try:
            body = self._expand(message.get("body", b""))
        except zlib.error as error:
            raise InputError("the body is not gzip", detail=f"gzip: {error}") from error
        self._left -= len(body)
        if self._left < 0:
            raise TooLargeError("the unpacked body", self._limit)
        if not message.get("more_body", False) and not self._unpacker.eof:
            raise InputError("the gzipped body ends too early", detail="gzip: incomplete")
        return {"type": "http.request", "body": body, "more_body": message.get("more_body", False)}
