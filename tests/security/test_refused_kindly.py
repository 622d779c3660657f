"""Where the database would refuse, the administration has said so before, in words, and keeps what was typed."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from survey.actions import decide_reopening, request_reopening
from survey.admin.reopening import DecisionForm
from survey.models import ReopeningRequest, Response, Wave
from tests.factories import QuestionnaireFactory, ResponseFactory, SubmissionFactory, UserFactory, WaveFactory

pytestmark = pytest.mark.django_db

LINK = "http://testserver"


@pytest.fixture
def browser(client):
    client.force_login(UserFactory(admin=True))
    return client


@pytest.fixture
def request_twice():
    """The same request as two admins have it open."""
    asked = {"by": UserFactory(), "reason": "Ein Zahlendreher", "link": LINK}
    request = request_reopening(response=SubmissionFactory().response, **asked)
    return request, ReopeningRequest.objects.get()


def decide(request, reply):
    decide_reopening(request=request, by=UserFactory(admin=True), extended_until=None, reply=reply, link=LINK)


def test_the_second_of_two_decisions_is_refused(request_twice, mailoutbox):
    first, second = request_twice
    decide(first, "Gern.")
    mailoutbox.clear()
    with pytest.raises(ValidationError, match="inzwischen"):
        decide(second, "Nein.")
    assert ReopeningRequest.objects.get().reply == "Gern."
    assert mailoutbox == []


def test_the_form_of_the_second_keeps_what_was_typed(request_twice):
    first, second = request_twice
    decide(first, "Gern.")
    form = DecisionForm({"decision": "declined", "reply": "Nein."}, instance=second)
    assert "inzwischen" in str(form.errors)
    assert form["reply"].value() == "Nein."


@pytest.mark.parametrize("begun", [True, False])
def test_a_wave_whose_first_return_is_begun_at_this_moment(browser, monkeypatch, begun):
    """After the page has asked whether there are any, before it saves."""
    wave, other = WaveFactory(slug="now"), QuestionnaireFactory(version="next")
    form = browser.get(reverse("admin:survey_wave_change", args=[wave.pk])).context["adminform"].form
    typed = {f"{name}_{part}": value for name in ("opens_at", "closes_at") for part, value in two_parts(form, name)}
    typed |= {"slug": "later", "title": "Neuer Titel", "title_en": "New", "questionnaire": other.pk}
    if begun:
        ResponseFactory(wave=wave)
    monkeypatch.setattr(admin.site.get_model_admin(Wave), "get_readonly_fields", lambda *_args: ["handed_in"])
    reply = browser.post(reverse("admin:survey_wave_change", args=[wave.pk]), typed)
    wave.refresh_from_db()
    if begun:
        assert reply.text.count("Inzwischen ist ein Antwortbogen begonnen worden") == 2
        assert 'value="Neuer Titel"' in reply.text
    assert (reply.status_code, wave.slug, wave.questionnaire == other) == (
        (200, "now", False) if begun else (302, "later", True)
    )


def two_parts(form, name):
    at = timezone.localtime(form.initial[name])
    return ((0, at.strftime("%d.%m.%Y")), (1, at.strftime("%H:%M:%S")))


def test_no_page_of_the_administration_offers_what_is_refused(browser):
    """Neither fields to fill in nor a button to delete."""
    submission = SubmissionFactory()
    response = submission.response
    for found in (submission, response, response.wave.questionnaire):
        name = found._meta.model_name
        page = browser.get(reverse(f"admin:survey_{name}_change", args=[found.pk]))
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
        assert browser.post(reverse(f"admin:survey_{name}_delete", args=[found.pk]), {"post": "yes"}).status_code == 403
    page = browser.get(reverse("admin:survey_wave_change", args=[response.wave_id])).text
    assert 'name="slug"' not in page
    assert 'name="questionnaire"' not in page
    for model in ("wave", "municipality", "district"):
        owner = {"wave": response.wave, "municipality": response.municipality}
        pk = owner.get(model, response.municipality.district).pk
        reply = browser.post(reverse(f"admin:survey_{model}_delete", args=[pk]), {"post": "yes"})
        assert reply.status_code in (200, 403)
    assert Response.objects.count() == 1
