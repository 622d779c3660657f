import pytest
from django.db import InternalError, connection, transaction

from survey.models import Submission
from tests.factories import ResponseFactory, SubmissionFactory, WaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    return SubmissionFactory()


def test_submission_cannot_be_changed(submission):
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(checksum="forged")


def test_submission_cannot_be_deleted(submission):
    submission.score.delete()
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).delete()


def test_submission_cannot_be_changed_past_django_either(submission):
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE survey_submission SET answers = '{}'")


def test_the_last_submission_of_each_return_counts():
    first = SubmissionFactory()
    type(first.response).objects.update(state="open")
    second = SubmissionFactory(response=first.response)
    other = SubmissionFactory()
    assert set(Submission.objects.current()) == {second, other}


def test_submissions_are_found_by_wave():
    here = SubmissionFactory(response=ResponseFactory(wave=WaveFactory()))
    SubmissionFactory()
    assert list(Submission.objects.in_wave(here.response.wave)) == [here]
