import pandas as pd
import pytest
from django.utils import translation

from atlas import formats, labels, participation, scores, sentences
from atlas.columns import STRATA
from atlas.participation import Turnout
from atlas.strata import with_strata


def turnout_sentence(standing, min_cases):
    groups = participation.by_group(standing, "district")
    places = [f"in {name}" for name in groups.district]
    return sentences.participation(participation.overall(standing), groups, places, min_cases)


def test_participation_names_highest_and_lowest(standing):
    districts = standing[standing.district.isin(["Alpha", "Beta-Kreis"])]
    assert turnout_sentence(districts, min_cases=2) == (
        "2 of 5 municipalities (40.0%) have answered; "
        "participation is highest in Alpha (66.7%) and lowest in Beta-Kreis (0.0%)."
    )


def test_small_groups_are_not_singled_out_and_the_sentence_says_so(standing):
    sentence = turnout_sentence(standing, min_cases=2)
    assert "among groups of at least 2 municipalities, participation is highest in Alpha" in sentence
    assert "Gamma" not in sentence


def test_ties_are_named_together(standing):
    assert "highest in Gamma and in Delta (100.0%)" in turnout_sentence(standing, min_cases=1)


def test_equal_groups_are_not_compared(standing):
    everybody = standing.assign(participated=True)
    assert turnout_sentence(everybody, min_cases=1) == "7 of 7 municipalities (100.0%) have answered."


def test_nobody_answered(unanswered):
    assert turnout_sentence(unanswered, min_cases=1) == "None of the 7 municipalities has answered yet."


def test_one_return_is_singular():
    groups = pd.DataFrame({"district": ["Alpha"], "n": [1], "population": [3], "share": [1 / 3]})
    sentence = sentences.participation(Turnout(1, 3), groups, ["in Alpha"], 1)
    assert sentence == "1 of 3 municipalities (33.3%) has answered."


def test_empty_selection_says_so(standing):
    assert turnout_sentence(standing.head(0), 1) == "No municipalities in this selection."


def test_returns_over_time_tell_first_half_and_last(standing):
    days = participation.over_time(standing, timezone="Europe/Berlin")
    assert sentences.participation_over_time(days, 7) == (
        "4 returns came in between 03/03/2026 and 06/03/2026; half of them had come in by 05/03/2026."
    )


def test_returns_of_a_single_day(standing):
    days = participation.over_time(standing.head(1), timezone="UTC")
    assert sentences.participation_over_time(days, 1) == "1 return came in, on 02/03/2026."


def index_sentence(standing, edition):
    index = scores.index_by_district(standing)
    return sentences.index_by_district(index, index.district.tolist(), edition)


def test_index_tells_mean_level_and_the_spread_of_large_districts(standing, edition):
    index = pd.Series([40.0, 60.0, float("nan"), 20.0, 30.0, 80.0, float("nan")])
    everywhere = standing.drop(columns=list(STRATA)).assign(index=index, participated=index.notna())
    assert index_sentence(with_strata(everywhere), edition) == (
        "The mean index, estimated from 5 municipalities, is 46.7 of 100 points (level “Starting”; 95%: 32.9 to 61.4); "
        "the means of the districts with at least 2 values lie between 25.0 (Beta-Kreis) and 50.0 (Alpha)."
    )


def test_index_of_one_district_is_not_compared(standing, edition):
    assert index_sentence(standing, edition) == (
        "The mean index, estimated from 3 municipalities, is 57.5 of 100 points (level “Shaping”; 95%: 25.7 to 82.9)."
    )


def test_no_index_at_all(unanswered, edition):
    assert index_sentence(unanswered, edition) == "No municipality has an index yet."
    assert sentences.index_map(unanswered) == "No municipality has an index yet."


def test_sections_name_the_strongest_and_the_weakest(standing, edition):
    means = scores.by_district(standing, ["STR", "VER"])
    assert sentences.sections_by_district(means, edition) == (
        "On average the municipalities are furthest in “Digital administration” (58.8 of 100 points) "
        "and least far in “Strategy & organisation” (41.4)."
    )


def test_equal_sections_are_not_ranked(standing, edition):
    means = scores.by_district(standing.assign(VER=standing.STR), ["STR", "VER"])
    assert "all fields of action are at 41.4" in sentences.sections_by_district(means, edition)


def test_sections_without_scores(unanswered, edition):
    means = scores.by_district(unanswered, ["STR", "VER"])
    assert sentences.sections_by_district(means, edition) == "No field of action has a score yet."


def test_map_tells_range_and_silence(standing):
    assert sentences.index_map(standing) == (
        "3 of 7 municipalities have an index, from 40.0 to 80.0 of 100 points; 3 municipalities have not answered."
    )


def test_map_without_silence(standing):
    assert sentences.index_map(standing.head(2)).endswith("; all have answered.")


def test_levels_name_the_most_frequent_and_the_gaps(standing, edition):
    counts = scores.level_counts(standing, edition.levels)
    assert sentences.level_distribution(counts, edition) == (
        "The most frequent level is “Shaping” with 2 of 4 returns (estimated for all: 50.0%; 95%: 0.0% to 100.0%); "
        "1 return has too many gaps for a level."
    )


def test_levels_that_tie_are_both_named(standing, edition):
    counts = scores.level_counts(standing.head(2), edition.levels)
    assert sentences.level_distribution(counts, edition) == (
        "The most frequent levels are “Starting” and “Shaping” with 1 of 2 returns each."
    )


def test_only_gaps(standing, edition):
    counts = scores.level_counts(standing.tail(1), edition.levels)
    assert sentences.level_distribution(counts, edition) == "1 return has too many gaps for a level."


@pytest.mark.parametrize(("values", "expected"), [([], None), ([40.04, 40.01], None), ([3.0], None)])
def test_what_prints_equal_is_no_difference(values, expected):
    assert sentences.extremes(["a", "b"][: len(values)], values, formats.decimal) is expected


def test_german_names_the_district_in_its_own_way(standing):
    with translation.override("de"):
        groups = participation.by_group(standing, "district")
        places = [labels.in_district(name, is_city=name == "Gamma") for name in groups.district]
        sentence = sentences.participation(participation.overall(standing), groups, places, 1)
    assert sentence == (
        "Aus 4 von 7 Kommunen (57,1\u00a0%) liegt eine Rückmeldung vor; am höchsten ist die Beteiligung "
        "im Stadtkreis Gamma und im Landkreis Delta (100,0\u00a0%), am niedrigsten im Beta-Kreis (0,0\u00a0%)."
    )
