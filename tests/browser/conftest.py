"""A real Chromium in front of the running application."""

import os
import re
import threading
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from survey.demo import DEMO_ACCOUNTS
from survey.models import Response
from tests.chromium import EXECUTABLE, FLAGS
from tests.factories import SubmissionFactory, complete_answers

PATIENCE = 30_000  # milliseconds: a busy machine is slow, not wrong
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# All elements are listed of violations only: to list those that pass takes axe more time than to examine them.
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "preload": False, "resultTypes": ["violations"]}
# A figure is an image with a text to a screen reader; its thousands of paths take axe most of its time.
OUTSIDE_FIGURES = {"exclude": [[".main-svg"]]}


@pytest.fixture(scope="session")
def chromium():
    """Missing, the tests are skipped and say so; in continuous integration that is a failure."""
    if EXECUTABLE is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Continuous integration needs Chromium: install Debian's package chromium-headless-shell.")
        pytest.skip("No Chromium found: the browser tests are skipped.")
    # Playwright runs an event loop in this thread; Django would refuse the database calls of the fixtures.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """A person at a browser; remembers what a good page never does."""

    def __init__(self, context, base):
        self.context, self.base = context, base
        self.complaints, self.expected = [], set()
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("request", self._watch)

    def _listen(self, message):
        """Chromium reports every status from 400 as an error: 422 is a refused answer, others are told by `open`."""
        status = re.search(r"responded with a status of (\d+)", message.text)
        if status and (status[1] == "422" or (message.location["url"], int(status[1])) in self.expected):
            return
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _watch(self, request):
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in ("127.0.0.1", "localhost"):
            self.complaints.append(f"request to {request.url}")

    def open(self, address, status=200):
        self.expected.add((self.base + address, status))
        assert self.page.goto(self.base + address).status == status
        return self.page

    def draw_figures(self):
        """Scrolls down the page, as figures are drawn when they come into view."""
        figures = self.page.locator("[data-figure]")
        for figure in figures.all():
            figure.scroll_into_view_if_needed()
            expect(figure.locator(".main-svg").first).to_be_visible()
        return figures.count()

    def log_in_as(self, key):
        account = next(account for account in DEMO_ACCOUNTS if account.key == key)
        page = self.open("/")
        page.get_by_role("button", name=account.name).click()
        expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
        return page

    def accessibility_problems(self):
        """What axe finds on the present page: rule, help and the first elements."""
        complaints = len(self.complaints)
        found = Axe().run(self.page, context=OUTSIDE_FIGURES, options=RULES)
        del self.complaints[complaints:]  # axe writes styles of its own while it looks at Django's administration
        return [
            f"{problem['id']}: {problem['help']}: {[node['html'][:200] for node in problem['nodes'][:3]]}"
            for problem in found.response["violations"]
        ]


def wait_for_server():
    """Until the server is done with what pages still asked of it when they were closed: the tables are emptied next.

    It serves every connection in a thread of its own, which ends with the connection.
    """
    for thread in threading.enumerate():
        if thread.name.endswith("(process_request_thread)"):
            thread.join(PATIENCE / 1000)
            assert not thread.is_alive(), "The server still works for a page that is closed."


@pytest.fixture
def visitor(chromium, live_server):
    """Makes visitors: `visitor()`, `visitor(width=375)`, `visitor(scripts=False)`; none may leave a complaint."""
    visitors = []

    def arrive(width=1200, scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="de-DE", java_script_enabled=scripts
        )
        visitors.append(Visitor(context, live_server.url))
        return visitors[-1]

    yield arrive
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    wait_for_server()
    assert complaints == []


# Of a section in an earlier wave; the third follows from the second.
EARLIER = {"STR-01": 4, "STR-02": 3, "STR-03": "yes", "STR-05": "SIDE", "STR-06": 2.5}


@pytest.fixture
def offered(town_hall):
    """The town hall took part in a wave before; its return is offered the answers of then."""
    answers = {code: value for code, value in complete_answers(seed=5).items() if code != "STR-04"}
    response = {"response__municipality": town_hall.municipality, "response__wave__is_synthetic": True}
    submission = SubmissionFactory(earlier=True, answers=answers | EARLIER, **response)
    Response.objects.filter(wave=town_hall.wave).update(offers_from=submission)


@pytest.fixture
def neighbours(small_region, town_hall):
    """Towns of both districts that have handed in, enough for means."""
    towns = [town for town in small_region if town != town_hall.municipality][:10]
    for town in towns:
        SubmissionFactory(response__wave=town_hall.wave, response__municipality=town)
    return towns
