"""Answers of the last wave on the pages of a return, and taken over by a click."""

import re

import pytest
from django.utils import timezone

from survey.actions import save_answers, start_response
from survey.questionnaire.answers import DONT_KNOW
from tests.factories import MembershipFactory, SubmissionFactory, WaveFactory, assign, complete_answers
from tests.survey.views.conftest import address, question_where

SCALE = question_where(type="scale")
SECTION, CODE = SCALE.section, SCALE.code
NUMBER = question_where(type="number", max=500)  # of the same section


@pytest.fixture
def before(municipality):
    answers = complete_answers(seed=5) | {CODE: 0, NUMBER.code: 0.5}
    return SubmissionFactory(earlier=True, response__municipality=municipality, answers=answers)


@pytest.fixture
def municipality(db):
    return MembershipFactory(role="coordinator").municipality


@pytest.fixture
def coordinator(municipality):
    return municipality.memberships.get().user


@pytest.fixture
def response(municipality, before):
    return start_response(municipality=municipality, wave=WaveFactory())


@pytest.fixture
def page(response):
    return address(response, "section", SECTION.slug)


@pytest.fixture
def take_over(browser, response):
    return lambda data, **headers: browser.post(address(response, "confirm_offers"), data, headers=headers)


def box(text, code):
    """What is offered to the question; empty if nothing is."""
    found = re.search(rf'<div class="offer[^>]*id="offer-{code}"[^>]*>(.*?)</div>', text, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", found[1]).split())


def test_section_shows_each_offer_with_year_and_button(browser, page, before):
    year = timezone.localtime(before.submitted_at).year
    text = browser.get(page).text
    assert box(text, NUMBER.code) == f"Ihre Antwort von {year}: 0,5 Vollzeitäquivalente Übernehmen"
    assert box(text, CODE).endswith(f"{SCALE.question.choice('0').label} Übernehmen")
    assert not re.search(r"checked", text)


def test_section_tells_how_many_it_can_take_over(browser, page):
    text = browser.get(page).text
    count = int(re.search(r"Alle (\d+) Antworten übernehmen", text)[1])
    questions = re.findall(r'name="code" value="([A-Z0-9-]+)"', text)
    hidden = re.findall(r'data-question="([A-Z0-9-]+)" hidden', text)
    assert count == len(set(questions) - set(hidden))


def test_one_is_taken_over_and_the_page_shows_the_question(browser, take_over, response, page, coordinator):
    reply = take_over({"code": CODE})
    assert (reply.status_code, reply.url) == (302, f"{page}#{CODE}")
    assert response.answer_values() == {CODE: 0}
    assert response.answers.get().answered_by == coordinator
    text = browser.get(page).text
    assert "1 Antwort ist übernommen." in text
    assert box(text, CODE) == ""


def test_a_section_is_taken_over(browser, take_over, response, page, before):
    assert take_over({"section": SECTION.slug}).url == f"{page}?taken={response.events.get().pk}"
    answers = response.answer_values()
    assert CODE in answers
    assert NUMBER.code in answers
    assert answers.items() <= before.answers.items()
    assert response.events.get().number == len(answers)


@pytest.mark.parametrize("taken", ["0", "x", "", "9" * 5000, "٣", "\ud800".encode(errors="replace").decode()])
def test_only_ones_own_taking_over_is_shown_as_to_be_undone(client, response, page, take_over, coordinator, taken):
    confirmed = take_over({"section": SECTION.slug}).url
    assert "Rückgängig machen" in client.get(confirmed).text.split("section-form")[1]
    assert 'id="offers-taken"' not in client.get(page, {"taken": taken}).text
    client.force_login(MembershipFactory(municipality=response.municipality, role="coordinator").user)
    assert 'id="offers-taken"' not in client.get(confirmed).text


def test_what_was_typed_beside_the_offer_is_saved_and_counts_more(take_over, response, page):
    sent = {NUMBER.code: "2", f"{NUMBER.code}-revision": "0"}
    assert take_over({"section": SECTION.slug} | sent).url == f"{page}?taken={response.events.get().pk}"
    assert response.answer_values()[NUMBER.code] == 2


def test_the_button_of_a_question_counts_more_than_what_was_typed_there(take_over, response):
    take_over({"code": NUMBER.code, NUMBER.code: "2", f"{NUMBER.code}-revision": "0"})
    assert response.answer_values() == {NUMBER.code: 0.5}


def test_what_was_typed_and_refused_is_shown_by_the_section(browser, take_over, response, page):
    sent = {"code": CODE, NUMBER.code: "zwei", f"{NUMBER.code}-revision": "0", f"{CODE}-revision": "0"}
    reply = take_over(sent)
    assert (reply.status_code, reply.url) == (307, page)  # the browser sends the same again, to the section
    shown = browser.post(reply.url, sent)
    assert shown.status_code == 422
    assert 'value="zwei"' in shown.text
    assert response.answer_values() == {CODE: 0}


def test_scripts_get_the_section_alone_and_no_message_waits(browser, take_over, page):
    reply = take_over({"code": CODE}, HX_Request="true")
    assert reply.url == page
    assert "übernommen." not in browser.get(page).text


def test_answer_of_a_colleague_stays_and_the_offer_is_shown_without_button(browser, take_over, response, page):
    colleague = assign(MembershipFactory(municipality=response.municipality, role="contributor").user, response)
    save_answers(response=response, values={CODE: DONT_KNOW}, by=colleague)
    take_over({"code": CODE})
    assert response.answer_values() == {CODE: DONT_KNOW}
    text = browser.get(page).text
    assert "Nichts zu übernehmen" in text
    assert box(text, CODE).endswith(SCALE.question.choice("0").label)


def test_saved_answer_takes_the_offer_from_the_page(browser, response):
    reply = browser.post(address(response, "answer", CODE), {CODE: "1", f"{CODE}-revision": "0"})
    assert "Übernehmen" not in box(reply.text, CODE)
    assert 'id="offers"' in reply.text


def test_offers_of_choices_follow_what_is_ruled_in(browser, response, coordinator, before, document):
    conditional = [question for question in document.questions if question.has_conditional_choices]
    question = next(question for question in conditional if before.answers.get(question.code, DONT_KNOW) != DONT_KNOW)
    section = document.section_of(question.code)
    text = browser.get(address(response, "section", section.slug)).text
    assert box(text, question.code) == ""
    running = {choice.ref: document.question(choice.ref).choices[0].code for choice in question.choices if choice.ref}
    last, value = running.popitem()
    save_answers(response=response, values=running, by=coordinator)
    reply = browser.post(address(response, "answer", last), {last: value, f"{last}-revision": "0"})
    assert "Übernehmen" in box(reply.text, question.code)


def test_who_may_not_fill_in_the_section_sees_no_offers(client, response, page):
    reader = MembershipFactory(municipality=response.municipality, role="reader").user
    contributor = assign(
        MembershipFactory(municipality=response.municipality, role="contributor").user, response, "IKZ"
    )
    for user in (reader, contributor):
        client.force_login(user)
        assert "offer-" not in client.get(page).text
        assert client.post(address(response, "confirm_offers"), {"code": CODE}).status_code == 403
    assert response.answer_values() == {}


def test_unknown_question_or_section_is_not_found(take_over):
    for data in ({}, {"code": "XXX-99"}, {"section": "no-such-section"}):
        assert take_over(data).status_code == 404


def test_page_of_another_person_takes_nothing_over(take_over, response):
    assert take_over({"code": CODE}, X_Person="0").status_code == 409
    assert response.answer_values() == {}


def test_overview_and_review_tell_what_is_left_to_take_over(browser, take_over, response, document):
    def told(name):
        text = browser.get(address(response, name)).text
        found = re.search(r"(\d+) Antworten von \d{4} passen", text)
        return int(found[1]) if found else 0

    before = told("overview")
    assert before == told("review") > 0
    take_over({"code": CODE})
    assert told("overview") == told("review") == before - 1
    for section in (*document.sections, *document.sections):
        take_over({"section": section.slug})
    assert told("overview") == told("review") == 0


def test_a_return_without_an_earlier_one_shows_nothing_of_it(browser, coordinator, municipality):
    response = start_response(municipality=municipality, wave=WaveFactory())
    for name, *arguments in (("section", SECTION.slug), ("overview",), ("review",)):
        assert "offer" not in browser.get(address(response, name, *arguments)).text


def test_offers_cost_no_query_once_they_are_known(browser, page, django_assert_max_num_queries):
    browser.get(page)
    with django_assert_max_num_queries(9):
        browser.get(page)


def test_a_return_that_cannot_be_changed_shows_no_offers(browser, response, page):
    response.set_state(response.State.PRESENTED)
    for shown in (page, address(response, "overview"), address(response, "review")):
        assert "offer" not in browser.get(shown).text
