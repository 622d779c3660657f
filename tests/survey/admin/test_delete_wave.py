"""A wave that was made by mistake goes, as long as nobody has given anything in it."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse

from survey.actions import invite, save_answers, write_remark
from survey.models import Event, Evidence, Membership, Response, Wave
from tests.factories import (
    MembershipFactory,
    QueryFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
)

LINK = "https://atlas.example/"


@pytest.fixture
def office(client, db):
    client.force_login(UserFactory(office=True))
    return client


@pytest.fixture
def begun(db):
    """A return that was opened; its coordination invited a colleague, and nobody has answered."""
    response = ResponseFactory()
    kim = MembershipFactory(municipality=response.municipality).user
    role, codes = Membership.Role.CONTRIBUTOR, ["VER"]
    invite(response=response, by=kim, email="neu@stadt.example", name="Neu", role=role, sections=codes, link=LINK)
    return response


def page(wave):
    return reverse("admin:survey_wave_delete", args=[wave.pk])


def test_question_before_names_what_goes_and_the_rest_stays(office, begun):
    other = ResponseFactory()
    asked = office.get(page(begun.wave))
    assert "1 Antwortbogen ohne jede Antwort" in asked.text
    assert "1 Rolle nur für diese Erhebung" in asked.text
    assert Wave.objects.filter(pk=begun.wave_id).exists()
    assert office.post(page(begun.wave), {"post": "yes"}).status_code == 302
    assert list(Wave.objects.all()) == [other.wave]
    assert list(Response.objects.all()) == [other]
    assert not Event.objects.exists()
    assert (
        Membership.objects.filter(municipality=begun.municipality).count() == 1
    )  # the standing one of the coordination


def test_wave_that_nobody_has_opened_is_deleted(office):
    wave = WaveFactory()
    office.post(page(wave), {"post": "yes"})
    assert not Wave.objects.exists()


def taken_back(response):
    for value in (1, None):
        save_answers(response=response, values={"STR-02": value}, by=UserFactory())


def evidence(response):
    given = {"url": "https://town.example/", "given_by": UserFactory(), "given_at": response.started_at}
    Evidence.objects.create(response=response, code="STR-02", **given)


GIVEN = {
    "an answer": lambda response: save_answers(response=response, values={"STR-02": 1}, by=UserFactory()),
    "an answer that was taken back": taken_back,
    "a remark": lambda response: write_remark(response=response, code="STR-02", text="Hm.", by=UserFactory()),
    "a query": lambda response: QueryFactory(response=response),
    "evidence": evidence,
}


@pytest.mark.parametrize("what", GIVEN)
def test_wave_in_which_anything_was_given_stays_and_says_why(office, begun, what):
    GIVEN[what](begun)
    for reply in (office.get(page(begun.wave)), office.post(page(begun.wave), {"post": "yes"})):
        assert reply.status_code == 200
        assert "Diese Erhebung bleibt: In 1 Antwortbogen wurde schon etwas beantwortet oder geschrieben." in reply.text
    assert Response.objects.get() == begun
    assert begun.events.exists()


def test_waves_are_not_deleted_by_the_handful(office, begun):
    chosen = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [begun.wave_id], "post": "yes"}
    office.post(reverse("admin:survey_wave_changelist"), chosen)
    assert Wave.objects.exists()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM survey_answer", "DELETE FROM survey_event", "DELETE FROM survey_response"]
)
def test_database_itself_keeps_what_was_given(begun, statement):
    GIVEN["an answer"](begun)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(IntegrityError, match="answer_stays_for_good"), transaction.atomic():
        begun.answers.all().delete()


def test_wave_with_submissions_cannot_be_deleted_past_the_administration(db):
    submission = SubmissionFactory()
    refused = pytest.raises(IntegrityError, match="wave_with_returns_stays")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM survey_wave WHERE id = %s", [submission.response.wave_id])


@pytest.mark.parametrize("person", [{}, {"analyst": True}])
def test_nobody_else_deletes_waves(client, begun, person):
    client.force_login(UserFactory(**person))
    assert client.post(page(begun.wave), {"post": "yes"}).status_code in (302, 403)
    assert Wave.objects.exists()
