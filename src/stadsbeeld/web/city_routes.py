"""The city, its base map, the health of its data, and the stream of changes."""

from datetime import datetime

from fastapi import APIRouter, Request, Response

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.web.broadcast import clock_now
from stadsbeeld.web.live import EventStream, Hub
from stadsbeeld.web.models import (
    BackgroundShape,
    BaseMap,
    CityShape,
    ClockShape,
    DataHealth,
    InstrumentShape,
    JobHealth,
    SourceHealth,
)
from stadsbeeld.web.parts import Background, Parts

TILE = "application/vnd.mapbox-vector-tile"
ONE_DAY = "private, max-age=86400"


def router(parts: Parts, background: Background | None) -> APIRouter:
    found = APIRouter(tags=["city"])
    remembered: list[datetime] = []

    def start() -> datetime | None:
        """The first moment with data: looked up until there is one, since anybody may ask for it and it costs."""
        if not remembered and (first := parts.start) is not None:
            remembered.append(first)
        return remembered[0] if remembered else None

    @found.get("/city", summary="The city, its clock and its map")
    def read_city() -> CityShape:
        city, clock, tiles = parts.city, parts.clock, parts.tiles
        return CityShape(
            id=city.id,
            title=city.title,
            centre=city.centre,
            zoom=city.zoom,
            bounds=city.bounds,
            time_zone=city.time_zone,
            attribution=list(city.attribution),
            instruments=[InstrumentShape(id=one.id, title_id=one.title_id) for one in parts.instruments],
            clock=ClockShape(mode=clock.mode, speed=clock.speed, now=clock.now()),
            base_map=BaseMap(
                tiles="/v1/tiles/{z}/{x}/{y}",
                min_zoom=tiles.min_zoom,
                max_zoom=tiles.max_zoom,
                layers=["streets", "areas"],
            ),
            background=BackgroundShape(tiles=background.tiles, attribution=background.attribution)
            if background
            else None,
            start=start(),
            demo=parts.demo,
        )

    @found.get(
        "/tiles/{z}/{x}/{y}",
        summary="One vector tile: layers `streets` and `areas`",
        response_class=Response,
        responses={200: {"content": {TILE: {}}}, 204: {"description": "Nothing lies in this tile."}},
    )
    def read_tile(z: int, x: int, y: int) -> Response:
        if not (parts.tiles.min_zoom <= z <= parts.tiles.max_zoom and 0 <= x < 2**z and 0 <= y < 2**z):
            raise NotFoundError("tile", f"{z}/{x}/{y}")
        tile = parts.tiles.tile(z, x, y)
        headers = {"Cache-Control": ONE_DAY}
        return Response(tile, media_type=TILE, headers=headers) if tile else Response(status_code=204, headers=headers)

    @found.get("/data-health", summary="How each source is doing")
    def read_data_health() -> DataHealth:
        return DataHealth(
            at=parts.clock.now(),
            sources=[SourceHealth.model_validate(source) for source in parts.health()],
            jobs=[JobHealth.model_validate(job) for job in parts.job_health()],
        )

    return found


def events_router(parts: Parts, hub: Hub) -> APIRouter:
    found = APIRouter(tags=["live"])

    @found.get(
        "/events",
        summary="What changes, as it changes",
        response_class=Response,
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    )
    async def read_events(request: Request) -> Response:
        """Server-sent events: `hello` and then `clock` at least every five seconds, each {now, mode, speed};
        `state`, the changed places; `incidents` and `health`, a word to read those again.

        After a reconnect, read the state again. A stream without `clock` for ten seconds is stale.
        """
        return EventStream(hub, hub.join(request.state.caller), clock_now(parts.clock))

    return found
