"""Which error gives which HTTP status, and how it is written: problem+json of RFC 9457."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from stadsbeeld.domain import errors
from stadsbeeld.domain.errors import InputError, NotFoundError, SlowDownError, StadsbeeldError
from stadsbeeld.texts.sentences import preferred, sentence
from stadsbeeld.web.headers import security_headers

STATUS: Mapping[type[StadsbeeldError], int] = {
    errors.StadsbeeldError: 500,
    errors.InputError: 422,
    errors.SourceFormatError: 422,
    errors.SourceUnreachableError: 502,
    errors.RowsRefusedError: 422,
    errors.TooLargeError: 413,
    errors.SettingError: 422,
    errors.ModelUnavailableError: 503,
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.AccessError: 403,
    errors.SignInRequiredError: 401,
    errors.SignInRefusedError: 401,
    errors.SlowDownError: 429,
    errors.NotAllowedError: 403,
    errors.StoreError: 503,
    errors.StoreLockedError: 503,
    errors.StoreReadOnlyError: 503,
    errors.StoreFullError: 507,
    errors.StoreDamagedError: 500,
    errors.StoreUnreachableError: 503,
}
NOTHING: frozenset[str] = frozenset()
# Which data of an error leave the house. What is on no list stays: where the store lies and who holds it, files and
# settings, and what a source or an engine said in its own words are for the log and the terminal.
PUBLIC: Mapping[type[StadsbeeldError], frozenset[str]] = {
    errors.StadsbeeldError: NOTHING,
    errors.InputError: frozenset({"detail", "errors", "field", "now", "kind", "scale", "direction"}),
    errors.SourceFormatError: frozenset({"source", "reason", "row"}),
    errors.SourceUnreachableError: frozenset({"source"}),
    errors.RowsRefusedError: frozenset({"rows", "count"}),
    errors.TooLargeError: frozenset({"what", "limitBytes"}),
    errors.SettingError: NOTHING,
    errors.ModelUnavailableError: frozenset({"model"}),
    errors.NotFoundError: frozenset({"kind", "id"}),
    errors.ConflictError: frozenset({"kind", "id", "version"}),
    errors.AccessError: NOTHING,
    errors.SignInRequiredError: NOTHING,
    errors.SignInRefusedError: NOTHING,
    errors.SlowDownError: frozenset({"waitS"}),
    errors.NotAllowedError: frozenset({"action", "reason"}),
    errors.StoreError: NOTHING,
    errors.StoreLockedError: NOTHING,
    errors.StoreReadOnlyError: NOTHING,
    errors.StoreFullError: NOTHING,
    errors.StoreDamagedError: NOTHING,
    errors.StoreUnreachableError: NOTHING,
}
STANDARD_MEMBERS = {"type", "title", "status", "detail", "code", "instance"}


def status_of(error: StadsbeeldError) -> int:
    """The status of the nearest class in the table: a leaf that is not in it yet still gets its parent's."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _public(error: StadsbeeldError) -> Mapping[str, Any]:
    """The data that may leave: a leaf that is on no list yet tells what its parent may."""
    names = next(PUBLIC[kind] for kind in type(error).__mro__ if kind in PUBLIC)
    return {name: value for name, value in error.data.items() if name in names}


def problem(
    error: StadsbeeldError, *, accept_language: str | None, instance: str, status: int | None = None
) -> Response:
    """The answer for an error. `instance` is the path that was asked, without its query."""
    number = status or status_of(error)
    body = {name: value for name, value in _public(error).items() if name not in STANDARD_MEMBERS}
    body |= {
        "type": f"urn:stadsbeeld:error:{error.code}",
        "title": HTTPStatus(number).phrase,
        "status": number,
        "detail": _detail(error, accept_language),
        "code": error.code,
        "instance": instance,
    }
    headers = {"Cache-Control": "no-store", "Content-Language": preferred(accept_language)}
    if isinstance(error, SlowDownError):
        headers["Retry-After"] = str(error.wait_s)
    if number == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="stadsbeeld"'
    return Response(orjson.dumps(body, default=str), number, headers=headers, media_type="application/problem+json")


def _detail(error: StadsbeeldError, accept_language: str | None) -> str:
    """The sentence for a person. The error's own text only where it is about what that person sent."""
    language = preferred(accept_language)
    said = {name: value for name, value in _public(error).items() if isinstance(value, str | int | float)}
    if error.code == InputError.code:
        said.setdefault("detail", str(error))
    try:
        return sentence(f"error-{error.code}", language, said)
    except (KeyError, ValueError):
        return sentence(f"error-{StadsbeeldError.code}", language)


def answer(request: Request, error: StadsbeeldError, status: int | None = None) -> Response:
    return problem(
        error, accept_language=request.headers.get("accept-language"), instance=request.url.path, status=status
    )


def install(app: FastAPI) -> None:
    """Let every error that leaves a route become a problem."""

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, StadsbeeldError)
        return answer(request, error)

    async def wrong_input(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        # What was sent is not repeated: it may hold a password.
        found = [{"field": ".".join(str(part) for part in one["loc"]), "reason": one["msg"]} for one in error.errors()]
        said = "; ".join(f"{one['field']}: {one['reason']}" for one in found[:3])
        return answer(request, InputError(said, detail=said, errors=found))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return answer_http(request, error)

    async def unforeseen(request: Request, error: Exception) -> Response:
        response = answer(request, StadsbeeldError("unexpected"))
        # This answer is made outside all layers; and uvicorn closes the connection after it.
        response.headers["Connection"] = "close"
        response.headers.update(security_headers(request.url.scheme, background=None))
        return response

    app.add_exception_handler(StadsbeeldError, ours)
    app.add_exception_handler(RequestValidationError, wrong_input)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unforeseen)


def answer_http(request: Request, error: HTTPException) -> Response:
    """Errors of the framework in our own words; a StadsbeeldError that it wrapped comes out again."""
    if isinstance(error.__cause__, StadsbeeldError):
        return answer(request, error.__cause__)
    ours: StadsbeeldError
    if error.status_code == HTTPStatus.NOT_FOUND:
        ours = NotFoundError("path", request.url.path)
    else:
        said = str(error.detail)
        ours = InputError(said, detail=said)
    response = answer(request, ours, error.status_code)
    response.headers.update(error.headers or {})
    return response
