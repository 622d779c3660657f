"""Boundaries in longitude and latitude → lines in plane axes, ready for filled scatter traces. Pure.

A municipality may have holes and several parts: they stay in one line, separated by None. Outer rings run
counter-clockwise and holes clockwise, because SVG fills by winding number: a hole in the same sense would be filled.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, radians
from typing import NamedTuple, TypeAlias

import pandas as pd

from atlas.columns import AGS, DISTRICT_AGS, POLYGONS, X, Y

Point: TypeAlias = tuple[int, int]
Ring: TypeAlias = list[Point]
Coordinates: TypeAlias = list[int | None]
Line: TypeAlias = tuple[Coordinates, Coordinates]

STEPS = 10_000  # of a degree: about ten metres each, finer than a screen shows, half the size of the source


class Shapes(NamedTuple):
    """What a map is drawn from; it changes with the register only, so it can be kept between pages.

    `outlines` as from `outlines()`, `borders` as from `district_lines()`.
    """

    outlines: pd.DataFrame
    borders: Line


def shapes(boundaries: pd.DataFrame, register: pd.DataFrame) -> Shapes:
    """Outlines and borders of all municipalities of `register` (needs `ags`, `district_ags`)."""
    lines = outlines(boundaries)
    return Shapes(lines, district_lines(lines, register))


def outlines(boundaries: pd.DataFrame) -> pd.DataFrame:
    """One closed line per municipality.

    Needs: `ags`, `polygons` (list of polygons, each a list of rings of [lon, lat], the first ring the outer one).
    Gives: `ags`, `x` and `y`: whole steps of 1/10,000 degree of longitude from the westernmost and the southernmost
    point, latitudes divided by the cosine of their mean so that both axes have one scale; lists of equal length with
    None between rings.
    """
    points = [point for polygons in boundaries[POLYGONS] for rings in polygons for point in rings[0]]
    if not points:
        return pd.DataFrame({AGS: boundaries[AGS].astype(str), X: [], Y: []})
    plane = _Plane(
        west=min(longitude for longitude, _ in points),
        south=min(latitude for _, latitude in points),
        stretch=1 / cos(radians(sum(latitude for _, latitude in points) / len(points))),
    )
    lines = [_joined(_rings(polygons, plane)) for polygons in boundaries[POLYGONS]]
    return pd.DataFrame({AGS: boundaries[AGS].to_numpy(), X: [x for x, _ in lines], Y: [y for _, y in lines]})


def district_lines(lines: pd.DataFrame, districts: pd.DataFrame) -> Line:
    """The borders between districts and around them all as one line: x and y with None between the pieces.

    Needs: `lines` as from `outlines`, whose neighbours share their edges exactly; `districts` with `ags` and
    `district_ags`. An edge is a border if the two municipalities beside it lie in different districts.
    """
    district = dict(zip(districts[AGS], districts[DISTRICT_AGS], strict=True))
    drawn = lines[lines[AGS].isin(district)]
    rings = [
        (district[ags], ring) for ags, x, y in zip(drawn[AGS], drawn[X], drawn[Y], strict=True) for ring in _split(x, y)
    ]
    owners: dict[frozenset[Point], set[str]] = {}
    seen: dict[frozenset[Point], int] = {}
    for owner, ring in rings:
        for edge in _edges(ring):
            owners.setdefault(edge, set()).add(owner)
            seen[edge] = seen.get(edge, 0) + 1
    borders = {edge for edge, names in owners.items() if len(names) > 1 or seen[edge] == 1}
    return _joined(list(_border_pieces([ring for _, ring in rings], borders)))


class _Plane(NamedTuple):
    """Where the axes begin, in degrees, and how much longer a degree of latitude is."""

    west: float
    south: float
    stretch: float

    def point(self, longitude: float, latitude: float) -> Point:
        return round((longitude - self.west) * STEPS), round((latitude - self.south) * self.stretch * STEPS)


def _rings(polygons: Sequence[Sequence[Sequence[Sequence[float]]]], plane: _Plane) -> list[Ring]:
    return [_turned(_flat(ring, plane), outer=number == 0) for rings in polygons for number, ring in enumerate(rings)]


def _flat(ring: Sequence[Sequence[float]], plane: _Plane) -> Ring:
    points = [plane.point(longitude, latitude) for longitude, latitude in ring]
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


def _turned(ring: Ring, *, outer: bool) -> Ring:
    is_counter_clockwise = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0
    return ring if is_counter_clockwise == outer else ring[::-1]


def _joined(rings: Sequence[Ring]) -> Line:
    x: Coordinates = []
    y: Coordinates = []
    for ring in rings:
        separator = [None] if x else []
        x += [*separator, *(point[0] for point in ring)]
        y += [*separator, *(point[1] for point in ring)]
    return x, y


def _split(x: Coordinates, y: Coordinates) -> Iterator[Ring]:
    ring: Ring = []
    for across, upwards in zip(x, y, strict=True):
        if across is None or upwards is None:
            yield ring
            ring = []
        else:
            ring.append((across, upwards))
    yield ring


def _edges(ring: Ring) -> list[frozenset[Point]]:
    return [frozenset(pair) for pair in pairwise(ring)]


def _border_pieces(rings: Sequence[Ring], borders: set[frozenset[Point]]) -> Iterator[Ring]:
    drawn: set[frozenset[Point]] = set()
    for ring in rings:
        piece: Ring = []
        for start, end in pairwise(ring):
            edge = frozenset((start, end))
            if edge in borders and edge not in drawn:
                drawn.add(edge)
                piece = [*piece, end] if piece else [start, end]
            elif piece:
                yield piece
                piece = []
        if piece:
            yield piece
