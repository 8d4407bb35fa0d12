"""In which areas a point lies. Pure; an area's border belongs to it."""

from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from shapely.geometry import shape


class AreaIndex:
    """Areas in a search tree: finding those around a point does not walk all of them.

    `areas` are pairs of an id and a GeoJSON geometry in WGS84 degrees; polygons that cross themselves are mended.
    Degrees are fine for containment: within a city the sphere is flat enough.
    """

    def __init__(self, areas: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        pairs = [(id, shapely.make_valid(shape(geometry))) for id, geometry in areas]
        self._ids = [id for id, _ in pairs]
        self._shapes = [geometry for _, geometry in pairs]
        shapely.prepare(self._shapes)
        self._tree = shapely.STRtree(self._shapes)

    def __len__(self) -> int:
        return len(self._ids)

    def around(self, lon: float, lat: float) -> list[str]:
        """Ids of the areas that hold the point, in the order in which they were given; none outside all."""
        point = shapely.Point(lon, lat)
        return [self._ids[i] for i in sorted(self._tree.query(point, predicate="intersects").tolist())]
