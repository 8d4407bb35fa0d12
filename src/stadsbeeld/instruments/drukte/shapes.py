"""The answers of `/v1/drukte` as types, for the OpenAPI description. Answers are bytes; a test holds them to this."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

LevelName = Literal["A", "B", "C", "D", "E", "F", "unknown"]
Reason = Literal["never", "stale", "missing", "implausible", "doubt", "no-scale", "no-forecast"]
Trend = Literal["worse", "better", "steady"]
Counts = dict[LevelName, int]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AtLeast(Shape):
    """The probability of a level or a worse one. 0.1 says at most, 0.9 says at least: beyond them nothing is told."""

    B: float
    C: float
    D: float
    E: float
    F: float


class ForecastOf(Shape):
    ahead: int = Field(description="Minutes, as asked")
    target: datetime = Field(description="End of the interval that is foretold")
    issuedAt: datetime  # noqa: N815
    q10: float
    q50: float
    q90: float
    atLeast: AtLeast | None = Field(description="Null where the level is unknown")  # noqa: N815
    model: str


class PlaceProperties(Shape):
    id: str
    title: str
    kind: str
    level: LevelName
    reason: Reason | None = Field(description="Why the level is unknown")
    quantity: str | None = Field(description="The quantity that decides")
    value: float | None
    unit: str | None
    flow: float | None
    flowUnit: str | None  # noqa: N815
    share: float | None = Field(description="Speed as a share of free speed")
    scale: str | None
    scaleValue: float | None = Field(description="The number that the scale speaks of")  # noqa: N815
    scaleUnit: str | None  # noqa: N815
    uncertain: bool = Field(description="A flow that fits a free and a jammed state")
    freeSpeedKmh: float | None  # noqa: N815
    freeSpeedSource: str | None  # noqa: N815
    capacityH: float | None  # noqa: N815
    capacitySource: str | None  # noqa: N815
    widthM: float | None  # noqa: N815
    widthSource: str | None  # noqa: N815
    observedAt: datetime | None = Field(description="Start of the interval")  # noqa: N815
    spanS: int | None  # noqa: N815
    knownAt: datetime | None  # noqa: N815
    ageS: int | None = Field(description="Seconds from the end of the interval to `at`")  # noqa: N815
    maxAgeS: int | None  # noqa: N815
    trend: Trend | None
    street: str | None
    areas: list[str]
    lanes: int | None
    doubt: str | None
    source: str | None
    forecast: ForecastOf | None = Field(
        default=None, description="With `ahead`: what the median was taken from; null where there is no forecast"
    )


class Point(Shape):
    type: Literal["Point"]
    coordinates: tuple[float, float]


class PlaceFeature(Shape):
    type: Literal["Feature"]
    id: str
    geometry: Point
    properties: PlaceProperties


class Places(Shape):
    type: Literal["FeatureCollection"]
    at: datetime
    knownAt: datetime | None = Field(description="When the newest of what this rests on became known")  # noqa: N815
    live: bool
    counts: Counts
    total: int
    ahead: int | None = Field(default=None, description="Minutes ahead that the levels are foretold for")
    target: datetime | None = Field(default=None, description="`at` and `ahead` together")
    issuedAt: datetime | None = Field(  # noqa: N815
        default=None, description="When the oldest of the forecasts in it was made; null where none is used"
    )
    features: list[PlaceFeature]


class Thresholds(Shape):
    scale: str | None
    title: str | None
    quantity: str | None
    unit: str | None
    direction: Literal["higher-is-worse", "lower-is-worse"] | None
    values: dict[str, float] | None
    bounds: dict[str, float] | None
    setBy: str | None  # noqa: N815
    setAt: datetime | None  # noqa: N815
    why: str | None
    version: int


class DensityPair(Shape):
    free: float | None
    jammed: float | None
    uncertain: bool


class PlaceDetail(PlaceProperties):
    thresholds: Thresholds
    density: DensityPair | None = Field(description="Both densities (p/m²) of a flow of people, by Weidmann")


class OnePlace(PlaceFeature):
    properties: PlaceDetail


class SeriesPoint(Shape):
    t: datetime
    value: float | None
    mark: str | None


class QuantitySeries(Shape):
    unit: str
    points: list[SeriesPoint]


class UsualPoint(Shape):
    t: datetime
    p10: float
    p50: float
    p90: float


class UsualBand(Shape):
    days: int
    points: list[UsualPoint]


class BoundLine(Shape):
    level: str
    value: float
    quantity: str


class FreeSpeed(Shape):
    value: float
    source: str | None


class SourceLine(Shape):
    id: str
    title: str
    attribution: str
    licence: str


class Series(Shape):
    id: str
    title: str
    at: datetime
    stepS: int  # noqa: N815
    quantities: dict[str, QuantitySeries]
    usual: dict[str, UsualBand] | None
    usualReason: Literal["too-little-history"] | None  # noqa: N815
    comparableDays: int  # noqa: N815
    thresholds: list[BoundLine]
    freeSpeed: FreeSpeed | None  # noqa: N815
    source: SourceLine | None


class GroupShape(Shape):
    id: str
    title: str
    state: LevelName
    known: int
    total: int
    counts: Counts
    worst: list[str]
    trend: Trend | None


class AreaShape(GroupShape):
    level: Literal["gebied", "buurt"]


class Areas(Shape):
    at: datetime
    areas: list[AreaShape]


class Streets(Shape):
    at: datetime
    streets: list[GroupShape]


class Bin(Shape):
    t: datetime
    counts: Counts


class Gap(Shape):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    start: datetime = Field(alias="from")
    to: datetime
    source: str


class Timeline(Shape):
    at: datetime
    stepS: int  # noqa: N815
    bins: list[Bin]
    gaps: list[Gap]


class IncidentProperties(Shape):
    id: str
    type: str
    title: str
    startedAt: datetime  # noqa: N815
    endedAt: datetime | None  # noqa: N815
    uncertain: bool = Field(description="No end is known and the source is silent: it may be over")
    knownAt: datetime  # noqa: N815
    source: str


class IncidentFeature(Shape):
    type: Literal["Feature"]
    id: str
    geometry: Point
    properties: IncidentProperties


class Incidents(Shape):
    type: Literal["FeatureCollection"]
    at: datetime
    features: list[IncidentFeature]


class ScaleShape(Shape):
    id: str
    kind: str
    title: str
    quantity: str
    unit: str
    direction: Literal["higher-is-worse", "lower-is-worse"]
    bounds: dict[str, float]
    reference: str
    uncertainFrom: float | None  # noqa: N815


class Scales(Shape):
    scales: list[ScaleShape]
