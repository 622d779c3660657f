"""A question is found by its code or by words, and its code stands beside it wherever it is read."""

import re

import pytest

from survey.actions import save_answers, submit
from survey.questionnaire.routing import visible_codes
from tests.factories import QueryFactory, complete_answers
from tests.survey.views.conftest import address


def section_address(response, code):
    section = response.wave.questionnaire.document.section_of(code)
    return f"{address(response, 'section', section.slug)}#{code}"


@pytest.mark.parametrize("written", [str.upper, str.lower, str.title])
def test_address_with_a_code_leads_to_its_question_in_its_section(browser, response, document, written):
    asked = visible_codes(document, {})
    for question in document.questions:
        reply = browser.get(f"{address(response, 'overview')}{written(question.code)}/")
        own_page = address(response, "question", question.code)
        assert reply.url == (section_address(response, question.code) if question.code in asked else own_page)


def test_question_that_is_asked_meanwhile_is_found_in_its_section(browser, response, coordinator, document):
    answers = complete_answers(document)
    save_answers(response=response, values=answers, by=coordinator)
    later = next(q.code for q in document.questions if q.show_if and q.code in visible_codes(document, answers))
    assert browser.get(address(response, "by_code", later)).url == section_address(response, later)


@pytest.mark.parametrize("code", ["STR-99", "XXX-01", "str-6"])
def test_code_that_does_not_exist_leads_nowhere(browser, response, code):
    assert browser.get(f"{address(response, 'overview')}{code}/").status_code == 404


@pytest.mark.parametrize("typed", ["STR-06", "str-06", " Str 06 ", "str06"])
def test_typed_code_leads_straight_to_the_question(browser, response, typed):
    assert browser.get(address(response, "find"), {"q": typed}).url == section_address(response, "STR-06")


def test_words_lead_to_a_list_of_questions_with_their_codes(browser, response, document):
    for question in document.questions:
        words = " ".join(re.findall(r"\w{5,}", question.text)[:3]).upper()
        page = browser.get(address(response, "find"), {"q": words}).text
        assert f'href="{address(response, "by_code", question.code)}"' in page, question.code
        assert f'<span class="question-code">{question.code}</span>' in page


def test_nothing_found_and_nothing_typed_say_so(browser, response):
    assert (
        "Zu „Quastenflosser“ gibt es keine Frage"
        in browser.get(address(response, "find"), {"q": "Quastenflosser"}).text
    )
    assert "Bitte geben Sie ein Wort oder das Kürzel einer Frage ein" in browser.get(address(response, "find")).text


def test_search_stands_on_the_overview_and_beside_the_sections(browser, response, document):
    for page in ("overview", "section"):
        place = [document.sections[0].slug] if page == "section" else []
        html = browser.get(address(response, page, *place)).text
        assert f'action="{address(response, "find")}"' in html, page


def codes_in(html):
    return set(re.findall(r'<span class="question-code">([A-Z]+-[0-9]{2})</span>', html))


def test_code_stands_beside_each_question_wherever_it_is_read(browser, client, response, coordinator, document):
    for section in document.sections:
        html = browser.get(address(response, "section", section.slug)).text
        assert codes_in(html) == {question.code for question in section.questions}
    code = document.questions[0].code
    assert f'<h1><span class="question-code">{code}</span>' in browser.get(address(response, "question", code)).text
    answers = complete_answers(document)
    required = {q.code for q in document.questions if q.required and q.code in visible_codes(document, {})}
    assert required <= codes_in(browser.get(address(response, "review")).text)
    for number in (1, 2):
        save_answers(response=response, values=answers, by=coordinator)
        submit(response=response, by=coordinator)
        assert codes_in(browser.get(address(response, "receipt", number)).text) == visible_codes(document, answers)
        response.set_state(response.State.OPEN)
        scale = next(q for q in document.questions if q.type == "scale" and q.code in answers)
        answers |= {scale.code: next(step for step in map(int, scale.scores) if step != answers[scale.code])}
    assert scale.code in codes_in(browser.get(address(response, "compare")).text)
    QueryFactory(response=response, code=code)
