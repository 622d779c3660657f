"""After logging out, the Back button shows nothing of the return."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Visitor, wait_for_server
from tests.chromium import EXECUTABLE, FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(chromium, live_server):
    """With the cache for Back that people have in their browsers and Playwright switches off."""
    kept = ["--disable-back-forward-cache"]
    browser = chromium.browser_type.launch(executable_path=EXECUTABLE, args=FLAGS, ignore_default_args=kept)
    yield Visitor(browser.new_context(locale="de-DE"), live_server.url)
    browser.close()
    wait_for_server()


@pytest.mark.parametrize("page_of_the_return", ["", "people/", "sections/strategie-organisation/"])
def test_back_after_logging_out_shows_nothing(town_hall, person, page_of_the_return):
    page = person.log_in_as("coordinator")
    person.open(town_hall.address + page_of_the_return)
    expect(page.get_by_text("Esslingen am Neckar").first).to_be_visible()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("button", name="Abmelden")).to_have_count(0)
    page.go_back(timeout=PATIENCE)
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    assert "Esslingen am Neckar" not in page.content()
