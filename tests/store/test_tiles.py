"""Tiles decoded by a reader of their own, written from the published format: what is drawn is what lies there."""

import gzip
import json
import math
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stadsbeeld.domain.errors import NotFoundError, StoreDamagedError
from stadsbeeld.store.tiles import Tiles

ERASMUSBRUG = [(4.4845, 51.9115), (4.4868, 51.9087)]
SQUARE = [[4.47, 51.91], [4.50, 51.91], [4.50, 51.93], [4.47, 51.93], [4.47, 51.91]]


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def fields(data: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
            yield key >> 3, value
        elif key & 7 == 2:
            size, at = varint(data, at)
            yield key >> 3, data[at : at + size]
            at += size
        else:
            size = 8 if key & 7 == 1 else 4
            yield key >> 3, struct.unpack("<d" if size == 8 else "<f", data[at : at + size])[0]
            at += size


def packed(data: bytes) -> list[int]:
    at, numbers = 0, []
    while at < len(data):
        number, at = varint(data, at)
        numbers.append(number)
    return numbers


def points(commands: list[int]) -> list[tuple[int, int]]:
    x = y = at = 0
    found = []
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == 7:
            continue
        for _ in range(count):
            dx, dy = ((n >> 1) ^ -(n & 1) for n in commands[at : at + 2])
            x, y, at = x + dx, y + dy, at + 2
            found.append((x, y))
    return found


def decoded(tile: bytes) -> dict[str, list[tuple[dict[str, Any], list[tuple[int, int]]]]]:
    """Layer name → (properties, points in the tile) of each feature."""
    layers = {}
    for number, layer in fields(tile):
        assert number == 3
        parts = list(fields(layer))
        keys = [value.decode() for n, value in parts if n == 3]
        values: list[Any] = []
        for n, value in parts:
            if n == 4:
                kind, content = next(fields(value))
                values.append(content.decode() if kind == 1 else bool(content) if kind == 7 else content)
        features = []
        for n, value in parts:
            if n == 2:
                inner = dict(fields(value))
                tags = packed(inner[2])
                properties = {keys[k]: values[v] for k, v in zip(tags[::2], tags[1::2], strict=True)}
                features.append((properties, points(packed(inner[4]))))
        layers[dict(fields(layer))[1].decode()] = features
    return layers


def tile_of(lon: float, lat: float, z: int) -> tuple[int, int, float, float]:
    """(x, y, and where in the tile of 4096 units) by the published formula of slippy maps."""
    x = (lon + 180) / 360 * 2**z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**z
    return int(x), int(y), (x % 1) * 4096, (y % 1) * 4096


def written(folder: Path, ways: list[dict[str, Any]]) -> Path:
    path = folder / "streets.parquet"
    rows = [
        {"highway": way["highway"], "bridge": way.get("bridge", False), "tunnel": False}
        | {"lon": [lon for lon, _ in way["line"]], "lat": [lat for _, lat in way["line"]]}
        for way in ways
    ]
    pl.DataFrame(rows).with_columns(pl.col("highway").cast(pl.Categorical)).write_parquet(path)
    return path


def area(folder: Path, *, zipped: bool = True) -> Path:
    feature = {
        "type": "Feature",
        "properties": {"id": "BU05990118", "title": "Nieuwe Werk", "level": "buurt"},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    raw = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    path = folder / ("areas.geojson.gz" if zipped else "areas.geojson")
    path.write_bytes(gzip.compress(raw) if zipped else raw)
    return path


def test_a_street_lies_where_the_formula_of_slippy_maps_puts_it(tmp_path: Path) -> None:
    tiles = Tiles(written(tmp_path, [{"highway": "primary", "bridge": True, "line": ERASMUSBRUG}]), None, tmp_path)
    x, y, column, row = tile_of(*ERASMUSBRUG[0], 14)
    ((properties, line),) = decoded(tiles.tile(14, x, y))["streets"]
    assert properties == {"class": "primary", "bridge": True, "tunnel": False}
    assert math.dist(line[0], (column, row)) <= 1 or math.dist(line[-1], (column, row)) <= 1


def test_an_area_has_its_id_title_and_level_and_covers_the_tile_within_it(tmp_path: Path) -> None:
    tiles = Tiles(None, area(tmp_path), tmp_path)
    x, y, _, _ = tile_of(4.485, 51.92, 15)
    ((properties, ring),) = decoded(tiles.tile(15, x, y))["areas"]
    assert properties == {"id": "BU05990118", "title": "Nieuwe Werk", "level": "buurt"}
    assert {(min(4096, max(0, a)), min(4096, max(0, b))) for a, b in ring} == {
        (0, 0),
        (0, 4096),
        (4096, 0),
        (4096, 4096),
    }


@pytest.mark.parametrize(
    ("zoom", "drawn"),
    [
        (9, {"motorway"}),
        (10, {"motorway", "secondary"}),
        (12, {"motorway", "secondary", "tertiary", "residential"}),
        (14, {"motorway", "secondary", "tertiary", "residential", "footway"}),
    ],
)
def test_small_streets_wait_for_a_closer_look(tmp_path: Path, zoom: int, drawn: set[str]) -> None:
    classes = ["motorway", "secondary", "tertiary", "residential", "footway"]
    ways = [{"highway": name, "line": [(4.48, 51.92), (4.484, 51.921)]} for name in classes]
    tiles = Tiles(written(tmp_path, ways), None, tmp_path)
    x, y, _, _ = tile_of(4.481, 51.9202, zoom)
    assert {properties["class"] for properties, _ in decoded(tiles.tile(zoom, x, y))["streets"]} == drawn


def test_where_nothing_lies_there_are_no_bytes(tmp_path: Path) -> None:
    tiles = Tiles(written(tmp_path, [{"highway": "primary", "line": ERASMUSBRUG}]), area(tmp_path), tmp_path)
    assert tiles.tile(12, 0, 0) == b""
    assert Tiles(None, None, tmp_path).tile(12, 0, 0) == b""


@pytest.mark.parametrize(("z", "x", "y"), [(7, 0, 0), (17, 0, 0), (9, 512, 0), (9, 0, -1)])
def test_a_tile_that_cannot_be_is_not_found(tmp_path: Path, z: int, x: int, y: int) -> None:
    with pytest.raises(NotFoundError):
        Tiles(None, None, tmp_path).tile(z, x, y)


def test_a_kept_tile_is_given_again_and_other_files_make_other_tiles(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    x, y, _, _ = tile_of(*ERASMUSBRUG[0], 12)
    streets = written(tmp_path, [{"highway": "primary", "line": ERASMUSBRUG}])
    first = Tiles(streets, None, cache).tile(12, x, y)
    (kept,) = cache.rglob("*.mvt")
    kept.write_bytes(b"kept")
    assert Tiles(streets, None, cache).tile(12, x, y) == b"kept"
    streets = written(tmp_path, [{"highway": "trunk", "line": ERASMUSBRUG}])
    changed = Tiles(streets, None, cache).tile(12, x, y)
    assert changed not in (first, b"kept")
    assert list(cache.rglob("*.new")) == []


def test_a_map_is_still_drawn_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file where a folder should be")
    streets = written(tmp_path, [{"highway": "primary", "line": ERASMUSBRUG}])
    x, y, _, _ = tile_of(*ERASMUSBRUG[0], 12)
    assert decoded(Tiles(streets, None, tmp_path / "cache").tile(12, x, y))["streets"]


def test_many_at_once_get_the_same_bytes(tmp_path: Path) -> None:
    streets = written(tmp_path, [{"highway": "primary", "line": ERASMUSBRUG}])
    x, y, _, _ = tile_of(*ERASMUSBRUG[0], 13)
    tiles = Tiles(streets, area(tmp_path, zipped=False), tmp_path / "cache")
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: tiles.tile(13, x, y), range(24)))
    assert len(found) == 1
    assert set(decoded(found.pop())) == {"areas", "streets"}


@pytest.mark.parametrize("junk", [b"", b"<html>", b'{"features": [{}]}'])
def test_a_damaged_map_says_which_file(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "areas.geojson"
    path.write_bytes(junk)
    with pytest.raises(StoreDamagedError, match="city pack"):
        Tiles(None, path, tmp_path / "cache").tile(12, 0, 0)
