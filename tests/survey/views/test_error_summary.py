"""Whatever is refused is told at the top, with a link to each field that it concerns."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.html import parse_html
from django.urls import reverse

from tests.factories import UserFactory
from tests.survey.views.conftest import question_where
from tests.survey.views.test_second_click import Place

pytestmark = pytest.mark.django_db

LONG = "x" * 3000


@pytest.fixture
def place():
    cache.clear()
    return Place()


def closed(place):
    place.closed()
    return place.at("request_reopening")


def presented(place):
    place.presented()
    return place.at("send_back")


def wrong_number(place):
    asked = question_where(type="number")
    return place.at("section", asked.section.slug), {asked.code: "viele"}


def too_many_choices(place):
    asked = question_where(type="multiple", dont_know=True)
    choice = asked.question.choices[0].code
    return place.at("section", asked.section.slug), {asked.code: [choice, "_dk"]}


# Of each form what makes its address, what is sent, and who sends it.
REFUSED = {
    "invitation": (lambda place: place.at("people"), {"email": "kein", "role": "contributor"}, "kim"),
    "task": (lambda place: place.at("member", place.member("reader").pk), {"role": "contributor"}, "kim"),
    "name of a colleague": (lambda place: place.at("rename_member", place.member("reader").pk), {"name": ""}, "kim"),
    "own name": (lambda _place: reverse("survey:own_name"), {"name": ""}, "kim"),
    "presenting": (lambda place: place.at("present"), {"remark": LONG}, "kim"),
    "sending back": (presented, {}, "mayor"),
    "later deadline": (closed, {}, "kim"),
    "remark": (lambda place: place.at("write_remark", place.code), {"text": LONG}, "kim"),
    "query": (lambda place: place.at("ask_query", place.code), {}, "kim"),
    "reply": (lambda place: place.at("reply_query", place.code, place.asked()), {}, "kim"),
    "evidence": (lambda place: place.at("evidence", place.code), {"url": "kein", "page": "-"}, "kim"),
    "file": (lambda place: place.at("upload"), {}, "kim"),
    "number": (wrong_number, None, "kim"),
    "choices": (too_many_choices, None, "kim"),
    "query of the team": (lambda _place: reverse("survey:team_query_ask"), {}, "team"),
    "reply of the team": (lambda place: reverse("survey:team_query_reply", args=[place.asked()]), {}, "team"),
    "address to log in with": (lambda _place: reverse("account_request_login_code"), {"email": "kein"}, None),
}


def all_of(element, wanted):
    """The elements below, in their order."""
    for child in element.children:
        if not isinstance(child, str):
            if wanted(child):
                yield child
            yield from all_of(child, wanted)


def attributes(element):
    return dict(element.attributes)


def rooted(page):
    body = page.split("<main")[1].split("</main>")[0]
    return parse_html(f"<main{body}</main>".replace("<!doctype html>", ""))


@pytest.mark.parametrize("form", REFUSED)
def test_refusal_is_told_at_the_top_with_links_to_its_fields(form, place):
    where, data, person = REFUSED[form]
    path, data = (where(place), data) if data is not None else where(place)
    browser = Client()
    if person:
        browser.force_login(getattr(place, person))
    main = rooted(browser.post(path, data).text)
    everything = list(all_of(main, lambda _element: True))
    (summary,) = [element for element in everything if attributes(element).get("id") == "errors"]
    assert everything.index(summary) < next(n for n, element in enumerate(everything) if element.name == "h1")
    assert {"autofocus", "tabindex"} <= attributes(summary).keys()
    linked = [attributes(link)["href"][1:] for link in all_of(summary, lambda element: element.name == "a")]
    by_id = {attributes(element).get("id"): attributes(element) for element in everything}
    assert linked
    assert all(by_id[target].get("aria-invalid") == "true" for target in linked)
    marked = {attributes(element)["name"] for element in everything if "aria-invalid" in attributes(element)}
    assert {by_id[target]["name"] for target in linked} == marked


def test_page_without_a_refusal_has_no_summary(place):
    browser = Client()
    browser.force_login(place.kim)
    assert 'id="errors"' not in browser.get(place.at("people")).text


def test_wrong_code_is_told_at_the_top():
    cache.clear()
    browser, person = Client(), UserFactory()
    browser.post(reverse("account_request_login_code"), {"email": person.email})
    page = browser.post(reverse("account_confirm_login_code"), {"code": "000000"}).text
    assert 'id="errors"' in page
    assert 'href="#id_code"' in page
    assert 'aria-invalid="true"' in page


BY_BUTTON = ["name of a colleague", "sending back", "remark", "query", "reply", "evidence", "reply of the team"]


@pytest.mark.parametrize("form", BY_BUTTON)
def test_language_chosen_after_a_refusal_leads_to_a_page(form, place):
    """The forms of which the address takes nothing but what their button sends."""
    where, data, person = REFUSED[form]
    browser = Client()
    browser.force_login(getattr(place, person))
    refused = browser.post(where(place), data)
    assert browser.get(where(place)).status_code == 405
    target = re.search(r'name="next" value="([^"]+)"', refused.text)[1]
    assert browser.post(reverse("set_language"), {"language": "en", "next": target}, follow=True).status_code == 200
