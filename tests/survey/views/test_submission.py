"""Review, handing in, receipt and reopening."""

from datetime import timedelta

import pytest
from django.utils import timezone

from survey.actions import save_answers
from survey.models import Response, Submission
from tests.factories import complete_answers
from tests.survey.views.conftest import address


@pytest.fixture
def filled(response, coordinator, document):
    save_answers(response=response, values=complete_answers(document), by=coordinator)
    return response


def test_review_lists_missing_answers_with_links(browser, response, document):
    text = browser.get(address(response, "review")).text
    missing = [question for question in document.questions if question.required and not question.show_if]
    assert missing
    for question in missing:
        section = document.section_of(question.code)
        assert f"{address(response, 'section', section.slug)}#{question.code}" in text
    assert address(response, "submit") not in text


def test_review_of_a_complete_return_offers_to_hand_in(browser, filled):
    assert address(filled, "submit") in browser.get(address(filled, "review")).text


def test_review_shows_labels_not_codes(browser, filled, document):
    question = next(q for q in document.questions if q.type == "single" and not q.show_if)
    choice = question.choices[0]
    save_answers(response=filled, values={question.code: choice.code}, by=filled.answers.first().answered_by)
    assert choice.label in browser.get(address(filled, "review")).text


def test_colleague_reviews_but_is_not_offered_to_hand_in(client, filled, colleague):
    client.force_login(colleague)
    assert address(filled, "submit") not in client.get(address(filled, "review")).text


def test_handing_in_asks_once(browser, filled):
    assert browser.get(address(filled, "submit")).status_code == 200
    assert not Submission.objects.exists()


def test_handing_in_leads_to_the_receipt(browser, filled, coordinator):
    reply = browser.post(address(filled, "submit"), follow=True)
    submission = Submission.objects.get()
    assert reply.redirect_chain == [(address(filled, "receipt", 1), 302)]
    assert submission.submitted_by == coordinator
    assert submission.checksum in reply.text


def test_handing_in_with_missing_answers_is_refused_with_a_list(browser, response):
    reply = browser.post(address(response, "submit"))
    assert reply.status_code == 409
    assert "fehlen" in reply.text
    assert not Submission.objects.exists()


def test_colleague_cannot_hand_in(client, filled, colleague):
    client.force_login(colleague)
    assert client.get(address(filled, "submit")).status_code == 403
    assert client.post(address(filled, "submit")).status_code == 403
    assert not Submission.objects.exists()


def test_second_click_makes_no_second_submission(browser, filled):
    browser.post(address(filled, "submit"))
    reply = browser.post(address(filled, "submit"))
    assert reply.url == address(filled, "receipt", 1)
    assert Submission.objects.count() == 1


def test_closed_wave_cannot_be_handed_in(browser, filled):
    filled.wave.closes_at = timezone.now() - timedelta(minutes=1)
    filled.wave.save()
    reply = browser.post(address(filled, "submit"))
    assert reply.status_code == 403
    assert "Diese Erhebung ist beendet" in reply.text


def test_handed_in_return_is_reopened_and_handed_in_again(browser, filled):
    browser.post(address(filled, "submit"))
    browser.post(address(filled, "reopen"))
    assert not Response.objects.get().is_submitted
    reply = browser.post(address(filled, "submit"))
    assert reply.url == address(filled, "receipt", 2)


def test_colleague_cannot_reopen(browser, client, filled, colleague):
    browser.post(address(filled, "submit"))
    client.force_login(colleague)
    assert client.post(address(filled, "reopen")).status_code == 403
    assert Response.objects.get().is_submitted


def test_receipt_shows_what_was_handed_in_then_not_what_was_changed_since(browser, filled, document):
    browser.post(address(filled, "submit"))
    browser.post(address(filled, "reopen"))
    text = next(q for q in document.questions if q.type == "text" and not q.show_if)
    by = filled.answers.first().answered_by
    save_answers(response=filled, values={text.code: "erst danach geschrieben"}, by=by)
    assert "erst danach geschrieben" not in browser.get(address(filled, "receipt", 1)).text


def test_receipt_of_a_number_that_was_not_handed_in_gets_404(browser, filled):
    assert browser.get(address(filled, "receipt", 1)).status_code == 404
