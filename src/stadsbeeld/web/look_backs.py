"""Looking back has few places of its own, so that a burst of it never takes the threads of what is asked now."""

from collections.abc import Set
from urllib.parse import parse_qsl

from anyio import CapacityLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stadsbeeld.domain.errors import SlowDownError

# By these names a request tells a moment or a stretch to look at.
MOMENTS = {"at", "from", "to"}
# Far below the forty threads that all routes share: more at once would be no quicker on the cores there are.
AT_ONCE, MOST_WAITING, COME_BACK_S = 4, 200, 5


class LookBacks:
    """Lets in four requests at a time that look back; others wait in turn, and beyond two hundred are told to come
    later (SlowDownError). A request looks back where its query names a moment, or where its route always does:
    `templates` are those routes, as the guard names them.

    A place is held until the answer begins, not while it is sent: who reads slowly keeps nobody out.
    """

    def __init__(self, app: ASGIApp, templates: Set[str]) -> None:
        self._app, self._templates = app, templates
        self._places = CapacityLimiter(AT_ONCE)

    @property
    def waiting(self) -> int:
        return self._places.statistics().tasks_waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not self._looks_back(scope):
            await self._app(scope, receive, send)
            return
        if self.waiting >= MOST_WAITING:
            raise SlowDownError(COME_BACK_S)
        # Not the task is the borrower: it may end long after its place is given back.
        place = object()
        await self._places.acquire_on_behalf_of(place)
        held = True

        def give_back() -> None:
            nonlocal held
            if held:
                held = False
                self._places.release_on_behalf_of(place)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                give_back()
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            give_back()

    def _looks_back(self, scope: Scope) -> bool:
        if scope.get("state", {}).get("template") in self._templates:
            return True
        query = scope["query_string"].decode("latin-1")
        return any(name in MOMENTS for name, _ in parse_qsl(query, keep_blank_values=True))
