"""What the interface takes and gives, for the checks at the border and for OpenAPI."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

RoleName = Literal["kijker", "operator", "planner", "beheerder"]
Login = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@+-]{1,99}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]


class Shape(BaseModel):
    """camelCase on the line; an unknown member is refused."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True, ser_json_inf_nan="null"
    )


class Problem(BaseModel):
    """RFC 9457. `code` is stable; more members carry the data of the error."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str


class Health(Shape):
    status: Literal["ok"]


class SignIn(Shape):
    login: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    password: Secret


class PasswordChange(Shape):
    current: Secret
    new: Secret


class SessionShape(Shape):
    """`csrf` goes into the header `X-CSRF-Token` of every change. `may`: the actions that are open to you."""

    name: str
    roles: list[RoleName]
    csrf: str
    demo: bool
    must_change: bool
    may: list[str]


class InstrumentShape(Shape):
    id: str
    title_id: str


class ClockShape(Shape):
    """`now` is what the screens show; with mode `replay` it runs `speed` times as fast as a watch."""

    mode: Literal["live", "replay"]
    speed: float
    now: datetime


class BaseMap(Shape):
    tiles: str
    min_zoom: int
    max_zoom: int
    layers: list[str]


class BackgroundShape(Shape):
    tiles: str
    attribution: str


class CityShape(Shape):
    """Degrees of WGS84. `start`: the first moment with data, null where there is none yet."""

    id: str
    title: str
    centre: tuple[float, float]
    zoom: float
    bounds: tuple[float, float, float, float]
    time_zone: str
    attribution: list[str]
    instruments: list[InstrumentShape]
    clock: ClockShape
    base_map: BaseMap
    background: BackgroundShape | None
    start: datetime | None
    demo: bool


class LastError(Shape):
    at: datetime
    code: str
    detail: str


class ImplausibleValue(Shape):
    place: str
    title: str
    quantity: str
    value: float | None
    observed_at: datetime
    why: str


class SourceHealth(Shape):
    """Seconds throughout. A share is null where the source has no places."""

    id: str
    title: str
    attribution: str
    licence: str
    url: str
    purpose: str
    legal_ground: str
    retention_days: int
    every_s: float
    max_age_s: float
    state: Literal["ok", "late", "silent", "failing", "never"]
    last_arrival_at: datetime | None
    newest_observed_at: datetime | None
    age_s: float | None
    delay_s: float | None
    deliveries: int
    rows_new: int
    rows_same: int
    places: int
    silent_places: int
    silent_share: float | None
    implausible_places: int
    implausible_share: float | None
    missing_share: float | None
    last_error: LastError | None
    implausible: list[ImplausibleValue]


class JobHealth(Shape):
    """What the platform works out by itself, such as forecasts. `title_id` is a Fluent id.

    `done_at`: the moment of the last run that went well, on the clock of the city; `took_s` on the wall.
    """

    id: str
    title_id: str
    state: Literal["ok", "failing", "never"]
    done_at: datetime | None
    took_s: float | None
    failing_since: datetime | None
    last_error: LastError | None


class DataHealth(Shape):
    at: datetime
    sources: list[SourceHealth]
    jobs: list[JobHealth]


class ObservationIn(Shape):
    """One row. `value` null says that there is none."""

    place: str
    quantity: str
    observed_at: AwareDatetime
    span_s: int
    value: float | None


class RefusedRow(Shape):
    """`row` is 1-based; `field` empty where the row as a whole is refused."""

    row: int
    field: str
    reason: str


class PushReceipt(Shape):
    """`new` rows were appended, `same` were known already. `refused` names the first thousand."""

    new: int
    same: int
    refused: list[RefusedRow]
    refused_count: int


class TokenIn(Shape):
    title: Name
    scopes: Annotated[list[str], Field(min_length=1, max_length=10)]
    ends_at: AwareDatetime


class TokenShape(Shape):
    """`createdBy` and `endedBy` are opaque author ids."""

    id: str
    title: str
    scopes: list[str]
    created_at: datetime
    created_by: str
    ends_at: datetime
    ended_at: datetime | None
    ended_by: str | None


class NewToken(TokenShape):
    """`token` is shown this once."""

    token: str


class TokenList(Shape):
    tokens: list[TokenShape]


class UserIn(Shape):
    login: Login
    name: Name
    role: RoleName


class UserChange(Shape):
    """What is left out stays. `after`: the version that this change is based on."""

    after: int
    name: Name | None = None
    role: RoleName | None = None
    active: bool | None = None
    reset_password: bool = False


class UserShape(Shape):
    """`login` and `name` are null once the person was erased."""

    id: str
    login: str | None
    name: str | None
    role: RoleName
    active: bool
    must_change: bool
    created_at: datetime
    version: int


class UserWithPassword(UserShape):
    """`oneTimePassword` is shown this once, and must be changed at the first sign-in; null where it was not reset."""

    one_time_password: str | None


class UserList(Shape):
    users: list[UserShape]


class AuditEvent(Shape):
    """`number` counts from 1 within the day without gaps. `name` is null for a machine or an erased person."""

    number: int
    at: datetime
    author: str
    name: str | None
    event: str
    data: dict[str, Any]


class AuditDay(Shape):
    day: date
    events: list[AuditEvent]
