"""What is told to every screen, and when: after each delivery, each minute of the clock, and a steady beat."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from stadsbeeld.domain.errors import StadsbeeldError
from stadsbeeld.instruments import Context, Instrument
from stadsbeeld.web.live import Hub
from stadsbeeld.web.parts import ChangeLike, CityClock, Parts, WebOptions
from stadsbeeld.web.roles import Caller

log = logging.getLogger("stadsbeeld.live")
GROWN_OLDER = timedelta(minutes=1)
OWN_EVENTS = {"hello", "clock", "state", "health"}
LOOK_EVERY_S, HEALTH_EVERY_S = 1.0, 5.0


def clock_now(clock: CityClock) -> bytes:
    """The data of `hello` and `clock`: what time the screens show, and how fast it runs."""
    return orjson.dumps({"now": clock.now(), "mode": clock.mode, "speed": clock.speed}, option=orjson.OPT_UTC_Z)


@dataclass(slots=True)
class Memory:
    """Per instrument what it handed on and when it was asked; and when the health of the sources was."""

    handed_on: dict[str, Any] = field(default_factory=dict)
    asked_at: dict[str, datetime] = field(default_factory=dict)
    health_at_s: float = float("-inf")


class Broadcast:
    """Tasks on the event loop: one beats, one tells changes, one ends streams that may go on no longer. Work is
    done in a thread, once for all screens.

    Changes that come in while the last ones are being told are told together. Where telling fails for a reason
    that nobody foresaw, all streams end and `alive` is false: a screen that says it is disconnected is better
    than one that goes on beating and shows old as new.

    Raises ValueError for an instrument that declares an event of the platform, or one that is no plain word.
    """

    def __init__(
        self, *, parts: Parts, context: Context, hub: Hub, still_may: Callable[[Caller], bool], options: WebOptions
    ) -> None:
        self._parts, self._context, self._hub, self._still_may = parts, context, hub, still_may
        self._heartbeat_s, self._may_every_s = options.heartbeat_s, options.may_every_s
        self._memory = Memory()
        # Threads of its own: whoever looks back may keep all the common ones busy, and every screen would stand still.
        self._limiter = CapacityLimiter(2)
        self._woken = asyncio.Event()
        self._changed_records: set[str] = set()
        self._record_events = _record_events(parts.instruments)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def alive(self) -> bool:
        return bool(self._tasks) and not any(task.done() for task in self._tasks)

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._parts.listen(self.changed)
        await self._tell(asked=True)
        self._tasks = [
            asyncio.create_task(self._beat(), name="live-beat"),
            asyncio.create_task(self._tell_forever(), name="live-tell"),
            asyncio.create_task(self._look_who_may(), name="live-may"),
        ]
        for task in self._tasks:
            task.add_done_callback(self._ended)

    async def stop(self) -> None:
        self._hub.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._loop = None

    def changed(self, change: ChangeLike) -> None:
        """Called on the thread that took a delivery; returns at once."""
        loop = self._loop
        if loop is not None:
            # The loop may close between the look and the call; then nobody listens any more.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._wake, change.records)

    def _wake(self, records: str | None) -> None:
        if records is not None:
            self._changed_records.add(records)
        self._woken.set()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._heartbeat_s)
            self._hub.publish("clock", clock_now(self._parts.clock))

    async def _look_who_may(self) -> None:
        """End streams whose session or token has ended; each is looked up once, however many screens it has."""
        while True:
            await asyncio.sleep(self._may_every_s)
            callers = {subscriber.caller for subscriber in self._hub.subscribers}
            with contextlib.suppress(StadsbeeldError):
                self._hub.end_of(await run_sync(self._ended_among, callers, limiter=self._limiter))

    def _ended_among(self, callers: set[Caller]) -> set[Caller]:
        return {caller for caller in callers if not self._still_may(caller)}

    async def _tell_forever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_EVERY_S)
            asked = self._woken.is_set()
            self._woken.clear()
            try:
                await self._tell(asked)
            except StadsbeeldError as error:
                # The store is away for a while; the next round tells what this one could not.
                log.warning("telling changes failed", extra={"code": error.code})
                self._woken.set()
                await asyncio.sleep(LOOK_EVERY_S)

    async def _tell(self, asked: bool) -> None:
        now = self._parts.clock.now()
        for instrument in self._parts.instruments:
            last = self._memory.asked_at.get(instrument.id)
            if instrument.live is not None and (asked or last is None or now - last >= GROWN_OLDER):
                told = await run_sync(self._ask, instrument, limiter=self._limiter)
                self._memory.asked_at[instrument.id] = now
                if told is not None:
                    self._hub.publish("state", told)
        for event in sorted({self._record_events[kind] for kind in self._changed_records & self._record_events.keys()}):
            self._hub.publish(event, b"{}")
        self._changed_records.clear()
        await self._tell_health()

    def _ask(self, instrument: Instrument) -> bytes | None:
        assert instrument.live is not None
        memory = self._memory.handed_on
        memory[instrument.id], told = instrument.live(self._context, memory.get(instrument.id))
        return told

    async def _tell_health(self) -> None:
        now_s = asyncio.get_running_loop().time()
        if not self._hub.subscribers:
            # Nobody looks, so nothing is worked out; the next one to look must not begin with what is old.
            self._hub.health, self._memory.health_at_s = b"", float("-inf")
        elif now_s - self._memory.health_at_s >= HEALTH_EVERY_S:
            self._memory.health_at_s = now_s
            short = await run_sync(health_in_short, self._parts.health, limiter=self._limiter)
            if short != self._hub.health:
                self._hub.health = short
                self._hub.publish("health", short)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            log.error("telling changes has stopped", exc_info=task.exception())
            self._hub.close()


def _record_events(instruments: Sequence[Instrument]) -> Mapping[str, str]:
    """Kind of record → event. Two instruments that live of the same records declare the same event."""
    found: dict[str, str] = {}
    for instrument in instruments:
        for kind, event in instrument.record_events.items():
            if event in OWN_EVENTS or not event.isidentifier() or found.setdefault(kind, event) != event:
                raise ValueError(f"{instrument.id} may not tell of {kind} as {event!r}")
    return found


def health_in_short(health: Callable[[], list[dict[str, Any]]]) -> bytes:
    sources = health()
    wrong = sorted(source["id"] for source in sources if source["state"] != "ok")
    return orjson.dumps({"ok": len(sources) - len(wrong), "total": len(sources), "notOk": wrong})
