"""A section page in the hands of a person."""

import re

import pytest
from playwright.sync_api import expect

from survey.models import Answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "/survey/atlas-2026/08116019/sections/strategie-organisation/"


def feedback(page, code):
    return page.locator(f"#feedback-{code}")


def saved_value(code):
    return Answer.objects.get(code=code).value


@pytest.fixture
def coordinator(town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    coordinator.open(SECTION)
    return coordinator


def test_an_answer_is_saved_as_soon_as_it_is_given_and_survives_a_closed_tab(coordinator):
    page = coordinator.page
    page.locator("#STR-02-3").check()
    expect(feedback(page, "STR-02")).to_have_text(re.compile(r"Gespeichert \d\d:\d\d"))
    page.close()
    assert saved_value("STR-02") == 3
    again = coordinator.context.new_page()
    again.goto(coordinator.base + SECTION)
    expect(again.locator("#STR-02-3")).to_be_checked()


def test_conditions_show_and_hide_at_once(coordinator):
    page = coordinator.page
    expect(page.locator("#STR-03")).to_be_hidden()
    page.locator("#STR-02-2").check()
    expect(page.locator("#STR-03")).to_be_visible()
    page.locator("#STR-02-0").check()
    expect(page.locator("#STR-03")).to_be_hidden()


def test_a_letter_in_a_number_is_refused_beside_the_field_and_stays(coordinator):
    page = coordinator.page
    field = page.locator("#STR-06-value")
    field.fill("2,5")
    field.blur()
    expect(feedback(page, "STR-06")).to_contain_text("Gespeichert")
    field.fill("zwei")
    field.blur()
    expect(feedback(page, "STR-06")).to_contain_text("Bitte geben Sie eine Zahl in Ziffern ein")
    expect(field).to_have_value("zwei")
    assert saved_value("STR-06") == 2.5


def test_dont_know_empties_the_field(coordinator):
    page = coordinator.page
    page.locator("#STR-06-value").fill("3")
    page.locator("#STR-06-_dk").check()
    expect(page.locator("#STR-06-value")).to_have_value("")
    expect(feedback(page, "STR-06")).to_contain_text("Gespeichert")
    page.wait_for_timeout(1_200)
    assert saved_value("STR-06") == "_dk"


def test_a_soft_warning_appears_and_does_not_hinder(coordinator):
    page = coordinator.page
    page.locator("#STR-07-value").fill("500")
    page.locator("#STR-07-value").blur()
    expect(page.locator("#warnings-STR-07")).to_contain_text("Der Betrag ist sehr klein")
    expect(feedback(page, "STR-07")).to_contain_text("Gespeichert")


def test_an_answer_can_be_removed(coordinator):
    page = coordinator.page
    page.locator("#STR-02-1").check()
    expect(feedback(page, "STR-02")).to_contain_text("Gespeichert")
    page.locator("#STR-02 [data-clear]").click()
    expect(page.locator("#STR-02-1")).not_to_be_checked()
    expect(feedback(page, "STR-02")).to_have_text(re.compile(r"Entfernt um \d\d:\d\d von Ihnen"))
    assert saved_value("STR-02") is None


def test_a_closed_wave_says_so_beside_the_question(coordinator, town_hall):
    page = coordinator.page
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")  # or the page would ask before
    town_hall.close()
    page.locator("#STR-02-3").check()
    expect(feedback(page, "STR-02")).to_contain_text("Diese Erhebung ist beendet")
    coordinator.complaints.clear()  # the refusal itself: status 403
    assert not Answer.objects.filter(code="STR-02").exists()


def test_without_scripts_save_and_continue_does_the_same(town_hall, visitor):
    person = visitor(scripts=False)
    person.log_in_as("coordinator")
    page = person.open(SECTION)
    page.locator("#STR-02-3").check()
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_text("Daraus ergeben sich weitere Fragen")).to_be_visible()
    expect(page.locator("#STR-03")).to_be_visible()
    page.locator("#STR-06-value").fill("viel")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(feedback(page, "STR-06")).to_contain_text("Bitte geben Sie eine Zahl")
    expect(page.locator("#STR-06-value")).to_have_value("viel")
    page.locator("#STR-06-value").fill("1,5")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Digitale Verwaltung")
    assert saved_value("STR-06") == 1.5


def test_the_keyboard_is_enough(coordinator):
    page = coordinator.page
    page.locator("#STR-01-1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#STR-01-2")).to_be_checked()
    expect(feedback(page, "STR-01")).to_contain_text("Gespeichert")


def test_save_and_continue_waits_for_an_answer_on_its_way(coordinator):
    """Sent before the reply to the first answer, the second would look as if it was built on an older revision."""
    page, replies = coordinator.page, []

    def hold_first(route):
        replies.append((route, route.fetch()))
        if len(replies) > 1:
            route.fulfill(response=replies[-1][1])

    page.route("**/answers/**", hold_first)
    field = page.locator("#STR-06-value")
    field.fill("2")
    field.blur()
    expect(feedback(page, "STR-06")).to_have_text("Wird gespeichert …")
    while not replies:
        page.wait_for_timeout(50)
    field.fill("25")
    page.get_by_role("button", name="Speichern und weiter").click()
    route, reply = replies[0]
    route.fulfill(response=reply)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Digitale Verwaltung")
    assert saved_value("STR-06") == 25


def test_ticks_that_an_exclusive_choice_removed_come_back(town_hall, visitor):
    """Every question that has one, and the text that "don't know" empties."""
    person = visitor()
    person.log_in_as("coordinator")
    for section in town_hall.document.sections:
        found = [question for question in section.questions if question.exclusive_choice and not question.show_if]
        if not found:
            continue
        page = person.open(f"{town_hall.address}sections/{section.slug}/")
        for question in found[:2]:
            ticked = [choice.code for choice in question.choices if not choice.exclusive][:2]
            box = page.locator(f"#{question.code}")
            for code in ticked:
                page.locator(f"#{question.code}-{code}").check()
            page.locator(f"#{question.code}-{question.exclusive_choice.code}").check()
            expect(box).to_contain_text("Dadurch entfernt:")
            expect(feedback(page, question.code)).to_contain_text("Gespeichert")
            box.get_by_role("button", name="Rückgängig machen").click()
            expect(page.locator(f"#{question.code}-{ticked[1]}")).to_be_checked()
            expect(page.locator(f"#{question.code}-{ticked[0]}")).to_be_focused()
            expect(box.locator(".question-undo")).to_have_count(0)
            expect(feedback(page, question.code)).to_contain_text("Gespeichert")
            assert saved_value(question.code) == ticked


def test_a_number_that_dont_know_removed_comes_back(coordinator):
    page = coordinator.page
    page.locator("#STR-06-value").fill("3")
    page.locator("#STR-06-_dk").check()
    expect(feedback(page, "STR-06")).to_contain_text("Gespeichert")
    page.locator("#STR-06").get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator("#STR-06-value")).to_have_value("3")
    expect(page.locator("#STR-06-_dk")).not_to_be_checked()
    expect(feedback(page, "STR-06")).to_contain_text("Gespeichert")
    assert saved_value("STR-06") == 3


def test_summary_of_refused_entries_is_where_one_looks_and_tells_what_is_left(town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    page = coordinator.open(town_hall.address + "sections/strategie-organisation/#STR-06")
    page.locator("#STR-06-value").fill("viele")
    page.get_by_role("button", name="Speichern und weiter").click()
    summary = page.locator("#errors")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    expect(summary.get_by_role("link")).to_contain_text("STR-06")
    summary.get_by_role("link").click()
    page.locator("#STR-06-value").fill("3")
    page.locator("#STR-06-value").blur()
    expect(page.locator("#feedback-STR-06")).to_contain_text("Gespeichert")
    expect(summary).to_have_count(0)
