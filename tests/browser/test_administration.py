"""The administration on a screen of 1280 pixels, as most offices have it."""

import pytest
from django.contrib.admin import site
from playwright.sync_api import expect
from post_office.models import STATUS

from survey.models import LegalPage
from tests.factories import (
    LetterFactory,
    MembershipFactory,
    QueryFactory,
    ReopeningRequestFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Leinfelden-Echterdingen"
PERSON = "Dr. Annemarie Freifrau von Hohenstein-Waldburg"
ADDRESS = "annemarie.hohenstein-waldburg@leinfelden-echterdingen.example"


@pytest.fixture
def work(town_hall):
    """The longest names there are, in every list."""
    wave, person = town_hall.wave, UserFactory(name=PERSON, email=ADDRESS, is_analyst=True)
    wave.title = "Atlas Digitalisierung Region Stuttgart – Befragung der Städte und Gemeinden 2026"
    wave.save()
    town = town_hall.municipality
    town.name = LONG
    town.save()
    MembershipFactory(user=person, municipality=town)
    other = SubmissionFactory(response__wave=wave, submitted_by=person).response
    ReopeningRequestFactory(response=other, requested_by=person)
    QueryFactory(response=town_hall.response, by=person)
    letter = LetterFactory(to=[ADDRESS], status=STATUS.failed)
    for key in LegalPage.Key.values:
        LegalPage.objects.get_or_create(key=key)
    letter.logs.create(status=STATUS.failed, message="SMTPRecipientsRefused: mailbox unavailable " * 5)
    return town_hall


WIDTHS = "[...document.querySelectorAll('.results, html')].map(box => [box.scrollWidth, box.clientWidth])"


def test_lists_show_all_their_columns_without_scrolling(visitor, work):
    person = visitor(width=1280)
    person.log_in_as("admin")
    for model in site._registry:
        page = person.open(f"/admin/survey/{model._meta.model_name}/")
        expect(page.locator("#result_list")).to_be_visible()
        too_wide = [(whole, seen) for whole, seen in page.evaluate(WIDTHS) if whole > seen]
        assert too_wide == [], model.__name__


@pytest.mark.parametrize("width", [1280, 375])
def test_no_form_is_wider_than_the_window(visitor, work, width):
    person = visitor(width=width)
    person.log_in_as("admin")
    addresses = [f"survey/municipality/{work.municipality.pk}/deadline/"]
    for model in site._registry:
        last = model.objects.last()
        addresses += [f"survey/{model._meta.model_name}/{last.pk}/change/"]
    for address in addresses:
        page = person.open(f"/admin/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.locator("#content").evaluate("content => content.clientWidth") > width / 2, address


@pytest.mark.parametrize("width", [1280, 375])
def test_first_page_leads_to_the_work_and_back_to_the_site(visitor, work, width):
    person = visitor(width=width)
    person.log_in_as("admin")
    page = person.open("/admin/")
    assert person.accessibility_problems() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".work").get_by_role("link", name="Bitten um spätere Frist").click()
    expect(page.get_by_role("row").filter(has_text=PERSON)).to_be_visible()
    page.get_by_role("link", name="Zur Website").click()
    page.get_by_role("link", name="Verwaltung der Daten").click()
    expect(page.get_by_role("heading", name="Was wartet")).to_be_visible()
