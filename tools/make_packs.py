"""Make the two city packs from a folder of open data: `python tools/make_packs.py <data folder>`.

The folder holds the published files (see NOTICE.md in each pack). The same files give the same packs, byte for byte.
"""

import gzip
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import polars as pl
from pack_figures import CLS, LANES_AT_MOST, LIMIT, ROADS, width_m
from pack_titles import is_code, is_link, is_motorway, title_and_street, told_apart
from shapely.geometry import Point, shape

PACKS = Path(__file__).parents[1] / "src" / "stadsbeeld" / "packs"
COLUMNS = [
    *("id", "title", "kind", "lon", "lat", "lanes", "road_class", "street", "width_m", "width_source"),
    *("capacity_h", "capacity_source", "free_speed_kmh", "free_speed_source", "doubt", "areas"),
]

Area = dict[str, Any]


def rotterdam_areas(data: Path) -> list[Area]:
    """Features with id, title and level: the gemeente, 21 gebieden, 91 buurten."""

    def of(file: str, id_of: Any, title_of: Any, level: str) -> list[Area]:
        features = json.loads((data / "rotterdam" / file).read_text())["features"]
        return [
            {
                "type": "Feature",
                "properties": {"id": id_of(f["properties"]), "title": title_of(f["properties"]), "level": level},
                "geometry": f["geometry"],
            }
            for f in features
        ]

    return [
        *of("gemeente_wgs84.geojson", lambda p: "GM0599", lambda p: "Rotterdam", "gemeente"),
        *of("gebieden_wgs84.geojson", lambda p: f"gebied-{p['TEKST']}", lambda p: p["GEBDNAAM"], "gebied"),
        *of("buurten_wgs84.geojson", lambda p: f"BU0599{p['TEKST']}", lambda p: p["BUURTNAAM"], "buurt"),
    ]


def neighbours(data: Path) -> list[tuple[str, Any]]:
    """(name, polygon) of every gemeente, to tell apart what lies outside the city."""
    raw = gzip.decompress((data / "boundaries" / "gemeenten_2024.geojson.gz").read_bytes())
    return [
        (str(f["properties"]["gemeentenaam"]), shape(f["geometry"]))
        for f in json.loads(raw)["features"]
        if f["geometry"]
    ]


def containing(areas: list[Area], lon: float, lat: float) -> list[Area]:
    return [a for a in areas if a["shape"].covers(Point(lon, lat))]


def road_class(name: str, cls: int) -> str:
    if is_motorway(name):
        return "motorway-link" if is_link(name) else "motorway"
    return "provincial" if name.startswith("N") and name[1:4].isdigit() else CLS[cls]


def station_row(row: dict[str, Any], inside: list[Area], gemeente: str) -> dict[str, Any]:
    title, street = title_and_street(row["name"])
    buurt = next((a["properties"]["title"] for a in inside if a["properties"]["level"] == "buurt"), "")
    where = buurt or (gemeente if gemeente != "Rotterdam" else "Rotterdam")
    if is_code(row["name"]):
        title = f"Meetpunt {where}"
    kind = road_class(row["name"], row["cls"])
    speed, lane_h, source = ROADS[kind]
    doubt = row["lanes"] > LANES_AT_MOST
    return {
        "id": f"station-{row['station']:04d}",
        "title": title,
        "where": where,
        "gemeente": gemeente,
        "kind": "road",
        "lon": row["lon"],
        "lat": row["lat"],
        "lanes": row["lanes"],
        "road_class": kind,
        "street": street,
        "capacity_h": None if doubt else lane_h * row["lanes"],
        "capacity_source": None if doubt else source,
        "free_speed_kmh": speed,
        "free_speed_source": LIMIT,
        "doubt": "too-many-lanes" if doubt else None,
        "areas": ";".join(a["properties"]["id"] for a in inside),
    }


def streets_apart(rows: list[dict[str, Any]]) -> None:
    """A street name that occurs in several gemeenten is several streets; a numbered road is one."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["street"]:
            found.setdefault(row["street"], set()).add(row["gemeente"])
    for row in rows:
        street = row["street"]
        numbered = street and street[0] in "AN" and street[1:].isdigit()
        if street and not numbered and len(found[street]) > 1:
            row["street"] = f"{street} ({row['gemeente']})"


def rotterdam(data: Path, pack: Path) -> None:
    pack.mkdir(parents=True, exist_ok=True)
    areas = rotterdam_areas(data)
    write_areas(areas, pack)
    for area in areas:
        area["shape"] = shape(area["geometry"])
    gemeenten = neighbours(data)
    rows = []
    for row in pl.read_csv(data / "rotterdam" / "ndw_stations.csv").sort("station").to_dicts():
        inside = containing(areas, row["lon"], row["lat"])
        point = Point(row["lon"], row["lat"])
        gemeente = next((name for name, polygon in gemeenten if polygon.covers(point)), "")
        rows.append(station_row(row, inside, "Rotterdam" if inside else gemeente))
    streets_apart(rows)
    titles = told_apart([row["title"] for row in rows], [row["where"] for row in rows])
    for row, title in zip(rows, titles, strict=True):
        row["title"] = title
    rows.append(
        {
            "id": "conditions",
            "title": "Weer, water en lucht in Rotterdam",
            "kind": "measuring-station",
            "lon": 4.48,
            "lat": 51.92,
            "areas": ";".join(a["properties"]["id"] for a in containing(areas, 4.48, 51.92)),
        }
    )
    write_places(rows, pack)
    folder = data / "rotterdam"
    for file, name in (
        ("ndw_5min_2026-08-20_22.parquet", "ndw_archive.parquet"),
        ("city_5min_2026-08-20_22.csv", "city_conditions.csv"),
        ("incidents_2026-08-20_22.json", "road_incidents.json"),
        ("streets.parquet", "streets.parquet"),
    ):
        shutil.copyfile(folder / file, pack / name)


def melbourne(data: Path, pack: Path) -> None:
    pack.mkdir(parents=True, exist_ok=True)
    # In the order of time the counters of an hour stand together: two thirds of the size of the published order.
    counts = pl.read_parquet(data / "melbourne" / "hourly_2012-01_2014-06.parquet").sort("timestamp", "sensor")
    file = pack / "melbourne_pedestrians.parquet"
    counts.write_parquet(file, compression="zstd", compression_level=19)
    known = [int(sensor) for sensor in counts["sensor"].drop_nulls().unique()]
    counters = pl.read_csv(data / "melbourne" / "sensor_locations.csv").sort("Sensor ID")
    rows = []
    for row in counters.filter(pl.col("Sensor ID").is_in(known)).to_dicts():
        width, source = width_m(row["Sensor ID"])
        rows.append(
            {
                "id": f"counter-{row['Sensor ID']:02d}",
                "title": row["Sensor Description"],
                "kind": "walkway",
                "lon": round(row["Longitude"], 6),
                "lat": round(row["Latitude"], 6),
                "width_m": width,
                "width_source": source,
            }
        )
    write_places(rows, pack)


def write_places(rows: list[dict[str, Any]], pack: Path) -> None:
    table = [{name: row.get(name) for name in COLUMNS} for row in rows]
    pl.DataFrame(table, infer_schema_length=None).write_csv(pack / "places.csv")


def write_areas(areas: list[Area], pack: Path) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": areas}, ensure_ascii=False, separators=(",", ":"))
    (pack / "areas.geojson.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    rotterdam(Path(sys.argv[1]), PACKS / "rotterdam")
    melbourne(Path(sys.argv[1]), PACKS / "melbourne")
    for file in sorted(PACKS.rglob("*")):
        if file.is_file():
            print(f"{file.stat().st_size:>10}  {file.relative_to(PACKS)}")
