import math

import pandas as pd
import pytest

from atlas.comparison import beside_means


@pytest.fixture
def scores():
    return pd.DataFrame(
        {
            "ags": ["1", "2", "3", "4"],
            "district_ags": ["A", "A", "B", "B"],
            "STR": [10.0, 30.0, 50.0, float("nan")],
        }
    )


def test_own_score_stands_beside_the_means(scores):
    row = beside_means(scores, "1", ["STR"], min_cases=2).iloc[0].to_dict()
    assert row == {
        "measure": "STR",
        "own": 10.0,
        "district_mean": 20.0,
        "district_n": 2,
        "region_mean": 30.0,
        "region_n": 3,
    }


def test_mean_of_too_few_is_hidden_but_counted(scores):
    row = beside_means(scores, "3", ["STR"], min_cases=2).iloc[0]
    assert math.isnan(row["district_mean"])
    assert row["district_n"] == 1


def test_unknown_municipality_is_an_error(scores):
    with pytest.raises(KeyError):
        beside_means(scores, "9", ["STR"], min_cases=2)
