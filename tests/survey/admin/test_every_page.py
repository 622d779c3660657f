"""Every page of the administration opens as in operation: with no transaction around it."""

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.urls import reverse

from survey.models import LegalPage
from tests.factories import UserFactory

MODELS = [model for model in apps.get_models() if site.is_registered(model)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["office", "admin"])
def test_every_page_opens_outside_a_transaction(work, client, role):
    client.force_login(UserFactory(**{role: True}))
    LegalPage.objects.get_or_create(key=LegalPage.Key.IMPRINT)  # a test with real transactions empties all tables
    for model in MODELS:
        where = f"admin:survey_{model._meta.model_name}"
        rows = list(model.objects.all())
        assert rows, model
        paths = [reverse(f"{where}_changelist"), reverse(f"{where}_add")]
        paths += [reverse(f"{where}_{page}", args=[row.pk]) for row in rows for page in ("change", "delete", "history")]
        statuses = {path: client.get(path).status_code for path in paths}
        assert set(statuses.values()) <= {200, 403}, statuses
