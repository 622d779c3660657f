"""A log-in that ended costs nobody what was typed: it is offered again, and nothing is done without a click."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from survey.models import Event, Membership, Query, QueryMessage, Remark
from tests.security.forms import forms_of
from tests.survey.views.conftest import question_where
from tests.survey.views.test_second_click import NEW, REASON, TEXT, Place

pytestmark = pytest.mark.django_db(transaction=True)

KEPT, CODE_PAGE = reverse("kept_form"), reverse("account_request_login_code")
THERE = [Event, Membership, Query, QueryMessage, Remark]
ORIGIN = "http://testserver"


@pytest.fixture(autouse=True)
def no_attempts_counted_yet(transactional_db):
    cache.clear()


@pytest.fixture
def place():
    return Place()


def remark(place):
    return place.at("write_remark", place.code), TEXT


def query(place):
    return place.at("ask_query", place.code), TEXT


def reply(place):
    return place.at("reply_query", place.code, place.asked()), TEXT


def evidence(place):
    return place.at("evidence", place.code), {"url": "https://stadt.example/beschluss", "page": "3"}


def invitation(place):
    return place.at("people"), NEW | {"sentence": "Sie kennen die Zahlen."}


def task(place):
    return place.at("member", place.member("reader").pk), {"role": "contributor", "sections": ["VER", "STR"]}


def presented(place):
    return place.at("present"), {"remark": "Bitte bis Freitag."}


def sent_back(place):
    place.presented()
    return place.at("send_back"), REASON


def later_deadline(place):
    place.closed()
    return place.at("request_reopening"), REASON


def section(place):
    asked = question_where(type="text")
    return place.at("section", asked.section.slug), {asked.code: "Getippt ohne Skripte"}


def question_of_the_team(place):
    return reverse("survey:team_query_ask"), TEXT | {"response": place.response.municipality_id, "code": place.code}


def reply_of_the_team(place):
    return reverse("survey:team_query_reply", args=[place.asked()]), TEXT


BY_OTHERS = {sent_back: "mayor", question_of_the_team: "team", reply_of_the_team: "team"}
FORMS = [
    remark, query, reply, evidence, invitation, task, presented, sent_back, later_deadline, section,
    question_of_the_team, reply_of_the_team,
]  # fmt: skip


def there():
    return [model.objects.count() for model in THERE]


def token_of(browser):
    """Of a page that was open before."""
    return forms_of(browser.get(CODE_PAGE).text, CODE_PAGE)[0].token


def log_in_again(browser, person, mailoutbox):
    """By the pages of logging in, from the address to which the browser was led; ends where that leads."""
    browser.handler.enforce_csrf_checks = False
    led_to = log_in_from(browser, person, mailoutbox)
    browser.handler.enforce_csrf_checks = True
    return led_to


def log_in_from(browser, person, mailoutbox):
    begun = browser.post(CODE_PAGE, {"email": person.email, "next": KEPT}).url
    code = mailoutbox[-1].body.split("\n    ")[1].split()[0]
    return browser.post(begun, {"code": code, "next": KEPT}).url


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_what_was_typed_is_offered_again_and_sent_with_one_click(form, place, mailoutbox):
    (path, typed), person = form(place), getattr(place, BY_OTHERS.get(form, "kim"))
    browser = Client(enforce_csrf_checks=True)
    before = there()
    led_to = browser.post(path, typed | {"csrfmiddlewaretoken": token_of(browser)})
    assert led_to.url == f"{CODE_PAGE}?next={KEPT}"
    assert "wird es Ihnen wieder angeboten" in browser.get(led_to.url).text
    assert log_in_again(browser, person, mailoutbox) == KEPT

    page = browser.get(KEPT).text
    for value in (value for name, value in typed.items() if name in ("text", "reason", "remark", "sentence", "name")):
        assert value in page.split("<dl>")[1].split("</dl>")[0]
    assert there() == before, "nothing is done without a click"
    (again,) = [form for form in forms_of(page, KEPT) if form.address == path]
    sent = browser.post(path, again.values | {"csrfmiddlewaretoken": again.token})
    assert (sent.status_code, CODE_PAGE in sent.url) == (302, False)
    assert form in (evidence, section) or there() != before
    assert browser.get(KEPT).url == reverse("start"), "once it is sent, it is kept no longer"


def test_another_address_to_log_in_with_keeps_it_too(place, mailoutbox):
    path, typed = remark(place)
    browser = Client()
    browser.post(path, typed)
    browser.post(CODE_PAGE, {"email": "kin@stadt.example", "next": KEPT})
    browser.post(reverse("account_logout"), {"next": CODE_PAGE})
    assert log_in_from(browser, place.kim, mailoutbox) == KEPT
    assert typed["text"] in browser.get(KEPT).text


def test_it_can_be_discarded(place, mailoutbox):
    path, typed = remark(place)
    browser = Client()
    browser.post(path, typed)
    log_in_from(browser, place.kim, mailoutbox)
    assert browser.post(KEPT, follow=True).status_code == 200
    assert browser.get(KEPT).url == reverse("start")
    assert not Remark.objects.exists()


def test_page_from_before_the_present_log_in_loses_nothing(place, mailoutbox):
    """Logged in again in another tab: the token of the old one is out of date."""
    path, typed = remark(place)
    browser = Client(enforce_csrf_checks=True)
    old = token_of(browser)
    log_in_again(browser, place.kim, mailoutbox)
    reply = browser.post(path, typed | {"csrfmiddlewaretoken": old[::-1]}, headers={"Origin": ORIGIN})
    assert reply.url == KEPT
    assert typed["text"] in browser.get(KEPT).text
    assert not Remark.objects.exists()


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize("is_logged_in", [True, False])
def test_form_of_another_site_is_refused_and_not_kept(place, origin, is_logged_in):
    path, typed = remark(place)
    browser = Client(enforce_csrf_checks=True)
    token_of(browser)
    if is_logged_in:
        browser.force_login(place.kim)
    assert browser.post(path, typed, headers=origin).status_code == 403
    assert "kept_form" not in browser.session


def test_button_without_a_text_leads_back_to_its_page(place):
    origin = {"Referer": ORIGIN + place.at("people")}
    reply = Client().post(place.at("withdraw"), headers=origin)
    assert reply.url == f"{CODE_PAGE}?next={place.at('people')}"


def test_button_whose_page_is_elsewhere_leads_nowhere_else(place):
    reply = Client().post(place.at("withdraw"), headers={"Referer": "https://evil.example/"})
    assert reply.url == f"{CODE_PAGE}?next=/"


def test_no_more_is_kept_than_a_person_types(place):
    browser = Client()
    browser.post(remark(place)[0], {"text": "x" * 60_000})
    assert "kept_form" not in browser.session


def test_password_is_never_kept(place):
    browser = Client()
    browser.post(remark(place)[0], TEXT | {"password": "geheim"})
    assert "geheim" not in str(browser.session["kept_form"])
