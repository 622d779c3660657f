"""What was typed is never lost: it waits in the browser until the server has confirmed it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from playwright.sync_api import expect

from survey.actions import save_answers, start_response
from survey.models import Answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "sections/strategie-organisation/"
FIELD = "#STR-06-value"


@pytest.fixture
def coordinator(town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    coordinator.open(town_hall.address + SECTION)
    return coordinator


@pytest.fixture
def troubled(coordinator):
    """Somebody whose browser has reason to complain: no connection, no session, no right."""
    yield coordinator
    expected = ("Failed to load resource", "console error: htmx:")
    coordinator.complaints[:] = [text for text in coordinator.complaints if not any(part in text for part in expected)]


def feedback(page, code="STR-06"):
    return page.locator(f"#feedback-{code}")


def saved_values():
    return dict(Answer.objects.values_list("code", "value"))


def wait_until_saved(page, values):
    for _attempt in range(100):
        if saved_values() == values:
            return
        page.wait_for_timeout(100)
    assert saved_values() == values


def waiting(page):
    """Codes of the questions whose answers wait in this browser."""
    return sorted(key.split(":")[-1] for key in page.evaluate("Object.keys(localStorage)") if key.startswith("unsent:"))


def test_an_answer_given_before_the_scripts_have_arrived_is_saved(coordinator):
    page, scripts = coordinator.page, []
    page.route("**/survey/section*.js", lambda route: scripts.append(route))
    page.reload(wait_until="commit")
    page.locator("#STR-01-4").check()
    page.locator(FIELD).fill("2,5")
    page.wait_for_timeout(500)
    assert saved_values() == {}
    assert len(scripts) == 1
    scripts[0].continue_()
    expect(feedback(page, "STR-01")).to_contain_text("Gespeichert")
    expect(feedback(page)).to_contain_text("Gespeichert")
    assert saved_values() == {"STR-01": 4, "STR-06": 2.5}


def test_the_state_is_shown_from_the_first_key_on(coordinator):
    page = coordinator.page
    page.locator(FIELD).press("2")
    expect(feedback(page)).to_have_text("Noch nicht gespeichert")
    assert waiting(page) == ["STR-06"]
    expect(feedback(page)).to_have_text(re.compile(r"^Gespeichert \d\d:\d\d von Ihnen$"))
    assert waiting(page) == []


@pytest.mark.parametrize("way", ["table of contents", "back button", "closed tab"])
def test_leaving_right_after_typing_saves(coordinator, town_hall, way):
    page = coordinator.page
    page.locator(FIELD).press("7")
    if way == "table of contents":
        page.locator(".section-nav a").nth(3).click()
    elif way == "back button":
        page.go_back()
    else:
        page.close(run_before_unload=True)
    other = coordinator.context.new_page()
    wait_until_saved(other, {"STR-06": 7})
    other.goto(coordinator.base + town_hall.address)
    expect(other.get_by_role("heading", level=1)).to_be_visible()


def test_without_connection_it_says_so_and_sends_later(troubled):
    page = troubled.page
    troubled.context.set_offline(True)
    page.locator(FIELD).fill("3")
    page.locator("#STR-02-1").check()
    for code in ("STR-06", "STR-02"):
        expect(feedback(page, code)).to_contain_text("Nicht gespeichert: keine Verbindung")
    assert waiting(page) == ["STR-02", "STR-06"]
    troubled.context.set_offline(False)
    for code in ("STR-06", "STR-02"):
        expect(feedback(page, code)).to_contain_text("von Ihnen")
    assert saved_values() == {"STR-06": 3, "STR-02": 1}
    assert waiting(page) == []


def test_going_on_without_connection_stays_on_the_page(troubled):
    page = troubled.page
    troubled.context.set_offline(True)
    page.locator(FIELD).fill("3")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(feedback(page)).to_contain_text("keine Verbindung")
    expect(page.locator(FIELD)).to_have_value("3")
    troubled.context.set_offline(False)
    expect(feedback(page)).to_contain_text("von Ihnen")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Digitale Verwaltung")


def test_typed_offline_in_a_closed_tab_comes_back(troubled, town_hall):
    page = troubled.page
    troubled.context.set_offline(True)
    page.locator(FIELD).fill("3")
    page.locator("#STR-02-1").check()
    expect(feedback(page)).to_contain_text("keine Verbindung")
    page.close()
    troubled.context.set_offline(False)
    again = troubled.context.new_page()
    again.goto(troubled.base + town_hall.address + SECTION)
    expect(again.get_by_text("noch nicht gespeicherten Eingaben sind wieder da")).to_be_visible()
    expect(again.locator(FIELD)).to_have_value("3")
    expect(again.locator("#STR-02-1")).to_be_checked()
    for code in ("STR-06", "STR-02"):
        expect(feedback(again, code)).to_contain_text("von Ihnen")
    assert saved_values() == {"STR-06": 3, "STR-02": 1}


def test_an_ended_session_loses_nothing(troubled, town_hall):
    """Through the link beside the question, the code in the mail, and back to the section."""
    page = troubled.page
    Session.objects.all().delete()
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("Ihre Anmeldung ist abgelaufen")
    feedback(page).get_by_role("link", name="Erneut anmelden").click()
    page.get_by_label("E-Mail").fill(town_hall.accounts["coordinator"].email)
    page.get_by_role("main").get_by_role("button").first.click()
    field = page.get_by_label("Code")
    expect(field).to_be_visible()
    field.fill(re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE)[1])
    field.press("Enter")
    expect(page.locator(FIELD)).to_have_value("3")
    expect(feedback(page)).to_contain_text("von Ihnen")
    assert saved_values() == {"STR-06": 3}


def test_a_login_in_another_tab_is_enough(troubled):
    page = troubled.page
    Session.objects.all().delete()
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("Ihre Anmeldung ist abgelaufen")
    log_in_in_another_tab(troubled, "Kim Berger")
    expect(feedback(page)).to_contain_text("von Ihnen")
    assert saved_values() == {"STR-06": 3}


def log_in_in_another_tab(person, name):
    tab = person.context.new_page()
    tab.goto(person.base)
    tab.get_by_role("button", name=name).click()
    expect(tab.get_by_role("button", name="Abmelden")).to_be_visible()
    return tab


def test_nothing_is_saved_in_the_name_of_somebody_else(troubled):
    page = troubled.page
    Session.objects.all().delete()
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("Ihre Anmeldung ist abgelaufen")
    log_in_in_another_tab(troubled, "Sascha Vogt")
    expect(page.locator("#section-notice")).to_contain_text("eine andere Person angemeldet")
    expect(page.locator(FIELD)).to_have_value("3")
    page.reload()
    expect(page.locator(".site-user")).to_have_text("Sascha Vogt")
    expect(page.locator(FIELD)).to_have_value("")
    assert saved_values() == {}
    assert waiting(page) == ["STR-06"]


def test_a_page_that_lost_its_cookies_says_why_and_keeps_the_text(troubled):
    page = troubled.page
    troubled.context.clear_cookies(name="csrftoken")
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("laden Sie die Seite neu")
    expect(page.locator(FIELD)).to_have_value("3")
    feedback(page).get_by_role("link", name="Seite neu laden").click()
    expect(feedback(page)).to_contain_text("von Ihnen")
    assert saved_values() == {"STR-06": 3}


def test_an_answer_whose_reply_got_lost_is_no_conflict_with_oneself(troubled):
    page = troubled.page

    def lose_the_reply(route):
        route.fetch()
        route.abort()

    page.route("**/answers/**", lose_the_reply, times=1)
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("keine Verbindung")
    page.locator(FIELD).fill("35")
    expect(feedback(page)).to_contain_text("von Ihnen")
    assert saved_values() == {"STR-06": 35}


def test_a_server_in_trouble_is_asked_again(troubled):
    page = troubled.page
    page.route("**/answers/**", lambda route: route.fulfill(status=503, body="down"), times=1)
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("Bei uns ist etwas schiefgegangen")
    expect(feedback(page)).to_contain_text("von Ihnen")
    assert saved_values() == {"STR-06": 3}


def test_what_waited_too_long_meets_the_colleagues_answer(troubled, town_hall):
    page = troubled.page
    troubled.context.set_offline(True)
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("keine Verbindung")
    page.close()
    response = start_response(municipality=town_hall.municipality, wave=town_hall.wave)
    save_answers(response=response, values={"STR-06": 7.5}, by=town_hall.accounts["colleague"])
    troubled.context.set_offline(False)
    again = troubled.context.new_page()
    again.goto(troubled.base + town_hall.address + SECTION)
    expect(feedback(again)).to_contain_text("Es gibt zwei Antworten")
    expect(again.locator(FIELD)).to_have_value("3")
    assert saved_values() == {"STR-06": 7.5}


def test_a_refused_value_is_still_there_the_next_day(coordinator):
    page = coordinator.page
    page.locator(FIELD).fill("zwei")
    page.locator(FIELD).blur()
    expect(feedback(page)).to_contain_text("Bitte geben Sie eine Zahl")
    page.reload()
    expect(page.locator(FIELD)).to_have_value("zwei")
    expect(feedback(page)).to_contain_text("Bitte geben Sie eine Zahl")


def test_what_waits_is_sent_from_another_section(troubled, town_hall):
    page = troubled.page
    troubled.context.set_offline(True)
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("keine Verbindung")
    page.close()
    troubled.context.set_offline(False)
    other = troubled.context.new_page()
    other.goto(f"{troubled.base}{town_hall.address}sections/{town_hall.document.sections[1].slug}/")
    wait_until_saved(other, {"STR-06": 3})


def test_entries_are_dropped_after_thirty_days(coordinator):
    page = coordinator.page
    page.evaluate("""() => {
        const entry = (days) => JSON.stringify({
            values: ["1"], revision: "0", section: "x", at: Date.now() - days * 24 * 3600 * 1000 });
        localStorage.setItem("unsent:999:1:STR-01", entry(31));
        localStorage.setItem("unsent:999:1:STR-02", entry(29));
    }""")
    page.reload()
    assert waiting(page) == ["STR-02"]


def test_the_overview_tells_what_still_waits_and_where(coordinator, town_hall):
    page = coordinator.page
    page.locator(FIELD).fill("zwei")
    page.locator(FIELD).blur()
    expect(feedback(page)).to_contain_text("Bitte geben Sie eine Zahl")
    coordinator.open(town_hall.address)
    notice = page.get_by_role("region", name="Noch nicht alle Ihre Eingaben sind gespeichert")
    notice.get_by_role("link", name="Strategie").click()
    expect(page.locator(FIELD)).to_have_value("zwei")
    page.locator(FIELD).fill("2")
    expect(feedback(page)).to_contain_text("von Ihnen")
    coordinator.open(town_hall.address)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#waiting")).to_be_hidden()


def test_the_overview_sends_what_a_lost_connection_left_behind(troubled, town_hall):
    page = troubled.page
    page.route("**/answers/**", lambda route: route.abort())
    page.locator(FIELD).fill("3")
    expect(feedback(page)).to_contain_text("keine Verbindung")
    page.unroute_all()
    troubled.open(town_hall.address)
    wait_until_saved(page, {"STR-06": 3})
    expect(page.locator("#waiting")).to_be_hidden()
