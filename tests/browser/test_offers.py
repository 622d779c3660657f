"""Answers of the last wave, taken over with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from survey.actions import save_answers
from survey.models import Response
from tests.browser.conftest import EARLIER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "sections/strategie-organisation/"


@pytest.fixture
def page(offered, town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    yield coordinator.open(town_hall.address + SECTION)
    coordinator.complaints[:] = [text for text in coordinator.complaints if "Failed to load resource" not in text]


def saved_values():
    return Response.objects.first().answer_values()  # of the newest wave


def take_over(page, code):
    return page.locator(f"#{code}").get_by_role("button", name="Übernehmen")


def test_one_click_takes_over_and_shows_what_follows(page):
    expect(page.locator("#STR-03")).to_be_hidden()
    take_over(page, "STR-02").click()
    expect(page.locator("#STR-02-3")).to_be_checked()
    expect(page.locator("#STR-02-3")).to_be_focused()
    expect(page.locator("#feedback-STR-02")).to_contain_text("von Ihnen")
    expect(page.locator("#offer-STR-02")).to_be_hidden()
    expect(page.locator("#section-news")).to_have_text("Übernommene Antworten: 1")
    expect(page.locator("#count-STR")).to_contain_text("1/")
    expect(take_over(page, "STR-03")).to_be_visible()


def test_a_section_is_taken_over_where_nothing_was_typed(page):
    page.locator("#STR-06-value").fill("7")
    page.get_by_role("button", name=re.compile(r"Alle \d+ Antworten übernehmen")).click()
    expect(page.locator("#STR-05-SIDE")).to_be_checked()
    expect(page.locator("#STR-02-3")).to_be_checked()
    expect(page.locator("#STR-06-value")).to_have_value("7")
    expect(page.locator("#STR-01-4")).to_be_focused()
    expect(page.locator("#offers")).to_contain_text("passt zu einer unveränderten Frage")  # the one that follows
    page.get_by_role("button", name="Diese Antwort übernehmen").click()
    expect(page.locator("#STR-03-yes")).to_be_checked()
    expect(page.locator("#offers")).to_be_hidden()
    assert saved_values().items() >= (EARLIER | {"STR-06": 7}).items()


def test_what_was_typed_and_refused_gives_way_to_the_offer(page):
    page.locator("#STR-06-value").fill("zwei")
    page.locator("#STR-06-value").blur()
    expect(page.locator("#feedback-STR-06")).to_contain_text("Zahl in Ziffern")
    take_over(page, "STR-06").click()
    expect(page.locator("#STR-06-value")).to_have_value("2,5")
    expect(page.locator("#feedback-STR-06")).to_contain_text("von Ihnen")


def test_an_answer_of_ones_own_leaves_the_earlier_one_to_read(page):
    page.locator("#STR-05-NONE").check()
    expect(page.locator("#feedback-STR-05")).to_contain_text("Gespeichert")
    expect(take_over(page, "STR-05")).to_be_hidden()
    expect(page.locator("#offer-STR-05")).to_contain_text("Ihre Antwort von")


def test_a_colleagues_answer_takes_the_button_away(page, town_hall):
    response = Response.objects.get(wave=town_hall.wave)
    save_answers(response=response, values={"STR-05": "NONE"}, by=town_hall.accounts["colleague"])
    expect(page.locator("#STR-05-NONE")).to_be_checked()
    expect(take_over(page, "STR-05")).to_be_hidden()


def test_without_network_nothing_is_taken_over_and_the_page_says_so(page):
    page.route("**/offers/", lambda route: route.abort())
    take_over(page, "STR-05").click()
    expect(page.locator("#section-notice")).to_contain_text("Nicht übernommen")
    expect(page.locator("#STR-05-SIDE")).not_to_be_checked()
    page.unroute("**/offers/")
    take_over(page, "STR-05").click()
    expect(page.locator("#STR-05-SIDE")).to_be_checked()
    expect(page.locator("#section-notice")).to_be_empty()


def test_without_session_the_page_asks_to_log_in(page):
    page.context.clear_cookies(name="sessionid")
    take_over(page, "STR-05").click()
    expect(page.locator("#section-notice")).to_contain_text("Ihre Anmeldung ist abgelaufen")
    assert saved_values() == {}


def test_without_scripts_what_was_typed_comes_along(offered, town_hall, visitor):
    person = visitor(scripts=False)
    person.log_in_as("coordinator")
    page = person.open(town_hall.address + SECTION)
    page.locator("#STR-06-value").fill("sieben")
    page.locator("#STR-01-5").check()
    take_over(page, "STR-05").click()
    expect(page.locator("#feedback-STR-06")).to_contain_text("Zahl in Ziffern")
    expect(page.locator("#STR-06-value")).to_have_value("sieben")
    expect(page.locator("#STR-05-SIDE")).to_be_checked()
    assert saved_values() == {"STR-01": 5, "STR-05": "SIDE"}
    page.locator("#STR-06-value").fill("7")
    take_over(page, "STR-02").click()
    expect(page).to_have_url(re.compile("#STR-02$"))
    assert saved_values() == {"STR-01": 5, "STR-05": "SIDE", "STR-06": 7, "STR-02": 3}


def test_all_taken_over_is_confirmed_and_can_be_undone(page):
    page.locator("#STR-06-value").fill("7")
    page.get_by_role("button", name=re.compile(r"Alle \d+ Antworten übernehmen")).click()
    taken = page.locator("#offers-taken")
    expect(taken).to_contain_text(re.compile(r"\d+ Antworten sind übernommen"))
    taken.get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator("#STR-05-SIDE")).not_to_be_checked()
    expect(page.locator("#STR-06-value")).to_have_value("7")
    expect(taken).to_have_text(re.compile(r"Zurückgenommene Antworten: \d+\. Was seither geändert wurde, bleibt\."))
    expect(taken.get_by_role("button")).to_have_count(0)
    expect(page.locator("#section-news")).to_contain_text("Zurückgenommen")
    assert saved_values() == {"STR-06": 7}
    page.get_by_role("button", name=re.compile(r"Alle \d+ Antworten übernehmen")).click()
    expect(page.locator("#STR-05-SIDE")).to_be_checked()


def test_without_scripts_all_taken_over_can_be_undone(offered, town_hall, visitor):
    person = visitor(scripts=False)
    person.log_in_as("coordinator")
    page = person.open(town_hall.address + SECTION)
    page.get_by_role("button", name=re.compile(r"Alle \d+ Antworten übernehmen")).click()
    page.locator("#STR-06-value").fill("7")
    page.locator("#offers-taken").get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text("Antworten sind zurückgenommen")).to_be_visible()
    assert saved_values() == {"STR-06": 7}
