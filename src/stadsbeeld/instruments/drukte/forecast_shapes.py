"""The answers about forecasts as types, for the OpenAPI description. Answers are bytes; a test holds them to this."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from stadsbeeld.instruments.drukte.shapes import Shape


class ForecastPoint(Shape):
    t: datetime = Field(description="Start of the interval that is foretold")
    spanS: int  # noqa: N815
    q10: float
    q20: float
    q30: float
    q40: float
    q50: float
    q60: float
    q70: float
    q80: float
    q90: float
    mean: float
    issuedAt: datetime  # noqa: N815
    model: str


class QuantityForecast(Shape):
    unit: str
    points: list[ForecastPoint]


class ComingEvent(Shape):
    """An event of the coming week. It moves the forecasts of places near it, unless `reason` says why not."""

    id: str
    title: str
    kind: str
    startsAt: datetime  # noqa: N815
    endsAt: datetime  # noqa: N815
    expectedVisitors: int | None = Field(description="All together; null: nobody has said")  # noqa: N815
    places: int = Field(description="How many places lie in it or within 1.5 km of its circle")
    reason: Literal["cancelled", "place-unknown", "no-place-near", "visitors-unknown", "not-counted"] | None = Field(
        description="Why it moves nothing; `not-counted`: the place measures no number of people or vehicles"
    )


class ComingEvents(Shape):
    at: datetime
    events: list[ComingEvent]
    unreadable: list[str] = Field(description="Ids of records of events that cannot be read")


class PlaceForecast(Shape):
    id: str
    at: datetime
    quantities: dict[str, QuantityForecast]
    missing: list[Literal["weather", "events", "calendar"]] = Field(
        description="Drivers that a forecast would have used, and that are not there"
    )
    events: list[ComingEvent] = Field(
        description="Those near the place, and those of which nobody knows where they are"
    )
    reason: Literal["silent", "too-little-history", "no-model", "stale"] | None = Field(
        description="Why nothing is foretold"
    )


class Part(Shape):
    group: Literal["time", "place", "usual", "level", "holiday", "year", "event"]
    value: float = Field(description="By how much it moves the median, in the unit of the quantity")


class Reasons(Shape):
    """`usual` and the parts add up to the median, but for rounding and the width that follows truths."""

    place: str
    quantity: str
    unit: str
    target: datetime
    spanS: int  # noqa: N815
    model: str
    usual: float | None = Field(description="The same moment of earlier weeks or days; null where too little is known")
    median: float | None
    parts: list[Part] = Field(description="The largest first; empty where nothing usual is known")


class RecordRow(Shape):
    """Errors are WAPE: the sum of what the median was off, by the sum of what came. Null where nothing can be told."""

    ahead: int = Field(description="Minutes from the moment of issue to the end of the interval")
    quantity: str
    count: int = Field(description="Truths; of the whole city, of some of the issues")
    wape: float | None
    naiveWape: float | None = Field(description="Of the naive forecast, where there is one")  # noqa: N815
    wapeBeside: float | None = Field(description="Of ours, on the same truths as `naiveWape`")  # noqa: N815
    naive: Literal["week", "day"] | None = Field(description="The naive forecast: the same time a week or a day before")
    gain: float | None = Field(description="1 − wapeBeside / naiveWape")
    coverage: float | None = Field(description="Share of the truths in q10 to q90; 0.80 is right")
    wql: float | None = Field(description="Weighted quantile loss over the nine quantiles")


class Miss(Shape):
    place: str
    title: str
    quantity: str
    target: datetime = Field(description="End of the interval")
    issuedAt: datetime  # noqa: N815
    ahead: int
    q10: float
    q50: float
    q90: float
    truth: float


class Drift(Shape):
    state: Literal["ok", "alarm", "too-little"]
    coverage: float | None
    since: datetime | None = Field(description="Start of the day that gives the alarm")
    sentenceId: str  # noqa: N815


class ForecastRecord(Shape):
    at: datetime = Field(description="The moment as known at which it was worked out: of the city a whole hour")
    days: int
    rows: list[RecordRow]
    misses: list[Miss]
    drift: Drift


class ModelVersion(Shape):
    id: str = Field(description="The quantity, and the step in seconds")
    version: int
    knownAt: datetime  # noqa: N815
    card: dict[str, Any]


class ModelChoice(Shape):
    """`version` null: somebody went back to whatever is newest."""

    version: int | None
    why: str
    setBy: str  # noqa: N815
    setAt: datetime  # noqa: N815
    after: int = Field(description="The version of this choice: what a next one is based on")


class Model(ModelVersion):
    previous: ModelVersion | None
    choice: ModelChoice | None = Field(description="What somebody chose to speak with; null: nobody ever chose")


class Models(Shape):
    at: datetime
    models: list[Model]
