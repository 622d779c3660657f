"""Every list page of the administration: it works, searches, and needs no more queries for more rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import MembershipFactory, ResponseFactory, SubmissionFactory, WaveFactory

LISTS = ["municipality", "district", "wave", "questionnaire", "response", "submission", "user", "membership"]


def some_rows(count):
    for _ in range(count):
        submission = SubmissionFactory(response=ResponseFactory(wave=WaveFactory()))
        MembershipFactory(municipality=submission.response.municipality, user=submission.submitted_by)


def queries_of(browser, path):
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", LISTS)
def test_number_of_queries_does_not_grow_with_the_rows(browser, model):
    path = reverse(f"admin:survey_{model}_changelist")
    some_rows(2)
    browser.get(path)
    few = queries_of(browser, path)
    some_rows(6)
    assert queries_of(browser, path) == few


@pytest.mark.parametrize("model", [model for model in LISTS if model != "questionnaire"])
def test_search_works(browser, model):
    some_rows(1)
    reply = browser.get(reverse(f"admin:survey_{model}_changelist"), {"q": "no such words"})
    assert reply.context["cl"].result_count == 0


@pytest.mark.parametrize("model", LISTS)
def test_every_object_opens(browser, model):
    some_rows(1)
    page = browser.get(reverse(f"admin:survey_{model}_changelist"))
    for found in page.context["cl"].result_list:
        assert browser.get(reverse(f"admin:survey_{model}_change", args=[found.pk])).status_code == 200


def test_list_of_waves_counts_the_returns_handed_in(browser):
    submission = SubmissionFactory()
    ResponseFactory(wave=submission.response.wave)
    ResponseFactory()
    page = browser.get(reverse("admin:survey_wave_changelist"))
    assert "1 von 3" in page.text
