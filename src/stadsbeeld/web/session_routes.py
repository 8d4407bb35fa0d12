"""Signing in and out, and one's own password."""

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from stadsbeeld.domain.errors import SignInRequiredError, SlowDownError
from stadsbeeld.web.auth import COOKIE, cookie_of, is_at_home
from stadsbeeld.web.models import PasswordChange, SessionShape, SignIn
from stadsbeeld.web.people import DEMO_AUTHOR
from stadsbeeld.web.roles import Caller
from stadsbeeld.web.sessions import LONGEST
from stadsbeeld.web.sign_in import SignIns

MOST_WAITING = 50


def router(sign_ins: SignIns) -> APIRouter:
    found = APIRouter(tags=["session"])
    # argon2 takes 64 MB and a core for a moment: two at a time, and no endless queue.
    hashing = CapacityLimiter(2)

    @found.get("/session", summary="Who I am and what I may do")
    async def read_session(request: Request, response: Response) -> SessionShape:
        """401 where nobody is signed in. In the demonstration, on the machine itself, this signs in."""
        response.headers["Cache-Control"] = "no-store"
        caller: Caller | None = request.state.caller
        if caller is None:
            raise SignInRequiredError("nobody is signed in")
        token = cookie_of(request.headers) if caller.session else None
        if caller.author == DEMO_AUTHOR and caller.session is None:
            begun, visitor = await run_sync(sign_ins.sign_in_demo)
            _set_cookie(sign_ins, request, response, begun)
            return await run_sync(sign_ins.shape, visitor, begun)
        return await run_sync(sign_ins.shape, caller, token)

    @found.post("/session", summary="Sign in")
    async def start_session(request: Request, response: Response, body: SignIn) -> SessionShape:
        """Slowed down after failures: 429 with Retry-After."""
        response.headers["Cache-Control"] = "no-store"
        _refuse_queue(hashing)
        address = request.client.host if request.client else ""
        token, caller = await run_sync(sign_ins.sign_in, body.login, body.password, address, limiter=hashing)
        _set_cookie(sign_ins, request, response, token)
        return await run_sync(sign_ins.shape, caller, token)

    @found.delete("/session", status_code=204, summary="Sign out")
    async def end_session(request: Request) -> Response:
        caller: Caller | None = request.state.caller
        if caller is not None and caller.session is not None:
            await run_sync(sign_ins.sign_out, caller, caller.session)
        response = Response(status_code=204)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return response

    _add_password(found, sign_ins, hashing)
    return found


def _add_password(found: APIRouter, sign_ins: SignIns, hashing: CapacityLimiter) -> None:
    @found.put("/session/password", summary="Change my password")
    async def change_password(request: Request, response: Response, body: PasswordChange) -> SessionShape:
        """Ends my other sessions, and gives this browser a new one."""
        response.headers["Cache-Control"] = "no-store"
        _refuse_queue(hashing)
        token, caller = await run_sync(
            sign_ins.change_password, request.state.caller, body.current, body.new, limiter=hashing
        )
        _set_cookie(sign_ins, request, response, token)
        return await run_sync(sign_ins.shape, caller, token)


def _refuse_queue(hashing: CapacityLimiter) -> None:
    if hashing.statistics().tasks_waiting >= MOST_WAITING:
        raise SlowDownError(5)


def _set_cookie(sign_ins: SignIns, request: Request, response: Response, token: str) -> None:
    at_home = is_at_home(request.scope, request.headers)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=request.url.scheme == "https" or (sign_ins.secure_cookies and not at_home),
        httponly=True,
        samesite="strict",
    )
