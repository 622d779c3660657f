"""The administration opens on the work: what waits, with its number and a way there."""

import pytest
from django.urls import reverse

from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    QueryFactory,
    ReopeningRequestFactory,
    ResponseFactory,
    UserFactory,
)

INDEX = reverse("admin:index")


def waiting(client):
    return {str(entry.title): entry for entry in client.get(INDEX).context["work"]}


def test_first_page_tells_what_waits(browser, admin, work):
    browser.force_login(admin)  # which is a log-in: they have been here
    assert {title: entry.count for title, entry in waiting(browser).items()} == {
        "Bitten um spätere Frist": 1,
        "Rückfragen an das Team": 1,
        "Nicht zugestellte Schreiben": 1,
        "Kommunen ohne Koordination": 1,
        "Antwortbögen, die auf ihre Freigabe warten": 1,
        "Personen, die sich noch nie angemeldet haben": 1,
    }


def test_each_number_leads_to_what_it_counts(browser, work):
    found = {}
    for title, entry in waiting(browser).items():
        page = browser.get(entry.url)
        found[title] = list(page.context["cl"].result_list) if "cl" in page.context else list(page.context["page"])
    assert found == {
        "Bitten um spätere Frist": [work.request],
        "Rückfragen an das Team": [work.query],
        "Nicht zugestellte Schreiben": [work.letter],
        "Kommunen ohne Koordination": [work.uncoordinated],
        "Antwortbögen, die auf ihre Freigabe warten": [work.presented.municipality],
        "Personen, die sich noch nie angemeldet haben": [work.newcomer],
    }


def test_office_is_told_of_nothing_that_it_may_not_open(client, work):
    client.force_login(UserFactory(office=True))
    entries = waiting(client)
    assert "Rückfragen an das Team" not in entries
    assert {client.get(entry.url).status_code for entry in entries.values()} == {200}


def test_nothing_waits_in_an_empty_database(browser):
    assert {entry.count for entry in waiting(browser).values()} == {0}


def test_first_page_asks_no_more_with_more_work(browser, work, django_assert_num_queries):
    browser.get(INDEX)
    with django_assert_num_queries(9):
        browser.get(INDEX)
    for response in (ResponseFactory(wave=work.wave, state="presented") for _ in range(4)):
        ReopeningRequestFactory(response=response)
        QueryFactory(response=response)
        MunicipalityFactory()
    with django_assert_num_queries(9):
        browser.get(INDEX)


def test_municipalities_people_and_waves_come_first(browser):
    groups = {str(group["name"]): [model["object_name"] for model in group["models"]] for group in groups_of(browser)}
    assert list(groups) == ["Kommunen", "Personen", "Erhebungen", "Weiteres"]
    assert groups["Kommunen"] == ["Municipality", "District"]
    assert groups["Personen"] == ["User", "Membership"]
    assert groups["Erhebungen"] == ["Wave", "Response", "Submission", "ReopeningRequest", "Questionnaire"]


def groups_of(browser):
    return browser.get(INDEX).context["app_list"]


def test_page_of_the_only_application_is_the_first_page(browser):
    assert browser.get("/admin/survey/").url == INDEX
    assert browser.get("/admin/auth/").status_code == 404


@pytest.mark.parametrize(("role", "coordinates"), [("coordinator", True), ("reader", False)])
def test_role_for_the_current_wave_goes_before_the_standing_one(browser, work, role, coordinates):
    standing = "reader" if coordinates else "coordinator"
    person = UserFactory()
    MembershipFactory(municipality=work.uncoordinated, user=person, role=standing)
    MembershipFactory(municipality=work.uncoordinated, user=person, role=role, wave=work.wave)
    assert waiting(browser)["Kommunen ohne Koordination"].count == (0 if coordinates else 1)
