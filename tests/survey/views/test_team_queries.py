"""Queries as the team sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from survey.actions import close_query, reply_query, save_answers
from survey.models import Query
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    QueryFactory,
    RemarkFactory,
    ResponseFactory,
    UserFactory,
    WaveFactory,
)
from tests.survey.views.conftest import question_where

LIST, ASK = reverse("survey:team_queries"), reverse("survey:team_query_ask")
TEXT = question_where(type="text")


@pytest.fixture
def analyst(client, db):
    """An analyst's browser."""
    client.force_login(UserFactory(analyst=True, name="Uli Team"))
    return client


@pytest.fixture
def response(db):
    return ResponseFactory()


def place(name, query):
    return reverse(f"survey:{name}", args=[query.pk])


def asked_in(name, **fields):
    return QueryFactory(response=ResponseFactory(municipality=MunicipalityFactory(name=name)), **fields)


def order(text, *names):
    return sorted(names, key=text.index)


def test_longest_waiting_for_the_team_comes_first_closed_last(analyst):
    now = timezone.now()
    close_query(query=asked_in("Abgeschlossenheim", at=now - timedelta(days=9)))
    asked_in("Neuhausen", at=now - timedelta(days=1))
    asked_in("Althausen", at=now - timedelta(days=5))
    asked_in("Gefragtstadt", by_team=True, at=now - timedelta(days=8))
    answered = asked_in("Antwortingen", by_team=True, at=now - timedelta(days=7))
    reply_query(query=answered, text="So.", by=UserFactory(), site="http://testserver")
    text = analyst.get(LIST).text
    names = ("Althausen", "Neuhausen", "Antwortingen", "Gefragtstadt", "Abgeschlossenheim")
    assert order(text, *names) == list(names)
    assert "2 Rückfragen warten auf eine Antwort des Teams" in text


def test_list_tells_municipality_question_who_and_how_long(analyst, response):
    kim = UserFactory(name="Kim Berger")
    query = QueryFactory(response=response, by=kim, at=timezone.now() - timedelta(days=3))
    text = analyst.get(LIST).text
    assert response.municipality.name in text
    assert query.question.text in text
    assert "gestellt von Kim Berger" in text
    assert "3 Tage her" in text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("state", "shown"), [("waiting", {"A-Dorf"}), ("open", {"A-Dorf", "B-Dorf"}), ("closed", {"C-Dorf"})]
)
def test_list_is_filtered_by_state(analyst, state, shown):
    asked_in("A-Dorf")
    asked_in("B-Dorf", by_team=True)
    close_query(query=asked_in("C-Dorf"))
    text = analyst.get(LIST, {"state": state}).text
    assert {name for name in ("A-Dorf", "B-Dorf", "C-Dorf") if name in text} == shown


def test_list_is_filtered_by_wave(analyst):
    here, there = asked_in("A-Dorf"), asked_in("B-Dorf")
    text = analyst.get(LIST, {"wave": here.response.wave.slug}).text
    assert "A-Dorf" in text
    assert there.response.municipality.name not in text


def test_unknown_filter_does_no_harm(analyst, response):
    QueryFactory(response=response)
    assert analyst.get(LIST, {"state": "'", "wave": "nirgends", "page": "x"}).status_code == 200


def test_long_list_has_pages_that_keep_the_filter(analyst, response):
    for _ in range(51):
        QueryFactory(response=response)
    text = analyst.get(LIST, {"state": "open"}).text
    assert text.count('class="query-question"') == 50
    assert "?state=open&amp;wave=&amp;page=2" in text
    assert analyst.get(LIST, {"state": "open", "page": 2}).text.count('class="query-question"') == 1


def test_longer_list_costs_no_more_queries(analyst, django_assert_num_queries, response):
    QueryFactory(response=response)
    analyst.get(LIST)
    with django_assert_num_queries(6):
        analyst.get(LIST)
    for _ in range(5):
        asked_in("Dorf")
    analyst.get(LIST)
    with django_assert_num_queries(6):
        analyst.get(LIST)


def test_thread_shows_wording_and_conversation_but_no_answer_and_no_remark(analyst, response):
    save_answers(response=response, values={TEXT.code: "geheimer Entwurf"}, by=UserFactory())
    RemarkFactory(response=response, code=TEXT.code, text="unter uns")
    query = QueryFactory(response=response, code=TEXT.code, text="Was ist gemeint?")
    text = analyst.get(place("team_query", query)).text
    assert TEXT.question.text in text
    assert "Was ist gemeint?" in text
    assert "geheimer Entwurf" not in text
    assert "unter uns" not in text


def test_team_replies(analyst, response):
    query = QueryFactory(response=response)
    reply = analyst.post(place("team_query_reply", query), {"text": "Das Vorjahr."})
    query.refresh_from_db()
    assert reply.url == place("team_query", query)
    assert query.state == "answered"
    assert "Uli Team" in analyst.get(reply.url).text


def test_empty_reply_is_refused_beside_its_field(analyst, response):
    query = QueryFactory(response=response)
    reply = analyst.post(place("team_query_reply", query), {"text": " "})
    assert reply.status_code == 422
    assert f'id="reply-text-{query.pk}-error"' in reply.text
    assert query.messages.count() == 1


def test_reply_to_a_query_closed_meanwhile_is_kept_on_the_page(analyst, response):
    query = QueryFactory(response=response)
    close_query(query=query)
    reply = analyst.post(place("team_query_reply", query), {"text": "Zu spät"})
    assert reply.status_code == 422
    assert "inzwischen abgeschlossen" in reply.text
    assert "Zu spät</textarea>" in reply.text


def test_team_closes_its_own_query_but_no_open_one_of_a_municipality(analyst, response):
    own, foreign = QueryFactory(response=response, by_team=True), QueryFactory(response=response)
    for query in (own, foreign):
        analyst.post(place("team_query_close", query))
    assert {query.pk: query.state for query in Query.objects.all()} == {own.pk: "closed", foreign.pk: "open"}


def test_team_asks_a_municipality(analyst, response):
    ags = response.municipality_id
    reply = analyst.post(ASK, {"response": ags, "code": TEXT.code, "text": "Bitte erläutern Sie das."})
    query = Query.objects.get()
    assert reply.url == place("team_query", query)
    assert (query.response, query.code, query.asked_by_team, query.state) == (response, TEXT.code, True, "open")


def test_municipality_and_question_must_be_chosen_and_the_text_stays(analyst, response):
    stranger = MunicipalityFactory()
    reply = analyst.post(ASK, {"response": stranger.pk, "code": "NO-99", "text": "Bitte erläutern"})
    assert reply.status_code == 422
    assert reply.text.count("Bitte wählen Sie aus.") == 4, "at the top, and beside each field"
    assert "Bitte erläutern</textarea>" in reply.text
    assert not Query.objects.exists()


def test_only_municipalities_of_the_chosen_wave_are_offered(analyst, response):
    other = ResponseFactory(wave=WaveFactory(opens_at=timezone.now() - timedelta(weeks=50)))
    text = analyst.get(ASK, {"wave": other.wave.slug}).text
    assert other.municipality_id in text
    assert response.municipality_id not in text
    assert analyst.get(ASK, {"wave": "nirgends"}).status_code == 404


def test_header_leads_analysts_to_the_queries_and_nobody_else(analyst, response):
    assert f'href="{LIST}"' in analyst.get("/").text
    analyst.force_login(MembershipFactory().user)
    assert f'href="{LIST}"' not in analyst.get("/").text
