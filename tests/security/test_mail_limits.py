"""Nobody's mailbox is flooded, and nobody's code is kept from them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from survey.actions import save_answers
from survey.letter_limits import LIMITS, ORDINARY, Kind
from survey.models import Letter, Membership, Query
from tests.factories import MembershipFactory, ResponseFactory, UserFactory, complete_answers

CODE_PAGE = reverse("account_request_login_code")
CONFIRM_PAGE = reverse("account_confirm_login_code")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def queue(mail_settings, transactional_db):
    cache.clear()


@pytest.fixture
def response():
    return ResponseFactory()


@pytest.fixture
def kim(response, client):
    kim = MembershipFactory(municipality=response.municipality).user
    client.force_login(kim)
    return kim


def address(response, name, *arguments):
    return reverse(f"survey:{name}", args=[response.wave.slug, response.municipality_id, *arguments])


def invite(client, response, number):
    typed = {"email": f"p{number}@stadt.example", "name": f"Person {number}", "role": "reader"}
    return client.post(address(response, "people"), typed)


def test_invitations_of_a_day_come_to_an_end_and_what_was_typed_is_kept(client, response, kim):
    most = LIMITS[Kind.INVITATION].by_person
    assert all(invite(client, response, number).status_code == 302 for number in range(most))
    refused = invite(client, response, most)
    assert refused.status_code == 422
    assert "so viele Schreiben, wie ein Tag erlaubt" in refused.text
    assert f'value="p{most}@stadt.example"' in refused.text
    assert Membership.objects.count() == most + 1, "who is not written to is no member either"
    assert Letter.objects.count() == most


def test_invitations_of_all_coordinators_together_come_to_an_end(client, response, kim):
    limit, sent = LIMITS[Kind.INVITATION], 0
    while sent < limit.of_return:
        client.force_login(MembershipFactory(municipality=response.municipality).user)
        for _ in range(min(limit.by_person, limit.of_return - sent)):
            assert invite(client, response, sent).status_code == 302
            sent += 1
    client.force_login(MembershipFactory(municipality=response.municipality).user)
    assert invite(client, response, sent).status_code == 422


def test_person_is_reminded_once_a_day(client, response, kim):
    member = MembershipFactory(municipality=response.municipality, role="reader")
    client.post(address(response, "remind_member", member.pk))
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):  # a second click would be the same reminder
        page = client.post(address(response, "remind_member", member.pk), follow=True)
    assert "heute schon geschrieben" in page.text
    assert Letter.objects.count() == 1


def test_invited_and_removed_person_is_not_written_to_without_end(client, response, kim):
    for _ in range(LIMITS[Kind.INVITATION].to_address + 1):
        reply = invite(client, response, 1)
        if reply.status_code == 302:
            client.post(address(response, "remove_member", Membership.objects.get(user__email="p1@stadt.example").pk))
    assert Letter.objects.count() == LIMITS[Kind.INVITATION].to_address
    assert reply.status_code == 422


def test_queries_of_a_day_come_to_an_end_and_what_was_typed_is_kept(client, response, kim):
    code = response.wave.questionnaire.document.questions[0].code
    for number in range(ORDINARY.by_person):
        assert client.post(address(response, "ask_query", code), {"text": f"Welches Jahr? {number}"}).status_code == 302
    refused = client.post(address(response, "ask_query", code), {"text": "Welcher Monat?"})
    assert refused.status_code == 422
    assert "Welcher Monat?" in refused.text
    assert Query.objects.count() == ORDINARY.by_person


def test_replies_of_the_team_come_to_an_end(client, response, kim):
    code = response.wave.questionnaire.document.questions[0].code
    client.post(address(response, "ask_query", code), {"text": "Welches Jahr?"})
    client.force_login(UserFactory(analyst=True))
    place = reverse("survey:team_query_reply", args=[Query.objects.get().pk])
    replies = [client.post(place, {"text": f"{year}"}).status_code for year in range(ORDINARY.by_person + 1)]
    assert replies == [302] * ORDINARY.by_person + [422]


def test_return_presented_and_withdrawn_without_end_is_refused_and_the_remark_kept(client, kim, response):
    response.wave.requires_release = True
    response.wave.save()
    MembershipFactory(municipality=response.municipality, role="release")
    save_answers(response=response, values=complete_answers(), by=kim)
    for _ in range(ORDINARY.by_person):
        assert client.post(address(response, "present"), {"remark": "Bitte bis Freitag."}).status_code == 302
        client.post(address(response, "withdraw"))
    refused = client.post(address(response, "present"), {"remark": "Bitte bis Samstag."})
    assert refused.status_code == 422
    assert "Bitte bis Samstag." in refused.text
    assert Letter.objects.count() == ORDINARY.by_person


def ask_code(client, email, place):
    return client.post(CODE_PAGE, {"email": email}, REMOTE_ADDR=place, follow=True)


def log_in(client, email, postbox, place):
    ask_code(client, email, place)
    code = re.findall(r"^ {4}([A-Z0-9-]+)\s*$", postbox.texts[-1], re.MULTILINE)[-1]
    client.post(CONFIRM_PAGE, {"code": code}, REMOTE_ADDR=place)
    client.post(reverse("account_logout"))


def flood(client_class, email):
    """Strangers at ten places, each time in a fresh browser, ask for as many codes as they get."""
    for place in range(10):
        for _ in range(4):
            ask_code(client_class(), email, f"198.51.100.{place}")


def test_flood_of_codes_ends_and_does_not_keep_the_owner_out(client, postbox):
    UserFactory(email="kim@stadt.example")
    log_in(client, "kim@stadt.example", postbox, "192.0.2.1")
    flood(type(client), "kim@stadt.example")
    before = len(postbox.mails)
    assert before <= 21
    log_in(client, "kim@stadt.example", postbox, "192.0.2.1")
    assert len(postbox.mails) == before + 1


def test_one_stranger_alone_keeps_nobody_out_of_a_new_browser(client, postbox):
    UserFactory(email="kim@stadt.example")
    for _ in range(10):
        ask_code(type(client)(), "kim@stadt.example", "198.51.100.1")
    before = len(postbox.mails)
    assert before == 3
    ask_code(client, "kim@stadt.example", "192.0.2.1")
    assert len(postbox.mails) == before + 1


def test_flood_to_an_address_that_nobody_has_ends_too(client, postbox):
    flood(type(client), "nobody@elsewhere.example")
    assert len(postbox.mails) <= 20


def test_cookie_of_another_person_gives_no_allowance(client, postbox):
    UserFactory(email="kim@stadt.example")
    UserFactory(email="eve@stadt.example")
    log_in(client, "eve@stadt.example", postbox, "198.51.100.1")
    for _ in range(10):
        client.post(reverse("account_logout"))
        ask_code(client, "kim@stadt.example", "198.51.100.1")
    assert sum(mail["To"] == "kim@stadt.example" for mail in postbox.mails) == 3
