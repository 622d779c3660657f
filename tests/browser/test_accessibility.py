"""Every page by the rules of axe (WCAG 2.1 AA and best practice), on a screen and on a phone."""

import pytest
from playwright.sync_api import expect

from survey.actions import present, reopen, save_answers, send_back, start_response
from survey.workbook.writing import write_workbook
from tests.factories import (
    MembershipFactory,
    QueryFactory,
    RemarkFactory,
    SubmissionFactory,
    WaveFactory,
    complete_answers,
)
from tests.survey.workbook.editing import Edited

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREEN, PHONE = {"width": 1200, "height": 900}, {"width": 375, "height": 812}


@pytest.fixture
def inspect(visitor):
    """`inspect(person)` examines the page before the person, `inspect(person, address)` opens it first."""
    findings = []

    def examine(person, address=None, status=200):
        page = person.page
        page.set_viewport_size(SCREEN)
        if address:
            person.open(address, status)
        for size in (SCREEN, PHONE):
            page.set_viewport_size(size)
            open_details(page)
            person.draw_figures()
            findings.extend(f"{page.url} at {size['width']}: {found}" for found in person.accessibility_problems())
        if (width := page.evaluate("document.scrollingElement.scrollWidth")) > PHONE["width"]:
            findings.append(f"{page.url} is {width} wide on a phone of {PHONE['width']}")

    yield examine
    assert findings == []


def open_details(page):
    page.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")


def answer(town_hall, **answers):
    response = start_response(municipality=town_hall.municipality, wave=town_hall.wave)
    save_answers(response=response, values=answers, by=town_hall.accounts["colleague"])
    return response


def speak_english(person):
    person.page.set_viewport_size(SCREEN)
    person.page.get_by_role("button", name="English").click()
    expect(person.page.locator("html")).to_have_attribute("lang", "en")


def test_pages_for_everybody(town_hall, visitor, inspect):
    person = visitor()
    inspect(person, "/")
    inspect(person, "/no-such-page/", 404)
    for page in ("impressum", "datenschutz", "barrierefreiheit"):
        inspect(person, f"/{page}/")
    inspect(person, "/accounts/login/code/")
    person.page.get_by_label("E-Mail").fill(town_hall.accounts["coordinator"].email)
    person.page.get_by_role("button", name="Code").click()
    expect(person.page.get_by_label("Code")).to_be_visible()
    inspect(person)
    person.open("/")
    speak_english(person)
    inspect(person)


def test_pages_around_a_return(town_hall, visitor, inspect):
    answer(town_hall, **{"STR-02": 3, "STR-07": 500})
    person = visitor()
    person.log_in_as("coordinator")
    for address in ("", "review/", "print/", "print/empty/", "submissions/compare/"):
        inspect(person, town_hall.address + address)
    inspect(person, "/")
    inspect(person, "/atlas/", 403)
    inspect(person, f"/atlas/municipalities/{town_hall.municipality.pk}/")
    WaveFactory(slug="atlas-2028")
    inspect(person, "/survey/")
    person.open(town_hall.address)
    speak_english(person)
    inspect(person)
    inspect(person, town_hall.address + "review/")


def test_pages_of_working_together(town_hall, visitor, inspect):
    response = answer(town_hall, **complete_answers(town_hall.document, seed=4))
    town_hall.wave.requires_release = True
    town_hall.wave.save()
    MembershipFactory(municipality=town_hall.municipality, role="release", user=town_hall.accounts["analyst"])
    member = town_hall.accounts["colleague"].memberships.get()
    coordinator, head = visitor(), visitor()
    coordinator.log_in_as("coordinator")
    for address in ("people/", f"people/{member.pk}/", "present/"):
        inspect(coordinator, town_hall.address + address)
    present(response=response, by=town_hall.accounts["coordinator"], link="/", remark="Alles vollständig.")
    inspect(coordinator, town_hall.address)
    inspect(coordinator, town_hall.address + "log/")
    head.log_in_as("analyst")
    inspect(head, town_hall.address + "release/")
    send_back(response=response, by=town_hall.accounts["analyst"], link="/", remark="Bitte prüfen.")
    inspect(coordinator, town_hall.address)
    town_hall.close()
    inspect(coordinator, town_hall.address + "reopening/")


def test_excel_there_and_back(town_hall, visitor, inspect, tmp_path):
    response = answer(town_hall)
    scale = next(question for question in town_hall.document.questions if question.type == "scale")
    book = Edited(write_workbook(response))
    book.fill(scale, 2)
    number = next(question for question in town_hall.document.questions if question.type == "number")
    book[number.code] = "=1+1"
    save_answers(response=response, values={scale.code: 3}, by=town_hall.accounts["colleague"])
    file = tmp_path / "fragebogen.xlsx"
    file.write_bytes(book.save())
    person = visitor()
    person.log_in_as("coordinator")
    page = person.open(town_hall.address + "upload/")
    page.get_by_role("button", name="Hochladen und prüfen").click()
    expect(page.get_by_role("alert")).to_contain_text("zuerst die Datei")
    inspect(person)
    page.get_by_label("Laden Sie die Datei hoch").set_input_files(file)
    page.get_by_role("button", name="Hochladen und prüfen").click()
    expect(page.get_by_role("heading", name="Wird nicht übernommen")).to_be_visible()
    inspect(person)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("1 Antwort wurde übernommen")).to_be_visible()


@pytest.mark.parametrize("part", [0, 1])
def test_sections(town_hall, visitor, inspect, part):
    answer(town_hall, **complete_answers(town_hall.document, seed=4))
    person = visitor()
    person.log_in_as("colleague")
    for section in town_hall.document.sections[part::2]:
        inspect(person, f"{town_hall.address}sections/{section.slug}/")


def test_a_section_with_errors_and_warnings(town_hall, visitor, inspect):
    person = visitor()
    person.log_in_as("coordinator")
    page = person.open(f"{town_hall.address}sections/strategie-organisation/")
    page.locator("#STR-07-value").fill("500")
    page.locator("#STR-07-value").blur()
    expect(page.locator("#warnings-STR-07 .warning")).to_be_visible()
    page.locator("#STR-06-value").fill("zwei")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspect(person)
    speak_english(person)
    inspect(person, f"{town_hall.address}sections/strategie-organisation/")


def test_offers_of_the_last_wave(offered, town_hall, visitor, inspect):
    answer(town_hall, **{"STR-05": "NONE"})
    person = visitor()
    person.log_in_as("coordinator")
    for address in ("", "review/", "sections/strategie-organisation/", "sections/smarte-anwendungen/"):
        inspect(person, town_hall.address + address)
    person.page.get_by_role("button", name="Alle 10 Antworten übernehmen").click()
    expect(person.page.locator("#count-SMA")).to_contain_text("10/")
    inspect(person)


def test_handing_in_and_afterwards(town_hall, neighbours, visitor, inspect):
    response = answer(town_hall, **complete_answers(town_hall.document, seed=4))
    person = visitor()
    person.log_in_as("coordinator")
    inspect(person, town_hall.address + "review/")
    inspect(person, town_hall.address + "submit/")
    SubmissionFactory(response=response, submitted_by=town_hall.accounts["coordinator"], answers={})
    own = f"/atlas/municipalities/{town_hall.municipality.pk}/"
    pages = ["", "submissions/1/", "sections/smarte-anwendungen/"]
    for address in [*(town_hall.address + page for page in pages), own]:
        inspect(person, address)
    speak_english(person)
    inspect(person)
    inspect(person, town_hall.address + "submissions/1/")


def test_comparing_two_submissions(town_hall, visitor, inspect):
    coordinator = town_hall.accounts["coordinator"]
    response = start_response(municipality=town_hall.municipality, wave=town_hall.wave)
    SubmissionFactory(response=response, submitted_by=coordinator)
    reopen(response=response, by=coordinator)
    SubmissionFactory(response=response, submitted_by=coordinator)
    person = visitor()
    person.log_in_as("coordinator")
    for address in ("submissions/compare/", "submissions/2/"):
        inspect(person, town_hall.address + address)
    inspect(person, town_hall.address + "submissions/compare/?from=x", 400)


def test_pages_beside_a_question(town_hall, visitor, inspect):
    response = answer(town_hall, **{"STR-02": 3})
    RemarkFactory(response=response, code="STR-02", written_by=town_hall.accounts["coordinator"])
    for by_team in (True, False):
        QueryFactory(response=response, code="STR-02", by_team=by_team)
    person = visitor()
    person.log_in_as("coordinator")
    inspect(person, town_hall.address + "questions/STR-02/")
    speak_english(person)
    inspect(person)
    person.page.get_by_role("button", name="Save evidence").click()
    expect(person.page.locator("#evidence-url-error")).to_be_visible()
    inspect(person)


def test_pages_of_the_team(town_hall, visitor, inspect):
    response = answer(town_hall)
    QueryFactory(response=response, by_team=True)
    query = QueryFactory(response=response)
    person = visitor()
    person.log_in_as("analyst")
    for address in ("", "?state=closed", "ask/", f"{query.pk}/"):
        inspect(person, "/survey/queries/" + address)


PAGES_OF_THE_ATLAS = [
    "",
    "?district=08115&size=no-such-size",
    "applications/",
    "compare/?first=municipality:08116019&second=district:08115&third=size:0-4999",
    "map/",
    "method/",
    "participation/",
    "priorities/",
    "questions/",
    "questions/VER-04/",
    "robustness/",
    "scores/",
    "sovereignty/",
    "trend/",
]


@pytest.mark.parametrize("page", PAGES_OF_THE_ATLAS)
def test_the_atlas(neighbours, visitor, inspect, page):
    person = visitor()
    person.log_in_as("analyst")
    inspect(person, f"/atlas/{page}")


def test_the_trend_in_english(neighbours, visitor, inspect):
    earlier = WaveFactory(earlier=True, is_synthetic=True)
    for town in neighbours:
        SubmissionFactory(response__wave=earlier, response__municipality=town, submitted_at=earlier.opens_at)
    person = visitor()
    person.log_in_as("analyst")
    speak_english(person)
    inspect(person, "/atlas/trend/")
    expect(person.page.get_by_text("n = 10 of N = 12 municipalities").first).to_be_visible()


def test_what_is_published(neighbours, town_hall, visitor, inspect):
    town_hall.publish()
    inspect(visitor(), "/atlas/published/")


def test_the_administration(town_hall, visitor, inspect):
    person = visitor()
    person.log_in_as("admin")
    town = f"survey/municipality/{town_hall.municipality.pk}/change/"
    for address in ("", "survey/municipality/", town, "survey/submission/"):
        inspect(person, "/admin/" + address)
