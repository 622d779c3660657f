import math

import pandas as pd
import pytest

from atlas.comparison import beside_means


@pytest.fixture
def means():
    rows = [("A", "STR", 2, 20.0), ("", "STR", 3, 30.0), ("A", "VER", 1, float("nan")), ("", "VER", 3, 40.0)]
    return pd.DataFrame(rows, columns=["district_ags", "section", "n", "mean"])


@pytest.fixture
def own():
    return pd.Series({"district_ags": "A", "STR": 10.0, "VER": 50.0})


def test_own_score_stands_beside_the_means(own, means):
    row = beside_means(own, means, ["STR"]).iloc[0].to_dict()
    assert row == {
        "measure": "STR",
        "own": 10.0,
        "district_mean": 20.0,
        "district_n": 2,
        "region_mean": 30.0,
        "region_n": 3,
    }


def test_hidden_mean_stays_hidden_but_is_counted(own, means):
    row = beside_means(own, means, ["VER"]).iloc[0]
    assert math.isnan(row["district_mean"])
    assert row["district_n"] == 1


def test_measure_without_means_is_an_error(own, means):
    with pytest.raises(KeyError):
        beside_means(own, means, ["SIC"])
