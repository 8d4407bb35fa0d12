"""Server-sent events: what changed, written once and sent to every screen that is open."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from stadsbeeld.domain.errors import SlowDownError
from stadsbeeld.web.metrics import Metrics
from stadsbeeld.web.roles import Caller

BACKLOG = 64
RETRY_MS = 2_000


def frame(event: str, number: int, data: bytes) -> bytes:
    """One event as it goes over the line. `data` is JSON in one line."""
    return b"event: %b\nid: %d\ndata: %b\n\n" % (event.encode(), number, data)


@dataclass(slots=True, eq=False)
class Subscriber:
    """One open stream, of `caller`. `task` writes to it."""

    caller: Caller
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(BACKLOG))
    task: asyncio.Task[None] | None = None

    def end(self) -> None:
        """End the stream: at once where its queue is full, for then it is not being read."""
        try:
            self.queue.put_nowait(None)
        except asyncio.QueueFull:
            if self.task is not None:
                self.task.cancel()


class Hub:
    """All open streams. Lives on the event loop; only `subscribers` may be read from elsewhere.

    A subscriber with 64 events waiting is dropped; its browser comes back by itself and reads the state anew.
    """

    def __init__(self, metrics: Metrics, most: int) -> None:
        self.subscribers: set[Subscriber] = set()
        self.closed = False
        # The last `health` that was told; a screen that comes later begins with it.
        self.health = b""
        self._metrics, self._most = metrics, most
        self._number = 0

    def join(self, caller: Caller) -> Subscriber:
        """Raises SlowDownError where there are too many streams already, or the server is stopping."""
        if self.closed or len(self.subscribers) >= self._most:
            raise SlowDownError(RETRY_MS // 1000)
        subscriber = Subscriber(caller)
        self.subscribers.add(subscriber)
        self._metrics.streams.set(len(self.subscribers))
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        self.subscribers.discard(subscriber)
        self._metrics.streams.set(len(self.subscribers))

    def numbered(self, event: str, data: bytes) -> bytes:
        self._number += 1
        return frame(event, self._number, data)

    def publish(self, event: str, data: bytes) -> None:
        """Hand the same bytes to every subscriber; never waits for one."""
        written = self.numbered(event, data)
        for subscriber in list(self.subscribers):
            try:
                subscriber.queue.put_nowait(written)
            except asyncio.QueueFull:
                self._metrics.dropped.inc()
                self.leave(subscriber)
                subscriber.end()

    def end_of(self, callers: Collection[Caller]) -> None:
        """End the streams of these callers: their sessions or tokens have ended."""
        for subscriber in list(self.subscribers):
            if subscriber.caller in callers:
                subscriber.end()

    def close(self) -> None:
        """End all streams and take no new ones: the server stops."""
        self.closed = True
        for subscriber in list(self.subscribers):
            subscriber.end()


class EventStream(Response):
    """The answer that stays open. It begins with `hello`: whoever reconnects reads the whole state again, so
    no event has to be kept, and Last-Event-ID needs no answer."""

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, subscriber: Subscriber, hello: bytes) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._hub, self._subscriber = hub, subscriber
        self._hello = b"retry: %d\n\n" % RETRY_MS + hub.numbered("hello", hello)
        if hub.health:
            self._hello += hub.numbered("health", hub.health)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        writing = asyncio.create_task(self._write(send))
        self._subscriber.task = writing
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await asyncio.wait({writing, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._hub.leave(self._subscriber)
            for task in (writing, gone):
                task.cancel()
            # Their ends are awaited, so that a failure to write is never lost in an unread task.
            await asyncio.gather(writing, gone, return_exceptions=True)

    async def _write(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._hello, "more_body": True})
        queue = self._subscriber.queue
        ended = False
        while not ended:
            waiting = [await queue.get()]
            while not queue.empty():
                waiting.append(queue.get_nowait())
            ended = None in waiting
            body = b"".join(part for part in waiting if part is not None)
            await send({"type": "http.response.body", "body": body, "more_body": not ended})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
