"""Every button of every page is pressed once, as a browser would: with the token that its form carries."""

from copy import deepcopy
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib.admin import site
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from survey.actions import request_reopening
from survey.demo import DEMO_ACCOUNTS
from survey.demo_data import ensure_account
from survey.models import Response
from tests.access import test_matrix as matrix
from tests.access.conftest import TOWN_HALL
from tests.access.test_groups import MANAGEMENT
from tests.factories import JobFactory, QueryFactory, RemarkFactory, SubmissionFactory
from tests.security.entrance import code_now, log_in
from tests.security.forms import forms_of

places = matrix.places

ANSWERED = {200, 302, 409, 422}  # done, or shown again with what is missing


def asked_for_a_later_deadline(response):
    matrix.closed(response)
    by = response.submissions.get().submitted_by
    request_reopening(response=response, by=by, reason="Ein Zahlendreher", link="http://testserver")


def offered(response):
    """With answers of an earlier wave that may be taken over."""
    earlier = SubmissionFactory(earlier=True, response__municipality=response.municipality)
    response.answers.all().update(value=None)
    Response.objects.filter(pk=response.pk).update(offers_from=earlier)


SITUATIONS = [
    matrix.open_again,
    matrix.release_required,
    matrix.presented,
    matrix.submitted,
    matrix.closed,
    asked_for_a_later_deadline,
    offered,
]


class Finger:
    """Presses all buttons of a page in one browser; nothing that one of them does is there for the next."""

    def __init__(self, browser):
        self.browser, self.refused, self.names = browser, [], set()
        self._pressed = set()

    def next_situation(self):
        self._pressed.clear()

    def press_all(self, path):
        page = self.browser.get(path)
        if not page.streaming and "text/html" in page.headers.get("Content-Type", ""):
            for form in forms_of(page.text, path):
                if form.method == "post":
                    self._press(path, form)

    def _press(self, path, form):
        """A form without a token is tried on each page that has it."""
        for address, sent in form.buttons:
            way = (address, bool(form.token), *form.kinds, *sent.items())
            if way in self._pressed:
                continue
            self._pressed.add(way)
            self.names.add(resolve(address).view_name)
            cookies = deepcopy(self.browser.cookies)
            with matrix.undone():
                reply = self.browser.post(address, form.values | sent | {"csrfmiddlewaretoken": form.token})
            self.browser.cookies = cookies
            if reply.status_code not in ANSWERED:
                self.refused.append(f"{path}: {address} {sent}: {reply.status_code}")


@pytest.fixture
def finger_of(people):
    def open_browser(role):
        browser = Client(enforce_csrf_checks=True)
        if role != "anonymous":
            browser.force_login(people[role])
        return Finger(browser)

    return open_browser


def opened(places, *prefixes):
    """Addresses of the matrix with such names, each once; files have no buttons."""
    rows = [row for row in matrix.MATRIX if row.method == "get" and row.name.startswith(prefixes)]
    paths = dict.fromkeys(reverse(row.name, args=[places[name] for name in row.arguments]) for row in rows)
    return [path for path in paths if path.endswith("/")]


def sent_to(*prefixes):
    return {row.name for row in matrix.MATRIX if row.method == "post" and row.name.startswith(prefixes)}


@pytest.fixture(autouse=True)
def accounts_of_the_demonstration(submission):
    """The start page has a button for each."""
    for account in DEMO_ACCOUNTS:
        ensure_account(account.key, submission.response.municipality)


def test_every_button_of_a_return_in_every_state(places, people, submission, finger_of):
    RemarkFactory(response=submission.response, code=places["code"], written_by=people["coordinator"])
    fingers = {role: finger_of(role) for role in TOWN_HALL}
    section = reverse("survey:section", args=[places[name] for name in (*matrix.RETURN, "section")])
    just_taken_over = f"{section}?taken={places['confirmation']}"
    for situation in SITUATIONS:
        with matrix.undone():
            situation(Response.objects.select_related("wave").get(pk=submission.response_id))
            for role, finger in fingers.items():
                finger.next_situation()
                for path in [*opened(places, "start", "survey:"), just_taken_over]:
                    finger.press_all(path)
                assert finger.refused == [], (situation.__name__, role)
    names = set.union(*(finger.names for finger in fingers.values()))
    by_script = {"survey:answer"}
    assert names >= sent_to("survey:", "set_language", "demo_login") - sent_to("survey:team_") - by_script


@pytest.mark.parametrize("role", ["analyst", "admin"])
def test_every_button_of_the_team_and_the_atlas(role, places, people, submission, finger_of):
    running = JobFactory(made_by=people[role])
    asked = QueryFactory(response=submission.response, by=people[role], by_team=True)
    finger = finger_of(role)
    for path in opened(places, "start", "survey:team_", "atlas:"):
        finger.press_all(path)
    finger.press_all(reverse("atlas:job", args=[running.pk]))
    finger.press_all(reverse("survey:team_query", args=[asked.pk]))
    assert finger.refused == []
    assert finger.names >= sent_to("survey:team_", "atlas:")


def test_every_button_before_logging_in(places, submission, people, finger_of):
    finger = finger_of("anonymous")
    matrix.published(Response.objects.select_related("wave").get(pk=submission.response_id))
    for path in [*opened(places, "start", "atlas:published"), reverse("account_signup"), "/nowhere/"]:
        finger.press_all(path)
    begun = reverse("account_request_login_code")
    finger.press_all(begun)
    form = next(form for form in forms_of(finger.browser.get(begun).text, begun) if "email" in form.kinds)
    typed = form.values | {"email": people["reader"].email, "csrfmiddlewaretoken": form.token}
    finger.press_all(finger.browser.post(begun, typed).url)
    assert finger.refused == []
    assert finger.names >= {"account_request_login_code", "account_confirm_login_code", "account_logout"}


def test_every_button_of_the_protection_of_an_account(people, mailoutbox):
    fingers = [Finger(log_in(people["analyst"].email, mailoutbox)), Finger(protected(people["admin"], mailoutbox))]
    for finger in fingers:
        finger.browser.handler.enforce_csrf_checks = True
        for name in sorted(MANAGEMENT):
            finger.press_all(reverse(name))
        assert finger.refused == []
    names = set.union(*(finger.names for finger in fingers))
    assert names >= {"mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes"}


def protected(person, mailoutbox):
    """A browser that has given the second factor, and once more to change it: by the app's next code."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    browser = log_in(person.email, mailoutbox, secret)
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        browser.post(reverse("mfa_reauthenticate"), {"code": code_now(secret)})
    return browser


@pytest.mark.parametrize("role", ["office", "admin"])
def test_every_button_of_the_administration(role, places, submission, finger_of):
    asked_for_a_later_deadline(submission.response)
    finger = finger_of(role)
    for model in (model for model in apps.get_models() if site.is_registered(model)):
        where = f"admin:survey_{model._meta.model_name}"
        for path in [reverse(f"{where}_changelist"), reverse(f"{where}_add")]:
            finger.press_all(path)
        if last := model.objects.last():
            for page in ("change", "delete", "history"):
                finger.press_all(reverse(f"{where}_{page}", args=[last.pk]))
    assert finger.refused == []
    assert finger.names >= {f"admin:survey_{model}_change" for model in ("membership", "reopeningrequest", "wave")}
