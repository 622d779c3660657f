"""What nobody can see or store, in every field of every form: refused beside the field, kept there, nothing saved.

Of a text, controls are left out; what must not change silently, as a link or an address, is refused with them.
"""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from survey.actions import reopen, request_reopening
from survey.models import Response
from tests.factories import (
    MembershipFactory,
    QueryFactory,
    RemarkFactory,
    SubmissionFactory,
    UserFactory,
    assign,
)
from tests.security.forms import TYPED, forms_of

REFUSED = {
    "mark of direction": "Marke\u202eEnde".encode(),
    "megabyte": b"Marke" + b"a" * 1_000_000,
}
CONTROLS = "controls"
CONTENTS = REFUSED | {
    CONTROLS: b"Marke\0\x07\x0bEnde",
    "lone surrogate": b"Marke\xed\xa0\x80Ende",  # arrives as signs for what could not be read
}
TRANSIENT = ("django_session", "cache")


@pytest.fixture
def response(db):
    """Handed in once, open again, in a wave that requires a release."""
    submission = SubmissionFactory(response__wave__requires_release=True)
    reopen(response=submission.response, by=submission.submitted_by)
    return submission.response


@pytest.fixture
def people(response):
    town = response.municipality
    return {
        "coordinator": MembershipFactory(municipality=town, role="coordinator").user,
        "colleague": assign(MembershipFactory(municipality=town, role="contributor").user, response),
        "release": MembershipFactory(municipality=town, role="release").user,
        "analyst": UserFactory(analyst=True),
        "admin": UserFactory(admin=True),
    }


@pytest.fixture
def browser_of(people):
    def open_browser(role):
        browser = Client(raise_request_exception=False)
        if role in people:
            browser.force_login(people[role])
        return browser

    return open_browser


def state_of_all_tables():
    tables = [name for name in connection.introspection.table_names() if name not in TRANSIENT]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{name}\" t"
                for name in tables
            )
        )
        return dict(cursor.fetchall())


def rows_with(text):
    """As text, in all tables; a row of JSON writes a line end in two letters."""
    tables = [name for name in connection.introspection.table_names() if name not in TRANSIENT]
    parts = [f'SELECT t::text FROM "{name}" t WHERE t::text LIKE %(text)s' for name in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"text": f"%{text}%"})
        return [row for (row,) in cursor.fetchall()]


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def try_forms(browser, *addresses):
    """Every form of these pages with every content in every field; returns how many fields were tried to type in."""
    tried = set()
    for address in addresses:
        page = browser.get(address)
        assert page.status_code == 200, address
        for form in forms_of(page.text, address):
            for name in form.fields_to_try():
                place = (form.address, name)
                if place not in tried and form.address.rsplit("/", 2)[-2] not in ("logout", "language"):
                    tried.add(place)
                    try_field(browser, form, name)
    return {name for _address, name in tried}


def try_field(browser, form, name):
    before = state_of_all_tables()
    for label, content in CONTENTS.items():
        case = (form.address, name, label)
        with undone():
            reply = send(browser, form, name, content)
            assert reply.status_code < 500, case
            is_typed = form.kinds[name] in TYPED
            if label == CONTROLS and is_typed and state_of_all_tables() != before:
                assert all(re.search(r"Marke(\n|\\+n| )Ende", row) for row in rows_with("Marke")), case
            elif label in (*REFUSED, CONTROLS) and is_typed and (form.method == "post" or label in REFUSED):
                assert state_of_all_tables() == before, case
                if form.method == "post":
                    assert reply.status_code in (200, 422), case
                    assert "Marke" in reply.text, case
                    assert any(mark in reply.text for mark in ("error", "alert", "invalid-feedback")), case


def send(browser, form, name, content):
    sent = form.encoded(name, content)
    if form.method == "get":
        return browser.get(form.address, QUERY_STRING=sent)
    return browser.post(form.address, sent, content_type="application/x-www-form-urlencoded")


def in_return(response, *names):
    return [reverse(f"survey:{name}", args=[response.wave.slug, response.municipality_id]) for name in names]


def test_sections(browser_of, response):
    place = [response.wave.slug, response.municipality_id]
    sections = response.wave.questionnaire.document.sections
    pages = [reverse("survey:section", args=[*place, section.slug]) for section in sections]
    assert try_forms(browser_of("coordinator"), *pages)


def test_pages_of_a_return(browser_of, response, people):
    document, place = response.wave.questionnaire.document, [response.wave.slug, response.municipality_id]
    code = document.questions[0].code
    RemarkFactory(response=response, code=code)
    QueryFactory(response=response, code=code)
    member = people["colleague"].memberships.get()
    question = reverse("survey:question", args=[*place, code])
    pages = [question, reverse("survey:member", args=[*place, member.pk])]
    names = try_forms(
        browser_of("coordinator"), *pages, *in_return(response, "people", "present", "overview", "compare")
    )
    assert {"text", "url", "page", "remark", "email", "name", "sentence"} <= names


def test_release(browser_of, response):
    response.set_state(Response.State.PRESENTED)
    assert "reason" in try_forms(browser_of("release"), *in_return(response, "release"))


def test_reopening(browser_of, response, people):
    response.wave.closes_at = timezone.now() - timedelta(minutes=1)
    response.wave.save()
    assert "reason" in try_forms(browser_of("coordinator"), *in_return(response, "request_reopening"))
    asked = request_reopening(response=response, by=people["coordinator"], reason="Zahl", link="http://testserver/")
    page = reverse("admin:survey_reopeningrequest_change", args=[asked.pk])
    assert "reply" in try_forms(browser_of("admin"), page)


def test_team(browser_of, response):
    query = QueryFactory(response=response)
    lists = [reverse(f"survey:{name}") for name in ("team_queries", "team_query_ask")]
    assert "text" in try_forms(browser_of("analyst"), *lists, reverse("survey:team_query", args=[query.pk]))


def test_atlas(browser_of, response):
    names = ("overview", "questions", "map", "compare", "jobs", "turnout", "priorities", "applications")
    assert "search" in try_forms(browser_of("analyst"), *[reverse(f"atlas:{name}") for name in names])


def test_accounts(browser_of, people):
    names = try_forms(browser_of("anonymous"), reverse("account_request_login_code"))
    browser = browser_of("anonymous")
    browser.post(reverse("account_request_login_code"), {"email": people["coordinator"].email})
    assert "email" in names
    assert "code" in try_forms(browser, reverse("account_confirm_login_code"))


MODELS = ("district", "municipality", "user", "wave", "membership")


@pytest.mark.parametrize("model", MODELS)
def test_administration(browser_of, response, model):
    town, person = response.municipality, MembershipFactory()
    objects = {"district": town.district, "municipality": town, "user": person.user, "membership": person}
    change = reverse(f"admin:survey_{model}_change", args=[objects.get(model, response.wave).pk])
    pages = [change, reverse(f"admin:survey_{model}_changelist")]
    assert try_forms(browser_of("admin"), *pages)


@pytest.mark.parametrize("key", ["\0", "x", "9" * 30, "-1", "9" * 5_000])
@pytest.mark.parametrize("model", MODELS)
def test_no_ticked_row_of_a_list_ends_in_an_error(browser_of, response, model, key):
    page = reverse(f"admin:survey_{model}_changelist")
    sent = {"action": "delete_selected", "_selected_action": key, "index": "9" * 5_000}
    assert browser_of("admin").post(page, sent).status_code < 500
    assert browser_of("admin").post(page, sent | {"index": "0", "post": "yes"}).status_code < 500


PARAMETERS = (
    *("wave", "district", "size", "kind", "section", "weighting", "estimate", "measure", "group", "question", "search"),
    *("earlier", "status", "first", "second", "page", "state", "from", "to", "next", "q", "p", "o", "e", "index", "x"),
)
IN_AN_ADDRESS = {
    "NUL": "%00",
    "lone surrogate": "%ed%a0%80",
    "mark of direction": "%E2%80%AE",
    "half a character": "%e2%80",
    "many digits": "9" * 5_000,
    "megabyte": "a" * 1_000_000,
    "below zero": "-1",
    "key": "x[]",
}
PAGES = {
    "anonymous": ("start", "account_request_login_code"),
    "coordinator": ("survey:returns",),
    "analyst": (
        *("survey:team_queries", "survey:team_query_ask"),
        *(f"atlas:{name}" for name in ("overview", "turnout", "scores", "map", "priorities", "sovereignty")),
        *(
            f"atlas:{name}"
            for name in ("applications", "compare", "trend", "robustness", "questions", "method", "jobs")
        ),
        *(f"atlas:{name}" for name in ("answers", "municipalities", "districts", "participation", "reliability")),
    ),
    "admin": tuple(
        f"admin:survey_{model}_changelist" for model in (*MODELS, "response", "submission", "questionnaire")
    ),
}


@pytest.mark.parametrize(("role", "name"), [(role, name) for role, names in PAGES.items() for name in names])
def test_no_parameter_of_an_address_ends_in_an_error(browser_of, response, role, name):
    browser, address = browser_of(role), reverse(name)
    for label, content in IN_AN_ADDRESS.items():
        queries = ["&".join(f"{parameter}={content}" for parameter in PARAMETERS)] if label != "megabyte" else []
        queries += [f"{parameter}={content}" for parameter in ("search", "q", "wave", "page", "p")] + [f"{content}=1"]
        for query in queries:
            status = browser.get(address, QUERY_STRING=query).status_code
            assert status < 500, (query[:50], label)
            assert label != "NUL" or status == 400


@pytest.mark.parametrize("content", ["%00", "%ed%a0%80", "%E2%80%AE", "9" * 30, "9" * 5_000, "%2e%2e%2f", "%0d%0a"])
def test_no_part_of_an_address_ends_in_an_error(browser_of, response, content):
    browser = browser_of("admin")
    for address in (
        "/survey/{}/08115001/", f"/survey/{response.wave.slug}/{response.municipality_id}/questions/{{}}/",
        f"/survey/{response.wave.slug}/{response.municipality_id}/submissions/{{}}/", "/survey/queries/{}/",
        "/atlas/questions/{}/", "/atlas/cards/{}.csv", "/atlas/published/{}/", "/atlas/jobs/{}/",
        "/admin/survey/user/{}/change/", "/admin/survey/municipality/{}/change/", "/admin/survey/wave/{}/history/",
        "/admin/survey/{}/", "/static/{}", "/{}", "/admin/jsi18n/?x={}",
    ):  # fmt: skip
        assert browser.get(address.format(content)).status_code < 500, address
