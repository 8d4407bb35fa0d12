"""What a source is: a declaration and a pure reading of bytes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from stadsbeeld.domain.figure import FIGURES
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.areas import Areas
from stadsbeeld.frames.figures import Figures
from stadsbeeld.frames.ledger import Ledger
from stadsbeeld.frames.observations import Observations
from stadsbeeld.frames.records import Records

Table = Observations | Records | Figures | Areas | Ledger
# What holds for so long is no live value: nobody has to be told that it is a few months old.
HALF_A_YEAR = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Raw bytes of one delivery and when they came in. `key` is the publisher's time or number of it."""

    at: datetime
    key: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """An archive in two. `bulk`: what had come in by a moment, in few large deliveries, each at the arrival of its
    last row; `rest`: an archive of the same shape with what came later, None where nothing did."""

    bulk: tuple[Arrival, ...]
    rest: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as data. `parse(raw)` is pure and gives a checked table without `known_at`.

    - `yields`: what `parse` may give: ids of quantities, `record:<kind>`, `figure:<id>`, `areas`, `ledger`.
    - `every`: how often it is asked. `max_age`: a value older than this counts as unknown.
    - `further`: other addresses of the same source, each with its own rhythm, such as a nightly table of sites.
    - `licence`: SPDX id or the publisher's own words. `attribution`: the line a screen shows.
    - `purpose`, `legal_ground`, `retention_days`: the privacy declaration. Counts only; never identifiers. The days
      count from `observed_at`; of figures, areas and the ledger, which tell of a year, from `known_at`.
    - `parser_version`: raised when `parse` changes its answer; kept bytes can then be read again.
    - `parse_with(raw, places)`: where the meaning of a value stands in another delivery: as `parse`, with the bodies
      of the place records by id. The runtime calls it in place of `parse`.
    - `parse_in(raw, zone)`: where times may be on the wall of the city: as `parse`, with the zone of the city. The
      runtime calls it in place of `parse`. A source has at most one of `parse_with` and `parse_in`.
    - `slices(archive bytes)`: for an archive, its deliveries in the order in which they would have come in.
    - `split(archive bytes, moment)`: for a long archive, so that years of history need no delivery an hour. Tells the
      same rows as `slices`, none of them earlier, and in `bulk` nothing that arrived after the moment.

    `parse` raises `SourceFormatError` for bytes that are not what the publisher describes; never anything else.
    """

    id: str
    title: str
    url: str
    licence: str
    attribution: str
    purpose: str
    legal_ground: str
    retention_days: int
    every: timedelta
    max_age: timedelta
    yields: frozenset[str]
    parse: Callable[[bytes], Table]
    parser_version: int = 1
    parse_with: Callable[[bytes, Mapping[str, Mapping[str, Any]]], Table] | None = None
    parse_in: Callable[[bytes, tzinfo], Table] | None = None
    slices: Callable[[bytes], Iterator[Arrival]] | None = None
    split: Callable[[bytes, datetime], Split] | None = None
    further: Mapping[str, timedelta] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if wrong := {name for name in self.yields if not _may_be_told(name)}:
            raise ValueError(f"source {self.id} yields unknown {sorted(wrong)}")
        if self.parse_with is not None and self.parse_in is not None:
            raise ValueError(f"source {self.id} declares both parse_with and parse_in")

    @property
    def observes(self) -> bool:
        """Whether it tells of quantities: values of a moment, which a screen shows as they are now."""
        return any(name in QUANTITIES for name in self.yields)

    @property
    def yearly(self) -> bool:
        """Whether it observes nothing, and what it tells holds for half a year or longer."""
        return not self.observes and self.max_age >= HALF_A_YEAR


def _may_be_told(name: str) -> bool:
    figure = name.removeprefix("figure:")
    return (
        name in QUANTITIES
        or name.startswith("record:")
        or name in {"areas", "ledger"}
        or (figure != name and figure in FIGURES)
    )
