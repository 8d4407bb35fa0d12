"""NDW's live flows and speeds, minute by minute, in DATEX II v3 (Dutch profile), plain or gzipped.

Two publications come through the same door:

- the **site table** gives records of kind `place` (id `ndw:<site>`): title, kind `road`, lon, lat, lanes, and
  `measures`: for each lane the index of its flow and of its speed, over all vehicles;
- **measured data** gives the flow (sum over the lanes) and the speed (mean over the lanes, weighted by flow).

**Counting nobody twice.** A site may tell the flow of all vehicles *and* of each length class. The profile says that
each lane has an index `anyVehicle`, but only the site table tells which it is. `parse` reads an answer on its own, so
it goes by the pattern of the indices: one flow, one speed, or flow and speed in turn is one pair a lane, as
Rijkswaterstaat's sites are. Any other pattern (several flows in a row: lanes, or classes?) is missing rather than
guessed. `parse_with` the site table's `measures` reads every site. The limit: a site that
gives its *classes* as pairs in turn would be counted twice without the table.

**Missing** (null): −1, a data error, a speed that rests on no vehicle, a speed of 0 (what is counted, moves: see
`ndw_archive`). One lane without a flow leaves the site without: a sum of the others would look calmer than it is. The
speed is the mean over the lanes that have both, and missing where none has. A lane's value outside the plausible
becomes the site's, so that it is kept and marked and not averaged away.

`timeValue` is the start of the minute. Travel-time sites and sites without a point are left out of the table.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from stadsbeeld.connect.datex2 import FLOW, SPEED, Measured, Site, SiteData, publication
from stadsbeeld.connect.source import Source, Table
from stadsbeeld.connect.table import observations
from stadsbeeld.connect.times import utc
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.domain.place import Place, PlaceKind
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.observations import Observations
from stadsbeeld.frames.records import Record, Records

ID = "ndw_traffic"
PERIOD_S = 60
Lanes = Sequence[tuple[int | None, int | None]]


def parse(raw: bytes) -> Table:
    """Records of places for a site table, observations for measured data. Raises SourceFormatError."""
    told = publication(ID, raw)
    first = next(told)
    if isinstance(first, Site):
        return _places(_chain(first, told))
    return _observations(_chain(first, told), {})


def parse_with(raw: bytes, places: Mapping[str, Mapping[str, Any]]) -> Table:
    """As `parse`, and measured data is read with the `measures` of the places that are known (id → body)."""
    told = publication(ID, raw)
    first = next(told)
    if isinstance(first, Site):
        return _places(_chain(first, told))
    known = {id.removeprefix("ndw:"): body["measures"] for id, body in places.items() if body.get("measures")}
    return _observations(_chain(first, told), known)


def _chain(first: SiteData | Site, rest: Iterable[SiteData | Site]) -> Iterable[SiteData | Site]:
    yield first
    yield from rest


def _observations(sites: Iterable[SiteData | Site], measures: Mapping[str, Lanes]) -> Observations:
    places: list[str] = []
    quantities: list[str] = []
    starts: list[datetime] = []
    values: list[float | None] = []
    for site in sites:
        if not isinstance(site, SiteData):
            raise SourceFormatError(ID, "this is a site table, not measured data")
        if not site.id:
            raise SourceFormatError(ID, "a site has no id")
        if not site.measured:
            continue
        start = _moment(site.start, site.id)
        for quantity, value in _totals(site, measures.get(site.id)).items():
            places.append(f"ndw:{site.id}")
            quantities.append(quantity)
            starts.append(start)
            values.append(value)
    if not places:
        raise SourceFormatError(ID, "no site has a flow or a speed")
    frame = pl.DataFrame(
        {
            "place": places,
            "quantity": quantities,
            "observed_at": pl.Series(starts, dtype=pl.Datetime("us", "UTC")),
            "value": pl.Series(values, dtype=pl.Float64),
        }
    )
    return observations(ID, frame.with_columns(span_s=pl.lit(PERIOD_S)))


def _totals(site: SiteData, lanes: Lanes | None) -> dict[str, float | None]:
    """The site's flow and speed; a quantity that it does not measure is not in it."""
    by_index = {item.index: item.value for item in site.measured}
    if len(by_index) != len(site.measured):
        raise SourceFormatError(ID, f"site {site.id!r} has an index twice")
    if lanes is None:
        lanes = _lanes_by_pattern(site.measured)
    if lanes is None:
        return dict.fromkeys(_QUANTITY_OF[item.kind] for item in site.measured)
    flows = [None if flow is None else by_index.get(flow) for flow, _ in lanes]
    speeds = [None if speed is None else by_index.get(speed) or None for _, speed in lanes]
    told: dict[str, float | None] = {}
    if has_flow := any(flow is not None for flow, _ in lanes):
        told["flow_veh_h"] = _sum(flows)
    if any(speed is not None for _, speed in lanes):
        told["speed_kmh"] = _mean(speeds, flows if has_flow else [1.0] * len(lanes))
    return told


_QUANTITY_OF = {FLOW: "flow_veh_h", SPEED: "speed_kmh"}


def _lanes_by_pattern(measured: list[Measured]) -> Lanes | None:
    """A pair a lane for flow and speed in turn, one index alone as it is; None where the pattern could be classes."""
    ordered = sorted(measured, key=lambda item: item.index)
    if len(ordered) == 1:
        only = ordered[0]
        return [(only.index, None) if only.kind == FLOW else (None, only.index)]
    pairs = list(zip(ordered[::2], ordered[1::2], strict=False))
    if len(ordered) % 2 or any((flow.kind, speed.kind) != (FLOW, SPEED) for flow, speed in pairs):
        return None
    return [(flow.index, speed.index) for flow, speed in pairs]


def _sum(flows: list[float | None]) -> float | None:
    known = [flow for flow in flows if flow is not None]
    for flow in known:
        if not QUANTITIES["flow_veh_h"].plausible(flow):
            return flow
    return sum(known) if len(known) == len(flows) else None


def _mean(speeds: list[float | None], weights: Sequence[float | None]) -> float | None:
    """Σ weight × speed / Σ weight over the lanes that have both and a weight above 0."""
    weighed = [(s, w) for s, w in zip(speeds, weights, strict=True) if s is not None and w is not None and w > 0]
    for speed, _ in weighed:
        if not QUANTITIES["speed_kmh"].plausible(speed):
            return speed
    return sum(s * w for s, w in weighed) / sum(w for _, w in weighed) if weighed else None


def _places(sites: Iterable[SiteData | Site]) -> Records:
    rows = []
    for site in sites:
        if not isinstance(site, Site):
            raise SourceFormatError(ID, "this is measured data, not a site table")
        if not site.id:
            raise SourceFormatError(ID, "a site has no id")
        if (lanes := _lanes(site)) and site.point is not None:
            rows.append(_place(site, site.point, lanes))
    if not rows:
        raise SourceFormatError(ID, "no site of the table measures a flow or a speed at a point")
    try:
        return Records.of("place", rows)
    except ValueError as error:
        raise SourceFormatError(ID, str(error)) from error


def _lanes(site: Site) -> Lanes:
    """For each lane the index of its flow and of its speed, over all vehicles; None where it has none."""
    totals: dict[tuple[str, int], list[int | None]] = {}
    seen: dict[tuple[str, str], int] = {}
    for one in site.characteristics:
        if one.total:
            # A site that does not name its lanes has several flows under one name: the first goes with the first speed.
            nth = seen[one.lane, one.kind] = seen.get((one.lane, one.kind), 0) + 1
            totals.setdefault((one.lane, nth), [None, None])[one.kind == SPEED] = one.index
    return [(flow, speed) for flow, speed in totals.values()]


def _place(site: Site, point: tuple[float, float], lanes: Lanes) -> Record:
    try:
        place = Place(
            id=f"ndw:{site.id}",
            title=site.title or site.id,
            kind=PlaceKind.ROAD,
            lon=point[0],
            lat=point[1],
            lanes=site.lanes or None,
        )
    except ValueError as error:
        raise SourceFormatError(ID, str(error)) from error
    body: dict[str, Any] = {"title": place.title, "kind": place.kind.value, "lon": place.lon, "lat": place.lat}
    return Record(id=place.id, body=body | {"lanes": place.lanes, "measures": [list(lane) for lane in lanes]})


def _moment(text: str, whose: str) -> datetime:
    try:
        return utc(text)
    except ValueError as error:
        raise SourceFormatError(ID, f"{whose} has no time with an offset: {text!r}") from error


SOURCE = Source(
    id=ID,
    title="Intensiteit en snelheid op de weg (NDW, elke minuut)",
    url="https://opendata.ndw.nu/snelheden_en_intensiteiten_meetgegevens.xml.gz",
    further={"https://opendata.ndw.nu/configuratie_meetlocaties.xml.gz": timedelta(hours=24)},
    licence="CC0-1.0",
    attribution="NDW",
    purpose="Zien hoe druk de wegen in en om de stad zijn.",
    legal_ground="Open data van overheden; tellingen per wegdoorsnede, geen persoonsgegevens.",
    retention_days=1095,
    every=timedelta(seconds=60),
    max_age=timedelta(minutes=10),
    yields=frozenset({"flow_veh_h", "speed_kmh", "record:place"}),
    parse=parse,
    parse_with=parse_with,
)
