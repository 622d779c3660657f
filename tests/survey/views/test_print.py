"""Printing: pages and PDF documents."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from survey.actions import reopen, save_answers
from tests.factories import SubmissionFactory
from tests.survey.views.conftest import address


def read(reply):
    return PdfReader(BytesIO(reply.content))


@pytest.mark.parametrize(("name", "ending"), [("print_pdf", "entwurf"), ("print_empty_pdf", "fragebogen")])
def test_pdf_opens_in_the_browser_under_a_telling_name(browser, response, name, ending):
    reply = browser.get(address(response, name))
    assert reply.headers["Content-Type"] == "application/pdf"
    file = f"{response.wave.slug}_{response.municipality_id}_{ending}.pdf"
    assert reply.headers["Content-Disposition"] == f'inline; filename="{file}"'
    assert len(read(reply).pages) > 1


def test_submission_has_a_pdf(browser, response):
    SubmissionFactory(response=response)
    reply = browser.get(address(response, "submission_pdf", 1))
    assert "_abgabe-1.pdf" in reply.headers["Content-Disposition"]
    assert "Abgabe Nr. 1" in read(reply).pages[0].extract_text()
    assert browser.get(address(response, "submission_pdf", 2)).status_code == 404


def test_return_handed_in_is_printed_as_its_submission_and_reopened_as_a_draft(browser, response, coordinator):
    SubmissionFactory(response=response)
    assert "Abgabe Nr. 1" in browser.get(address(response, "print")).text
    reopen(response=response, by=coordinator)
    assert "Entwurf, nicht abgegeben" in browser.get(address(response, "print")).text


def test_print_page_has_no_navigation(browser, response):
    text = browser.get(address(response, "print")).text
    assert "site-header" not in text
    assert address(response, "print_pdf") in text


def test_empty_questionnaire_shows_every_question_and_no_answer(browser, response, document, coordinator):
    text = browser.get(address(response, "print_empty")).text
    for question in document.questions:
        assert question.code in text
    assert "Pflichtangabe" not in text


def test_empty_questionnaire_draws_circles_boxes_and_lines(browser, response):
    text = browser.get(address(response, "print_empty")).text
    assert 'class="sign is-round"' in text
    assert 'class="sign"' in text
    assert "lines-6" in text
    assert "Nur, wenn Frage VER-11 mit „Ja“ beantwortet ist." in text


def test_english_reader_gets_english(browser, response):
    browser.cookies["django_language"] = "en"
    assert "Draft, not handed in" in browser.get(address(response, "print")).text
    assert "_draft.pdf" in browser.get(address(response, "print_pdf")).headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["print", "print_pdf", "print_empty", "print_empty_pdf"])
def test_printing_asks_the_database_little(browser, response, django_assert_max_num_queries, name):
    browser.get(address(response, name))
    with django_assert_max_num_queries(6):
        browser.get(address(response, name))


@pytest.mark.parametrize("name", ["print", "print_pdf"])
def test_typed_markup_stays_text(browser, response, document, coordinator, name):
    question = next(question for question in document.questions if question.type == "text")
    save_answers(response=response, values={question.code: "<b>#panic()</b>"}, by=coordinator)
    reply = browser.get(address(response, name))
    text = reply.text if name == "print" else "".join(page.extract_text() for page in read(reply).pages)
    assert ("&lt;b&gt;#panic()" if name == "print" else "<b>#panic()</b>") in text
