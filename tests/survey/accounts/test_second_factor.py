"""Analysts and admins set up an authenticator before they see the answers of all municipalities."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse
from django.utils import timezone

from tests.factories import BoundaryFactory, MembershipFactory, UserFactory, WaveFactory

ACTIVATE = reverse("mfa_activate_totp")
AUTHENTICATE = reverse("mfa_authenticate")
ATLAS, ADMIN = reverse("atlas:overview"), reverse("admin:index")


def code_now(secret):
    """What an authenticator app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture(autouse=True)
def clock():
    """Stands still: a code of the app is another one every 30 seconds, and no test waits for the next."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def analyst(transactional_db):
    WaveFactory()
    BoundaryFactory()
    return UserFactory(analyst=True, email="robin@region.example")


@pytest.fixture
def secret(analyst):
    secret = generate_totp_secret()
    TOTP.activate(analyst, secret)
    analyst.refresh_from_db()
    return secret


@pytest.mark.parametrize(
    ("role", "path"),
    [({"analyst": True}, ATLAS), ({"admin": True}, ATLAS), ({"admin": True}, ADMIN), ({"is_staff": True}, ADMIN)],
)
def test_who_reads_all_answers_is_led_to_set_up_an_authenticator(client, role, path):
    client.force_login(UserFactory(**role))
    assert client.get(path).url == ACTIVATE


def test_every_page_of_atlas_and_administration_is_protected(client, analyst):
    client.force_login(analyst)
    for path in (reverse("atlas:municipality", args=["08116019"]), reverse("admin:survey_response_changelist")):
        assert client.get(path).url == ACTIVATE


def test_every_page_of_the_team_is_protected(client, analyst):
    client.force_login(analyst)
    pages = [reverse("survey:team_queries"), reverse("survey:team_query_ask"), reverse("survey:team_query", args=[1])]
    for path in pages:
        assert client.get(path).url == ACTIVATE
    assert client.post(reverse("survey:team_query_reply", args=[1])).url == ACTIVATE


def test_municipal_staff_need_none(client):
    client.force_login(MembershipFactory().user)
    assert client.get(ATLAS).status_code != 302
    assert client.get(reverse("survey:returns")).status_code == 200


def test_demo_and_development_ask_for_none(client, settings, analyst):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(analyst)
    assert client.get(ATLAS).status_code == 200


def test_authenticator_is_set_up_with_its_code_and_opens_the_atlas(client, analyst):
    client.force_login(analyst)
    page = client.get(ACTIVATE).text
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'account-key">(\w+)<', page)[1]
    assert client.post(ACTIVATE, {"code": code_now(secret)}).url == reverse("mfa_view_recovery_codes")
    assert client.get(ATLAS).status_code == 200


def test_wrong_code_sets_up_nothing(client, analyst):
    client.force_login(analyst)
    client.get(ACTIVATE)
    assert "Dieser Code stimmt nicht" in client.post(ACTIVATE, {"code": "000000"}).text
    assert not Authenticator.objects.exists()


def test_login_by_mail_alone_is_not_enough_any_more(client, secret, postbox, request_code, enter, logged_in):
    request_code("robin@region.example")
    reply = enter(postbox.code)
    assert reply.redirect_chain[-1][0] == AUTHENTICATE
    assert not logged_in()


def test_code_of_the_app_completes_the_login(client, secret, postbox, request_code, enter, logged_in):
    request_code("robin@region.example")
    enter(postbox.code)
    client.post(AUTHENTICATE, {"code": code_now(secret)})
    assert logged_in()
    assert client.get(ATLAS).status_code == 200


def test_wrong_code_of_the_app_is_refused(client, secret, postbox, request_code, enter, logged_in):
    request_code("robin@region.example")
    enter(postbox.code)
    assert "Dieser Code stimmt nicht" in client.post(AUTHENTICATE, {"code": "000000"}).text
    assert not logged_in()


def test_code_of_the_app_counts_once(client, secret, postbox, request_code, enter, logged_in):
    for _ in range(2):
        client.logout()
        request_code("robin@region.example")
        enter(postbox.code)
        client.post(AUTHENTICATE, {"code": code_now(secret)})
    assert not logged_in()


def test_recovery_code_opens_the_account_once(client, analyst, postbox, request_code, enter, logged_in):
    client.force_login(analyst)
    secret = re.search(r'account-key">(\w+)<', client.get(ACTIVATE).text)[1]
    client.post(ACTIVATE, {"code": code_now(secret)})
    codes_page = reverse("mfa_view_recovery_codes")
    confirm = client.get(codes_page).url
    assert confirm.startswith(reverse("mfa_reauthenticate"))
    client.post(confirm, {"code": code_now(secret)})
    recovery = re.search(r"<li><code>([^<]+)<", client.get(codes_page).text)[1]
    outcomes = []
    for _ in range(2):
        client.logout()
        request_code("robin@region.example")
        enter(postbox.code)
        client.post(AUTHENTICATE, {"code": recovery})
        outcomes.append(logged_in())
    assert outcomes == [True, False]


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_reauthenticate"]
)
def test_pages_of_the_second_factor_show_in_our_look(client, analyst, secret, name):
    client.force_login(analyst)
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert "theme/theme" in page.text


def test_switching_off_leads_back_to_setting_up(client, analyst, secret):
    client.force_login(analyst)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.exists(), "not before the code was entered again"
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(ATLAS).url == ACTIVATE


def test_person_with_a_password_confirms_it_before_setting_up(client, analyst):
    analyst.set_password("a long enough password")
    analyst.save()
    client.force_login(analyst)
    reply = client.get(ACTIVATE)
    assert reply.url.startswith(reverse("account_reauthenticate"))
    assert client.post(reply.url, {"password": "wrong"}).status_code == 200
    assert client.post(reply.url, {"password": "a long enough password"}).url == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200
