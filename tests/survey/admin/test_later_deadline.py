"""A later deadline on the office's own initiative, for one municipality and for several."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone

from survey.actions import request_reopening
from survey.models import Event, Letter, Response
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
)

LIST = reverse("admin:survey_municipality_changelist")
LATER = timezone.localdate() + timedelta(days=60)
TOLD = f"{LATER.day}. "


@pytest.fixture
def office(client, db):
    client.force_login(UserFactory(office=True))
    return client


@pytest.fixture
def wave(db):
    return WaveFactory()


def page(municipality):
    return reverse("admin:survey_municipality_deadline", args=[municipality.pk])


def typed(wave, day=LATER, **fields):
    return {"wave": wave.pk, "until_0": f"{day:%d.%m.%Y}", "until_1": "18:00", "sentence": ""} | fields


def letters(mailoutbox):
    return [letter for letter in mailoutbox if letter.envelope.kind == Letter.Kind.EXTENDED]


def test_office_gives_one_municipality_a_later_deadline_while_the_wave_is_open(office, wave, mailoutbox):
    kim = MembershipFactory()
    town = kim.municipality
    assert page(town) in office.get(reverse("admin:survey_municipality_change", args=[town.pk])).text
    assert str(town) in office.get(page(town)).text
    reply = office.post(page(town), typed(wave, sentence="Wegen des Umzugs."), follow=True)
    assert f"hat Zeit bis {TOLD}" in reply.text
    response = Response.objects.get(municipality=town, wave=wave)  # nobody had begun it
    assert timezone.localtime(response.extended_until).hour == 18
    (letter,) = letters(mailoutbox)
    assert letter.to == [kim.user.email]
    assert "Wegen des Umzugs." in letter.body
    assert f"bis {TOLD}" in letter.body
    assert response.events.get().kind == Event.Kind.EXTENDED


def test_several_chosen_municipalities_get_it_at_once(office, wave, mailoutbox):
    wave.closes_at = timezone.now() - timedelta(days=1)
    wave.save()
    towns = [MembershipFactory().municipality for _number in range(3)]
    silent, untouched = MunicipalityFactory(name="Stilles Tal"), ResponseFactory(wave=wave)
    chosen = {"action": "extend_deadline", ACTION_CHECKBOX_NAME: [town.pk for town in (*towns, silent)]}
    asked = office.post(LIST, chosen)
    assert all(f'value="{town.pk}"' in asked.text for town in (*towns, silent))
    assert not Response.objects.exclude(extended_until=None).exists()
    reply = office.post(LIST, chosen | typed(wave), follow=True)
    assert "4 Kommunen haben Zeit bis" in reply.text
    assert "niemanden zum Anschreiben: Stilles Tal" in reply.text
    assert Response.objects.filter(wave=wave, extended_until__isnull=False).count() == 4
    assert len(letters(mailoutbox)) == 3
    untouched.refresh_from_db()
    assert untouched.extended_until is None


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (timezone.localdate() - timedelta(days=1), "in der Zukunft"),
        (timezone.localdate() + timedelta(days=7), "Die Erhebung selbst ist bis"),
        (LATER + timedelta(days=1000), "Jahr"),
    ],
)
def test_deadline_that_makes_no_sense_is_refused_beside_the_field(office, wave, day, reason, mailoutbox):
    town = MembershipFactory().municipality
    reply = office.post(page(town), typed(wave, day, sentence="Bleibt stehen."))
    assert reply.status_code == 422
    assert reason in reply.text
    assert "Bleibt stehen." in reply.text
    assert not Response.objects.exists()
    assert mailoutbox == []


@pytest.mark.parametrize(
    "wrong", [{"until_0": "gestern"}, {"until_0": ""}, {"wave": "0"}, {"wave": "x"}, {"sentence": "\ufffe"}]
)
def test_mistyped_forms_are_shown_again(office, wave, wrong):
    town = MunicipalityFactory()
    assert office.post(page(town), typed(wave) | wrong).status_code == 422
    assert not Response.objects.exists()


def test_one_town_that_has_longer_already_is_named_and_nobody_gets_anything(office, wave, mailoutbox):
    longer = ResponseFactory(wave=wave, extended_until=timezone.now() + timedelta(days=90))
    other = MembershipFactory().municipality
    chosen = {"action": "extend_deadline", ACTION_CHECKBOX_NAME: [other.pk, longer.municipality_id]}
    reply = office.post(LIST, chosen | typed(wave))
    assert reply.status_code == 422
    assert f"{longer.municipality} hat schon Zeit bis" in reply.text
    assert not Response.objects.filter(municipality=other).exists()
    assert mailoutbox == []


def test_return_that_was_handed_in_stays_so_and_can_be_corrected(office, mailoutbox):
    submission = SubmissionFactory()
    response = submission.response
    MembershipFactory(municipality=response.municipality)
    response.wave.closes_at = timezone.now() - timedelta(days=1)
    response.wave.save()
    office.post(page(response.municipality), typed(response.wave))
    response.refresh_from_db()
    assert response.is_submitted
    assert response.is_in_time()
    (letter,) = letters(mailoutbox)
    assert "abgegeben und kann bis" in letter.body


def test_request_that_waits_is_granted_by_it(office, mailoutbox):
    response = SubmissionFactory().response
    response.wave.closes_at = timezone.now() - timedelta(days=1)
    response.wave.save()
    kim = MembershipFactory(municipality=response.municipality).user
    request = request_reopening(response=response, by=kim, reason="Zahlendreher", link="https://atlas.example/")
    office.post(page(response.municipality), typed(response.wave))
    request.refresh_from_db()
    assert request.state == "granted"


def test_request_is_not_granted_with_a_deadline_before_that_of_the_wave(office, wave):
    response = ResponseFactory(wave=wave)
    wave.closes_at = timezone.now() - timedelta(days=1)
    wave.save()
    request = request_reopening(response=response, by=UserFactory(), reason="Bitte", link="https://atlas.example/")
    wave.closes_at = timezone.now() + timedelta(days=20)  # meanwhile for all
    wave.save()
    day = timezone.localdate() + timedelta(days=7)
    given = {"decision": "granted", "extended_until_0": f"{day:%d.%m.%Y}", "extended_until_1": "12:00", "reply": ""}
    reply = office.post(reverse("admin:survey_reopeningrequest_change", args=[request.pk]), given)
    assert "Die Erhebung selbst ist bis" in reply.text
    blank = given | {"extended_until_0": "", "extended_until_1": ""}
    assert "in der Zukunft" in office.post(reply.request["PATH_INFO"], blank).text


@pytest.mark.parametrize("person", [{}, {"analyst": True}])
def test_nobody_else_gives_deadlines(client, wave, person):
    town = MunicipalityFactory()
    client.force_login(UserFactory(**person))
    assert client.post(page(town), typed(wave)).status_code in (302, 403)
    assert not Response.objects.exists()


def test_unknown_municipality_gets_404(office, wave):
    assert office.get("/admin/survey/municipality/00000000/deadline/").status_code == 404
