"""The answers of `/v1/geldstromen` as types, for the OpenAPI description. Answers are bytes; a test holds them to this.

Money is in whole cents. A figure that is null says why in `mark`; it is never zero.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Stage = Literal["rekening", "begroting"]
Side = Literal["lasten", "baten"]
Grade = Literal["A", "B", "C", "D", "E"]
Mark = Literal["missing", "withheld"]
AreaKind = Literal["gemeente", "wijk", "stad", "onbekend"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Origin(Shape):
    """Where a figure comes from, so that anyone can find it again and work it out anew."""

    id: str
    title: str = Field(description="The publication")
    attribution: str
    licence: str
    url: str
    year: int = Field(description="The year that the publication is about")
    knownAt: datetime = Field(description="When this installation learnt it")  # noqa: N815


class Amount(Shape):
    """Money of one area, or of one part of it. The range is p10 to p90 of the Monte Carlo; null: not worked out."""

    cents: int | None
    p10Cents: int | None = None  # noqa: N815
    p90Cents: int | None = None  # noqa: N815
    grade: Grade
    mark: Mark | None = None


class Gemeente(Shape):
    code: str
    name: str
    inhabitants: int | None


class Period(Shape):
    year: int
    stage: Stage
    gemeenten: int = Field(description="How many delivered")
    missing: list[str] = Field(description="Codes of gemeenten that delivered nothing, or only zeros")


class Taakveld(Shape):
    code: str
    name: str
    domain: str


class MoneyView(Shape):
    """What was asked, in full: enough to ask the same again."""

    gemeente: str
    name: str
    year: int
    stage: Stage
    perspective: Literal["place", "residents"]
    variant: str | None
    overhead: bool = Field(description="Whether overhead is spread over the taakvelden by salaries")
    areasYear: int = Field(description="Vintage of the wijken and of the figures behind the keys")  # noqa: N815
    missing: bool = Field(description="The gemeente delivered nothing for this period")


class MoneyArea(Shape):
    area: str
    kind: AreaKind
    name: str
    inhabitants: int | None
    households: int | None


class MoneyAreas(Shape):
    view: MoneyView
    areas: list[MoneyArea]


class Line(Shape):
    """One taakveld of one area, one side."""

    taakveld: str
    name: str
    domain: str
    side: Side
    amount: Amount
    cityCents: int | None = Field(description="The whole gemeente's, the city-wide part included")  # noqa: N815
    share: float | None = Field(description="Of what the gemeente has for it: `amount` = `cityCents` × `share`")
    key: str = Field(description="Id of the mix of keys by which it was allocated")
    wanted: str | None = Field(description="The mix that would have been better, and could not be used")
    lacking: str | None = Field(description="The figure that it lacked")


class DomainLine(Shape):
    """In euro. `city`: all that was allocated to wijken, so that a wijk can be set beside it; `whole` and `peers`: the
    whole gemeente and the median of its peers, the city-wide part included."""

    domain: str
    side: Side
    amount: Amount
    perInhabitant: float | None  # noqa: N815
    perHousehold: float | None  # noqa: N815
    cityPerInhabitant: float | None  # noqa: N815
    wholePerInhabitant: float | None  # noqa: N815
    peersPerInhabitant: float | None  # noqa: N815


class StoryStep(Shape):
    title: str
    text: str


class PeerShape(Shape):
    """`driver`: the dimension in which they differ most (size, urbanity, social-structure)."""

    area: str
    name: str
    similarity: float
    driver: str | None


class WijkPage(Shape):
    view: MoneyView
    area: MoneyArea
    domains: list[DomainLine]
    lines: list[Line]
    story: list[StoryStep]
    peers: list[PeerShape]
    origins: list[Origin]


class MapArea(Shape):
    area: str
    name: str
    value: float | None = Field(description="Euro per inhabitant or household")
    p10: float | None
    p90: float | None
    grade: Grade
    mark: Mark | None
    hatched: bool = Field(description="So uncertain that it is hatched: p10 to p90 is over half of the value")
    rank: int | None


class MapFeature(Shape):
    type: Literal["Feature"]
    id: str
    properties: MapArea
    geometry: dict[str, object]


class MapAnswer(Shape):
    type: Literal["FeatureCollection"]
    view: MoneyView
    of: str = Field(description="The domain or taakveld")
    side: Side
    per: Literal["inhabitant", "household"]
    cityValue: float | None  # noqa: N815
    bounds: list[float] = Field(description="Upper bounds of the classes but the last, in euro")
    features: list[MapFeature]
    origins: list[Origin]


class Overview(Shape):
    """What there is to choose from."""

    gemeente: str | None = Field(description="The gemeente of this installation")
    gemeenten: list[Gemeente]
    periods: list[Period]
    domains: list[str] = Field(description="Ids; a screen says them by the sentence `geld-domain-<id>`")
    taakvelden: list[Taakveld]
    care: bool = Field(description="Whether care costs have been loaded")
