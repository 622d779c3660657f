import math

import pandas as pd
import pytest

from atlas.comparison import beside_means, size_class_means, standing_out

NONE = float("nan")


@pytest.fixture
def means():
    rows = [
        ("A", "", "STR", 2, 20.0),
        ("", "small", "STR", 2, 25.0),
        ("", "", "STR", 3, 30.0),
        ("A", "", "VER", 1, NONE),
        ("", "small", "VER", 1, NONE),
        ("", "", "VER", 3, 40.0),
    ]
    return pd.DataFrame(rows, columns=["district_ags", "size_class", "section", "n", "mean"])


@pytest.fixture
def own():
    return pd.Series({"district_ags": "A", "size_class": "small", "STR": 10.0, "VER": 50.0})


def test_own_score_stands_beside_the_means(own, means):
    row = beside_means(own, means, ["STR"]).iloc[0].to_dict()
    assert row == {
        "measure": "STR",
        "own": 10.0,
        "district_mean": 20.0,
        "district_n": 2,
        "size_mean": 25.0,
        "size_n": 2,
        "region_mean": 30.0,
        "region_n": 3,
    }


def test_hidden_mean_stays_hidden_but_is_counted(own, means):
    row = beside_means(own, means, ["VER"]).iloc[0]
    assert math.isnan(row["district_mean"])
    assert math.isnan(row["size_mean"])
    assert (row["district_n"], row["size_n"]) == (1, 1)


def test_measure_without_means_is_an_error(own, means):
    with pytest.raises(KeyError):
        beside_means(own, means, ["SIC"])


def test_every_size_class_has_an_estimated_mean_or_none(standing):
    found = size_class_means(standing, ["STR"]).set_index("size_class")
    assert found.loc["0-4999", ["n", "mean"]].tolist() == [2, (1.5 * 30 + 10) / 2.5]  # Aue stands for a half more
    assert found.loc["10000-19999", "n"] == 0
    assert math.isnan(found.loc["10000-19999", "mean"])
    assert found.loc["50000+", "mean"] == 90
    assert set(found.district_ags) == {""}


def comparison(**measures):
    """measure → (own, mean of the size class, mean of the region)"""
    rows = [(measure, own, size, region) for measure, (own, size, region) in measures.items()]
    return pd.DataFrame(rows, columns=["measure", "own", "size_mean", "region_mean"])


def outstanding(frame, **ranges):
    complete = dict.fromkeys(frame.measure, (0.0, 0.0))
    return standing_out(frame, complete | ranges).set_index("measure")


def test_the_size_class_goes_before_the_region():
    found = outstanding(comparison(STR=(50, 40, 10), VER=(50, NONE, 10)))
    assert found.loc["STR", ["difference", "is_of_size"]].tolist() == [10, True]
    assert found.loc["VER", ["difference", "is_of_size"]].tolist() == [40, False]


@pytest.mark.parametrize(("high", "is_told"), [(59.9, True), (60.0, False), (80.0, False)])
def test_a_difference_within_the_range_of_the_own_score_is_none(high, is_told):
    found = outstanding(comparison(STR=(55, 45, 45)), STR=(50.0, high))
    assert ("STR" in found.index) == is_told


def test_numbers_are_compared_as_they_are_printed():
    found = outstanding(comparison(STR=(56.25, 43.94, 0), VER=(40.04, 40.0, 0)))
    assert found.loc["STR", ["own", "mean", "difference"]].tolist() == [56.3, 43.9, 12.4]
    assert "VER" not in found.index


def test_a_measure_without_score_or_mean_does_not_stand_out():
    assert outstanding(comparison(STR=(NONE, 40, 40), VER=(50, NONE, NONE)), STR=(NONE, NONE)).empty


def test_the_largest_differences_stand_at_the_ends():
    found = outstanding(comparison(STR=(50, 45, 0), VER=(50, 90, 0), DAT=(50, 30, 0), BIL=(50, 45, 0)))
    assert list(found.index) == ["DAT", "STR", "BIL", "VER"]
