"""Strengths and gaps in sentences."""

import pandas as pd
import pytest

from atlas.comparison import standing_out
from atlas.edition import Edition
from atlas.profiles.texts import standing_of

NONE = float("nan")
CODES = ["S1", "S2", "S3", "S4", "S5"]


@pytest.fixture
def edition():
    return Edition({code: f"Field {code}" for code in CODES}, {}, (), 5, "Survey", "Europe/Berlin")


@pytest.fixture
def say(edition):
    def say(own, size, region=50.0):
        frame = pd.DataFrame({"measure": CODES, "own": own, "size_mean": size, "region_mean": region})
        return standing_of(frame, standing_out(frame, dict.fromkeys(CODES, (0, 0))), "0-4999", edition)

    return say


def test_sentence_names_the_mean_and_both_numbers(say):
    found = say([62.5, 50, 50, 50, 41.2], 50.0)
    assert found.strengths == [
        "“Field S1” lies 12.5 points above the mean of municipalities with under 5,000 inhabitants (62.5 against 50.0)."
    ]
    assert found.gaps == [
        "“Field S5” lies 8.8 points below the mean of municipalities with under 5,000 inhabitants (41.2 against 50.0)."
    ]


def test_the_region_stands_in_where_the_size_class_is_hidden(say):
    assert "above the mean of the region (62.5 against 50.0)" in say([62.5, 50, 50, 50, 50], NONE).strengths[0]


def test_three_are_told_the_largest_first(say):
    found = say([51, 54, 53, 52, 55], 50.0)
    assert [sentence[7:9] for sentence in found.strengths] == ["S5", "S2", "S3"]
    assert [sentence[7:9] for sentence in say([49, 46, 47, 48, 45], 50.0).gaps] == ["S5", "S2", "S3"]
    assert found.gaps == ["None stands out."]


def test_the_region_stands_in_where_the_size_class_says_nothing(say):
    found = say([50, 50, 50, 50, 41.2], 50.0, 40.0)
    assert len(found.strengths) == 3
    assert "above the mean of the region (50.0 against 40.0)" in found.strengths[0]
    assert found.gaps == [found.gaps[0]]
    assert "below the mean of municipalities with under 5,000" in found.gaps[0]


def test_no_field_is_a_strength_and_a_gap(say):
    found = say([60, 50, 50, 50, 50], 50.0, 70.0)
    assert "“Field S1”" in found.strengths[0]
    assert not any("“Field S1”" in gap for gap in found.gaps)


@pytest.mark.parametrize(
    ("own", "size", "region", "said"),
    [
        ([NONE] * 5, 50.0, 50.0, "No comparison is possible yet."),
        ([40] * 5, NONE, NONE, "No comparison is possible yet."),
        (
            [40, NONE, NONE, NONE, NONE],
            [NONE, 50, 50, 50, 50],
            [NONE, 50, 50, 50, 50],
            "No comparison is possible yet.",
        ),
        ([50] * 5, 50.0, 50.0, "None stands out."),
    ],
)
def test_nothing_to_compare_is_not_nothing_that_stands_out(say, own, size, region, said):
    found = say(own, size, region)
    assert found.strengths == found.gaps == [said]


@pytest.mark.parametrize(
    ("own", "size", "region", "note"),
    [
        ([NONE] * 5, 50.0, 50.0, "No field of action has a score yet."),
        ([40] * 5, NONE, NONE, "There is no mean to compare with: too few returns."),
        ([40] * 5, 50.0, 50.0, "A difference is told only where"),
    ],
)
def test_the_note_says_why_there_is_little_to_tell(say, own, size, region, note):
    assert say(own, size, region).note.startswith(note)
