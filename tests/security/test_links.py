"""A link leads where it reads: refused as an answer, as evidence and in a workbook, beside the field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from survey.models import Evidence
from survey.questionnaire.answers import check
from survey.questionnaire.refusals import InvalidAnswer, Reason
from survey.questionnaire.texts import check_url
from survey.workbook.writing import write_workbook
from tests.factories import MembershipFactory, ResponseFactory, shipped_document
from tests.survey.workbook.editing import Edited

QUESTION = next(question for question in shipped_document().questions if question.type == "url")

TRICKS = {
    "override of direction": "https://esslingen.de/\u202efdp.exe",
    "isolate": "https://esslingen.de/\u2066x\u2069",
    "embedding": "https://\u202aesslingen.de/",
    "mark to the left": "https://esslingen.de/\u200f1",
    "mark to the right": "https://esslingen.de\u200e.evil.example/",
    "no width": "https://esslingen\u200b.de/",
    "joiner": "https://esslingen.de/\u200d",
    "byte order mark": "https://esslingen.de/\ufeffx",
    "soft hyphen": "https://ess\u00adlingen.de/",
    "tag of language": "https://esslingen.de/\U000e0041",
    "NUL": "https://esslingen.de/\0",
    "escape": "https://esslingen.de/\x1b[31m",
    "C1 control": "https://esslingen.de/\x9b",
    "line end inside": "https://esslingen.de/\nx",
    "tab inside": "https://esslingen\t.de/",
    "lone surrogate": "https://esslingen.de/\ud800",
    "person before the host": "https://esslingen.de@evil.example/",
    "password before the host": "https://esslingen.de:x@evil.example/",
    "wide at sign": "https://esslingen.de＠evil.example/",
    "backslash": "https://esslingen.de\\@evil.example/",
    "stroke that is none": "https://esslingen.de\u2215x.evil.example/",
    "fraction stroke": "https://esslingen.de\u2044x.evil.example/",
    "question mark that is none": "https://esslingen.de\uff1fx.evil.example/",
    "script": "javascript:alert(1)",
    "script that looks like a page": "javascript://esslingen.de/%0aalert(1)",
    "script behind a tab": "java\tscript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "file": "file:///etc/passwd",
    "no scheme": "//evil.example/",
    "no host": "https:///evil.example/",
    "no strokes": "https:evil.example",
    "port that is none": "https://esslingen.de:99999/",
}
HARMLESS = [
    "https://www.esslingen.de/digital?seite=1&x=%20#a",
    "http://münchen.de/straße",
    "https://xn--mnchen-3ya.de:8443/",
    "https://[2001:db8::1]/",
    "https://example.org/~name/(a);b=c,d@e",
]


@pytest.mark.parametrize("link", TRICKS.values(), ids=TRICKS)
def test_trick_is_no_link(link):
    with pytest.raises(InvalidAnswer) as refused:
        check_url(link)
    assert refused.value.reason in (Reason.NOT_A_URL, Reason.NOT_TEXT, Reason.INVISIBLE)
    with pytest.raises(InvalidAnswer):
        check(QUESTION, link)


@pytest.mark.parametrize("link", HARMLESS)
def test_link_of_a_town_hall_is_taken_as_it_is(link):
    assert check_url(link) == link


@pytest.mark.parametrize("link", ["www.esslingen.de", "WWW.esslingen.de/digital?seite=1", "www.esslingen.de:8443/"])
def test_a_link_that_begins_with_www_is_completed(link):
    assert check(QUESTION, link) == f"https://{link}"


@pytest.mark.parametrize("link", ["www.a b.de", "www.esslingen.de@evil.example", "www.esslingen.de\\@evil.example"])
def test_a_trick_behind_www_is_no_link(link):
    with pytest.raises(InvalidAnswer):
        check(QUESTION, link)


@pytest.fixture
def response(db):
    return ResponseFactory()


@pytest.fixture
def browser(client, response):
    client.force_login(MembershipFactory(municipality=response.municipality).user)
    return client


def address(response, name, *arguments):
    return reverse(f"survey:{name}", args=[response.wave.slug, response.municipality_id, *arguments])


SENT = [link for link in TRICKS.values() if "\ud800" not in link]


@pytest.mark.parametrize("link", SENT, ids=ascii)
def test_evidence_is_refused_beside_the_field(browser, response, link):
    page = browser.post(address(response, "evidence", QUESTION.code), {"url": link})
    assert page.status_code == 422
    assert 'id="evidence-url-error"' in page.text
    assert not Evidence.objects.exists()


def test_answer_is_refused_beside_the_field_and_kept_there(browser, response):
    section = response.wave.questionnaire.document.section_of(QUESTION.code)
    (condition,) = QUESTION.show_if.all
    sent = {condition.code: condition.value, QUESTION.code: "https://a.example/\u202egpj"}
    page = browser.post(address(response, "section", section.slug), sent)
    assert "unsichtbare Zeichen" in page.text
    assert "https://a.example/\u202egpj" in page.text
    assert response.answer_values() == {condition.code: condition.value}


def test_link_in_a_workbook_is_refused_at_its_cell(browser, response):
    book = Edited(write_workbook(response))
    book[QUESTION.code] = "https://a.example/\u202egpj"
    reply = browser.post(address(response, "upload"), {"file": SimpleUploadedFile("a.xlsx", book.save())}, follow=True)
    assert "unsichtbare Zeichen" in reply.text
    assert book.place(QUESTION.code)[1] in reply.text
    browser.post(reply.request["PATH_INFO"], {"take": QUESTION.code})
    assert response.answer_values() == {}
