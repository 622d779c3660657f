"""A number is read as it was typed, and the field shows how it was understood."""

import pytest
from playwright.sync_api import expect

from survey.models import Answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "sections/strategie-organisation/"
BUDGET, POSTS, LINK = "#STR-07-value", "#STR-06-value", "#STR-04-value"


@pytest.fixture
def coordinator(town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    coordinator.open(town_hall.address + SECTION)
    return coordinator


def saved(code):
    return Answer.objects.get(code=code).value


def switch_language_in_another_window(person):
    window = person.context.new_page()
    window.goto(person.base)
    window.get_by_role("button", name="English").click()
    expect(window.locator("html")).to_have_attribute("lang", "en")
    return window


def test_a_german_page_stays_german_when_another_window_switches_the_language(coordinator):
    page = coordinator.page
    switch_language_in_another_window(coordinator)
    page.locator(BUDGET).fill("250.000")
    page.locator(BUDGET).blur()
    expect(page.locator("#feedback-STR-07")).to_contain_text("Gespeichert")
    expect(page.locator(BUDGET)).to_have_value("250.000")
    assert saved("STR-07") == 250_000
    Answer.objects.update(value=300_000, revision=2)
    expect(page.locator(BUDGET)).to_have_value("300.000")  # news, too, come as the page writes numbers


def test_a_number_that_waited_is_read_in_the_language_it_was_typed_in(coordinator, town_hall):
    page = coordinator.page
    page.route("**/answers/**", lambda route: route.abort())
    page.locator(BUDGET).fill("250.000")
    page.locator(BUDGET).blur()
    expect(page.locator("#feedback-STR-07")).to_contain_text("keine Verbindung")
    page.close()
    window = switch_language_in_another_window(coordinator)
    window.goto(coordinator.base + town_hall.address + SECTION)
    expect(window.locator("#feedback-STR-07")).to_contain_text("by you")
    expect(window.locator(BUDGET)).to_have_value("250,000")
    assert saved("STR-07") == 250_000
    coordinator.complaints[:] = [text for text in coordinator.complaints if "Failed to load" not in text]


def test_the_field_shows_how_the_entry_was_understood(coordinator):
    page = coordinator.page
    page.locator("#STR-02-3").check()
    for field, typed, shown, value in [
        (BUDGET, "1.500.000 €", "1.500.000", 1_500_000),
        (POSTS, "3,50\u2009VZÄ", "3,5", 3.5),
        (LINK, "www.esslingen.de", "https://www.esslingen.de", "https://www.esslingen.de"),
    ]:
        page.locator(field).fill(typed)
        page.locator(field).blur()
        expect(page.locator(field)).to_have_value(shown)
        assert saved(field[1:7]) == value


def test_the_field_is_not_rewritten_under_the_fingers(coordinator):
    page = coordinator.page
    page.locator(BUDGET).press_sequentially("1500")
    expect(page.locator("#feedback-STR-07")).to_contain_text("Gespeichert")
    expect(page.locator(BUDGET)).to_have_value("1500")
    page.locator(BUDGET).press_sequentially("00")
    expect(page.locator(BUDGET)).to_have_value("150000")
    page.locator(BUDGET).blur()
    expect(page.locator(BUDGET)).to_have_value("150.000")
    assert saved("STR-07") == 150_000
