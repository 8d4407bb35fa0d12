"""Made feeds in the shape of NDW's DATEX II v3, of any number of sites: for tests of memory and the benchmark."""

import gzip
from collections.abc import Iterator
from pathlib import Path

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<mc:messageContainer xmlns:mc="http://datex2.eu/schema/3/messageContainer"'
    ' xmlns:roa="http://datex2.eu/schema/3/roadTrafficData" xmlns:com="http://datex2.eu/schema/3/common"'
    ' xmlns:loc="http://datex2.eu/schema/3/locationReferencing" modelBaseVersion="3">\n'
    '<mc:payload xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="roa:{kind}" lang="nl">\n'
    "<com:publicationTime>2026-10-01T18:58:00Z</com:publicationTime>\n"
)
TAIL = "</mc:payload>\n</mc:messageContainer>\n"
INDEX = (
    '  <roa:physicalQuantity index="{index}"><roa:physicalQuantity xsi:type="roa:SinglePhysicalQuantity">'
    '<roa:basicData xsi:type="roa:{kind}">{value}</roa:basicData></roa:physicalQuantity></roa:physicalQuantity>\n'
)
FLOW = '<roa:vehicleFlow accuracy="0.0"><com:vehicleFlowRate>{}</com:vehicleFlowRate></roa:vehicleFlow>'
SPEED = '<roa:averageVehicleSpeed accuracy="0.0"><com:speed>{}</com:speed></roa:averageVehicleSpeed>'
CHARACTERISTIC = (
    '  <roa:measurementSpecificCharacteristics index="{index}"><roa:measurementSpecificCharacteristics>'
    "<roa:accuracy>95</roa:accuracy><roa:period>60</roa:period>"
    "<roa:specificMeasurementValueType>{kind}</roa:specificMeasurementValueType>"
    "<roa:specificVehicleCharacteristics>{vehicle}</roa:specificVehicleCharacteristics>"
    "<roa:specificLane><com:laneNumber>{lane}</com:laneNumber></roa:specificLane>"
    "</roa:measurementSpecificCharacteristics></roa:measurementSpecificCharacteristics>\n"
)


def lanes_of(site: int) -> int:
    return 1 + site % 4


def data(sites: int) -> Iterator[str]:
    """Measured data: 1 to 4 lanes a site, flow and speed in turn, every seventh site empty."""
    yield HEAD.format(kind="MeasuredDataPublication")
    for site in range(sites):
        yield "<roa:siteMeasurements>\n"
        yield f'  <roa:measurementSiteReference targetClass="roa:MeasurementSite" id="MADE_{site:06d}" version="7"/>\n'
        for lane in range(lanes_of(site)):
            flow = 0 if site % 7 == 0 else 60 * (1 + (site + lane) % 30)
            speed = "-1.0" if flow == 0 else f"{50 + (site + 7 * lane) % 80}.0"
            yield INDEX.format(index=2 * lane + 1, kind="TrafficFlow", value=FLOW.format(flow))
            yield INDEX.format(index=2 * lane + 2, kind="TrafficSpeed", value=SPEED.format(speed))
        yield "  <roa:measurementTimeDefault><roa:timeValue>2026-10-01T18:55:00Z</roa:timeValue>"
        yield "</roa:measurementTimeDefault>\n</roa:siteMeasurements>\n"
    yield TAIL


def table(sites: int) -> Iterator[str]:
    """The site table that goes with it, with three length classes beside the total of each lane."""
    yield HEAD.format(kind="MeasurementSiteTablePublication")
    yield '<roa:measurementSiteTable id="MADE1_table" version="last">\n'
    for site in range(sites):
        yield f'<roa:measurementSite id="MADE_{site:06d}" version="7">\n'
        yield "  <roa:measurementEquipmentTypeUsed><com:values><com:value>lus</com:value></com:values>"
        yield "</roa:measurementEquipmentTypeUsed>\n"
        yield f'  <roa:measurementSiteName><com:values><com:value lang="nl">Weg {site}</com:value></com:values>'
        yield f"</roa:measurementSiteName>\n  <roa:measurementSiteNumberOfLanes>{lanes_of(site)}"
        yield "</roa:measurementSiteNumberOfLanes>\n"
        for lane in range(lanes_of(site)):
            total = "<com:vehicleType>anyVehicle</com:vehicleType>"
            for offset, kind in ((1, "trafficFlow"), (2, "trafficSpeed")):
                yield CHARACTERISTIC.format(index=2 * lane + offset, kind=kind, vehicle=total, lane=lane + 1)
            for number in range(3):
                length = f"<com:lengthCharacteristic><com:vehicleLength>{5.6 + number}</com:vehicleLength>"
                vehicle = f"{length}</com:lengthCharacteristic>"
                index = 100 + 10 * lane + number
                yield CHARACTERISTIC.format(index=index, kind="trafficFlow", vehicle=vehicle, lane=lane + 1)
        yield '  <roa:measurementSiteLocation xsi:type="loc:PointLocation">'
        yield "<loc:pointByCoordinates><loc:pointCoordinates>"
        yield f"<loc:latitude>{51 + site / 1e5:.5f}</loc:latitude><loc:longitude>{4 + site / 1e5:.5f}</loc:longitude>"
        yield "</loc:pointCoordinates></loc:pointByCoordinates></roa:measurementSiteLocation>\n</roa:measurementSite>\n"
    yield "</roa:measurementSiteTable>\n"
    yield TAIL


def write_gzipped(path: Path, parts: Iterator[str]) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        for part in parts:
            file.write(part.encode())
