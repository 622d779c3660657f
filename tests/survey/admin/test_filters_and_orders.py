"""Every list page x every value of its filters x every column that it can be sorted by."""

from itertools import product

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import LetterFactory

AT_MOST = 20  # queries, whatever is filtered


@pytest.mark.parametrize("model", [model._meta.model_name for model in site._registry])
def test_every_list_opens_with_every_filter_in_every_order(browser, work, model):
    LetterFactory(to=["other@stadt.example"])
    path = reverse(f"admin:survey_{model}_changelist")
    found = browser.get(path).context["cl"]
    filters = {choice["query_string"] for spec in found.filter_specs for choice in spec.choices(found)} | {"?"}
    orders = [f"o={sign}{number}" for number in range(len(found.list_display)) for sign in ("", "-")]
    failed = {}
    for chosen, order in product(sorted(filters), orders):
        with CaptureQueriesContext(connection) as queries:
            reply = browser.get(f"{path}{chosen}&{order}")
        if reply.status_code != 200 or len(queries) > AT_MOST:
            failed[f"{chosen}&{order}"] = (reply.status_code, len(queries))
    assert failed == {}


def test_people_are_filtered_by_whether_they_were_here(browser, rows, work):
    path = reverse("admin:survey_user_changelist")
    assert rows(browser.get(path, {"seen": "never"})) == [work.newcomer]
    once = rows(browser.get(path, {"seen": "once"}))
    assert once
    assert all(person.last_login for person in once)


def test_municipalities_are_filtered_by_every_state_of_the_return(browser, rows, work):
    path = reverse("admin:survey_municipality_changelist")
    assert rows(browser.get(path, {"return": "presented"})) == [work.presented.municipality]
