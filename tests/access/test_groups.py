"""The addresses of the administration and of logging in, which come from libraries: by group."""

import re

import pytest
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


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_administration_is_closed_to_all_others(browser_of, role):
    browser = browser_of(role)
    for path in admin_paths():
        if path in ("/admin/logout/", "/admin/login/"):
            continue
        reply = browser.get(path)
        closed = reply.status_code == 302 and reply.url.startswith("/admin/login/")
        assert closed or reply.status_code in (403, 404), f"{path}: {reply.status_code}"


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("admin", "anonymous")])
def test_login_of_the_administration_turns_others_away(browser_of, role):
    assert browser_of(role).get("/admin/login/").status_code == 403


def test_login_of_the_administration_is_the_login_of_the_site(browser_of):
    reply = browser_of("anonymous").get("/admin/", follow=True)
    assert reply.redirect_chain[-1][0].startswith(reverse("account_request_login_code"))
    assert 'type="password"' not in reply.text


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
