"""Remarks, queries and evidence in the dialog over a section."""

import pytest
from playwright.sync_api import expect

from survey.actions import start_response
from survey.models import Evidence, Query, Remark
from tests.factories import QueryFactory, RemarkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "/survey/atlas-2026/08116019/sections/strategie-organisation/"
CODE = "STR-02"


@pytest.fixture
def coordinator(town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    coordinator.open(SECTION)
    return coordinator


def link(page, code=CODE):
    return page.locator(f"[data-aside={code}]")


def open_dialog(page, code=CODE):
    link(page, code).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Anmerkungen im Rathaus")).to_be_visible()
    return dialog


def test_remark_by_keyboard_and_back_to_the_link(coordinator):
    page = coordinator.page
    link(page).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("h2").first).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(dialog.get_by_label("Neue Anmerkung")).to_be_focused()
    page.keyboard.type("Bitte mit der IT klären.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Bitte mit der IT klären.", exact=True)).to_be_visible()
    expect(dialog.get_by_role("heading", name="Anmerkungen im Rathaus")).to_be_focused()
    expect(dialog.get_by_role("status")).to_have_text("Erledigt.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link(page)).to_be_focused()
    expect(link(page)).to_contain_text("1 Anmerkung")
    assert Remark.objects.get().code == CODE


def test_query_and_evidence_without_leaving_the_section(coordinator):
    page = coordinator.page
    dialog = open_dialog(page)
    dialog.get_by_label("Neue Rückfrage").fill("Welches Jahr ist gemeint?")
    dialog.get_by_role("button", name="Rückfrage senden").click()
    expect(dialog.get_by_text("wartet auf das Gigabit-Team")).to_be_visible()
    dialog.get_by_label("Link", exact=True).fill("https://town.example/a.pdf")
    dialog.get_by_label("Seite").fill("12")
    dialog.get_by_role("button", name="Beleg speichern").click()
    expect(dialog.get_by_role("link", name="https://town.example/a.pdf")).to_be_visible()
    dialog.get_by_role("button", name="Schließen", exact=True).click()
    expect(link(page)).to_contain_text("Rückfrage offen · Beleg")
    assert page.url.endswith(SECTION)
    assert (Query.objects.get().code, Evidence.objects.get().page) == (CODE, 12)


def test_refused_evidence_says_why_and_leads_to_the_field(coordinator):
    page = coordinator.page
    dialog = open_dialog(page)
    dialog.get_by_label("Link", exact=True).fill("rathaus.pdf")
    dialog.get_by_role("button", name="Beleg speichern").click()
    expect(dialog.get_by_text("vollständige Internetadresse")).to_be_visible()
    expect(dialog.get_by_label("Link", exact=True)).to_be_focused()
    expect(dialog.get_by_label("Link", exact=True)).to_have_value("rathaus.pdf")


def test_unsent_text_survives_escape_and_another_form(coordinator):
    page = coordinator.page
    dialog = open_dialog(page)
    dialog.get_by_label("Neue Anmerkung").fill("halb fertig")
    page.keyboard.press("Escape")
    open_dialog(page, "STR-01")
    expect(dialog.get_by_label("Neue Anmerkung")).to_have_value("")
    page.keyboard.press("Escape")
    open_dialog(page)
    dialog.get_by_label("Neue Rückfrage").fill("Welches Jahr?")
    dialog.get_by_role("button", name="Rückfrage senden").click()
    expect(dialog.get_by_role("status")).to_have_text("Erledigt.")
    expect(dialog.get_by_label("Neue Anmerkung")).to_have_value("halb fertig")
    expect(dialog.get_by_label("Neue Rückfrage")).to_have_value("")


def test_text_stays_when_the_session_has_ended_and_is_sent_after_logging_in_again(coordinator, town_hall):
    page = coordinator.page
    dialog = open_dialog(page)
    dialog.get_by_label("Neue Anmerkung").fill("Nicht verlieren")
    coordinator.context.clear_cookies(name="sessionid")
    dialog.get_by_role("button", name="Anmerkung hinzufügen").click()
    expect(dialog.get_by_role("status")).to_contain_text("Ihre Anmeldung ist abgelaufen")
    expect(dialog.get_by_label("Neue Anmerkung")).to_have_value("Nicht verlieren")
    second = coordinator.context.new_page()
    second.goto(coordinator.base + "/")
    second.get_by_role("button", name=town_hall.accounts["coordinator"].name).click()
    expect(second.get_by_role("button", name="Abmelden")).to_be_visible()
    dialog.get_by_role("button", name="Anmerkung hinzufügen").click()
    expect(dialog.get_by_role("status")).to_have_text("Erledigt.")
    assert Remark.objects.get().text == "Nicht verlieren"


def test_text_stays_without_a_connection(coordinator):
    page = coordinator.page
    dialog = open_dialog(page)
    dialog.get_by_label("Neue Anmerkung").fill("Nicht verlieren")
    coordinator.context.set_offline(True)
    dialog.get_by_role("button", name="Anmerkung hinzufügen").click()
    expect(dialog.get_by_role("status")).to_contain_text("Keine Verbindung")
    expect(dialog.get_by_label("Neue Anmerkung")).to_have_value("Nicht verlieren")
    coordinator.context.set_offline(False)
    dialog.get_by_role("button", name="Anmerkung hinzufügen").click()
    expect(dialog.get_by_role("status")).to_have_text("Erledigt.")
    coordinator.complaints.clear()  # the lost connection itself


def test_without_scripts_the_link_leads_to_the_page_and_back(town_hall, visitor):
    person = visitor(scripts=False)
    person.log_in_as("coordinator")
    page = person.open(SECTION)
    link(page).click()
    page.get_by_label("Neue Anmerkung").fill("Ohne Skripte")
    page.get_by_role("button", name="Anmerkung hinzufügen").click()
    expect(page.get_by_text("Ohne Skripte", exact=True)).to_be_visible()
    page.get_by_label("Link", exact=True).fill("rathaus.pdf")
    page.get_by_role("button", name="Beleg speichern").click()
    expect(page.locator("#evidence-url-error")).to_contain_text("vollständige Internetadresse")
    page.get_by_role("link", name="Zurück zu").click()
    expect(link(page)).to_contain_text("1 Anmerkung")
    assert page.url.endswith(f"{SECTION}#{CODE}")


def test_axe_finds_nothing_in_the_dialog(coordinator, town_hall):
    response = start_response(municipality=town_hall.municipality, wave=town_hall.wave)
    RemarkFactory(response=response, code=CODE)
    for by_team in (True, False):
        QueryFactory(response=response, code=CODE, by_team=by_team)
    page = coordinator.page
    dialog = open_dialog(page)
    dialog.get_by_label("Link", exact=True).fill("rathaus.pdf")
    dialog.get_by_role("button", name="Beleg speichern").click()
    expect(dialog.get_by_text("vollständige Internetadresse")).to_be_visible()
    for width in (1200, 375):
        page.set_viewport_size({"width": width, "height": 800})
        assert coordinator.accessibility_problems() == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 375


def test_sending_one_form_keeps_what_was_typed_into_the_others(town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    page = coordinator.open(town_hall.address + "questions/STR-06/")
    page.get_by_label("Neue Anmerkung").fill("Bitte mit der IT klären.")
    page.get_by_label("Link", exact=True).fill("https://town.example/a.pdf")
    page.get_by_label("Neue Rückfrage").fill("Welches Jahr ist gemeint?")
    page.get_by_role("button", name="Rückfrage senden").click()
    expect(page.get_by_text("wartet auf das Gigabit-Team")).to_be_visible()
    expect(page.get_by_label("Neue Anmerkung")).to_have_value("Bitte mit der IT klären.")
    expect(page.get_by_label("Link", exact=True)).to_have_value("https://town.example/a.pdf")
    page.get_by_role("button", name="Anmerkung hinzufügen").click()
    expect(page.get_by_text("Bitte mit der IT klären.", exact=True)).to_be_visible()
    expect(page.get_by_label("Neue Anmerkung")).to_have_value("")
    expect(page.get_by_label("Link", exact=True)).to_have_value("https://town.example/a.pdf")
