"""The answers of a working copy as a mapping."""

import pytest

from survey.actions import save_answers
from tests.factories import ResponseFactory, UserFactory, complete_answers

pytestmark = pytest.mark.django_db


def test_all_answers_come_with_one_query(django_assert_num_queries):
    response, answers = ResponseFactory(), complete_answers()
    save_answers(response=response, values=answers, by=UserFactory())
    with django_assert_num_queries(1):
        assert response.answer_values() == answers


def test_an_answer_that_was_taken_back_is_none():
    response, person, (code, value) = ResponseFactory(), UserFactory(), next(iter(complete_answers().items()))
    save_answers(response=response, values={code: value}, by=person)
    save_answers(response=response, values={code: None}, by=person)
    assert response.answer_values() == {}
