"""Where the labels of points go, so that they hide neither each other nor the points. Pure arithmetic in pixels."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

LETTER, LINE = 6.5, 15.0  # width and height of a sign in a label of 11 pixels
RADIUS = 7.0  # of a point
DISTANCE = 9.0  # of a label from the middle of its point

Point = tuple[float, float]


class Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


def positions(points: Sequence[Point], labels: Sequence[str], others: Sequence[Point] = ()) -> list[str]:
    """plotly's `textposition` of each label: above its point where there is room, else below or beside it.

    points: in pixels, upwards; others: points without a label. Where there is no room at all, the place that hides
    least. One label after the other: the first ones get the best places.
    """
    taken = [Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in (*points, *others)]
    found = []
    for point, label in zip(points, labels, strict=True):
        places = dict(_places(point, len(label) * LETTER))
        best = min(places, key=lambda place: sum(_overlap(places[place], box) for box in taken))
        taken.append(places[best])
        found.append(best)
    return found


def _places(point: Point, width: float) -> Iterator[tuple[str, Box]]:
    x, y = point
    half = width / 2
    yield "top center", Box(x - half, y + DISTANCE, x + half, y + DISTANCE + LINE)
    yield "bottom center", Box(x - half, y - DISTANCE - LINE, x + half, y - DISTANCE)
    yield "middle right", Box(x + DISTANCE, y - LINE / 2, x + DISTANCE + width, y + LINE / 2)
    yield "middle left", Box(x - DISTANCE - width, y - LINE / 2, x - DISTANCE, y + LINE / 2)


def _overlap(one: Box, other: Box) -> float:
    """The area that both cover."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.top, other.top) - max(one.bottom, other.bottom)
    return max(width, 0.0) * max(height, 0.0)
