"""The main job from end to end: a town hall fills in and hands in, the analyst finds it in the Atlas."""

import csv
import re

import pytest
from playwright.sync_api import expect

from atlas import formats
from survey.questionnaire.answers import DONT_KNOW
from survey.questionnaire.numbers import half_up
from survey.section_page import number_text
from tests.factories import complete_answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill_in(page, question, value):
    """As a person does, and then waits until the page says that the answer is saved."""
    if value == DONT_KNOW:
        page.locator(f"#{question.code}-_dk").check()
    elif question.choices:
        for code in value if isinstance(value, list) else [value]:
            page.locator(f"#{question.code}-{code}").check()
    else:
        typed = value if isinstance(value, str) else number_text(value)
        page.locator(f"#{question.code}-value").fill(typed)
        page.locator(f"#{question.code}-value").blur()
    expect(page.locator(f"#feedback-{question.code}")).to_have_text(re.compile(r"Gespeichert \d\d:\d\d"))


def rows_of(download):
    with open(download.path(), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_whole_return_reaches_the_atlas(town_hall, neighbours, visitor):
    answers = complete_answers(town_hall.document, seed=3, population=town_hall.municipality.population)
    town = town_hall.municipality

    coordinator = visitor()
    page = coordinator.log_in_as("coordinator")
    expect(page.get_by_role("heading", level=1)).to_have_text(town.name)
    expect(page.get_by_text(re.compile(r"0 von \d+ Fragen beantwortet"))).to_be_visible()
    page.get_by_role("link", name="Beginnen").click()
    for section in town_hall.document.sections:
        expect(page.get_by_role("heading", level=1)).to_have_text(section.title)
        for question in section.questions:
            if question.code in answers:
                fill_in(page, question, answers[question.code])
        page.get_by_role("button", name="Speichern und weiter").click()

    expect(page.get_by_role("heading", name="Alle Pflichtangaben sind da")).to_be_visible()
    page.get_by_role("link", name="Abgeben …").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Antwortbogen von {town.name} abgeben?")
    page.get_by_role("button", name="Jetzt abgeben").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank! Quittung für Ihren Antwortbogen")
    expect(page.locator(".receipt-facts")).to_contain_text(town.pk)

    submission = town_hall.wave.responses.get(municipality=town).submissions.get()
    assert submission.answers == answers
    printed = formats.decimal(submission.score.index)
    page.get_by_role("link", name="Ihr Ergebnis").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(town.name)
    expect(page.locator(".result-index strong")).to_have_text(printed)
    expect(page.locator("[data-figure] .main-svg").first).to_be_visible()

    analyst = visitor()
    page = analyst.log_in_as("analyst")
    expect(page.locator("#participation-by-district .atlas-sentence")).to_contain_text(f"{len(neighbours) + 1} von 12")
    page.locator("#index-map summary").click()
    row = page.locator("#index-map tbody tr").filter(has=page.get_by_role("rowheader", name=town.name))
    expect(row).to_contain_text(printed)

    with page.expect_download() as download:
        page.get_by_role("link", name="municipalities.csv").click()
    found = next(row for row in rows_of(download.value) if row["ags"] == town.pk)
    assert (found["participated"], found["index"]) == ("true", str(half_up(submission.score.index)))
    with page.expect_download() as download:
        page.get_by_role("link", name="answers.csv").click()
    states = {row["question"]: row["state"] for row in rows_of(download.value) if row["ags"] == town.pk}
    assert states == submission.states
