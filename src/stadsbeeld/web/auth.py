"""Who asks, and whether they may: decided before a route is reached or a body is read."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stadsbeeld.domain.errors import NotAllowedError, NotFoundError
from stadsbeeld.web.audit import Audit
from stadsbeeld.web.headers import host_name
from stadsbeeld.web.parts import WallClock
from stadsbeeld.web.people import DEMO_AUTHOR
from stadsbeeld.web.roles import Access, Caller, Role
from stadsbeeld.web.sessions import Sessions, csrf_of
from stadsbeeld.web.tokens import Tokens

COOKIE = "stadsbeeld_session"
CSRF_HEADER = "x-csrf-token"
SAFE = {"GET", "HEAD", "OPTIONS"}
# These write events of their own: a sign-in says more than "POST /v1/session", and the trail of pushed rows is
# their deliveries.
TOLD_ELSEWHERE = {"session.start", "session.end", "session.password", "observations.write"}
LOOPBACK_NAMES = {"127.0.0.1", "localhost", "[::1]"}
PROXY_HEADERS = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """All that tells who asks."""

    sessions: Sessions
    tokens: Tokens
    audit: Audit
    wall: WallClock
    demo: bool

    def still_may(self, caller: Caller) -> bool:
        """Whether the session or token of a stream that is open still holds.

        An open stream counts as being there: the screen on a control room's wall does not go dark after an hour
        without a click; after twelve hours it does.
        """
        now = self.wall.now()
        if caller.session is not None:
            return self.sessions.find_hashed(caller.session, now) is not None
        return caller.role is not None or self.tokens.holds(caller, now)


class Guard:
    """Holds every request under `/v1`, `/health` and `/metrics` to the table; what is not in it does not exist.

    Everything else goes to `front`, the files of the front end, which are public.
    """

    def __init__(self, app: ASGIApp, *, access: Access, identity: Identity, front: ASGIApp) -> None:
        self._app, self._front = app, front
        self._access, self._identity = access, identity
        # Of its own, so that slow answers elsewhere never keep anybody from being recognised.
        self._limiter = CapacityLimiter(8)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        template = self._access.template(path)
        if template is None:
            if path == "/v1" or path.startswith("/v1/"):
                raise NotFoundError("path", path)
            await self._front(scope, receive, send)
            return
        method = "GET" if scope["method"] == "HEAD" and template != "/v1/events" else scope["method"]
        action = self._access.routes.get((method, template))
        if action is None:
            allowed = ", ".join(self._access.methods(template))
            raise HTTPException(405, f"{method} {template}", headers={"Allow": allowed})
        caller = await self._admit(scope, action)
        state = scope.setdefault("state", {})
        state["caller"], state["template"] = caller, template
        changes = method not in SAFE and action not in TOLD_ELSEWHERE
        if method != scope["method"]:
            scope = {**scope, "method": method}
        await self._app(scope, receive, self._noting(scope, caller, action, send) if changes else send)

    async def _admit(self, scope: Scope, action: str) -> Caller | None:
        headers = Headers(scope=scope)
        if scope["method"] not in SAFE:
            refuse_foreign(headers)
        caller, token = await self._caller(scope, headers)
        self._access.check(action, caller)
        if scope["method"] not in SAFE and token is not None and headers.get(CSRF_HEADER) != csrf_of(token):
            raise NotAllowedError("the CSRF token is missing or of another session", reason="csrf")
        return caller

    async def _caller(self, scope: Scope, headers: Headers) -> tuple[Caller | None, str | None]:
        """The caller, and the token of the session where a cookie tells it."""
        now = self._identity.wall.now()
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            bearer, tokens = given.strip(), self._identity.tokens
            found = tokens.remembered(bearer, now) or await run_sync(tokens.find, bearer, now, limiter=self._limiter)
            return found, None
        token = cookie_of(headers)
        demo_here = self._identity.demo and is_at_home(scope, headers)
        if token is not None:
            caller = self._identity.sessions.remembered(token, now) or await run_sync(
                self._identity.sessions.find, token, now, limiter=self._limiter
            )
            # The demonstration's session was begun without a password: a copy of its cookie opens nothing elsewhere.
            if caller is not None and (demo_here or caller.author != DEMO_AUTHOR):
                return caller, token
        if demo_here and scope["method"] in SAFE:
            return Caller(author=DEMO_AUTHOR, role=Role.BEHEERDER), None
        return None, None

    def _noting(self, scope: Scope, caller: Caller | None, action: str, send: Send) -> Send:
        """A `send` that notes a change in the audit before its success is told."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400 and caller is not None:
                await run_sync(self._note, scope["method"], scope["path"], caller, action, limiter=self._limiter)
            await send(message)

        return sending

    def _note(self, method: str, path: str, caller: Caller, action: str) -> None:
        self._identity.audit.note(
            "change", caller.author, self._identity.wall.now(), action=action, method=method, path=path
        )


def cookie_of(headers: Mapping[str, str]) -> str | None:
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and value:
            return value
    return None


def refuse_foreign(headers: Mapping[str, str]) -> None:
    """Raise NotAllowedError for a change that a page of another origin sends.

    The scheme is not compared: a proxy that ends TLS hides it, and `http` never shares the session's cookie.
    """
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise NotAllowedError("the request comes from another origin", reason="origin")
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowedError("the request comes from another site", reason="origin")


def is_at_home(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Whether a browser on this very machine asks: the client is a loopback address, no proxy passed it on, no page
    of another site makes it ask, and it asked for a loopback name (a page elsewhere that had its own name point here
    asks for that name). A proxy that says nothing of itself speaks HTTP/1.0; no browser does."""
    client = scope.get("client")
    if client is None or any(name in headers for name in PROXY_HEADERS):
        return False
    if scope.get("http_version") == "1.0" or headers.get("sec-fetch-site") == "cross-site":
        return False
    try:
        loopback = ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
    return loopback and host_name(headers.get("host", "")) in LOOPBACK_NAMES


def require(access: Access, action: str) -> Any:
    """The dependency that an instrument's route declares; it gives the `Caller`.

    The guard has decided already; this decides again, so that a route is safe even where the guard is not.
    """

    # A coroutine, though it awaits nothing: what is not one is run in a thread, and that costs more than it does.
    async def required(request: Request) -> Caller | None:
        caller: Caller | None = getattr(request.state, "caller", None)
        access.check(action, caller)
        return caller

    required.action = action  # type: ignore[attr-defined]
    return required
