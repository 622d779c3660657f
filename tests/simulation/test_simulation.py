"""A short run of what `make simulation` does at length."""

import numpy as np
import pytest

from tests.simulation.population import BY_SCORE, population, probabilities
from tests.simulation.repetitions import repeat
from tests.simulation.summary import coverage_by_kind, outside_bounds, summary

REPETITIONS = 150


@pytest.fixture(scope="module")
def towns():
    return population(np.random.default_rng(2026))


def test_four_of_five_answer(towns):
    assert len(towns) == 179
    assert 0.7 < probabilities(towns).mean() < 0.85


def test_intervals_cover_the_truth_and_weights_take_the_bias_away(towns):
    found = repeat(towns, probabilities(towns), REPETITIONS, np.random.default_rng(1))
    kinds = coverage_by_kind(found)
    assert kinds.between(0.90, 0.99).all(), kinds.to_dict()
    region = summary(found).set_index("of").loc["Region"]
    assert abs(region.bias) < 0.3 * abs(region.plain)
    assert outside_bounds(found) == []


def test_intervals_fail_and_bounds_hold_when_the_low_scores_stay_away(towns):
    found = repeat(towns, probabilities(towns, by_score=BY_SCORE), REPETITIONS, np.random.default_rng(2))
    assert coverage_by_kind(found)["Region"] < 0.5
    assert outside_bounds(found) == []
