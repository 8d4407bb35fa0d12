"""A small town that runs on the real store, the real ingest and the real newest values, under two set clocks."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import httpx
import orjson
from argon2 import PasswordHasher
from fastapi import APIRouter, Depends, FastAPI

from stadsbeeld.connect.source import Source
from stadsbeeld.frames.observations import Observations
from stadsbeeld.instruments import City, Context, Instrument, SourceInfo
from stadsbeeld.runtime.health import Tallies, source_health
from stadsbeeld.runtime.ingest import Ingest, Listener
from stadsbeeld.runtime.newest import Newest
from stadsbeeld.runtime.scope import Scope
from stadsbeeld.store.observations import Receipt
from stadsbeeld.store.store import Addresses, Store
from stadsbeeld.web.passwords import Passwords
from stadsbeeld.web.people import People
from stadsbeeld.web.roles import Role
from stadsbeeld.web.serve import Server, server
from stadsbeeld.web.sessions import Sessions, csrf_of
from stadsbeeld.web.tokens import Tokens

CITY_NOW = datetime(2026, 8, 20, 14, 30, tzinfo=UTC)
WALL_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
# The smallest that argon2 takes: the tests hold what is done with a hash, not how dear it is.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
A_TILE = b"\x1a\x0a\x78\x02\x0a\x07streets" + b" " * 1_500


class SetClock:
    """A clock that stands where a test sets it."""

    mode: Literal["live", "replay"] = "replay"
    speed = 60.0

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def ahead(self, **by: float) -> None:
        self.at += timedelta(**by)


class OneTile:
    """A map with one tile."""

    min_zoom, max_zoom = 10, 15

    def tile(self, z: int, x: int, y: int) -> bytes:
        return A_TILE if (z, x, y) == (10, 524, 338) else b""


def _no_table(raw: bytes) -> Observations:
    return Observations.empty()


SOURCE = Source(
    id="lussen",
    title="Lussen in de weg",
    url="https://example.org/lussen",
    licence="CC0-1.0",
    attribution="Gemeente",
    purpose="doorstroming",
    legal_ground="publieke taak",
    retention_days=365,
    every=timedelta(minutes=5),
    max_age=timedelta(minutes=15),
    yields=frozenset({"speed_kmh", "flow_veh_h"}),
    parse=_no_table,
)
INFO = SourceInfo(title="Lussen", attribution="Gemeente", licence="CC0-1.0", url="", every_s=300, max_age_s=900)


class Infos(dict[str, SourceInfo]):
    def __missing__(self, key: str) -> SourceInfo:
        return INFO


def counter_routes(context: Context) -> APIRouter:
    """How many newest values there are; a planner may write a note."""
    router = APIRouter(prefix="/teller", tags=["teller"])

    @router.get("/count", dependencies=[Depends(context.require("teller.read"))])
    def count() -> dict[str, int]:
        return {"count": len(context.newest.frame())}

    @router.put("/notes/{id}")
    def note(id: str, body: dict[str, str], caller: Any = Depends(context.require("teller.plan"))) -> dict[str, str]:
        context.store.records.put(
            kind="note", id=id, body=body, author=caller.author, known_at=context.clock.now(), after=None
        )
        return {"author": caller.author}

    @router.get("/broken", dependencies=[Depends(context.require("teller.read"))])
    def broken() -> dict[str, str]:
        raise RuntimeError("geheim: Jansen")

    return router


def counter_live(context: Context, told: Any) -> tuple[int, bytes | None]:
    version = context.newest.version
    if told is None or told == version:
        return version, None
    rows = context.newest.frame().select("place", "value").to_dicts()
    return version, orjson.dumps({"at": context.clock.now(), "knownAt": None, "places": rows, "counts": {}})


COUNTER = Instrument(
    id="teller",
    title_id="teller-title",
    routes=counter_routes,
    live=counter_live,
    actions={"teller.read": "kijker", "teller.plan": "planner"},
)


ROTTERDAM = City(
    id="rotterdam",
    title="Rotterdam",
    centre=(4.48, 51.92),
    zoom=12,
    bounds=(3.9, 51.8, 4.7, 52.1),
    time_zone="Europe/Amsterdam",
    attribution=("© OpenStreetMap",),
)


@dataclass
class Town:
    """All that the web is given, with real parts."""

    store: Store
    newest: Newest
    clock: SetClock
    tallies: Tallies
    ingest: Ingest
    sources: Mapping[str, Source]
    demo: bool = False
    instruments: tuple[Instrument, ...] = (COUNTER,)
    tiles: OneTile = field(default_factory=OneTile)
    source_infos: Infos = field(default_factory=Infos)
    shared: dict[str, Any] = field(default_factory=dict)
    start: datetime | None = CITY_NOW - timedelta(hours=48)
    city: City = ROTTERDAM

    def push(self, observations: Observations, source_id: str, key: str, raw: bytes) -> Receipt | None:
        return self.ingest.push(observations, source_id, key, raw)

    def listen(self, listener: Listener) -> None:
        self.ingest.listen(listener)

    def health(self) -> list[dict[str, Any]]:
        frame, now = self.newest.frame(), self.clock.now()
        return [source_health(one, self.tallies.of(one.id), frame, {}, now) for one in self.sources.values()]

    def job_health(self) -> list[dict[str, Any]]:
        return []


def built_town(*, demo: bool = False) -> Town:
    store = Store(Addresses(facts=":memory:", records=":memory:", raw="memory://stadsbeeld-web-test"))
    clock, newest, tallies = SetClock(CITY_NOW), Newest(), Tallies()
    sources = {SOURCE.id: SOURCE}
    for number in range(1, 4):
        store.records.put(
            kind="place",
            id=f"plek-{number}",
            body={"title": f"Plek {number}", "kind": "road", "lon": 4.48, "lat": 51.92},
            author="system",
            known_at=CITY_NOW - timedelta(days=2),
        )
    scope = Scope(ROTTERDAM.bounds, [])
    ingest = Ingest(store=store, sources=sources, clock=clock, newest=newest, tallies=tallies, scope=scope)
    return Town(store=store, newest=newest, clock=clock, tallies=tallies, ingest=ingest, sources=sources, demo=demo)


class Browser:
    """Asks an application as httpx does. `client` is the address it asks from.

    Cookies are kept; `csrf` is sent with every change once it is known. Elsewhere than on loopback it speaks
    https, as a browser that is sent a secure cookie must.
    """

    def __init__(
        self,
        app: FastAPI,
        runner: asyncio.Runner,
        client: str = "192.0.2.7",
        host: str = "testserver",
        scheme: str | None = None,
    ) -> None:
        self._runner = runner
        scheme = scheme or ("http" if host in ("127.0.0.1", "[::1]") else "https")
        transport = httpx.ASGITransport(app=app, client=(client, 50_000), raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url=f"{scheme}://{host}")
        self.csrf: str | None = None

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = dict(more.pop("headers", {}))
        if self.csrf is not None and method not in ("GET", "HEAD"):
            headers.setdefault("X-CSRF-Token", self.csrf)
        return self._runner.run(self.http.request(method, path, headers=headers, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("POST", path, **more)


@contextlib.contextmanager
def browsers() -> Iterator[Callable[..., Browser]]:
    """Opens browsers on one event loop; an application starts with its first browser and stops at the end."""
    started: dict[int, Any] = {}
    with asyncio.Runner() as runner:

        def open_one(app: FastAPI, **more: Any) -> Browser:
            if id(app) not in started:
                started[id(app)] = app.router.lifespan_context(app)
                runner.run(started[id(app)].__aenter__())
            return Browser(app, runner, **more)

        yield open_one
        for life in started.values():
            runner.run(life.__aexit__(None, None, None))


@dataclass
class Members:
    """Makes people and tokens as the administrator would, straight in the store."""

    store: Store
    wall: SetClock
    passwords: Passwords

    @property
    def people(self) -> People:
        return People(self.store, self.passwords)

    def person(self, role: str, login: str | None = None, *, changed: bool = True) -> tuple[str, str]:
        """(author, password)."""
        author, password = self.people.create(
            login=login or f"{role}-een", name=f"Naam {role}", role=Role(role), by="system", now=self.wall.now()
        )
        if changed:
            account = self.people.find(author)
            assert account is not None
            self.people.change(account, by="system", now=self.wall.now(), must_change=False)
        return author, password

    def sign_in(self, browser: Browser, author: str) -> None:
        token = Sessions(self.store, self.people).start(author, self.wall.now())
        browser.http.cookies.set("stadsbeeld_session", token)
        browser.csrf = csrf_of(token)

    def token(self, *scopes: str) -> str:
        now = self.wall.now()
        return Tokens(self.store).create(
            title="sensoren", scopes=list(scopes), ends_at=now + timedelta(days=30), by="system", now=now
        )[1]


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[tuple[Server, str]]:
    """The application on a real server on a free loopback port: (server, address)."""
    running = server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        thread.join(0.01)
        assert thread.is_alive(), "the server did not start"
    port = running.servers[0].sockets[0].getsockname()[1]
    try:
        yield running, f"http://127.0.0.1:{port}"
    finally:
        running.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "the server did not stop"


def rows(*values: float | None, place: str = "plek-1", at: datetime = CITY_NOW - timedelta(minutes=10)) -> list[Any]:
    """Pushed rows, five minutes apart."""
    return [
        {
            "place": place,
            "quantity": "speed_kmh",
            "observedAt": (at - timedelta(minutes=5 * number)).isoformat(),
            "spanS": 300,
            "value": value,
        }
        for number, value in enumerate(values)
    ]
