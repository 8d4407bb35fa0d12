"""DATEX II v3 road traffic data (Dutch profile): what stands in the elements, before it means anything.

Two publications, both as XML or gzipped XML in a `messageContainer`: the *site table* says what each index of a
site stands for, the *measured data* gives a value for each index. Texts only; the meaning is the source's.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from stadsbeeld.connect.xml import elements
from stadsbeeld.domain.errors import SourceFormatError

ROA = "{http://datex2.eu/schema/3/roadTrafficData}"
COM = "{http://datex2.eu/schema/3/common}"
LOC = "{http://datex2.eu/schema/3/locationReferencing}"
SITE_DATA, SITE = f"{ROA}siteMeasurements", f"{ROA}measurementSite"
FLOW, SPEED = "flow", "speed"
NO_DATA = -1.0

_REFERENCE, _INDEXED = f"{ROA}measurementSiteReference", f"{ROA}physicalQuantity"
_VALUE = {f"{ROA}vehicleFlow": FLOW, f"{ROA}averageVehicleSpeed": SPEED}
_NUMBER = frozenset({f"{COM}vehicleFlowRate", f"{COM}speed"})
_ERROR, _TIME = f"{COM}dataError", f"{ROA}timeValue"
_WANTED = (_REFERENCE, _INDEXED, *_VALUE, *_NUMBER, _ERROR, _TIME)

_CHARACTERISTIC, _TYPE = f"{ROA}measurementSpecificCharacteristics", f"{ROA}specificMeasurementValueType"
_VEHICLE, _LANE = f"{COM}vehicleType", f"{ROA}specificLane"
_NAME, _TEXT, _LANES = f"{ROA}measurementSiteName", f"{COM}value", f"{ROA}measurementSiteNumberOfLanes"
_KINDS = {"trafficFlow": FLOW, "trafficSpeed": SPEED}
_OF_INDEX = frozenset({_TYPE, _VEHICLE, _LANE})
_POINTS = (f"{LOC}pointCoordinates", f"{LOC}coordinatesForDisplay")
_OF_POINT = (f"{LOC}longitude", f"{LOC}latitude")
_SITE_WANTED = (_CHARACTERISTIC, *_OF_INDEX, _NAME, _TEXT, _LANES, *_POINTS, *_OF_POINT)


@dataclass(slots=True)
class Measured:
    """One value of one site. `value` is in veh/h or km/h; None for −1, a data error, a speed that rests on no
    vehicle (`numberOfInputValuesUsed="0"`), or where there is no number at all."""

    index: int
    kind: str
    value: float | None = None
    erroneous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteData:
    """The flows and speeds of a site in the order of the document; `start` as it was written."""

    id: str
    start: str
    measured: list[Measured]


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """What an index stands for. `total`: it counts every vehicle, not one class of them. `lane` as it was written."""

    index: int
    kind: str
    lane: str
    total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site of the table. `point` is (lon, lat) in WGS84; None where it has none (travel times: along a line)."""

    id: str
    title: str | None
    lanes: int | None
    point: tuple[float, float] | None
    characteristics: tuple[Characteristic, ...]


def publication(source: str, raw: bytes) -> Iterator[SiteData | Site]:
    """Every site of one publication. Raises SourceFormatError, also where it holds none, or both kinds."""
    first = None
    for element in elements(source, raw, [SITE_DATA, SITE]):
        first = first or element.tag
        if element.tag != first:
            raise SourceFormatError(source, "a site table and measured data stand in one answer")
        yield _site_data(source, element) if first == SITE_DATA else _site(source, element)
    if first is None:
        raise SourceFormatError(source, "there are no sites")


def _site_data(source: str, element: etree._Element) -> SiteData:
    site, start = "", ""
    index: int | None = None
    current: Measured | None = None
    measured: list[Measured] = []
    for node in element.iter(*_WANTED):
        tag = node.tag
        if tag in _VALUE:
            if index is None:
                raise SourceFormatError(source, f"site {site!r} has a value without an index")
            current = Measured(index, _VALUE[tag])
            current.erroneous = current.kind == SPEED and node.get("numberOfInputValuesUsed") == "0"
            measured.append(current)
            index = None
        elif tag in _NUMBER:
            if current is not None:
                current.value = number(source, site, node.text)
        elif tag == _INDEXED:
            if (told := node.get("index")) is not None:
                index, current = _whole(source, site, told), None
        elif tag == _REFERENCE:
            site = node.get("id") or ""
        elif tag == _TIME:
            start = node.text or ""
        elif current is not None:
            current.erroneous |= node.text in ("true", "1")
    for item in measured:
        if item.erroneous or item.value == NO_DATA:
            item.value = None
    return SiteData(id=site, start=start.strip(), measured=measured)


def _site(source: str, element: etree._Element) -> Site:
    """One walk over the wanted nodes in the order of the document: a search for each would take twice as long."""
    site = element.get("id") or ""
    indexed: list[dict[str, etree._Element]] = []
    points: dict[str, dict[str, str | None]] = {}
    texts: dict[str, str] = {}
    within = ""
    for node in element.iter(*_SITE_WANTED):
        tag = node.tag
        if tag == _CHARACTERISTIC:
            # The same name twice, one inside the other; only the outer one has an index.
            if node.get("index") is not None:
                indexed.append({tag: node})
        elif tag in _OF_INDEX:
            if indexed:
                indexed[-1].setdefault(tag, node)
        elif tag in _OF_POINT:
            if within in points:
                points[within].setdefault(tag, node.text)
        elif tag in _POINTS:
            within = tag
            points.setdefault(tag, {})
        elif tag == _NAME:
            within = tag
        elif tag == _LANES or within == _NAME:
            texts.setdefault(tag, node.text or "")
    lanes = texts.get(_LANES)
    return Site(
        id=site,
        title=texts.get(_TEXT, "").strip() or None,
        lanes=None if lanes is None else _whole(source, site, lanes),
        point=_point(source, site, points),
        characteristics=tuple(_characteristics(source, site, indexed)),
    )


def _point(source: str, site: str, points: dict[str, dict[str, str | None]]) -> tuple[float, float] | None:
    """Where it is measured; else where the publisher would show it."""
    for tag in _POINTS:
        if tag in points:
            lon, lat = (number(source, site, points[tag].get(axis)) for axis in _OF_POINT)
            return lon, lat
    return None


def _characteristics(source: str, site: str, indexed: list[dict[str, etree._Element]]) -> Iterator[Characteristic]:
    """What is a flow or a speed; anything else an index may stand for is left out."""
    for nodes in indexed:
        kind = _KINDS.get(nodes[_TYPE].text or "") if _TYPE in nodes else None
        if kind is not None:
            yield Characteristic(
                index=_whole(source, site, nodes[_CHARACTERISTIC].get("index") or ""),
                kind=kind,
                lane="".join(str(text) for text in nodes[_LANE].itertext()).strip() if _LANE in nodes else "",
                total=_VEHICLE in nodes and nodes[_VEHICLE].text == "anyVehicle",
            )


def number(source: str, site: str, text: str | None) -> float:
    """A finite number as XML Schema writes it. Raises SourceFormatError."""
    try:
        value = float(text or "")
    except ValueError as error:
        raise SourceFormatError(source, f"site {site!r} has {text!r} where a number is expected") from error
    if not math.isfinite(value) or "_" in (text or ""):
        raise SourceFormatError(source, f"site {site!r} has {text!r} where a number is expected")
    return value


def _whole(source: str, site: str, text: str) -> int:
    if not (text.isascii() and text.strip().isdigit() and len(text) < 10):
        raise SourceFormatError(source, f"site {site!r} has {text!r} where a whole number is expected")
    return int(text)
