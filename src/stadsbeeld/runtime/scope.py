"""A national source brings the whole country: of one that tells its own places, a city keeps what lies within it."""

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any

import polars as pl

from stadsbeeld.connect.source import Source, Table
from stadsbeeld.frames.observations import Observations
from stadsbeeld.frames.records import Records

TELLS_PLACES = "record:place"


class Scope:
    """Narrows what a source gives to the bounds of the city (west, south, east, north, WGS84 degrees).

    Only sources that yield places are narrowed: places outside the bounds fall away, and so do observations of
    places that are not known. The raw bytes stay whole, so a city that grows can read them again.
    """

    def __init__(
        self,
        bounds: tuple[float, float, float, float],
        known: Mapping[str, Mapping[str, Any]],
        zone: tzinfo = UTC,
    ) -> None:
        """`known` are the places that are known at start: id → body of the record. `zone` is the city's."""
        self._zone = zone
        self._west, self._south, self._east, self._north = bounds
        self._known = dict(known)

    def read(self, source: Source, raw: bytes) -> Table:
        """What the source gave, narrowed. Raises SourceFormatError."""
        table = self._table(source, raw)
        if TELLS_PLACES not in source.yields:
            return table
        if isinstance(table, Records):
            return self._places(table) if table.kind == "place" else table
        if not isinstance(table, Observations):
            return table  # tables of a year stay whole: a city is compared with the others
        return Observations(table.frame.filter(pl.col("place").is_in(sorted(self._known))))

    def _table(self, source: Source, raw: bytes) -> Table:
        if source.parse_with is not None:
            return source.parse_with(raw, self._known)
        return source.parse(raw) if source.parse_in is None else source.parse_in(raw, self._zone)

    def _places(self, table: Records) -> Records:
        inside = [
            row
            for row in table.rows
            if self._west <= row.body["lon"] <= self._east and self._south <= row.body["lat"] <= self._north
        ]
        # A new mapping, not a changed one: another thread may be reading with the old one.
        self._known = {**self._known, **{row.id: row.body for row in inside}}
        return Records.of(table.kind, inside)
