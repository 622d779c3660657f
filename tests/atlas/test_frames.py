"""Rows of a real database as frames."""

import pandas as pd
import pytest

from atlas import frames
from survey.actions import reopen
from survey.models import Municipality, SubmissionScore
from survey.questionnaire.scoring import score_answers
from tests.factories import MunicipalityFactory, ResponseFactory, SubmissionFactory, WaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    return SubmissionFactory()


def hand_in_again(submission):
    reopen(response=submission.response, by=submission.submitted_by)
    return SubmissionFactory(response=submission.response)


def test_register_has_a_row_for_each_municipality_in_the_order_of_its_key():
    towns = [MunicipalityFactory(population=4_999), MunicipalityFactory(population=5_000)]
    register = frames.register()
    assert list(register["ags"]) == sorted(town.ags for town in towns)
    classes = dict(zip(register["ags"], register["size_class"], strict=True))
    assert [classes[town.ags] for town in towns] == ["0-4999", "5000-9999"]


def test_districts_are_categories_ordered_by_their_key():
    second = MunicipalityFactory(district__ags="99902", district__name="Anfang")
    first = MunicipalityFactory(district__ags="99901", district__name="Zuletzt")
    assert {first.district.name, second.district.name} == {"Zuletzt", "Anfang"}
    assert list(frames.register()["district"].cat.categories) == ["Zuletzt", "Anfang"]


def test_returns_carry_the_scores_of_the_submission(submission):
    wave = submission.response.wave
    row = frames.returns(wave).iloc[0]
    result = score_answers(wave.questionnaire.document, submission.answers)
    assert row["ags"] == submission.response.municipality_id
    assert row["submitted_at"] == submission.submitted_at
    assert row["index"] == pytest.approx(result.index.score)
    for code, score in result.sections.items():
        assert row[code] == (
            pytest.approx(score.score) if score.score is not None else pytest.approx(float("nan"), nan_ok=True)
        )


def test_only_the_latest_submission_of_a_return_counts(submission):
    later = hand_in_again(submission)
    returns = frames.returns(submission.response.wave)
    assert list(returns["submitted_at"]) == [later.submitted_at]


def test_another_wave_is_another_frame(submission):
    assert frames.returns(WaveFactory()).empty
    assert len(frames.returns(submission.response.wave)) == 1


def test_drafts_never_reach_the_atlas():
    response = ResponseFactory()
    assert not frames.standing(response.wave)["participated"].any()


def test_standing_keeps_municipalities_without_a_return(submission):
    silent = MunicipalityFactory()
    standing = frames.standing(submission.response.wave).set_index("ags")
    assert standing.loc[submission.response.municipality_id, "participated"]
    assert not standing.loc[silent.ags, "participated"]
    assert pd.isna(standing.loc[silent.ags, "index"])


def test_an_empty_register_is_an_empty_frame():
    wave = WaveFactory()
    Municipality.objects.all().delete()
    standing = frames.standing(wave)
    assert standing.empty
    assert {"ags", "participated", "index", "size_class"} <= set(standing.columns)


@pytest.mark.parametrize("change", ["submission", "score", "wave", "municipality", "municipality gone"])
def test_data_version_moves_with_every_change(submission, change):
    extra = MunicipalityFactory()
    before = frames.data_version()
    match change:
        case "submission":
            hand_in_again(submission)
        case "score":
            SubmissionScore.objects.get().save()
        case "wave":
            submission.response.wave.save()
        case "municipality":
            extra.save()
        case _:
            extra.delete()
    assert frames.data_version() != before


def test_data_version_is_one_query(submission, django_assert_num_queries):
    with django_assert_num_queries(1):
        frames.data_version()
