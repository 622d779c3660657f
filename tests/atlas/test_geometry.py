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


def outline(*rings):
    """The line of one municipality."""
    boundaries = pd.DataFrame({"ags": ["08000001"], "polygons": [[list(rings)]]})
    lines = geometry.shapes(boundaries, pd.DataFrame({"ags": ["08000001"], "district_ags": ["08000"]})).outlines
    return lines.x[0], lines.y[0]


def test_a_degree_north_is_as_long_as_a_degree_east():
    x, y = outline([[9.0, 48.5], [10.0, 48.5], [10.0, 49.5], [9.0, 49.5], [9.0, 48.5]])
    assert max(y) == pytest.approx(geometry.STEPS / cos(radians(49)), abs=1)
    assert max(x) == geometry.STEPS
    assert min(x) == min(y) == 0


def test_holes_turn_against_the_outer_ring_so_that_they_stay_open(boundaries, standing):
    lines = geometry.shapes(boundaries, standing).outlines
    outer, hole = parts(lines.x[0], lines.y[0])
    assert turning(outer) > 0
    assert turning(hole) < 0


def test_several_parts_share_one_line(boundaries, standing):
    lines = geometry.shapes(boundaries, standing).outlines
    assert len(parts(lines.x[1], lines.y[1])) == 2
    assert lines.x[1].count(None) == 1


def test_coordinates_are_whole_steps_without_small_bends():
    x, y = outline([[9.123456, 48.0], [9.15, 48.00005], [9.2, 48.0], [9.2, 48.1], [9.123456, 48.0]])
    assert sorted(x) == [0, 0, 765, 765]
    assert len(y) == 4


def test_neighbours_still_share_their_edges_when_bends_are_left_out():
    """Two municipalities beside a wiggly line: no gap between them, and no overlap."""
    wiggly = [[9.1 + 0.0007 * (number % 2), 48 + number / 1000] for number in range(101)]
    west = [[9.0, 48.1], [9.0, 48.0], *wiggly, [9.0, 48.1]]
    east = [[9.2, 48.0], [9.2, 48.1], *wiggly[::-1], [9.2, 48.0]]
    boundaries = pd.DataFrame({"ags": ["08000001", "08001001"], "polygons": [[[west]], [[east]]]})
    register = pd.DataFrame({"ags": ["08000001", "08001001"], "district_ags": ["08000", "08001"]})
    shapes = geometry.shapes(boundaries, register)
    own, other = (list(zip(x, y, strict=True)) for x, y in zip(shapes.outlines.x, shapes.outlines.y, strict=True))
    assert len(own) < 30
    between = {point for point in own if 900 < point[0] < 1100}
    assert between == {point for point in other if 900 < point[0] < 1100}
    assert between <= set(zip(*shapes.borders, strict=True))


def test_borders_run_between_districts_and_not_inside_them(boundaries, standing):
    pieces = parts(*geometry.shapes(boundaries, standing).borders)
    edges = [frozenset(edge) for piece in pieces for edge in pairwise(piece)]
    upright = [
        edge for edge in edges if len({x for x, _ in edge}) == 1 and max(y for _, y in edge) < 2 * geometry.STEPS
    ]
    # squares 0–2 are one district, 3–4 the next, then 5 and 6; the hole in square 0 is an outer border too
    assert {next(iter(edge))[0] / geometry.STEPS for edge in upright} == {0.0, 3.0, 5.0, 6.0, 7.0, 0.25, 0.75}
    assert len(edges) == len(set(edges))


def test_boundaries_that_overlap_are_drawn_all_the_same(boundaries, standing):
    twice = boundaries.assign(polygons=[boundaries.polygons[0], *boundaries.polygons[:-1]])
    lines = geometry.shapes(twice, standing).outlines
    assert lines.x[1] == lines.x[0]


def test_no_boundaries_give_no_lines(standing):
    shapes = geometry.shapes(pd.DataFrame({"ags": [], "polygons": []}), standing)
    assert shapes.outlines.empty
    assert shapes.borders == ([], [])
