"""Estimators against the figures of R's package `survey`, and at their edges."""

import json
from dataclasses import astuple
from math import isnan
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from atlas.estimates import Estimate, estimate_mean, estimate_share

REFERENCE = Path(__file__).parent.parent / "reference"
FIGURES = {case["case"]: case for case in json.loads((REFERENCE / "estimates.json").read_text())}


@pytest.fixture(scope="module")
def schools():
    sample = pd.read_csv(REFERENCE / "apistrat.csv")
    wide = sample["sch.wide"] == "Yes"
    return sample.assign(wide=wide, **{stratum: sample.stype == stratum for stratum in "EMH"})


@pytest.fixture(scope="module")
def design(schools):
    return {"sample": schools, "stratum": "stype", "population": schools.groupby("stype").fpc.first()}


def few(**columns):
    return pd.DataFrame({"stratum": ["A", "A", "B", "B"], "value": [1.0, 2.0, 3.0, 5.0]} | columns)


def mean_of(sample, population=(4, 4), **options):
    strata = pd.Series(dict(zip("AB", population, strict=False)))
    return estimate_mean(sample, value="value", stratum="stratum", population=strata, **options)


def share_of(sample, population=(4, 4), **options):
    strata = pd.Series(dict(zip("AB", population, strict=False)))
    return estimate_share(sample, value="value", stratum="stratum", population=strata, **options)


@pytest.mark.parametrize(
    ("case", "options"),
    [
        ("mean of api00", {"value": "api00"}),
        ("mean of enroll", {"value": "enroll"}),
        ("mean of api00 in stratum E", {"value": "api00", "domain": "E"}),
        ("mean of api00 in stratum M", {"value": "api00", "domain": "M"}),
        ("mean of api00 in stratum H", {"value": "api00", "domain": "H"}),
        ("mean of api00 in the domain sch.wide = Yes", {"value": "api00", "domain": "wide"}),
        ("mean of api00 weighted by enroll", {"value": "api00", "weight": "enroll"}),
        ("share of sch.wide = Yes, logit interval", {"value": "wide"}),
    ],
)
def test_figures_agree_with_those_of_the_survey_package(design, case, options):
    estimate = (estimate_share if case.startswith("share") else estimate_mean)(**design, **options)
    figures = FIGURES[case]
    wanted = [figures[name] for name in ("estimate", "se", "low", "high")]
    assert [estimate.mean, estimate.se, estimate.low, estimate.high] == pytest.approx(wanted, rel=1e-6)


def test_all_published_figures_are_compared():
    (cases,) = (mark for mark in test_figures_agree_with_those_of_the_survey_package.pytestmark)
    assert {case for case, _options in cases.args[1]} == FIGURES.keys()


def test_numbers_of_the_design(design):
    estimate = estimate_mean(**design, value="api00")
    assert (estimate.n, estimate.population, estimate.df) == (200, 6194, 197)
    stratum = estimate_mean(**design, value="api00", domain="E")
    assert (stratum.n, stratum.population, stratum.df) == (100, pytest.approx(4421), 99)


def test_mean_by_hand():
    """Two of four in both strata: means 1.5 and 4, variances 0.5 and 2, half of each stratum."""
    estimate = mean_of(few())
    se = ((4**2 * 0.5 * 0.5 / 2 + 4**2 * 0.5 * 2 / 2) / 8**2) ** 0.5
    margin = stats.t.ppf(0.975, 2) * se
    assert astuple(estimate) == pytest.approx((2.75, se, 2.75 - margin, 2.75 + margin, 4, 8, 2))


def test_stratum_that_answered_completely_adds_no_variance():
    assert mean_of(few(), (2, 2)) == Estimate(2.75, 0, 2.75, 2.75, 4, 4, 2)
    one = mean_of(few(), (2, 4))
    assert one.se == pytest.approx((4**2 * 0.5 * 2 / 2) ** 0.5 / 6)


def test_higher_level_gives_a_wider_interval():
    wide, narrow = mean_of(few(), level=0.99), mean_of(few(), level=0.9)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_one_respondent_of_several_leaves_the_spread_unknown():
    estimate = mean_of(few().head(3))
    assert estimate.mean == pytest.approx((1.5 + 3) / 2)
    assert all(isnan(figure) for figure in (estimate.se, estimate.low, estimate.high))


def test_one_respondent_of_one_is_certain():
    assert mean_of(few().head(3), (2, 1)) == Estimate(2, 0, 2, 2, 3, 3, 1)


def test_domain_of_one_tells_nothing_of_its_spread():
    estimate = mean_of(few(domain=[True, False, False, False]), domain="domain")
    assert (estimate.mean, estimate.n) == (1, 1)
    assert all(isnan(figure) for figure in (estimate.se, estimate.low, estimate.high))


def test_stratum_without_respondents_is_refused():
    with pytest.raises(ValueError, match="'B': 0 respondents of 4"):
        mean_of(few().head(2))


def test_stratum_without_municipalities_needs_no_respondents():
    assert mean_of(few().head(2), (4, 0)).mean == 1.5


def test_equal_values_have_no_error():
    assert mean_of(few(value=7.0)) == Estimate(7, 0, 7, 7, 4, 8, 2)


def test_empty_domain_says_nothing():
    estimate = mean_of(few(domain=False), domain="domain")
    assert (estimate.n, estimate.df) == (0, 0)
    assert all(isnan(figure) for figure in (estimate.mean, estimate.se, estimate.low, estimate.high))


def test_missing_value_is_outside_of_the_domain():
    missing = few(value=[1.0, None, 3.0, 5.0])
    domain = few(domain=[True, False, True, True])
    assert mean_of(missing).mean == mean_of(domain, domain="domain").mean
    assert mean_of(missing).se == mean_of(domain, domain="domain").se
    assert (mean_of(missing).n, mean_of(missing).population) == (3, 8)


def test_equal_sizes_are_no_weights():
    assert astuple(mean_of(few(size=3), weight="size")) == pytest.approx(astuple(mean_of(few())))


def test_order_of_rows_means_nothing():
    assert astuple(mean_of(few().iloc[::-1])) == pytest.approx(astuple(mean_of(few())))


def test_share_stays_between_nothing_and_everything():
    share = share_of(few(value=[True, False, False, False]), (400, 400))
    assert 0 < share.low < share.mean == 0.25 < share.high < 1


@pytest.mark.parametrize(("value", "sure"), [(True, 1.0), (False, 0.0)])
def test_unanimous_share_is_sure_only_when_everybody_was_asked(value, sure):
    assert share_of(few(value=value), (2, 2)) == Estimate(sure, 0, sure, sure, 4, 4, 2)
    some = share_of(few(value=value), (20, 20))
    exact = 1 - 0.025 ** (1 / 4)
    assert (some.low, some.high) == pytest.approx((1 - exact, 1) if value else (0, exact))


@pytest.mark.parametrize(
    ("sample", "options", "words"),
    [
        (few(stratum="C"), {}, "'C' is no stratum"),
        (few(), {"population": (1, 4)}, "2 respondents of 1"),
        (few(value=["a", "b", "c", "d"]), {}, "not all of it are numbers"),
        (few(size=-1), {"weight": "size"}, "sizes are 0 or more"),
        (few(), {"level": 95}, "not between 0 and 1"),
    ],
)
def test_what_makes_no_sense_is_refused(sample, options, words):
    with pytest.raises(ValueError, match=words):
        mean_of(sample, **options)


def test_share_of_other_numbers_is_refused():
    with pytest.raises(ValueError, match="true or false"):
        share_of(few())


def test_interval_covers_the_truth_as_often_as_it_says():
    """500 draws of 60 % from a population of 150 in three strata that differ."""
    rng = np.random.default_rng(1)
    population = pd.DataFrame({"stratum": np.repeat(list("ABC"), 50)})
    population["value"] = rng.normal(population.stratum.map({"A": 30, "B": 50, "C": 70}), 12)
    sizes, truth = population.stratum.value_counts(), population.value.mean()
    covered = 0
    for _repetition in range(500):
        drawn = population.groupby("stratum").sample(30, random_state=rng)
        found = estimate_mean(drawn, value="value", stratum="stratum", population=sizes)
        covered += found.low <= truth <= found.high
    assert 0.92 < covered / 500 < 0.98
