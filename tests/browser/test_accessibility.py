"""Every page: axe finds nothing (WCAG 2.1 AA), nothing scrolls sideways, figures draw without complaint."""

import pytest
from playwright.sync_api import expect

from survey.actions import save_answers, submit
from survey.actions.start import start_response
from tests.factories import complete_answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [1200, 375]


def look_at(visitor, addresses):
    """What is wrong with these pages, by address."""
    problems = {}
    for address in addresses:
        page = visitor.open(address)
        draw_all(page)
        found = visitor.accessibility_problems()
        if page.evaluate("document.scrollingElement.scrollWidth > document.documentElement.clientWidth"):
            found.append("scrolls sideways")
        if found:
            problems[address] = found
    return problems


def draw_all(page):
    """Opens what is closed and scrolls every figure into view until plotly has drawn it."""
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for figure in page.locator("[data-figure]").all():
        figure.scroll_into_view_if_needed()
        expect(figure.locator(".main-svg").first).to_be_attached()


@pytest.fixture
def response(town_hall):
    return start_response(municipality=town_hall.municipality, wave=town_hall.wave)


@pytest.fixture
def handed_in(town_hall, response):
    coordinator = town_hall.accounts["coordinator"]
    save_answers(response=response, values=complete_answers(town_hall.document), by=coordinator)
    return submit(response=response, by=coordinator)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_for_everybody(town_hall, visitor, width):
    assert look_at(visitor(width=width), ["/", "/accounts/login/code/"]) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_questionnaire(town_hall, visitor, width):
    person = visitor(width=width)
    person.log_in_as("coordinator")
    sections = [f"{town_hall.address}sections/{section.slug}/" for section in town_hall.document.sections]
    assert look_at(person, [town_hall.address, *sections, f"{town_hall.address}review/"]) == {}


def test_section_with_a_warning_and_a_refused_answer(town_hall, response, visitor):
    person = visitor()
    person.log_in_as("coordinator")
    page = person.open(f"{town_hall.address}sections/{town_hall.document.sections[0].slug}/")
    page.locator("#STR-07-value").fill("500")
    page.locator("#STR-07-value").blur()
    page.locator("#STR-06-value").fill("zwei")
    page.locator("#STR-06-value").blur()
    expect(page.locator("#feedback-STR-06 .error")).to_be_visible()
    expect(page.locator("#warnings-STR-07 .warning")).to_be_visible()
    assert person.accessibility_problems() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_after_handing_in(town_hall, neighbours, handed_in, visitor, width):
    person = visitor(width=width)
    person.log_in_as("coordinator")
    result = f"/atlas/municipalities/{town_hall.municipality.pk}/"
    assert look_at(person, [town_hall.address, f"{town_hall.address}submissions/1/", result]) == {}


def test_question_before_handing_in(town_hall, response, visitor):
    save_answers(response=response, values=complete_answers(town_hall.document), by=town_hall.accounts["coordinator"])
    person = visitor()
    person.log_in_as("coordinator")
    assert look_at(person, [f"{town_hall.address}review/", f"{town_hall.address}submit/"]) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_atlas(town_hall, neighbours, visitor, width):
    person = visitor(width=width)
    person.log_in_as("analyst")
    assert look_at(person, ["/atlas/", "/atlas/?district=08115"]) == {}


def test_atlas_in_english(town_hall, neighbours, visitor):
    person = visitor()
    page = person.log_in_as("analyst")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where the Stuttgart Region stands")
    assert look_at(person, ["/atlas/"]) == {}


def test_administration(town_hall, handed_in, visitor):
    person = visitor()
    person.log_in_as("admin")
    town = f"/admin/survey/municipality/{town_hall.municipality.pk}/change/"
    pages = ["/admin/", "/admin/survey/municipality/", town, "/admin/survey/submission/"]
    assert look_at(person, pages) == {}


def test_error_pages(town_hall, visitor):
    person = visitor()
    person.log_in_as("coordinator")
    assert look_at(person, ["/atlas/", "/survey/atlas-2026/08115001/"]) == {}
    person.complaints = [
        complaint for complaint in person.complaints if "403" not in complaint and "404" not in complaint
    ]


def test_no_page_allows_inline_scripts(town_hall, neighbours, visitor):
    person = visitor()
    person.log_in_as("analyst")
    for address in ("/", "/atlas/", "/survey/"):
        policy = person.page.request.get(person.base + address).headers["content-security-policy"]
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())
        scripts = directives.get("script-src", directives["default-src"])
        assert "unsafe" not in scripts
        assert scripts.split() == ["'self'"]
