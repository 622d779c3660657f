import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.bounds import bounds, level_tipping, order_tipping
from atlas.edition import Band

BANDS = (Band("L1", "low", 0, 40), Band("L2", "middle", 40, 60), Band("L3", "high", 60, 100))


def mean(district, mean, low, high):
    """A row as from `scores.by_district`."""
    return {"district_ags": district[0], "district": district, "mean": mean, "bounds_low": low, "bounds_high": high}


def test_absent_are_worst_or_best():
    frame = pd.DataFrame({"group": list("AAAAB"), "value": [40.0, 60.0, None, None, 30.0]})
    assert bounds(frame, ["value"], "group").values.tolist() == [[25, 75], [30, 30]]
    assert bounds(frame, ["value"]).loc[("", "value")].tolist() == [130 / 5, 330 / 5]


def test_large_ones_count_more_when_weighted():
    frame = pd.DataFrame({"value": [50.0, None], "size": [1, 3]})
    assert bounds(frame, ["value"], weight="size").loc[("", "value")].tolist() == [12.5, 87.5]


score = st.none() | st.floats(0, 100)


@given(st.lists(st.tuples(score, st.floats(0, 100), st.integers(1, 900)), min_size=1))
def test_truth_lies_within_the_bounds_whatever_the_absent_are_like(rows):
    frame = pd.DataFrame(rows, columns=["value", "hidden", "size"]).astype({"value": float})
    found = bounds(frame, ["value"], weight="size").loc[("", "value")]
    full = frame.value.fillna(frame.hidden)
    truth = (full * frame["size"]).sum() / frame["size"].sum()
    assert found.bounds_low - 1e-9 <= truth <= found.bounds_high + 1e-9


def test_level_falls_when_the_absent_are_low_enough():
    """A fifth is absent, the others add 41.6 points; below (39.95 − 33.6) / 0.2 the mean is printed under 40."""
    row = level_tipping(pd.DataFrame([mean("A", 42.0, 33.6, 53.6)]), BANDS).iloc[0]
    assert (row.level, row.share_absent) == ("L2", pytest.approx(0.2))
    assert row.absent_mean == pytest.approx(42)
    assert row.lower_below == pytest.approx((39.95 - 33.6) / 0.2)
    assert math.isnan(row.higher_from)  # even at 100 the mean would be 53.6


def test_level_can_rise():
    row = level_tipping(pd.DataFrame([mean("A", 58.0, 46.4, 66.4)]), BANDS).iloc[0]
    assert row.higher_from == pytest.approx((59.95 - 46.4) / 0.2)
    assert row.lower_below != row.lower_below  # 46.4 is the least there can be


def test_lowest_level_cannot_fall_and_the_highest_cannot_rise():
    rows = level_tipping(pd.DataFrame([mean("A", 20.0, 10.0, 60.0), mean("B", 80.0, 40.0, 90.0)]), BANDS)
    assert math.isnan(rows.lower_below[0])
    assert math.isnan(rows.higher_from[1])


def test_where_nobody_is_absent_nothing_can_change():
    row = level_tipping(pd.DataFrame([mean("A", 42.0, 42.0, 42.0)]), BANDS).iloc[0]
    assert row.share_absent == 0
    assert row[["absent_mean", "lower_below", "higher_from"]].isna().all()


def test_mean_is_read_as_it_is_printed():
    rows = level_tipping(pd.DataFrame([mean("A", 39.96, 39.96, 39.96), mean("B", 39.94, 39.94, 39.94)]), BANDS)
    assert rows.level.tolist() == ["L2", "L1"]


def test_two_districts_swap_when_their_absent_differ_by_enough():
    """A fifth absent in one, a tenth in the other, three points apart: 3 / (0.2 + 0.1)."""
    pair = order_tipping(pd.DataFrame([mean("A", 40.0, 36.0, 46.0), mean("B", 43.0, 34.4, 54.4)])).iloc[0]
    assert (pair.district, pair.other, pair.is_possible) == ("B", "A", True)
    assert pair.difference == pytest.approx(3)
    assert pair["shift"] == pytest.approx(10)


def test_too_far_apart_cannot_swap():
    pair = order_tipping(pd.DataFrame([mean("A", 40.0, 36.0, 46.0), mean("B", 80.0, 72.0, 82.0)])).iloc[0]
    assert not pair.is_possible


def test_complete_districts_cannot_swap():
    pair = order_tipping(pd.DataFrame([mean("A", 40.0, 40.0, 40.0), mean("B", 43.0, 43.0, 43.0)])).iloc[0]
    assert not pair.is_possible
    assert math.isnan(pair["shift"])


def test_one_complete_district_leaves_all_to_the_other():
    pair = order_tipping(pd.DataFrame([mean("A", 40.0, 40.0, 40.0), mean("B", 43.0, 34.4, 54.4)])).iloc[0]
    assert pair.is_possible
    assert pair["shift"] == pytest.approx(15)


def test_districts_without_a_mean_are_left_out():
    frame = pd.DataFrame([mean("A", 40.0, 30.0, 50.0), mean("B", float("nan"), 0.0, 100.0)])
    assert len(level_tipping(frame, BANDS)) == 1
    assert order_tipping(frame).empty
