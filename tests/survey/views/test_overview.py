import pytest
from django.urls import reverse

from survey.actions import save_answers
from survey.models import Response
from survey.questionnaire.states import progress
from tests.factories import MembershipFactory, UserFactory, WaveFactory
from tests.survey.views.conftest import address


def test_overview_counts_answers(browser, response, document, coordinator):
    question = document.questions[0]
    save_answers(response=response, values={question.code: "_dk"}, by=coordinator)
    asked = sum(section.asked for section in progress(document, response.answer_values()).values())
    assert f"1 von {asked}" in browser.get(address(response, "overview")).text


def test_first_visit_begins_the_return(client, db):
    membership, wave = MembershipFactory(), WaveFactory()
    client.force_login(membership.user)
    client.get(reverse("survey:overview", args=[wave.slug, membership.municipality_id]))
    assert Response.objects.get().municipality == membership.municipality


def test_one_municipality_and_one_wave_lead_straight_to_the_return(browser, response):
    assert browser.get(reverse("survey:returns")).url == address(response, "overview")


def test_several_municipalities_are_offered(browser, response, coordinator):
    other = MembershipFactory(user=coordinator, role="reader")
    text = browser.get(reverse("survey:returns")).text
    assert response.municipality.name in text
    assert other.municipality.name in text


def test_person_without_municipality_is_told_so(client, response):
    client.force_login(UserFactory())
    assert "keiner Kommune zugeordnet" in client.get(reverse("survey:returns")).text


@pytest.mark.parametrize("role", ["coordinator", "contributor", "reader"])
def test_every_member_sees_the_overview(client, response, role):
    client.force_login(MembershipFactory(municipality=response.municipality, role=role).user)
    assert client.get(address(response, "overview")).status_code == 200
