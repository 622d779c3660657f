from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from survey.actions import NotEditable, save_answers
from survey.models import Response
from tests.factories import ResponseFactory, UserFactory, WaveFactory

pytestmark = pytest.mark.django_db
EARLIER = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def response():
    wave = WaveFactory(opens_at=EARLIER - timedelta(days=1), closes_at=timezone.now() + timedelta(days=1))
    return ResponseFactory(wave=wave)


@pytest.fixture
def kim():
    return UserFactory(name="Kim")


@pytest.fixture
def sascha():
    return UserFactory(name="Sascha")


def test_saved_answer_tells_who_and_when(response, kim):
    save_answers(response=response, values={"A": 3}, by=kim, at=EARLIER)
    answer = response.answers.get()
    assert (answer.code, answer.value, answer.revision) == ("A", 3, 1)
    assert (answer.answered_by, answer.answered_at) == (kim, EARLIER)


def test_other_answers_stay_as_they_are(response, kim):
    save_answers(response=response, values={"A": 3}, by=kim)
    save_answers(response=response, values={"B": "yes"}, by=kim)
    assert response.answer_values() == {"A": 3, "B": "yes"}


def test_changed_answer_gets_the_next_revision(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim)
    saved = save_answers(response=response, values={"A": 4}, by=sascha)
    answer = response.answers.get()
    assert (answer.value, answer.revision, answer.answered_by) == (4, 2, sascha)
    assert saved.answers["A"].revision == 2


def test_unchanged_answer_keeps_revision_author_and_time(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim, at=EARLIER)
    save_answers(response=response, values={"A": 3}, by=sascha)
    answer = response.answers.get()
    assert (answer.revision, answer.answered_by, answer.answered_at) == (1, kim, EARLIER)


def test_none_takes_an_answer_back_and_remembers_who_did(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim)
    save_answers(response=response, values={"A": None}, by=sascha)
    assert response.answer_values() == {}
    answer = response.answers.get()
    assert (answer.value, answer.revision, answer.answered_by) == (None, 2, sascha)


def test_none_without_an_answer_writes_nothing(response, kim):
    save_answers(response=response, values={"A": None}, by=kim)
    assert not response.answers.exists()


def test_answer_built_on_an_older_revision_is_reported_not_saved(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim)
    saved = save_answers(response=response, values={"A": 4}, by=sascha, revisions={"A": 0})
    assert saved.conflicts["A"].value == 3
    assert saved.conflicts["A"].answered_by == kim
    assert response.answer_values() == {"A": 3}


def test_answer_built_on_the_present_revision_is_saved(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim)
    saved = save_answers(response=response, values={"A": 4}, by=sascha, revisions={"A": 1})
    assert saved.conflicts == {}
    assert response.answer_values() == {"A": 4}


def test_same_answer_on_an_older_revision_is_no_conflict(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim)
    assert save_answers(response=response, values={"A": 3}, by=sascha, revisions={"A": 0}).conflicts == {}


def test_question_left_blank_does_not_wipe_out_what_a_colleague_answered_meanwhile(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim)
    saved = save_answers(response=response, values={"A": None, "B": 1}, by=sascha, revisions={"A": 0, "B": 0})
    assert saved.conflicts == {}
    assert response.answer_values() == {"A": 3, "B": 1}


def test_taking_back_an_answer_that_changed_meanwhile_is_a_conflict(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim)
    save_answers(response=response, values={"A": 4}, by=kim)
    assert "A" in save_answers(response=response, values={"A": None}, by=sascha, revisions={"A": 1}).conflicts
    assert response.answer_values() == {"A": 4}


def test_one_conflict_does_not_hold_up_the_other_answers(response, kim, sascha):
    save_answers(response=response, values={"A": 3}, by=kim)
    save_answers(response=response, values={"A": 4, "B": 1}, by=sascha, revisions={"A": 0, "B": 0})
    assert response.answer_values() == {"A": 3, "B": 1}


def test_closed_wave_refuses(response, kim):
    save_answers(response=response, values={"A": 3}, by=kim)
    with pytest.raises(NotEditable, match="Diese Erhebung ist beendet"):
        save_answers(response=response, values={"A": 4}, by=kim, at=response.wave.closes_at)
    assert response.answer_values() == {"A": 3}


def test_wave_that_has_not_opened_refuses(response, kim):
    with pytest.raises(NotEditable):
        save_answers(response=response, values={"A": 3}, by=kim, at=response.wave.opens_at - timedelta(seconds=1))


def test_handed_in_return_refuses_even_if_the_caller_holds_an_old_copy(response, kim):
    Response.objects.filter(pk=response.pk).update(state=Response.State.SUBMITTED)
    with pytest.raises(NotEditable):
        save_answers(response=response, values={"A": 3}, by=kim)
    assert response.answer_values() == {}
