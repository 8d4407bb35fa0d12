"""ETag, If-None-Match and gzip for every answer that comes in one piece; event streams pass untouched."""

import gzip
import hashlib
import threading
from collections import OrderedDict

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stadsbeeld.web.headers import add_vary

SMALLEST, IN_A_THREAD = 1_000, 64 * 1024
KEPT_BYTES = 32 * 1024 * 1024
COMPRESSED = ("json", "text/", "javascript", "svg", "vector-tile", "xml", "font/ttf", "manifest")


class Packed:
    """Gzipped bodies by their hash: the same state is asked by hundreds of screens and packed once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> bytes | None:
        return self._bodies.get(key)

    def pack(self, key: str, body: bytes) -> bytes:
        packed = gzip.compress(body, 5, mtime=0)
        with self._lock:
            if key not in self._bodies:
                self._bodies[key] = packed
                self._bytes += len(packed)
            while self._bytes > KEPT_BYTES:
                self._bytes -= len(self._bodies.popitem(last=False)[1])
        return packed


class Answers:
    """Weak ETags: the same answer packed and unpacked is the same. A route may set its own, which is trusted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._packed = Packed()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        address = f"{scope['path']}?{scope['query_string'].decode('latin-1')}"
        start: Message | None = None

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200:
                start = message
                return
            if start is None:
                await send(message)
                return
            begun, start = start, None
            if message.get("more_body", False) or "content-encoding" in Headers(raw=begun["headers"]):
                await send(begun)
                await send(message)
            else:
                finished, body = await self._finish(begun, message.get("body", b""), asked, address)
                await send(finished)
                await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, sending)

    async def _finish(self, start: Message, body: bytes, asked: Headers, address: str) -> tuple[Message, bytes]:
        """The start and the body of an answer, with its ETag, packed, or 304 where the asker has it."""
        headers = MutableHeaders(raw=list(start["headers"]))
        headers.setdefault("cache-control", "private, no-cache")
        finished = {**start, "headers": headers.raw}
        if "no-store" in headers["cache-control"]:
            return finished, body
        etag = headers.get("etag") or f'W/"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
        headers["etag"] = etag
        add_vary(headers, "Accept-Encoding", *(() if "public" in headers["cache-control"] else ("Cookie",)))
        if _matches(asked.get("if-none-match"), etag):
            del headers["content-length"], headers["content-type"]
            return {**finished, "status": 304}, b""
        if not _wants_packed(asked, headers, body):
            return finished, body
        # A route's own ETag is unique within its address only.
        key = f"{address} {etag}"
        packed = self._packed.get(key)
        if packed is None and len(body) < IN_A_THREAD:
            packed = self._packed.pack(key, body)
        elif packed is None:
            packed = await run_sync(self._packed.pack, key, body)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(packed))
        return finished, packed


def _wants_packed(asked: Headers, headers: MutableHeaders, body: bytes) -> bool:
    accepted = asked.get("accept-encoding", "").replace(" ", "")
    kind = headers.get("content-type", "")
    return (
        len(body) >= SMALLEST
        and "gzip" in accepted
        and "gzip;q=0" not in accepted.replace("gzip;q=0.", "")
        and any(part in kind for part in COMPRESSED)
    )


def _matches(given: str | None, etag: str) -> bool:
    """Weak comparison of RFC 9110: `W/` does not count."""
    if given is None:
        return False
    wanted = etag.removeprefix("W/")
    return any(one.strip() == "*" or one.strip().removeprefix("W/") == wanted for one in given.split(","))
