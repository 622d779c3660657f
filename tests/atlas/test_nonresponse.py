import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from atlas import estimates, nonresponse, strata


def rows(frame, **wanted):
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return frame.iloc[0]


def test_numbers_are_compared_as_powers_of_ten(standing):
    row = rows(nonresponse.compare(standing), variable="population")
    answered, silent = np.log10([3000, 12000, 90000, 1000]), np.log10([4000, 2000, 15000])
    assert (row.respondents, row.silent) == pytest.approx((answered.mean(), silent.mean()))
    spread = math.sqrt((answered.var(ddof=1) + silent.var(ddof=1)) / 2)
    assert row.difference == pytest.approx((answered.mean() - silent.mean()) / spread)


def test_categories_are_compared_as_shares(standing):
    row = rows(nonresponse.compare(standing), variable="district", category="Beta-Kreis")
    assert (row.respondents, row.silent) == (0, 2 / 3)
    assert row.difference < -1


def test_everything_known_of_all_is_compared(standing):
    earlier = pd.Series({"01001001": 30.0, "01001003": 20.0})
    found = nonresponse.compare(standing, earlier)
    assert list(dict.fromkeys(found.variable)) == [
        *("population", "area_km2", "density", "earlier_index", "size_class", "kind", "district"),
    ]
    row = rows(found, variable="earlier_index")
    assert (row.respondents, row.silent) == (30, 20)
    assert math.isnan(row.difference)  # one on either side


def test_nothing_differs_where_nothing_varies(standing):
    assert math.isnan(rows(nonresponse.compare(standing), variable="area_km2").difference)


@pytest.mark.parametrize("everybody", [True, False])
def test_without_silent_or_without_respondents_there_is_nothing_to_compare(standing, everybody):
    found = nonresponse.compare(standing.assign(participated=everybody))
    assert found.difference.isna().all()


def test_equal_rates_are_representative():
    frame = pd.DataFrame({"district": list("AABB"), "participated": [True, False] * 2})
    found = nonresponse.r_indicator(frame, ["district"])
    assert (found.value, found.adjusted, found.mean_rate) == (1, 1, 0.5)
    assert found.largest_bias(10) == 0


def test_one_group_that_answers_and_one_that_does_not_are_the_opposite():
    frame = pd.DataFrame({"district": ["A"] * 500 + ["B"] * 500, "participated": [True] * 500 + [False] * 500})
    found = nonresponse.r_indicator(frame, ["district"])
    assert (found.value, found.adjusted) == pytest.approx((0, 0), abs=1e-3)
    assert found.largest_bias(10) == pytest.approx(10, abs=1e-2)


def test_r_indicator_by_hand():
    """Rates 1/2 and 3/4, eight municipalities each."""
    answered = [True] * 4 + [False] * 4 + [True] * 6 + [False] * 2
    frame = pd.DataFrame({"district": ["A"] * 8 + ["B"] * 8, "participated": answered})
    variance = 16 * 0.125**2 / 15
    chance = (0.25 / 7 + 0.1875 / 7) / 2
    found = nonresponse.r_indicator(frame, ["district"])
    assert found.value == pytest.approx(1 - 2 * math.sqrt(variance))
    assert found.adjusted == pytest.approx(1 - 2 * math.sqrt(max(variance - chance, 0)))


def test_adjusting_takes_away_what_chance_alone_makes():
    """Everybody answers with the same probability, in 40 groups of four: the plain value says otherwise."""
    rng = np.random.default_rng(3)
    groups = np.repeat(np.arange(40), 4)
    plain, adjusted = zip(
        *(
            (found.value, found.adjusted)
            for _ in range(200)
            for found in [
                nonresponse.r_indicator(
                    pd.DataFrame({"group": groups, "participated": rng.random(160) < 0.7}), ["group"]
                )
            ]
        ),
        strict=True,
    )
    assert np.mean(plain) < 0.6
    assert np.mean(adjusted) > 0.85


def test_r_indicator_of_nobody_is_unknown(standing):
    assert math.isnan(nonresponse.r_indicator(standing.head(0), ["district"]).value)


def returns(*values):
    days = pd.date_range("2026-03-02", periods=len(values), freq="D", tz="UTC")
    return pd.DataFrame({"participated": True, "first_submitted_at": days, "index": values})


def test_last_quarter_is_late():
    found = nonresponse.late_against_early(returns(50.0, 52.0, 54.0, 56.0, 50.0, 58.0, 40.0, 42.0), "index")
    assert (found.n_early, found.n_late, found.late) == (6, 2, 41)
    assert found.difference == pytest.approx(41 - 320 / 6)
    wanted = stats.ttest_ind([40, 42], [50, 52, 54, 56, 50, 58], equal_var=False).confidence_interval()
    assert (found.low, found.high) == pytest.approx(tuple(wanted))


def test_municipalities_without_a_value_are_neither_early_nor_late():
    found = nonresponse.late_against_early(returns(50.0, None, 54.0, 56.0, None), "index")
    assert found.n_early + found.n_late == 3


@pytest.mark.parametrize("values", [(), (50.0,), (50.0, 50.0, 50.0, 50.0)])
def test_too_few_returns_have_no_interval(values):
    found = nonresponse.late_against_early(returns(*values), "index")
    assert math.isnan(found.low)
    assert math.isnan(found.high)


@pytest.fixture
def two_strata():
    """A: 4 of 12 answered; B: 4 of 6; C: nobody of 2. All values vary alike."""
    frame = pd.DataFrame(
        {
            "district_ags": ["A"] * 12 + ["B"] * 6 + ["C"] * 2,
            "size_class": pd.Categorical(["0-4999"] * 20),
            "participated": [True] * 4 + [False] * 8 + [True] * 4 + [False] * 2 + [False] * 2,
            "index": [1.0, 2, 3, 4, *[None] * 8, 1.0, 2, 3, 4, *[None] * 4],
        }
    )
    return strata.with_strata(frame.assign(district=frame.district_ags))


def test_one_more_answer_helps_most_where_each_stands_for_many(two_strata):
    found = nonresponse.most_helpful(two_strata, "index")
    assert found.stratum.tolist() == ["C/0-4999", "A/0-4999", "B/0-4999"]
    assert math.isnan(found.gain[0])
    assert found.gain[1] > found.gain[2] > 0


def test_standard_error_is_that_of_the_estimate(two_strata):
    """All strata vary alike, so pooling changes nothing."""
    represented = two_strata[two_strata.stratum_respondents > 0].assign(stratum=lambda frame: frame.stratum.astype(str))
    wanted = estimates.means_by(represented[represented.participated], ["index"]).se.iloc[0]
    found = nonresponse.most_helpful(represented, "index")
    assert found.se_now[0] == pytest.approx(wanted)


def test_gain_is_that_of_a_single_answer(two_strata):
    """By hand: the values 1, 2, 3, 4 have the variance 5/3; five instead of four of the twelve in A."""
    row = rows(nonresponse.most_helpful(two_strata, "index"), stratum="A/0-4999")
    spread, others = 5 / 3, 6**2 * (1 - 4 / 6) / 4
    now, then = (math.sqrt(spread * (12**2 * (1 - n / 12) / n + others)) / 20 for n in (4, 5))
    assert (row.se_now, row.se_then, row.gain) == pytest.approx((now, then, now - then))


def test_complete_strata_need_no_more_answers(two_strata):
    everybody = strata.with_strata(
        two_strata.drop(columns=["stratum", "stratum_population", "stratum_respondents"]).assign(participated=True)
    )
    assert nonresponse.most_helpful(everybody, "index").empty
