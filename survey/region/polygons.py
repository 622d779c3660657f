"""The area of a municipality as GeoJSON writes it: polygons, each a list of rings of [longitude, latitude]."""

from typing import TypeAlias

import shapely

Position: TypeAlias = list[float]
Polygons: TypeAlias = list[list[list[Position]]]


def multipolygon(polygons: Polygons) -> shapely.MultiPolygon:
    """The first ring of each polygon is the outer one, the others are holes."""
    return shapely.MultiPolygon([(outer, holes) for outer, *holes in polygons])
