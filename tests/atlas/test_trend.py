"""Changes of the same municipalities by the same questions."""

from math import isnan, nan, sqrt

import pandas as pd
import pytest
from scipy import stats

from atlas import trend
from atlas.trend import Comparable

COMPARABLE = Comparable(
    items={"STR": {"STR-01": 1.0, "STR-02": 3.0}, "VER": {"VER-01": 1.0}, "NEW": {}},
    sections={"STR": 1.0, "VER": 1.0, "NEW": 1.0},
    least_items=0.4,
    least_sections=0.75,
)
AUE, BERG, GAMMA, FURT = "01001001", "01001002", "01003000", "01004001"


def items(**rows):
    """Item scores: name of the town → STR-01, STR-02, VER-01."""
    towns = {"aue": AUE, "berg": BERG, "gamma": GAMMA, "furt": FURT}
    found = {towns[name]: values for name, values in rows.items()}
    return pd.DataFrame.from_dict(found, orient="index", columns=["STR-01", "STR-02", "VER-01"], dtype=float)


@pytest.fixture
def found(standing):
    before = items(aue=[0, 0.5, 0.2], berg=[0.5, 0.5, 0.4], gamma=[1, 0.5, 0.5])
    now = items(aue=[1, 0.5, 0.3], berg=[0.5, nan, 0.8], gamma=[1, 1, nan], furt=[1, 1, 1])
    return trend.panel(standing, before, now, COMPARABLE).set_index("ags", drop=False)


def test_only_municipalities_of_both_waves_are_in_the_panel(found):
    assert found.loc[found["participated"], "name"].tolist() == ["Aue", "Berg", "Gamma"]


def test_scores_are_weighted_means_of_the_questions_answered_both_times(found):
    # 1 · 0 + 3 · 0.5 and 1 · 1 + 3 · 0.5, of 4
    assert found.loc[AUE, ["STR_before", "STR_now", "STR_change"]].tolist() == pytest.approx([37.5, 62.5, 25])
    # STR-02 was not answered the second time, so too little of the section is left
    assert isnan(found.loc[BERG, "STR_before"])
    assert found.loc[BERG, "VER_change"] == pytest.approx(40)


def test_index_needs_enough_of_the_sections_that_can_be_compared(found):
    assert found.loc[AUE, "index_change"] == pytest.approx((25 + 10) / 2)
    assert isnan(found.loc[BERG, "index_change"])
    assert isnan(found.loc[GAMMA, "index_change"])


def test_section_without_an_unchanged_question_is_no_measure(found):
    assert COMPARABLE.measures == ["index", "STR", "VER"]
    assert "NEW_change" not in found


def test_strata_follow_from_the_panel(found):
    assert found.loc[AUE, ["stratum_population", "stratum_respondents"]].tolist() == [3, 2]
    assert found.loc[FURT, "stratum_respondents"] == 0


def test_interval_of_a_change_is_that_of_the_differences(standing):
    before = items(aue=[0, 0.2, 0.2], berg=[0, 0.4, 0.4])
    now = items(aue=[0, 0.3, 0.3], berg=[0, 0.9, 0.9])
    found = trend.panel(standing, before, now, COMPARABLE)
    row = trend.changes(found, ["VER"]).iloc[0]
    # two of the three towns of Alpha, differences of 10 and 50 points
    spread = 2 * 20**2
    se = sqrt(3**2 * (1 - 2 / 3) * spread / 2) / 3
    assert row[["n", "before", "now", "change"]].tolist() == pytest.approx([2, 30, 60, 30])
    assert row["se"] == pytest.approx(se)
    assert row["high"] == pytest.approx(30 + stats.t.ppf(0.975, 1) * se)


def test_change_of_a_complete_panel_is_known_exactly(found):
    row = trend.changes(found, ["STR"], "district_ags").set_index("district_ags").loc["01003"]
    assert row[["n", "change", "se", "low", "high"]].tolist() == pytest.approx([1, 37.5, 0, 37.5, 37.5])


def test_nobody_in_both_waves_is_no_change(standing):
    found = trend.panel(standing, items(aue=[1, 1, 1]), items(berg=[1, 1, 1]), COMPARABLE)
    row = trend.changes(found, ["index"]).iloc[0]
    assert row["n"] == 0
    assert isnan(row["change"])


def test_questions_change_by_points_of_their_score(found):
    rows = trend.question_changes(found, ["STR-01", "VER-01"]).set_index("question")
    assert rows.loc["STR-01", "n"] == 3
    assert rows.loc["VER-01", "n"] == 2
    assert trend.question_changes(found, []).empty


def test_membership_tells_who_joined_and_who_left(standing):
    before = standing.assign(participated=standing["ags"].isin([AUE, "01002001"]))
    parts = trend.membership(before, standing).set_index("name")["part"]
    assert parts.to_dict() == {
        "Aue": "both",
        "Berg": "joined",
        "Cella": "never",
        "Dorf": "left",
        "Eich": "never",
        "Gamma": "joined",
        "Furt": "joined",
    }
