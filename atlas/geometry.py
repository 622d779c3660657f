"""Boundaries in longitude and latitude → lines in plane axes, ready for filled scatter traces. Pure.

A municipality may have holes and several parts: they stay in one line, separated by None. Outer rings run
counter-clockwise and holes clockwise, because SVG fills by winding number: a hole in the same sense would be filled.
"""

from collections.abc import Iterable
from math import cos, radians
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
import shapely

from atlas.columns import AGS, DISTRICT_AGS, POLYGONS, X, Y
from survey.region.polygons import Polygons, multipolygon

Coordinates: TypeAlias = list[int | None]
Line: TypeAlias = tuple[Coordinates, Coordinates]
Geometries: TypeAlias = np.ndarray[Any, np.dtype[np.object_]]

STEPS = 10_000  # of a degree of longitude: about seven metres each, finer than a screen shows
TOLERANCE = 20  # steps: bends smaller than a square of this side are left out, see shapely.coverage_simplify


class Shapes(NamedTuple):
    """What a map is drawn from; it changes with the register only, so it can be kept between pages.

    `outlines`: one row per municipality: `ags`, and the closed line around it as lists `x` and `y` of equal length
    with None between rings. Whole steps of 1/10,000 degree of longitude from the westernmost and the southernmost
    point; latitudes are divided by the cosine of the middle one so that both axes have one scale.
    `borders`: the lines around the districts, x and y with None between the pieces; each piece is drawn once.
    """

    outlines: pd.DataFrame
    borders: Line


def shapes(boundaries: pd.DataFrame, register: pd.DataFrame) -> Shapes:
    """Outlines and borders of the municipalities, simplified so that neighbours still share their edges.

    Needs: `boundaries` with `ags` and `polygons` (valid ones, each a list of rings of [lon, lat], the first ring the
    outer one); `register` with `ags` and `district_ags`.
    """
    areas = _areas(boundaries[POLYGONS])
    lines = [_line(shapely.get_rings(shapely.get_parts(area))) for area in shapely.orient_polygons(areas)]
    outlines = pd.DataFrame({AGS: boundaries[AGS].astype(str), X: [x for x, _ in lines], Y: [y for _, y in lines]})
    districts = boundaries[AGS].map(register.set_index(AGS)[DISTRICT_AGS]).to_numpy()
    united = [shapely.union_all(areas[districts == district], grid_size=1) for district in pd.unique(districts)]
    borders = shapely.line_merge(shapely.union_all(shapely.boundary(united)))
    return Shapes(outlines, _line(shapely.get_parts(borders)))


def _areas(municipalities: Iterable[Polygons]) -> Geometries:
    areas = np.array([multipolygon(polygons) for polygons in municipalities], dtype=object)
    if not len(areas):
        return areas
    west, south, _, north = shapely.total_bounds(areas)
    steps = STEPS * np.array([1, 1 / cos(radians((south + north) / 2))])
    plane = shapely.transform(areas, lambda degrees: (degrees - (west, south)) * steps)
    return shapely.transform(shapely.coverage_simplify(plane, TOLERANCE), np.round)


def _line(pieces: Geometries) -> Line:
    x: Coordinates = []
    y: Coordinates = []
    for piece in pieces:
        separator = [None] if x else []
        across, upwards = shapely.get_coordinates(piece).astype(int).T.tolist()
        x += [*separator, *across]
        y += [*separator, *upwards]
    return x, y
