"""From one page of the administration to what belongs to it, and to the site."""

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory, SubmissionFactory, UserFactory


def page_of(row):
    return reverse(f"admin:survey_{row._meta.model_name}_change", args=[row.pk])


def test_municipality_shows_its_people_and_returns(browser, work):
    text = browser.get(page_of(work.presented.municipality)).text
    assert f'<a href="{page_of(work.newcomer)}">{work.newcomer.name}</a>' in text
    assert f'<a href="{page_of(work.presented)}">{work.wave}: zur Freigabe vorgelegt</a>' in text


def test_office_reads_of_returns_but_is_led_to_none(client, work):
    client.force_login(UserFactory(office=True))
    text = client.get(page_of(work.presented.municipality)).text
    assert f"{work.wave}: zur Freigabe vorgelegt" in text
    assert page_of(work.presented) not in text
    assert page_of(work.newcomer) in text
    assert "Im Atlas ansehen" not in text


def test_return_shows_its_submissions_queries_and_letters(browser, work):
    asked = work.query.response
    text = browser.get(page_of(asked)).text
    assert page_of(asked.submissions.get()) in text
    assert f'<a href="{reverse("survey:team_query", args=[work.query.pk])}">{work.query.code}</a>: offen' in text
    letters = browser.get(page_of(work.presented)).text
    assert f'<a href="{page_of(work.letter)}">' in letters
    assert "Einladung, kim@stadt.example (nicht zugestellt)" in letters


def test_what_a_letter_says_is_not_shown(browser, work):
    assert work.letter.message not in browser.get(page_of(work.presented)).text


@pytest.mark.parametrize("kind", ["municipality", "response", "submission"])
def test_page_leads_to_the_atlas(browser, kind):
    submission = SubmissionFactory()
    response = submission.response
    row = {"municipality": response.municipality, "response": response, "submission": submission}[kind]
    page = browser.get(page_of(row))
    assert page.context["absolute_url"].startswith(reverse("atlas:municipality", args=[response.municipality_id]))
    assert browser.get(page.context["absolute_url"]).status_code == 200


def test_pages_ask_no_more_with_more_people(browser, work, django_assert_max_num_queries):
    for _ in range(5):
        MembershipFactory(municipality=work.presented.municipality)
    with django_assert_max_num_queries(14):
        browser.get(page_of(work.presented.municipality))
