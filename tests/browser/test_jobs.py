"""Long work goes on by itself while its page is open."""

from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore

import pytest
from django.db import connection
from playwright.sync_api import expect

from atlas import job_views
from atlas.jobs.kinds import File, JobKind
from atlas.jobs.registry import KINDS
from atlas.jobs.work import cancel_job
from atlas.models import Job, JobPart
from tests.factories import SubmissionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTS = [str(number) for number in range(12)]
ALL = len(PARTS)


def text_file(order, parts):
    return File("numbers.txt", "text/plain", b",".join(content for _key, content in parts))


@pytest.fixture
def permits(monkeypatch):
    """A kind of job with one part for each request; a part waits until `permits` are released for it."""
    free = Semaphore(0)
    work_on = job_views.work_on
    monkeypatch.setattr(job_views, "work_on", lambda **job: work_on(**job, patience=0))

    def make(wave, key):
        assert free.acquire(timeout=60)
        return key.encode()

    kind = JobKind("numbers", "Zahlen", "Zwölf davon", lambda wave: PARTS, make, text_file)
    monkeypatch.setitem(KINDS, kind.name, kind)
    yield free
    free.release(ALL)


@pytest.fixture
def analyst(neighbours, visitor):
    person = visitor()
    person.log_in_as("analyst")
    return person


def start(person):
    page = person.open("/atlas/jobs/")
    page.get_by_role("button", name="Zahlen").click()
    expect(bar(page)).to_be_visible()
    return page


def bar(page):
    return page.locator("#job-progress progress")


def cancel_button(page):
    return page.locator("form[action$='cancel/'] button")


def test_a_job_runs_to_its_end_by_itself_and_gives_the_file(analyst, permits):
    page = start(analyst)
    permits.release(ALL)
    link = page.locator("main a", has_text="numbers.txt")
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "numbers.txt"
    assert download.value.path().read_text() == ",".join(PARTS)


def test_progress_is_shown_at_each_step_and_told_at_each_quarter(analyst, permits):
    page = start(analyst)
    news = page.locator("#job-news")
    for done in range(1, ALL):
        permits.release()
        expect(bar(page)).to_have_attribute("value", str(done))
        expect(news).to_contain_text(str(100 * (4 * done // ALL) // 4) if done >= ALL / 4 else "")


def test_a_running_job_is_cancelled_with_one_click(analyst, permits):
    page = start(analyst)
    permits.release(2)
    expect(bar(page)).to_have_attribute("value", "2")
    cancel_button(page).focus()
    permits.release()
    expect(bar(page)).to_have_attribute("value", "3")
    expect(cancel_button(page)).to_be_focused()
    analyst.expected.add((f"{page.url}step/", 404))  # a step that is on its way meanwhile finds the job gone
    cancel_button(page).click(no_wait_after=True)
    permits.release(ALL)
    page.wait_for_url("**/atlas/jobs/")
    expect(page.locator(".job-list")).to_have_count(0)
    assert not Job.objects.exists()


def test_a_closed_page_goes_on_where_it_stopped(analyst, permits):
    page = start(analyst)
    permits.release(5)
    expect(bar(page)).to_have_attribute("value", "5")
    page.goto("about:blank")
    permits.release(ALL)
    analyst.open("/atlas/jobs/").get_by_role("link", name="Zahlen").click()
    expect(page.locator("main a", has_text="numbers.txt")).to_be_visible()


def test_new_data_end_the_work_and_offer_a_new_start(analyst, permits, town_hall):
    page = start(analyst)
    permits.release(2)
    expect(bar(page)).to_have_attribute("value", "2")
    SubmissionFactory(response=town_hall.response)
    permits.release(1 + ALL)
    page.locator("main button[name=job]").click()
    expect(page.locator("main a", has_text="numbers.txt")).to_be_visible()


def cancel_elsewhere():
    try:
        cancel_job(job=Job.objects.get())
    finally:
        connection.close()


def test_a_job_that_was_cancelled_in_another_window_leads_to_the_list(analyst, permits):
    page = start(analyst)
    analyst.expected.add((page.url + "step/", 404))
    permits.release(2)
    expect(bar(page)).to_have_attribute("value", "2")
    with ThreadPoolExecutor(1) as pool:
        cancelled = pool.submit(cancel_elsewhere)
        while not cancelled.done():  # it waits for the step that is being made
            permits.release()
            page.wait_for_timeout(300)
    page.wait_for_url("**/atlas/jobs/")
    assert not JobPart.objects.exists()


def test_a_session_that_ended_leads_to_the_login(analyst, permits):
    page = start(analyst)
    permits.release(2)
    expect(bar(page)).to_have_attribute("value", "2")
    analyst.context.clear_cookies(name="sessionid")
    permits.release(ALL)
    page.wait_for_url("**/accounts/login/code/?next=/atlas/jobs/**")


def test_without_scripts_a_button_does_the_next_step(neighbours, visitor, permits):
    person = visitor(scripts=False)
    person.log_in_as("analyst")
    permits.release(ALL)
    page = start(person)
    for done in range(1, ALL + 1):
        page.locator("#job-progress button").click()
        expect(bar(page)).to_have_attribute("value", str(done))
    page.locator("#job-progress button").click()
    expect(page.locator("main a", has_text="numbers.txt")).to_be_visible()


def test_page_and_list_of_jobs_are_accessible(analyst, permits):
    page = start(analyst)
    permits.release(3)
    expect(bar(page)).to_have_attribute("value", "3")
    findings = analyst.accessibility_problems()
    permits.release(ALL)
    expect(page.locator("main a", has_text="numbers.txt")).to_be_visible()
    findings += analyst.accessibility_problems()
    analyst.open("/atlas/jobs/")
    assert findings + analyst.accessibility_problems() == []
