"""The answers about forecasts as types, for the OpenAPI description. Answers are bytes; a test holds them to this."""

from datetime import datetime
from typing import Literal

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


class PlaceForecast(Shape):
    id: str
    at: datetime
    quantities: dict[str, QuantityForecast]
    missing: list[Literal["weather", "events", "calendar"]] = Field(
        description="Drivers that a forecast would have used, and that are not there"
    )
    reason: Literal["silent", "too-little-history", "no-model", "stale"] | None = Field(
        description="Why nothing is foretold"
    )
