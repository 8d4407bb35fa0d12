"""What the web asks of the runtime, and what an installation may choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from stadsbeeld.connect.source import Source
from stadsbeeld.frames.observations import Observations
from stadsbeeld.instruments import City, Instrument, NewestLike, SourceInfo
from stadsbeeld.store.store import Store
from stadsbeeld.web.passwords import Passwords


class WallClock(Protocol):
    """The true time, for sessions and the audit: a replay must not end a session sixty times too early."""

    def now(self) -> datetime: ...


class CityClock(WallClock, Protocol):
    """The time that the screens show; in a replay the replayed moment."""

    @property
    def mode(self) -> Literal["live", "replay"]: ...

    @property
    def speed(self) -> float: ...


class Tiles(Protocol):
    """Vector tiles of streets and areas."""

    @property
    def min_zoom(self) -> int: ...

    @property
    def max_zoom(self) -> int: ...

    def tile(self, z: int, x: int, y: int) -> bytes:
        """One Mapbox Vector Tile; empty bytes where nothing lies in it."""
        ...


class ChangeLike(Protocol):
    """One delivery that brought something new. `records` is the kind of record it brought, None: observations."""

    @property
    def records(self) -> str | None: ...


class ReceiptLike(Protocol):
    @property
    def new(self) -> int: ...

    @property
    def same(self) -> int: ...


class Parts(Protocol):
    """The running platform, as `runtime.assemble` makes it. `start` is the first moment with
    data, None where there is none yet."""

    @property
    def store(self) -> Store: ...

    @property
    def newest(self) -> NewestLike: ...

    @property
    def clock(self) -> CityClock: ...

    @property
    def city(self) -> City: ...

    @property
    def sources(self) -> Mapping[str, Source]: ...

    @property
    def source_infos(self) -> Mapping[str, SourceInfo]:
        """As an instrument sees them: also those of the push door."""
        ...

    @property
    def instruments(self) -> Sequence[Instrument]: ...

    @property
    def shared(self) -> dict[str, Any]:
        """What the jobs of instruments leave in memory for their routes."""
        ...

    @property
    def tiles(self) -> Tiles: ...

    @property
    def demo(self) -> bool: ...

    @property
    def start(self) -> datetime | None: ...

    def push(self, observations: Observations, source_id: str, key: str, raw: bytes) -> ReceiptLike | None:
        """Take checked observations; None: the same delivery came before."""
        ...

    def health(self) -> list[dict[str, Any]]:
        """Each source as `/v1/data-health` gives it."""
        ...

    def job_health(self) -> list[dict[str, Any]]:
        """Each job of an instrument as `/v1/data-health` gives it."""
        ...

    def listen(self, listener: Callable[[Any], None]) -> None:
        """Call `listener` with each change, on the thread that took it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Tiles of somebody else under the own map: an address template, and the line to show with it."""

    tiles: str
    attribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """`hosts`: names under which browsers may ask, without port. `static`: the folder of the built front end.

    `heartbeat_s`: how often every stream says what time it is. `may_every_s`: how often it is seen whether the
    session of a stream still holds.
    """

    wall: WallClock
    hosts: Sequence[str] = ("127.0.0.1", "localhost", "[::1]")
    secure_cookies: bool = True
    static: Path = field(default=Path(__file__).parent / "static")
    background: Background | None = None
    passwords: Passwords = field(default_factory=Passwords)
    max_streams: int = 2_000
    heartbeat_s: float = 4.0
    may_every_s: float = 30.0
