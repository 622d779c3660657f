"""The life of a query: who asks, who answers, who closes; and who is told by a letter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from survey.actions import QueryClosed, close_query, reply_query
from survey.models import Membership, Query
from tests.factories import MembershipFactory, QueryFactory, ResponseFactory, UserFactory

pytestmark = pytest.mark.django_db

SITE = "https://atlas.example"
TEAM, TOWN = True, False


@pytest.fixture
def response():
    return ResponseFactory()


def reply(query, by_team, by=None):
    return reply_query(query=query, text="Das Vorjahr.", by=by or UserFactory(), by_team=by_team, site=SITE)


def state(query):
    return Query.objects.get(pk=query.pk).state


@pytest.mark.parametrize("asking", [TEAM, TOWN])
def test_query_is_open_until_the_other_side_replies(asking):
    query = QueryFactory(by_team=asking)
    assert state(query) == "open"
    reply(query, asking)
    assert state(query) == "open"
    reply(query, not asking)
    assert state(query) == "answered"


@pytest.mark.parametrize("asking", [TEAM, TOWN])
def test_asking_again_opens_the_query(asking):
    query = QueryFactory(by_team=asking)
    reply(query, not asking)
    reply(query, asking)
    assert state(query) == "open"


@pytest.mark.parametrize("asking", [TEAM, TOWN])
def test_only_the_asking_side_closes_an_open_query(asking):
    query = QueryFactory(by_team=asking)
    assert not close_query(query=query, by_team=not asking)
    assert state(query) == "open"
    assert close_query(query=query, by_team=asking)
    assert state(query) == "closed"


@pytest.mark.parametrize("closing", [TEAM, TOWN])
def test_either_side_closes_an_answered_query(closing):
    query = QueryFactory()
    reply(query, TEAM)
    assert close_query(query=query, by_team=closing)
    assert state(query) == "closed"


def test_closed_query_takes_no_reply():
    query = QueryFactory()
    opened_before = Query.objects.get(pk=query.pk)
    close_query(query=query)
    with pytest.raises(QueryClosed):
        reply(opened_before, TEAM)
    assert query.messages.count() == 1
    assert state(query) == "closed"


def test_conversation_keeps_its_order_and_who_wrote():
    query = QueryFactory(at=timezone.now() - timedelta(days=1))
    answer = reply(query, TEAM)
    first, last = query.messages.all()
    assert (first.by_team, last.by_team, last.written_by) == (False, True, answer.written_by)


def test_question_of_a_municipality_reaches_the_team_by_letter(response, mailoutbox, settings):
    QueryFactory(response=response, text="Zählt der Haushalt 2025?")
    (letter,) = mailoutbox
    question = response.wave.questionnaire.document.questions[0]
    assert letter.to == [settings.CONTACT_EMAIL]
    assert response.municipality.name in letter.subject
    assert question.text in letter.body
    assert f"http://testserver/survey/queries/{Query.objects.get().pk}/" in letter.body


def test_letters_carry_nothing_that_was_written(response, mailoutbox):
    MembershipFactory(municipality=response.municipality, role="coordinator")
    query = QueryFactory(response=response, text="Zählt der Haushalt 2025?")
    reply(query, TEAM)
    assert len(mailoutbox) == 2
    assert not any("Haushalt 2025" in letter.body or "Vorjahr" in letter.body for letter in mailoutbox)


def test_reply_of_the_team_reaches_coordination_and_asker(response, mailoutbox):
    place = {"municipality": response.municipality}
    coordinator, asker, colleague = (
        MembershipFactory(**place, role=role).user for role in ("coordinator", "contributor", "contributor")
    )
    query = QueryFactory(response=response, by=asker)
    mailoutbox.clear()
    reply(query, TEAM)
    assert {to for letter in mailoutbox for to in letter.to} == {coordinator.email, asker.email}
    address = f"/survey/{response.wave.slug}/{response.municipality_id}/questions/{query.code}/"
    assert all(f"{SITE}{address}" in letter.body for letter in mailoutbox)
    assert colleague.email not in str([letter.to for letter in mailoutbox])


def test_asker_who_left_the_municipality_gets_no_letter(response, mailoutbox):
    asker = MembershipFactory(municipality=response.municipality, role="contributor").user
    query = QueryFactory(response=response, by=asker)
    Membership.objects.all().delete()
    mailoutbox.clear()
    reply(query, TEAM)
    assert mailoutbox == []


def test_query_of_the_team_reaches_the_coordination(response, mailoutbox):
    coordinator = MembershipFactory(municipality=response.municipality, role="coordinator").user
    MembershipFactory(municipality=response.municipality, role="coordinator", user__is_active=False)
    QueryFactory(response=response, by_team=True)
    (letter,) = mailoutbox
    assert letter.to == [coordinator.email]
    assert "Rückfrage an Sie" in letter.subject


def test_reply_of_the_municipality_reaches_the_team(response, mailoutbox, settings):
    query = QueryFactory(response=response, by_team=True)
    reply(query, TOWN)
    assert mailoutbox[-1].to == [settings.CONTACT_EMAIL]
    assert "geantwortet" in mailoutbox[-1].body
