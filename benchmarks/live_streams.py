"""Claim: a control room full of screens sees a change within a blink. From POST to a change on 500 open event streams.

A real server process (`stadsbeeld serve`, the Rotterdam pack, an empty data folder), 500 streams on loopback, and
rows pushed through the door: parsed, kept, appended, levels decided, told. Measured in the one client process, from
just before the POST is sent until the `state` event has come in whole, on every stream of every round. The peer in
the same run is a bare uvicorn app that, on a POST, writes bytes of the same size to 500 streams and does nothing else.

    python benchmarks/live_streams.py [--streams 500] [--rounds 30]
"""

import argparse
import asyncio
import contextlib
import json
import os
import platform
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

COMMAND = [sys.executable, "-c", "from stadsbeeld.cli.main import app; app()"]
WITHIN_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A platform in a process of its own. `token` may read and push."""

    port: int
    token: str
    places: tuple[str, ...]


@contextlib.contextmanager
def running_platform() -> Iterator[Running]:
    """`stadsbeeld serve` on a free port with an empty data folder, asking no source for anything."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "STADSBEELD_FETCH_SOURCES": "false", "STADSBEELD_LOG_LEVEL": "INFO"}
        data = ["--data-folder", f"{folder}/data"]
        scopes = ["--scope", "read", "--scope", "observations:write"]
        asking = [*COMMAND, "token", "benchmark", *scopes, *data]
        made = subprocess.run(asking, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        log = Path(folder) / "server.log"
        with log.open("w") as written:
            serving = [*COMMAND, "serve", "--port", "0", "--city", str(_pack(Path(folder) / "pack")), *data]
            process = subprocess.Popen(serving, env=environment, stderr=written, stdout=written)
        try:
            port = _port(process, log)
            with (Path(__file__).parent.parent / "src/stadsbeeld/packs/rotterdam/places.csv").open() as pack:
                next(pack)
                roads = tuple(line.partition(",")[0] for line in pack if ",road," in line)
            yield Running(port=port, token=made.stdout.strip().splitlines()[-1], places=roads)
        finally:
            process.terminate()
            process.wait(20)


def _pack(folder: Path) -> Path:
    """The Rotterdam pack with its recorded stations as places of its own, so that 610 places can be pushed."""
    shutil.copytree(Path(__file__).parent.parent / "src/stadsbeeld/packs/rotterdam", folder)
    told = (folder / "pack.toml").read_text("utf-8")
    (folder / "pack.toml").write_text(told.replace("recorded_places = true", "recorded_places = false"), "utf-8")
    return folder


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text())
        if found:
            with contextlib.suppress(OSError):
                _answers(int(found[1]))
                return int(found[1])
        time.sleep(0.1)
    raise SystemExit(f"the server did not start:\n{log.read_text()}")


def _answers(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=2).close()


def rows(places: tuple[str, ...], turn: int) -> list[dict[str, object]]:
    """A speed for each place, another one each turn: free on even turns, slow on odd ones."""
    at = datetime.now(UTC) - timedelta(minutes=6)
    speed = 95.0 - turn % 7 if turn % 2 == 0 else 18.0 + turn % 7
    return [
        {"place": place, "quantity": "speed_kmh", "observedAt": at.isoformat(), "spanS": 300, "value": speed}
        for place in places
    ]


async def post(port: int, token: str, body: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"POST /v1/observations HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        b"Content-Type: application/json\r\nAuthorization: Bearer %b\r\nContent-Length: %d\r\n\r\n%b"
        % (token.encode(), len(body), body)
    )
    answer = await reader.read()
    writer.close()
    if b" 200 " not in answer[:20]:
        raise SystemExit(answer.decode())
    return answer


class Screen(asyncio.Protocol):
    """One open stream. `told` is set, with the time, when a `state` event has come in whole."""

    def __init__(self, port: int, token: str) -> None:
        self._request = (
            f"GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n"
        ).encode()
        self.hello = asyncio.get_running_loop().create_future()
        self.expect()
        self._inside, self._bytes, self._tail = False, 0, b""

    def expect(self) -> None:
        self.told: asyncio.Future[tuple[float, int]] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self.hello.done() and b"event: hello" in data:
            self.hello.set_result(None)
        seen = self._tail + data
        if not self._inside and b"event: state" in seen:
            self._inside, self._bytes = True, 0
            seen = seen[seen.index(b"event: state") :]
        if self._inside:
            self._bytes += len(data)
            if b"\n\n" in seen and not self.told.done():
                self._inside = False
                self.told.set_result((time.perf_counter(), self._bytes))
        self._tail = seen[-16:]


@contextlib.asynccontextmanager
async def screens(count: int, port: int, token: str) -> AsyncIterator[list[Screen]]:
    loop, found = asyncio.get_running_loop(), []
    for _ in range(count):
        _, screen = await loop.create_connection(lambda: Screen(port, token), "127.0.0.1", port)
        found.append(screen)
    await asyncio.wait_for(asyncio.gather(*(screen.hello for screen in found)), WITHIN_S)
    yield found
    for screen in found:
        screen.transport.close()


async def measured(open_screens: list[Screen], running: Running, places: tuple[str, ...], rounds: int) -> None:
    """Prints p50 and p99 of all streams of all rounds, the slowest stream of each round, and the size told."""
    took_ms: list[float] = []
    slowest_ms: list[float] = []
    size = 0
    for turn in range(rounds + 2):
        for screen in open_screens:
            screen.expect()
        body = json.dumps(rows(places, turn)).encode()
        began = time.perf_counter()
        sending = asyncio.create_task(post(running.port, running.token, body))
        told = await asyncio.wait_for(asyncio.gather(*(screen.told for screen in open_screens)), WITHIN_S)
        await sending
        if turn >= 2:
            each = [(at - began) * 1_000 for at, _ in told]
            took_ms += each
            slowest_ms.append(max(each))
            size = max(size, told[0][1])
        await asyncio.sleep(0.1)
    report(f"{len(places):>4} places changed, {size / 1_000:.1f} kB a screen", took_ms, slowest_ms)


def report(what: str, took_ms: list[float], slowest_ms: list[float]) -> None:
    cuts = quantiles(took_ms, n=100)
    last = quantiles(slowest_ms, n=100)[49]
    print(f"  {what}: p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms; last screen of a round, median {last:.0f} ms")


BARE = """
import asyncio, sys, uvicorn
queues = set()
async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    if scope["method"] == "POST":
        size = int((await receive())["body"])
        told = b"event: state\\nid: 1\\ndata: " + b"x" * size + b"\\n\\n"
        for queue in queues:
            queue.put_nowait(told)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body"})
        return
    queue = asyncio.Queue()
    queues.add(queue)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"event: hello\\ndata: {}\\n\\n", "more_body": True})
    while True:
        await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})
server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", port=int(sys.argv[1])))
server.run()
"""


async def bare(count: int, port: int, rounds: int, size: int) -> None:
    took_ms: list[float] = []
    slowest_ms: list[float] = []
    async with screens(count, port, "none") as found:
        for _ in range(rounds):
            for screen in found:
                screen.expect()
            began = time.perf_counter()
            sending = asyncio.create_task(post(port, "none", str(size).encode()))
            told = await asyncio.wait_for(asyncio.gather(*(screen.told for screen in found)), WITHIN_S)
            await sending
            each = [(at - began) * 1_000 for at, _ in told]
            took_ms += each
            slowest_ms.append(max(each))
            await asyncio.sleep(0.1)
    report(f"bare fan-out of {size / 1_000:.1f} kB", took_ms, slowest_ms)


@contextlib.contextmanager
def bare_server(code: str) -> Iterator[int]:
    """A uvicorn app given as code, in a process of its own, on the port that is its first argument."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-c", code, str(port)])
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                _answers(port)
                break
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait(10)


async def ours(count: int, rounds: int, running: Running) -> None:
    async with screens(count, running.port, running.token) as found:
        await measured(found, running, running.places[:1], rounds)
        await measured(found, running, running.places[:60], rounds)
        await measured(found, running, running.places, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=30)
    chosen = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8_192, hard), hard))
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{chosen.streams} open streams, {chosen.rounds} rounds; client and server share the machine")
    with running_platform() as running:
        asyncio.run(ours(chosen.streams, chosen.rounds, running))
    with bare_server(BARE) as port:
        for size in (500, 10_000, 100_000):
            asyncio.run(bare(chosen.streams, port, chosen.rounds, size))


if __name__ == "__main__":
    main()
