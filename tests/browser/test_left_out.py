"""What the page calls not saved is named before it is left out, and what stands is never called not saved."""

import re

import pytest
from playwright.sync_api import expect

from survey.actions import save_answers, submit
from survey.models import Answer, Response, Submission
from tests.factories import MembershipFactory, complete_answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "sections/strategie-organisation/"
FIELD = "#STR-06-value"
QUESTION = "Wie viele Stellen setzen Sie für Digitalisierung ein?"


@pytest.fixture
def complete(town_hall):
    """Everything that is required is answered."""
    response = Response.objects.get(wave=town_hall.wave)
    answers = complete_answers(seed=5) | {"STR-06": 2}
    save_answers(response=response, values=answers, by=town_hall.accounts["coordinator"])
    return response


@pytest.fixture
def coordinator(complete, town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    coordinator.open(town_hall.address + SECTION)
    yield coordinator
    coordinator.complaints[:] = [text for text in coordinator.complaints if "Failed to load resource" not in text]


def feedback(page):
    return page.locator("#feedback-STR-06")


def notice(page):
    return page.get_by_role("region", name="Noch nicht alle Ihre Eingaben sind gespeichert")


def waiting(page):
    return sorted(key.split(":")[-1] for key in page.evaluate("Object.keys(localStorage)") if key.startswith("unsent:"))


def type_and_wait_for(page, text, message):
    page.locator(FIELD).fill(text)
    page.locator(FIELD).blur()
    expect(feedback(page)).to_contain_text(message)


def test_a_click_on_review_right_after_typing_shows_the_new_value(coordinator):
    page = coordinator.page
    seen = []
    page.on("response", lambda reply: seen.append(reply) if reply.url.endswith("/review/") else None)
    page.locator(FIELD).press("End")
    page.locator(FIELD).press("5")
    page.get_by_role("link", name="Prüfen", exact=True).click()
    expect(page.get_by_text("25 Vollzeitäquivalente")).to_be_visible()
    assert "25 Vollzeitäquivalente" in seen[0].text()
    assert waiting(page) == []


def test_review_sends_what_a_lost_connection_left_behind_and_shows_it(coordinator, town_hall):
    page = coordinator.page
    page.route("**/answers/**", lambda route: route.abort())
    type_and_wait_for(page, "7", "keine Verbindung")
    page.unroute_all()
    page.goto(coordinator.base + town_hall.address + "review/")
    expect(page.get_by_text("7 Vollzeitäquivalente")).to_be_visible()
    expect(page.locator("#waiting")).to_be_hidden()


@pytest.mark.parametrize("way", ["submit", "present"])
def test_a_refused_number_is_named_and_handing_in_asks_once_more(coordinator, town_hall, way):
    if way == "present":
        type(town_hall.wave).objects.update(requires_release=True)
        MembershipFactory(municipality=town_hall.municipality, role="release")
    page = coordinator.page
    type_and_wait_for(page, "zwei", "Zahl in Ziffern")
    for place in ("review/", f"{way}/"):
        page.goto(coordinator.base + town_hall.address + place)
        expect(notice(page).get_by_role("link", name=QUESTION)).to_have_attribute("href", re.compile("#STR-06$"))
        expect(notice(page)).to_contain_text("Zahl in Ziffern")
    page.get_by_role("button", name=re.compile("^Jetzt (abgeben|vorlegen)$")).click()
    again = page.get_by_role("button", name="Ohne diese Eingaben fortfahren")
    expect(again).to_be_visible()
    assert Response.objects.get(wave=town_hall.wave).state == "open"
    again.click()
    expect(page).to_have_url(re.compile("/submissions/1/$" if way == "submit" else "/08116019/$"))
    assert Response.objects.get(wave=town_hall.wave).state == {"submit": "submitted", "present": "presented"}[way]


def test_an_undecided_conflict_is_named_and_leads_to_the_choice(coordinator, complete, town_hall):
    page = coordinator.page
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")  # no news
    save_answers(response=complete, values={"STR-06": 9}, by=town_hall.accounts["colleague"])
    type_and_wait_for(page, "3", "Es gibt zwei Antworten")
    page.goto(coordinator.base + town_hall.address + "submit/")
    expect(notice(page)).to_contain_text("Es gibt zwei Antworten")
    notice(page).get_by_role("link", name=QUESTION).click()
    feedback(page).get_by_role("button").first.click()  # one's own answer
    expect(feedback(page)).to_contain_text("von Ihnen")
    page.goto(coordinator.base + town_hall.address + "submit/")
    page.get_by_role("button", name="Jetzt abgeben").click()
    expect(page).to_have_url(re.compile("/submissions/1/$"))
    assert Submission.objects.get().answers["STR-06"] == 3


def test_handing_in_waits_for_what_is_still_on_its_way(coordinator, town_hall):
    page = coordinator.page
    page.route("**/answers/**", lambda route: route.abort())
    type_and_wait_for(page, "7", "keine Verbindung")
    page.unroute_all()
    page.route("**/answers/**", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.goto(coordinator.base + town_hall.address + "submit/")
    page.get_by_role("button", name="Jetzt abgeben").click()
    expect(page).to_have_url(re.compile("/submissions/1/$"))
    assert Submission.objects.get().answers["STR-06"] == 7


PLACES = ["", SECTION, "review/", "submissions/1/"]


def test_no_locked_page_calls_lost_what_was_handed_in(coordinator, complete, town_hall):
    """The entry stayed behind because the page was left before the reply came; differently written, it is the same."""
    page = coordinator.page
    person = town_hall.accounts["coordinator"]
    submit(response=complete, by=person)
    entry = {
        "values": ["2,0"],
        "language": "de",
        "revision": "0",
        "section": "strategie-organisation",
        "text": QUESTION,
    }
    key = f"unsent:{person.pk}:{complete.pk}:STR-06"
    for place in PLACES:
        page.evaluate(
            "([key, entry]) => localStorage.setItem(key, JSON.stringify({ ...entry, at: Date.now() }))", [key, entry]
        )
        page.goto(coordinator.base + town_hall.address + place)
        wait_until_dropped(page)
        assert "Nicht gespeichert" not in page.inner_text("main")
        if place == SECTION:
            expect(page.locator(FIELD)).to_have_value("2")
        else:
            expect(page.locator("#waiting")).to_be_hidden()


def wait_until_dropped(page):
    """The page may renew itself then."""
    for _attempt in range(100):
        page.wait_for_load_state("networkidle")
        if waiting(page) == []:
            return
        page.wait_for_timeout(100)
    assert waiting(page) == []


def test_a_page_that_is_locked_meanwhile_does_not_claim_either(coordinator, complete, town_hall):
    page = coordinator.page
    page.route("**/answers/**", lambda route: (route.fetch(), route.abort()))
    type_and_wait_for(page, "3", "keine Verbindung")
    assert Answer.objects.get(code="STR-06").value == 3
    page.unroute_all()
    submit(response=complete, by=town_hall.accounts["coordinator"])
    expect(page.locator("#section-state")).to_contain_text("abgegeben")
    expect(feedback(page)).to_contain_text("Gespeichert")
    assert waiting(page) == []


def test_what_differs_from_what_was_handed_in_is_still_told(coordinator, complete, town_hall):
    page = coordinator.page
    page.route("**/answers/**", lambda route: route.abort())
    type_and_wait_for(page, "3", "keine Verbindung")
    page.unroute_all()
    submit(response=complete, by=town_hall.accounts["coordinator"])
    expect(feedback(page)).to_contain_text("Nicht gespeichert")
    page.goto(coordinator.base + town_hall.address)
    expect(notice(page).get_by_role("link", name=QUESTION)).to_be_visible()
    assert Answer.objects.get(code="STR-06").value == 2


def test_two_windows_within_a_second_show_no_unsent_text_as_saved(coordinator, town_hall):
    one, other = coordinator.page, coordinator.context.new_page()
    other.goto(coordinator.base + town_hall.address + SECTION)
    one.locator(FIELD).fill("3")
    other.locator(FIELD).fill("4")
    for _attempt in range(30):
        for page in (one, other):
            shown, said = page.evaluate(
                """() => [document.querySelector("#STR-06-value").value,
                          document.querySelector("#feedback-STR-06 .saved") !== null]"""
            )
            assert not said or shown == str(Answer.objects.get(code="STR-06").value)
        one.wait_for_timeout(100)
    for page in (one, other):
        expect(page.locator(FIELD)).to_have_value("4")
        expect(feedback(page)).to_contain_text("Gespeichert")
    assert Answer.objects.get(code="STR-06").value == 4


def test_without_scripts_a_refused_number_is_named_and_asked_about(complete, town_hall, visitor):
    person = visitor(scripts=False)
    person.log_in_as("coordinator")
    page = person.open(town_hall.address + SECTION)
    page.locator(FIELD).fill("zwei")
    page.get_by_role("button", name="Speichern und weiter").click()
    page.get_by_role("link", name="Prüfen", exact=True).click()
    notice(page).get_by_role("link", name=QUESTION).click()
    expect(page.locator(FIELD)).to_have_value("zwei")
    expect(feedback(page)).to_contain_text("Zahl in Ziffern")
    person.expected.add((person.base + town_hall.address + "submit/", 409))
    page = person.open(town_hall.address + "submit/")
    page.get_by_role("button", name="Jetzt abgeben").click()
    expect(page.get_by_role("button", name="Jetzt abgeben")).to_have_count(0)
    assert not Submission.objects.exists()
    page.get_by_role("button", name="Ohne diese Eingaben fortfahren").click()
    assert Submission.objects.get().answers["STR-06"] == 2
