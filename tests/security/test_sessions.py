"""A session is worth what was proved in it, and ends when its person's account is no longer the same."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from survey.models import User
from tests.factories import BoundaryFactory, UserFactory, WaveFactory
from tests.security.entrance import ACTIVATE, code_now, enrol, log_in

ATLAS = reverse("atlas:overview")
EMAIL = "robin@region.example"


@pytest.fixture(autouse=True)
def clock(transactional_db):
    """Stands still, as a code of the app holds for 30 seconds; `shift` leads to the next one."""
    cache.clear()
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture(params=[True, False], ids=["required", "not-required"])
def either_way(settings, request):
    settings.SECOND_FACTOR_REQUIRED = request.param


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def analyst(transactional_db):
    WaveFactory()
    BoundaryFactory()
    return UserFactory(analyst=True, email=EMAIL)


def is_logged_in(browser):
    return browser.get(reverse("survey:returns")).status_code == 200


def test_session_from_before_the_authenticator_ends_when_it_is_set_up(analyst, mailoutbox, either_way):
    before, present = log_in(EMAIL, mailoutbox), log_in(EMAIL, mailoutbox)
    assert is_logged_in(before)
    enrol(present)
    assert not is_logged_in(before)
    assert before.get(ATLAS).url.startswith(reverse("account_request_login_code"))
    assert present.get(ATLAS).status_code == 200


def test_session_without_the_factor_is_led_to_give_it(client, analyst, required):
    secret = generate_totp_secret()
    TOTP.activate(analyst, secret)
    analyst.refresh_from_db()
    client.force_login(analyst)  # as a session from before would be, had it survived
    page = reverse("atlas:scores") + "?wave=none"
    asked = client.get(page).url
    assert asked.startswith(reverse("mfa_reauthenticate"))
    assert client.post(asked, {"code": "000000"}).status_code == 200
    assert client.get(page).url == asked
    assert client.post(asked, {"code": code_now(secret)}).url == page
    assert client.get(ATLAS).status_code == 200


def test_button_pressed_without_the_factor_leads_there_too(client, analyst, required):
    TOTP.activate(analyst, generate_totp_secret())
    analyst.refresh_from_db()
    client.force_login(analyst)
    assert client.post(reverse("atlas:jobs"), {"job": "everything"}).url == reverse("mfa_reauthenticate")


def test_factor_of_an_authenticator_that_is_gone_no_longer_counts(analyst, mailoutbox, required):
    browser = log_in(EMAIL, mailoutbox)
    enrol(browser)
    Authenticator.objects.all().delete()
    assert not is_logged_in(browser)
    again = log_in(EMAIL, mailoutbox)
    assert again.get(ATLAS).url == ACTIVATE


@pytest.mark.parametrize("name", ["mfa_deactivate_totp", "mfa_generate_recovery_codes"])
def test_changing_the_factor_ends_the_other_sessions(analyst, mailoutbox, either_way, clock, name):
    present = log_in(EMAIL, mailoutbox)
    secret = enrol(present)
    clock.shift(timedelta(seconds=30))
    other = log_in(EMAIL, mailoutbox, secret)
    assert is_logged_in(other)
    clock.shift(timedelta(seconds=30))
    present.post(reverse("mfa_reauthenticate"), {"code": code_now(secret)})
    assert present.post(reverse(name)).status_code == 302
    assert not is_logged_in(other)
    assert is_logged_in(present)


def test_member_without_a_wider_role_ends_the_other_sessions_too(mailoutbox, either_way):
    UserFactory(email=EMAIL)
    before, present = log_in(EMAIL, mailoutbox), log_in(EMAIL, mailoutbox)
    enrol(present)
    assert not is_logged_in(before)
    assert is_logged_in(present)


@pytest.fixture
def member(transactional_db):
    return UserFactory(email=EMAIL, name="Kim Berger")


@pytest.fixture
def change(client, member):
    """What an admin ticks and types on the person's page."""
    client.force_login(UserFactory(admin=True))

    def save(**fields):
        inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
        page = reverse("admin:survey_user_change", args=[member.pk])
        shown = {"email": member.email, "name": member.name, "is_active": "on"}
        assert client.post(page, {key: value for key, value in (shown | inline | fields).items() if value != ""}).url

    return save


@pytest.mark.parametrize(
    "fields", [{"email": "berger@region.example"}, {"is_analyst": "on"}, {"is_staff": "on"}, {"is_active": ""}]
)
def test_change_of_address_or_role_or_closing_ends_the_sessions(member, mailoutbox, change, fields):
    browser = log_in(EMAIL, mailoutbox)
    change(**fields)
    assert not is_logged_in(browser)


def test_account_opened_again_does_not_revive_its_sessions(member, mailoutbox, change):
    browser = log_in(EMAIL, mailoutbox)
    change(is_active="")
    change()
    assert User.objects.get(pk=member.pk).is_active
    assert not is_logged_in(browser)


def test_change_of_the_name_ends_none(member, mailoutbox, change):
    browser = log_in(EMAIL, mailoutbox)
    change(name="Kim Neu")
    assert is_logged_in(browser)


def test_admin_who_changes_the_own_address_stays_logged_in(client, transactional_db):
    admin = UserFactory(admin=True)
    client.force_login(admin)
    inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    form = {"email": "new@region.example", "name": "A", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    client.post(reverse("admin:survey_user_change", args=[admin.pk]), form | inline)
    assert is_logged_in(client)
