"""The routes of drukte under `/v1/drukte`. Answers come as bytes from the desk; nothing is worked out here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool

from stadsbeeld.instruments import Caller, Context
from stadsbeeld.instruments.drukte import forecast_shapes, shapes
from stadsbeeld.instruments.drukte.desk import Desk, Stretch
from stadsbeeld.instruments.drukte.present import Answer
from stadsbeeld.instruments.drukte.shelf import ModelChosen
from stadsbeeld.instruments.drukte.thresholds import ThresholdsAsked

READ, SET_THRESHOLDS, CHOOSE_MODEL = "drukte.read", "drukte.thresholds", "drukte.models"
ACTIONS = {READ: "kijker", SET_THRESHOLDS: "planner", CHOOSE_MODEL: "planner"}
GEOJSON = "application/geo+json"

At = Annotated[datetime | None, Query(description="The moment to look at, as it was known then. Left out: now, live.")]
From = Annotated[datetime | None, Query(alias="from", description="Start of the stretch; left out: 48 hours back.")]
To = Annotated[datetime | None, Query(description="End of the stretch, not included; left out: the moment itself.")]

Ahead = Annotated[
    int | None,
    Query(description="Minutes ahead of `at`: 15 to 120 by quarters, or whole hours up to 168. Left out: as it is."),
]
Of = Annotated[str | None, Query(description="The id of a place; left out: the whole city.")]
Days = Annotated[int, Query(ge=1, le=92, description="How many days back.")]
Target = Annotated[datetime, Query(description="Start of the interval that is foretold.")]
Span = Annotated[int, Query(description="Its length in seconds.", ge=1, le=86_400)]


def routes(context: Context) -> APIRouter:
    """A router with prefix `/drukte`. Raises, through the desk, NotFoundError, InputError and ConflictError."""
    desk = Desk(context)
    router = APIRouter(prefix="/drukte", tags=["drukte"])
    read = [Depends(context.require(READ))]
    _states(router, desk, read)
    _stretches(router, desk, read)
    _forecasts(router, desk, read)
    _thresholds(router, desk, context, read)
    _models(router, desk, context)
    return router


def _response(answer: Answer, media_type: str = "application/json") -> Response:
    return Response(answer.body, media_type=media_type, headers={"ETag": answer.etag})


def _states(router: APIRouter, desk: Desk, read: Sequence[Any]) -> None:
    @router.get("/places", response_model=shapes.Places, dependencies=read)
    async def places(at: At = None, ahead: Ahead = None) -> Response:
        """Every place with its level, value, unit, and when it was observed; with `ahead` as it is foretold to be."""
        if ahead is not None:
            return _response(await run_in_threadpool(desk.foresight.places, ahead, at), GEOJSON)
        ready = desk.ready("places") if at is None else None
        # Hundreds of screens ask for the same: what is ready costs no thread.
        if ready is None:
            ready = await run_in_threadpool(desk.places, at)
        return _response(ready, GEOJSON)

    @router.get("/places/{id}", response_model=shapes.OnePlace, dependencies=read)
    def place(id: str, at: At = None) -> Response:
        """One place, with the thresholds in force and who set them."""
        return _response(desk.place(id, at), GEOJSON)

    @router.get("/areas", response_model=shapes.Areas, dependencies=read)
    def areas(at: At = None) -> Response:
        """The state of each gebied and buurt from its places, with how many of them are known."""
        return _response(desk.areas(at))

    @router.get("/streets", response_model=shapes.Streets, dependencies=read)
    def streets(at: At = None) -> Response:
        """The state of each street from its places."""
        return _response(desk.streets(at))

    @router.get("/incidents", response_model=shapes.Incidents, dependencies=read)
    def incidents(at: At = None) -> Response:
        """Incidents that are going on."""
        return _response(desk.incidents(at), GEOJSON)

    @router.get("/scales", response_model=shapes.Scales, dependencies=read)
    def scales() -> Response:
        """The scales by which levels are decided, with where they come from."""
        return _response(desk.scales())


def _stretches(router: APIRouter, desk: Desk, read: Sequence[Any]) -> None:
    @router.get("/places/{id}/series", response_model=shapes.Series, dependencies=read)
    def series(id: str, start: From = None, to: To = None, at: At = None) -> Response:
        """One place through time, with what is usual where at least three comparable days are known."""
        return _response(desk.series(id, Stretch(start=start, end=to, at=at)))

    @router.get("/timeline", response_model=shapes.Timeline, dependencies=read)
    def timeline(start: From = None, to: To = None, at: At = None) -> Response:
        """How many places had each level through time, and where a source was silent."""
        return _response(desk.timeline(Stretch(start=start, end=to, at=at)))


def _forecasts(router: APIRouter, desk: Desk, read: Sequence[Any]) -> None:
    @router.get("/places/{id}/forecast", response_model=forecast_shapes.PlaceForecast, dependencies=read)
    def forecast(id: str, at: At = None) -> Response:
        """What is foretold of one place: two hours by steps of the data, then hours, with nine quantiles each."""
        return _response(desk.foresight.place(id, at))

    @router.get("/places/{id}/forecast/why", response_model=forecast_shapes.Reasons, dependencies=read)
    def why(id: str, target: Target, quantity: str = "flow_veh_h", span: Span = 3_600) -> Response:
        """What moves one forecast away from the usual, in groups that people know. Of the last issue only."""
        return _response(desk.foresight.why(id, quantity, span, target))

    @router.get("/events", response_model=forecast_shapes.ComingEvents, dependencies=read)
    def events(at: At = None) -> Response:
        """Events of the coming week that may move forecasts, and why one does not: nobody knows where it is, or how
        many come."""
        return _response(desk.foresight.events(at))

    @router.get("/record", response_model=forecast_shapes.ForecastRecord, dependencies=read)
    def record(place: Of = None, at: At = None, days: Days = 28) -> Response:
        """How good the forecasts were, beside the naive one: by lead, the last misses, and whether it gets worse."""
        return _response(desk.foresight.record(place, at, days))

    @router.get("/models", response_model=forecast_shapes.Models, dependencies=read)
    def models(at: At = None) -> Response:
        """The card of each model: what it learnt from, until when, and how good it was; with the one before it."""
        return _response(desk.foresight.models(at))


def _thresholds(router: APIRouter, desk: Desk, context: Context, read: Sequence[Any]) -> None:
    may_set: Any = Depends(context.require(SET_THRESHOLDS))

    @router.get("/places/{id}/thresholds", response_model=shapes.Thresholds, dependencies=read)
    def thresholds(id: str) -> Response:
        """The bounds in force for one place."""
        return _response(desk.thresholds(id))

    @router.put("/places/{id}/thresholds", response_model=shapes.Thresholds)
    def set_thresholds(id: str, asked: ThresholdsAsked, caller: Annotated[Caller, may_set]) -> Response:
        """Set the bounds for one place, with why. 409 where somebody else did so since `after`."""
        return _response(desk.set_thresholds(id, asked, caller.author))


def _models(router: APIRouter, desk: Desk, context: Context) -> None:
    may_choose: Any = Depends(context.require(CHOOSE_MODEL))

    @router.put("/models/{id}/choice", response_model=forecast_shapes.Models)
    def choose_model(id: str, asked: ModelChosen, caller: Annotated[Caller, may_choose]) -> Response:
        """Go back to the model of an earlier card, with why, or on to the newest again (`version` null). Forecasts
        follow within five minutes of the clock. 409 where somebody else chose since `after`."""
        return _response(desk.foresight.choose(id, asked, caller.author))
