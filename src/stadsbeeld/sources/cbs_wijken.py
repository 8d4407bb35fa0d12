"""Boundaries of gemeenten and wijken in WGS84, with figures, as GeoJSON of CBS and Kadaster (may be gzipped).

A FeatureCollection; its `metadata` tells `type` (`gemeenten` or `wijken`), `year` (the vintage of the boundaries and
figures) and `count`. Properties: `gemeentecode`, `gemeentenaam`, for wijken `wijkcode` and `wijknaam`, and figures
under the names of `connect.cbs_columns`; others are left alone.

Counts of a wijk are rounded to 5. People of unknown address are counted in the gemeente only, so wijken never add up
to it. A wijk without people (water) has no figures; where 1 to 50 live their ages are withheld, which is marked as
secret. `GM0998` Buitenland is no gemeente, and it and its wijk are left out.
"""

from datetime import timedelta
from typing import Any

import orjson
import polars as pl

from stadsbeeld.connect.cbs_columns import ABROAD, COLUMNS, INHABITANTS, YEAR_COLUMNS
from stadsbeeld.connect.heading import FIRST_YEAR, LAST_YEAR, expanded
from stadsbeeld.connect.source import Source
from stadsbeeld.connect.yearly import areas, figure_rows, figures, yields_of
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.areas import SCHEMA, Areas
from stadsbeeld.frames.figures import Figures

ID = "cbs_wijken"
# By the type in the metadata: kind of area, property of its code, property of its name.
KINDS = {"gemeenten": ("gemeente", "gemeentecode", "gemeentenaam"), "wijken": ("wijk", "wijkcode", "wijknaam")}


def parse(raw: bytes) -> Areas:
    """One area for each feature, with its figures. A wijk has its gemeente as parent. Raises SourceFormatError."""
    kind, year, features = _features(expanded(ID, raw))
    kept = [(number, feature) for number, feature in features if feature["properties"].get("gemeentecode") != ABROAD]
    if not kept:
        raise SourceFormatError(ID, "there are no areas")
    rows = [_area(feature, kind, year, number) for number, feature in kept]
    told = _figures([feature["properties"] for _, feature in kept], [row["area"] for row in rows], year)
    return areas(ID, pl.DataFrame(rows, schema=SCHEMA), told)


def _features(text: bytes) -> tuple[str, int, list[tuple[int, dict[str, Any]]]]:
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise SourceFormatError(ID, f"this is not JSON: {error}") from error
    about = told.get("metadata") if isinstance(told, dict) else None
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(about, dict) or not isinstance(features, list):
        raise SourceFormatError(ID, "this is not a FeatureCollection with metadata")
    kind, year = about.get("type"), about.get("year")
    if kind not in KINDS or type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        raise SourceFormatError(ID, f"the metadata tell no kind and year of areas: {kind!r}, {year!r}")
    if about.get("count") != len(features):
        raise SourceFormatError(ID, f"{about.get('count')!r} areas are announced and {len(features)} are there")
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise SourceFormatError(ID, "a feature with properties is expected", number)
    return kind, year, list(enumerate(features, start=1))


def _area(feature: dict[str, Any], kind: str, year: int, number: int) -> dict[str, Any]:
    one, code, name = KINDS[kind]
    told = feature["properties"]
    parent = None if one == "gemeente" else told.get("gemeentecode")
    texts = [told.get(code), told.get(name), *([] if one == "gemeente" else [parent])]
    if not all(isinstance(text, str) and text for text in texts):
        raise SourceFormatError(ID, f"{code}, {name} or the gemeente is not told", number)
    geometry = feature.get("geometry")
    try:
        shape = None if geometry is None else orjson.dumps(geometry).decode()
    except (orjson.JSONEncodeError, UnicodeDecodeError) as error:
        raise SourceFormatError(ID, "the boundary cannot be written as JSON", number) from error
    return {
        "area": texts[0],
        "kind": one,
        "name": texts[1],
        "parent": parent,
        "year": year,
        "geometry": shape,
    }


def _figures(properties: list[dict[str, Any]], codes: list[str], year: int) -> Figures:
    names = sorted({name for row in properties for name in row if name in COLUMNS or name in YEAR_COLUMNS})
    for name in names:
        for row in properties:
            if (value := row.get(name)) is not None and type(value) not in (int, float):
                raise SourceFormatError(ID, f"{name} is not a number: {value!r}")
    if not names:
        return Figures.empty()
    if lacking := {COLUMNS[name].year for name in names if name in COLUMNS} - {None, *names}:
        raise SourceFormatError(ID, f"the properties {sorted(map(str, lacking))} that tell a year are not there")
    wide = pl.DataFrame(
        {name: [None if (value := row.get(name)) is None else float(value) for row in properties] for name in names},
        schema=dict.fromkeys(names, pl.Float64),
    ).with_columns(pl.Series("area", codes, dtype=pl.String))
    if INHABITANTS not in wide:
        wide = wide.with_columns(pl.lit(None, dtype=pl.Float64).alias(INHABITANTS))
    kept = {name: column for name, column in COLUMNS.items() if name in names}
    return figures(ID, figure_rows(ID, wide, kept, year, INHABITANTS))


SOURCE = Source(
    id=ID,
    title="Gemeenten en wijken met kerncijfers (CBS en Kadaster)",
    url="https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data/wijk-en-buurtkaart-2024",
    licence="CC-BY-4.0",
    attribution="Centraal Bureau voor de Statistiek (CBS) en Kadaster",
    purpose="Geld van een gemeente over haar wijken verdelen en op de kaart tonen.",
    legal_ground="Open data van de overheid; cijfers per wijk, kleine aantallen zijn weggelaten door CBS.",
    retention_days=3650,
    every=timedelta(days=90),
    max_age=timedelta(days=800),
    yields=yields_of(COLUMNS.values()) | {"areas"},
    parse=parse,
)
