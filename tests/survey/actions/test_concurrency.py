"""What was confirmed as saved is never lost, whoever else is at work at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from survey.actions import NotEditable, save_answers, start_response, submit
from survey.models import Response, Submission
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    ResponseFactory,
    UserFactory,
    WaveFactory,
    complete_answers,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks):
    """Runs the tasks at the same moment, each with its own connection; returns results or exceptions."""
    barrier = Barrier(len(tasks))

    def run(task):
        barrier.wait(timeout=10)
        try:
            return task()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_two_colleagues_answering_different_questions_both_keep_their_answers():
    response, kim, sascha = ResponseFactory(), UserFactory(), UserFactory()

    def answering(prefix, person):
        def task():
            for number in range(20):
                save_answers(response=response, values={f"{prefix}{number}": number}, by=person)

        return task

    assert at_once(answering("A", kim), answering("B", sascha)) == [None, None]
    assert response.answers.count() == 40


def test_two_colleagues_answering_the_same_question_one_wins_and_the_other_is_told():
    response, kim, sascha = ResponseFactory(), UserFactory(), UserFactory()
    for number in range(10):
        code = f"Q{number}"
        save = partial(save_answers, response=response, revisions={code: 0})
        results = at_once(partial(save, values={code: 1}, by=kim), partial(save, values={code: 2}, by=sascha))
        assert sorted(len(saved.conflicts) for saved in results) == [0, 1]
        winner = next(value for value, saved in zip((1, 2), results, strict=True) if not saved.conflicts)
        assert response.answer_values()[code] == winner


def test_answer_saved_while_handing_in_is_handed_in_or_refused():
    document = WaveFactory().questionnaire.document
    question = next(question for question in document.questions if question.type == "text" and not question.show_if)
    for number in range(6):
        response, kim, sascha = ResponseFactory(), UserFactory(), UserFactory()
        save_answers(response=response, values=complete_answers(document) | {question.code: "before"}, by=kim)
        results = at_once(
            partial(submit, response=response, by=kim),
            partial(save_answers, response=response, values={question.code: "after"}, by=sascha),
        )
        submission = Submission.objects.get(response=response)
        confirmed = not isinstance(results[1], NotEditable)
        assert submission.answers[question.code] == ("after" if confirmed else "before"), number
        assert response.answer_values()[question.code] == ("after" if confirmed else "before")


def test_two_clicks_on_hand_in_make_one_submission():
    response, kim = ResponseFactory(), UserFactory()
    save_answers(response=response, values=complete_answers(), by=kim)
    results = at_once(*[lambda: submit(response=response, by=kim)] * 2)
    assert Submission.objects.count() == 1
    assert [result.number for result in results] == [1, 1]


def test_two_clicks_on_hand_in_end_in_no_error_page():
    for _round in range(5):
        response = ResponseFactory()
        kim = MembershipFactory(municipality=response.municipality).user
        save_answers(response=response, values=complete_answers(), by=kim)
        browser = Client()
        browser.force_login(kim)
        address = reverse("survey:submit", args=[response.wave.slug, response.municipality_id])
        replies = at_once(*[lambda path=address, browser=browser: browser.post(path)] * 2)
        assert [reply.status_code for reply in replies] == [302, 302]
        assert response.submissions.count() == 1


def test_two_people_opening_a_return_begin_one():
    municipality, wave = MunicipalityFactory(), WaveFactory()
    results = at_once(*[lambda: start_response(municipality=municipality, wave=wave)] * 2)
    assert {result.pk for result in results} == {Response.objects.get().pk}
