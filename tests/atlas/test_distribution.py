from math import isnan, log10

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from atlas import distribution


def test_quartiles_leave_out_municipalities_without_a_value(standing):
    found = distribution.quartiles(standing, ["index", "STR"]).set_index("section")
    assert found.loc["index"].tolist() == [3, 40, 50, 60, 70, 80]
    assert found.loc["STR"].tolist() == [3, 10, 20, 30, 60, 90]


def test_quartiles_of_nobody_are_missing(unanswered):
    found = distribution.quartiles(unanswered, ["index"]).iloc[0]
    assert found["n"] == 0
    assert isnan(found["median"])


def frame(population, values):
    return pd.DataFrame({"population": population, "index": values})


def test_size_effect_is_the_slope_over_powers_of_ten():
    effect = distribution.size_effect(frame([1_000, 10_000, 100_000, 1_000_000], [10.0, 30.0, 50.0, 70.0]), "index")
    assert effect.per_tenfold == pytest.approx(20)
    assert effect.explained == pytest.approx(1)
    assert effect.line["population"].iloc[[0, -1]].tolist() == pytest.approx([1_000, 1_000_000])
    assert effect.line["mean"].iloc[[0, -1]].tolist() == pytest.approx([10, 70])


def test_band_of_the_trend_is_that_of_least_squares():
    rng = np.random.default_rng(3)
    population = rng.integers(1_000, 100_000, 30)
    values = 10 * np.log10(population) + rng.normal(0, 5, 30)
    effect = distribution.size_effect(frame(population, values), "index")
    x = np.log10(population)
    design = np.column_stack([np.ones(30), x])
    beta = np.linalg.solve(design.T @ design, design.T @ values)
    variance = ((values - design @ beta) ** 2).sum() / 28
    place = np.array([1, log10(effect.line["population"].iloc[7])])
    error = np.sqrt(variance * place @ np.linalg.inv(design.T @ design) @ place)
    assert effect.line["high"].iloc[7] == pytest.approx(place @ beta + stats.t.ppf(0.975, 28) * error)
    assert effect.low < effect.per_tenfold < effect.high


@pytest.mark.parametrize("towns", [frame([1_000, 2_000], [1.0, 2.0]), frame([1_000] * 4, [1.0, 2.0, 3.0, 4.0])])
def test_too_few_or_equal_towns_have_no_trend(towns):
    effect = distribution.size_effect(towns, "index")
    assert isnan(effect.per_tenfold)
    assert effect.line.empty


def test_only_municipalities_whose_ranges_are_apart_are_in_order():
    ranges = [(10, 20, 15), (18, 40, 30), (20, 50, 45), (60, 70, 65)]
    standing = pd.DataFrame(ranges, columns=["index_low", "index_high", "index"]).astype(float)
    found = distribution.certain_order(standing)
    # the ranges of the first and third touch at 20, so they are not apart
    assert found["above"].tolist() == [1, 1, 1, 0]
    assert found["below"].tolist() == [0, 0, 0, 3]
    assert found["open"].tolist() == [2, 2, 2, 0]
