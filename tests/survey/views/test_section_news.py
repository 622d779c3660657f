"""A section page asks whether it would look different by now; mostly it would not."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from survey.actions import save_answers, start_response, write_remark
from survey.models import Assignment, Municipality, Response, User, Wave
from survey.views import section
from tests.factories import MunicipalityFactory, UserFactory
from tests.survey.views.conftest import address, question_where

NUMBER = question_where(type="number", max=500)
ASKING = {"HX-Request": "true"}


@pytest.fixture
def page(response):
    return address(response, "section", NUMBER.section.slug)


@pytest.fixture
def version(client, colleague, page):
    """Of the page that the colleague has open."""
    client.force_login(colleague)
    return client.get(page).headers["ETag"]


@pytest.fixture
def ask(client, page, version):
    """Asks for news as the page does, which shows this version."""
    return lambda: client.get(page, headers=ASKING | {"If-None-Match": version})


def test_nothing_new_is_said_without_a_page(ask, version):
    reply = ask()
    assert (reply.status_code, reply.content, reply.headers["ETag"]) == (304, b"", version)


def test_nothing_new_costs_no_look_at_the_answers(ask, django_assert_max_num_queries):
    ask()
    with django_assert_max_num_queries(7) as queries:
        ask()
    assert sum('"survey_answer"' in query["sql"] for query in queries) == 1


def test_news_are_the_section_alone(ask, response, coordinator):
    save_answers(response=response, values={NUMBER.code: 5}, by=coordinator)
    reply = ask()
    assert reply.status_code == 200
    assert 'value="5"' in reply.text
    assert "<html" not in reply.text


def test_news_leave_messages_to_the_page_they_belong_to(ask, browser, response, page, coordinator, document):
    """Else a page in another tab would swallow what is meant for the next one."""
    leaf = next(question for question in document.sections[0].questions if question.show_if).show_if.all[0]
    browser.force_login(coordinator)
    first = address(response, "section", document.sections[0].slug)
    browser.post(first, {leaf.code: str(leaf.value)})
    assert "weitere Fragen" not in browser.get(first, headers=ASKING).text
    assert "weitere Fragen" in browser.get(first).text


def answer_another_section(response, coordinator):
    other = next(
        question
        for section in response.wave.questionnaire.document.sections
        for question in section.questions
        if section.code != NUMBER.section.code and question.dont_know
    )
    save_answers(response=response, values={other.code: "_dk"}, by=coordinator)


def take_back(response, coordinator):
    save_answers(response=response, values={NUMBER.code: 5}, by=coordinator)
    save_answers(response=response, values={NUMBER.code: None}, by=coordinator)


def hand_in(response, coordinator):
    response.set_state(Response.State.SUBMITTED)


def close(response, coordinator):
    response.wave.closes_at = timezone.now() - timedelta(minutes=1)
    response.wave.save()


def extend(response, coordinator):
    Response.objects.update(extended_until=response.wave.closes_at + timedelta(days=1))


def take_section_away(response, coordinator):
    Assignment.objects.filter(section=NUMBER.section.code).delete()


def remark(response, coordinator):
    write_remark(response=response, code=NUMBER.code, text="Siehe Haushalt", by=coordinator)


def rename_the_wave(response, coordinator):
    Wave.objects.update(title="Neuer Titel")


def correct_the_population(response, coordinator):
    """Checks of plausibility compare answers with it."""
    Municipality.objects.update(population=1_000)


CHANGES = [
    *(answer_another_section, take_back, hand_in, close, extend, take_section_away, remark),
    *(rename_the_wave, correct_the_population),
]


@pytest.mark.parametrize("change", CHANGES)
def test_everything_that_shows_is_news(ask, response, coordinator, change):
    change(response, coordinator)
    assert ask().status_code == 200


def test_a_new_name_of_who_answered_is_news(ask, response, coordinator):
    save_answers(response=response, values={NUMBER.code: 5}, by=coordinator)
    version = ask().headers["ETag"]
    User.objects.filter(pk=coordinator.pk).update(name="Kim Maier")
    assert ask().headers["ETag"] != version


def test_a_deadline_that_passes_is_news(ask, response):
    response.wave.closes_at = timezone.now() + timedelta(hours=1)
    response.wave.save()
    version = ask().headers["ETag"]
    with time_machine.travel(response.wave.closes_at + timedelta(seconds=1), tick=False):
        assert ask().headers["ETag"] != version


def test_what_another_municipality_answers_is_no_news(ask, response):
    other = start_response(municipality=MunicipalityFactory(), wave=response.wave)
    save_answers(response=other, values={NUMBER.code: 5}, by=UserFactory())
    assert ask().status_code == 304


def test_one_persons_version_is_not_anothers(browser, client, page, version, coordinator):
    client.force_login(coordinator)
    assert client.get(page, headers=ASKING | {"If-None-Match": version}).status_code == 200


def test_the_page_is_not_kept_by_the_browser(browser, page):
    """After logging out the back button finds nothing."""
    assert "no-store" in browser.get(page).headers["Cache-Control"]


def test_the_version_is_that_before_the_answers_were_read(browser, response, page, coordinator, monkeypatch):
    """A save in between is then news for the next question, instead of being passed over."""

    def colleague_is_faster(read):
        def given_answers(response):
            answers = read(response)
            save_answers(response=response, values={NUMBER.code: 5}, by=coordinator)
            return answers

        return given_answers

    monkeypatch.setattr(section, "given_answers", colleague_is_faster(section.given_answers))
    version = browser.get(page).headers["ETag"]
    monkeypatch.undo()
    assert browser.get(page, headers={"If-None-Match": version}).status_code == 200
