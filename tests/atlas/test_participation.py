import pandas as pd
import pytest
from scipy.stats import binomtest

from atlas import participation


def test_overall_counts_returns_of_all(standing):
    turnout = participation.overall(standing)
    assert (turnout.n, turnout.population, round(turnout.share, 4)) == (4, 7, 0.5714)


def test_overall_of_an_empty_register_has_no_share(standing):
    assert participation.overall(standing.head(0)).share is None


def test_by_district_keeps_the_district_without_returns(standing):
    counts = participation.by_group(standing, "district")
    assert counts[["district", "n", "population"]].values.tolist() == [
        ["Alpha", 2, 3],
        ["Beta-Kreis", 0, 2],
        ["Gamma", 1, 1],
        ["Delta", 1, 1],
    ]
    assert counts.share.tolist() == [2 / 3, 0.0, 1.0, 1.0]


def test_by_size_class_follows_the_order_of_classes_and_drops_classes_nobody_is_in(standing):
    counts = participation.by_group(standing, "size_class")
    assert counts.size_class.tolist() == ["0-4999", "10000-19999", "50000+"]
    assert counts.n.tolist() == [2, 1, 1]


def test_interval_is_that_of_wilson(standing):
    for row in participation.by_group(standing, "district").itertuples():
        wanted = binomtest(row.n, row.population).proportion_ci(method="wilson")
        assert (row.low, row.high) == pytest.approx((wanted.low, wanted.high))


def test_crossing_has_a_row_per_combination_that_exists(standing):
    counts = participation.by_group(standing, "district", "size_class")
    assert counts[["district", "size_class", "n", "population"]].values.tolist()[:3] == [
        ["Alpha", "0-4999", 1, 2],
        ["Alpha", "10000-19999", 1, 1],
        ["Beta-Kreis", "0-4999", 0, 1],
    ]


def test_by_kind_works_on_plain_text(standing):
    counts = participation.by_group(standing, "kind").set_index("kind")
    assert counts.n.to_dict() == {"Gemeinde": 2, "Landeshauptstadt": 1, "Stadt": 1}


def test_over_time_is_cumulative_per_local_day_without_gaps(standing):
    counts = participation.over_time(standing, timezone="Europe/Berlin")
    # 23:30 UTC is the next day in Berlin
    assert counts.day.tolist() == list(pd.date_range("2026-03-03", "2026-03-06"))
    assert counts.new.tolist() == [1, 0, 2, 1]
    assert counts.n.tolist() == [1, 1, 3, 4]
    assert counts.share.iloc[-1] == 4 / 7


def test_over_time_without_returns_has_no_rows(unanswered):
    counts = participation.over_time(unanswered, timezone="Europe/Berlin")
    assert counts.empty
    assert list(counts.columns) == ["day", "new", "n", "population", "share"]


def test_input_is_not_changed(standing):
    before = standing.copy(deep=True)
    participation.by_group(standing, "district")
    participation.over_time(standing, timezone="UTC")
    pd.testing.assert_frame_equal(standing, before)
