"""Logs as JSON lines, and one line for each request: never an address, a name, a query or an id."""

import logging
import time
import traceback
from datetime import UTC, datetime
from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stadsbeeld.web.metrics import Metrics

log = logging.getLogger("stadsbeeld.access")
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}


class JsonLines(logging.Formatter):
    """`at`, `level`, `logger`, `message` and what was given as `extra`; of an exception its kind and its lines.

    The text of an exception is left out: it may repeat what somebody sent.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in STANDARD}
        if record.exc_info is not None and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["traceback"] = [
                f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return orjson.dumps(line, default=str).decode()


class Observe:
    """Counts and logs each request by the template of its route, so that no id stands in a log or a metric."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began_s = time.perf_counter()
        status = 500
        state = scope.setdefault("state", {})

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            took_s = time.perf_counter() - began_s
            route = state.get("template", "other")
            self._metrics.answered(scope["method"], route, status, took_s)
            if log.isEnabledFor(logging.INFO):
                said = {"method": scope["method"], "route": route, "status": status, "ms": round(took_s * 1000, 1)}
                log.info("request", extra=said)
