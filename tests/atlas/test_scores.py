import math

import pandas as pd
import pytest

from atlas import scores


def row(frame, **wanted):
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_mean_is_over_municipalities_with_a_value_only(standing):
    means = scores.by_district(standing, ["STR", "index"])
    strategy = row(means, district="Alpha", section="STR")
    assert (strategy.n, strategy.population, strategy["mean"]) == (1, 3, 30.0)
    index = row(means, district="Alpha", section="index")
    assert (index.n, index["mean"]) == (2, 50.0)


def test_district_without_returns_is_a_row_that_says_so(standing):
    nobody = row(scores.by_district(standing, ["index"]), district="Beta-Kreis")
    assert (nobody.n, nobody.population) == (0, 2)
    assert math.isnan(nobody["mean"])


def test_region_comes_last_with_an_empty_key_and_weighs_municipalities_equally(standing):
    means = scores.by_district(standing, ["index", "STR"])
    assert means.columns.tolist() == ["district_ags", "district", "section", "n", "population", "mean"]
    assert means.district_ags.tolist()[-2:] == ["", ""]
    assert means.section.tolist()[-2:] == ["index", "STR"]
    region = row(means, district_ags="", section="index")
    assert (region.n, region.population, region["mean"]) == (3, 7, 60.0)


def test_means_are_not_rounded(standing):
    frame = standing.assign(STR=[1.0, 1.0, float("nan"), float("nan"), float("nan"), 2.0, float("nan")])
    assert row(scores.by_district(frame, ["STR"]), district_ags="")["mean"] == pytest.approx(4 / 3, abs=1e-15)


def test_before_any_return_every_mean_is_missing(unanswered):
    means = scores.by_district(unanswered, ["index", "STR"])
    assert len(means) == 2 * 5
    assert means["mean"].isna().all()
    assert (means.n == 0).all()


def test_range_covers_the_same_municipalities_as_the_mean(standing):
    index = scores.index_by_district(standing)
    alpha = row(index, district="Alpha")
    assert (alpha.low, alpha["mean"], alpha.high) == (42.5, 50.0, 60.0)
    # Delta's return has a range but no index: it must not widen anything
    assert math.isnan(row(index, district="Delta").low)


def test_levels_count_returns_and_keep_no_value_apart(standing):
    counts = scores.level_counts(standing, ["L1", "L2"])
    assert counts.level.tolist() == ["L1", "L2", "no_value"]
    assert counts.n.tolist() == [1, 2, 1]
    assert counts.share.tolist() == [0.25, 0.5, 0.25]
    assert (counts.population == 4).all()


def test_levels_nobody_reached_stay_in_the_list(unanswered):
    counts = scores.level_counts(unanswered, ["L1", "L2"])
    assert counts.n.tolist() == [0, 0, 0]
    assert counts.share.isna().all()


@pytest.mark.parametrize("function", [scores.index_by_district, lambda frame: scores.by_district(frame, ["index"])])
def test_empty_register_gives_an_empty_frame(standing, function):
    means = function(standing.head(0))
    assert isinstance(means, pd.DataFrame)
    assert means.empty
