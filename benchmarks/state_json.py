"""The state of 610 places as JSON: requests a second, against a bare uvicorn app that returns the same bytes.

A real server process (`stadsbeeld serve`, the Rotterdam pack) in which every place has a speed and a flow, asked for
`/v1/drukte/places` with a token: recognised, held to the table of roles, counted and logged as always. The peer is an
ASGI app of four lines on the same uvicorn that returns the very same bytes. Each is asked the same number of times
over the same connections by one client process, in turns; the ratio is of the medians.

Three ways to ask: packed, as a browser does; plain; and with the ETag of the last answer (304), as a screen does that
comes back. Also: the first answer after a change, which has to be worked out.

    python benchmarks/state_json.py [--requests 400] [--connections 8] [--turns 5]
"""

import argparse
import asyncio
import json
import os
import platform
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from live_streams import Running, bare_server, post, rows, running_platform

STATE = "/v1/drukte/places"
BARE = """
import sys, uvicorn
body = open({body!r}, "rb").read()
headers = [(b"content-type", b"application/geo+json"), (b"content-length", str(len(body)).encode())]
async def app(scope, receive, send):
    await send({{"type": "http.response.start", "status": {status}, "headers": headers}})
    await send({{"type": "http.response.body", "body": body}})
uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", access_log=False, port=int(sys.argv[1]))).run()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to ask: more header lines, and the status that is right."""

    name: str
    headers: str
    status: int


class Asker(asyncio.Protocol):
    """Sends the same request again and again over one connection and counts whole answers."""

    def __init__(self, request: bytes, status: int, left: list[int]) -> None:
        self._request, self._status, self._left = request, b"HTTP/1.1 %d" % status, left
        self._missing = -1
        self._head = b""
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        if self._left[0] <= 0:
            self._transport.close()
            self.ended.set_result(None)
            return
        self._left[0] -= 1
        self._missing, self._head = -1, b""
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self._missing < 0:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self._head.startswith(self._status):
                raise SystemExit(self._head[:300].decode())
            lines = self._head[:end].lower().split(b"\r\n")
            length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
            self._missing = length - (len(self._head) - end - 4)
        else:
            self._missing -= len(data)
        if self._missing == 0:
            self._ask()


async def asked(port: int, request: bytes, status: int, count: int, connections: int) -> float:
    """Requests a second."""
    loop, left = asyncio.get_running_loop(), [count]
    began = time.perf_counter()
    made = [
        await loop.create_connection(lambda: Asker(request, status, left), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await asyncio.gather(*(asker.ended for _, asker in made))
    return count / (time.perf_counter() - began)


def request_of(running: Running, way: Way) -> bytes:
    return (
        f"GET {STATE} HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nAuthorization: Bearer {running.token}\r\n"
        f"{way.headers}\r\n"
    ).encode()


async def once(running: Running, way: Way) -> tuple[bytes, bytes]:
    """(head, body) of one answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write(request_of(running, way).replace(b"HTTP/1.1\r\n", b"HTTP/1.1\r\nConnection: close\r\n", 1))
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    if b" %d " % way.status not in head[:20]:
        raise SystemExit(answer[:500].decode())
    return head, body


async def worked_out(running: Running, turns: int) -> list[float]:
    """Milliseconds of the first answer after a change of every place."""
    found = []
    for turn in range(turns):
        await post(running.port, running.token, json.dumps(rows(running.places, turn)).encode())
        began = time.perf_counter()
        await once(running, Way(name="", headers="", status=200))
        found.append((time.perf_counter() - began) * 1_000)
    return found


async def compared(running: Running, way: Way, chosen: argparse.Namespace) -> None:
    _, body = await once(running, way)
    with tempfile.NamedTemporaryFile() as kept:
        Path(kept.name).write_bytes(body)
        with bare_server(BARE.format(body=kept.name, status=way.status)) as bare_port:
            request, ours, bare = request_of(running, way), [], []
            for _ in range(chosen.turns):
                for port, found in ((running.port, ours), (bare_port, bare)):
                    found.append(await asked(port, request, way.status, chosen.requests, chosen.connections))
    ratio = median(ours) / median(bare)
    print(
        f"  {way.name}, {len(body) / 1_000:.0f} kB: {median(ours):.0f} requests/s, bare {median(bare):.0f}/s: "
        f"{ratio:.2f} of bare"
    )


async def measured(running: Running, chosen: argparse.Namespace) -> None:
    first = await worked_out(running, 5)
    print(f"  first answer after a change of all places: median {median(first):.0f} ms")
    head, _ = await once(running, Way(name="", headers="", status=200))
    etag = next(line for line in head.decode().split("\r\n") if line.lower().startswith("etag:")).partition(":")[2]
    for way in (
        Way(name="packed", headers="Accept-Encoding: gzip\r\n", status=200),
        Way(name="plain", headers="", status=200),
        Way(name="not changed", headers=f"If-None-Match:{etag}\r\n", status=304),
    ):
        await compared(running, way, chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--turns", type=int, default=5)
    chosen = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with running_platform() as running:
        print(f"{len(running.places)} places; {chosen.turns} turns of {chosen.requests} requests each")
        asyncio.run(measured(running, chosen))


if __name__ == "__main__":
    main()
