"""DATEX II: reading a national feed against a bare lxml walk of the same bytes. Goal: at most 2 times as long.

    python benchmarks/datex2_parse.py [sites]

The peer opens the same gzipped bytes with `lxml.etree.iterparse`, waits for the same elements, touches tag, text and
attributes of the same nodes below them and empties them; it makes no table, checks nothing and keeps nothing. Both
run in turn, five times, in processes of their own for the memory; the ratio is of the medians.
"""

import gzip
import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from sources.datex2_feed import data, table, write_gzipped
from stadsbeeld.connect.datex2 import COM, LOC, ROA
from stadsbeeld.sources.ndw_traffic import parse

TOUCHED = {
    "siteMeasurements": (
        *(f"{ROA}{name}" for name in ("measurementSiteReference", "physicalQuantity", "vehicleFlow", "timeValue")),
        *(f"{ROA}{name}" for name in ("averageVehicleSpeed",)),
        *(f"{COM}{name}" for name in ("vehicleFlowRate", "speed", "dataError")),
    ),
    "measurementSite": (
        *(f"{ROA}{name}" for name in ("measurementSiteName", "measurementSiteNumberOfLanes", "specificLane")),
        *(f"{ROA}{name}" for name in ("measurementSpecificCharacteristics", "specificMeasurementValueType")),
        *(f"{COM}{name}" for name in ("value", "vehicleType", "laneNumber")),
        *(f"{LOC}{name}" for name in ("pointCoordinates", "latitude", "longitude")),
    ),
}


def bare(raw: bytes, outer: str) -> int:
    touched = 0
    for _, element in etree.iterparse(gzip.GzipFile(fileobj=io.BytesIO(raw)), tag=f"{ROA}{outer}"):
        for node in element.iter(*TOUCHED[outer]):
            touched += (node.tag, node.text, node.get("id"), node.get("index")) is not None
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return touched


def run_once(what: str, path: str, outer: str) -> None:
    """Prints seconds and the peak of memory (MB) of this process."""
    raw = Path(path).read_bytes()
    start = time.perf_counter()
    if what == "bare":
        bare(raw, outer)
    else:
        parse(raw)
    seconds = time.perf_counter() - start
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(seconds, int(peak.split()[1]) / 1024)


def measured(what: str, path: Path, outer: str) -> tuple[float, float]:
    command = [sys.executable, __file__, "--once", what, str(path), outer]
    seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(memory)


def main(sites: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for outer, parts in (("siteMeasurements", data(sites)), ("measurementSite", table(sites))):
            path = Path(folder) / f"{outer}.xml.gz"
            write_gzipped(path, parts)
            with gzip.open(path) as file:
                size = sum(len(piece) for piece in iter(lambda f=file: f.read(1 << 20), b""))
            turns = [(measured("bare", path, outer), measured("parse", path, outer)) for _ in range(5)]
            walk, read = (median(turn[side][0] for turn in turns) for side in (0, 1))
            memory = max(turn[1][1] for turn in turns)
            print(
                f"{outer}: {sites} sites, {size / 1e6:.0f} MB of XML: bare walk {walk:.2f} s, parse {read:.2f} s, "
                f"ratio {read / walk:.2f} (goal 2.00), peak memory {memory:.0f} MB (goal 300)"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        run_once(*sys.argv[2:5])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
