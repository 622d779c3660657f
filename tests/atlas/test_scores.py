import math

import pandas as pd
import pytest

from atlas import scores, strata
from atlas.columns import STRATA
from atlas.estimates import estimate_mean


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


def test_region_comes_last_with_an_empty_key(standing):
    means = scores.by_district(standing, ["index", "STR"])
    assert means.columns.tolist()[:6] == ["district_ags", "district", "section", "n", "population", "mean"]
    assert means.district_ags.tolist()[-2:] == ["", ""]
    assert means.section.tolist()[-2:] == ["index", "STR"]
    region = row(means, district_ags="", section="index")
    assert (region.n, region.population) == (3, 7)


def test_respondents_stand_for_the_others_of_their_stratum(standing):
    """Alpha's two stand for three, Gamma for itself, nobody for Beta-Kreis; Delta has no index."""
    region = row(scores.by_district(standing, ["index"]), district_ags="")
    assert region["mean"] == (1.5 * 40 + 1.5 * 60 + 80) / 4
    assert region["mean_unweighted"] == 60
    assert region.represented == 5
    assert region.se == pytest.approx(estimate_mean_of_alpha_and_gamma().se)


def estimate_mean_of_alpha_and_gamma():
    sample = pd.DataFrame({"stratum": list("AAGD"), "index": [40.0, 60.0, 80.0, None]})
    strata = pd.Series({"A": 3, "G": 1, "D": 1})
    return estimate_mean(sample, value="index", stratum="stratum", population=strata)


def test_means_per_inhabitant_weigh_by_size(standing):
    alpha = row(scores.by_district(standing, ["index"], weight="population"), district="Alpha")
    assert alpha["mean"] == (3000 * 40 + 12000 * 60) / 15000
    assert alpha.bounds_low == (3000 * 40 + 12000 * 60) / 19000


def test_interval_never_leaves_what_is_possible(standing):
    alpha = row(scores.by_district(standing, ["index"]), district="Alpha")
    assert (alpha.low, alpha.high) == (alpha.bounds_low, alpha.bounds_high) == pytest.approx((100 / 3, 200 / 3))


def test_city_that_answered_is_certain(standing):
    city = row(scores.by_district(standing, ["index"]), district="Gamma")
    assert (city["mean"], city.se, city.low, city.high, city.bounds_low, city.bounds_high) == (80, 0, 80, 80, 80, 80)


def test_mean_of_a_selection_is_that_of_the_domain(standing):
    """A filter that cuts through a stratum: the other respondents of the stratum still count in its spread."""
    small = standing[standing.size_class == "0-4999"]
    selected = scores.overall(small, ["STR"])["STR"]
    sample = standing[standing.participated].assign(small=lambda frame: frame.size_class == "0-4999")
    strata = pd.Series({"01001/0-4999": 3, "01003/50000+": 1, "01004/0-4999": 1})
    wanted = estimate_mean(sample, value="STR", stratum="stratum", population=strata, domain="small")
    assert (selected["mean"], selected.se, selected.df) == (wanted.mean, pytest.approx(wanted.se), wanted.df)


def test_groups_come_in_their_order(standing):
    assert scores.means(standing, ["STR"], "size_class").group.tolist() == ["0-4999", "10000-19999", "50000+"]


def test_interval_is_unknown_where_nobody_stands_for_a_part_of_the_group(standing):
    """Berg was collapsed with those below it: of its size and district nobody speaks for it."""
    answered = standing.drop(columns=list(STRATA)).assign(participated=standing.ags != "01001002", index=70.0)
    frame = strata.with_strata(answered)
    large = frame[frame.size_class != "0-4999"]
    assert strata.is_unrepresented(large).tolist() == [True, False, False]
    selected = scores.overall(large, ["index"])["index"]
    assert (selected["mean"], selected.n, selected.population, selected.represented) == (70.0, 2, 3, 2)
    assert math.isnan(selected.se)
    assert math.isnan(selected.low)
    of_those_that_answered = scores.overall(strata.unweighted(large), ["index"])["index"]
    assert (of_those_that_answered.low, of_those_that_answered.high) == (70.0, 70.0)


def test_means_are_not_rounded(standing):
    frame = standing.assign(STR=[1.0, 1.0, float("nan"), float("nan"), float("nan"), 2.0, 2.0])
    assert row(scores.by_district(frame, ["STR"]), district_ags="")["mean"] == pytest.approx(7 / 5, abs=1e-15)


def test_before_any_return_every_mean_is_missing(unanswered):
    means = scores.by_district(unanswered, ["index", "STR"])
    assert len(means) == 2 * 5
    assert means["mean"].isna().all()
    assert (means.n == 0).all()


def test_range_covers_the_same_municipalities_as_the_mean(standing):
    index = scores.index_by_district(standing)
    alpha = row(index, district="Alpha")
    assert (alpha.range_low, alpha["mean"], alpha.range_high) == (42.5, 50.0, 60.0)
    # Delta's return has a range but no index: it must not widen anything
    assert math.isnan(row(index, district="Delta").range_low)


def test_levels_count_returns_and_keep_no_value_apart(standing):
    counts = scores.level_counts(standing, ["L1", "L2"])
    assert counts.level.tolist() == ["L1", "L2", "no_value"]
    assert counts.n.tolist() == [1, 2, 1]
    assert (counts.population == 4).all()


def test_shares_of_levels_speak_of_all_municipalities(standing):
    """Alpha's two stand for one and a half each, Gamma and Delta for themselves: five in all."""
    counts = scores.level_counts(standing, ["L1", "L2"])
    assert counts.share.tolist() == [1.5 / 5, 2.5 / 5, 1 / 5]
    assert ((counts.low < counts.share) & (counts.share < counts.high))[:2].all()
    assert counts.low[2] == counts.high[2]  # known for certain: it is Delta, which stands for nobody else


def test_levels_nobody_reached_stay_in_the_list(unanswered):
    counts = scores.level_counts(unanswered, ["L1", "L2"])
    assert counts.n.tolist() == [0, 0, 0]
    assert counts.share.isna().all()


@pytest.mark.parametrize("function", [scores.index_by_district, lambda frame: scores.by_district(frame, ["index"])])
def test_empty_register_gives_an_empty_frame(standing, function):
    means = function(standing.head(0))
    assert isinstance(means, pd.DataFrame)
    assert means.empty
