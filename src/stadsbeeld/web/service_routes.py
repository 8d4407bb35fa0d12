"""For whoever keeps it running: does it work, and how much."""

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Response

from stadsbeeld.domain.errors import StoreError
from stadsbeeld.web.broadcast import Broadcast
from stadsbeeld.web.metrics import Metrics
from stadsbeeld.web.models import Health
from stadsbeeld.web.parts import Parts

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


def router(parts: Parts, broadcast: Broadcast, metrics: Metrics) -> APIRouter:
    found = APIRouter(tags=["service"])
    # A thread of its own: a load balancer must not take the server for dead while it is busy.
    pinging = CapacityLimiter(1)

    @found.get("/health", summary="Whether it can serve")
    async def read_health(response: Response) -> Health:
        """200 where the store answers and changes are told; else a 503 with the reason."""
        response.headers["Cache-Control"] = "no-store"
        if not broadcast.alive:
            raise StoreError("changes are not told any more: start the server again")
        await run_sync(parts.store.ping, limiter=pinging)
        return Health(status="ok")

    @found.get(
        "/metrics",
        summary="Prometheus metrics",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    def read_metrics() -> Response:
        return Response(metrics.text(), headers={"Cache-Control": "no-store"}, media_type=PROMETHEUS)

    return found
