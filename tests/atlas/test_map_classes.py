from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.figures import map_classes
from atlas.figures.map_classes import MOST_CLASSES, class_edges


@given(st.lists(st.floats(-1e6, 1e6), max_size=60))
def test_classes_hold_every_value_and_never_tear_equal_ones_apart(values):
    edges = class_edges(values)
    assert len(edges) <= MOST_CLASSES
    assert edges == sorted(set(edges))
    assert not values or edges[0] == min(values)


def test_few_different_values_are_classes_of_their_own():
    assert class_edges([3, 1, 3, 3]) == [1, 3]
    assert class_edges([7, 7]) == [7]
    assert class_edges([]) == []


def test_many_values_fall_into_classes_of_about_the_same_size():
    values = list(range(100))
    edges = class_edges(values)
    counts = Counter(sum(edge <= value for edge in edges) for value in values)
    assert set(counts.values()) <= {19, 20, 21}


def test_numbers_are_classed_and_written_out(standing):
    numbers = pd.Series([1.0, 2.5, None, None, None, 2.5, None], index=standing.index)
    why = pd.Series(["answered", "answered", None, None, None, "answered", "not_asked"], index=standing.index)
    classes = map_classes.by_number(standing, numbers, "jobs", why)
    assert list(classes.texts) == ["1", "2.5", "", "", "", "2.5", ""]
    assert list(classes.names.values()) == ["1 jobs", "2.5 jobs", "No answer", "Does not apply", "No return"]
    assert list(classes.counts().values()) == [1, 2, 0, 1, 3]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ([0, 1, 1, 2, 3, 4, 6], ["0 chosen", "1 to 2 chosen", "3 chosen", "4 to 6 chosen"]),
        ([0, 2, 4, 6, 8, 9, 9], ["0 to 1 chosen", "2 to 3 chosen", "4 to 7 chosen", "8 chosen", "9 chosen"]),
        ([0.5, 2, 4, 6, 8, 9, 9.5], ["0.5 to below 2 chosen", "2 to below 4 chosen", "4 to below 8 chosen"]),
    ],
)
def test_whole_numbers_are_classed_without_a_gap(standing, values, names):
    numbers = pd.Series(values, index=standing.index, dtype=float)
    everybody = standing.assign(participated=True)
    classes = map_classes.by_number(everybody, numbers, "chosen")
    assert list(classes.names.values())[: len(names)] == names


def test_why_there_is_no_value_is_told(standing):
    codes = pd.Series(["A", None, None, None, None, None, None], index=standing.index, dtype=object)
    why = pd.Series(["answered", "dont_know", None, None, None, "not_applicable", "unanswered"], index=standing.index)
    classes = map_classes.by_choice(standing, codes, {"A": "Yes"}, why)
    assert classes.values is None
    assert classes.of.tolist() == [
        "A",
        "no_value",
        "no_return",
        "no_return",
        "no_return",
        "not_applicable",
        "no_value",
    ]


def test_scores_are_classed_as_they_are_printed(standing, edition):
    classes = map_classes.by_score(standing.assign(STR=49.96), "STR", edition)
    assert set(classes.of) == {"L2", "no_return"}
    assert classes.names["L1"] == "0 to below 50 points"
    assert classes.names["L2"] == "50 to 100 points"


@pytest.mark.parametrize("kind", ["by_level", "by_score"])
def test_only_classes_with_a_value_have_colours(standing, edition, kind):
    arguments = (standing, edition) if kind == "by_level" else (standing, "STR", edition)
    classes = getattr(map_classes, kind)(*arguments)
    assert list(classes.colours) == ["L1", "L2"]
