"""The addresses of the administration and of logging in, which come from libraries: by group."""

import re

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.urls import reverse

from tests.access.addresses import all_patterns, names_under
from tests.access.conftest import ROLES

ENTRANCE = {
    "account_confirm_login_code",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_signup",
    "mfa_authenticate",
}
MANAGEMENT = {
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
}


def admin_paths():
    """Every address of the administration, with 1 for each argument."""
    routes = [route for route, _ in all_patterns() if route.startswith("admin/")]
    return sorted({"/" + re.sub(r"<[^>]+>", "1", re.sub(r"\(\?P<\w+>.*\)\$?", "1", route)) for route in routes})


def test_only_the_addresses_of_allauth_that_are_needed_exist():
    assert set(names_under("accounts/")) == ENTRANCE | MANAGEMENT


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("office", "admin")])
def test_administration_is_closed_to_all_others(browser_of, role):
    browser = browser_of(role)
    for path in admin_paths():
        if path in ("/admin/logout/", "/admin/login/"):
            continue
        reply = browser.get(path)
        closed = reply.status_code == 302 and reply.url.startswith("/admin/login/")
        assert closed or reply.status_code in (403, 404), f"{path}: {reply.status_code}"


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("office", "admin", "anonymous")])
def test_login_of_the_administration_turns_others_away(browser_of, role):
    assert browser_of(role).get("/admin/login/").status_code == 403


def test_login_of_the_administration_is_the_login_of_the_site(browser_of):
    reply = browser_of("anonymous").get("/admin/", follow=True)
    assert reply.redirect_chain[-1][0].startswith(reverse("account_request_login_code"))
    assert 'type="password"' not in reply.text


# Of each model, whether the office sees the list, adds and deletes.
OFFICE = {
    "district": (True, False, False),
    "legalpage": (True, False, False),
    "letter": (True, False, False),
    "membership": (True, True, True),
    "municipality": (True, True, False),
    "questionnaire": (True, False, False),
    "reopeningrequest": (True, False, False),
    "response": (False, False, False),
    "submission": (False, False, False),
    "user": (True, True, True),
    "wave": (True, True, True),
}


def test_administration_has_these_models_and_no_others():
    registered = sorted(model._meta.label_lower for model in apps.get_models() if site.is_registered(model))
    assert registered == [f"survey.{model}" for model in OFFICE]


@pytest.mark.parametrize("model", OFFICE)
def test_office_gets_its_pages_of_the_administration_and_no_others(browser_of, model):
    browser = browser_of("office")
    paths = [f"/admin/survey/{model}/{page}" for page in ("", "add/", "1/delete/")]
    assert tuple(browser.get(path).status_code != 403 for path in paths) == OFFICE[model]


def test_administration_shows_admins_every_page(browser_of):
    browser = browser_of("admin")
    for path in admin_paths():
        assert browser.get(path).status_code < 500, path
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize("name", sorted(MANAGEMENT))
def test_protection_of_an_account_needs_a_login(browser_of, name):
    reply = browser_of("anonymous").get(reverse(name))
    assert reply.status_code == 302
    assert reply.url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", sorted(ENTRANCE | MANAGEMENT))
@pytest.mark.parametrize("role", ["anonymous", "coordinator", "analyst"])
def test_no_page_of_an_account_fails(browser_of, name, role):
    assert browser_of(role).get(reverse(name), follow=True).status_code < 500


@pytest.mark.parametrize("language", ["de", "en"])
def test_entrance_speaks_the_chosen_language(browser_of, language):
    browser = browser_of("anonymous")
    browser.cookies["django_language"] = language
    text = browser.get(reverse("account_request_login_code")).text
    assert ("Code senden" if language == "de" else "Send code") in text
