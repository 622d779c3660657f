import math

import numpy as np
import pandas as pd
import pytest

from atlas.reliability import (
    alpha_interval,
    cronbach_alpha,
    item_rest_correlations,
    section_reliability,
    weight_sensitivity,
)

SECTIONS = {"STR": ["A", "B", "C"]}


def test_alpha_of_items_that_move_together_is_one():
    assert cronbach_alpha([[0, 0, 0], [0.5, 0.5, 0.5], [1, 1, 1]]) == pytest.approx(1)


def test_negative_alpha_is_shown():
    assert cronbach_alpha([[0, 1], [1, 0.5], [0.5, 0]]) < 0


@pytest.mark.parametrize(
    "rows",
    [[], [[0.5, 1]], [[0, 1], [1, 1]], [[0, 1], [1, 0]]],
    ids=["no cases", "one case", "one item that varies", "sum that does not vary"],
)
def test_alpha_is_undefined(rows):
    assert cronbach_alpha(rows) is None


def test_incomplete_cases_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        cronbach_alpha([[0, 1, 1], [1, 0]])


def test_interval_agrees_with_a_published_figure():
    """The example in the documentation of the Python package pingouin: 10 items, 15 cases."""
    assert alpha_interval(0.5917188485995826, 10, 15) == pytest.approx((0.195, 0.840), abs=5e-4)


@pytest.fixture
def items():
    rng = np.random.default_rng(1)
    level = rng.random(40)
    return pd.DataFrame({code: (level + 0.2 * rng.random(40)).clip(0, 1) for code in "ABC"})


def only(frame):
    (row,) = frame.to_dict("records")
    return row


def test_alpha_of_a_section_with_its_interval(items):
    row = only(section_reliability(items, SECTIONS))
    assert (row["k"], row["n"]) == (3, 40)
    assert row["alpha"] == pytest.approx(cronbach_alpha(items.to_numpy().tolist()))
    assert row["low"] < row["alpha"] < row["high"] < 1


def test_item_that_few_have_is_dropped_and_named(items):
    row = only(section_reliability(items.assign(D=[0.5] * 31 + [None] * 9), {"STR": [*"ABCD"]}))
    assert (row["k"], row["n"], row["dropped_rare"]) == (3, 40, "D")


def test_item_that_four_of_five_have_counts_and_cases_are_complete(items):
    row = only(section_reliability(items.assign(D=[0.5, 1] * 16 + [None] * 8), {"STR": [*"ABCD"]}))
    assert (row["k"], row["n"], row["dropped_rare"]) == (4, 32, "")


def test_item_without_variance_is_dropped_and_named(items):
    row = only(section_reliability(items.assign(D=1.0), {"STR": [*"ABCD"]}))
    assert (row["k"], row["dropped_constant"]) == (3, "D")
    assert row["alpha"] == pytest.approx(cronbach_alpha(items.to_numpy().tolist()))


def test_alpha_without_implied_items_stands_beside(items):
    frame = items.assign(D=items.A)
    row = only(section_reliability(frame, {"STR": [*"ABCD"]}, implied={"D"}))
    assert row["alpha_without_implied"] == pytest.approx(cronbach_alpha(items.to_numpy().tolist()))
    assert row["alpha"] > row["alpha_without_implied"]


@pytest.mark.parametrize("frame", ["items.head(29)", "items[['A', 'B']]", "items.head(0)"])
def test_too_few_items_or_cases_are_not_reported(items, frame):
    few = eval(frame)
    row = only(section_reliability(few, {"STR": list(few)}))
    assert math.isnan(row["alpha"])
    assert math.isnan(row["low"])


def test_item_rest_is_the_correlation_with_the_others(items):
    found = item_rest_correlations(items, SECTIONS).set_index("question").item_rest
    assert found["A"] == pytest.approx(np.corrcoef(items.A, items.B + items.C)[0, 1])


def test_item_that_does_not_count_has_no_correlation(items):
    found = item_rest_correlations(items.assign(D=1.0), {"STR": [*"ABCD"]}).set_index("question")
    assert math.isnan(found.item_rest["D"])
    assert found.n["D"] == 0


def test_without_returns_nothing_is_reported():
    nothing = pd.DataFrame(columns=[*"ABC"], dtype=float)
    assert item_rest_correlations(nothing, SECTIONS).item_rest.isna().all()


@pytest.fixture
def sensitivity():
    def compute(scores, groups, weights=(1, 1), **options):
        frame = pd.DataFrame(scores, columns=["STR", "VER"], dtype=float)
        ones = pd.Series(1.0, index=frame.index)
        section_weights = pd.Series(weights, ["STR", "VER"])
        return weight_sensitivity(frame, pd.Series(list(groups)), section_weights, respondent_weights=ones, **options)

    return compute


def test_group_that_leads_everywhere_leads_under_every_weighting(sensitivity):
    found, overall = sensitivity([(60, 70), (62, 68), (20, 30), (10, 40)], "AABB")
    assert found.district.tolist() == ["A", "B"]
    assert found.same_rank_share.tolist() == [1, 1]
    assert found[["rank_best", "rank_worst"]].values.tolist() == [[1, 1], [2, 2]]
    assert overall["equal"] == 1


def test_order_that_hangs_on_the_weights_is_shown_to_do_so(sensitivity):
    found, _overall = sensitivity([(60, 40), (40, 60)], "AB", weights=(2, 1))
    leader = found.iloc[0]
    assert (leader.district, leader["rank"]) == ("A", 1)
    assert leader["mean"] == pytest.approx(160 / 3)
    assert leader.mean_equal == 50
    assert (leader.rank_best, leader.rank_worst) == (1, 2)
    assert leader.same_rank_share == pytest.approx(0.5, abs=0.06)
    assert 40 < leader.low < 43
    assert 57 < leader.high < 60


def test_missing_section_leaves_its_weight_to_the_others(sensitivity):
    found, _overall = sensitivity([(60, None), (40, 60)], "AB")
    assert found.set_index("district")["mean"].to_dict() == {"A": 60, "B": 50}


def test_same_seed_gives_the_same_figures(sensitivity):
    once, twice = (sensitivity([(60, 40), (40, 60), (50, 10)], "ABB")[0] for _ in range(2))
    pd.testing.assert_frame_equal(once, twice)
