"""Whoever looks back waits for others who do; whoever asks how it is now does not."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import APIRouter, Depends

from stadsbeeld.instruments import Context
from stadsbeeld.instruments.drukte import INSTRUMENT as DRUKTE
from stadsbeeld.web.app import create_app
from stadsbeeld.web.look_backs import AT_ONCE, MOST_WAITING, LookBacks
from web.town import COUNTER, Members, Town, counter_routes

# More than the threads that all routes share.
BURST = 60
# Without a place of their own the look-backs would hold every thread; then they end after this, and the test fails.
HELD_S = 4


class Past:
    """Routes that look back until they are let go, and how many did so at once."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self._lock = threading.Lock()
        self.inside = self.most = self.begun = 0

    def look(self, at: str | None = None) -> dict[str, str | None]:
        with self._lock:
            self.inside += 1
            self.begun += 1
            self.most = max(self.most, self.inside)
        self.let_go.wait(HELD_S)
        with self._lock:
            self.inside -= 1
        return {"at": at}

    def fail(self, at: str | None = None) -> None:
        raise RuntimeError(at)

    def routes(self, context: Context) -> APIRouter:
        router = counter_routes(context)
        read = [Depends(context.require("teller.read"))]
        router.get("/look", dependencies=read)(self.look)
        router.get("/line", dependencies=read)(self.look)
        router.get("/fail", dependencies=read)(self.fail)
        return router


@pytest.fixture
def past() -> Past:
    return Past()


@pytest.fixture
def looker(town: Town, options: Any, browse: Callable[..., Any], members: Members, past: Past) -> Any:
    town.instruments = (replace(COUNTER, routes=past.routes, look_backs=frozenset({"/teller/line"})),)
    browser = browse(create_app(town, options))
    members.sign_in(browser, members.person("kijker")[0])
    assert browser.get("/v1/teller/count").status_code == 200
    return browser


async def settled(past: Past) -> None:
    """Until no further look-back has begun for a while."""
    quiet, seen = 0, -1
    while quiet < 20 or past.begun == 0:
        quiet, seen = (quiet + 1, seen) if past.begun == seen else (0, past.begun)
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("path", ["look?at=2026-08-20T12:00:00Z", "look?from=x&at", "line"])
def test_a_burst_of_look_backs_does_not_hold_up_what_is_asked_now(looker: Any, past: Past, path: str) -> None:
    async def burst() -> tuple[Any, bool, list[Any]]:
        looking = [asyncio.create_task(looker.http.get(f"/v1/teller/{path}", timeout=60)) for _ in range(BURST)]
        await settled(past)
        now = await looker.http.get("/v1/teller/count", timeout=60)
        first = not any(task.done() for task in looking)
        past.let_go.set()
        return now, first, await asyncio.gather(*looking)

    now, first, looked = looker._runner.run(burst())
    assert (now.status_code, first) == (200, True)
    assert {answer.status_code for answer in looked} == {200}
    assert past.most == AT_ONCE


def test_what_is_asked_now_waits_for_no_place(looker: Any, past: Past) -> None:
    async def burst() -> None:
        asking = [asyncio.create_task(looker.http.get("/v1/teller/look", timeout=60)) for _ in range(AT_ONCE + 2)]
        await settled(past)
        past.let_go.set()
        await asyncio.gather(*asking)

    looker._runner.run(burst())
    assert past.most == AT_ONCE + 2


def test_who_comes_when_too_many_wait_is_asked_to_come_later(looker: Any, past: Past) -> None:
    async def burst() -> list[int]:
        path, many = "/v1/teller/look?at=x", AT_ONCE + MOST_WAITING + 3
        looking = [asyncio.create_task(looker.http.get(path, timeout=60)) for _ in range(many)]
        await settled(past)
        past.let_go.set()
        return sorted(answer.status_code for answer in await asyncio.gather(*looking))

    told = looker._runner.run(burst())
    assert told == [200] * (AT_ONCE + MOST_WAITING) + [429] * 3


def test_a_look_back_that_fails_gives_its_place_back(looker: Any, past: Past) -> None:
    past.let_go.set()
    for _ in range(AT_ONCE + 1):
        assert looker.get("/v1/teller/fail?at=x").status_code == 500
    assert looker.get("/v1/teller/look?at=x").status_code == 200


def test_who_reads_slowly_holds_no_place() -> None:
    """The work is done when the answer begins."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x"})

    async def run() -> int:
        layer, begun = LookBacks(app, frozenset()), 0
        forever = asyncio.Event()

        async def slow(message: Any) -> None:
            nonlocal begun
            begun += message["type"] == "http.response.start"
            if message["type"] == "http.response.body":
                await forever.wait()

        scope = {"type": "http", "method": "GET", "query_string": b"at=x"}
        reading = [asyncio.create_task(layer(scope, None, slow)) for _ in range(AT_ONCE * 3)]  # type: ignore[arg-type]
        for _ in range(1_000):
            await asyncio.sleep(0)
        for task in reading:
            task.cancel()
        await asyncio.gather(*reading, return_exceptions=True)
        return begun

    assert asyncio.run(run()) == AT_ONCE * 3


def test_an_instrument_declares_only_its_own_routes(town: Town, options: Any) -> None:
    town.instruments = (replace(COUNTER, look_backs=frozenset({"/teller/nergens"})),)
    with pytest.raises(ValueError, match="nergens"):
        create_app(town, options)


def test_drukte_declares_its_stretches() -> None:
    assert DRUKTE.look_backs == {"/drukte/timeline", "/drukte/places/{id}/series", "/drukte/record"}
