"""What a layer before the routes refuses is answered as a problem too."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stadsbeeld.domain.errors import StadsbeeldError
from stadsbeeld.web.errors import answer, answer_http
from stadsbeeld.web.headers import is_ours

# Asked by machines that know the address only; neither answer differs by who asks.
BY_ANY_NAME = {"/health", "/metrics"}


class Problems:
    """Answers errors that nothing inside answered, and refuses host names that are not of this installation: a
    page elsewhere whose name was made to point here must not be taken for ours."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        request = Request(scope)
        try:
            if scope["path"] not in BY_ANY_NAME and not is_ours(request.headers.get("host", ""), self._hosts):
                raise HTTPException(421, "the host name in this address is not in the setting public_hosts")
            await self._app(scope, receive, sending)
        except StadsbeeldError as error:
            if begun:
                raise
            await answer(request, error)(scope, receive, send)
        except HTTPException as error:
            if begun:
                raise
            await answer_http(request, error)(scope, receive, send)
