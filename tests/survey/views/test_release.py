from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from survey.actions import reopen, save_answers, submit
from survey.models import ReopeningRequest
from tests.factories import MembershipFactory, UserFactory, complete_answers
from tests.survey.views.conftest import address


@pytest.fixture
def mayor(response):
    response.wave.requires_release = True
    response.wave.save()
    browser = Client()
    browser.force_login(MembershipFactory(municipality=response.municipality, role="release").user)
    return browser


@pytest.fixture
def filled(response, coordinator):
    save_answers(response=response, values=complete_answers(), by=coordinator)
    return response


def test_return_goes_from_desk_to_release_and_back(browser, mayor, filled):
    assert browser.post(address(filled, "submit")).url == address(filled, "present")
    browser.post(address(filled, "present"), {"remark": "Alles vollständig."})
    assert "Alles vollständig." in mayor.get(address(filled, "release")).text

    refusal = mayor.post(address(filled, "send_back"), {"reason": " "})
    assert refusal.status_code == 422
    assert "Bitte sagen Sie" in refusal.text
    mayor.post(address(filled, "send_back"), {"reason": "Frage 3 prüfen"})
    assert "Frage 3 prüfen" in browser.get(address(filled, "overview")).text

    browser.post(address(filled, "present"))
    reply = mayor.post(address(filled, "release"))
    assert reply.url == address(filled, "receipt", 1)
    log = mayor.get(address(filled, "log")).text
    assert log.index("Abgabe Nr. 1") < log.index("zur Freigabe vorgelegt") < log.index("zurückgegeben")


def test_without_a_person_who_releases_the_page_says_what_to_do(browser, filled):
    filled.wave.requires_release = True
    filled.wave.save()
    page = browser.get(address(filled, "present")).text
    assert "#invite" in page
    assert "Jetzt vorlegen" not in page


def test_coordination_takes_a_presented_return_back(browser, mayor, filled):
    browser.post(address(filled, "present"))
    browser.post(address(filled, "withdraw"))
    filled.refresh_from_db()
    assert filled.state == "open"


def test_answers_are_corrected_from_start_page_and_receipt(browser, filled, coordinator):
    submit(response=filled, by=coordinator)
    for path in ("/", address(filled, "receipt", 1), address(filled, "overview")):
        assert f'action="{address(filled, "reopen")}"' in browser.get(path).text, path
    browser.post(address(filled, "reopen"))
    assert f'action="{address(filled, "reopen")}"' not in browser.get("/").text


def test_later_deadline_is_asked_for_and_granted_in_the_administration(browser, filled, coordinator):
    submit(response=filled, by=coordinator)
    filled.wave.closes_at = timezone.now() - timedelta(hours=1)
    filled.wave.save()
    assert browser.post(address(filled, "reopen")).status_code == 403
    browser.post(address(filled, "request_reopening"), {"reason": "Zahlendreher"})
    assert "liegt uns vor" in browser.get(address(filled, "overview")).text

    admin, request = Client(), ReopeningRequest.objects.get()
    admin.force_login(UserFactory(admin=True))
    path = f"/admin/survey/reopeningrequest/{request.pk}/change/"
    wrong = admin.post(path, {"decision": "granted", "extended_until_0": "01.01.2001", "extended_until_1": "12:00"})
    assert "in der Zukunft" in wrong.text
    day = timezone.localdate() + timedelta(days=7)
    given = {"decision": "granted", "extended_until_0": f"{day:%d.%m.%Y}", "extended_until_1": "12:00", "reply": ""}
    assert admin.post(path, given).status_code == 302
    assert "Zahlendreher" in admin.get(path).text
    page = browser.get(address(filled, "overview")).text
    assert f"Offen bis {day.day}. " in page
    assert "Abgabe Nr. 1" in page


def test_reopened_return_says_which_submission_counts(browser, filled, coordinator):
    submit(response=filled, by=coordinator)
    reopen(response=filled, by=coordinator)
    assert "zählt die Abgabe Nr. 1" in browser.get(address(filled, "overview")).text
