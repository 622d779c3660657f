"""The whole way of a return through a town hall and its people, with every button on it pressed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from survey.actions import save_answers
from survey.models import Answer, Assignment, Event, Evidence, Membership, Query, Remark, ReopeningRequest, Response
from survey.workbook.writing import write_workbook
from tests.factories import complete_answers
from tests.survey.workbook.editing import Edited

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "sections/strategie-organisation/"
# What stands on the buttons that can be pressed now: without what only screen readers are told, names and numbers.
# In English they are the same buttons.
LABELS = """() => [...document.querySelectorAll("[lang=de] button, [lang=de] input[type=submit]")]
    .filter((button) => button.checkVisibility() && !button.disabled)
    .map((button) => {
        const copy = button.cloneNode(true);
        for (const hidden of copy.querySelectorAll(".visually-hidden")) hidden.remove();
        return (copy.value && copy.tagName === "INPUT" ? copy.value : copy.textContent).trim();
    })"""
NAMES = re.compile(r"Kim Berger|Sascha Vogt|Renate Öztürk|Robin Keller|Toni Maier|Ada Neu(-Alt)?|\d+")


def kind_of(label):
    return NAMES.sub("…", " ".join(label.split()))


class Buttons:
    """Which kinds of buttons the people have seen, and which they have pressed."""

    def __init__(self):
        self.seen, self.pressed = set(), {"Weiter als …"}  # pressed to log in

    def see(self, page):
        self.seen |= {kind_of(label) for label in page.evaluate(LABELS)}

    def press(self, page, label, within=None):
        self.see(page)
        self.pressed.add(kind_of(label))
        name = re.compile(rf"^\s*{re.escape(label)}(\s|$|:)")
        (within or page).get_by_role("button", name=name).first.click()


@pytest.fixture
def buttons():
    return Buttons()


@pytest.fixture
def people(town_hall, offered, visitor):
    """The three of the town hall and the analyst, each at a browser of their own."""
    town_hall.wave.requires_release = True
    town_hall.wave.save()
    visitors = {key: visitor() for key in ("coordinator", "colleague", "release", "analyst")}
    for key, person in visitors.items():
        person.log_in_as(key)
    return visitors


def state_of(town_hall):
    return Response.objects.get(wave=town_hall.wave, municipality=town_hall.municipality).state


def invite_and_remove(people, town_hall, buttons):
    page = people["coordinator"].open(town_hall.address + "people/")
    page.get_by_label("E-Mail-Adresse").fill("ada@town.example")
    page.get_by_role("textbox", name=re.compile("^Name")).fill("Ada Neu")
    page.get_by_label("Strategie & Organisation").check()
    buttons.press(page, "Einladung senden")
    invited = page.locator(".member").filter(has_text="ada@town.example")
    buttons.press(page, "Erinnern", invited)
    invited.get_by_role("link", name="Ändern").click()
    page.get_by_label("Strategie & Organisation").check()
    buttons.press(page, "Speichern")
    invited.get_by_role("link", name="Ändern").click()
    page.get_by_role("textbox", name="Name").fill("Ada Neu-Alt")
    buttons.press(page, "Namen speichern")
    invited.filter(has_text="Ada Neu-Alt").get_by_role("link", name="Ändern").click()
    buttons.press(page, "Ada Neu-Alt entfernen")
    expect(page.get_by_text("ada@town.example")).to_have_count(0)
    assert not Membership.objects.filter(user__email="ada@town.example").exists()


def write_beside_a_question(people, town_hall, buttons):
    page = people["coordinator"].open(town_hall.address + SECTION)
    page.locator("[data-aside=STR-06]").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Neue Anmerkung").fill("Bitte mit der IT klären.")
    buttons.press(page, "Anmerkung hinzufügen", dialog)
    expect(dialog.get_by_text("Bitte mit der IT klären.", exact=True)).to_be_visible()
    buttons.press(page, "Meine Anmerkung löschen", dialog)
    expect(dialog.get_by_text("Bitte mit der IT klären.", exact=True)).to_have_count(0)
    dialog.get_by_label("Link", exact=True).fill("https://town.example/a.pdf")
    buttons.press(page, "Beleg speichern", dialog)
    expect(dialog.get_by_role("link", name="https://town.example/a.pdf")).to_be_visible()
    buttons.press(page, "Beleg entfernen", dialog)
    expect(dialog.get_by_role("link", name="https://town.example/a.pdf")).to_have_count(0)
    dialog.get_by_label("Neue Rückfrage").fill("Welches Jahr ist gemeint?")
    buttons.press(page, "Rückfrage senden", dialog)
    expect(dialog.get_by_text("wartet auf das Gigabit-Team")).to_be_visible()
    buttons.press(page, "Schließen", dialog)
    expect(dialog).to_be_hidden()
    assert (Remark.objects.count(), Evidence.objects.count(), Query.objects.count()) == (0, 0, 1)


def reply_and_close(people, town_hall, buttons):
    analyst = people["analyst"].open("/survey/queries/")
    buttons.press(analyst, "Anzeigen")
    analyst.locator(".query-question").click()
    analyst.get_by_label("Antwort").fill("Das laufende.")
    buttons.press(analyst, "Antwort senden")
    expect(analyst.get_by_text("Das laufende.")).to_be_visible()
    analyst.goto(people["analyst"].base + "/survey/queries/")
    analyst.get_by_role("link", name="Rückfrage an eine Kommune").click()
    buttons.see(analyst)
    page = people["coordinator"].open(town_hall.address + "questions/STR-06/")
    buttons.press(page, "Rückfrage abschließen")
    expect(page.get_by_role("button", name="Rückfrage abschließen")).to_have_count(0)
    assert Query.objects.get().state == Query.State.CLOSED


def answer_with_a_colleague(people, town_hall, buttons):
    page = people["coordinator"].open(town_hall.address + SECTION)
    buttons.press(page, "Übernehmen")
    expect(page.locator("#feedback-STR-01")).to_contain_text("Gespeichert")
    buttons.press(page, "Angabe entfernen", page.locator("#STR-01"))
    expect(page.locator("#STR-01 input:checked")).to_have_count(0)
    for typed, button, by in (("6", "Ihre Antwort", "Ihnen"), ("7", "Antwort von Sascha Vogt", "Sascha Vogt")):
        page.locator("#STR-06-value").focus()  # nothing is exchanged under the hands of who is at the question
        save_as_colleague(town_hall, {"STR-06": 8})
        page.locator("#STR-06-value").fill(typed)
        page.locator("#STR-06-value").blur()
        buttons.press(page, f"{button} nehmen", page.locator("#feedback-STR-06"))
        expect(page.locator("#feedback-STR-06")).to_contain_text(re.compile(rf"Gespeichert \d\d:\d\d.* von {by}"))
    expect(page.locator("#STR-06-value")).to_have_value("8")
    buttons.press(page, "Speichern und weiter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Digitale Verwaltung")


def take_over_and_give_back(people, town_hall, buttons):
    page = people["coordinator"].open(town_hall.address + SECTION)
    count = page.locator("[data-offer][name=code]:visible").count()
    buttons.press(page, f"Alle {count} Antworten übernehmen")
    expect(page.locator("#offers-taken")).to_be_visible()
    buttons.press(page, "Rückgängig machen")
    buttons.press(page, f"Alle {count} Antworten übernehmen")
    buttons.press(page, "Diese Antwort übernehmen")  # to the question that follows from one of them
    expect(page.locator("#STR-03-yes")).to_be_checked()


def correct_own_name(people, town_hall, buttons):
    for name in ("Sascha Vogt-Meier", "Sascha Vogt"):
        page = people["colleague"].open("/survey/name/")
        page.get_by_role("textbox", name="Name").fill(name)
        buttons.press(page, "Namen speichern")
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


def hand_in_what_was_refused(people, town_hall, buttons):
    page = people["coordinator"].open(town_hall.address + SECTION)
    page.locator("#STR-06-value").fill("viele")
    page.locator("#STR-06-value").blur()
    expect(page.locator("#feedback-STR-06")).to_contain_text("Zahl in Ziffern")
    # The entry still waits for its place in the return while that is read for release.
    people["coordinator"].expected.add((f"{people['coordinator'].base}{town_hall.address}answers/STR-06/", 403))
    page.goto(people["coordinator"].base + town_hall.address + "submit/")
    buttons.press(page, "Jetzt vorlegen")
    buttons.press(page, "Ohne diese Eingaben fortfahren")
    expect(page.get_by_role("heading", name="Zur Freigabe vorgelegt")).to_be_visible()
    buttons.press(page, "Aus der Freigabe zurückziehen")
    expect(page.get_by_role("link", name="Prüfen und zur Freigabe vorlegen")).to_be_visible()
    page.goto(people["coordinator"].base + town_hall.address + SECTION)
    page.locator("#STR-06-value").fill("5")
    page.locator("#STR-06-value").blur()
    expect(page.locator("#feedback-STR-06")).to_contain_text("Gespeichert")


def find_a_question(people, town_hall, buttons):
    page = people["colleague"].open(town_hall.address)
    page.locator("[name=q]").first.fill("STR-06")
    buttons.press(page, "Finden")
    expect(page.locator("#STR-06")).to_be_visible()


def save_as_colleague(town_hall, values):
    save_answers(response=town_hall.response, values=values, by=town_hall.accounts["colleague"])


def fill_in_with_excel(people, town_hall, buttons):
    book = Edited(write_workbook(town_hall.response))
    book["STR-06"] = 4
    page = people["colleague"].open(town_hall.address + "upload/")
    for button in ("Verwerfen", "Übernehmen"):
        file = {"name": "atlas.xlsx", "mimeType": "application/octet-stream", "buffer": book.save()}
        page.locator("#upload-file").set_input_files(file)
        buttons.press(page, "Hochladen und prüfen")
        buttons.press(page, button)
        page.wait_for_url(lambda address: "/uploads/" not in address)
        page.goto(people["colleague"].base + town_hall.address + "upload/")
    assert Answer.objects.get(response=town_hall.response, code="STR-06").value == 4


def complete(town_hall):
    answers = complete_answers(town_hall.document, seed=3, population=town_hall.municipality.population)
    response = Response.objects.get(pk=town_hall.response.pk)
    save_answers(response=response, values=answers, by=town_hall.accounts["coordinator"])


def present(people, town_hall, buttons):
    page = people["coordinator"].open(town_hall.address + "review/")
    page.get_by_role("link", name="Zur Freigabe vorlegen …").first.click()
    buttons.press(page, "Jetzt vorlegen")
    expect(page.get_by_role("heading", name="Zur Freigabe vorgelegt")).to_be_visible()
    assert state_of(town_hall) == Response.State.PRESENTED


def release(people, town_hall, buttons):
    present(people, town_hall, buttons)
    page = people["release"].open(town_hall.address + "release/")
    buttons.press(page, "Freigeben und abgeben")
    expect(page.locator(".receipt-facts")).to_be_visible()
    buttons.pressed.add("Drucken")  # opens a window of the browser's own, which nobody can press here
    assert state_of(town_hall) == Response.State.SUBMITTED


def present_and_take_back(people, town_hall, buttons):
    present(people, town_hall, buttons)
    page = people["coordinator"].page
    buttons.press(page, "Aus der Freigabe zurückziehen")
    expect(page.get_by_role("link", name="Prüfen und zur Freigabe vorlegen")).to_be_visible()
    present(people, town_hall, buttons)
    head = people["release"].open(town_hall.address + "release/")
    head.get_by_label("Was soll geändert werden?").fill("Bitte die Zahl der Stellen prüfen.")
    buttons.press(head, "An die Koordination zurückgeben")
    page = people["coordinator"].open(town_hall.address)
    expect(page.get_by_text("Bitte die Zahl der Stellen prüfen.")).to_be_visible()
    assert state_of(town_hall) == Response.State.OPEN


def correct_from_everywhere(people, town_hall, buttons):
    """From receipt, overview, start page and list of returns; each time it is handed in anew."""
    for number, address in enumerate((town_hall.address + "submissions/1/", town_hall.address, "/", "/survey/"), 1):
        release(people, town_hall, buttons)
        assert Event.objects.filter(kind=Event.Kind.RELEASED).count() == number
        page = people["coordinator"].open(address)
        buttons.press(page, "Angaben korrigieren")
        expect(page.get_by_role("link", name="Prüfen und zur Freigabe vorlegen")).to_be_visible()
        assert state_of(town_hall) == Response.State.OPEN
    page = people["coordinator"].open(town_hall.address + "submissions/compare/")
    buttons.press(page, "Vergleichen")


def ask_for_a_later_deadline(people, town_hall, buttons):
    town_hall.wave.refresh_from_db()
    town_hall.close()
    page = people["coordinator"].open(town_hall.address)
    page.get_by_role("link", name="Um eine spätere Frist bitten").click()
    page.get_by_label("Was ist zu ändern, und warum?").fill("Eine Zahl fehlt noch.")
    buttons.press(page, "Um spätere Frist bitten")
    expect(page.get_by_text("Eine Zahl fehlt noch.").or_(page.get_by_text("liegt uns vor"))).to_be_visible()
    assert ReopeningRequest.objects.count() == 1


def read_english_and_log_out(people, town_hall, buttons):
    for person in people.values():
        page = person.open("/")
        buttons.press(page, "English")
        buttons.press(page, "Deutsch")
        buttons.press(page, "Abmelden")
        expect(page.get_by_role("link", name="Mit Ihrer E-Mail-Adresse anmelden")).to_be_visible()


def test_every_button_on_the_way_of_a_town_hall_does_its_work(people, town_hall, buttons):
    """Whoever adds a button adds its pressing here: one that is seen and not pressed fails."""
    Assignment.objects.filter(response=town_hall.response).update(wish_date=timezone.localdate() + timedelta(days=3))
    invite_and_remove(people, town_hall, buttons)
    write_beside_a_question(people, town_hall, buttons)
    reply_and_close(people, town_hall, buttons)
    find_a_question(people, town_hall, buttons)
    correct_own_name(people, town_hall, buttons)
    answer_with_a_colleague(people, town_hall, buttons)
    take_over_and_give_back(people, town_hall, buttons)
    fill_in_with_excel(people, town_hall, buttons)
    complete(town_hall)
    hand_in_what_was_refused(people, town_hall, buttons)
    present_and_take_back(people, town_hall, buttons)
    correct_from_everywhere(people, town_hall, buttons)
    ask_for_a_later_deadline(people, town_hall, buttons)
    read_english_and_log_out(people, town_hall, buttons)
    assert buttons.seen - buttons.pressed == set()
