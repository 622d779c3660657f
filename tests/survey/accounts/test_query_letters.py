"""The letters about queries, as a real mail server gets them."""

import pytest
from django.db import transaction
from django.urls import reverse

from survey.models import Query
from tests.factories import MembershipFactory, QueryFactory, ResponseFactory, UserFactory


@pytest.fixture
def response(transactional_db):
    return ResponseFactory()


def test_query_from_the_page_arrives_with_a_link_to_the_conversation(response, postbox, client, settings):
    client.force_login(MembershipFactory(municipality=response.municipality).user)
    code = response.wave.questionnaire.document.questions[0].code
    place = reverse("survey:ask_query", args=[response.wave.slug, response.municipality_id, code])
    client.post(place, {"text": "Welches Jahr?"})
    (mail,) = postbox.mails
    assert mail["To"] == settings.CONTACT_EMAIL
    assert mail["Subject"] == f"{response.wave.title}: Rückfrage aus {response.municipality}"
    assert f"http://testserver/survey/queries/{Query.objects.get().pk}/" in mail.get_content()
    assert "Welches Jahr?" not in mail.get_content()


def test_english_page_of_the_team_writes_a_german_letter(response, postbox, client):
    coordinator = MembershipFactory(municipality=response.municipality).user
    query = QueryFactory(response=response)
    client.force_login(UserFactory(analyst=True))
    client.cookies["django_language"] = "en"
    client.post(reverse("survey:team_query_reply", args=[query.pk]), {"text": "Das Vorjahr."})
    mail = postbox.mails[-1]
    assert mail["To"] == coordinator.email
    assert mail["Subject"] == f"{response.wave.title}: Antwort auf Ihre Rückfrage"
    assert mail.get_content().startswith("Guten Tag,")


def test_letter_about_a_query_that_did_not_come_to_be_is_not_sent(response, postbox):
    with transaction.atomic():
        QueryFactory(response=response)
        assert postbox.delivered == []
        transaction.set_rollback(True)
    assert postbox.mails == []
