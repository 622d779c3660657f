"""Long work as an analyst sees it, without scripts and with htmx."""

import csv
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook

from atlas import job_views
from atlas.jobs import everything
from atlas.jobs.all_cards import all_cards
from atlas.jobs.profiles import profiles
from atlas.jobs.registry import KINDS
from atlas.models import Job, JobPart
from survey.questionnaire.answers import DONT_KNOW
from tests.factories import (
    JobFactory,
    MunicipalityFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
    complete_answers,
    shipped_document,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TEXT = next(question for question in shipped_document().questions if question.type == "text")
NUMBER = next(question for question in shipped_document().questions if question.type == "number")


@pytest.fixture
def submission():
    answers = complete_answers(**{TEXT.code: "=1+1", NUMBER.code: -5})
    return SubmissionFactory(response__wave__is_synthetic=True, answers=answers)


@pytest.fixture
def person():
    return UserFactory(analyst=True)


@pytest.fixture
def browser(client, person, submission):
    client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def slowly(monkeypatch):
    """Each request makes one part only."""
    work_on = job_views.work_on
    monkeypatch.setattr(job_views, "work_on", lambda **job: work_on(**job, patience=0))


@pytest.fixture
def started(browser):
    """The page of a new job."""
    reply = browser.post(reverse("atlas:jobs"), {"job": "everything"})
    assert reply.status_code == 302
    return reply.url


def finish(browser, page):
    """Presses Continue until there is nothing more to do."""
    while Job.objects.unfinished().exists():
        reply = browser.post(page + "step/")
        assert (reply.status_code, reply.url) == (302, page)


def book_of(browser, page):
    reply = browser.get(page + "file")
    assert reply.status_code == 200
    return load_workbook(BytesIO(reply.content))


def rows(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_pressing_continue_leads_to_the_file(browser, started, slowly):
    job = Job.objects.get()
    assert "Everything in one workbook" in browser.get(started).text
    browser.post(started + "step/")
    assert f"1 of {job.total}" in browser.get(started).text
    finish(browser, started)
    page = browser.get(started).text
    assert "The file is ready" in page
    reply = browser.get(started + "file")
    assert reply["Content-Disposition"] == f'attachment; filename="{job.wave.slug}-everything-synthetic.xlsx"'
    assert reply["Content-Type"].endswith("spreadsheetml.sheet")
    assert reply["Cache-Control"] == "private, no-store"
    assert not JobPart.objects.exists()


def test_htmx_gets_the_progress_and_at_the_end_the_page_anew(browser, started, slowly):
    reply = browser.post(started + "step/", headers=HTMX)
    assert "<html" not in reply.text
    assert 'hx-trigger="load, every 10s"' in reply.text
    while "HX-Refresh" not in reply:
        reply = browser.post(started + "step/", headers=HTMX)
    assert reply["HX-Refresh"] == "true"
    assert Job.objects.get().file_name


def test_a_closed_browser_finds_the_job_in_the_list_and_goes_on(browser, started, slowly, person):
    browser.post(started + "step/")
    browser.logout()
    browser.force_login(person)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    listed = browser.get(reverse("atlas:jobs")).text
    assert started in listed
    assert f"1 of {Job.objects.get().total}" in listed
    finish(browser, started)
    assert f"{started}file" in browser.get(reverse("atlas:jobs")).text


def test_the_list_leads_back_to_the_pages_of_the_atlas(browser):
    html = browser.get(reverse("atlas:jobs")).content.decode()
    assert all(reverse(f"atlas:{name}") in html for name in ("overview", "scores", "method"))


def test_cancelling_leaves_nothing(browser, started, slowly):
    browser.post(started + "step/")
    reply = browser.post(started + "cancel/", follow=True)
    assert "was cancelled" in reply.text
    assert not Job.objects.exists()
    assert not JobPart.objects.exists()


def test_a_step_after_cancelling_finds_no_job(browser, started):
    browser.post(started + "cancel/")
    for headers in ({}, HTMX):
        assert browser.post(started + "step/", headers=headers).status_code == 404
    assert browser.post(started + "cancel/").url == reverse("atlas:jobs"), "as the first of two clicks"
    assert browser.get(started).status_code == 404


def test_a_job_of_another_person_does_not_exist(browser):
    job = JobFactory(finished=True)
    for name in ("job", "job_file"):
        assert browser.get(reverse(f"atlas:{name}", args=[job.pk])).status_code == 404
    for name in ("job_step", "job_cancel"):
        assert browser.post(reverse(f"atlas:{name}", args=[job.pk])).status_code == 404
    assert reverse("atlas:job", args=[job.pk]) not in browser.get(reverse("atlas:jobs")).text
    assert Job.objects.filter(pk=job.pk).exists()


def test_there_is_no_file_before_the_last_step(browser, started):
    assert browser.get(started + "file").status_code == 404


@pytest.mark.parametrize("wrong", [{"job": "nothing"}, {}, {"job": "everything", "wave": "nowhere"}])
def test_a_wrong_start_is_no_error_of_the_server(browser, wrong):
    assert browser.post(reverse("atlas:jobs"), wrong).status_code == 404


def test_a_huge_number_is_no_job(browser):
    assert browser.get(f"/atlas/jobs/{10**30}/").status_code == 404


def test_new_data_offer_a_new_start_and_no_file(browser, started, slowly, submission):
    browser.post(started + "step/")
    SubmissionFactory(response__wave=submission.response.wave)
    assert browser.post(started + "step/", headers=HTMX)["HX-Refresh"] == "true"
    page = browser.get(started).text
    assert "A file never mixes two states of the data" in page
    assert browser.get(started + "file").status_code == 404
    again = browser.post(reverse("atlas:jobs"), {"job": "everything", "wave": submission.response.wave.slug})
    assert again.url != started
    assert browser.get(started).status_code == 404


def test_list_does_not_read_the_files(browser, person, django_assert_max_num_queries):
    for _ in range(5):
        JobFactory(finished=True, made_by=person)
    browser.get(reverse("atlas:jobs"))
    with django_assert_max_num_queries(8) as queries:
        browser.get(reverse("atlas:jobs"))
    assert not any('"atlas_job"."file",' in query["sql"] for query in queries)


@pytest.fixture
def book(browser, started):
    MunicipalityFactory(name="Still")
    browser.post(reverse("atlas:jobs"), {"job": "everything"})
    page = reverse("atlas:job", args=[Job.objects.get().pk])
    finish(browser, page)
    return book_of(browser, page)


def test_workbook_begins_with_what_it_is(book, submission):
    page = book.worksheets[0]
    lines = [row[0].value for row in page.iter_rows(max_row=8)]
    assert page.title == "About"
    assert str(submission.response.wave.title_en) in lines[0]
    assert lines[1].startswith("Invented data")
    assert any(line and line.startswith("State of the data: ") for line in lines)
    links = {
        cell.hyperlink.target or cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink
    }
    assert f"http://testserver/atlas/method/?wave={submission.response.wave.slug}" in links
    assert "'Municipalities'!A1" in links


def test_first_sheet_names_every_other_sheet(book):
    named = {cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink}
    assert set(book.sheetnames[1:]) <= named


def test_every_column_of_the_data_is_explained(book):
    explained = {
        (sheet, column) for sheet, column, meaning in book.worksheets[0].iter_rows(values_only=True) if meaning
    }
    data = ["Municipalities", "Districts", "Districts, per inhabitant", "Participation", "Reliability", "Questions"]
    for name in [*data, "Answers"]:
        head = next(book[name].iter_rows(values_only=True))
        assert {(name, column) for column in head} <= explained
        assert {column for sheet, column in explained if sheet == name} == set(head)


def test_workbook_has_the_same_figures_as_the_downloads(book, browser, submission):
    download = csv.DictReader(StringIO(browser.get(reverse("atlas:municipalities")).text))
    towns = rows(book["Municipalities"])
    assert list(towns[0]) == download.fieldnames
    answered = next(town for town in towns if town["participated"] == "true")
    assert answered["ags"] == submission.response.municipality_id
    assert isinstance(answered["index"], float)
    silent = next(town for town in towns if town["name"] == "Still")
    assert silent["index"] is None
    assert {row["weighting"] for row in rows(book["Districts, per inhabitant"])} == {"inhabitants"}


def test_answers_are_typed_and_kept_apart(book, submission):
    answers = {row["question"]: row for row in rows(book["Answers"])}
    assert list(answers) == [question.code for question in shipped_document().questions]
    assert answers[TEXT.code]["value"] == "=1+1"
    assert answers[NUMBER.code]["value"] == -5
    assert {code: row["state"] for code, row in answers.items()} == submission.states
    unknown = [code for code, answer in submission.answers.items() if answer == DONT_KNOW]
    assert all(answers[code]["value"] is None for code in unknown)


def test_every_card_is_a_sheet_with_its_sentence(book, submission):
    page = book["Participation by district"]
    lines = [row[0].value for row in page.iter_rows(max_row=3)]
    assert lines[0] == "Participation by district"
    assert lines[1].endswith(".")
    assert lines[2].startswith("n = 1 of N = 2 municipalities")
    assert len(book.sheetnames) == 8 + len(all_cards(submission.response.wave))


def test_answers_of_many_towns_come_in_several_parts(browser, submission, monkeypatch, started):
    monkeypatch.setattr(everything, "TOWNS_AT_ONCE", 1)
    SubmissionFactory(response__wave=submission.response.wave)
    again = browser.post(reverse("atlas:jobs"), {"job": "everything"}).url
    finish(browser, again)
    answers = rows(book_of(browser, again)["Answers"])
    assert len(answers) == 2 * len(shipped_document().questions)
    assert [row["ags"] for row in answers] == sorted(row["ags"] for row in answers)


def test_workbook_before_anybody_answered(client, person):
    WaveFactory()
    MunicipalityFactory()
    client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.post(reverse("atlas:jobs"), {"job": "everything"}).url
    finish(client, page)
    assert rows(book_of(client, page)["Answers"]) == []


def test_start_section_offers_every_kind(browser, monkeypatch):
    monkeypatch.setitem(KINDS, "profiles", profiles(lambda ags, wave: b""))
    html = browser.get(reverse("atlas:jobs")).text
    assert 'value="everything"' in html
    assert 'value="profiles"' in html
