from itertools import pairwise
from math import cos, radians

import pandas as pd
import pytest

from atlas import geometry


def parts(x, y):
    """The rings of a line, cut at None."""
    rings = [[]]
    for point in zip(x, y, strict=True):
        if point == (None, None):
            rings.append([])
        else:
            rings[-1].append(point)
    return rings


def turning(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def test_a_degree_north_is_as_long_as_a_degree_east():
    square = [[9.0, 48.5], [10.0, 48.5], [10.0, 49.5], [9.0, 49.5], [9.0, 48.5]]
    lines = geometry.outlines(pd.DataFrame({"ags": ["08000001"], "polygons": [[[square]]]}))
    height = max(lines.y[0]) - min(lines.y[0])
    mean_latitude = (3 * 48.5 + 2 * 49.5) / 5
    assert height == pytest.approx(geometry.STEPS / cos(radians(mean_latitude)), abs=1)
    assert max(lines.x[0]) == geometry.STEPS
    assert min(lines.x[0]) == min(lines.y[0]) == 0


def test_holes_turn_against_the_outer_ring_so_that_they_stay_open(boundaries):
    lines = geometry.outlines(boundaries)
    outer, hole = parts(lines.x[0], lines.y[0])
    assert turning(outer) > 0
    assert turning(hole) < 0


def test_several_parts_share_one_line(boundaries):
    lines = geometry.outlines(boundaries)
    assert len(parts(lines.x[1], lines.y[1])) == 2
    assert lines.x[1].count(None) == 1


def test_coordinates_are_whole_steps_without_repeated_points():
    ring = [[9.123456, 48.0], [9.1234561, 48.0], [9.2, 48.0], [9.2, 48.1], [9.123456, 48.0]]
    lines = geometry.outlines(pd.DataFrame({"ags": ["08000001"], "polygons": [[[ring]]]}))
    assert lines.x[0] == [0, 765, 765, 0]
    assert len(lines.y[0]) == 4


def test_district_lines_keep_borders_between_districts_and_drop_those_inside(boundaries, standing):
    lines = geometry.outlines(boundaries)
    pieces = parts(*geometry.district_lines(lines, standing))
    edges = {frozenset(edge) for piece in pieces for edge in pairwise(piece)}
    upright = [
        edge for edge in edges if len({x for x, _ in edge}) == 1 and max(y for _, y in edge) < 2 * geometry.STEPS
    ]
    # squares 0–2 are one district, 3–4 the next, then 5 and 6; the hole in square 0 is an outer border too
    assert {next(iter(edge))[0] / geometry.STEPS for edge in upright} == {0.0, 3.0, 5.0, 6.0, 7.0, 0.25, 0.75}


def test_no_boundaries_give_no_lines():
    assert geometry.outlines(pd.DataFrame({"ags": [], "polygons": []})).empty
