"""What the town hall has in writing of its handing in, and what is said before it."""

import re

import pytest

from survey import letter_limits
from survey.actions import close_query, present, reply_query, save_answers
from survey.models import Letter, Submission
from tests.factories import MembershipFactory, QueryFactory, RemarkFactory, UserFactory, complete_answers
from tests.survey.views.conftest import address

KIND = Letter.Kind.SUBMITTED


@pytest.fixture
def filled(response, coordinator, document):
    save_answers(response=response, values=complete_answers(document), by=coordinator)
    return response


@pytest.fixture
def mayor(response):
    return MembershipFactory(municipality=response.municipality, role="release").user


def confirmations(mailoutbox):
    return [letter for letter in mailoutbox if letter.envelope.kind == KIND]


def test_coordination_and_release_get_one_letter_of_thanks_each(browser, filled, coordinator, mayor, mailoutbox):
    MembershipFactory(municipality=filled.municipality, role="reader")
    browser.post(address(filled, "submit"))
    browser.post(address(filled, "submit"))  # the second click
    letters = confirmations(mailoutbox)
    assert sorted(letter.to for letter in letters) == sorted([[coordinator.email], [mayor.email]])
    (submission,) = Submission.objects.all()
    for letter in letters:
        assert "vielen Dank" in letter.body
        assert "Abgabe Nr. 1 vom " in letter.body
        assert f"{submission.submitted_at:%Y}" in letter.body
        link = re.search(r"http://testserver(/\S+)", letter.body)[1]
        assert link == address(filled, "receipt", 1)
    assert browser.get(link).status_code == 200


def test_each_further_submission_is_confirmed_with_its_number(browser, filled, mailoutbox):
    for _number in range(2):
        browser.post(address(filled, "submit"))
        browser.post(address(filled, "reopen"))
    first, second = confirmations(mailoutbox)
    assert "Abgabe Nr. 1 vom " in first.body
    assert "Abgabe Nr. 2 vom " in second.body
    assert address(filled, "receipt", 2) in second.body


def test_release_is_confirmed_by_the_same_letter(client, filled, coordinator, mayor, mailoutbox):
    filled.wave.requires_release = True
    filled.wave.save()
    present(response=filled, by=coordinator, link="https://atlas.example/")
    client.force_login(mayor)
    client.post(address(filled, "release"))
    assert len(confirmations(mailoutbox)) == 2
    assert len(mailoutbox) == 3  # with the one that asked for the release


def test_nobody_is_kept_from_handing_in_by_the_number_of_letters(browser, filled, mailoutbox, monkeypatch):
    monkeypatch.setitem(letter_limits.LIMITS, KIND, letter_limits.DailyLimit(by_person=0, of_return=0, to_address=0))
    assert browser.post(address(filled, "submit")).url == address(filled, "receipt", 1)
    assert confirmations(mailoutbox) == []


def test_receipt_says_thank_you_and_which_submission_counts(browser, filled):
    browser.post(address(filled, "submit"))
    assert "Vielen Dank!" in browser.get(address(filled, "receipt", 1)).text
    browser.post(address(filled, "reopen"))
    browser.post(address(filled, "submit"))
    assert "Es zählt die letzte, Nr. 2." in browser.get(address(filled, "receipt", 1)).text
    assert "Es zählt die letzte" not in browser.get(address(filled, "receipt", 2)).text


@pytest.fixture
def two_queries(response, coordinator, document):
    """One answered by the team, one asked by the team, and one that is over."""
    first, second, third = document.questions[:3]
    team = UserFactory(analyst=True)
    answered = QueryFactory(response=response, code=first.code, by=coordinator)
    reply_query(query=answered, text="2026.", by=team, site="http://testserver", by_team=True)
    QueryFactory(response=response, code=second.code, by=team, by_team=True)
    close_query(query=QueryFactory(response=response, code=third.code, by=coordinator))
    return first, second, third


def test_overview_has_a_card_of_queries_and_remarks(browser, response, two_queries):
    first, second, third = two_queries
    for _number in range(2):
        RemarkFactory(response=response, code=third.code)
    text = browser.get(address(response, "overview")).text
    card = text[text.index('id="conversations"') :].split("</section>")[0]
    assert "2 Rückfragen, 1 beantwortet, 1 wartet auf Ihre Antwort" in card
    for question in (first, second):
        assert f'href="{address(response, "question", question.code)}#queries"' in card
    assert f'href="{address(response, "question", third.code)}#queries"' not in card
    assert f'href="{address(response, "question", third.code)}#remarks"' in card
    assert "2 Anmerkungen" in card


def test_overview_without_conversations_has_no_card(browser, response):
    assert 'id="conversations"' not in browser.get(address(response, "overview")).text


def test_more_conversations_cost_no_more_queries(
    browser, response, two_queries, document, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as few:
        browser.get(address(response, "overview"))
    for question in document.questions[3:13]:
        QueryFactory(response=response, code=question.code)
        RemarkFactory(response=response, code=question.code)
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(address(response, "overview"))


def test_open_queries_are_named_before_handing_in(browser, client, filled, coordinator, mayor, two_queries):
    line = "2 Rückfragen, 1 beantwortet, 1 wartet auf Ihre Antwort."
    assert line in browser.get(address(filled, "submit")).text
    filled.wave.requires_release = True
    filled.wave.save()
    assert line in browser.get(address(filled, "present")).text
    present(response=filled, by=coordinator, link="https://atlas.example/")
    client.force_login(mayor)
    assert line in client.get(address(filled, "release")).text


def test_menu_of_the_team_counts_what_waits_for_it(client, response):
    client.force_login(UserFactory(analyst=True))
    assert "wartet auf das Team" not in client.get("/").text
    QueryFactory(response=response)
    assert "(1 wartet auf das Team)" in client.get("/").text
    QueryFactory.create_batch(3, response=response)
    assert "(4 warten auf das Team)" in client.get("/").text
    client.force_login(UserFactory())
    assert "auf das Team" not in client.get("/").text
