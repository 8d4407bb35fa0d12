"""The application: the routes of the platform and its instruments, and the layers every request passes."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from stadsbeeld.instruments import Context
from stadsbeeld.web import (
    algorithm_routes,
    city_routes,
    errors,
    export_routes,
    ingest_routes,
    observation_routes,
    people_routes,
    service_routes,
    session_routes,
    token_routes,
)
from stadsbeeld.web.access_log import Observe
from stadsbeeld.web.answers import Answers
from stadsbeeld.web.audit import Audit
from stadsbeeld.web.auth import Guard, Identity, require
from stadsbeeld.web.broadcast import Broadcast
from stadsbeeld.web.front import Front
from stadsbeeld.web.headers import API_VERSION, SecurityHeaders
from stadsbeeld.web.ingest_routes import DeliveryBounds, IngestParts
from stadsbeeld.web.live import Hub
from stadsbeeld.web.look_backs import LookBacks
from stadsbeeld.web.metrics import Metrics
from stadsbeeld.web.models import Problem
from stadsbeeld.web.parts import Parts, WebOptions
from stadsbeeld.web.people import People, ensure_demo
from stadsbeeld.web.problems import Problems
from stadsbeeld.web.roles import ACTIONS, access
from stadsbeeld.web.sessions import Sessions
from stadsbeeld.web.sign_in import SignIns
from stadsbeeld.web.throttle import Throttle
from stadsbeeld.web.tokens import Tokens

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}, "description": "A problem (RFC 9457)."}
    for status in ("4XX", "5XX")
}


def create_app(parts: IngestParts, options: WebOptions, tokens: Tokens | None = None) -> FastAPI:
    """Everything, ready to serve. `tokens`: who recognises them, where not the store alone. Raises ValueError for an
    instrument whose routes nobody may be held to."""
    people = People(parts.store, options.passwords)
    identity = Identity(
        sessions=Sessions(parts.store, people),
        tokens=tokens or Tokens(parts.store),
        audit=Audit(parts.store),
        wall=options.wall,
        demo=parts.demo,
    )
    if parts.demo:
        ensure_demo(parts.store, options.wall.now())
    metrics = Metrics(parts.health)
    hub = Hub(metrics, options.max_streams)
    table = _Table(parts)
    context = Context(
        store=parts.store,
        newest=parts.newest,
        clock=parts.clock,
        city=parts.city,
        sources=parts.source_infos,
        require=table.require,
        shared=parts.shared,
    )
    instruments = [one.routes(context) for one in parts.instruments]
    table.close(instruments)
    broadcast = Broadcast(parts=parts, context=context, hub=hub, still_may=identity.still_may, options=options)
    app = _bare(broadcast)
    app.state.hub, app.state.access = hub, table.access
    app.include_router(service_routes.router(parts, broadcast, metrics))
    sign_ins = SignIns(
        identity=identity,
        people=people,
        passwords=options.passwords,
        throttle=Throttle(),
        access=table.access,
        secure_cookies=options.secure_cookies,
    )
    # Those that are asked most come first: routes are tried in turn.
    for router in (
        *instruments,
        session_routes.router(sign_ins),
        city_routes.router(parts, options.background),
        city_routes.events_router(parts, hub),
        observation_routes.router(parts, options.wall),
        export_routes.router(parts),
        algorithm_routes.router(parts),
        ingest_routes.router(parts),
        token_routes.router(identity),
        people_routes.router(people, options.passwords, identity),
        people_routes.audit_router(people, identity),
    ):
        app.include_router(router, prefix="/v1")
    errors.install(app)
    # The innermost layer: who may not ask waits for no place.
    app.add_middleware(LookBacks, templates=table.look_backs)
    _layers(app, options, identity, metrics)
    return app


def _bare(broadcast: Broadcast) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await broadcast.start()
        yield
        await broadcast.stop()

    return FastAPI(
        title="Stadsbeeld",
        version=API_VERSION,
        description="The interface of a city's own Stadsbeeld. Times are ISO 8601 with a zone; errors are problems.",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        responses=PROBLEMS,
        # It would send addresses, queries and the texts of exceptions to whatever collector the environment names.
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
        separate_input_output_schemas=False,
    )


def _layers(app: FastAPI, options: WebOptions, identity: Identity, metrics: Metrics) -> None:
    """From the inside outwards: the last one added meets a request first."""
    background = options.background.tiles if options.background else None
    app.add_middleware(Guard, access=app.state.access, identity=identity, front=Front(options.static))
    app.add_middleware(DeliveryBounds)
    app.add_middleware(Answers)
    app.add_middleware(Problems, hosts=tuple(options.hosts))
    app.add_middleware(SecurityHeaders, background=background)
    app.add_middleware(Observe, metrics=metrics)


class _Table:
    """Gathers what the instruments' routes require while they are made, and then holds the whole table."""

    def __init__(self, parts: Parts) -> None:
        self._instruments = parts.instruments
        self._declared = access(parts.instruments, {})
        self.access = self._declared
        self.look_backs: frozenset[str] = frozenset()

    def require(self, action: str) -> Any:
        if action not in self._declared.actions or action in ACTIONS:
            raise ValueError(f"no instrument declares the action {action}")
        return require(self._declared, action)

    def close(self, routers: Sequence[APIRouter]) -> None:
        found: dict[tuple[str, str], str] = {}
        for instrument, router in zip(self._instruments, routers, strict=True):
            of_one = _required(instrument.id, router)
            templates = {f"/v1{path}" for path in instrument.look_backs}
            if unknown := templates - {path for _, path in of_one}:
                raise ValueError(f"{instrument.id} has no routes {sorted(unknown)} to look back by")
            self.look_backs |= templates
            found |= of_one
        self.access = access(self._instruments, found)


def _required(instrument: str, router: APIRouter) -> Mapping[tuple[str, str], str]:
    """(method, path) → action, as each route of an instrument requires. Raises ValueError for one that requires
    nothing or lies outside the instrument's own path, TypeError for what is no plain route."""
    found: dict[tuple[str, str], str] = {}
    for route in router.routes:
        if not isinstance(route, APIRoute):
            raise TypeError(f"a route of an instrument is a plain route of its own router, not {route}")
        actions = {action for one in route.dependant.dependencies if (action := getattr(one.call, "action", None))}
        if len(actions) != 1:
            raise ValueError(f"{route.path} requires {sorted(actions) or 'nothing'}: it must be one action")
        if not route.path.startswith(f"/{instrument}/"):
            raise ValueError(f"{route.path} is not under /{instrument}/")
        found |= {(method, f"/v1{route.path}"): next(iter(actions)) for method in route.methods or ()}
    return found
