"""Live events, on a real server: what changes reaches every screen, and nothing hangs."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import anyio
import anyio.to_thread
import httpx
import orjson
import pytest

from stadsbeeld.instruments.drukte import INSTRUMENT as DRUKTE
from stadsbeeld.runtime.ingest import Change
from stadsbeeld.web.app import create_app
from stadsbeeld.web.live import BACKLOG, Hub, frame
from stadsbeeld.web.metrics import Metrics
from stadsbeeld.web.roles import Caller, Role
from stadsbeeld.web.sessions import Sessions
from web.town import CITY_NOW, COUNTER, Members, built_town, rows, served

SOMEBODY = Caller(author="p-1", role=Role.KIJKER)


@contextlib.contextmanager
def stream(client: httpx.Client, **more: Any) -> Iterator[Iterator[dict[str, str]]]:
    with client.stream("GET", "/v1/events", timeout=20, **more) as answer:
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/event-stream")
        yield events(answer.iter_lines())


def events(lines: Iterator[str]) -> Iterator[dict[str, str]]:
    found: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            found[name] = value
        elif found:
            yield found
            found = {}


def until(found: Iterator[dict[str, str]], event: str) -> dict[str, str]:
    return next(one for one in found if one.get("event") == event)


@pytest.fixture
def live_options(options: Any) -> Any:
    return replace(options, heartbeat_s=0.1, may_every_s=0.1)


@pytest.fixture
def home(town: Any, live_options: Any, members: Any) -> Iterator[tuple[Any, httpx.Client]]:
    """A real server, and a client that may read and push."""
    bearer = f"Bearer {members.token('read', 'observations:write')}"
    with (
        served(create_app(town, live_options)) as (running, address),
        httpx.Client(base_url=address, headers={"Authorization": bearer}) as client,
    ):
        yield running, client


def test_a_stream_begins_with_hello_and_beats(home: Any) -> None:
    _, client = home
    with stream(client) as found:
        retry, hello = next(found), next(found)
        clock = until(found, "clock")
    assert retry == {"retry": "2000"}
    assert hello["event"] == "hello"
    assert orjson.loads(hello["data"]) == {"now": "2026-08-20T14:30:00Z", "mode": "replay", "speed": 60.0}
    assert clock["data"] == hello["data"]
    assert int(clock["id"]) > int(hello["id"])


def test_a_push_reaches_every_screen_with_the_same_bytes(home: Any, town: Any) -> None:
    _, client = home
    with contextlib.ExitStack() as open_streams:
        screens = [open_streams.enter_context(stream(client)) for _ in range(5)]
        for screen in screens:
            until(screen, "hello")
        assert client.post("/v1/observations", json=rows(41.5)).json()["new"] == 1
        told = [until(screen, "state") for screen in screens]
    assert orjson.loads(told[0]["data"])["places"] == [{"place": "plek-1", "value": 41.5}]
    assert all(one == told[0] for one in told)


def test_records_are_told_as_the_event_that_their_instrument_declares(live_options: Any) -> None:
    town = built_town()
    town.instruments = (replace(COUNTER, record_events={"note": "notes", "sign": "notes"}),)
    bearer = f"Bearer {Members(town.store, live_options.wall, live_options.passwords).token('read')}"
    with (
        town.store,
        served(create_app(town, live_options)) as (_, address),
        httpx.Client(base_url=address, headers={"Authorization": bearer}) as client,
        stream(client) as found,
    ):
        until(found, "hello")
        # Nobody declared the first: it is told by no event of its own.
        for kind in ("incident", "sign", "note"):
            for listener in town.ingest._listeners:
                listener(Change(source="lussen", known_at=CITY_NOW, new=1, records=kind))
        told = next(one for one in found if one.get("event") not in ("clock", "health", "state"))
        assert (told["event"], told["data"]) == ("notes", "{}")


@pytest.mark.parametrize("event", ["hello", "clock", "state", "health", "two\nlines", ""])
def test_an_instrument_cannot_speak_for_the_platform(town: Any, options: Any, event: str) -> None:
    town.instruments = (replace(COUNTER, record_events={"note": event}),)
    with pytest.raises(ValueError, match="teller"):
        create_app(town, options)


def test_drukte_tells_of_incidents() -> None:
    assert DRUKTE.record_events == {"incident": "incidents"}


def test_the_health_of_the_sources_is_told(home: Any) -> None:
    _, client = home
    told = {"ok": 0, "total": 1, "notOk": ["lussen"]}
    with stream(client) as first:
        assert orjson.loads(until(first, "health")["data"]) == told
        with stream(client) as later:
            until(later, "hello")
            event = next(later)
            assert (event["event"], orjson.loads(event["data"])) == ("health", told)


def test_whoever_comes_back_gets_hello_again_whatever_it_saw_last(home: Any) -> None:
    _, client = home
    with stream(client, headers={"Last-Event-ID": "9999"}) as found:
        assert next(found) == {"retry": "2000"}
        assert next(found)["event"] == "hello"


def test_a_screen_that_goes_away_is_noticed(home: Any) -> None:
    running, client = home
    hub = running.config.app.state.hub
    with stream(client) as found:
        until(found, "hello")
        assert len(hub.subscribers) == 1
    client.close()
    while hub.subscribers:
        threading.Event().wait(0.01)
    assert not hub.subscribers


def test_a_stream_ends_with_its_token(home: Any, town: Any, wall: Any) -> None:
    _, client = home
    with stream(client) as found:
        until(found, "hello")
        wall.ahead(days=31)
        for _ in found:
            pass


def test_a_stream_ends_with_its_session_and_lasts_as_long(
    town: Any, live_options: Any, members: Any, wall: Any
) -> None:
    author, _ = members.person("kijker")
    token = Sessions(town.store, members.people).start(author, wall.now())
    cookies = {"stadsbeeld_session": token}
    with served(create_app(town, live_options)) as (_, address), httpx.Client(base_url=address, cookies=cookies) as one:
        with stream(one) as found:
            until(found, "hello")
            for _ in range(4):
                # Being there counts: the stream itself keeps the session awake, past an hour without a click.
                wall.ahead(minutes=40)
                for _ in range(10):
                    until(found, "clock")
            assert one.get("/v1/data-health").status_code == 200
            wall.ahead(hours=12)
            for _ in found:
                pass
        assert one.get("/v1/data-health").status_code == 401


def test_a_stop_ends_every_stream_at_once(home: Any) -> None:
    running, client = home
    with stream(client) as one, stream(client) as other:
        until(one, "hello")
        until(other, "hello")
        running.should_exit = True
        for found in (one, other):
            for _ in found:
                pass


def test_nothing_is_packed_on_a_stream(home: Any) -> None:
    _, client = home
    with client.stream("GET", "/v1/events", headers={"Accept-Encoding": "gzip"}) as answer:
        assert "content-encoding" not in answer.headers
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"


def test_a_screen_that_does_not_read_is_dropped_and_the_others_go_on(home: Any) -> None:
    running, client = home
    hub = running.config.app.state.hub
    port = int(str(client.base_url).rstrip("/").rpartition(":")[2])
    request = f"GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {client.headers['authorization']}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as silent, stream(client) as found:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        silent.sendall(request.encode())
        while len(hub.subscribers) < 2:
            until(found, "clock")
        loop = next(iter(hub.subscribers)).task.get_loop()
        large = orjson.dumps({"places": ["x" * 1_000_000]})
        for _ in range(BACKLOG * 3):
            loop.call_soon_threadsafe(hub.publish, "state", large)
            until(found, "state")
            if len(hub.subscribers) == 1:
                break
        assert len(hub.subscribers) == 1
        until(found, "clock")
    assert "stadsbeeld_event_streams_dropped_total 1.0" in client.get("/metrics").text


def test_there_is_a_bound_to_the_number_of_streams(town: Any, live_options: Any, members: Any) -> None:
    bearer = {"Authorization": f"Bearer {members.token('read')}"}
    app = create_app(town, replace(live_options, max_streams=1))
    with served(app) as (_, address), httpx.Client(base_url=address, headers=bearer) as client:
        with stream(client) as found:
            until(found, "hello")
            refused = client.get("/v1/events")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "2")


def breaks(_: Any, told: Any) -> tuple[int, None]:
    if told is not None:
        raise RuntimeError("niet voorzien")
    return 1, None


def test_where_telling_breaks_the_streams_end_and_health_says_so(live_options: Any) -> None:
    town = built_town(demo=True)
    town.instruments = (replace(COUNTER, live=breaks),)
    with town.store, served(create_app(town, live_options)) as (_, address), httpx.Client(base_url=address) as client:
        with stream(client) as found:
            until(found, "hello")
            assert client.get("/health").status_code == 200
            town.clock.ahead(minutes=1)
            for _ in found:
                pass
        assert client.get("/health").status_code == 503
        assert client.get("/v1/events").status_code == 429


def test_an_event_is_four_lines() -> None:
    assert frame("state", 7, b"{}") == b"event: state\nid: 7\ndata: {}\n\n"


def test_a_hub_that_closed_takes_nobody() -> None:
    hub = Hub(Metrics(list), 10)
    hub.close()
    with pytest.raises(Exception, match="try again"):
        hub.join(SOMEBODY)


def test_screens_are_told_while_others_keep_every_common_thread_busy(town: Any, options: Any) -> None:
    """Forty looks back that wait for one another leave the telling and `/health` their own threads."""
    let_go = threading.Event()

    async def story() -> int:
        limiter = anyio.to_thread.current_default_thread_limiter()
        transport = httpx.ASGITransport(app=app)
        async with app.router.lifespan_context(app), anyio.create_task_group() as group:
            for _ in range(int(limiter.total_tokens)):
                group.start_soon(anyio.to_thread.run_sync, let_go.wait, 20)
            while limiter.available_tokens:
                await anyio.sleep(0.01)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                with anyio.fail_after(10):
                    answer = await client.get("/health")
            let_go.set()
        return answer.status_code

    app = create_app(town, options)
    assert anyio.run(story) == 200
