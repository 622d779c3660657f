"""What the server refused is named until it is answered, also without scripts and from a workbook."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from survey.actions import present, save_answers, submit
from survey.models import Submission, Upload
from survey.workbook.writing import write_workbook
from tests.factories import MembershipFactory, complete_answers
from tests.survey.views.conftest import address, question_where
from tests.survey.workbook.editing import Edited

NUMBER = question_where(type="number", max=500)
OTHER = question_where(type="scale")
NAMED = f'data-code="{NUMBER.code}"'
PLACES = ["overview", "review", "submit"]


@pytest.fixture
def complete(response, coordinator):
    save_answers(response=response, values=complete_answers(seed=5) | {NUMBER.code: 2, OTHER.code: 1}, by=coordinator)


def refuse_form(browser, response):
    sent = {NUMBER.code: "zwei", f"{NUMBER.code}-revision": "1"}
    browser.post(address(response, "section", NUMBER.section.slug), sent)


def refuse_cell(browser, response):
    book = Edited(write_workbook(response))
    book[NUMBER.code], book[OTHER.code] = "zwei", OTHER.question.choices[3].label
    file = SimpleUploadedFile("bogen.xlsx", book.save())
    preview = browser.post(address(response, "upload"), {"file": file}).url
    assert browser.post(preview, {"take": OTHER.code}).url == address(response, "overview")


REFUSALS = {"form": refuse_form, "cell": refuse_cell}


@pytest.fixture(params=REFUSALS)
def refused(request, browser, response, complete):
    REFUSALS[request.param](browser, response)
    return response


def answer(browser, response, typed, **more):
    sent = {NUMBER.code: typed, f"{NUMBER.code}-revision": "1"} | more
    return browser.post(address(response, "answer", NUMBER.code), sent, headers={"HX-Request": "true"})


@pytest.mark.parametrize("place", PLACES)
def test_it_is_named_with_a_link_and_the_reason(browser, refused, place):
    page = browser.get(address(refused, place)).text
    assert NAMED in page
    assert f'href="{address(refused, "section", NUMBER.section.slug)}#{NUMBER.code}"' in page
    assert "Zahl in Ziffern" in page


def test_handing_in_asks_once_more_and_then_forgets(browser, refused):
    asked = browser.post(address(refused, "submit"))
    assert asked.status_code == 409
    assert 'name="without"' in asked.text
    assert not Submission.objects.exists()
    browser.post(address(refused, "submit"), {"without": "1"})
    assert Submission.objects.get().answers[NUMBER.code] == 2
    assert NAMED not in browser.get(address(refused, "overview")).text
    assert not Upload.objects.exists()


def test_presenting_asks_once_more_and_keeps_the_remark(browser, refused):
    type(refused.wave).objects.update(requires_release=True)
    MembershipFactory(municipality=refused.municipality, role="release")
    asked = browser.post(address(refused, "present"), {"remark": "Bitte freigeben"})
    assert asked.status_code == 409
    assert "Bitte freigeben" in asked.text
    assert NAMED in asked.text
    refused.refresh_from_db()
    assert refused.state == "open"
    browser.post(address(refused, "present"), {"remark": "Bitte freigeben", "without": "1"})
    refused.refresh_from_db()
    assert refused.state == "presented"


def test_it_is_over_when_the_question_is_answered(browser, refused):
    answer(browser, refused, "3")
    assert NAMED not in browser.get(address(refused, "review")).text
    assert browser.post(address(refused, "submit")).status_code == 302


def test_nobody_elses_entries_are_named(client, refused, colleague):
    client.force_login(colleague)
    assert NAMED not in client.get(address(refused, "review")).text


def test_the_form_shows_again_what_was_typed(browser, response, complete):
    before = browser.get(address(response, "section", NUMBER.section.slug))
    refuse_form(browser, response)
    unchanged = {"If-None-Match": before.headers["ETag"]}
    page = browser.get(address(response, "section", NUMBER.section.slug), headers=unchanged)
    assert page.status_code == 200
    assert 'value="zwei"' in page.text
    assert "Zahl in Ziffern" in page.text


def test_the_form_sent_again_is_the_decision(browser, response, complete):
    refuse_form(browser, response)
    browser.post(address(response, "section", NUMBER.section.slug), {NUMBER.code: "2", f"{NUMBER.code}-revision": "1"})
    assert NAMED not in browser.get(address(response, "review")).text


def test_a_form_with_scripts_leaves_remembering_to_the_browser(browser, response, complete):
    sent = {NUMBER.code: "zwei", f"{NUMBER.code}-revision": "1", "scripted": "1"}
    browser.post(address(response, "section", NUMBER.section.slug), sent)
    assert NAMED not in browser.get(address(response, "review")).text


def test_a_workbook_without_refused_cells_is_over_once_it_is_taken_over(browser, response, complete):
    book = Edited(write_workbook(response))
    book[OTHER.code] = OTHER.question.choices[3].label
    preview = browser.post(address(response, "upload"), {"file": SimpleUploadedFile("a.xlsx", book.save())}).url
    browser.post(preview, {"take": OTHER.code})
    assert not Upload.objects.exists()


# What stands already


STATES = {
    "open": lambda response, by: None,
    "submitted": lambda response, by: submit(response=response, by=by),
    "presented": lambda response, by: present(response=response, by=by, link="http://testserver"),
    "closed": lambda response, by: type(response.wave).objects.update(closes_at=response.started_at),
}


@pytest.mark.parametrize("state", STATES)
def test_what_the_return_says_already_needs_no_saving(browser, response, complete, coordinator, state):
    STATES[state](response, coordinator)
    reply = answer(browser, response, "2,0")
    assert reply.status_code == 200
    assert "Gespeichert" in reply.text
    assert answer(browser, response, "3").status_code == (200 if state == "open" else 403)
    assert answer(browser, response, "zwei").status_code == (422 if state == "open" else 403)


def test_who_only_reads_saves_nothing_by_that(client, response, complete):
    reader = MembershipFactory(municipality=response.municipality, role="reader").user
    client.force_login(reader)
    assert answer(client, response, "2").status_code == 200
    assert answer(client, response, "3").status_code == 403
    assert response.answers.get(code=NUMBER.code).revision == 1
