"""Two people of one town hall in the same section."""

import pytest
from playwright.sync_api import expect

from survey.models import Answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "sections/strategie-organisation/"


def open_section(person, key, town_hall):
    person.log_in_as(key)
    return person.open(town_hall.address + SECTION)


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
    expect(refusal).to_contain_text("Sascha Vogt")
    expect(refusal).to_contain_text("7,5 Vollzeitäquivalente")
    expect(stale.locator("#STR-06-value")).to_have_value("3")
    assert saved_values() == {"STR-06": 7.5, "STR-05": "SIDE", "STR-02": 0}

    stale.get_by_role("button", name="Speichern und weiter").click()
    expect(stale.get_by_role("heading", level=1)).to_contain_text("Digitale Verwaltung")
    assert saved_values()["STR-06"] == 3


def test_both_may_fill_in_different_questions_at_once(town_hall, visitor):
    first = open_section(visitor(), "coordinator", town_hall)
    second = open_section(visitor(), "colleague", town_hall)
    first.locator("#STR-02-0").check()
    second.locator("#STR-05-SIDE").check()
    expect(first.locator("#feedback-STR-02")).to_contain_text("Gespeichert")
    expect(second.locator("#feedback-STR-05")).to_contain_text("Gespeichert")
    assert saved_values() == {"STR-02": 0, "STR-05": "SIDE"}


def test_with_scripts_the_refusal_stands_beside_the_question(town_hall, visitor):
    stale = open_section(visitor(), "coordinator", town_hall)
    fresh = open_section(visitor(), "colleague", town_hall)
    fresh.locator("#STR-02-3").check()
    expect(fresh.locator("#feedback-STR-02")).to_contain_text("Gespeichert")
    stale.locator("#STR-02-1").check()
    expect(stale.locator("#feedback-STR-02")).to_contain_text("Sie wird mit Maßnahmenplan und Mitteln umgesetzt.")
    expect(stale.locator("#STR-02-1")).to_be_checked()
    assert saved_values() == {"STR-02": 3}
