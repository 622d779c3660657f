"""Logging in by a code that comes by a real mail server."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory
from tests.survey.accounts.conftest import CODE_PAGE, CONFIRM_PAGE


def test_code_from_the_mail_logs_in(kim, postbox, request_code, enter, logged_in, client):
    reply = request_code()
    assert reply.redirect_chain == [(CONFIRM_PAGE, 302)]
    assert not logged_in()
    enter(postbox.code)
    assert int(client.session["_auth_user_id"]) == kim.pk


def test_mail_is_short_friendly_and_german(kim, postbox, request_code):
    request_code()
    [mail] = postbox.mails
    assert mail["Subject"] == "Ihr Code für den Atlas Digitalisierung"
    assert mail["To"] == "kim@stadt.example"
    assert mail.get_content().startswith("Guten Tag,")
    assert "15 Minuten" in mail.get_content()
    assert "http" not in mail.get_content()


def test_address_may_be_typed_in_capitals(kim, postbox, request_code):
    request_code("KIM@Stadt.example")
    assert postbox.mails[0]["To"] == "kim@stadt.example"


def test_english_page_sends_an_english_mail(kim, postbox, request_code, client):
    client.cookies["django_language"] = "en"
    request_code()
    assert postbox.mails[0]["Subject"] == "Your code for the Atlas Digitalisierung"


def test_wrong_code_is_refused_and_the_right_one_still_counts(kim, postbox, request_code, enter, logged_in):
    request_code()
    reply = enter("000000")
    assert "Dieser Code stimmt nicht" in reply.text
    assert not logged_in()
    enter(postbox.code)
    assert logged_in()


def test_after_three_wrong_codes_the_right_one_is_refused_too(kim, postbox, request_code, enter, logged_in):
    request_code()
    for _ in range(3):
        reply = enter("000000")
    assert "Zu viele Versuche" in reply.text
    enter(postbox.code)
    assert not logged_in()


def test_code_expires(kim, postbox, request_code, enter, logged_in):
    request_code()
    code = postbox.code
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        enter(code)
    assert not logged_in()


def test_code_that_came_too_late_is_told_and_the_way_is_kept(kim, postbox, client):
    target = reverse("survey:returns")
    client.post(CODE_PAGE, {"email": kim.email, "next": target})
    code = postbox.code
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        reply = client.post(CONFIRM_PAGE, {"code": code, "next": target}, follow=True)
        assert reply.redirect_chain[-1][0] == f"{CODE_PAGE}?next=%2Fsurvey%2F"
        assert "Dieser Code gilt nicht mehr" in reply.text
        client.post(CODE_PAGE, {"email": kim.email, "next": target})
        assert client.post(CONFIRM_PAGE, {"code": postbox.code, "next": target}).url == target


def test_three_wrong_codes_keep_the_way(kim, postbox, client):
    client.post(CODE_PAGE, {"email": kim.email, "next": "/survey/"})
    for _ in range(3):
        reply = client.post(CONFIRM_PAGE, {"code": "000000", "next": "/survey/"})
    assert reply.url == f"{CODE_PAGE}?next=%2Fsurvey%2F"
    page = client.get(reply.url).text
    assert "Zu viele Versuche" in page
    assert "gilt nicht mehr" not in page


def test_link_opened_while_a_code_is_on_its_way_is_reached_after_logging_in(kim, postbox, client):
    client.post(CODE_PAGE, {"email": kim.email})
    waiting = client.get(CODE_PAGE, {"next": "/survey/"})
    assert waiting.url == f"{CONFIRM_PAGE}?next=%2Fsurvey%2F"


def test_code_of_another_browser_does_not_log_in(kim, postbox, request_code, enter, logged_in, client):
    request_code()
    client.cookies.clear()
    enter(postbox.code)
    assert not logged_in()


def test_mistyped_address_can_be_replaced(kim, postbox, request_code, client, enter, logged_in):
    page = request_code("kin@stadt.example").text
    assert f'action="{reverse("account_logout")}"' in page.split("<main")[1]
    assert client.post(reverse("account_logout"), {"next": CODE_PAGE}).url == CODE_PAGE
    client.post(CODE_PAGE, {"email": kim.email})
    enter(postbox.code)
    assert logged_in()


def test_unknown_address_sees_the_same_page_and_is_told_by_mail_only(kim, postbox, request_code):
    known = request_code().text.replace("kim@stadt.example", "")
    unknown = request_code("nobody@stadt.example").text.replace("nobody@stadt.example", "")
    assert without_token(unknown) == without_token(known)
    assert postbox.mails[1]["To"] == "nobody@stadt.example"
    assert "nicht hinterlegt" in postbox.texts[1]
    assert "accounts/" not in postbox.texts[1]


def without_token(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("code", ["", "000000", "None"])
def test_no_code_fits_an_unknown_address(postbox, request_code, enter, logged_in, code):
    request_code("nobody@stadt.example")
    enter(code)
    assert not logged_in()


def test_person_who_left_gets_no_code(postbox, request_code):
    UserFactory(email="gone@stadt.example", is_active=False)
    request_code("gone@stadt.example")
    assert "nicht hinterlegt" in postbox.texts[0]


def test_former_address_opens_nothing_any_more(kim, postbox, request_code, enter, client, logged_in):
    request_code()
    enter(postbox.code)
    client.logout()
    get_user_model().objects.filter(pk=kim.pk).update(email="berger@stadt.example")
    request_code("kim@stadt.example")
    assert "nicht hinterlegt" in postbox.texts[-1]


def test_asking_for_codes_without_end_is_stopped(kim, postbox, request_code):
    replies = [request_code().text for _ in range(5)]
    assert "Zu viele Versuche" in replies[-1]
    assert len(postbox.mails) == 3


def test_page_asked_for_is_reached_after_logging_in(kim, postbox, client, enter):
    target = reverse("survey:returns")
    login_page = client.get(target).url
    assert login_page == f"{CODE_PAGE}?next={target}"
    client.post(CODE_PAGE, {"email": kim.email, "next": target})
    reply = client.post(CONFIRM_PAGE, {"code": postbox.code, "next": target})
    assert reply.url == target


def test_foreign_address_is_not_followed_after_logging_in(kim, postbox, client):
    client.post(CODE_PAGE, {"email": kim.email, "next": "https://evil.example/"})
    reply = client.post(CONFIRM_PAGE, {"code": postbox.code, "next": "https://evil.example/"})
    assert "evil" not in reply.url


def test_logging_out_needs_a_click(kim, client, logged_in):
    client.force_login(kim)
    assert client.get(reverse("account_logout")).status_code == 200
    assert logged_in()
    client.post(reverse("account_logout"))
    assert not logged_in()


def test_login_without_code_leads_to_the_code_page(client):
    assert client.get(reverse("account_login"), {"next": "/survey/"}).url == f"{CODE_PAGE}?next=%2Fsurvey%2F"


def test_nobody_signs_up(client):
    page = client.get(reverse("account_signup"))
    assert page.status_code == 200
    assert "<form" not in page.text.split("<main")[1].split("</main>")[0]
    client.post(reverse("account_signup"), {"email": "new@stadt.example"})
    assert not get_user_model().objects.exists()
