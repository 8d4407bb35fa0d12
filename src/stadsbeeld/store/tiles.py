"""Vector tiles of streets and areas, made from the files of a city pack. Nothing is fetched from anywhere.

Mapbox Vector Tiles, version 2, extent 4096, Web Mercator. Layer `streets`: `class`, `bridge`, `tunnel`. Layer `areas`:
`id`, `title`, `level` (gemeente, gebied, buurt).
"""

import contextlib
import gzip
import hashlib
import os
import tempfile
import threading
from pathlib import Path

import duckdb
import orjson

from stadsbeeld.domain.errors import NotFoundError, StoreDamagedError
from stadsbeeld.store.connection import extension_file, quoted

# Raised when the same files give other tiles than before: tiles that were kept are then made anew.
RECIPE = 1
MIN_ZOOM, MAX_ZOOM = 8, 16
EXTENT, BUFFER = 4096, 64
WORLD_M = 2 * 20_037_508.342789244
# The zoom from which a class of street is drawn.
CLASSES = {
    "motorway": 8,
    "trunk": 8,
    "primary": 8,
    "secondary": 10,
    "tertiary": 12,
    "residential": 12,
    "pedestrian": 13,
    "service": 14,
    "footway": 14,
    "cycleway": 14,
}
LEVELS = {"gemeente": 8, "gebied": 9, "buurt": 11}

# Straight sums instead of ST_Transform: the same projection, and ten times as fast for these lists.
STREETS = """
    CREATE TABLE streets AS
    SELECT *, ST_XMin(geom) AS west, ST_YMin(geom) AS south, ST_XMax(geom) AS east, ST_YMax(geom) AS north
    FROM (
        SELECT highway::VARCHAR AS class, bridge, tunnel, zooms.from_zoom,
            ST_MakeLine(list_transform(range(1, len(lon) + 1), i -> ST_Point(
                lon[i] * 20037508.342789244 / 180, ln(tan((90 + lat[i]) * pi() / 360)) * 6378137.0))) AS geom
        FROM read_parquet({file}) JOIN zooms ON zooms.name = highway::VARCHAR
        WHERE len(lon) >= 2
    )
    ORDER BY from_zoom, west, south
"""
AREAS = """
    CREATE TABLE areas AS
    SELECT *, ST_XMin(geom) AS west, ST_YMin(geom) AS south, ST_XMax(geom) AS east, ST_YMax(geom) AS north
    FROM (
        SELECT id, title, level, zooms.from_zoom,
            ST_Transform(ST_MakeValid(ST_GeomFromGeoJSON(geometry)), 'EPSG:4326', 'EPSG:3857', true) AS geom
        FROM told JOIN zooms ON zooms.name = level
    )
"""
# Streets of one class lie in one feature: their properties are written once.
STREETS_TILE = """
    SELECT count(*),
        ST_AsMVT({'geom': geom, 'class': class, 'bridge': bridge, 'tunnel': tunnel}, 'streets', 4096, 'geom')
    FROM (
        SELECT class, bridge, tunnel, ST_AsMVTGeom(ST_Simplify(ST_LineMerge(ST_Collect(list(geom))), $tolerance),
            ST_Extent(ST_MakeEnvelope($west, $south, $east, $north)), $extent, $buffer, true) AS geom
        FROM streets
        WHERE from_zoom <= $zoom AND west <= $east + $margin AND east >= $west - $margin
            AND south <= $north + $margin AND north >= $south - $margin
        GROUP BY class, bridge, tunnel
        ORDER BY class DESC, bridge, tunnel
    )
    WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom)
"""
AREAS_TILE = """
    SELECT count(*), ST_AsMVT({'geom': geom, 'id': id, 'title': title, 'level': level}, 'areas', 4096, 'geom')
    FROM (
        SELECT id, title, level, ST_AsMVTGeom(ST_SimplifyPreserveTopology(geom, $tolerance),
            ST_Extent(ST_MakeEnvelope($west, $south, $east, $north)), $extent, $buffer, true) AS geom
        FROM areas
        WHERE from_zoom <= $zoom AND west <= $east + $margin AND east >= $west - $margin
            AND south <= $north + $margin AND north >= $south - $margin
        ORDER BY id
    )
    WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom)
"""


class Tiles:
    """Tiles of one city pack. Safe from several threads.

    `streets` is a Parquet file of ways (`highway`, `bridge`, `tunnel`, `lon[]`, `lat[]` in degrees), `areas` a GeoJSON
    FeatureCollection, gzipped or not; either may be None. What was made is kept under `cache`, by a fingerprint
    of the files. Raises StoreDamagedError, at the first tile, for a file that cannot be read.
    """

    min_zoom, max_zoom = MIN_ZOOM, MAX_ZOOM

    def __init__(self, streets: Path | None, areas: Path | None, cache: Path) -> None:
        self._streets, self._areas, self._cache = streets, areas, cache
        self._opening = threading.Lock()
        self._root: duckdb.DuckDBPyConnection | None = None
        self._folder: Path | None = None

    def warm(self) -> None:
        """Read the files now (about a second), so that the first who looks does not wait for it."""
        self._cursor().close()

    def tile(self, z: int, x: int, y: int) -> bytes:
        """One tile; empty bytes where nothing lies in it. Raises NotFoundError for a tile that cannot be."""
        if not (MIN_ZOOM <= z <= MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
            raise NotFoundError("tile", f"{z}/{x}/{y}")
        kept = self._kept() / str(z) / str(x) / f"{y}.mvt"
        # A tile can always be made again: a cache that cannot be read or written must not take the map away.
        with contextlib.suppress(OSError):
            return kept.read_bytes()
        made = self._make(z, x, y)
        with contextlib.suppress(OSError):
            _keep(kept, made)
        return made

    def _make(self, z: int, x: int, y: int) -> bytes:
        width = WORLD_M / 2**z
        west, north = x * width - WORLD_M / 2, WORLD_M / 2 - y * width
        where = {
            "zoom": z,
            "west": west,
            "north": north,
            "east": west + width,
            "south": north - width,
            "margin": width * BUFFER / EXTENT,
            # A quarter of a pixel of a tile that is shown 512 pixels wide.
            "tolerance": width / 2048,
            "extent": EXTENT,
            "buffer": BUFFER,
        }
        with contextlib.closing(self._cursor()) as cursor:
            found = [cursor.execute(sql, where).fetchone() for sql in (AREAS_TILE, STREETS_TILE)]
        # A tile is its layers one after the other. A layer without features is left out.
        return b"".join(row[1] for row in found if row and row[0])

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._opening:
            if self._root is None:
                self._root = _read(self._streets, self._areas)
            return self._root.cursor()

    def _kept(self) -> Path:
        """The folder of the tiles of exactly these files."""
        if self._folder is None:
            digest = hashlib.sha256(str(RECIPE).encode())
            for path in (self._streets, self._areas):
                digest.update(path.read_bytes() if path else b"-")
            self._folder = self._cache / digest.hexdigest()[:16]
        return self._folder


def _read(streets: Path | None, areas: Path | None) -> duckdb.DuckDBPyConnection:
    """A database in memory with both tables; empty ones for what the pack lacks."""
    root = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    try:
        root.execute(f"LOAD {quoted(str(extension_file('spatial')))}")
        root.execute("CREATE TABLE zooms (name VARCHAR, from_zoom INTEGER)")
        root.executemany("INSERT INTO zooms VALUES (?, ?)", list((CLASSES | LEVELS).items()))
        _read_streets(root, streets)
        _read_areas(root, areas)
    except (duckdb.Error, OSError, orjson.JSONDecodeError, KeyError, gzip.BadGzipFile) as error:
        root.close()
        raise StoreDamagedError(
            f"the map of the city pack cannot be read: {error}", file=f"{streets or ''} {areas or ''}".strip()
        ) from error
    return root


def _read_streets(root: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    if path is not None:
        root.execute(STREETS.format(file=quoted(str(path))))
        return
    root.execute(
        "CREATE TABLE streets (class VARCHAR, bridge BOOLEAN, tunnel BOOLEAN, from_zoom INTEGER, geom GEOMETRY, "
        "west DOUBLE, south DOUBLE, east DOUBLE, north DOUBLE)"
    )


def _read_areas(root: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    root.execute("CREATE TABLE told (id VARCHAR, title VARCHAR, level VARCHAR, geometry VARCHAR)")
    if path is not None:
        raw = path.read_bytes()
        features = orjson.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)["features"]
        rows = [
            (*(feature["properties"][name] for name in ("id", "title", "level")), orjson.dumps(feature["geometry"]))
            for feature in features
        ]
        if rows:
            root.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", [(*row[:3], row[3].decode()) for row in rows])
    root.execute(AREAS)


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all: another process may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
