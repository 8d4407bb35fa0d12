"""Runs the application on uvicorn: it stops within seconds, however many screens are open."""

import contextlib
import resource
import socket

import uvicorn
from fastapi import FastAPI

from stadsbeeld.web.live import Hub

STOPS_WITHIN_S = 5
FILES_WANTED = 8_192


class Server(uvicorn.Server):
    """Ends the event streams first: uvicorn waits for every open answer, and those never end by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app = self.config.app
        assert isinstance(app, FastAPI)
        hub: Hub = app.state.hub
        hub.close()
        await super().shutdown(sockets)


def server(app: FastAPI, *, host: str = "127.0.0.1", port: int = 0, trusted_proxies: str = "127.0.0.1,::1") -> Server:
    """A server for `app`, on an address or on the sockets that its `run` is given.

    `trusted_proxies`: whose word on the client's address and scheme is believed.
    """
    allow_many_files()
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        ws="none",
        proxy_headers=True,
        forwarded_allow_ips=trusted_proxies,
        timeout_keep_alive=65,
        timeout_graceful_shutdown=STOPS_WITHIN_S,
        h11_max_incomplete_event_size=32 * 1024,
    )
    return Server(config)


def allow_many_files() -> None:
    """Raise the soft limit of open files: each screen is one, and 1,024 is a common default."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(FILES_WANTED, hard)
    if soft < wanted:
        # A container may forbid it; then the limit that is there holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
