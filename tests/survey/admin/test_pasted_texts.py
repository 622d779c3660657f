"""What comes from a presentation or a table: controls are left out, and a line end in a name is a space."""

from django.urls import reverse

from survey.models import Municipality, ReopeningRequest, User
from tests.factories import MunicipalityFactory, ResponseFactory, UserFactory


def test_names_in_the_administration_are_read_as_everywhere(browser):
    town = MunicipalityFactory(name="Ort")
    address = reverse("admin:survey_municipality_change", args=[town.pk])
    values = {name: getattr(town, name) for name in ("kind", "population", "area_km2", "latitude", "longitude")}
    reply = browser.post(address, values | {"name": "Bad\x0bOrt\x00\x07 "})
    assert reply.status_code == 302, reply.context["errors"]
    assert Municipality.objects.get(pk=town.pk).name == "Bad Ort"


def test_name_that_nobody_could_see_is_refused(browser):
    person = UserFactory(name="Kim")
    address = reverse("admin:survey_user_change", args=[person.pk])
    sent = {"email": person.email, "name": "\u200b\u00ad", "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    assert browser.post(address, sent).status_code == 200
    assert User.objects.get(pk=person.pk).name == "Kim"


def test_reply_to_a_request_keeps_its_lines(browser):
    asked = ReopeningRequest.objects.create(
        response=ResponseFactory(), requested_by=UserFactory(), requested_at="2026-01-01T00:00Z", reason="Zahl"
    )
    address = reverse("admin:survey_reopeningrequest_change", args=[asked.pk])
    sent = {"decision": "declined", "reply": "Leider\x0bnein\x07", "extended_until_0": "", "extended_until_1": ""}
    assert browser.post(address, sent).status_code == 302
    assert ReopeningRequest.objects.get(pk=asked.pk).reply == "Leider\nnein"
