import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from survey.actions import NotEditable, RequiredAnswersMissing, reopen, save_answers, submit
from survey.models import Response, Submission
from survey.questionnaire.scoring import score_answers
from survey.questionnaire.states import answer_states
from tests.factories import ResponseFactory, SubmissionFactory, UserFactory, WaveFactory, complete_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def response():
    return ResponseFactory()


@pytest.fixture
def document(response):
    return response.wave.questionnaire.document


def fill_in(response, **answers):
    values = complete_answers(response.wave.questionnaire.document, **answers)
    save_answers(response=response, values=values, by=UserFactory())


def test_submission_is_a_numbered_copy_of_the_answers(response, document):
    fill_in(response)
    kim, at = UserFactory(), timezone.now()
    submission = submit(response=response, by=kim, at=at)
    submission.refresh_from_db()
    assert (submission.number, submission.submitted_by, submission.submitted_at) == (1, kim, at)
    assert submission.answers == response.answer_values()
    assert Response.objects.get().is_submitted


def test_checksum_can_be_recomputed_from_what_was_stored(response):
    fill_in(response)
    submission = Submission.objects.get(pk=submit(response=response, by=UserFactory()).pk)
    text = json.dumps(submission.answers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert submission.checksum == hashlib.sha256(text.encode()).hexdigest()


def test_states_of_all_questions_are_stored(response, document):
    fill_in(response)
    submission = Submission.objects.get(pk=submit(response=response, by=UserFactory()).pk)
    assert submission.states == answer_states(document, submission.answers)
    assert set(submission.states) == {question.code for question in document.questions}


def test_scores_are_stored_unrounded(response, document):
    fill_in(response)
    submission = submit(response=response, by=UserFactory())
    result = score_answers(document, submission.answers)
    submission.score.refresh_from_db()
    score = submission.score
    assert (score.index, score.index_low, score.index_high) == (
        result.index.score,
        result.index.low,
        result.index.high,
    )
    assert (score.sovereignty, score.answered_share) == (result.sovereignty.score, result.index.answered_share)
    assert score.level in {level.code for level in document.levels}
    assert {code: entry["score"] for code, entry in score.sections.items()} == {
        code: section.score for code, section in result.sections.items()
    }


def conditional_question(document):
    """A question, and an earlier question by which alone it is hidden, with a value that hides it."""
    for question in document.questions:
        leaf = question.show_if.all[0] if question.show_if and hasattr(question.show_if, "all") else None
        if leaf is not None and leaf.op == "gte" and document.question(leaf.code).show_if is None:
            return question, document.question(leaf.code), leaf.value - 1
    raise AssertionError("the questionnaire has no such question")


def test_hidden_answers_are_kept_but_not_handed_in(response, document):
    question, decisive, hiding = conditional_question(document)
    fill_in(response, **{decisive.code: hiding + 1})
    shown = complete_answers(document, **{decisive.code: hiding + 1})
    save_answers(response=response, values={question.code: shown.get(question.code, "_dk")}, by=UserFactory())
    save_answers(response=response, values={decisive.code: hiding}, by=UserFactory())
    submission = submit(response=response, by=UserFactory())
    assert question.code in response.answer_values()
    assert question.code not in submission.answers
    assert submission.states[question.code] == "not_asked"


def test_missing_required_answers_are_listed_and_nothing_is_handed_in(response, document):
    fill_in(response)
    required = [question for question in document.questions if question.required and not question.show_if][:2]
    save_answers(response=response, values={question.code: None for question in required}, by=UserFactory())
    with pytest.raises(RequiredAnswersMissing) as refusal:
        submit(response=response, by=UserFactory())
    missing = [question.code for question in refusal.value.questions]
    assert missing == [question.code for question in required]
    assert not Submission.objects.exists()
    assert not Response.objects.get().is_submitted


def test_dont_know_suffices_for_a_required_question(response, document):
    fill_in(response)
    question = next(q for q in document.questions if q.required and q.dont_know and q.type == "priority")
    save_answers(response=response, values={question.code: "_dk"}, by=UserFactory())
    assert submit(response=response, by=UserFactory()).states[question.code] == "dont_know"


def test_handed_in_return_is_not_handed_in_again(response):
    fill_in(response)
    submit(response=response, by=UserFactory())
    with pytest.raises(NotEditable):
        submit(response=response, by=UserFactory())
    assert Submission.objects.count() == 1


def test_closed_wave_takes_no_return(response):
    fill_in(response)
    with pytest.raises(NotEditable):
        submit(response=response, by=UserFactory(), at=response.wave.closes_at)


def test_reopened_return_is_handed_in_under_the_next_number():
    first = SubmissionFactory()
    response = first.response
    reopen(response=response, by=UserFactory())
    response.refresh_from_db()
    assert not response.is_submitted
    assert submit(response=response, by=UserFactory()).number == 2
    assert list(response.submissions.values_list("number", flat=True)) == [1, 2]


def test_reopening_changes_no_answer_and_no_submission():
    submission = SubmissionFactory()
    before = submission.response.answer_values()
    reopen(response=submission.response, by=submission.submitted_by)
    assert submission.response.answer_values() == before
    assert Submission.objects.get().checksum == submission.checksum


def test_closed_wave_cannot_be_reopened_for_one():
    now = timezone.now()
    wave = WaveFactory(opens_at=now - timedelta(days=9), closes_at=now + timedelta(hours=1))
    submission = SubmissionFactory(response=ResponseFactory(wave=wave))
    wave.closes_at = now
    wave.save()
    submission.response.wave.refresh_from_db()
    with pytest.raises(NotEditable):
        reopen(response=submission.response, by=submission.submitted_by)
    assert Response.objects.get().is_submitted
