"""Ask an ASGI application in a test, one question after the other: no server, no network."""

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI


class Asking:
    """Each question runs on an event loop of its own."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str, params: dict[str, str] | None = None) -> httpx.Response:
        return self._ask("GET", path, params=params)

    def put(self, path: str, json: Any) -> httpx.Response:
        return self._ask("PUT", path, json=json)

    def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://city.test") as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())
