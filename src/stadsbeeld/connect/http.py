"""Asking a publisher, politely and within bounds: what is not new is not sent again, nothing runs on or swells."""

import asyncio
import hashlib
import ipaddress
import socket
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx

from stadsbeeld.domain.errors import SourceUnreachableError, TooLargeError

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """`total_s` holds from the first look-up to the last byte, redirects included; `max_bytes` for the body as it
    comes and as it expands."""

    total_s: float = 60
    max_bytes: int = 256 << 20
    max_redirects: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer. Content-Encoding is undone; a `.gz` file stays gzipped. `etag` and `last_modified` as the publisher
    wrote them; `key` is the first of them that is there, else the sha256 of the bytes."""

    raw: bytes
    etag: str | None
    last_modified: str | None

    @property
    def key(self) -> str:
        return self.etag or self.last_modified or hashlib.sha256(self.raw).hexdigest()


async def by_system(host: str, port: int) -> Sequence[str]:
    """Addresses of a host, by the system's own resolver. Raises OSError."""
    told = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in told]


def fetch(
    url: str,
    *,
    since: Fetched | None = None,
    allow_private: bool = False,
    bounds: Bounds | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    resolve: Resolve = by_system,
) -> Fetched | None:
    """One GET of an http(s) address; None where nothing changed `since` the last answer.

    The host is looked up once for each hop, the address is checked, and that very address is connected to (with the
    host's name for TLS and in `Host`): a name that points elsewhere a moment later changes nothing. Addresses that
    are not public (loopback, the own network) are refused unless `allow_private`; so is a redirect from https to http.

    Raises SourceUnreachableError, with the host for its source, where there is no such answer (no connection, another
    status than 200 or 304, too slow, too large, an address that may not be asked); its reason says which.
    """
    limits = bounds or Bounds()
    name = httpx.URL(url).host

    async def ask() -> Fetched | None:
        async with httpx.AsyncClient(transport=transport) as client, asyncio.timeout(limits.total_s):
            return await _Hops(client, name, limits, allow_private, resolve).follow(url, since)

    try:
        return asyncio.run(ask())
    except TimeoutError as error:
        raise SourceUnreachableError(name, f"no whole answer within {limits.total_s:g} s") from error
    except TooLargeError as error:
        raise SourceUnreachableError(name, str(error)) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, zlib.error, UnicodeError) as error:
        raise SourceUnreachableError(name, f"no answer: {error or type(error).__name__}") from error


def may_be_asked(address: str, *, private: bool) -> bool:
    """Whether an IP address is public, or any unicast one where `private`. Wrapped IPv4 counts as what it wraps."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        nat64 = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in NAT64 else None
        ip = ip.ipv4_mapped or ip.sixtofour or nat64 or ip
    if ip.is_multicast or ip.is_unspecified:
        return False
    return private or ip.is_global


@dataclass(frozen=True, slots=True)
class _Hops:
    client: httpx.AsyncClient
    source: str
    bounds: Bounds
    allow_private: bool
    resolve: Resolve

    async def follow(self, url: str, since: Fetched | None) -> Fetched | None:
        here = httpx.URL(url)
        for _ in range(self.bounds.max_redirects + 1):
            request = await self._request(here, since)
            response = await self.client.send(request, stream=True, follow_redirects=False)
            try:
                if not response.has_redirect_location:
                    return await self._answer(response)
            finally:
                await response.aclose()
            there = here.join(response.headers["location"])
            if here.scheme == "https" and there.scheme != "https":
                raise SourceUnreachableError(self.source, "a redirect leads from https to http")
            here = there
        raise SourceUnreachableError(self.source, f"more than {self.bounds.max_redirects} redirects")

    async def _request(self, url: httpx.URL, since: Fetched | None) -> httpx.Request:
        if url.scheme not in ("http", "https") or not url.host:
            raise SourceUnreachableError(
                self.source, f"{url.scheme or 'an address without a scheme'} is not http or https"
            )
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = await self.resolve(url.host, port)
        open_to_us = [one for one in addresses if may_be_asked(one, private=self.allow_private)]
        if not open_to_us or len(open_to_us) < len(addresses):
            raise SourceUnreachableError(self.source, f"{url.host} is not a public address")
        headers = {"Host": url.netloc.decode(), "Accept-Encoding": "gzip"}
        if since and since.etag:
            headers["If-None-Match"] = since.etag
        if since and since.last_modified:
            headers["If-Modified-Since"] = since.last_modified
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self.bounds.total_s)
        return self.client.build_request(
            "GET",
            url.copy_with(host=open_to_us[0]),
            headers=headers,
            extensions={"sni_hostname": url.host, "timeout": limits},
        )

    async def _answer(self, response: httpx.Response) -> Fetched | None:
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return None
        if response.status_code != httpx.codes.OK:
            raise SourceUnreachableError(self.source, f"the answer has status {response.status_code}")
        return Fetched(
            raw=await self._body(response),
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )

    async def _body(self, response: httpx.Response) -> bytes:
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip"):
            raise SourceUnreachableError(self.source, f"the content encoding {encoding!r} was not asked for")
        expand = _Gunzip(self.bounds.max_bytes) if encoding == "gzip" else None
        body, given = bytearray(), 0
        async for piece in response.aiter_raw():
            given += len(piece)
            if given > self.bounds.max_bytes:
                raise TooLargeError("the answer", self.bounds.max_bytes)
            body += piece if expand is None else expand(piece)
        if expand is not None and not expand.whole:
            raise SourceUnreachableError(self.source, "the gzip stream is cut off")
        return bytes(body)


class _Gunzip:
    """Undoes gzip piece by piece, never beyond a bound."""

    def __init__(self, bound: int) -> None:
        self._stream, self._left, self._bound = zlib.decompressobj(31), bound, bound

    def __call__(self, piece: bytes) -> bytes:
        out = self._stream.decompress(piece, self._left + 1)
        # A gzip file may have several members, one behind the other: all of them are the answer.
        while self._stream.eof and self._stream.unused_data and len(out) <= self._left:
            rest, self._stream = self._stream.unused_data, zlib.decompressobj(31)
            out += self._stream.decompress(rest, self._left + 1 - len(out))
        self._left -= len(out)
        if self._left < 0:
            raise TooLargeError("the expanded answer", self._bound)
        return out

    @property
    def whole(self) -> bool:
        return self._stream.eof
