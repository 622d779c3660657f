"""Nothing that somebody with a session was shown stays in a browser or a proxy; the public pages may."""

from contextlib import closing

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.test_groups import ENTRANCE, MANAGEMENT, admin_paths
from tests.factories import MembershipFactory, ResponseFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db
PRIVATE = "private, no-store"


@pytest.fixture
def response():
    return ResponseFactory()


@pytest.fixture
def member(client, response):
    client.force_login(MembershipFactory(municipality=response.municipality).user)
    return client


@pytest.mark.parametrize("name", sorted(ENTRANCE | MANAGEMENT))
def test_pages_of_the_account_are_not_kept(member, name):
    assert member.get(reverse(name)).headers["Cache-Control"] == PRIVATE


def test_pages_of_the_administration_are_not_kept(client):
    client.force_login(UserFactory(admin=True))
    assert {client.get(path).headers["Cache-Control"] for path in admin_paths()} == {PRIVATE}


def test_data_that_scripts_ask_for_are_not_kept(client):
    client.force_login(UserFactory(admin=True))
    field = {"app_label": "survey", "model_name": "membership", "field_name": "user"}
    reply = client.get(reverse("admin:autocomplete"), field)
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.headers["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_refusals_are_not_kept(member, response, headers):
    code = response.wave.questionnaire.document.questions[0].code
    strict = Client(enforce_csrf_checks=True, headers=headers)
    strict.cookies = member.cookies
    replies = [
        member.get("/no/such/page/", headers=headers),
        member.get("/?%00", headers=headers),
        member.get(reverse("atlas:overview"), headers=headers),
        member.get(reverse("survey:reopen", args=[response.wave.slug, response.municipality_id]), headers=headers),
        strict.post(reverse("survey:answer", args=[response.wave.slug, response.municipality_id, code])),
    ]
    assert [reply.status_code for reply in replies] == [404, 400, 403, 405, 403]
    assert {reply.headers["Cache-Control"] for reply in replies} == {PRIVATE}


def test_error_page_is_not_kept_and_needs_no_database_for_it(member, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("survey.views.start.render", fail)
    member.raise_request_exception = False
    reply = member.get("/")
    assert (reply.status_code, reply.headers["Cache-Control"]) == (500, PRIVATE)


def test_page_that_did_not_change_is_still_answered_in_short(member, response):
    section = response.wave.questionnaire.document.sections[0]
    page = reverse("survey:section", args=[response.wave.slug, response.municipality_id, section.slug])
    version = member.get(page).headers["ETag"]
    reply = member.get(page, headers={"If-None-Match": version})
    assert (reply.status_code, reply.headers["Cache-Control"]) == (304, PRIVATE)


def test_page_with_the_address_that_asked_for_a_code_is_not_kept(client):
    reply = client.post(reverse("account_request_login_code"), {"email": "kim@stadt.example"}, follow=True)
    assert "kim@stadt.example" in reply.text
    assert reply.headers["Cache-Control"] == PRIVATE


def test_public_pages_may_be_kept(client):
    wave = SubmissionFactory(earlier=True).response.wave
    wave.published_at = wave.closes_at
    wave.save()
    for path in ("/", reverse("atlas:published", args=[wave.slug])):
        reply = client.get(path)
        assert reply.status_code == 200
        assert "no-store" not in reply.headers.get("Cache-Control", "")


def test_static_files_may_be_kept_by_members_too(member, settings):
    settings.WHITENOISE_USE_FINDERS = True
    with closing(member.get("/static/theme/icon.svg")) as reply:
        assert "public" in reply.headers["Cache-Control"]
