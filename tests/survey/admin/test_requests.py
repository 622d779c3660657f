"""Requests for a later deadline are decided once; whoever comes second is told so and loses nothing."""

import pytest
from django.urls import reverse

from survey.actions import decide_reopening
from tests.factories import ReopeningRequestFactory, UserFactory


@pytest.mark.parametrize("role", ["office", "admin"])
def test_second_decision_is_told_that_it_was_decided(client, db, role):
    request = ReopeningRequestFactory()
    client.force_login(UserFactory(**{role: True}))
    address = reverse("admin:survey_reopeningrequest_change", args=[request.pk])
    assert client.get(address).status_code == 200
    decide_reopening(request=request, by=UserFactory(admin=True), extended_until=None, reply="Nein", link="/")
    late = client.post(address, {"decision": "declined", "reply": "Leider geht das nicht mehr."})
    assert late.status_code == 200
    assert "Über diese Bitte wurde inzwischen an anderer Stelle entschieden." in late.text
    assert "Leider geht das nicht mehr." in late.text
    request.refresh_from_db()
    assert request.reply == "Nein"
