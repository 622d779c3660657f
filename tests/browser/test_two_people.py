"""Two people of one town hall in the same section."""

import re

import pytest
from playwright.sync_api import expect

from survey.actions import save_answers, start_response
from survey.models import Answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "sections/strategie-organisation/"


def open_section(person, key, town_hall):
    person.log_in_as(key)
    return person.open(town_hall.address + SECTION)


def answer_as(town_hall, key, **values):
    """What a colleague saves meanwhile, elsewhere."""
    response = start_response(municipality=town_hall.municipality, wave=town_hall.wave)
    save_answers(response=response, values=values, by=town_hall.accounts[key])


def saved_values():
    return dict(Answer.objects.values_list("code", "value"))


def test_a_stale_page_without_scripts_does_not_overwrite_a_colleague(town_hall, visitor):
    stale = open_section(visitor(scripts=False), "coordinator", town_hall)
    fresh = open_section(visitor(), "colleague", town_hall)
    fresh.locator("#STR-06-value").fill("7,5")
    fresh.locator("#STR-06-value").blur()
    fresh.locator("#STR-05-SIDE").check()
    for code in ("STR-06", "STR-05"):
        expect(fresh.locator(f"#feedback-{code}")).to_contain_text("Gespeichert")

    stale.locator("#STR-06-value").fill("3")
    stale.locator("#STR-02-0").check()
    stale.get_by_role("button", name="Speichern und weiter").click()

    refusal = stale.locator("#feedback-STR-06")
    expect(refusal).to_contain_text("Ihre Antwort: 3 Vollzeitäquivalente")
    expect(refusal).to_contain_text(re.compile(r"Inzwischen hat Sascha Vogt um \d\d:\d\d geantwortet: 7,5 Voll"))
    expect(stale.locator("#STR-06-value")).to_have_value("3")
    assert saved_values() == {"STR-06": 7.5, "STR-05": "SIDE", "STR-02": 0}

    stale.get_by_role("button", name="Speichern und weiter").click()
    expect(refusal).to_contain_text("Es gibt zwei Antworten")
    assert saved_values()["STR-06"] == 7.5

    refusal.get_by_role("button", name="Ihre Antwort nehmen").click()
    expect(refusal).to_contain_text("von Ihnen")
    assert saved_values()["STR-06"] == 3


def test_without_scripts_the_colleagues_answer_is_taken_with_one_click(town_hall, visitor):
    stale = open_section(visitor(scripts=False), "coordinator", town_hall)
    answer_as(town_hall, "colleague", **{"STR-06": 7.5})
    stale.locator("#STR-06-value").fill("3")
    stale.locator("#STR-02-0").check()
    stale.get_by_role("button", name="Speichern und weiter").click()
    stale.get_by_role("button", name="Antwort von Sascha Vogt nehmen").click()
    expect(stale.locator("#feedback-STR-06")).to_contain_text("von Sascha Vogt")
    expect(stale.locator("#STR-06-value")).to_have_value("7,5")
    assert saved_values() == {"STR-06": 7.5, "STR-02": 0}


def test_without_scripts_the_enter_key_saves_and_removes_no_answer(town_hall, visitor):
    answer_as(town_hall, "coordinator", **{"STR-02": 1})
    page = open_section(visitor(scripts=False), "coordinator", town_hall)
    page.locator("#STR-06-value").fill("3")
    page.locator("#STR-06-value").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Digitale Verwaltung")
    assert saved_values() == {"STR-02": 1, "STR-06": 3}


def test_both_may_fill_in_different_questions_at_once(town_hall, visitor):
    first = open_section(visitor(), "coordinator", town_hall)
    second = open_section(visitor(), "colleague", town_hall)
    first.locator("#STR-02-0").check()
    second.locator("#STR-05-SIDE").check()
    expect(first.locator("#feedback-STR-02")).to_contain_text("Gespeichert")
    expect(second.locator("#feedback-STR-05")).to_contain_text("Gespeichert")
    assert saved_values() == {"STR-02": 0, "STR-05": "SIDE"}


@pytest.fixture
def disagreement(town_hall, visitor):
    """The coordination has just chosen 1, not knowing that the colleague chose 3."""
    page = open_section(visitor(), "coordinator", town_hall)
    page.locator("#STR-02-1").focus()  # nothing is exchanged under the hands of who is at the question
    answer_as(town_hall, "colleague", **{"STR-02": 3})
    page.locator("#STR-02-1").check()
    expect(page.locator("#feedback-STR-02")).to_contain_text("Es gibt zwei Antworten")
    return page


def test_with_scripts_both_answers_stand_below_the_question(disagreement):
    conflict = disagreement.locator("#feedback-STR-02")
    expect(conflict).to_contain_text("Sascha Vogt")
    expect(conflict).to_contain_text("Sie wird mit Maßnahmenplan und Mitteln umgesetzt.")
    expect(disagreement.locator("#STR-02-1")).to_be_checked()
    assert saved_values() == {"STR-02": 3}


def test_own_answer_is_taken_by_keyboard(disagreement):
    button = disagreement.get_by_role("button", name="Ihre Antwort nehmen")
    disagreement.locator("#STR-02-1").focus()
    while not button.evaluate("(button) => button === document.activeElement"):
        disagreement.keyboard.press("Tab")
    disagreement.keyboard.press("Enter")
    expect(disagreement.locator("#feedback-STR-02")).to_contain_text("von Ihnen")
    expect(disagreement.locator("#STR-02-1")).to_be_focused()
    assert saved_values() == {"STR-02": 1}


def test_the_colleagues_answer_is_taken_with_one_click(disagreement):
    disagreement.get_by_role("button", name="Antwort von Sascha Vogt nehmen").click()
    expect(disagreement.locator("#STR-02-3")).to_be_checked()
    expect(disagreement.locator("#feedback-STR-02")).to_contain_text("von Sascha Vogt")
    assert saved_values() == {"STR-02": 3}


def test_going_on_does_not_decide_between_two_answers(disagreement):
    disagreement.get_by_role("button", name="Speichern und weiter").click()
    expect(disagreement.get_by_role("alert")).to_contain_text("noch nicht gespeichert")
    expect(disagreement.locator("#feedback-STR-02")).to_contain_text("Es gibt zwei Antworten")
    expect(disagreement.locator("#STR-02-1")).to_be_checked()
    assert saved_values() == {"STR-02": 3}


def test_a_third_answer_in_between_is_shown_too(disagreement, town_hall):
    answer_as(town_hall, "colleague", **{"STR-02": 2})
    disagreement.get_by_role("button", name="Ihre Antwort nehmen").click()
    expect(disagreement.locator("#feedback-STR-02 strong").last).to_contain_text("beschlossen")
    assert saved_values() == {"STR-02": 2}


def test_the_button_works_from_within_the_field(town_hall, visitor):
    """Leaving the field sends nothing again that would take the button from under the pointer."""
    page = open_section(visitor(), "coordinator", town_hall)
    page.locator("#STR-06-value").focus()
    answer_as(town_hall, "colleague", **{"STR-06": 7.5})
    page.locator("#STR-06-value").fill("3")
    page.get_by_role("button", name="Ihre Antwort nehmen").click()
    expect(page.locator("#feedback-STR-06")).to_contain_text("von Ihnen")
    assert saved_values() == {"STR-06": 3}
