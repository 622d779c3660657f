"""METHOD §6 with the worked example E10."""

import pandas as pd
import pytest

from atlas.priorities import ACT, KEEP, SECURE, WATCH, CrossHairs, Pair, gaps, points, quadrant

HAIRS = CrossHairs(priority=75, maturity=50)
PAIR = Pair("VER-05", "VER-06")


def answers(*rows):
    return pd.DataFrame(rows, columns=["ags", "question", "state", "value"], dtype=object)


@pytest.mark.parametrize(
    ("priority", "maturity", "expected"),
    [(100, 50, KEEP), (75, 25, ACT), (25, 75, SECURE), (74.9, 49.9, WATCH), (75, 49.999, ACT), (float("nan"), 1, "")],
)
def test_quadrants_have_fixed_cross_hairs(priority, maturity, expected):
    assert quadrant(priority, maturity, HAIRS) == expected


@pytest.fixture
def found(standing):
    given = answers(
        ("01001001", "VER-05", "answered", 2),
        ("01001001", "VER-06", "answered", 5),
        ("01001002", "VER-05", "answered", 3),
        ("01001002", "VER-06", "answered", 4),
        ("01003000", "VER-05", "dont_know", None),
        ("01003000", "VER-06", "answered", 3),
    )
    items = pd.DataFrame({"VER-05": {"01001001": 0.5, "01001002": 0.75, "01004001": 0.0}})
    return points(standing, given, items, [PAIR])


def test_priority_and_maturity_run_from_0_to_100(found):
    own = found.set_index("ags").loc["01001001"]
    assert own[["VER-05_priority", "VER-05_maturity", "VER-05_gap"]].tolist() == [100, 50, 50]


def test_only_complete_pairs_count(found):
    assert found["VER-05_gap"].notna().sum() == 2
    # an item that is 0 because something does not exist was not answered
    assert pd.isna(found.set_index("ags").loc["01004001", "VER-05_maturity"])


def test_gap_of_the_region_is_of_the_same_municipalities(found):
    row = gaps(found, [PAIR], HAIRS).iloc[0]
    assert row["n"] == 2
    assert row[["priority", "maturity", "gap"]].tolist() == pytest.approx([87.5, 62.5, 25])
    assert row["quadrant"] == KEEP


def test_group_without_a_complete_pair_has_no_quadrant(found):
    groups = gaps(found, [PAIR], HAIRS, "district").set_index("group")
    assert groups.loc["Gamma", "n"] == 0
    assert groups.loc["Gamma", "quadrant"] == ""


def test_quadrant_is_sure_only_if_no_interval_crosses_a_line(found):
    assert not gaps(found, [PAIR], HAIRS).iloc[0]["is_sure"]
    apart = found.assign(**{"VER-05_priority": 100.0, "VER-05_maturity": 75.0})
    assert gaps(apart, [PAIR], HAIRS).iloc[0]["is_sure"]
