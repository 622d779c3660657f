"""Where the overview leads, and the way from the review to handing in."""

import re

import pytest

from survey.actions import save_answers
from survey.questionnaire.plausibility import all_warnings
from survey.questionnaire.states import AnswerState, answer_states
from tests.factories import MembershipFactory, complete_answers
from tests.survey.views.conftest import address


def any_value(question):
    if question.choices:
        code = question.choices[0].code
        return [code] if question.type == "multiple" else code
    return {"text": "Ja.", "url": "https://town.example/"}.get(question.type, 1)


@pytest.fixture
def answer_all(response, document, coordinator):
    """Every question that is asked, the voluntary ones, too."""

    def fill(**overrides):
        answers = complete_answers(document, **overrides)
        states = answer_states(document, answers)
        for question in document.questions:
            if states[question.code] == AnswerState.UNANSWERED:
                answers[question.code] = any_value(question)
        assert AnswerState.UNANSWERED not in answer_states(document, answers).values()
        save_answers(response=response, values=answers, by=coordinator)

    return fill


def buttons(text):
    """Addresses of the primary button of the state, and of the other."""
    state = text[text.index('class="sheet state"') :]
    return re.findall(r'<a class="btn btn-(?:outline-)?primary" href="([^"]+)"', state)[:2]


def test_return_in_progress_leads_on_to_the_next_section(browser, response, document, coordinator):
    section = address(response, "section", document.sections[0].slug)
    assert buttons(browser.get(address(response, "overview")).text) == [section, address(response, "review")]
    save_answers(response=response, values=complete_answers(document), by=coordinator)  # voluntary ones are open
    first, second = buttons(browser.get(address(response, "overview")).text)
    assert "/sections/" in first
    assert second == address(response, "review")


def test_return_with_everything_answered_leads_to_handing_in(browser, response, answer_all):
    answer_all()
    text = browser.get(address(response, "overview")).text
    assert "Alles ist beantwortet" in text
    assert buttons(text) == [address(response, "submit"), address(response, "review")]


def test_where_a_release_is_needed_it_leads_to_presenting(browser, response, answer_all):
    response.wave.requires_release = True
    response.wave.save()
    answer_all()
    first, _review = buttons(browser.get(address(response, "overview")).text)
    assert first == address(response, "present")
    assert browser.get(first).status_code == 200


def test_colleague_with_everything_answered_is_led_to_the_review(client, response, answer_all, colleague):
    answer_all()
    client.force_login(colleague)
    assert buttons(client.get(address(response, "overview")).text)[0] == address(response, "review")


def test_reader_is_led_to_read(client, response, answer_all):
    answer_all()
    client.force_login(MembershipFactory(municipality=response.municipality, role="reader").user)
    assert "/sections/" in buttons(client.get(address(response, "overview")).text)[0]


def test_review_leads_to_handing_in_at_its_beginning_and_at_its_end(browser, response, answer_all):
    answer_all()
    text = browser.get(address(response, "review")).text
    places = [place.start() for place in re.finditer(f'href="{address(response, "submit")}"', text)]
    answers = [place.start() for place in re.finditer('class="sheet answers"', text)]
    assert len(places) == 2
    assert places[0] < answers[0] <= answers[-1] < places[1]


def test_review_links_every_answer_that_looks_unusual(browser, response, document, answer_all):
    answer_all(**{"STR-05": "UNIT", "STR-06": 0, "STR-07": 500})
    warned = all_warnings(document, response.answer_values(), response.municipality.population)
    assert len(warned) > 1
    text = browser.get(address(response, "review")).text
    before_answers = text[: text.index('class="sheet answers"')]
    assert "Angaben sind ungewöhnlich" in before_answers
    for code in warned:
        link = address(response, "section", document.section_of(code).slug)
        assert f'href="{link}#{code}"' in before_answers


def test_introduction_stands_before_the_state_and_open_until_somebody_answers(browser, response, coordinator):
    text = browser.get(address(response, "overview")).text
    introduction = '<details class="sheet introduction"'
    assert text.index(introduction + " open>") < text.index('class="sheet state"')
    save_answers(response=response, values={"STR-02": 1}, by=coordinator)
    text = browser.get(address(response, "overview")).text
    assert text.index(introduction + ">") < text.index('class="sheet state"')
