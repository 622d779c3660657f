"""`manage.py rescore`: what is stored and what is computed again agree."""

import pytest
from django.core.management import CommandError

from survey.actions.rescore import SCORE_FIELDS
from survey.actions.submit import score_of
from survey.models import SubmissionScore
from tests.factories import SubmissionFactory, WaveFactory

pytestmark = pytest.mark.django_db


def stored():
    return list(SubmissionScore.objects.order_by("pk").values(*SCORE_FIELDS))


def test_stored_and_recomputed_scores_agree(manage):
    submissions = SubmissionFactory.create_batch(5, response__wave=WaveFactory())
    for submission in submissions:
        submission.refresh_from_db()
        again = score_of(submission, submission.response.wave.questionnaire.document)
        assert {name: getattr(again, name) for name in SCORE_FIELDS} == {
            name: getattr(submission.score, name) for name in SCORE_FIELDS
        }
    assert manage("rescore") == "0 of 5 scores changed.\n"


def test_scores_that_differ_are_corrected(manage):
    SubmissionFactory.create_batch(3)
    right = stored()
    first = SubmissionScore.objects.order_by("pk").first()
    SubmissionScore.objects.filter(pk=first.pk).update(index=1.0, level="L1", sections={})
    assert manage("rescore") == "1 of 3 scores changed.\n"
    assert stored() == right
    assert SubmissionScore.objects.get(pk=first.pk).computed_at > first.computed_at


def test_missing_scores_are_added(manage):
    SubmissionFactory()
    right = stored()
    SubmissionScore.objects.all().delete()
    assert manage("rescore") == "1 of 1 scores changed.\n"
    assert stored() == right


def test_a_dry_run_changes_nothing(manage):
    SubmissionFactory()
    SubmissionScore.objects.update(index=1.0)
    assert manage("rescore", "--dry-run") == "1 of 1 scores would change.\n"
    assert SubmissionScore.objects.get().index == 1.0


def test_only_the_chosen_wave_is_scored_again(manage):
    chosen, other = SubmissionFactory(), SubmissionFactory()
    SubmissionScore.objects.update(index=-1.0)
    assert manage("rescore", "--wave", chosen.response.wave.slug) == "1 of 1 scores changed.\n"
    assert SubmissionScore.objects.get(pk=chosen.pk).index != -1.0
    assert SubmissionScore.objects.get(pk=other.pk).index == -1.0


def test_an_unknown_wave_is_refused(manage):
    with pytest.raises(CommandError, match="There is no wave nowhere"):
        manage("rescore", "--wave", "nowhere")


def test_the_number_of_queries_does_not_grow_with_the_submissions(manage, django_assert_num_queries):
    wave = WaveFactory()
    SubmissionFactory.create_batch(4, response__wave=wave)
    with django_assert_num_queries(3):  # savepoint, one batch, release
        manage("rescore")
